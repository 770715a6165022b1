"""The region page as a PDF."""

import pytest

from tests import make
from tests.pactdir.paper.reading import text_on
from tests.pages.reading import main_of

pytestmark = pytest.mark.django_db


def test_the_pdf_has_the_contents_of_the_page(client):
    region = make.a_region(
        name="Regio Noord",
        slug="noord",
        summary="Samen aan techniek.",
        website="https://noord.example/",
    )
    make.a_channel(region=region, kind="nieuwsbrief", url="https://post.example/noord")
    make.an_agreement(region=region, starts="2020", ends="2097", budget=1_000_000)
    make.a_goal(region=region, text="Meer leerlingen.", target="300 leerlingen", horizon="2030")
    make.a_contact(region=region, role="Projectleider", email="p@x.example", email_is_public=True)
    school = make.a_school(name="Ahorn")
    make.a_school_participation(region=region, school=school)
    make.a_partner_participation(region=region, partner=make.a_partner(name="Staalbouw"))
    make.a_partner_participation(
        region=region, partner=make.a_partner(name="Oud ijzer"), until="2021"
    )
    make.a_municipality_participation(
        region=region, municipality=make.a_municipality(name="Urk", province="PV24")
    )
    text = text_on(client.get("/regios/noord.pdf"))

    for sentence in [
        "Regio Noord 1 school · 1 partner · 1 gemeente · 1 doel",
        "Samen aan techniek.",
        "STO-project loopt tot en met 2097.",
        "€ 1 miljoen",
        "1. Meer leerlingen. Streefwaarde: 300 leerlingen. Te bereiken in 2030.",
        "Projectleider p@x.example",
        "Eigen site van de regio: https://noord.example/",
        "Nieuwsbrief: https://post.example/noord (nog niet nagekeken)",
        "Ahorn · ",
        "Bedrijf Staalbouw",
        "Oud ijzer · deed mee tot en met 2021",
        "Urk · Flevoland · ◆ Opgegeven",
        "Hier staat een school die is opgegeven als deelnemer. Of de gemeente zelf deelnemer is",
    ]:
        assert sentence in text


def test_the_site_of_a_region_is_printed_once_and_nothing_without_any(client):
    region = make.a_region(slug="noord", website="https://noord.example/")
    make.a_channel(region=region, kind="site", url="https://noord.example/")
    make.a_region(slug="zuid", website="")

    assert text_on(client.get("/regios/noord.pdf")).count("https://noord.example/") == 1
    assert "Site en kanalen" not in text_on(client.get("/regios/zuid.pdf"))


def test_an_old_slug_redirects_to_the_current_pdf(client):
    region = make.a_region(slug="noord")
    region.slug = "het-noorden"
    region.save()

    response = client.get("/regios/noord.pdf")
    assert (response.status_code, response["Location"]) == (301, "/regios/het-noorden.pdf")
    (link,) = main_of(client.get("/regios/het-noorden/")).select("a[href$='.pdf']")
    assert link["href"] == "/regios/het-noorden.pdf"


def test_a_hidden_region_has_no_pdf(client):
    hidden = make.a_region(**make.drafts)

    for slug in [hidden.slug, "nergens"]:
        assert client.get(f"/regios/{slug}.pdf").status_code == 404
