"""Changes since a date: dated facts, and additions to this site."""

from datetime import date, timedelta
from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone

from pactdir.timeline.known import midnight
from regions.clock import today
from regions.wording.dutch import day_in_words
from tests import make
from tests.pactdir.timeline.test_timeline_page import blocks, told

pytestmark = pytest.mark.django_db

ADDRESS = "/regios/rij/veranderd/"
HAPPENED, NEW_HERE = "Gebeurd", "Nieuw of bijgewerkt op deze site"
EARLIER = "Nieuw op deze site, over een eerdere tijd"
LONG_AGO = midnight(date(2020, 1, 1))
ATOM = "{http://www.w3.org/2005/Atom}"


def recorded(row, at=LONG_AGO):
    """Move the last history record of the row to that date."""
    records = type(row).history.filter(id=row.pk)
    records.filter(pk=records.order_by("-history_id").first().pk).update(history_date=at)
    return row


@pytest.fixture
def region():
    return recorded(make.a_region(slug="rij", name="Rij"))


def days_ago(number):
    return today() - timedelta(number)


def page(client, query="", address=ADDRESS):
    return BeautifulSoup(client.get(f"{address}{query}").content, "lxml")


def words(tag):
    return " ".join(tag.get_text().split())


def test_lists_what_happened_since_a_date_and_nothing_earlier(client, region):
    for since, name in (("2019", "Ahorn"), ("2021", "Berk"), ("juni 2021", "Ceder")):
        row = make.a_school_participation(
            region=region, school=make.a_school(name=name), since=since
        )
        recorded(row)
    make.an_article(region=region, name="Los bericht", dated="2021-07-01")
    make.a_confirmation(region=region, block="schools", on=date(2021, 8, 1))
    make.a_confirmation(region=region, block="goals", on=date(2021, 5, 1))

    # A year that starts before the date may also mean a moment after it.
    assert blocks(client, f"{ADDRESS}?sinds=2021-06-01")[HAPPENED] == [
        "1 augustus 2021 | Door de regio bevestigd: Scholen.",
        "1 juli 2021 | Nieuws: Los bericht.",
        "juni 2021 | Deelnemer vanaf juni 2021: Ceder.",
        "2021 | Deelnemer vanaf 2021: Berk.",
    ]


def test_additions_to_the_site_are_listed_by_date(client, region):
    row = make.a_school_participation(
        region=region, school=make.a_school(name="Ahorn"), since="2012"
    )
    other = make.a_school_participation(
        region=region, school=make.a_school(name="Berk"), since="2013"
    )
    recorded(row, timezone.now() - timedelta(3))
    recorded(other)
    row.source = "een andere bron 2020"
    row.save()  # an edit that does not change the date

    html = page(client)
    assert told(html.select("li.row")[0]) == "2012 | Deelnemer vanaf 2012: Ahorn."
    assert [words(heading) for heading in html.select("section h3")] == [
        f"Op deze site sinds {day_in_words(days_ago(3))}"
    ]
    assert len(html.select("li.row")) == 1


def test_a_departure_is_new_from_the_date_it_was_entered(client, region):
    row = recorded(
        make.a_school_participation(region=region, school=make.a_school(name="Ahorn"), since="2012")
    )
    row.until = "2014"
    row.save()

    assert blocks(client, ADDRESS)[EARLIER] == ["2014 | Deelnemer tot en met 2014: Ahorn."]


def test_an_event_that_was_moved_or_cancelled_is_new(client, region):
    coming = {"region": region, "starts_on": make.LONG_AHEAD}
    moved = recorded(make.an_event(name="Dag", **coming))
    cancelled = recorded(make.an_event(name="Markt", **coming))
    recorded(make.an_event(name="Les", **coming))
    moved.moved_from_start = moved.moved_from_end = make.LONG_AHEAD
    moved.starts_on = moved.ends_on = date(2099, 6, 1)
    moved.status, cancelled.status = "verplaatst", "geannuleerd"
    moved.save()
    cancelled.save()

    assert blocks(client, ADDRESS)[NEW_HERE] == [
        "20 mei 2099 | Activiteit: Markt gaat niet door.",
        "1 juni 2099 | Activiteit: Dag (verplaatst, was woensdag 20 mei).",
    ]


def test_a_changed_offer_is_new(client, region):
    techlab = recorded(make.an_offer(region=region, name="Techlab", starts="2012"))
    lesson = recorded(make.an_offer(region=region, name="Gastles", starts="2012"))
    recorded(make.an_offer(region=region, name="Stage", starts="2012"))
    techlab.ends = "2014"
    techlab.save()
    lesson.weekdays = "maandag"
    lesson.save()

    assert blocks(client, ADDRESS)[EARLIER] == [
        "2012 | Aanbod vanaf 2012: Gastles.",
        "2014 | Aanbod tot en met 2014: Techlab.",
    ]


def test_figures_are_new_once_per_period_and_source(client, region):
    school = make.a_school()
    recorded(make.a_school_participation(region=region, school=school, since="2012"))
    indicator = recorded(make.an_indicator(name="Leerlingen"))
    for profile in ("pie", "bwi"):
        make.a_figure(
            indicator=indicator,
            school=school,
            area_code=school.slug,
            profile=profile,
            period="2018",
            as_of="2018-10-01",
            source="DUO 2018",
        )

    assert blocks(client, ADDRESS)[EARLIER] == ["1 oktober 2018 | Cijfers: Leerlingen, 2018."]


def test_the_initial_content_of_a_region_is_not_new(client):
    region = make.a_region(slug="rij", name="Rij", published_from=days_ago(0))
    make.a_school_participation(region=region, since="2012")

    html = page(client)
    assert html.select("li.row") == []
    assert [words(line) for line in html.select(".absent")] == [
        f"Wij weten niets dat sinds {day_in_words(year_ago())} gebeurde. "
        "Dat wil niet zeggen dat er niets gebeurde.",
        f"Rij staat sinds {day_in_words(today())} op deze site. "
        "Wat er toen al stond, telt niet als nieuw.",
    ]


def year_ago():
    return today().replace(year=today().year - 1)


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ("31-2-2025", "De dag “31-2-2025” bestaat niet."),
        ("<b>", "“<b>” kunnen wij niet lezen als datum."),
        ("1999-12-31", "Verder terug dan 1 januari 2000 gaan wij niet."),
        ("0001-01-01", "Verder terug dan 1 januari 2000 gaan wij niet."),
        ("2199-01-01", "1 januari 2199 moet nog komen."),
    ],
)
def test_an_impossible_date_is_reported_and_replaced(client, region, typed, problem):
    html = BeautifulSoup(client.get(ADDRESS, {"sinds": typed}).content, "lxml")

    since = day_in_words(year_ago())
    assert words(html.select_one(".notice")).startswith(
        f"{problem} Hieronder staat wat er veranderde sinds {since}, een jaar geleden."
    )
    assert html.select_one("#id_sinds")["value"] == typed
    assert words(html.select_one(".lede")) == f"Sinds {since}, voor zover wij het weten."


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("1-9-2021", "1 september 2021"),
        ("juni 2021", "1 juni 2021"),
        ("2021", "1 januari 2021"),
        ("2000-01-01", "1 januari 2000"),
    ],
)
def test_a_date_may_be_typed_in_many_ways(client, region, typed, day):
    html = BeautifulSoup(client.get(ADDRESS, {"sinds": typed}).content, "lxml")

    assert html.select(".notice") == []
    assert words(html.select_one(".lede")) == f"Sinds {day}, voor zover wij het weten."


def test_the_url_to_bookmark_has_todays_date_and_sets_no_cookie(client, region):
    response = client.get(ADDRESS)

    assert f'href="?sinds={today().isoformat()}"' in response.content.decode()
    assert not response.cookies
    assert 'name="robots" content="noindex"' in response.content.decode()
    assert client.get(f"{ADDRESS}?sinds={today().isoformat()}").status_code == 200


def test_a_municipality_lists_the_changes_of_its_regions(client, region):
    town = recorded(make.a_municipality(slug="hoorn", name="Hoorn"))
    recorded(make.a_municipality_participation(region=region, municipality=town, since="2012"))
    make.an_agreement(region=region, kind="overeenkomst", starts="2013", ends="2014")
    make.a_confirmation(region=region, block="goals", on=days_ago(1))

    found = blocks(client, "/gemeenten/hoorn/veranderd/")
    assert [line.split(" | ")[1] for line in found[HAPPENED]] == [
        "Door de regio bevestigd: Doelen."
    ]
    assert found[EARLIER] == [
        "2013 | De overeenkomst begon in 2013; afgesproken tot en met 2014.",
        "na 2014 | Einddatum voorbij. De overeenkomst was afgesproken tot en met 2014."
        " Of er een vervolg is, weten wij niet.",
    ]


def test_an_end_date_has_passed_on_the_day_after_its_period(client, region):
    make.an_agreement(region=region, starts="2020", ends="2023")

    def passed_since(day):
        happened = blocks(client, f"{ADDRESS}?sinds={day}").get(HAPPENED, [])
        return [line for line in happened if "Einddatum voorbij" in line]

    [line] = passed_since("2024-01-01")
    assert line.startswith("na 2023 | ")
    assert passed_since("2024-01-02") == []


def test_a_municipality_lists_partners_and_results_of_its_regions(client, region):
    town = recorded(make.a_municipality(slug="hoorn", name="Hoorn"))
    recorded(make.a_municipality_participation(region=region, municipality=town, since="2012"))
    partner = make.a_partner(name="Bakker")
    make.a_partner_participation(region=region, partner=partner, since="2013", until="2014")
    make.a_partner_participation(partner=make.a_partner(name="Elders"), since="2013")
    make.a_figure(
        indicator=make.an_indicator(name="Bezoekers"),
        region=region,
        area_code="rij",
        area_name="Rij",
        period="2018",
        as_of="2018-10-01",
    )

    found = blocks(client, "/gemeenten/hoorn/veranderd/")[EARLIER]
    assert found == [
        "2013 | Deelnemer van Rij vanaf 2013: Bakker.",
        "2014 | Deelnemer van Rij tot en met 2014: Bakker.",
        "1 oktober 2018 | Cijfer: Bezoekers, 2018.",
    ]


def test_newly_linked_evidence_is_on_the_page_and_in_the_feed_unless_it_is_a_draft(client, region):
    town = recorded(make.a_municipality(slug="hoorn", name="Hoorn"))
    recorded(make.a_municipality_participation(region=region, municipality=town, since="2012"))
    goal = recorded(make.a_goal(region=region, text="Meer techniek."))
    article = recorded(make.an_article(region=region, name="Open huis", dated="2012"))
    draft = make.an_article(region=region, name="Concept", dated="2012", **make.drafts)
    make.a_goal_article(goal=goal, article=article)
    make.a_goal_article(goal=goal, article=draft)
    make.a_goal_document(goal=goal, name="Jaarverslag", dated="2013")
    figure = make.a_figure(
        indicator=make.an_indicator(name="Bezoekers"),
        region=region,
        area_code="rij",
        area_name="Rij",
        period="2018",
    )
    recorded(make.a_goal_figure(goal=goal, figure=figure), midnight(days_ago(3)))
    recorded(figure)
    event = recorded(make.an_event(region=region, name="Markt", starts_on="2012-05-01"))
    recorded(make.a_goal_event(goal=goal, event=event))  # long ago

    aim = "bij het doel “Meer techniek”: "
    told_of = [
        f"Bewijs {aim}Jaarverslag (document, 2013).",
        f"Bewijs {aim}Open huis (nieuws, 2012).",
        f"Meting {aim}Bezoekers, Rij, 2018.",
    ]
    for address in ("/regios/rij/veranderd/", "/gemeenten/hoorn/veranderd/"):
        assert blocks(client, address)[NEW_HERE] == told_of, address
    titles = [entry.find(f"{ATOM}title").text for entry in feed(client).findall(f"{ATOM}entry")]
    assert titles == told_of


# --- the feed ---


def feed(client, address="/regios/rij/veranderd.atom"):
    response = client.get(address)
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    return ElementTree.fromstring(response.content)  # noqa: S314 (our own)


def ids(tree):
    return [entry.find(f"{ATOM}id").text for entry in tree.findall(f"{ATOM}entry")]


def test_the_feed_has_each_change_with_its_source_and_a_stable_id(client, region):
    recorded(
        make.a_school_participation(
            region=region, school=make.a_school(name="Ahorn"), since="2012", source="brief 2012"
        ),
        midnight(days_ago(3)),
    )
    first = feed(client)
    region.slug = "rij-nieuw"
    region.save()
    (entry,) = first.findall(f"{ATOM}entry")
    links = {link.get("rel"): link.get("href") for link in first.findall(f"{ATOM}link")}

    assert entry.find(f"{ATOM}title").text == "Deelnemer vanaf 2012: Ahorn."
    assert entry.find(f"{ATOM}summary").text == f"{EARLIER}. Bron: brief 2012."
    assert entry.find(f"{ATOM}updated").text.startswith(days_ago(3).isoformat())
    assert first.find(f"{ATOM}updated").text == entry.find(f"{ATOM}updated").text
    assert links == {
        "alternate": "http://testserver/regios/rij/veranderd/",
        "self": "http://testserver/regios/rij/veranderd.atom",
    }
    renamed = feed(client, "/regios/rij-nieuw/veranderd.atom")
    assert (renamed.find(f"{ATOM}id").text, ids(renamed)) == (
        first.find(f"{ATOM}id").text,
        ids(first),
    )
    assert client.get("/regios/rij/veranderd.atom")["Location"] == (
        "/regios/rij-nieuw/veranderd.atom"
    )


def test_members_added_on_one_date_are_one_item_and_a_later_one_keeps_its_id(client, region):
    for _ in range(2):
        make.a_school_participation(region=region, since="2012")
    before = ids(feed(client))
    make.a_school_participation(region=region, since="2012")

    assert len(before) == 1
    assert ids(feed(client)) == before


def test_different_entries_have_different_ids(client, region):
    schools = [make.a_school(name=name) for name in ("Ahorn", "Berk")]
    for school in schools:
        make.a_school_participation(region=region, school=school, since="2012")
        make.a_former_name(school=school, name=f"Oude {school.name}", until="2012")
    for source in ("DUO 2018", "regio 2018"):
        make.a_figure(
            indicator=make.an_indicator(),
            school=schools[0],
            area_code=schools[0].slug,
            period="2018",
            as_of="2018-10-01",
            source=source,
        )

    found = ids(feed(client))
    # of members, of two names, and of two sources of figures
    assert len(found) == len(set(found)) == 5


def test_a_summary_is_escaped_as_html(client, region):
    make.a_school_participation(region=region, since="2012", source="Raad & <b>Co</b> 2012")

    (entry,) = feed(client).findall(f"{ATOM}entry")
    summary = entry.find(f"{ATOM}summary")
    assert (summary.get("type"), summary.text) == (
        "html",
        f"{EARLIER}. Bron: Raad &amp; &lt;b&gt;Co&lt;/b&gt; 2012.",
    )


def test_the_page_links_to_the_feed(client, region):
    (link,) = page(client).select("link[rel=alternate][type='application/atom+xml']")

    assert link["href"] == "/regios/rij/veranderd.atom"


def test_an_empty_feed_has_the_date_on_which_the_region_was_published(client, region):
    tree = feed(client)

    assert ids(tree) == []
    assert tree.find(f"{ATOM}updated").text.startswith("2020-01-01T")


def test_a_control_character_in_a_name_does_not_break_the_feed(client, region):
    make.a_school_participation(region=region, school=make.a_school(name="Aho\x0brn"), since="2012")

    assert len(ids(feed(client))) == 1


# --- what stays hidden ---


def test_only_dates_from_the_history_are_shown(client, region):
    """No former values, deleted rows, drafts, contacts or editors."""
    editor = make.a_user(username="zqeditor", last_name="Zqeditor")
    draft = make.a_school(name="Zqconcept", **make.drafts)
    renamed = make.a_school(name="Zqoud", slug="ahorn")
    make.a_contact(region=region, person_name="Zqpersoon", email="zq@pactdir.example")
    make.an_event(region=region, name="Zqactiviteit", **make.drafts)
    make.an_article(region=region, name="Zqbericht", published_from=days_ago(-2))
    make.an_offer(region=region, name="Zqaanbod", starts="2025", **make.drafts)
    gone = make.a_partner(name="Zqweg")
    unpublished = make.a_partner(name="Zqterug")
    for school in (draft, renamed):
        make.a_school_participation(region=region, school=school, since="2025")
    for partner in (gone, unpublished):
        make.a_partner_participation(region=region, partner=partner, since="2025", source="Zqbron")
    make.a_confirmation(region=region, block="goals", on=today(), by=editor)
    renamed.name = "Ahorn"
    renamed.save()
    gone.delete()
    unpublished.published_from = None
    unpublished.save()
    make.a_municipality_participation(
        region=region, municipality=make.a_municipality(slug="hoorn"), since="2025"
    )

    pages = [
        client.get(f"{start}{below}")
        for start in ("/regios/rij/", "/gemeenten/hoorn/")
        for below in ("tijdlijn/", "veranderd/", "veranderd/?sinds=2000-01-01", "veranderd.atom")
    ]
    assert "Ahorn" in pages[1].content.decode()
    assert [shown.status_code for shown in pages] == [200] * 8
    assert [shown for shown in pages if "zq" in shown.content.decode().lower()] == []


@pytest.mark.parametrize("below", ["veranderd/", "veranderd.atom", "tijdlijn/"])
def test_a_draft_region_has_none_of_these_pages(client, region, below):
    region.published_from = None
    region.save()

    assert client.get(f"/regios/rij/{below}").status_code == 404


def test_a_new_name_and_a_changed_goal_are_new(client, region):
    goal = recorded(make.a_goal(region=region, text="Meer techniek."))
    assert NEW_HERE not in blocks(client, ADDRESS)

    goal.target = "300"
    goal.save()
    region.name = "Rij en omstreken"
    region.save()
    assert [words(row.p) for row in page(client).select("li.row")] == [
        "Naam van de regio: Rij en omstreken.",
        "Doel: Meer techniek.",
    ]
