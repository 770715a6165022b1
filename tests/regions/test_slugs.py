import pytest

from regions.names.slugs import free_slug, is_slug_of, slug_of


@pytest.mark.parametrize(
    ("taken", "own", "expected"),
    [
        (set(), "", "noord"),
        ({"noord"}, "", "noord-2"),
        ({"noord", "noord-2"}, "", "noord-3"),
        ({"noord", "noord-3"}, "", "noord-2"),
        ({"noord"}, "noord", "noord"),
        ({"noord", "noord-2"}, "noord-2", "noord-2"),
    ],
)
def test_a_taken_slug_gets_the_first_free_number(taken, own, expected):
    assert free_slug("noord", taken, own) == expected


def test_a_slug_leaves_room_for_a_number_and_is_never_empty():
    assert slug_of("a" * 130) == "a" * 100
    assert slug_of("???", default="school") == "school"


@pytest.mark.parametrize(
    ("slug", "is_made"), [("tabor", True), ("tabor-12", True), ("tabor-college", False)]
)
def test_recognises_slugs_made_from_a_name(slug, is_made):
    assert is_slug_of(slug, "Tabor") == is_made
