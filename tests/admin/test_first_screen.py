"""The index page: the user's regions by name, drafts, upcoming events and recent changes."""

from datetime import date, timedelta

import pytest
from bs4 import BeautifulSoup
from django.contrib.admin import AdminSite
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from news.models import Article, Event
from regions.clock import today
from regions.models import Region
from tests import make
from tests.admin.filling import address, opened

FIRST_SCREEN = reverse("admin:index")


@pytest.fixture
def region(db):
    return make.a_region(name="West-Friesland", slug="west-friesland")


@pytest.fixture
def leader(client, region):
    client.force_login(make.an_assignment(region=region).user)
    return client


def first_screen(client):
    response = client.get(FIRST_SCREEN)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "lxml").select_one("#content-main")


def part(page, title):
    heading = page.find("h3", string=title)
    return heading.find_next_sibling() if heading else None


def links(page):
    return {link.get_text(strip=True): link["href"] for link in page.select("a")}


def words(node):
    return " ".join(node.text.split())


def test_a_leader_sees_only_the_names_of_their_own_regions(client, db):
    user = make.a_user()
    for name in ("Zaanstreek", "Amstelland"):
        make.an_assignment(user=user, region=make.a_region(name=name))
    elsewhere = make.a_region(name="Elders")
    make.an_article(name="Bericht van elders", region=elsewhere, **make.drafts)
    make.an_event(name="Dag van elders", region=elsewhere)
    client.force_login(user)

    page = first_screen(client)

    headings = [heading.text for heading in page.select("h2")]
    assert headings == ["Amstelland", "Zaanstreek", "Laatste wijzigingen", "Alle lijsten"]
    assert "lders" not in page.text


def test_common_tasks_are_one_click_away(leader, region):
    event = make.an_event(name="PET", region=region)
    addresses = links(first_screen(leader))

    only_here = f"?region__id__exact={region.pk}"
    articles, events = address(Article, "changelist"), address(Event, "changelist")
    assert addresses["Regio bewerken"] == address(Region, "change", region.pk)
    assert addresses["Bekijk op de site"] == "/regios/west-friesland/"
    assert addresses["Artikel toevoegen"] == address(Article, "add") + f"?region={region.pk}"
    assert addresses["Activiteit toevoegen"] == address(Event, "add") + f"?region={region.pk}"
    assert addresses["artikelen"] == articles + only_here
    assert addresses["activiteiten"] == events + only_here
    assert addresses["PET"] == address(Event, "change", event.pk)
    assert {leader.get(where).status_code for where in addresses.values()} == {200}


@pytest.mark.parametrize("kind", ["Artikel toevoegen", "Activiteit toevoegen"])
def test_a_row_added_from_a_region_belongs_to_that_region(leader, region, kind):
    page = BeautifulSoup(leader.get(links(first_screen(leader))[kind]).content, "lxml")

    assert page.select_one("#id_region option[selected]")["value"] == str(region.pk)


@pytest.mark.parametrize(
    ("published_from", "state"),
    [
        (date(2020, 1, 1), "▲ Op de site sinds 1 januari 2020."),
        (make.LONG_AHEAD, "◎ Komt op de site op 20 mei 2099."),
        (None, "□ Concept: deze regio staat niet op de site."),
    ],
)
def test_the_block_of_a_region_shows_its_publication_state(leader, region, published_from, state):
    region.published_from = published_from
    region.save()

    page = first_screen(leader)

    assert words(page.select_one(".state")) == state
    assert ("Bekijk op de site" in links(page)) == state.startswith("▲")


def test_drafts_are_listed_apart_from_planned_rows(leader, region):
    make.an_article(name="Nog te schrijven", region=region, **make.drafts)
    make.an_event(name="Nog te plannen", region=region, **make.drafts)
    make.an_article(name="Straks nieuws", region=region, published_from=make.LONG_AHEAD)
    make.an_article(name="Al te lezen", region=region)

    page = first_screen(leader)

    waiting = [words(item) for item in part(page, "Concepten").select("li")]
    assert waiting == [
        "Nog te schrijven nieuws",
        "Nog te plannen activiteit, woensdag 20 mei 2099",
    ]
    later = [words(item) for item in part(page, "Komt vanzelf op de site").select("li")]
    assert later == ["Straks nieuws nieuws, op de site vanaf 20 mei 2099"]
    assert "Al te lezen" in links(part(page, "Gepubliceerd"))


def test_many_drafts_are_counted_and_link_to_the_whole_list(leader, region):
    for _ in range(11):
        make.an_article(region=region, **make.drafts)

    items = part(first_screen(leader), "Concepten").select("li")

    assert len(items) == 9
    assert words(items[-1]) == "en nog 3: artikelen, activiteiten"
    listed = leader.get(links(items[-1])["artikelen"])
    assert listed.context["cl"].result_count == 11


def test_upcoming_events_are_listed_soonest_first_with_the_last_past_event(leader, region):
    soon, later = today() + timedelta(days=3), today() + timedelta(days=9)
    make.an_event(name="Later", region=region, starts_on=later, ends_on=later)
    make.an_event(name="Gauw", region=region, starts_on=soon, ends_on=soon, status="geannuleerd")
    for year in (2019, 2021):
        make.an_event(name=f"PET {year}", region=region, starts_on=date(year, 11, 18))

    page = first_screen(leader)

    coming = part(page, "Agenda").select("li")
    assert [item.a.text for item in coming] == ["Gauw", "Later"]
    assert words(coming[0]).endswith(", gaat niet door")
    assert "Laatst: PET 2021" in words(page)
    assert "PET 2019" not in page.select_one(".desk").text


def test_an_event_is_past_from_the_day_after_its_last_day(leader, region):
    today_, yesterday = today(), today() - timedelta(1)
    make.an_event(name="Nog bezig", region=region, starts_on=yesterday, ends_on=today_)
    make.an_event(name="Net over", region=region, starts_on=yesterday, ends_on=yesterday)

    page = first_screen(leader)

    assert [item.a.text for item in part(page, "Agenda").select("li")] == ["Nog bezig"]
    assert "Laatst: Net over" in words(page)


def test_published_rows_are_counted_and_link_to_their_lists(leader, region):
    for year in range(2020, 2025):
        make.an_article(name=f"Bericht {year}", region=region, dated=str(year))
    undated = make.an_article(name="Zonder datum", region=region)
    make.an_article(name="Van elders", region=make.a_region(), dated="2025")
    make.an_event(region=region)
    make.an_article(name="Concept", region=region, dated="2025", **make.drafts)

    addresses = links(part(first_screen(leader), "Gepubliceerd"))

    newest = [f"Bericht {year}" for year in (2024, 2023, 2022, 2021)]
    assert list(addresses) == [*newest, "6 artikelen", "1 activiteit"]
    newer = Article.objects.get(name="Bericht 2024")
    assert addresses["Bericht 2024"] == address(Article, "change", newer.pk)
    assert undated in leader.get(addresses["6 artikelen"]).context["cl"].queryset
    assert leader.get(addresses["6 artikelen"]).context["cl"].result_count == 6
    assert leader.get(addresses["1 activiteit"]).context["cl"].result_count == 1


def test_the_agenda_shows_when_it_was_last_confirmed(leader, region):
    assert "Nog nooit is bevestigd dat de agenda klopt. Bevestigen" in words(first_screen(leader))

    make.a_confirmation(region=region, block="agenda", on=date(2024, 3, 2))
    make.a_confirmation(region=region, block="agenda", on=date(2023, 3, 2))
    make.a_confirmation(region=region, block="goals", on=date(2025, 3, 2))
    page = first_screen(leader)

    assert (
        "Op 2 maart 2024 is bevestigd dat de agenda klopt, langer dan een jaar geleden. Bevestigen"
        in words(page)
    )
    assert links(page)["Bevestigen"].endswith(f"/{region.pk}/change/#confirmations-group")


def test_many_upcoming_events_link_to_the_whole_list(leader, region):
    for _ in range(10):
        make.an_event(region=region)
    yesterday = today() - timedelta(1)
    make.an_event(region=region, starts_on=yesterday, ends_on=yesterday)

    items = part(first_screen(leader), "Agenda").select("li")

    assert len(items) == 9
    assert words(items[-1]) == "en nog 2: alle activiteiten"
    # The list includes past events, the count does not.
    assert leader.get(links(items[-1])["alle activiteiten"]).context["cl"].result_count == 11


def test_each_part_of_a_region_is_one_click_away(leader, region):
    addresses = links(first_screen(leader).select_one(".desk__contents"))
    form = opened(leader, Region, region)

    assert list(addresses) == [
        "Doelen",
        "Contacten",
        "Overeenkomsten",
        "Thema's",
        "Scholen",
        "Bedrijven",
        "Gemeenten",
    ]
    for where in addresses.values():
        page, anchor = where.split("#")
        assert page == form.where
        assert form.soup.select_one(f"#{anchor} summary"), anchor


def test_the_latest_changes_are_spelled_out_with_their_user(leader, region):
    form = opened(leader, Region, region)
    form["name"] = "West-Friesland en omstreken"
    assert form.send().saved

    changes = first_screen(leader).select("[aria-labelledby=wijzigingen] li")

    assert "naam van West-Friesland naar West-Friesland en omstreken" in words(changes[0])
    assert "u zelf" in words(changes[0])
    assert changes[0].a["href"] == address(Region, "change", region.pk)
    assert words(changes[0].a) == "Regio West-Friesland en omstreken"


def test_nobody_sees_changes_of_other_regions_or_djangos_log(leader, region, admin):
    elsewhere = make.a_region(name="Elders")
    form = opened(admin, Region, elsewhere)
    form["name"] = "Elders anders"
    assert form.send().saved
    leader.force_login(region.assignments.get().user)

    page = first_screen(leader)

    assert "lders" not in page.text
    assert "ecente acties" not in page.text


def test_an_editor_reads_that_only_a_leader_publishes(client, region):
    client.force_login(make.an_assignment(region=region, role="editor").user)

    page = first_screen(client)

    assert "een projectleider zet ze op de site" in words(page)
    assert "Regio inzien" in links(page)
    assert "Artikel toevoegen" in links(page)


def test_editable_lists_are_separate_from_read_only_lists(leader):
    own, to_read = (
        list(links(listed)) for listed in first_screen(leader).select(".desk--quiet .listed")
    )

    assert {"Regio's", "Artikelen", "Activiteiten", "Doelen"} <= set(own)
    assert {"Scholen", "Partners", "Gemeenten"} <= set(to_read)
    assert not set(own) & set(to_read)


def test_a_page_without_a_list_of_models_does_not_compute_it(leader, region, monkeypatch):
    """The list checks permissions for every model, and forms have no menu that shows it."""
    worked_out = []
    stock = AdminSite._build_app_dict
    monkeypatch.setattr(
        AdminSite,
        "_build_app_dict",
        lambda *arguments: worked_out.append(arguments) or stock(*arguments),
    )

    assert leader.get(address(Region, "change", region.pk)).status_code == 200
    assert worked_out == []
    first_screen(leader)
    assert worked_out


def test_a_national_editor_sees_which_import_decisions_are_pending(admin):
    make.a_region(**make.drafts)
    make.a_school_match()

    to_decide = first_screen(admin).select_one("[aria-labelledby=beslissen]")

    assert [words(item) for item in to_decide.select("li")] == [
        "1 regio nog niet op de site",
        "1 school uit een bestand: is het een school die er al staat?",
    ]
    for link in to_decide.select("a"):
        page = BeautifulSoup(admin.get(link["href"]).content, "lxml")
        assert len(page.select("#result_list tbody tr")) == 1


def test_a_national_editor_sees_drafts_and_changes_of_every_region(admin, region):
    make.an_article(name="Bericht", region=region, **make.drafts)
    make.an_event(name="Landelijke dag", **make.drafts)

    page = first_screen(admin)

    drafts = [words(item) for item in page.select("[aria-labelledby=concepten] li")]
    assert drafts == [
        "Bericht nieuws, West-Friesland",
        "Landelijke dag activiteit, woensdag 20 mei 2099",
    ]
    assert page.select("[aria-labelledby=wijzigingen] li")


def test_the_index_takes_the_same_queries_for_one_region_and_for_five(client, db):
    user = make.a_user()
    a_desk(user)
    client.force_login(user)
    queries = queries_of(client)
    for _ in range(4):
        a_desk(user)

    assert queries_of(client) == queries


def a_desk(user):
    region = make.a_region()
    make.an_assignment(user=user, region=region)
    for fields in ({}, make.drafts, {"published_from": make.LONG_AHEAD}):
        make.an_article(region=region, **fields)
        make.an_event(region=region, **fields)
    make.an_event(region=region, starts_on=date(2020, 2, 2))
    make.a_confirmation(region=region, block="agenda")


def queries_of(client):
    client.get(FIRST_SCREEN)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(FIRST_SCREEN).status_code == 200
    return len(queries)
