"""Former names and villages redirect to the current page; search ranks the best match first."""

import pytest

from tests import make
from tests.pages.reading import main_of, names, text_of


@pytest.mark.django_db
def test_a_former_name_of_one_school_redirects_to_it(client):
    school = make.a_school()
    make.a_former_name(school=school, name="Oude Naam")

    page = client.get("/scholen/oude-naam/")

    assert page.status_code == 301
    assert page["Location"] == school.get_absolute_url()


@pytest.mark.usefixtures("demo")
def test_a_former_name_of_two_schools_asks_which_one(client):
    page = client.get("/scholen/clusius-college/")

    assert names(main_of(page), "/scholen/") == ["Vonk", "Vonk"]
    assert "Grootebroek" in text_of(page)
    assert "Hoorn" in text_of(page)


@pytest.mark.django_db
def test_a_former_name_of_a_draft_gives_a_404(client):
    make.a_former_name(school=make.a_school(**make.drafts), name="Oude Naam")

    assert client.get("/scholen/oude-naam/").status_code == 404


@pytest.mark.usefixtures("demo")
def test_a_search_for_a_place_ranks_it_before_schools_there_and_texts_about_it(client):
    page = client.get("/zoeken/?q=hoorn")

    hits = names(main_of(page), "/")
    assert hits[0] == "Hoorn"
    assert hits.index("Tabor College d'Ampte") < hits.index("TechniekPact West-Friesland")
    assert not any("Uithoorn" in name for name in hits)


@pytest.mark.usefixtures("demo")
def test_a_search_for_a_village_explains_why_its_municipality_is_a_hit(client):
    page = client.get("/zoeken/?q=ouderkerk")

    assert "Ouderkerk aan de Amstel: plaats in deze gemeente" in text_of(page)


@pytest.mark.usefixtures("demo")
def test_the_heading_of_a_school_adds_its_place_if_the_name_lacks_it(client):
    assert main_of(client.get("/scholen/vonk-hoorn/")).h1.get_text() == "Vonk, Hoorn"
    assert main_of(client.get("/scholen/pcc-heiloo/")).h1.get_text() == "PCC Heiloo"


@pytest.mark.django_db
def test_a_future_merger_is_not_mentioned_yet(client):
    new = make.a_municipality(name="Nieuwstad")
    make.a_succession(new=new, old=make.a_municipality(name="Oudstad"), on="2098")

    for url in ["/gemeenten/?naam=nieuwstad", "/zoeken/?q=nieuwstad"]:
        page = text_of(client.get(url, follow=True))
        assert "Nieuwstad" in page
        assert "Oudstad" not in page


@pytest.mark.django_db
def test_of_two_agreements_with_the_same_end_neither_is_newer(client):
    region = make.a_region(slug="r")
    for _ in range(2):
        make.an_agreement(region=region, ends="2023")

    assert "Er is een nieuwere overeenkomst" not in text_of(client.get("/regios/r/"))


@pytest.mark.django_db
def test_a_village_missing_from_the_postcode_table_redirects_to_its_municipality(client):
    hardenberg = make.a_municipality(name="Hardenberg")
    make.a_postcode_area(code="7776", place=make.a_place(name="Lutten", municipality=hardenberg))

    page = client.get("/gemeenten/slagharen/")

    assert (page.status_code, page["Location"]) == (301, hardenberg.get_absolute_url())
    assert client.get("/gemeenten/slaghare/").status_code == 404


@pytest.mark.django_db
def test_a_municipality_merged_before_our_data_starts_redirects_or_lists_successors(client):
    schagen, oss, den_bosch, vecht, apeldoorn = (
        make.a_municipality(name=name)
        for name in ("Schagen", "Oss", "'s-Hertogenbosch", "Stichtse Vecht", "Apeldoorn")
    )
    make.a_place(name="Loenen", municipality=apeldoorn)

    page = client.get("/gemeenten/zijpe/")
    assert (page.status_code, page["Location"]) == (301, schagen.get_absolute_url())
    page = client.get("/gemeenten/maasdonk/")
    assert "De naam “Maasdonk” hoort nu bij meer dan één gemeente." in text_of(page)
    assert names(main_of(page), "/gemeenten/") == [str(oss), str(den_bosch)]
    page = client.get("/gemeenten/loenen/")
    assert names(main_of(page), "/gemeenten/") == [str(apeldoorn), str(vecht)]
    assert client.get("/gemeenten/zijp/").status_code == 404
