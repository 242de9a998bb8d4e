"""The measured tables: as described, typed, checked, and adding up as the dossier says they do."""

import csv
import doctest
import importlib
import json
import pickle
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
from collections import Counter
from decimal import Decimal
from pathlib import Path

import frictionless
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import explainer
from explainer.data import Column, DataError, crosscheck, describe, load, read_package, tables

PACKAGE = Path(explainer.__file__).parent / "data"
GOLDEN = Path(__file__).parent / "golden"
DESCRIPTOR = json.loads((PACKAGE / "datapackage.json").read_text(encoding="utf-8"))
RESOURCES = {entry["name"]: entry for entry in DESCRIPTOR["resources"]}
PYTHON_TYPES = {"string": str, "integer": int, "number": float, "boolean": bool}

every_table = pytest.mark.parametrize("name", tables())


def total(rows, column):
    return sum(getattr(row, column) or 0 for row in rows)


# The package and its description


def test_frictionless_finds_the_whole_package_valid():
    report = frictionless.Package(str(PACKAGE / "datapackage.json")).validate()

    assert report.valid, report.to_summary()
    assert report.stats["tasks"] == len(RESOURCES) == 23


@pytest.mark.parametrize("name", RESOURCES)
def test_a_table_loads_as_its_descriptor_says(name):
    fields = RESOURCES[name]["schema"]["fields"]

    table = load(name, every_row=True)

    assert [(c.name, c.type, c.unit, c.description) for c in table.columns] == [
        (f["name"], f["type"], f.get("unit"), f["description"]) for f in fields
    ]
    assert (table.title, table.description) == (RESOURCES[name]["title"], RESOURCES[name]["description"])
    for row in table:
        for field, value in zip(fields, row.values, strict=True):
            assert value is None or type(value) is PYTHON_TYPES[field["type"]]


@pytest.mark.parametrize("name", RESOURCES)
def test_load_and_frictionless_read_the_same_values(name):
    resource = frictionless.Package(str(PACKAGE / "datapackage.json")).get_resource(name)

    theirs = [tuple(row.to_dict().values()) for row in resource.read_rows()]

    assert [row.values for row in load(name, every_row=True)] == [
        tuple(float(value) if isinstance(value, Decimal) else value for value in row) for row in theirs
    ]


@every_table
def test_a_table_is_written_as_it_was_delivered(name):
    delivered = (PACKAGE / f"{name}.csv").read_bytes().decode()

    assert load(name, every_row=True).to_csv() == delivered


def test_every_csv_file_of_the_package_is_described():
    files = {path.name for path in PACKAGE.glob("*.csv")}

    assert files == {entry["path"] for entry in DESCRIPTOR["resources"]}


@every_table
def test_a_table_has_words_for_people_and_a_licence(name):
    entry = RESOURCES[name]

    assert entry["description"].startswith("One row is ")
    assert all(field["description"].endswith(".") for field in entry["schema"]["fields"])
    assert all(licence["title"] and licence["name"] for licence in entry["licenses"])


@every_table
def test_a_table_that_uses_bgs_rows_says_that_their_licence_is_an_open_question(name):
    described = describe(name)

    asks = any(licence.startswith("Open question") for licence in described.licences)

    assert asks == ("bgs_wms" in described.source_ids)


@every_table
def test_every_source_id_is_a_foreign_key_to_the_register(name):
    keys = RESOURCES[name]["schema"]["foreignKeys"]

    assert keys == [{"fields": "source_id", "reference": {"resource": "sources", "fields": "id"}}]
    assert all(row.source_ids for row in load(name, every_row=True))


@every_table
def test_every_measured_column_has_a_unit_of_its_own_or_one_in_the_row(name):
    table = load(name)
    names = {column.name for column in table.columns}

    bare = [c.name for c in table.columns if c.type == "number" and c.unit is None]

    assert not bare or "unit" in names or bare == ["capacity"]


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("ree_mine_production", ["year", "country"]),
        ("ree_prices", ["element", "year"]),
        ("antimony", ["metric", "year", "country"]),
        ("copper", ["metric", "year", "country"]),
    ],
)
def test_no_series_has_two_preferred_rows_in_a_year(name, key):
    preferred = Counter(tuple(getattr(row, column) for column in key) for row in load(name))

    assert set(preferred.values()) == {1}


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("lead_times", ["scope", "commodity", "start_period"]),
        ("ree_processing_share", ["year", "stage", "basis", "country", "source_id"]),
        ("us_import_reliance", ["record_type", "commodity", "form", "year_start", "partner"]),
    ],
)
def test_tables_whose_key_has_empty_cells_hold_no_row_twice(name, key):
    seen = Counter(tuple(getattr(row, column) for column in key) for row in load(name))

    assert set(seen.values()) == {1}


# Loading


def test_load_gives_the_preferred_rows_unless_every_row_is_asked_for():
    assert len(load("ree_mine_production")) == 498
    assert len(load("ree_mine_production", every_row=True)) == 725
    assert {row.preferred for row in load("ree_mine_production")} == {True}


def test_a_value_the_source_does_not_label_is_neither_estimated_nor_not():
    row = load("ree_mine_production").one(year=1900, country="United States")

    assert row.estimated is None
    assert "unknown" in row.cells


def test_a_table_is_loaded_once():
    assert load("elements") is load("elements")


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("ree_price", 'there is no table "ree_price"; did you mean ree_prices?'),
        ("??", 'there is no table "??"; the tables are ree_mine_production, usgs_revisions, '),
        (pd.DataFrame(), 'load() takes the name of a table, such as "ree_mine_production", not DataFrame'),
    ],
)
def test_what_names_no_table_is_refused_with_a_hint(name, message):
    with pytest.raises(ValueError) as refused:  # noqa: PT011 (the message is compared below)
        load(name)

    assert str(refused.value).startswith(message)


def test_importing_reads_no_file_and_no_heavy_library():
    code = (
        "import sys, explainer.data.load as _; import explainer.data, explainer.sources; "
        "package = sys.modules['explainer.data.load']._packaged; "
        "heavy = {'pandas', 'numpy', 'matplotlib', 'ruamel'} & set(sys.modules); "
        "print(package.cache_info().currsize, explainer.sources.sources.cache_info().currsize, heavy)"
    )

    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert said.stdout.strip() == "0 0 set()"


def test_a_description_counts_every_row_and_names_every_source():
    described = describe("ree_prices")

    assert (described.id, described.file, described.row_count) == ("ree_prices", "ree_prices.csv", 159)
    assert described.source_ids[0] == "usgs_mcs2016_ree"
    assert described.licences == ("US public domain: works of the U.S. Geological Survey; attribution asked",)


# Rows and tables


def test_a_row_gives_values_by_name_and_knows_its_table_and_sources():
    row = load("ree_mine_production").one(year=2025, country="China")

    assert (row.production_t_reo, row.estimated, row.table) == (270000.0, True, "ree_mine_production")
    assert row.source_ids == ("usgs_mcs2026",)


def test_a_row_is_immutable_hashable_and_survives_pickling():
    row = load("elements").one(symbol="Nd")

    with pytest.raises(AttributeError, match="cannot assign"):
        row.name = "Neodym"
    assert {row: 1}[pickle.loads(pickle.dumps(row))] == 1


def test_a_misspelt_column_of_a_row_is_refused_with_the_near_one():
    with pytest.raises(
        AttributeError, match=r'^a row of "elements" has no column "symbl"; did you mean symbol\?'
    ):
        _ = load("elements")[0].symbl


def test_a_row_shows_its_columns_to_completion_and_in_print():
    row = load("lead_times")[0]

    assert "n_mines" in dir(row)
    assert repr(row).startswith("Row(scope='World', commodity='precious and base metals', years")


def test_a_cell_with_several_ids_names_several_sources():
    assert crosscheck().one(year=2011).source_ids == ("usgs_ds140_ree", "bgs_wms")


def test_where_keeps_equal_rows_and_none_finds_empty_cells():
    reserves = load("ree_reserves")

    unlisted = reserves.where(listed=False, reserves_t_reo=None)

    assert [row.country for row in unlisted] == ["Pakistan", "Pakistan"]
    assert unlisted.title == reserves.title


def test_where_takes_a_whole_number_for_a_measured_column():
    assert len(load("elements").where(crustal_abundance_ppm=22)) == 1


@pytest.mark.parametrize(
    ("equals", "message"),
    [
        ({"yaer": 2024}, 'table "ree_prices" has no column "yaer"; did you mean year?'),
        ({"??": 1}, 'table "ree_prices" has no column "??"; its columns are element, material, year, '),
        ({"year": "2024"}, 'table "ree_prices": column "year" is of type integer; \'2024\' is not'),
        ({"year": True}, 'table "ree_prices": column "year" is of type integer; True is not'),
    ],
)
def test_a_filter_that_can_match_nothing_is_refused(equals, message):
    with pytest.raises(ValueError) as refused:  # noqa: PT011 (the message is compared below)
        load("ree_prices").where(**equals)

    assert str(refused.value).startswith(message)


@pytest.mark.parametrize(
    ("equals", "message"),
    [
        (
            {"element": "Nd"},
            "table \"ree_prices\": 15 rows with element='Nd'; name columns until exactly one is left",
        ),
        ({"element": "Nd", "year": 1999}, "table \"ree_prices\": 0 rows with element='Nd', year=1999; "),
        ({}, 'table "ree_prices": 145 rows with no filter; '),
    ],
)
def test_one_refuses_none_and_many(equals, message):
    with pytest.raises(ValueError) as refused:  # noqa: PT011 (the message is compared below)
        load("ree_prices").one(**equals)

    assert str(refused.value).startswith(message)


def test_a_slice_of_a_table_is_a_table_with_its_sources():
    table = load("antimony_spot")[:4]

    assert (len(table), table.source_ids) == (4, ("artemis_sb", "usgs_mcs2018_sb"))
    assert [found.id for found in table.sources] == list(table.source_ids)


def test_a_frame_keeps_types_and_empty_cells():
    frame = load("ree_reserves").to_frame()

    assert dict(frame.dtypes.astype(str))["reference_year"] == "Int64"
    assert dict(frame.dtypes.astype(str))["listed"] == "boolean"
    assert frame.reserves_t_reo.isna().sum() == 13
    assert list(frame.columns) == [column.name for column in load("ree_reserves").columns]


def test_a_frame_without_pandas_names_the_package_and_its_install_line(monkeypatch):
    monkeypatch.setitem(sys.modules, "pandas", None)

    with pytest.raises(
        ImportError, match=r'^to_frame\(\) needs pandas; install it with "pip install pandas"$'
    ):
        load("elements").to_frame()


# HTML


def parsed(table):
    """The HTML of a table as a tree: it is well formed, or this fails."""
    return ET.fromstring(table.to_html())


def text(element):
    return "".join(element.itertext())


def test_html_has_caption_scoped_headings_with_units_and_a_source_line():
    tree = parsed(load("ree_prices").where(element="Nd"))
    headings = tree.findall(".//th")

    assert text(tree.find(".//caption")) == "Prices of rare-earth oxides"
    assert text(tree.find("details/p")).startswith("One row is the price of")
    assert {heading.get("scope") for heading in headings} == {"col"}
    assert "price_usd_per_kg (USD/kg)" in [text(heading) for heading in headings]
    assert text(tree.find("p[@class='source']")).startswith(
        "Sources: U.S. Geological Survey, Mineral Commodity"
    )


def test_html_scrolls_in_a_named_region_the_keyboard_can_reach():
    region = parsed(load("elements")).find("div")

    assert (region.get("role"), region.get("tabindex")) == ("region", "0")
    assert region.get("aria-label") == "The 17 rare earths"


def test_html_says_what_an_empty_cell_means():
    cells = parsed(load("ree_reserves").where(country="Pakistan")[:1]).findall(".//td")

    assert [text(cell) for cell in cells if cell.get("class") == "not-known"] == ["not known"]


def test_html_leaves_out_a_column_of_words_that_is_empty():
    bare = parsed(load("ree_reserves")[:1]).findall(".//th")
    noted = parsed(load("ree_reserves")).findall(".//th")

    assert "note" not in map(text, bare)
    assert "note" in map(text, noted)


def test_html_sets_off_thousands_and_aligns_numbers_but_leaves_years_alone():
    cells = parsed(load("ree_reserves")[:1]).findall(".//td")

    numbers = [text(cell) for cell in cells if cell.get("class") == "number"]

    assert numbers == ["2025", "1,900,000"]


def test_html_in_a_notebook_is_cut_and_says_so():
    assert "<p>The first 30 of 498 rows.</p>" in load("ree_mine_production")._repr_html_()
    assert load("ree_mine_production").to_html().count("<tr>") == 499


# Other packages, whole and broken

FIELDS = [
    {"name": "year", "type": "integer", "description": "Year.", "constraints": {"required": True}},
    {"name": "metal", "type": "string", "description": "Metal.", "constraints": {"enum": ["Sb", "Cu"]}},
    {"name": "mass_t", "type": "number", "unit": "t", "description": "Mass."},
    {"name": "estimated", "type": "boolean", "description": "Estimated?"},
    {"name": "source_id", "type": "string", "description": "Source."},
]
HEADER = "year,metal,mass_t,estimated,source_id\n"
REGISTER = "id,publisher,title,author,date,url,kind,language,licence,licence_note,seen_in,note,strand\n"
SOURCES = REGISTER + "survey_2025,Survey,Yearbook,,2025,javascript:alert(1),,,,,,,data\n"


def described(*names, fields=FIELDS, **schema):
    """A datapackage.json with tables of these names, all of the same columns."""
    return {
        "resources": [
            {
                "name": name,
                "path": f"{name}.csv",
                "title": f"Table <{name}>",
                "description": "One row is a test & no more.",
                "licenses": [{"name": "CC0-1.0", "title": "CC0"}],
                "schema": {"fields": fields, **schema},
            }
            for name in names
        ]
    }


def write_package(directory, *, descriptor=None, sources=SOURCES, **csv_texts):
    (directory / "datapackage.json").write_text(
        json.dumps(descriptor or described(*csv_texts)), encoding="utf-8"
    )
    (directory / "sources.csv").write_text(sources, encoding="utf-8")
    for name, content in csv_texts.items():
        (directory / f"{name}.csv").write_bytes(content.encode("utf-8"))
    return read_package(directory)


def test_another_directory_loads_like_the_packaged_one(tmp_path):
    package = write_package(tmp_path, output=HEADER + "2024,Sb,260,false,survey_2025\n2025,,,,survey_2025\n")

    assert package.tables() == ("output",)
    assert [row.values for row in package.load("output")] == [
        (2024, "Sb", 260.0, False, "survey_2025"),
        (2025, None, None, None, "survey_2025"),
    ]


def test_a_byte_order_mark_and_windows_line_ends_are_no_obstacle(tmp_path):
    content = "\ufeff" + (HEADER + "2024,Sb,260,false,survey_2025\n").replace("\n", "\r\n")

    package = write_package(tmp_path, output=content)

    assert package.load("output").one(year=2024).mass_t == 260


def test_loading_one_table_leaves_a_broken_neighbour_alone(tmp_path):
    package = write_package(tmp_path, good=HEADER + "2024,Sb,1,true,survey_2025\n", bad="nonsense")

    assert len(package.load("good")) == 1
    with pytest.raises(DataError, match=r"^bad\.csv, line 1: "):
        package.load("bad")


def test_html_of_hostile_text_stays_text_and_links_only_to_the_web(tmp_path):
    fields = [{"name": "note", "type": "string", "description": "."}, FIELDS[-1]]
    content = 'note,source_id\n"<script>alert(1)</script> & ""so""",survey_2025\n'
    package = write_package(tmp_path, descriptor=described("hostile", fields=fields), hostile=content)

    tree = parsed(package.load("hostile"))

    assert text(tree.find(".//td")) == '<script>alert(1)</script> & "so"'
    assert text(tree.find(".//caption")) == "Table <hostile>"
    assert text(tree.find("details/p")) == "One row is a test & no more."
    assert tree.find(".//script") is None
    assert tree.find(".//a") is None


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (
            HEADER.replace("mass_t", "mass"),
            'line 1: column "mass" stands where datapackage.json has "mass_t"; rename one of them',
        ),
        (
            "year,metal,mass_t,source_id\n",
            'line 1: column "estimated" is missing; restore it, or drop it from',
        ),
        (
            HEADER.replace("\n", ",note\n"),
            'line 1: column "note" is not in datapackage.json; describe it there',
        ),
        (
            "metal,year,mass_t,estimated,source_id\n",
            "line 1: the columns are out of order; datapackage.json has year,",
        ),
        (HEADER.replace("\n", ",year\n"), "line 1: a column comes twice; the columns are year, metal, "),
        (
            HEADER + "2024,Sb,1,true,survey_2025\n20x1,Sb,1,true,survey_2025\n",
            'line 3: column "year": "20x1" is not an integer; correct the cell or the type in datapackage.json',
        ),
        (HEADER + "1_000,Sb,1,true,survey_2025\n", 'line 2: column "year": "1_000" is not an integer; '),
        (HEADER + "2024,Sb,NaN,true,survey_2025\n", 'line 2: column "mass_t": "NaN" is not a number; '),
        (HEADER + "2024,Sb,1e999,true,survey_2025\n", 'line 2: column "mass_t": "1e999" is not a number; '),
        (
            HEADER + "2024,Sb,1,True,survey_2025\n",
            'line 2: column "estimated": "True" is neither true nor false; ',
        ),
        (
            HEADER + "2024,Fe,1,true,survey_2025\n",
            'line 2: column "metal": "Fe" is not one of Sb, Cu; correct the cell or the enum in datapackage.json',
        ),
        (
            HEADER + ",Sb,1,true,survey_2025\n",
            'line 2: column "year": the cell is empty; fill it in, or drop "required" in datapackage.json',
        ),
        (
            HEADER + "2024,Sb,1,true,survey_2052\n",
            'line 2: column "source_id": "survey_2052" is not in sources.csv; did you mean survey_2025?',
        ),
        (
            HEADER + "2024,Sb,1,true,survey_2025;nobody\n",
            'line 2: column "source_id": "nobody" is not in sources.csv',
        ),
        (
            HEADER + "2024,Sb,1,234,true,survey_2025\n",
            "line 2: 6 cells, and the header has 5; put quotation marks around a cell that holds a comma",
        ),
        (HEADER + "2024,Sb,1\n", "line 2: 3 cells, and the header has 5; add the missing commas"),
        (HEADER + "\n2024,Sb,1,true,survey_2025\n", "line 2: the line is blank; delete it"),
        (
            HEADER + '2023,Sb,1,true,survey_2025\n2024,"Sb,1,true,survey_2025\n',
            "line 3: unexpected end of data; close every quotation mark, and double the ones inside a cell",
        ),
    ],
)
def test_a_broken_table_is_refused_in_one_line_with_place_and_mend(tmp_path, content, message):
    package = write_package(tmp_path, output=content)

    with pytest.raises(DataError) as refused:
        package.load("output")

    assert str(refused.value).startswith(f"output.csv, {message}")
    assert "\n" not in str(refused.value)


def test_a_row_after_a_cell_of_two_lines_is_named_by_its_own_line(tmp_path):
    fields = [{"name": "note", "type": "string", "description": "."}, FIELDS[0]]
    content = 'note,year\n"two\nlines",2024\nnext,20x1\n'
    package = write_package(tmp_path, descriptor=described("noted", fields=fields), noted=content)

    with pytest.raises(DataError, match=r'^noted\.csv, line 4: column "year": "20x1"'):
        package.load("noted")


def test_a_key_that_comes_twice_is_refused(tmp_path):
    descriptor = described("output", primaryKey=["year", "metal"])
    content = HEADER + "2024,Sb,1,true,survey_2025\n2024,Cu,1,true,survey_2025\n2024,Sb,2,true,survey_2025\n"
    package = write_package(tmp_path, descriptor=descriptor, output=content)

    with pytest.raises(
        DataError, match=r"^output\.csv, line 4: same year, metal as in line 2; correct one of them$"
    ):
        package.load("output")


@pytest.mark.parametrize(
    ("file", "message"),
    [
        ("output.csv", "output.csv: there is no such file in the data package; restore it"),
        ("sources.csv", "sources.csv: there is no such file in the data package; restore it"),
        ("datapackage.json", "datapackage.json: there is no such file in the data package; restore it"),
    ],
)
def test_a_missing_file_is_named(tmp_path, file, message):
    package = write_package(tmp_path, output=HEADER + "2024,Sb,1,true,survey_2025\n")
    (tmp_path / file).unlink()

    with pytest.raises(DataError) as refused:
        package.load("output")

    assert str(refused.value) == message


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "the file is empty; its first line must name the columns"),
        (b"a\xff", "byte 1 is not UTF-8; save the file"),
    ],
)
def test_a_file_that_is_no_text_is_named(tmp_path, content, message):
    package = write_package(tmp_path, output="")
    (tmp_path / "output.csv").write_bytes(content)

    with pytest.raises(DataError) as refused:
        package.load("output")

    assert str(refused.value).startswith(f"output.csv: {message}")


def without(entry, key):
    return {name: value for name, value in entry.items() if name != key}


@pytest.mark.parametrize(
    ("descriptor", "message"),
    [
        ("{\n 'a': 1}", "datapackage.json, line 2: not JSON: "),
        ("[]", 'datapackage.json: there is no list of "resources"; add one entry for each table'),
        (
            json.dumps({"resources": [without(described("output")["resources"][0], "title")]}),
            'datapackage.json: resource "output" has no "title"; add it',
        ),
        (
            json.dumps({"resources": [without(described("output")["resources"][0], "name")]}),
            'datapackage.json: resource 1 has no "name"; add it',
        ),
        (
            json.dumps(
                described("output", fields=[{"name": "year", "type": "date", "description": "Year."}])
            ),
            'datapackage.json: resource "output": field "year": type "date" is not one of string, integer, number',
        ),
        (
            json.dumps(
                described("output", fields=[{"name": "values", "type": "string", "description": "."}])
            ),
            'datapackage.json: resource "output": field "values": "values" cannot be read as row.values; rename',
        ),
        (
            json.dumps(described("output", fields=["year"])),
            'datapackage.json: resource "output" does not describe a table (',
        ),
    ],
)
def test_a_broken_descriptor_is_refused_in_one_line(tmp_path, descriptor, message):
    package = write_package(tmp_path, output=HEADER)
    (tmp_path / "datapackage.json").write_text(descriptor, encoding="utf-8")

    with pytest.raises(DataError) as refused:
        package.load("output")

    assert str(refused.value).startswith(message)


# Text in, text out

CELLS = {
    "string": st.text(st.characters(exclude_categories=["Cs"])),
    "integer": st.integers().map(str) | st.just(""),
    "number": st.floats(allow_nan=False, allow_infinity=False).map(repr) | st.just(""),
    "boolean": st.sampled_from(["true", "false", ""]),
}


@st.composite
def written_tables(draw):
    """Columns of any types, and rows of cells that these types can read."""
    types = draw(st.lists(st.sampled_from(list(CELLS)), min_size=1, max_size=4))
    rows = draw(st.lists(st.tuples(*(CELLS[kind] for kind in types)), max_size=5))
    return [f"c{i}_{kind}" for i, kind in enumerate(types)], types, rows


@given(written_tables())
def test_what_is_written_reads_back_as_the_same_rows(written):
    names, types, rows = written
    fields = [{"name": n, "type": t, "description": "."} for n, t in zip(names, types, strict=True)]
    with tempfile.TemporaryDirectory() as directory:
        quoted = ",".join(names) + "\n" + "".join(",".join(map(quote, row)) + "\n" for row in rows)
        package = write_package(Path(directory), descriptor=described("any", fields=fields), any=quoted)
        first = package.load("any")
        again = write_package(Path(directory), descriptor=described("any", fields=fields), any=first.to_csv())

        assert [row.cells for row in first] == rows
        assert again.load("any").rows == first.rows
        assert [row.cells for row in again.load("any")] == rows


def quote(cell):
    return '"' + cell.replace('"', '""') + '"'


@given(cell=CELLS["number"])
def test_a_number_set_off_in_thousands_keeps_every_digit(cell):
    number_text = importlib.import_module("explainer.data.html").number_text

    assert number_text(cell).replace(",", "") == cell


@pytest.mark.parametrize("kind", ["integer", "number", "boolean"])
@given(cell=st.text(min_size=1, max_size=6))
def test_any_text_is_read_as_its_type_or_refused_with_the_text(kind, cell):
    column = Column("any", kind)

    value, refusal = parsed_or_refused(column, cell)

    assert type(value) is PYTHON_TYPES[kind] if refusal is None else refusal.startswith(f'"{cell}" is ')


def parsed_or_refused(column, cell):
    try:
        return column.parse(cell), None
    except ValueError as error:
        return None, str(error)


@pytest.mark.parametrize(
    "module", ["explainer.errors", "explainer.data.load", "explainer.data.table", "explainer.data.html"]
)
def test_the_examples_in_the_docstrings_hold(module):
    outcome = doctest.testmod(importlib.import_module(module))

    assert outcome.attempted > 0
    assert outcome.failed == 0


# What the dossier says of its numbers


def test_crosscheck_equals_the_numbers_the_dossier_printed():
    with (GOLDEN / "ree_world_crosscheck.csv").open(encoding="utf-8", newline="") as file:
        printed = list(csv.DictReader(file))
    ours = crosscheck()

    assert [column.name for column in ours.columns] == list(printed[0])
    for row, there in zip(ours, printed, strict=True):
        for column in ours.columns:
            if column.name != "source_id":  # printed as "derived"; ours names the sources of the rows
                assert getattr(row, column.name) == column.parse(there[column.name]), (row.year, column.name)


def test_crosscheck_names_the_sources_of_the_rows_it_read():
    assert crosscheck().one(year=2025).source_ids == ("usgs_mcs2026",)
    assert crosscheck().one(year=2025).cells[:4] == ("2025", "389310", "390000", "-0.2")


@pytest.mark.parametrize(("years", "bound"), [((2018, 2025), 3.0), ((2003, 2009), 3.3), ((2012, 2017), 4.9)])
def test_countries_add_up_to_the_world_within_the_stated_bound(years, bound):
    rows = [row for row in crosscheck() if years[0] <= row.year <= years[1]]

    assert len(rows) == years[1] - years[0] + 1
    assert max(abs(row.difference_pct) for row in rows) <= bound


def test_the_two_newest_years_hold_36_preferred_rows_of_rare_earths():
    rows = [row for row in load("ree_mine_production") if row.year >= 2024]

    assert len(rows) == 36
    assert {row.source_ids for row in rows} == {("usgs_mcs2026",)}


def test_pakistan_is_in_no_rare_earth_series_and_listed_in_no_edition():
    assert not load("ree_mine_production", every_row=True).where(country_iso3="PAK")
    assert {row.listed for row in load("ree_reserves").where(country_iso3="PAK")} == {False}


@pytest.mark.parametrize(
    ("edition", "added_up"), [("MCS 2026 v1.3", 75_290_000), ("MCS 2025 v2.0", 90_884_500)]
)
def test_reserves_of_countries_add_up_to_more_than_the_printed_lower_bound(edition, added_up):
    rows = load("ree_reserves").where(edition=edition)
    world = rows.one(country_iso3="WLD")

    assert total((row for row in rows if row.country_iso3 != "WLD"), "reserves_t_reo") == added_up
    assert world.qualifier == ">"
    assert added_up > world.reserves_t_reo


@pytest.mark.parametrize(
    ("year", "countries", "world"),
    [(2023, 106_119, 106_000), (2024, 118_990, 119_000), (2025, 110_720, 110_000)],
)
def test_antimony_of_countries_adds_up_as_stated(year, countries, world):
    rows = load("antimony").where(metric="mine_production", year=year)

    assert total((row for row in rows if row.country_iso3 != "WLD"), "value") == countries
    assert rows.one(country_iso3="WLD").value == world


def test_antimony_of_countries_exceeds_the_world_in_2022_as_the_description_warns():
    rows = load("antimony").where(metric="mine_production", year=2022)
    countries = total((row for row in rows if row.country_iso3 != "WLD"), "value")

    assert countries / rows.one(country_iso3="WLD").value == pytest.approx(1.22, abs=0.005)
    assert "as much as 22 % more than the USGS world row" in load("antimony").description


@pytest.mark.parametrize(
    ("metric", "countries_mt", "world_mt", "year"),
    [
        ("mine_production", 22.981, 23.0, 2024),
        ("refinery_production", 27.6, 27.6, 2024),
        ("reserves", 980.2, 980, 2025),
    ],
)
def test_copper_of_countries_adds_up_as_stated(metric, countries_mt, world_mt, year):
    rows = load("copper").where(metric=metric, year=year)

    assert total((row for row in rows if row.country_iso3 != "WLD"), "value") / 1e6 == pytest.approx(
        countries_mt, abs=0.05
    )
    assert rows.one(country_iso3="WLD").value / 1e6 == pytest.approx(world_mt)


@pytest.mark.parametrize(
    ("scope", "year", "percent"),
    [("World", 2017, 100), ("World", 2020, 72.1), ("World", 2021, 92.3)]
    + [("United States", year, 100) for year in (2009, 2015, 2017, 2018, 2020)],
)
def test_end_uses_add_up_as_stated(scope, year, percent):
    assert total(load("ree_end_uses").where(scope=scope, year=year), "share_pct") == pytest.approx(percent)


def test_shares_of_mining_derived_in_the_dossier_equal_the_computed_ones():
    derived = load("ree_processing_share").where(data_type="derived here")
    columns = {"CHN": "china_share_of_country_sum_pct", "USA": "us_share_of_country_sum_pct"}

    assert len(derived) == 22
    for row in derived:
        assert row.share_pct == getattr(crosscheck().one(year=row.year), columns[row.country_iso3])


def test_magnet_shares_of_deposits_equal_the_sum_of_their_oxides():
    derived = load("rock_to_metal").where(topic="NdPr share of TREO", data_type="derived here")
    composition = load("ree_deposit_composition")

    assert len(derived) == 6
    for row in derived:
        deposit = row.item.rpartition(" (")[0]
        oxides = [composition.one(deposit=deposit, element=element) for element in ("Nd", "Pr")]
        assert row.central == pytest.approx(total(oxides, "share_of_treo_pct"))


def test_abundance_ratios_follow_from_the_abundances():
    gold, copper = (load("other_elements").one(symbol=s).crustal_abundance_ppm for s in ("Au", "Cu"))

    for row in load("elements"):
        if row.crustal_abundance_ppm is not None:
            assert row.ratio_to_copper == pytest.approx(row.crustal_abundance_ppm / copper, abs=0.0006)
            assert row.ratio_to_gold == pytest.approx(row.crustal_abundance_ppm / gold, abs=0.6)


def test_revisions_are_the_change_from_first_to_latest_printing():
    for row in load("usgs_revisions"):
        if row.revision_pct is not None:
            change = (row.latest_printed_t / row.first_printed_t - 1) * 100
            assert row.revision_pct == pytest.approx(change, abs=0.051)


def test_magnet_demand_of_2024_adds_up_over_uses():
    base = load("iea_ree_demand").where(material="magnet rare earths", year=2024)
    parts = [row for row in base if row.sector != "total"]

    assert total(parts, "demand_kt") == pytest.approx(base.one(sector="total").demand_kt)
