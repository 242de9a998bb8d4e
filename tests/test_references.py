"""What a link can point at."""

import pytest

from explainer.references import KINDS, parse_href, reference, references_of


def test_every_record_can_be_linked_and_comes_back_from_its_link():
    for kind in KINDS:
        for found in references_of(kind).values():
            assert parse_href(found.href) == found


def test_no_two_records_share_an_anchor_on_one_page():
    anchors = [(found.page, found.id) for kind in KINDS for found in references_of(kind).values()]

    assert len(anchors) == len(set(anchors))


def test_a_link_inside_the_folder_of_the_pages_means_the_same():
    assert parse_href("claims.md#c40") == parse_href("../book/claims.md#c40") == reference("claim:c40")


@pytest.mark.parametrize(
    "href", ["https://example.org/claims.md#c40", "../notebooks/01-the-story.ipynb", "#here", "about.md#x"]
)
def test_other_links_are_no_references(href):
    assert parse_href(href) is None


def test_a_link_to_an_id_that_does_not_exist_names_the_nearest():
    with pytest.raises(
        ValueError,
        match=r'link "\.\./book/claims\.md#c401": nothing on claims\.md has the id .* did you mean .*c40',
    ):
        parse_href("../book/claims.md#c401")


@pytest.mark.parametrize("name", ["claim:c401", "klaim:c40", "claim:", "c40"])
def test_a_wrong_reference_is_one_clear_line(name):
    with pytest.raises(ValueError, match=f'^reference "{name}": [^\n]+$'):
        reference(name)
