"""The list of themes, and the page of a theme with its regions, schools, articles and events."""

from datetime import date

import pytest

from regions.writing.changing import changing
from schools.models import School
from tests import make
from tests.pages.reading import (
    block,
    data_of,
    factline,
    lede,
    main_of,
    names,
    text_of,
    words,
    words_of,
)
from tests.pages.test_queries import queries

pytestmark = pytest.mark.django_db


@pytest.fixture
def theme():
    return make.a_theme(name="Robotica", pupil_word="robots", slug="robotica")


@pytest.fixture
def page(client, theme):
    return lambda: client.get("/themas/robotica/")


def test_the_list_gives_both_terms_and_the_number_of_regions(client, theme):
    for _ in range(2):
        make.a_region_theme(theme=theme)
    make.an_article_theme(theme=make.a_theme(name="Ahorn"))

    rows = main_of(client.get("/themas/")).select(".row")

    assert words_of(rows) == ["Ahorn geen regio bekend", "Robotica robots 2 regio's"]


def test_an_empty_list_says_so(client, theme):
    assert "Er staan nog geen thema's op deze site." in text_of(client.get("/themas/"))


def test_a_theme_has_regions_schools_articles_and_events(page, theme):
    region = make.a_region_theme(theme=theme, region=make.a_region(name="West")).region
    school = make.a_school(name="Ahorn")
    make.a_school_participation(region=region, school=school)
    make.an_article_theme(theme=theme, article=make.an_article(name="Bericht", region=region))
    make.an_event_theme(theme=theme, event=make.an_event(name="Komt"))
    make.an_event_theme(theme=theme, event=make.an_event(name="Was", starts_on=date(2021, 1, 1)))

    response = page()

    assert lede(response) == "In gewone woorden: robots."
    assert factline(response) == ["1 regio noemt dit thema", "1 activiteit komt eraan", "1 bericht"]
    assert names(block(response, "Regio's"), "/regios/") == ["West"]
    assert names(block(response, "Scholen in deze regio"), "/scholen/") == ["Ahorn"]
    assert names(block(response, "Nieuws en verhalen"), "/nieuws/") == ["Bericht"]
    assert names(block(response, "Agenda"), "/agenda/") == ["Komt", "Was"]


def test_schools_are_not_said_to_work_on_the_theme_themselves(page, theme):
    region = make.a_region_theme(theme=theme).region
    make.a_school_participation(region=region)
    make.a_school_participation(region=region, school=make.a_school(name="Weg"), until="2021")
    make.a_school_participation(region=region, school=make.a_school(name="Dicht", closed_on="2021"))

    section = block(page(), "Scholen in deze regio")

    assert "Of een school er zelf aan werkt, weten wij niet." in words(section)
    assert names(section, "/scholen/") == [
        School.objects.exclude(name__in=["Weg", "Dicht"]).get().name
    ]
    assert words(block(page(), "Regio's").select_one(".row__aside")) == "1 school"


def test_a_theme_with_only_an_article_says_that_no_region_is_known(page, theme):
    make.an_article_theme(theme=theme)

    assert factline(page())[0] == "geen regio bekend die dit thema noemt"
    assert block(page(), "Regio's") is None
    assert "Er staat nu niets gepland bij dit thema." in text_of(page())


# --- drafts and examples ---


@pytest.mark.parametrize("published_from", [None, date(2098, 1, 1)])
def test_a_theme_with_only_drafts_has_no_page(client, page, theme, published_from):
    draft = {"published_from": published_from}
    region, school = make.a_region(**draft), make.a_school(**draft)
    make.a_region_theme(theme=theme, region=region)
    make.an_article_theme(theme=theme, article=make.an_article(**draft))
    make.an_article_theme(theme=theme, article=make.an_article(region=region))
    make.an_event_theme(theme=theme, event=make.an_event(**draft))
    make.an_event_theme(theme=theme, event=make.an_event(region=region))
    make.an_event_theme(theme=theme, event=make.an_event(school=school))

    assert page().status_code == 404
    assert "Robotica" not in text_of(client.get("/themas/"))


def test_drafts_are_hidden_beside_public_rows(page, theme):
    public = make.a_region_theme(theme=theme, region=make.a_region(name="Open")).region
    hidden = make.a_region(name="Verborgen", published_from=None)
    make.a_region_theme(theme=theme, region=hidden)
    make.a_school_participation(region=hidden, school=make.a_school(name="Verborgen"))
    make.a_school_participation(
        region=public, school=make.a_school(name="Verborgen", published_from=None)
    )
    make.an_article_theme(theme=theme, article=make.an_article(name="Verborgen", region=hidden))
    make.an_event_theme(theme=theme, event=make.an_event(name="Verborgen", region=hidden))

    assert "Open" in text_of(page())
    assert "Verborgen" not in text_of(page())


def test_examples_are_omitted_beside_real_rows(client, page, theme):
    make.a_region_theme(theme=theme, region=make.a_region(name="Echt"))
    example = make.a_region(name="Verzinsel", is_example=True)
    make.a_region_theme(theme=theme, region=example)
    make.an_article_theme(theme=theme, article=make.an_article(name="Verzin 1", region=example))
    make.an_event_theme(theme=theme, event=make.an_event(name="Verzin 2", region=example))

    assert factline(page()) == ["1 regio noemt dit thema"]
    assert "Verzinsel" not in text_of(page())
    assert "Verzin 1" not in text_of(page())
    assert "Verzin 2" not in text_of(page())
    assert words_of(main_of(client.get("/themas/")).select(".row__aside")) == ["1 regio"]
    assert b"noindex" not in page().content


@pytest.mark.parametrize("kind", ["region", "school"])
def test_a_theme_with_only_examples_says_so_and_is_not_indexed(client, page, theme, kind):
    if kind == "region":
        region = make.a_region(name="Verzinsel", is_example=True)
        make.a_region_theme(theme=theme, region=region)
    else:
        make.an_event_theme(theme=theme, event=make.an_event(school=make.a_school(is_example=True)))

    assert "Dit is een verzonnen voorbeeld." in text_of(page())
    assert b'content="noindex"' in page().content
    assert data_of(page()) == []
    assert main_of(client.get("/themas/")).select(".row") == []


# --- links ---


def test_an_old_slug_redirects(client, page, theme):
    make.a_region_theme(theme=theme)
    theme.slug = "robots"
    theme.save()

    assert page().status_code == 301
    assert page()["Location"] == "/themas/robots/"


def test_a_region_an_article_and_an_event_link_to_their_themes(client, theme):
    region = make.a_region_theme(theme=theme).region
    article = make.an_article_theme(theme=theme).article
    event = make.an_event_theme(theme=theme).event

    for row in (region, article, event):
        links = main_of(client.get(row.get_absolute_url())).select(".tags a")
        assert [(link["href"], words(link)) for link in links] == [
            ("/themas/robotica/", "Robotica")
        ]


def test_the_breadcrumbs_are_in_the_structured_data(page, theme):
    make.a_region_theme(theme=theme)
    (breadcrumbs,) = data_of(page())
    labels = [item["name"] for item in breadcrumbs["itemListElement"]]

    assert labels == ["Begin", "Thema's", "Robotica"]


@pytest.mark.parametrize("rows", [1, 30])
def test_both_pages_take_the_same_queries_for_any_number_of_rows(client, theme, rows):
    with changing():
        for _ in range(rows):
            region = make.a_region_theme(theme=theme).region
            make.a_region_theme(region=region)
            make.an_agreement(region=region)
            school = make.a_school_participation(region=region).school
            make.a_former_name(school=school)
            make.an_article_theme(theme=theme, article=make.an_article(region=region))
            make.an_event_theme(theme=theme, event=make.an_event(region=region, school=school))
            make.an_event_theme(theme=theme, event=make.an_event(starts_on=date(2021, 1, 1)))
            make.an_offer_theme(theme=theme, offer=make.an_offer(region=region, school=school))

    client.get("/kaart/nederland.svg")  # regions with agreements, goals and contacts are cached
    # theme, regions, upcoming events, articles, past events, offers, schools per region, schools,
    # former names, number of schools
    assert len(queries(client, "/themas/robotica/")) == 10
    # themes
    assert len(queries(client, "/themas/")) == 1
