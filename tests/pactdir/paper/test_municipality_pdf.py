"""The municipality page as a PDF: its contents, tags and links."""

import sys
from io import BytesIO

import pikepdf
import pytest
from django.db import connection
from django.template.loader import render_to_string
from django.test.utils import CaptureQueriesContext

from pactdir.paper import making
from pactdir.paper.making import pdf_of
from regions.clock import today
from regions.models import Municipality
from regions.wording.dutch import day_in_words
from tests import make
from tests.pactdir.paper.reading import page_sizes, text_on
from tests.pactdir.paper.structure import elements_of, problems
from tests.pages.reading import lede, main_of, text_of, words

pytestmark = pytest.mark.django_db

PDF = "/gemeenten/urk.pdf"
MAX_BYTES = 60_000


@pytest.fixture
def urk():
    return make.a_municipality(name="Urk", slug="urk", province="PV24", code="GM0184")


@pytest.mark.usefixtures("demo")
def test_the_pdf_of_uithoorn_fits_on_one_a4_page_with_the_contents_of_the_page(client, caplog):
    paper = client.get("/gemeenten/uithoorn.pdf")
    page = client.get("/gemeenten/uithoorn/")
    text = text_on(paper)

    for sentence in [
        "Gemeente Uithoorn",
        f"Stand op {day_in_words(today())}",
        lede(page).replace("Amstelland :", "Amstelland:"),
        "Wat de gemeente zelf op zich nam Niet bekend",
        "Nog niet bekend. Vraag het de penvoerder, Panta Rhei in Amstelveen.",
        "1. Het techniekonderwijs sterker maken. 2. ",
        "Van elk van deze doelen: streefwaarde en jaar niet bekend, geen meting bekend",
        "Ouder-Amstel (de bron noemt Ouderkerk aan de Amstel, een plaats in deze gemeente)",
        "Ondernemersvereniging Ondernemersvereniging Amstelveen",
        "Bron: nieuwsbericht ondertekening Techniekpact Amstelland (datum niet bekend)",
        "Thamen · vmbo, vmbo theoretisch (mavo) · in 2019: PIE, M&T, D&P",
        "Produceren, installeren en energie 1 223",
        "vmbo kader 25 25 16 21 33 8 minder 5.625 tot en met 5.652",
        "Bron: DUO, examenkandidaten en geslaagden vo, schooljaar 2023-2024.",
        "Wat nu bekend is, staat op http://testserver/gemeenten/uithoorn/.",
        "CBS en Kadaster (CC BY 4.0)",
    ]:
        assert sentence in text
    assert page_sizes(paper) == [(210, 297)]
    assert problems(paper.content) == []
    assert caplog.messages == []  # WeasyPrint understood every line of the CSS
    assert len(paper.content) <= MAX_BYTES


@pytest.mark.usefixtures("demo")
def test_the_pdf_lists_what_is_missing(client):
    assert (
        "Wat ontbreekt Wij kennen hier geen school die dit heeft: Aandeel techniek in het vmbo"
    ) in text_on(client.get("/gemeenten/opmeer.pdf"))
    assert "Wat ontbreekt" not in text_on(client.get("/gemeenten/uithoorn.pdf"))


@pytest.mark.usefixtures("demo")
def test_a_municipality_with_every_figure_fits_on_one_a4_page(client):
    hoorn = Municipality.objects.get(slug="hoorn")
    for number in range(6):  # as many as with all locations of DUO loaded
        levels = ["vmbo-bb", "vmbo-kb", "vmbo-gl", "vmbo-tl", "havo", "vwo"]
        make.a_school(name=f"Nieuw College {number}", levels=levels, municipality=hoorn)
    for slug in ("hoorn", "almere", "uithoorn"):
        assert page_sizes(client.get(f"/gemeenten/{slug}.pdf")) == [(210, 297)]


def test_a_long_table_repeats_its_headers_and_a_heading_stays_with_what_follows():
    css = render_to_string("pdf/sheet.css")
    row = "<tr><th scope=row>Jaar</th><td>5</td></tr>"
    for gap in range(225, 250, 4):
        html = f"""<html lang=nl><title>Lang</title>
            <style>{css} .gap {{ height: {gap}mm }}</style><h1>Lang</h1><div class=gap></div>
            <h2>Tabel</h2><table><thead><tr><th>Jaar</th><th>Aantal</th></tr></thead>
            <tbody>{row * 150}</tbody></table></html>"""
        with pikepdf.open(BytesIO(pdf_of(html, "https://pactdir.example/"))) as document:
            elements = elements_of(document)
            tables = [element for element in elements if element.S == "/Table"]
            (heading,) = [element for element in elements if element.S == "/H2"]

            assert len(tables) == len(document.pages) - (heading.Pg != document.pages[0].obj)
            assert {str(table.K[0].S) for table in tables} == {"/THead"}
            assert heading.Pg == tables[0].Pg, gap


def test_sources_are_never_alone_on_the_last_page():
    css = render_to_string("pdf/sheet.css")
    endings = [
        "<div class=end><h2>Bronnen</h2><ul class=rows><li>DUO</li></ul></div>",
        "<section aria-labelledby=kop-geld><h2>Geld</h2><p>Niets</p></section>"
        "<section aria-labelledby=kop-bronnen><h2>Bronnen</h2><p>DUO</p></section>"
        "<section aria-labelledby=kop-contact><h2>Contact</h2><p>Geen</p></section>",
    ]
    for gap in range(232, 264, 8):
        for ending in endings:
            html = f"""<html lang=nl><title>Lang</title>
                <style>{css} .gap {{ height: {gap}mm }}</style><h1>Lang</h1><div class=gap></div>
                <div class=indicator><h3>Tabel</h3></div>{ending}<p class=made>Nu</p></html>"""
            with pikepdf.open(BytesIO(pdf_of(html, "https://pactdir.example/"))) as document:
                (table,) = [element for element in elements_of(document) if element.S == "/H3"]

                assert table.Pg == document.pages[-1].obj, gap


def test_is_cached_until_something_changes(client, urk, monkeypatch):
    paper = client.get(PDF)
    made = []
    monkeypatch.setattr(making, "pdf_slot", lambda: made.append(1))
    again, head = client.get(PDF), client.head(PDF)
    seen = client.get(PDF, headers={"if-none-match": paper["ETag"]})

    assert again.content == paper.content
    assert (head.content, head["ETag"]) == (b"", paper["ETag"])
    assert (seen.status_code, seen.content) == (304, b"")
    assert made == []

    monkeypatch.undo()
    urk.name = "Urk aan het water"
    urk.save()
    assert "Urk aan het water" in text_on(client.get(PDF))


def test_tells_crawlers_to_index_the_page_instead(client, urk):
    paper = client.get(PDF)

    assert paper["Content-Type"] == "application/pdf"
    assert paper["Content-Disposition"] == f'inline; filename="gemeente-urk-{today()}.pdf"'
    assert paper["X-Robots-Tag"] == "noindex"
    assert paper["Link"] == '<http://testserver/gemeenten/urk/>; rel="canonical"'
    (link,) = main_of(client.get("/gemeenten/urk/")).select(f"a[href='{PDF}']")
    assert link["rel"] == ["nofollow"]
    assert words(link.parent) == "Download deze gegevens: pdf (A4) · CSV · Excel"


def test_an_unknown_municipality_has_no_pdf(client):
    assert client.get("/gemeenten/nergens.pdf").status_code == 404


def test_an_old_slug_redirects_to_the_current_pdf(client, urk):
    urk.slug = "urk-nieuw"
    urk.save()
    old = make.a_municipality(name="Oud-Urk", slug="oud-urk", valid_until="2021")
    make.a_succession(old=old, new=urk, on="2022")

    for address in [PDF, "/gemeenten/oud-urk.pdf"]:
        response = client.get(address)
        assert (response.status_code, response["Location"]) == (301, "/gemeenten/urk-nieuw.pdf")


def test_an_ambiguous_name_redirects_to_the_disambiguation_page(client, urk):
    for municipality in [urk, make.a_municipality(name="Dronten", code="GM0303")]:
        make.a_place(name="Schokland", municipality=municipality)

    response = client.get("/gemeenten/schokland.pdf", follow=True)
    assert response.redirect_chain == [("/gemeenten/schokland/", 302)]
    assert "Welke gemeente bedoelt u?" in text_of(response)


def test_takes_the_same_queries_as_the_page(client, urk):
    place = make.a_place(municipality=urk)
    make.a_school_participation(school=make.a_school(place=place))
    client.get("/")  # fills the caches
    with CaptureQueriesContext(connection) as of_page:
        client.get("/gemeenten/urk/")
    with CaptureQueriesContext(connection) as of_paper:
        client.get(PDF)

    assert 0 < len(of_paper) <= len(of_page)


def test_returns_503_with_a_link_to_the_page_if_pango_is_missing(client, urk, monkeypatch):
    making._weasyprint.cache_clear()
    monkeypatch.setitem(sys.modules, "weasyprint", None)  # importing WeasyPrint raises OSError
    response = client.get(PDF)
    monkeypatch.undo()
    making._weasyprint.cache_clear()

    assert (response.status_code, response["Retry-After"]) == (503, "3600")
    assert response["Cache-Control"] == "no-store"
    text = response.content.decode()
    assert "De site kan nu geen pdf's maken." in text
    assert 'href="/gemeenten/urk/"' in text
