"""The register of sources: whole, looked up by id, read strictly."""

from collections import Counter

import pytest

from explainer.errors import DataError
from explainer.sources import Source, read_sources, source, sources

HEADER = "id,publisher,title,author,date,url,kind,language,licence,licence_note,seen_in,note,strand\n"


@pytest.fixture
def register(tmp_path):
    """register(lines): the path of a sources.csv with these lines under the right header."""

    def write(lines: str, header: str = HEADER):
        path = tmp_path / "sources.csv"
        path.write_text(header + lines, encoding="utf-8")
        return path

    return write


def test_the_register_holds_both_strands_whole():
    strands = Counter(found.strand for found in sources().values())

    assert strands == {"data": 101, "deal": 229}


def test_a_source_is_found_by_its_id_with_every_field():
    found = source("bgs_wms")

    assert found.publisher == "British Geological Survey (UKRI)"
    assert found.date == "data to 2023"
    assert found.url.startswith("https://ogcapi.bgs.ac.uk/")
    assert "GitHub" in found.seen_in
    assert found.note == "used only where USGS has no country series"
    assert found.author is None
    assert found.source_ids == ("bgs_wms",)


def test_the_open_question_about_the_licence_of_bgs_data_stays_in_sight():
    found = source("bgs_wms")

    assert "Open Government Licence" in found.licence
    assert "NERC copyright" in found.licence
    assert found.licence_note.startswith("CONFLICT: confirm the licence before publishing")


def test_licences_of_the_deal_strand_are_not_known_and_say_how_they_are_used():
    deal = [found for found in sources().values() if found.strand == "deal"]

    assert {found.licence for found in deal} == {None}
    assert all("cited for single facts" in found.licence_note for found in deal)


def test_a_source_line_names_publisher_title_and_date():
    assert source("usgs_mcs2011_ree").line() == (
        "U.S. Geological Survey, Mineral Commodity Summaries 2011, Rare Earths (2011-01)"
    )


def test_a_source_without_a_date_says_so_in_its_line():
    undated = next(found for found in sources().values() if found.date is None)

    assert undated.line().endswith("(date not known)")


def test_an_unknown_id_is_refused_and_names_near_ones():
    with pytest.raises(
        ValueError, match=r'^there is no source "usgs_mcs2062" in sources\.csv; did you mean .*usgs_mcs2026'
    ):
        source("usgs_mcs2062")


def test_the_register_cannot_be_changed_by_a_reader():
    with pytest.raises(TypeError, match="does not support item assignment"):
        sources()["new"] = source("bgs_wms")


def test_empty_cells_are_none(register):
    found = read_sources(register("a,Somebody,Something,,,,,,,,,,deal\n"))

    assert found["a"] == Source("a", "Somebody", "Something", *[None] * 9, strand="deal")


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        (
            "a,P,T,,,,,,,,,,data\na,P,U,,,,,,,,,,data\n",
            'line 3: the id "a" is taken; give each source its own',
        ),
        ("a,P,,,,,,,,,,,data\n", 'line 2: "title" is empty; every source needs one'),
        ("a,P,T,,,,,,,,,,news\n", 'line 2: strand "news" is not one of data, deal; set it to one of them'),
        ("a,P,T,with, comma,,,,,,,,,data\n", "line 2: 14 cells, and the header has 13; put quotation marks"),
        ("a,P,T\n", "line 2: 3 cells, and the header has 13; add the missing commas"),
    ],
)
def test_a_register_that_cannot_be_is_refused_with_its_line(register, lines, message):
    with pytest.raises(DataError) as refused:
        read_sources(register(lines))

    assert str(refused.value).startswith(f"sources.csv, {message}")


def test_a_register_with_other_columns_is_refused(register):
    path = register("a,P\n", header="id,publisher\n")

    with pytest.raises(
        DataError, match=r"^sources\.csv, line 1: the columns are id, publisher; they must be id, pub"
    ):
        read_sources(path)


def test_a_missing_register_is_refused(tmp_path):
    with pytest.raises(
        DataError, match=r"^sources\.csv: there is no such file in the data package; restore it$"
    ):
        read_sources(tmp_path / "sources.csv")
