"""An article's page: its date as precise as known, its region, its source."""

import pytest

from tests import make
from tests.pages.reading import factline, main_of, running_scripts, text_of, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(client):
    return lambda article: client.get(article.get_absolute_url())


@pytest.mark.parametrize(
    ("dated", "in_words", "machine_readable"),
    [
        ("15-2-2021", "15 februari 2021", "2021-02-15"),
        ("februari 2021", "februari 2021", "2021-02"),
        ("2021", "2021", "2021"),
    ],
)
def test_a_date_is_exactly_as_precise_as_its_source(
    page, client, dated, in_words, machine_readable
):
    article = make.an_article(dated=dated)

    for part in [
        main_of(page(article)).article,
        main_of(client.get("/nieuws/")).select_one(".row"),
    ]:
        assert [(words(time), time["datetime"]) for time in part.find_all("time")] == [
            (in_words, machine_readable)
        ]
    assert factline(page(article))[1] == in_words


def test_an_undated_article_says_that_its_date_is_unknown(page, client):
    article = make.an_article(name="Kop")

    assert factline(page(article)) == ["nieuws", "datum niet bekend", "landelijk"]
    assert main_of(page(article)).time is None
    assert words(main_of(client.get("/nieuws/")).select_one(".row")) == (
        "datum niet bekend Kop nieuws · landelijk"
    )


def test_an_article_of_a_region_links_to_it(page):
    region = make.a_region(name="Noord")
    response = page(make.an_article(region=region, kind="verhaal", dated="2021"))

    assert factline(response) == ["verhaal", "2021", "Noord"]
    assert main_of(response).select_one(".factline a")["href"] == region.get_absolute_url()


def test_intro_body_and_source_are_shown(page):
    response = page(
        make.an_article(
            intro="De inleiding.",
            body="<p>Tekst</p><h3>Kop</h3><ul><li>punt</li></ul>",
            source="nieuwsbrief",
            source_url="https://bron.example/bericht",
        )
    )
    article = main_of(response).article

    assert words(article.select_one(".lede")) == "De inleiding."
    assert str(article.select_one(".prose")) == (
        '<div class="prose"><p>Tekst</p><h2>Kop</h2><ul><li>punt</li></ul></div>'
    )
    assert words(article.select_one(".source")) == "Bron: nieuwsbrief (datum niet bekend)"
    assert article.select_one(".source a")["href"] == "https://bron.example/bericht"
    assert b'name="description" content="De inleiding."' in response.content


def test_an_article_with_only_a_headline_has_no_empty_elements(page):
    article = main_of(page(make.an_article(source=""))).article

    assert [part for part in article.find_all(True) if not part.get_text(strip=True)] == []


def test_html_in_fields_is_escaped_and_the_body_is_sanitised(page):
    html = "<script>x</script>&\"'"
    article = make.an_article(
        name=html,
        intro=html,
        source=html,
        region=make.a_region(name=html),
        body='<p onclick="x()">Tekst<script>x()</script><iframe src="https://elders.example">'
        "</iframe></p>",
    )
    response = page(article)

    assert running_scripts(response) == []
    assert b"iframe" not in response.content
    assert text_of(response).count(html) == 5  # breadcrumb, headline, region, intro, source
    assert str(main_of(response).select_one(".prose")) == '<div class="prose"><p>Tekst</p></div>'


def test_an_article_in_an_example_region_says_so_and_is_not_indexed(page):
    response = page(make.an_article(region=make.a_region(is_example=True)))

    assert "Dit is een verzonnen voorbeeld." in text_of(response)
    assert b'content="noindex"' in response.content
