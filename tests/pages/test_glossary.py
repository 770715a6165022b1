"""The glossary and links to its terms: each term once per page, and never breaking the page."""

import re

import pytest
from bs4 import BeautifulSoup
from django.template import Context, Template

from news.models import Article
from partners.models import PartnerKind
from regions.names.folding import fold
from regions.wording.glossary import SPELLINGS, TERMS, with_terms
from schools.models import Level, Profile
from tests import make
from tests.pages.reading import main_of, running_scripts, words, words_of

SCRIPT = "<script>alert('PIE')</script>"


def rendered(source, **context):
    return Template("{% load terms %}" + source).render(Context(context))


def marked(text):
    return with_terms(text, lambda slug, words: f"[{slug} {words}]")


def terms_on(response):
    """The terms linked in the main part, with the glossary entry of each."""
    links = main_of(response).select("a.term")
    return {words(link): link["href"].removeprefix("/woordenlijst/#") for link in links}


# --- the page ---


@pytest.mark.django_db
def test_every_term_is_listed_by_letter_with_its_explanation(client):
    main = main_of(client.get("/woordenlijst/"))
    entries = main.select(".terms > div")

    assert [entry["id"] for entry in entries] == list(TERMS)
    assert words_of(main.select("dfn")) == sorted(words_of(main.select("dfn")), key=fold)
    assert words(main.select_one("#lob")) == (
        "LOB Loopbaanoriëntatie en -begeleiding. Hulp van school bij de vraag wat je later wilt "
        "worden, en welke opleiding daarbij past."
    )
    assert words(main.select_one("#vmbo-tl dt")) == "vmbo-tl ook: vmbo-t, vmbo theoretisch"
    letters = main.select(".toc a")
    assert words_of(letters) == sorted({term.letter for term in TERMS.values()})
    for letter in letters:
        names = words_of(main.select_one(letter["href"]).select("dfn"))
        assert {fold(name)[0].upper() for name in names} == {words(letter)}


@pytest.mark.django_db
def test_every_page_links_to_the_glossary_and_the_sitemap_lists_it(client):
    for address in ["/", "/scholen/", "/contact/"]:
        footer = BeautifulSoup(client.get(address).content, "html.parser").footer
        assert footer.select_one('a[href="/woordenlijst/"]')
    page = BeautifulSoup(client.get("/woordenlijst/").content, "html.parser")
    assert page.select_one("link[rel=canonical]")["href"] == "http://testserver/woordenlijst/"
    assert b"/woordenlijst/</loc>" in client.get("/sitemap-site.xml").content


def test_an_explanation_is_one_or_two_sentences():
    for term in TERMS.values():
        assert re.fullmatch(r"[A-Z][^.!?]+\.(?: [A-Z][^.!?]+\.)?", term.explanation), term.slug


@pytest.mark.parametrize("kind", [Level, Profile])
def test_every_level_and_profile_is_explained(kind):
    texts = {label: marked(label[0].upper() + label[1:]) for label in kind.labels}
    if kind is Profile:
        assert set(kind.values) <= set(TERMS)
        for profile in set(kind) - {Profile.GROEN}:
            assert TERMS[profile.value].full == profile.label
    else:
        assert all(re.fullmatch(r"\[[\w-]+ [^\]]+\]", text) for text in texts.values()), texts


def test_every_kind_of_partner_that_is_jargon_is_explained():
    explained = {kind for kind in PartnerKind.values if marked(kind) != kind}
    assert explained == {"brancheorganisatie", "ondernemersvereniging", "opleidingsbedrijf"}


# --- terms in a text ---

MARKED = [
    ("Vmbo basis, kader of gemengd, mbo", "[vmbo-bkg Vmbo basis, kader of gemengd], [mbo mbo]"),
    ("vmbo theoretisch (mavo)", "[vmbo-tl vmbo theoretisch (mavo)]"),
    ("tl en vmbo Groen", "[vmbo-tl tl] en [groen vmbo Groen]"),
    ("Kies M&amp;T of PIE.", "Kies [mt M&amp;T] of [pie PIE]."),
    ("LOB/PET", "[lob LOB]/[pet PET]"),
    ("Techlabs en keuzevakken", "[techlab Techlabs] en [keuzevak keuzevakken]"),
    # other meanings ("pet" is a cap, "mat" a doormat), parts of words, URLs and names
    ("pet, mat, Vmbo-scholen, mboraad.nl, www.mbo.nl, Groen van Prinsterer", None),
    ('<a href="/x">mbo</a> <h3>mbo</h3> <img alt="mbo"> <a title="a>mbo">mbo</a>', None),
    ("<h2>LOB <em>mbo</em></h2> <p>mbo</p>", "<h2>LOB <em>mbo</em></h2> <p>[mbo mbo]</p>"),
]


@pytest.mark.parametrize(("text", "expected"), MARKED)
def test_a_term_is_marked_in_every_spelling_but_not_in_a_link_or_heading(text, expected):
    assert marked(text) == (expected or text)


def test_no_spelling_matches_an_html_entity():
    assert not {"amp", "lt", "gt", "quot", "nbsp", "x27", "39"} & {
        name.lower() for name in SPELLINGS
    }


def test_only_the_first_occurrence_of_a_term_is_a_link_across_partials():
    page = '{% explained text %} {% term "lob" %} {% include "news/_article_row.html" %}'
    page += '{% include part with text="mbo en LOB" only %}{% explained "mbo" %}'
    part = Template("{% load terms %}<i>{% explained text %}</i>")
    html = rendered(page, text="LOB is LOB", part=part, article=Article(name="x", slug="x"))
    links = BeautifulSoup(html, "html.parser").select("a.term")

    assert [(link["href"], link.text) for link in links] == [
        ("/woordenlijst/#lob", "LOB"),
        ("/woordenlijst/#mbo", "mbo"),
    ]
    assert "target" not in html
    assert rendered("{% explained 'LOB' %}") == rendered("{% explained 'LOB' %}") != "LOB"


@pytest.mark.parametrize("source", ["{% explained text %}", "{% term 'lob' text %}"])
def test_markup_in_a_text_is_escaped(source):
    page = BeautifulSoup(rendered(source, text=f"{SCRIPT}<b>LOB</b> & \"mbo\" 'x'"), "html.parser")

    assert page.find_all(["script", "b"]) == []
    assert page.get_text() == f"{SCRIPT}<b>LOB</b> & \"mbo\" 'x'"
    assert rendered("{% explained text %}", text=None) == ""


def test_terms_in_a_heading_are_listed_below_it_unless_linked_elsewhere():
    source = "{% explained body %}{% terms_of name other %}"

    def text(**fields):
        return words(BeautifulSoup(rendered(source, **fields), "html.parser"))

    assert text(name=f"PET en LOB {SCRIPT}", body="", other=None) == " ".join(
        f"{term.name} ({term.full}): {term.explanation}"
        for term in (TERMS["pet"], TERMS["lob"], TERMS["pie"])
    )
    assert text(name="PET", body="Een PET is leuk.", other="") == "Een PET is leuk."
    assert text(name="Niets", body="", other="") == ""


# --- on the pages ---


@pytest.mark.django_db
def test_a_school_explains_its_levels_and_profiles(client):
    school = make.a_school(
        levels=["pro", "vmbo-kb", "mbo"], profiles_known=True, profiles=["pie", "groen"]
    )
    assert terms_on(client.get(school.get_absolute_url())) == {
        "praktijkonderwijs": "pro",
        "vmbo kader": "vmbo-kb",
        "mbo": "mbo",
        "Profielen": "profiel",
        "DUO": "duo",
    }
    profiles = main_of(client.get(school.get_absolute_url())).select('a[href^="/profielen/"]')
    assert {words(link): link["href"] for link in profiles} == {
        "Produceren, installeren en energie": "/profielen/pie/",
        "Groen": "/profielen/groen/",
    }


@pytest.mark.django_db
def test_a_region_explains_the_terms_in_its_texts(client):
    region = make.a_region(
        slug="noord",
        summary=f"Samen aan LOB. {SCRIPT}",
        about="<h3>Techlab</h3><p>Een techlab, <a href='/x'>mbo</a> en PET.</p>",
        aims_note="En meer keuzevakken.",
    )
    make.a_goal(region=region, text=f"Meer LOB, en een techniekconcentratiepunt. {SCRIPT}")
    make.an_agreement(
        region=region,
        lead_organisation=make.an_organisation(),
        funding_period=make.a_funding_period(),
        note="Met bbl.",
    )
    page = client.get("/regios/noord/")

    assert running_scripts(page) == []
    assert terms_on(page) == {
        "penvoerder": "penvoerder",
        "LOB": "lob",
        "PIE": "pie",
        "techlab": "techlab",
        "PET": "pet",
        "techniekconcentratiepunt": "techniekconcentratiepunt",
        "keuzevakken": "keuzevak",
        "STO-project": "sto",
        "Subsidieperiode": "subsidieperiode",
        "bbl": "bbl",
        "opgegeven": "opgegeven",
        "bevestigd": "bevestigd",
    }
    assert main_of(page).select(":is(a, h1, h2, h3) a") == []


@pytest.mark.django_db
def test_an_article_and_an_event_explain_their_terms(client):
    article = make.an_article(name="Het nieuwe techlab", intro="Wat is PIE?", body="<p>bbl</p>")
    event = make.an_event(name="PET in Hoorn", summary="Voor het mbo.", audience=[])

    assert terms_on(client.get(article.get_absolute_url())) == {
        "PIE": "pie",
        "bbl": "bbl",
        "techlab": "techlab",
    }
    assert terms_on(client.get(event.get_absolute_url())) == {"mbo": "mbo", "PET": "pet"}


@pytest.mark.django_db
@pytest.mark.usefixtures("demo")
def test_every_term_link_on_a_page_exists_in_the_glossary_and_is_unique(client):
    for address in [
        "/regios/voorbeeldregio/",
        "/regios/techniekpact-west-friesland/",
        "/gemeenten/uithoorn/",
        "/gemeenten/dijk-en-waard/",
        "/scholen/voorbeeldcollege-noord/",
        "/partners/tetrix/",
        "/agenda/pet-west-friesland-2021/",
        "/over/",
    ]:
        slugs = list(terms_on(client.get(address)).values())
        assert slugs, address
        assert set(slugs) <= set(TERMS), address
        assert len(slugs) == len(set(slugs)), address
