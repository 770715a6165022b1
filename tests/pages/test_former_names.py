"""A name of before leads to what it is now, and what is meant comes first."""

import pytest

from tests import make
from tests.pages.reading import main_of, names, text_of


@pytest.mark.django_db
def test_a_former_name_of_one_school_leads_to_it(client):
    school = make.a_school()
    make.a_former_name(school=school, name="Oude Naam")

    page = client.get("/scholen/oude-naam/")

    assert page.status_code == 301
    assert page["Location"] == school.get_absolute_url()


@pytest.mark.usefixtures("demo")
def test_a_former_name_of_two_schools_asks_which(client):
    page = client.get("/scholen/clusius-college/")

    assert names(main_of(page), "/scholen/") == ["Vonk", "Vonk"]
    assert "Grootebroek" in text_of(page)
    assert "Hoorn" in text_of(page)


@pytest.mark.django_db
def test_a_former_name_of_a_draft_leads_nowhere(client):
    make.a_former_name(school=make.a_school(**make.drafts), name="Oude Naam")

    assert client.get("/scholen/oude-naam/").status_code == 404


@pytest.mark.usefixtures("demo")
def test_who_asks_for_a_place_sees_that_place_before_names_that_hold_it(client):
    page = client.get("/zoeken/?q=hoorn")

    found = names(main_of(page), "/")
    assert found[0] == "Hoorn"
    # A school in that place stands before a text that tells of it.
    assert found.index("Tabor College d'Ampte") < found.index("TechniekPact West-Friesland")
    assert not any("Uithoorn" in name for name in found)


@pytest.mark.usefixtures("demo")
def test_a_village_is_explained_where_it_finds_its_municipality(client):
    page = client.get("/zoeken/?q=ouderkerk")

    assert "Ouderkerk aan de Amstel: plaats in deze gemeente" in text_of(page)


@pytest.mark.usefixtures("demo")
def test_a_school_whose_name_does_not_say_its_place_says_it_in_the_heading(client):
    assert main_of(client.get("/scholen/vonk-hoorn/")).h1.get_text() == "Vonk, Hoorn"
    assert main_of(client.get("/scholen/pcc-heiloo/")).h1.get_text() == "PCC Heiloo"


@pytest.mark.django_db
def test_a_merger_ahead_is_not_told_before_its_day(client):
    new = make.a_municipality(name="Nieuwstad")
    make.a_succession(new=new, old=make.a_municipality(name="Oudstad"), on="2098")

    for address in ["/gemeenten/?naam=nieuwstad", "/zoeken/?q=nieuwstad"]:
        page = text_of(client.get(address, follow=True))
        assert "Nieuwstad" in page
        assert "Oudstad" not in page


@pytest.mark.django_db
def test_of_two_agreements_that_end_together_none_is_the_newer(client):
    region = make.a_region(slug="r")
    for _ in range(2):
        make.an_agreement(region=region, ends="2023")

    assert "Er is een nieuwere overeenkomst" not in text_of(client.get("/regios/r/"))


@pytest.mark.django_db
def test_a_village_leads_to_its_municipality_though_the_postcode_table_does_not_name_it(client):
    hardenberg = make.a_municipality(name="Hardenberg")
    make.a_postcode_area(code="7776", place=make.a_place(name="Lutten", municipality=hardenberg))

    page = client.get("/gemeenten/slagharen/")

    assert (page.status_code, page["Location"]) == (301, hardenberg.get_absolute_url())
    assert client.get("/gemeenten/slaghare/").status_code == 404
