"""`/voor-gemeenten/` with the official municipalities imported, if their files are present."""

import pytest

from pactdir.importing import import_files
from regions.writing.version_cache import clear_caches
from tests.pactdir.importing.files import OFFICIAL_FILES, needs_official_files
from tests.pages.reading import lede, main_of, text_of, words, words_of
from tests.pages.test_for_municipalities import ADDRESS, RECOMMENDATIONS, to_do
from tests.pages.test_queries import queries

pytestmark = [needs_official_files, pytest.mark.django_db]

# Municipalities in eight provinces.
WITH_REGION = ("uithoorn", "almere", "de-ronde-venen")
WITHOUT = ("groningen", "assen", "zwolle", "goes", "venlo")
NO_REGION = "Geen techniekregio bekend voor"
NEAREST = "De dichtstbijzijnde penvoerder die wij kennen is"
MAX_QUERIES = 15


def test_each_municipality_gets_actions_and_a_contact(demo, client):
    import_files([OFFICIAL_FILES / name for name in ("gemeenten.csv", "gemeenten_buren.csv")])
    import_files(sorted(OFFICIAL_FILES.glob("herindelingen/*.csv")))
    clear_caches()
    client.get(f"{ADDRESS}?gemeente=urk")  # fills the caches

    for slug in (*WITH_REGION, *WITHOUT):
        page = client.get(ADDRESS, {"gemeente": slug})
        assert all(to_do(page, recommendation) for recommendation in RECOMMENDATIONS), slug
        assert len(main_of(page).select("#buren ~ ul .row")) >= 3, slug
        assert (NO_REGION in lede(page)) == (slug in WITHOUT), slug
        assert NEAREST not in text_of(page), slug  # the contact of another region would be far away
    assert len(queries(client, f"{ADDRESS}?gemeente=emmen")) <= MAX_QUERIES

    merged = client.get(ADDRESS, {"gemeente": "Brielle"}, follow=True)
    assert words(main_of(merged).h1) == "Wat kan de gemeente Voorne aan Zee doen?"
    assert "Brielle, Hellevoetsluis en Westvoorne" in text_of(merged)
    split = client.get(ADDRESS, {"gemeente": "Haaren"})
    assert words(main_of(split).h1) == "Welke gemeente bedoelt u?"
    assert "is per 1 januari 2021 verdeeld over de gemeenten" in text_of(split)
    assert words_of(main_of(split).select("a.row__name")) == [
        "Boxtel",
        "Oisterwijk",
        "Tilburg",
        "Vught",
    ]
