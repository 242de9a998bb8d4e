"""Measured numbers: tables with types, units, keys, sources and licences."""

from explainer.data.crosscheck import crosscheck
from explainer.data.load import Description, Package, describe, load, read_package, tables
from explainer.data.schema import Column
from explainer.data.table import Row, Table
from explainer.errors import DataError

__all__ = [
    "Column",
    "DataError",
    "Description",
    "Package",
    "Row",
    "Table",
    "crosscheck",
    "describe",
    "load",
    "read_package",
    "tables",
]
