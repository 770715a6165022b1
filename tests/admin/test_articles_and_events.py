"""Articles and events as a leader works with them: moved, cancelled, copied, published."""

from datetime import date, time, timedelta

import pytest
from bs4 import BeautifulSoup
from django.contrib.admin.models import LogEntry
from django.test import Client
from django.urls import reverse

from news.copying import next_edition_days
from news.models import Article, Event
from regions.clock import today
from regions.editing.date_fields import INVALID_DAY
from tests import make
from tests.admin.filling import Form, address, opened
from tests.pages.reading import main_of, words

SOON = today() + timedelta(days=30)
A_WEEK = timedelta(weeks=1)
NEXT_YEAR = today().year + 1


@pytest.fixture
def region(db):
    return make.a_region(name="West-Friesland")


@pytest.fixture
def leader(client, region):
    client.force_login(make.an_assignment(region=region).user)
    return client


@pytest.fixture
def pet(region):
    year = today().year + 1
    return make.an_event(
        name=f"PET {year}",
        region=region,
        starts_on=date(year, 11, 18),
        ends_on=date(year, 11, 19),
    )


def typed(day):
    return f"{day.day}-{day.month}-{day.year}"


def submitted(client, event, days=None, **typed_in):
    form = opened(client, Event, event)
    if days:
        form.update({"starts_on": typed(days[0]), "ends_on": typed(days[1])})
    form.update(typed_in)
    answer = form.send()
    event.refresh_from_db()
    return answer


def a_week_later(event):
    return event.starts_on + A_WEEK, event.ends_on + A_WEEK


def state_of(event):
    return event.status, event.moved_from_start, event.moved_from_end


def messages(client, answer):
    page = client.get(answer.response.url)
    return [str(message) for message in page.context["messages"]]


# --- moving ---


def test_a_published_event_on_other_dates_shows_as_moved_under_the_same_url(leader, pet):
    before = (pet.starts_on, pet.ends_on)
    uid, where = pet.uid, pet.get_absolute_url()

    answer = submitted(leader, pet, a_week_later(pet))

    assert answer.saved, answer.errors
    assert state_of(pet) == ("verplaatst", *before)
    assert (pet.uid, pet.sequence, pet.get_absolute_url()) == (uid, 1, where)
    page = words(main_of(leader.get(where)))
    assert "Verplaatst (was 18 en 19 november)" in page
    assert f"25 en 26 november {pet.starts_on.year}" in page
    year = pet.starts_on.year
    shown_messages = messages(leader, answer)
    was, now = f"18 en 19 november {year}", f"25 en 26 november {year}"
    assert f"De activiteit is nu als verplaatst te zien: was {was}, nu {now}." in shown_messages
    assert "Dit staat op de site." in shown_messages


@pytest.mark.parametrize("days", [-3, 3])
def test_a_one_day_event_still_lasts_one_day_when_its_first_day_moves(leader, region, days):
    event = make.an_event(region=region, starts_on=SOON, ends_on=SOON)
    moved = SOON + timedelta(days=days)
    form = opened(leader, Event, event)
    form.update({"starts_on": typed(moved)})

    answer = form.send()

    assert answer.saved, answer.errors
    event.refresh_from_db()
    assert (event.starts_on, event.ends_on) == (moved, moved)


def test_the_message_after_saving_links_to_the_published_page(leader, region, pet):
    draft = make.an_event(region=region, **make.drafts)
    links = []
    for event in (pet, draft):
        page = leader.get(opened(leader, Event, event).send().response.url)
        soup = BeautifulSoup(page.content, "lxml")
        links.append([link["href"] for link in soup.select('.messagelist a[href^="/agenda/"]')])

    assert links == [[pet.get_absolute_url()], []]


def test_an_event_moved_twice_shows_the_first_published_dates(leader, pet):
    first = (pet.starts_on, pet.ends_on)
    submitted(leader, pet, a_week_later(pet))
    submitted(leader, pet, a_week_later(pet))

    assert state_of(pet) == ("verplaatst", *first)
    assert pet.sequence == 2


@pytest.mark.parametrize("correction", [[], ["on"]])
def test_an_event_that_is_moved_back_is_planned_again(leader, pet, correction):
    first = (pet.starts_on, pet.ends_on)
    submitted(leader, pet, a_week_later(pet))
    answer = submitted(leader, pet, first, is_correction=correction)

    assert state_of(pet) == ("gepland", None, None)
    assert "niet meer als verplaatst te zien" in " ".join(messages(leader, answer))


def test_setting_an_event_back_to_planned_by_hand_clears_its_original_days(leader, pet):
    submitted(leader, pet, a_week_later(pet))
    submitted(leader, pet, status="gepland")

    assert state_of(pet) == ("gepland", None, None)


def test_correcting_a_mistyped_date_is_not_a_move(leader, pet):
    days = a_week_later(pet)
    answer = submitted(leader, pet, days, is_correction=["on"])

    assert state_of(pet) == ("gepland", None, None)
    assert (pet.starts_on, pet.ends_on) == days
    assert "De dagen zijn verbeterd." in " ".join(messages(leader, answer))


def test_a_corrected_typo_in_the_new_dates_leaves_the_event_moved(leader, pet):
    first = (pet.starts_on, pet.ends_on)
    submitted(leader, pet, a_week_later(pet))
    submitted(leader, pet, a_week_later(pet), is_correction=["on"])

    assert state_of(pet) == ("verplaatst", *first)


@pytest.mark.parametrize("published_from", [None, SOON], ids=["a draft", "not yet published"])
def test_an_unpublished_event_does_not_count_as_moved(leader, pet, published_from):
    pet.published_from = published_from
    pet.save()
    assert "is_correction" not in opened(leader, Event, pet)

    assert submitted(leader, pet, a_week_later(pet)).saved
    assert state_of(pet) == ("gepland", None, None)


def test_events_of_a_draft_region_do_not_count_as_moved(leader, pet, region):
    region.published_from = None
    region.save()

    submitted(leader, pet, a_week_later(pet))
    assert state_of(pet) == ("gepland", None, None)


def test_a_cancelled_event_stays_cancelled_on_other_dates(leader, pet):
    submitted(leader, pet, status="geannuleerd")
    submitted(leader, pet, a_week_later(pet))

    assert state_of(pet) == ("geannuleerd", None, None)


def test_a_cancelled_event_planned_again_on_other_dates_has_moved(leader, pet):
    first = (pet.starts_on, pet.ends_on)
    submitted(leader, pet, status="geannuleerd")
    submitted(leader, pet, a_week_later(pet), status="gepland")

    assert state_of(pet) == ("verplaatst", *first)


def test_original_dates_entered_by_hand_are_saved_as_typed(leader, pet):
    submitted(
        leader,
        pet,
        a_week_later(pet),
        status="verplaatst",
        moved_from_start="1-2-2020",
        moved_from_end="2-2-2020",
    )

    assert state_of(pet) == ("verplaatst", date(2020, 2, 1), date(2020, 2, 2))


def test_an_import_reports_what_moved(pet):
    pet.starts_on, pet.ends_on = a_week_later(pet)
    pet.save()

    assert state_of(pet) == ("gepland", None, None)


def test_a_past_event_can_also_move_unless_the_old_dates_were_a_mistake(leader, region):
    """Visitors may have seen both the dates announced and the dates on which it took place."""
    days = date(2021, 11, 18), date(2021, 11, 19)
    pet = make.an_event(region=region, starts_on=days[0], ends_on=days[1])

    submitted(leader, pet, a_week_later(pet))
    assert state_of(pet) == ("verplaatst", *days)
    page = words(main_of(leader.get(pet.get_absolute_url())))
    assert "Verplaatst (was 18 en 19 november)" in page
    assert "Geweest" in page


def test_a_long_past_event_is_copied_instead_of_moved(leader, region):
    pet = make.an_event(region=region, starts_on=date(2021, 11, 18), ends_on=date(2021, 11, 19))

    answer = submitted(leader, pet, (SOON, SOON))
    assert list(answer.errors) == ["starts_on"]
    assert "18 en 19 november 2021" in answer.errors["starts_on"][0]
    assert "Kopieer naar volgend jaar" in answer.errors["starts_on"][0]
    assert pet.starts_on.year == 2021

    assert submitted(leader, pet, (SOON, SOON), status="verplaatst").saved
    assert pet.status == "verplaatst"


def test_an_event_cancelled_yesterday_may_still_move_to_next_week(leader, region):
    yesterday = today() - timedelta(days=1)
    pet = make.an_event(region=region, starts_on=yesterday)

    assert submitted(leader, pet, (SOON, SOON)).saved
    assert state_of(pet) == ("verplaatst", yesterday, yesterday)


@pytest.mark.parametrize(
    ("days", "field", "text"),
    [
        (("25-11-2030", "24-11-2030"), "ends_on", "De laatste dag ligt vóór de eerste."),
        (("31-2-2026", "1-3-2026"), "starts_on", INVALID_DAY),
        (("25-11-2030", "31-2-2026"), "ends_on", INVALID_DAY),
    ],
)
def test_impossible_dates_are_refused_at_the_field(leader, pet, days, field, text):
    answer = submitted(leader, pet, starts_on=days[0], ends_on=days[1])

    assert answer.errors == {field: [text]}
    assert (answer["starts_on"], answer["ends_on"]) == days
    assert state_of(pet) == ("gepland", None, None)


def test_an_event_moved_without_an_end_date_lasts_one_day(leader, pet):
    first = (pet.starts_on, pet.ends_on)
    submitted(leader, pet, starts_on=typed(SOON), ends_on="")

    assert (pet.starts_on, pet.ends_on) == (SOON, SOON)
    assert state_of(pet) == ("verplaatst", *first)


# --- cancelling ---


def test_a_cancelled_event_stays_on_the_site_with_a_note(leader, pet):
    submitted(leader, pet, status="geannuleerd")

    assert "Gaat niet door" in words(main_of(leader.get(pet.get_absolute_url())))
    assert pet.sequence == 1


def test_the_delete_page_of_a_published_event_suggests_cancelling(leader, pet, region):
    def hint(event):
        page = opened_to_delete(leader, event)
        return page.select_one("#content .help a") and page.select_one("#content .help a")["href"]

    assert hint(pet) == address(Event, "change", pet.pk) + "#id_status"
    assert opened(leader, Event, pet).soup.select_one("#id_status")
    assert hint(make.an_event(region=region, **make.drafts)) is None


def opened_to_delete(client, event):
    where = address(Event, "delete", event.pk)
    return Form(client, where, client.get(where)).soup


# --- next year ---


def copied(client, event):
    response = client.post(reverse("admin:news_event_copy", args=[event.pk]))
    assert response.status_code == 302, response.status_code
    return Event.objects.latest("pk"), response


def test_a_copy_is_a_draft_on_the_same_weekdays_next_year(leader, pet):
    everything = {
        "venue": "Aula",
        "place": make.a_place(),
        "audience": ["ouders"],
        "body": "<p>Kom</p>",
    }
    for name, value in everything.items():
        setattr(pet, name, value)
    pet.source_url = "https://bron.nl/"
    pet.save()
    submitted(leader, pet, a_week_later(pet))

    copy, response = copied(leader, pet)

    assert copy.pk != pet.pk
    assert copy.starts_on == pet.starts_on + timedelta(weeks=52)
    assert copy.ends_on - copy.starts_on == timedelta(days=1)
    assert copy.starts_on.weekday() == pet.starts_on.weekday()
    year = pet.starts_on.year + 1
    assert (copy.name, copy.slug) == (f"PET {year}", f"pet-{year}")
    assert state_of(copy) == ("gepland", None, None)
    assert (copy.published_from, copy.sequence, copy.source, copy.source_url) == (None, 0, "", "")
    assert copy.uid != pet.uid
    assert copy.region == pet.region
    assert {name: getattr(copy, name) for name in everything} == everything
    assert response.url == address(Event, "change", copy.pk)
    page = leader.get(response.url)
    assert "Dit is de kopie, een concept." in str(list(page.context["messages"])[-1])
    assert copy.history.get().history_user == LogEntry.objects.latest("pk").user


def test_a_copy_of_an_old_event_is_in_the_future(leader, region):
    pet = make.an_event(name="PET", region=region, starts_on=date(2021, 11, 18))
    copy, _ = copied(leader, pet)

    assert today() < copy.starts_on <= today() + timedelta(weeks=53)
    assert copy.starts_on.weekday() == pet.starts_on.weekday()
    assert copy.name == "PET"


@pytest.mark.parametrize(
    ("first", "on", "expected"),
    [
        # 52 weeks are a day or two short of a year, so every few years the copy would be a week
        # early.
        (date(2021, 11, 18), date(2026, 11, 25), date(2027, 11, 18)),
        (date(2021, 11, 18), date(2026, 11, 18), date(2026, 11, 19)),
        (date(2021, 11, 18), date(2026, 11, 19), date(2027, 11, 18)),
        (date(2026, 11, 19), date(2026, 3, 1), date(2027, 11, 18)),
        (date(2028, 2, 29), date(2028, 1, 1), date(2029, 2, 27)),
        (date(2027, 1, 1), date(2026, 11, 25), date(2027, 12, 31)),
    ],
)
def test_dates_of_the_next_edition_are_refused_with_a_hint_to_copy(first, on, expected):
    event = Event(starts_on=first, ends_on=first + timedelta(days=1))

    assert next_edition_days(event, on) == (expected, expected + timedelta(days=1))
    assert expected.weekday() == first.weekday()


@pytest.mark.parametrize(
    ("name", "next_name"),
    [
        ("PET 2030", "PET 2031"),
        ("Open dag 2029-2030", "Open dag 2030-2031"),
        ("Robots", "Robots"),
        ("Techniek 2050", "Techniek 2050"),
        ("Zaal 20301", "Zaal 20301"),
    ],
)
def test_the_year_in_the_name_is_updated(leader, region, name, next_name):
    event = make.an_event(name=name, region=region, starts_on=date(2030, 5, 20))

    assert copied(leader, event)[0].name == next_name


def test_copying_twice_makes_one_copy(leader, pet):
    first, _ = copied(leader, pet)
    second, response = copied(leader, pet)

    assert second == first
    assert Event.objects.count() == 2
    assert response.url == address(Event, "change", first.pk)


def test_a_get_request_makes_no_copy(leader, pet):
    assert leader.get(reverse("admin:news_event_copy", args=[pet.pk])).status_code == 405
    assert leader.head(reverse("admin:news_event_copy", args=[pet.pk])).status_code == 405
    assert Event.objects.count() == 1


def test_copying_requires_a_csrf_token(region, pet):
    client = Client(enforce_csrf_checks=True)
    client.force_login(make.an_assignment(region=region).user)

    assert client.post(reverse("admin:news_event_copy", args=[pet.pk])).status_code == 403
    assert Event.objects.count() == 1


def test_copying_an_event_of_another_region_gets_the_same_answer_as_a_missing_one(leader, db):
    theirs = make.an_event(region=make.a_region())
    national = make.an_event()

    answers = [
        leader.post(reverse("admin:news_event_copy", args=[key]), follow=True)
        for key in (theirs.pk, national.pk, 999999)
    ]

    assert {answer.redirect_chain[0] for answer in answers} == {("/admin/", 302)}
    assert Event.objects.count() == 2


def test_an_editor_copies_a_published_event_to_a_draft(client, region, pet):
    client.force_login(make.an_assignment(region=region, role="editor").user)
    where = address(Event, "change", pet.pk)
    assert "Kopieer naar volgend jaar" in client.get(where).content.decode()

    copy, response = copied(client, pet)

    assert copy.published_from is None
    assert "_save" in client.get(response.url).content.decode()


def test_a_copy_by_a_leader_of_two_regions_stays_in_its_region(leader, region, pet):
    other = make.a_region()
    user = make.an_assignment(region=other).user
    make.an_assignment(region=region, user=user)
    leader.force_login(user)

    assert copied(leader, pet)[0].region == region
    assert copied(leader, make.an_event(region=other))[0].region == other


def test_anonymous_visitors_are_redirected_to_the_login_page(client, pet):
    response = client.post(reverse("admin:news_event_copy", args=[pet.pk]))

    assert response.url.startswith(reverse("admin:login"))
    assert Event.objects.count() == 1


# --- lists and forms ---


def rows(client, model, **query):
    page = client.get(address(model, "changelist"), query)
    return page.context["cl"].result_list


def states(client, model):
    page = client.get(address(model, "changelist"))
    soup = BeautifulSoup(page.content, "lxml")
    return {
        row.select_one(".field-name").text: row.select_one(".field-state_shown").text
        for row in soup.select("#result_list tbody tr")
    }


def test_the_list_shows_the_state_of_each_row(leader, region):
    make.an_event(name="Concept", region=region, **make.drafts)
    make.an_event(name="Straks", region=region, published_from=date(2098, 12, 3))
    make.an_event(name="Nu", region=region)
    make.an_event(name="Ander", region=region, status="verplaatst")
    make.an_event(name="Af", region=region, status="geannuleerd")
    make.an_event(name="Oud", region=region, starts_on=date(2021, 11, 18))
    make.an_event(name="School", region=region, school=make.a_school(**make.drafts))

    assert states(leader, Event) == {
        "Concept": "concept",
        "Straks": "op de site vanaf 3 december 2098",
        "Nu": "op de site",
        "Ander": "op de site, verplaatst",
        "Af": "op de site, gaat niet door",
        "Oud": "op de site, voorbij",
        "School": "wacht op de school, die is nog een concept",
    }


def test_rows_of_a_draft_region_are_not_published_yet(leader, region):
    region.published_from = None
    region.save()
    make.an_article(name="Bericht", region=region)

    assert states(leader, Article) == {"Bericht": "wacht op de regio, die is nog een concept"}


def test_upcoming_events_precede_past_events(leader, region):
    for name, day in [
        ("ver", make.LONG_AHEAD),
        ("oud", date(2020, 1, 1)),
        ("gisteren", today() - timedelta(days=1)),
        ("straks", SOON),
    ]:
        make.an_event(name=name, region=region, starts_on=day)

    assert [row.name for row in rows(leader, Event)] == ["straks", "ver", "gisteren", "oud"]


def test_the_newest_article_comes_first(leader, region):
    for name, dated in [("oud", "2020"), ("nieuw", "2026"), ("zonder", None)]:
        make.an_article(name=name, region=region, dated=dated)

    assert [row.name for row in rows(leader, Article)] == ["nieuw", "oud", "zonder"]
    assert [row.name for row in rows(leader, Article, q="OUD")] == ["oud"]


@pytest.mark.parametrize("model", [Article, Event])
def test_a_leaders_only_region_is_preselected(leader, region, model):
    assert opened(leader, model)["region"] == [str(region.pk)]


@pytest.mark.parametrize("model", [Article, Event])
def test_a_leader_of_two_regions_chooses_from_a_plain_select(leader, region, model):
    other = make.a_region()
    user = make.an_assignment(region=region).user
    make.an_assignment(region=other, user=user)
    make.a_region()
    leader.force_login(user)

    form = opened(leader, model)
    offered = {option["value"] for option in form.soup.select("#id_region option")}
    assert form["region"] in ([], [""])
    assert offered == {"", str(region.pk), str(other.pk)}


def test_leaders_choose_from_schools_that_take_or_took_part_in_their_region(leader, region, pet):
    now = make.a_school_participation(region=region).school
    once = make.a_school_participation(region=region, until="2020").school
    elsewhere = make.a_school_participation(region=make.a_region()).school
    make.a_school()
    form = opened(leader, Event, pet)
    offered = {option["value"] for option in form.soup.select("#id_school option")}
    question = {"app_label": "news", "model_name": "event", "field_name": "school", "term": ""}
    completed = leader.get(reverse("admin:autocomplete"), question).json()["results"]

    assert offered == {"", str(now.pk), str(once.pk)}
    assert {choice["id"] for choice in completed} == {str(now.pk), str(once.pk)}
    for school, saved in [(now, True), (once, True), (elsewhere, False)]:
        assert submitted(leader, pet, school=str(school.pk)).saved == saved
    assert pet.school == once


def test_a_school_chosen_by_a_national_editor_survives_a_save_by_a_leader(leader, pet):
    pet.school = make.a_school()
    pet.save()
    form = opened(leader, Event, pet)
    assert form["school"] == [str(pet.school_id)]
    form["venue"] = "Aula"

    assert form.send().saved
    pet.refresh_from_db()
    assert (pet.school_id, pet.venue) == (int(form["school"][0]), "Aula")


@pytest.mark.parametrize(
    ("published_from", "message"),
    [
        ("", "Dit is een concept: niemand ziet het op de site."),
        (f"3-12-{NEXT_YEAR}", f"Dit komt op 3 december {NEXT_YEAR} op de site."),
        ("1-1-2020", "Dit staat op de site."),
    ],
)
def test_saving_tells_whether_visitors_see_the_row(leader, region, published_from, message):
    form = opened(leader, Article)
    form.update({"name": "Labs", "kind": "nieuws", "published_from": published_from})

    assert message in messages(leader, form.send())


def test_the_form_of_a_published_row_is_read_only_for_an_editor(client, region, pet):
    client.force_login(make.an_assignment(region=region, role="editor").user)

    page = opened(client, Event, pet).soup.select_one("#content")
    assert "_save" not in page.decode()
    assert page.select(".description") == []
    assert page.select_one(".only-read").text == (
        "U kunt dit lezen. Wat op de site staat, wijzigt een projectleider."
    )
    assert client.post(address(Event, "change", pet.pk), {"name": "x"}).status_code == 403


def test_an_editor_reads_who_can_publish_a_draft_and_a_leader_reads_how(leader, region, pet):
    description = "Dit is een concept. Een projectleider zet het op de site."
    pet.published_from = None
    pet.save()
    descriptions = [page.text for page in opened(leader, Event, pet).soup.select(".description")]
    assert any("staat het vanaf die dag op de site" in text for text in descriptions)
    assert not any(description in text for text in descriptions)

    leader.force_login(make.an_assignment(region=region, role="editor").user)

    for form in (opened(leader, Event, pet), opened(leader, Article)):
        descriptions = [page.text for page in form.soup.select(".description")]
        assert description in descriptions
        assert not any("staat het vanaf die dag op de site" in text for text in descriptions)
        assert form.soup.select(".only-read") == []


@pytest.mark.parametrize(
    ("model", "values", "another"),
    [
        (Article, {"name": "Labs", "kind": "nieuws", "dated": "2026"}, {"dated": "2027"}),
        (Article, {"name": "Labs", "kind": "nieuws"}, {"intro": "Een ander bericht"}),
        (Event, {"name": "Open dag", "starts_on": f"1-3-{NEXT_YEAR}"}, {"starts_at": "19:00"}),
        (
            Event,
            {"name": "Open dag", "starts_on": f"1-3-{NEXT_YEAR}"},
            {"starts_on": f"2-3-{NEXT_YEAR}"},
        ),
    ],
)
def test_a_double_click_adds_one_row(leader, region, model, values, another):
    form = opened(leader, model)
    form.update(values)

    assert form.send().saved
    again = form.send()

    assert not again.saved
    assert "Dit is al opgeslagen" in again.errors["name"][0]
    assert model.objects.count() == 1
    form.update(another)
    assert form.send().saved


@pytest.mark.parametrize(
    ("end", "last"),
    [
        ("0:30", SOON),
        ("0:00", SOON),
        ("17:00", SOON + timedelta(days=1)),
    ],
)
def test_an_evening_given_with_its_end_date_is_one_evening(leader, pet, end, last):
    days = (SOON, SOON + timedelta(days=1))
    answer = submitted(
        leader, pet, days, starts_at="20:00" if end != "17:00" else "9:00", ends_at=end
    )

    assert answer.saved
    assert (pet.starts_on, pet.ends_on) == (SOON, last)


def test_an_evening_keeps_its_date_when_saved_again(leader, region):
    evening = make.an_event(region=region, starts_on=SOON, starts_at="20:00", ends_at="00:00")

    assert submitted(leader, evening).saved
    assert (evening.ends_on, evening.ends_at, evening.status) == (SOON, time(0), "gepland")
