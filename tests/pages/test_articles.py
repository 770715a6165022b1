"""An article's page: when as precisely as known, of whom, with its source."""

import pytest

from tests import make
from tests.pages.reading import factline, main_of, running_scripts, text_of, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(client):
    return lambda article: client.get(article.get_absolute_url())


@pytest.mark.parametrize(
    ("dated", "in_words", "for_machines"),
    [
        ("15-2-2021", "15 februari 2021", "2021-02-15"),
        ("februari 2021", "februari 2021", "2021-02"),
        ("2021", "2021", "2021"),
    ],
)
def test_a_date_is_as_precise_as_its_source_and_no_preciser(
    page, client, dated, in_words, for_machines
):
    article = make.an_article(dated=dated)

    for part in [
        main_of(page(article)).article,
        main_of(client.get("/nieuws/")).select_one(".row"),
    ]:
        assert [(words(time), time["datetime"]) for time in part.find_all("time")] == [
            (in_words, for_machines)
        ]
    assert factline(page(article))[1] == in_words


def test_no_date_says_so(page, client):
    article = make.an_article(name="Kop")

    assert factline(page(article)) == ["nieuws", "datum niet bekend", "landelijk"]
    assert main_of(page(article)).time is None
    assert words(main_of(client.get("/nieuws/")).select_one(".row")) == (
        "datum niet bekend Kop nieuws · landelijk"
    )


def test_an_article_of_a_region_leads_to_it(page):
    region = make.a_region(name="Noord")
    answer = page(make.an_article(region=region, kind="verhaal", dated="2021"))

    assert factline(answer) == ["verhaal", "2021", "Noord"]
    assert main_of(answer).select_one(".factline a")["href"] == region.get_absolute_url()


def test_intro_body_and_source_are_shown(page):
    answer = page(
        make.an_article(
            intro="De inleiding.",
            body="<p>Tekst</p><h3>Kop</h3><ul><li>punt</li></ul>",
            source="nieuwsbrief",
            source_url="https://bron.example/",
        )
    )
    article = main_of(answer).article

    assert words(article.select_one(".lede")) == "De inleiding."
    assert str(article.select_one(".prose")) == (
        '<div class="prose"><p>Tekst</p><h2>Kop</h2><ul><li>punt</li></ul></div>'
    )
    assert words(article.select_one(".source")) == "Bron: nieuwsbrief (datum niet bekend)"
    assert article.select_one(".source a")["href"] == "https://bron.example/"
    assert b'name="description" content="De inleiding."' in answer.content


def test_an_article_of_only_a_headline_has_nothing_empty(page):
    article = main_of(page(make.an_article(source=""))).article

    assert [part for part in article.find_all(True) if not part.get_text(strip=True)] == []


def test_html_is_shown_as_text_and_the_body_is_cleaned(page):
    nothing = "<script>x</script>&\"'"
    article = make.an_article(
        name=nothing,
        intro=nothing,
        source=nothing,
        region=make.a_region(name=nothing),
        body='<p onclick="x()">Tekst<script>x()</script><iframe src="https://elders.example">'
        "</iframe></p>",
    )
    answer = page(article)

    assert running_scripts(answer) == []
    assert b"iframe" not in answer.content
    assert text_of(answer).count(nothing) == 5  # crumb, headline, region, intro, source
    assert str(main_of(answer).select_one(".prose")) == '<div class="prose"><p>Tekst</p></div>'


def test_an_article_of_the_invented_region_says_so_and_is_not_indexed(page):
    answer = page(make.an_article(region=make.a_region(is_example=True)))

    assert "Dit is een verzonnen voorbeeld." in text_of(answer)
    assert b'content="noindex"' in answer.content
