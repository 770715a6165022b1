"""Pages of the demo regions have as many rows as their sources list."""

import pytest

from tests.pages.reading import block, main_of, names, words

# Schools, partners, stated and derived municipalities, goals.
REGIONS = {
    "techniekpact-amstelland": (9, 7, 5, 0, 2),
    "techniekpact-noord-kennemerland": (18, 0, 0, 4, 4),
    "techniekpact-west-friesland": (7, 0, 0, 2, 3),
    "sterk-techniekonderwijs-almere": (8, 0, 0, 1, 0),
}


@pytest.mark.usefixtures("demo")
@pytest.mark.parametrize("slug", REGIONS)
def test_the_row_counts_of_a_region_match_its_sources(client, slug):
    schools, partners, stated, derived, goals = REGIONS[slug]
    page = client.get(f"/regios/{slug}/")
    rows = main_of(page).select(".row")

    assert len(names(block(page, "Scholen"), "/scholen/")) == schools
    assert len(names(block(page, "Bedrijven en partners"), "/partners/")) == partners
    assert len(rows_with(rows, "Opgegeven")) == stated
    assert len(rows_with(rows, "Afgeleid uit deelnemende scholen")) == derived
    assert len(main_of(page).select(".goals > li")) == goals


@pytest.mark.usefixtures("demo")
def test_noord_kennemerland_groups_its_schools_by_place(client):
    page = client.get("/regios/techniekpact-noord-kennemerland/")
    groups = block(page, "Scholen").select(".rows--grouped > div")

    counts = {group.h3.get_text(): len(names(group, "/scholen/")) for group in groups}
    assert counts == {
        "Alkmaar": 9,
        "Bergen": 2,
        "Heerhugowaard": 5,
        "Heiloo": 1,
        "Zuid-Scharwoude": 1,
    }


@pytest.mark.usefixtures("demo")
def test_west_friesland_has_nine_themes(client):
    page = client.get("/regios/techniekpact-west-friesland/")

    assert len(main_of(page).select(".tag")) == 9


@pytest.mark.usefixtures("demo")
def test_the_example_region_is_in_no_list(client):
    assert names(main_of(client.get("/regios/")), "/regios/") == [
        "Sterk Techniekonderwijs Almere",
        "Techniekpact Amstelland",
        "TechniekPact Noord-Kennemerland",
        "TechniekPact West-Friesland",
    ]
    for address in ["/", "/scholen/", "/partners/", "/gemeenten/", "/nieuws/", "/agenda/"]:
        rows = main_of(client.get(address)).select(".row")
        assert not [row for row in rows if "Voorbeeld" in row.get_text()], address


def rows_with(rows, text):
    return [row for row in rows if text in words(row)]
