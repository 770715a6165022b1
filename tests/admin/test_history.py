"""The history of a row in the admin: spelled out, compared and restored, with current rights."""

from datetime import date

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import User
from django.contrib.messages import get_messages
from django.test import Client

from news.models import Article, Event
from regions.assigned_rights import rights_of_user
from regions.clock import today
from regions.directory import DirectoryQuerySet
from regions.history.names import Names
from regions.models import (
    Assignment,
    AssignmentChange,
    AssignmentEvent,
    Contact,
    Goal,
    ProgrammeLine,
    Region,
    Theme,
)
from regions.models.people import AssignmentRole
from regions.writing.changing import changing
from schools.models import School, SchoolParticipation
from tests import make
from tests.admin.filling import address, opened


@pytest.fixture
def west(db):
    return make.a_region(name="West")


@pytest.fixture
def east(db):
    return make.a_region(name="Oostmarkering")


@pytest.fixture
def leader(west):
    user = make.a_user(username="leider", first_name="Lea", last_name="Leider")
    make.an_assignment(user=user, region=west)
    return user


@pytest.fixture
def as_leader(client, leader):
    client.force_login(leader)
    return client


@pytest.fixture
def as_editor(client, west):
    user = make.a_user(username="redacteur")
    make.an_assignment(user=user, region=west, role=AssignmentRole.EDITOR)
    client.force_login(user)
    return client


def history(row):
    return address(type(row), "history", row.pk)


def compare(row, **query):
    return (
        address(type(row), "compare", row.pk)
        + "?"
        + "&".join(f"{name}={value}" for name, value in query.items())
    )


def moments(row):
    records = type(row).history.filter(id=row.pk).order_by("history_id")
    return list(records.values_list("history_id", flat=True))


def restore(row, moment):
    return address(type(row), "restore", row.pk, moment)


def undelete(row_model, key):
    record = row_model.history.filter(id=key, history_type="-").order_by("-history_id").first()
    return address(row_model, "undelete", record.history_id)


def soup(response):
    return BeautifulSoup(response.content, "lxml")


def text(element):
    return " ".join(element.get_text(" ", strip=True).split())


def steps(response):
    """The heading and the sentences of every change."""
    assert response.status_code == 200
    return [
        (text(step.h2), [text(item) for item in step.select("ul:not(.past__ways) > li")])
        for step in soup(response).select(".past__step")
    ]


def sentences(response):
    return [change for _, changes in steps(response) for change in changes]


def changed(row, **values):
    for name, value in values.items():
        setattr(row, name, value)
    row.save()
    return row


def submit_restore(client, row, moment, seen=None):
    page = soup(client.get(restore(row, moment)))
    field = page.select_one("form [name=seen]")
    return client.post(restore(row, moment), {"seen": seen or (field["value"] if field else "")})


def notes(response):
    return [str(message) for message in get_messages(response.wsgi_request)]


def refusal(response):
    return text(soup(response).select_one(".errornote"))


# Reading


def test_shows_who_changed_what_and_when(as_leader, west, leader):
    form = opened(as_leader, Region, west)
    form["website"] = "https://west.example/"
    assert form.send().saved

    (heading, changes), _role, (first, _) = steps(as_leader.get(history(west)))

    assert changes == ["Eigen site van leeg naar https://west.example/"]
    assert heading.endswith(", Lea Leider")
    assert first.endswith(", automatisch of door een vroegere gebruiker")


def test_dates_are_in_dutch_and_machine_readable(as_leader, west):
    record = west.history.get()
    record.history_date = record.history_date.replace(2026, 11, 3, 13, 5)
    record.save()

    moment = soup(as_leader.get(history(west))).select(".past__step time")[-1]

    assert moment.text == "3 november 2026 14:05"
    assert moment["datetime"].startswith("2026-11-03T14:05:")


def test_the_history_of_a_region_covers_every_kind_of_child_row(as_leader, west):
    goal = make.a_goal(region=west, order=2, text="Meer meisjes in de techniek")
    school = make.a_school(name="Tabor College")
    taking_part = make.a_school_participation(region=west, school=school)
    contact = make.a_contact(region=west, role="Projectleider", email="oud@west.example")
    changed(contact, email="nieuw@west.example")
    taking_part_key = taking_part.pk
    taking_part.delete()
    make.a_region_theme(region=west, theme=make.a_theme(name="Robotica"))
    make.a_confirmation(region=west, on=date(2026, 1, 2))
    make.an_agreement(region=west, kind="overeenkomst", starts="2020")
    make.a_partner_participation(region=west, partner=make.a_partner(name="Bakkerij"))
    make.a_municipality_participation(region=west, municipality=make.a_municipality(name="Hoorn"))

    assert sentences(as_leader.get(history(west))) == [
        "Deelname van Hoorn toegevoegd",
        "Deelname van Bakkerij toegevoegd",
        "Overeenkomst toegevoegd: begint 2020",
        "Bevestiging van Over de regio toegevoegd: 2 januari 2026",
        "Thema Robotica toegevoegd",
        "Deelname van Tabor College verwijderd ( zet terug : Deelname van Tabor College )",
        "Contact Projectleider : e-mailadres van oud@west.example naar nieuw@west.example",
        "Contact Projectleider toegevoegd",
        "Deelname van Tabor College toegevoegd",
        "Doel 2 toegevoegd: Meer meisjes in de techniek",
        "Lea Leider kreeg de rol Projectleider (publiceert)",
        "Toegevoegd",
    ]
    links = [link["href"] for link in soup(as_leader.get(history(west))).select(".past__step li a")]
    assert history(goal) in links
    assert undelete(SchoolParticipation, taking_part_key) in links


def test_changes_saved_together_are_one_step_of_the_history(as_leader, west):
    goal = make.a_goal(region=west, order=1, text="Oud")
    form = opened(as_leader, Region, west)
    form["summary"] = "Nieuw"
    form["goals-0-text"] = "Nieuw doel"
    assert form.send().saved

    newest, *_ = steps(as_leader.get(history(west)))

    assert newest[1] == [
        "Korte tekst van leeg naar Nieuw",
        "Doel 1 : doel van Oud naar Nieuw doel",
    ]
    assert sentences(as_leader.get(history(goal)))[0] == "Doel van Oud naar Nieuw doel"


def test_long_text_is_compared_word_by_word_and_not_by_colour_alone(as_leader, west):
    same = " ".join(f"woord{number}" for number in range(30))
    article = make.an_article(region=west, body=f"<p>{same} oud</p>")
    changed(article, body=f"<p>{same} <strong>nieuw</strong></p>")

    page = soup(as_leader.get(history(article)))

    assert text(page.select_one(".past__text del")) == "[weg: oud ]"
    assert text(page.select_one(".past__text ins")) == "[nieuw: nieuw ]"
    assert not page.select(".past__text strong")


def test_markup_in_a_value_stays_text(as_leader, west):
    changed(west, summary="<script>alert(1)</script>")

    content = as_leader.get(history(west)).content.decode()

    assert "<script>alert(1)</script>" not in content
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in content


def test_the_history_has_twenty_changes_per_page(as_leader, west):
    for number in range(23):  # and those of the region and of its leader's role
        changed(west, summary=str(number))

    first, second = (as_leader.get(history(west), {"p": page}) for page in (1, 2))

    assert (len(steps(first)), len(steps(second))) == (20, 5)
    assert steps(second)[-1][1] == ["Toegevoegd"]
    assert steps(as_leader.get(history(west), {"p": "\0geen getal"})) == steps(first)


def test_two_moments_of_a_region_differ_in_its_schools_goals_and_agreements(as_leader, west, east):
    goal = make.a_goal(region=west, order=1, text="Meer meisjes")
    school = make.a_school_participation(region=west, school=make.a_school(name="Tabor"))
    moved = make.a_goal(region=west, order=9, text="Verhuist")
    before = goal.history.model.objects.get(id=moved.pk).change_id
    changed(goal, target="tien")
    school.delete()
    between = goal.history.first().change_id
    make.an_agreement(region=west, kind="overeenkomst", starts="2020")
    moved.region = east
    moved.save()
    make.a_goal(region=east, text="Elders")

    since_before = below_of(as_leader.get(compare(west, van=before)))
    until_between = below_of(as_leader.get(compare(west, van=before, met=between)))

    assert since_before == {
        "Doelen": ["Doel 1: streefwaarde van leeg naar tien", "Doel 9: is weg: Verhuist"],
        "Overeenkomsten": ["Overeenkomst: kwam erbij: begint 2020"],
        "Deelnames van scholen": ["Deelname van Tabor: is weg"],
    }
    assert until_between == {"Doelen": ["Doel 1: streefwaarde van leeg naar tien"]}
    assert below_of(as_leader.get(compare(west, van="nu", met="nu"))) == {}
    options = [text(option) for option in soup(as_leader.get(compare(west))).select("#van option")]
    assert any(option.endswith(": Overeenkomst") for option in options)


def below_of(response):
    assert response.status_code == 200
    return {
        text(heading): [text(item) for item in heading.find_next_sibling("ul").select("li")]
        for heading in soup(response).select(".past h2")
    }


@pytest.mark.parametrize("changes", [1, 50])
def test_takes_the_same_queries_for_one_change_and_for_fifty(
    as_leader, west, leader, changes, django_assert_num_queries
):
    goal = make.a_goal(region=west)
    as_leader.get(history(west))
    for number in range(changes):
        changed(west, summary=str(number))
        changed(goal, text=str(number))
        make.a_school_participation(region=west)
    make.an_assignment(region=west)

    # Session, user, rights; the region; all headings; roles; its latest record; the records of
    # regions, goals and participations; deleted users among the authors; names of users, regions
    # and schools; which of the three models still have rows.
    with django_assert_num_queries(17):
        as_leader.get(history(west))


@pytest.fixture
def busy_region(west, leader):
    """A region changed ten times by its leader, and given a goal by a national editor in 2024."""
    for number in range(10):
        changed(west, summary=str(number))
    west.history.update(history_user=leader)
    goal = make.a_goal(region=west, order=1, text="Meer leerlingen")
    record = goal.history.get()
    record.history_user = make.a_national_editor(first_name="Nel", last_name="Landelijk")
    record.history_date = record.history_date.replace(2024, 5, 6)
    record.save()
    return west


def options(response, name):
    return {text(option): option["value"] for option in soup(response).select(f"#{name} option")}


@pytest.mark.parametrize(
    ("name", "option"), [("wie", "Nel Landelijk"), ("wat", "Doelen"), ("wanneer", "2024")]
)
def test_a_history_is_filtered_by_user_kind_and_period(as_leader, busy_region, name, option):
    value = options(as_leader.get(history(busy_region)), name)[option]

    response = as_leader.get(history(busy_region), {name: value})

    assert sentences(response) == ["Doel 1 toegevoegd: Meer leerlingen"]
    assert soup(response).select_one(f"#{name} [selected]")["value"] == value


def test_filters_of_a_history_combine(as_leader, busy_region, leader):
    response = as_leader.get(history(busy_region), {"wie": leader.pk, "wanneer": "2024"})

    assert steps(response) == []
    assert "Geen wijziging past bij deze keuze." in response.content.decode()


def test_pages_of_a_filtered_history_keep_the_filter(as_leader, west, leader):
    for number in range(25):
        changed(west, summary=str(number))
    west.history.update(history_user=leader)

    links = soup(as_leader.get(history(west), {"wie": leader.pk})).select(".past__pages a")

    assert [link["href"] for link in links] == [f"?wie={leader.pk}&p=2"]


@pytest.mark.parametrize("value", ["999999", "abc", "1' OR '1'='1", "٣", "regions.goal "])
@pytest.mark.parametrize("name", ["wie", "wat", "wanneer"])
def test_an_unknown_filter_of_a_history_shows_everything(as_leader, busy_region, name, value):
    everything = steps(as_leader.get(history(busy_region)))

    assert steps(as_leader.get(history(busy_region), {name: value})) == everything


def test_a_history_offers_no_user_names_of_other_regions(as_leader, busy_region, east):
    stranger = make.a_user(first_name="Piet", last_name="Elders")
    make.an_assignment(user=stranger, region=east)
    changed(busy_region, summary="anders")
    last = busy_region.history.order_by("history_id").last()
    last.history_user = stranger
    last.save()

    assert "Lea Leider" in options(as_leader.get(history(busy_region)), "wie")
    assert "Piet Elders" not in options(as_leader.get(history(busy_region)), "wie")


def test_a_short_history_has_no_filters(as_leader, west):
    assert soup(as_leader.get(history(west))).select(".past__choice") == []


def test_other_models_have_djangos_history_page(admin):
    assignment = make.an_assignment()

    page = admin.get(address(Assignment, "history", assignment.pk))

    assert page.status_code == 200
    assert not soup(page).select(".past")


def test_opening_the_history_writes_nothing(as_leader, west):
    changed(west, summary="Nieuw")
    deleted = make.a_goal(region=west)
    deleted_key = deleted.pk
    deleted.delete()
    first = moments(west)[0]
    before = list(Region.objects.values()), Region.history.count()

    for page in [
        history(west),
        compare(west),
        restore(west, first),
        address(Goal, "deleted"),
        undelete(Goal, deleted_key),
    ]:
        assert as_leader.get(page).status_code == 200, page
        assert as_leader.head(page).status_code == 200, page

    assert (list(Region.objects.values()), Region.history.count()) == before


# Comparing


def rows_of(response):
    return [
        tuple(text(cell) for cell in row.select("th, td"))
        for row in soup(response).select(".past__table tbody tr")
    ]


def test_two_moments_are_compared_side_by_side(as_leader, west):
    changed(west, summary="Eén", kind="sto")
    changed(west, summary="Twee")
    first, second, _ = moments(west)

    assert rows_of(as_leader.get(compare(west, van=first, met="nu"))) == [
        ("Soort", "Techniekpact", "Sterk Techniekonderwijs"),
        ("In het kort", "leeg", "Twee"),
    ]
    assert rows_of(as_leader.get(compare(west, van=first, met=second))) == [
        ("Soort", "Techniekpact", "Sterk Techniekonderwijs"),
        ("In het kort", "leeg", "Eén"),
    ]
    assert rows_of(as_leader.get(compare(west))) == [("In het kort", "Eén", "Twee")]
    assert rows_of(as_leader.get(compare(west, van="nu", met="nu"))) == []


@pytest.mark.parametrize("nonsense", ["abc", "9" * 40, "-1", "%00", "1%00", "²", "1.5", "0"])
def test_an_unknown_moment_gives_a_message(as_leader, west, nonsense):
    response = as_leader.get(compare(west, van=nonsense))

    assert response.status_code == 200
    assert refusal(response) == "Dat moment is hier niet bekend. Kies een ander."


def test_a_record_of_another_row_is_not_accepted_for_this_one(as_leader, west):
    other = make.a_goal(region=west, text="Van het andere")
    goal = make.a_goal(region=west)

    response = as_leader.get(compare(goal, van=moments(other)[0]))

    assert refusal(response) == "Dat moment is hier niet bekend. Kies een ander."
    assert "Van het andere" not in response.content.decode()


# Restoring


def test_shows_what_will_change_then_restores_and_records_it(as_leader, west, leader):
    changed(west, summary="Nieuw", website="https://west.example/")
    first = moments(west)[0]

    page = as_leader.get(restore(west, first))
    assert rows_of(page) == [
        ("In het kort", "Nieuw", "leeg"),
        ("Eigen site", "https://west.example/", "leeg"),
    ]
    west.refresh_from_db()
    assert west.summary == "Nieuw"

    answer = submit_restore(as_leader, west, first)

    assert (answer.status_code, answer.url) == (302, history(west))
    west.refresh_from_db()
    assert (west.summary, west.website) == ("", "")
    record = west.history.first()
    assert record.history_user == leader
    assert record.history_change_reason.startswith("teruggezet naar ")
    reason = text(soup(as_leader.get(history(west))).select_one(".past__step .past__reason"))
    assert reason == record.history_change_reason.capitalize()


def test_restoring_a_region_leaves_its_child_rows_alone(as_leader, west):
    first = moments(west)[0]
    goal = make.a_goal(region=west, text="Blijft")
    changed(west, summary="Nieuw")

    submit_restore(as_leader, west, first)

    assert list(Goal.objects.values_list("text", flat=True)) == ["Blijft"]
    assert len(moments(goal)) == 1


def test_a_restored_event_keeps_its_url_and_uid_and_raises_its_sequence(as_leader, west):
    event = make.an_event(region=west, name="PET", slug="pet", published_from=None)
    uid = event.uid
    changed(event, starts_on=date(2099, 6, 1), ends_on=date(2099, 6, 1), slug="pet-2099")
    assert event.sequence == 1

    assert submit_restore(as_leader, event, moments(event)[0]).status_code == 302

    event.refresh_from_db()
    assert event.starts_on == make.LONG_AHEAD
    assert (event.uid, event.slug, event.sequence) == (uid, "pet-2099", 2)


def test_restoring_does_not_change_the_slug(admin, west):
    changed(west, slug="west-nieuw", summary="Nieuw")

    page = admin.get(restore(west, moments(west)[0]))
    assert "Het adres van de pagina blijft zoals het nu is." in text(soup(page).select_one(".past"))
    assert submit_restore(admin, west, moments(west)[0]).status_code == 302

    west.refresh_from_db()
    assert (west.slug, west.summary) == ("west-nieuw", "")


def test_a_restore_after_another_change_names_its_user_and_loses_nothing(as_leader, west):
    colleague = make.a_user(username="collega")
    make.an_assignment(user=colleague, region=west)
    changed(west, summary="Nieuw")
    first, seen = moments(west)
    west._history_user = colleague
    changed(west, summary="Van de collega")

    answer = submit_restore(as_leader, west, first, seen=seen)

    assert answer.status_code == 409
    assert refusal(answer).startswith("Intussen gewijzigd door collega, zojuist.")
    assert rows_of(answer) == [("In het kort", "Van de collega", "leeg")]
    west.refresh_from_db()
    assert west.summary == "Van de collega"
    seen_record = soup(answer).select_one("form [name=seen]")["value"]
    assert submit_restore(as_leader, west, first, seen=seen_record).status_code == 302


@pytest.mark.parametrize("seen", ["", "0", "abc", "\0", "9" * 30])
def test_a_restore_from_an_outdated_page_is_refused(as_leader, west, seen):
    changed(west, summary="Nieuw")

    answer = as_leader.post(restore(west, moments(west)[0]), {"seen": seen})

    assert answer.status_code == 409
    west.refresh_from_db()
    assert west.summary == "Nieuw"


def test_a_former_state_that_is_no_longer_valid_is_refused_in_dutch(as_leader, west):
    school = make.a_school()
    row = make.a_school_participation(region=west, school=school, since="2020")
    changed(row, until="2021")
    first = moments(row)[0]
    make.a_school_participation(region=west, school=school, since="2023")

    answer = submit_restore(as_leader, row, first)

    assert answer.status_code == 200
    assert "Deze deelnemer doet" in refusal(answer)
    row.refresh_from_db()
    assert str(row.until) == "2021"
    assert len(moments(row)) == 2


def test_an_optional_reference_to_a_deleted_row_is_restored_empty(as_leader, west):
    line = make.a_programme_line()
    goal = make.a_goal(region=west, text="Oud", programme_line=line)
    line.delete()
    goal = changed(Goal.objects.get(pk=goal.pk), text="Nieuw")

    assert submit_restore(as_leader, goal, moments(goal)[0]).status_code == 302

    goal.refresh_from_db()
    assert (goal.text, goal.programme_line) == ("Oud", None)
    assert not ProgrammeLine.objects.exists()


def test_a_required_reference_to_a_deleted_row_refuses_the_restore(as_leader, west):
    organisation = make.an_organisation(name="Stichting Weg")
    agreement = make.an_agreement(region=west, lead_organisation=organisation)
    changed(agreement, lead_organisation=None)
    organisation.delete()

    answer = submit_restore(
        as_leader, agreement, moments(agreement)[0], seen=moments(agreement)[-1]
    )

    assert answer.status_code == 200
    assert refusal(answer) == ("Dit bestaat niet meer: penvoerder: Stichting Weg (verwijderd).")
    agreement.refresh_from_db()
    assert agreement.lead_organisation is None


def test_restoring_a_draft_warns_that_the_row_leaves_the_site(as_leader, west):
    article = make.an_article(region=west, published_from=None)
    changed(article, published_from=date(2020, 1, 1))

    page = soup(as_leader.get(restore(article, moments(article)[0])))

    assert "Let op: toen was dit een concept" in text(page.select_one(".past__warning"))


def test_restoring_needs_a_csrf_token(leader, west):
    client = Client(enforce_csrf_checks=True)
    client.force_login(leader)
    changed(west, summary="Nieuw")
    first, last = moments(west)

    assert client.post(restore(west, first), {"seen": last}).status_code == 403
    west.refresh_from_db()
    assert west.summary == "Nieuw"


def test_the_row_is_locked_before_it_is_compared(as_leader, west, monkeypatch):
    """A change saved while the restore waits for the lock is noticed."""
    changed(west, summary="Nieuw")
    first, last = moments(west)

    def save_by_colleague(rows):
        monkeypatch.undo()
        rows.update(summary="Van de collega")
        return rows

    monkeypatch.setattr(DirectoryQuerySet, "locked", save_by_colleague)

    assert as_leader.post(restore(west, first), {"seen": last}).status_code == 409


# Rights


def all_pages(row, moment):
    return [history(row), compare(row), compare(row, van=moment), restore(row, moment)]


METHODS = ["get", "head", "post", "put", "delete"]


def test_a_row_of_another_region_gets_the_same_answer_as_a_missing_one(as_leader, east):
    goal = make.a_goal(region=east, text="Geheimmarkering")
    changed(goal, text="Nog geheimmarkering")
    first = moments(goal)[0]
    before = Goal.objects.values().get(), Goal.history.count()

    for row, moment in ((goal, first), (east, moments(east)[0])):
        missing = type(row)(pk=987_654)
        for there, nowhere in zip(all_pages(row, moment), all_pages(missing, moment), strict=True):
            for method in METHODS:
                data = {"seen": moments(row)[-1]}
                response = getattr(as_leader, method)(there, data)
                none = getattr(as_leader, method)(nowhere, data)
                assert response.status_code == none.status_code, (method, there)
                assert response.get("Location") == none.get("Location")
                assert b"markering" not in response.content

    assert (Goal.objects.values().get(), Goal.history.count()) == before


def test_a_record_of_another_region_is_not_accepted_for_an_own_row(as_leader, west, east):
    """A known trap: checking permission for the row, but fetching the record by its id alone."""
    theirs = make.a_goal(region=east, text="Geheimmarkering")
    mine = make.a_goal(region=west, text="Mijn doel")

    answer = as_leader.post(restore(mine, moments(theirs)[0]), {"seen": moments(mine)[-1]})

    assert answer.status_code == 302
    assert answer.url == "/admin/"
    mine.refresh_from_db()
    assert mine.text == "Mijn doel"


def test_the_history_of_a_row_in_its_former_region_stays_hidden(as_leader, west, east):
    national = make.a_national_editor(username="landelijkmens")
    goal = make.a_goal(region=east, order=1, text="Geheimmarkering")
    goal._history_user = national
    changed(goal, region=west, text="Nu van ons")
    changed(goal, text="Nu echt van ons")
    hidden, came, _ = moments(goal)

    pages = [
        as_leader.get(page)
        for page in (
            history(goal),
            history(west),
            compare(goal),
            compare(goal, van=hidden),
            compare(goal, van=came, met=hidden),
            restore(goal, hidden),
        )
    ]

    assert all(b"markering" not in page.content for page in pages)
    assert sentences(pages[0]) == [
        "Doel van Nu van ons naar Nu echt van ons",
        "Kwam van een andere regio",
    ]
    assert sentences(pages[1])[1] == "Doel 1 kwam van een andere regio"
    assert (
        refusal(pages[3]) == refusal(pages[4]) == "Dat moment is hier niet bekend. Kies een ander."
    )
    answer = as_leader.post(restore(goal, hidden), {"seen": moments(goal)[-1]})
    assert answer.status_code == 302
    goal.refresh_from_db()
    assert (goal.region, goal.text) == (west, "Nu echt van ons")


def test_the_history_of_a_row_in_another_region_stays_there(as_leader, west, east):
    goal = make.a_goal(region=west, text="Van ons")
    changed(goal, region=east, text="Geheimmarkering")

    page = as_leader.get(history(west))

    assert b"markering" not in page.content
    assert "Doel" in " ".join(sentences(page))
    assert as_leader.get(history(goal)).status_code == 302


def test_the_history_of_a_shared_school_shows_leaders_only_their_own_regions(as_leader, west, east):
    school = make.a_school(name="Tabor")
    mine = make.a_school_participation(region=west, school=school)
    theirs = make.a_school_participation(region=east, school=school, source="geheimmarkering")
    changed(theirs, until="2024")
    theirs.delete()

    page = as_leader.get(history(school))

    assert sentences(page) == ["Deelname van Tabor in West toegevoegd", "Toegevoegd"]
    assert b"markering" not in page.content
    assert history(mine) in page.content.decode()
    assert b"restore" not in page.content


def test_leaders_read_the_history_of_shared_rows_and_national_editors_restore_them(
    as_leader, west, editor
):
    theme = changed(make.a_theme(name="Robotica"), pupil_word="robots")
    first, last = moments(theme)

    assert sentences(as_leader.get(history(theme)))[0].startswith("Woord voor leerlingen van leeg")
    assert b"restore" not in as_leader.get(history(theme)).content
    assert as_leader.get(restore(theme, first)).status_code == 403
    assert as_leader.post(restore(theme, first), {"seen": last}).status_code == 403
    theme.refresh_from_db()
    assert theme.pupil_word == "robots"

    as_leader.force_login(editor)
    assert submit_restore(as_leader, theme, first).status_code == 302
    theme.refresh_from_db()
    assert theme.pupil_word == ""


def test_in_the_history_of_shared_rows_a_leader_sees_only_names_of_colleagues(
    as_leader, west, east, leader, editor
):
    colleague, stranger = make.a_user(username="collega"), make.a_user(username="vreemdmarkering")
    make.an_assignment(user=colleague, region=west)
    make.an_assignment(user=stranger, region=east)
    theme = make.a_theme()
    for number, user in enumerate([stranger, colleague, editor, leader]):
        theme._history_user = user
        changed(theme, pupil_word=str(number))

    page = as_leader.get(history(theme))

    assert [heading.split(", ")[1] for heading, _ in steps(page)] == [
        "Lea Leider",
        "landelijk",
        "collega",
        "een redacteur",
        "automatisch of door een vroegere gebruiker",
    ]
    assert b"vreemdmarkering" not in page.content
    choices = [text(option) for option in soup(as_leader.get(compare(theme))).select("option")]
    assert "vreemdmarkering" not in " ".join(choices)


def test_a_deleted_user_is_still_named(as_leader, west, leader):
    colleague = make.a_user(username="bo", first_name="Bo", last_name="Smit")
    stranger = make.a_user(username="vreemdmarkering")
    national, _another = make.a_national_editor(username="landelijk"), make.a_national_editor()
    goal, theme = make.a_goal(region=west), make.a_theme()
    for row, user, values in [
        (goal, colleague, {"text": "Anders"}),
        (theme, stranger, {"pupil_word": "lassen"}),
        (theme, national, {"pupil_word": "bouwen"}),
    ]:
        row._history_user = user
        changed(row, **values)
    confirmed = make.a_confirmation(region=west, by=colleague).history.get()
    with changing():
        colleague.delete()
        User.objects.filter(pk__in=[stranger.pk, national.pk]).delete()

    of_goal, of_theme = (as_leader.get(history(row)) for row in (goal, theme))

    who = [
        [heading.partition(", ")[2] for heading, _ in steps(page)] for page in (of_goal, of_theme)
    ]
    assert who[0][0] == "Bo Smit, account verwijderd"
    assert who[1][:2] == ["landelijk, account verwijderd", "een redacteur"]
    assert b"vreemdmarkering" not in of_theme.content
    names = Names(rights_of_user(leader), [confirmed])
    assert names.of(User, confirmed.by_id, confirmed) == "Bo Smit, account verwijderd"


def test_the_history_of_a_region_tells_who_gained_and_lost_a_role(as_leader, west):
    changed(west, summary="Nieuw")
    by = make.a_national_editor(username="landelijk")
    make.an_assignment(user=make.a_user(username="elders"))
    bo = Assignment(user=make.a_user(username="bo"), region=west, role="editor")
    bo.changed_by = by
    bo.save()
    bo.role = "leader"
    bo.save()
    bo.save()
    with changing():
        bo.user.delete()

    page = as_leader.get(history(west))

    lines = [(heading.partition(", ")[2], texts) for heading, texts in steps(page)]
    assert lines[:4] == [
        (
            "automatisch",
            ["bo, account verwijderd heeft niet meer de rol Projectleider (publiceert)"],
        ),
        ("landelijk", ["bo, account verwijderd heeft nu de rol Projectleider (publiceert)"]),
        ("landelijk", ["bo, account verwijderd kreeg de rol Redacteur (schrijft concepten)"]),
        ("automatisch of door een vroegere gebruiker", ["Korte tekst van leeg naar Nieuw"]),
    ]
    assert "elders" not in text(soup(page).select_one(".past"))


def test_an_editor_does_not_see_who_gained_a_role(as_editor, west):
    assert "de rol" not in text(soup(as_editor.get(history(west))).select_one(".past"))


def test_a_role_moved_to_another_user_or_region_is_recorded_as_withdrawn_and_granted(west, east):
    row = make.an_assignment(region=west, role="editor")

    row.region = east
    row.save()

    events = AssignmentChange.objects.order_by("pk").values_list("region", "event")
    given, withdrawn = AssignmentEvent.GIVEN, AssignmentEvent.WITHDRAWN
    assert list(events) == [(west.pk, given), (west.pk, withdrawn), (east.pk, given)]


def test_an_editor_of_a_region_cannot_restore_a_published_state(as_editor, west):
    article = make.an_article(region=west, published_from=date(2020, 1, 1), intro="Op de site")
    changed(article, published_from=None, intro="Concept")
    published, draft = moments(article)

    page = as_editor.get(restore(article, published))
    answer = as_editor.post(restore(article, published), {"seen": draft})

    assert "mag u het niet opslaan" in refusal(page)
    assert not soup(page).select("#content-main form")
    assert answer.status_code == 403
    article.refresh_from_db()
    assert (article.published_from, article.intro) == (None, "Concept")


def test_an_editor_of_a_region_restores_a_draft_to_a_draft(as_editor, west):
    article = make.an_article(region=west, published_from=None, intro="Eerste concept")
    changed(article, intro="Tweede concept")

    assert submit_restore(as_editor, article, moments(article)[0]).status_code == 302
    article.refresh_from_db()
    assert article.intro == "Eerste concept"


def test_an_editor_of_a_region_cannot_restore_a_published_row(as_editor, west):
    article = make.an_article(region=west, published_from=None, intro="Concept")
    changed(article, published_from=date(2020, 1, 1), intro="Op de site")

    answer = as_editor.post(restore(article, moments(article)[0]), {"seen": moments(article)[-1]})

    assert answer.status_code == 403
    article.refresh_from_db()
    assert article.intro == "Op de site"


def test_a_leader_of_two_regions_restores_into_the_one_they_still_lead(
    as_leader, leader, west, east
):
    make.an_assignment(user=leader, region=east, role=AssignmentRole.EDITOR)
    goal = make.a_goal(region=east, text="Was van Oost")
    changed(goal, region=west)
    first, last = moments(goal)

    answer = as_leader.post(restore(goal, first), {"seen": last})

    assert answer.status_code == 403
    goal.refresh_from_db()
    assert goal.region == west


def test_a_leader_cannot_set_a_national_field_by_restoring(as_leader, west):
    west.is_example = True
    changed(west, summary="Verzonnen")
    changed(west, is_example=False, summary="Echt")

    submit_restore(as_leader, west, moments(west)[1])

    west.refresh_from_db()
    assert (west.is_example, west.summary) == (False, "Verzonnen")


def test_a_withdrawn_right_no_longer_restores_anything(as_leader, west, leader):
    changed(west, summary="Nieuw")
    first, last = moments(west)
    Assignment.objects.filter(user=leader).delete()

    as_leader.post(restore(west, first), {"seen": last})

    west.refresh_from_db()
    assert west.summary == "Nieuw"


NONSENSE = ["abc", "9" * 40, "-1", "%00", "1%00", "%C2%B2", "1.5", "_5F", "%27"]


@pytest.mark.parametrize("nonsense", NONSENSE)
def test_nonsense_in_a_url_is_never_a_server_error(as_leader, west, nonsense):
    changed(west, summary="Nieuw")
    model = "/admin/regions/region/"

    for page in [
        f"{model}{nonsense}/history/",
        f"{model}{nonsense}/history/compare/",
        f"{model}{nonsense}/history/{moments(west)[0]}/restore/",
        f"{model}{west.pk}/history/{nonsense}/restore/",
        f"/admin/regions/goal/deleted/{nonsense}/restore/",
    ]:
        for method in METHODS:
            assert getattr(as_leader, method)(page).status_code in (302, 405), (method, page)


# Deleted rows


def deleted(response):
    return [text(item.h2) for item in soup(response).select(".past__deleted > li")]


def test_the_list_links_to_deleted_rows(as_leader, west):
    assert address(Goal, "deleted") in as_leader.get(address(Goal, "changelist")).content.decode()


def test_lists_the_regions_deleted_rows_with_user_and_date(as_leader, west, east, leader):
    mine = make.a_goal(region=west, order=3)
    theirs = make.a_goal(region=east, text="Geheimmarkering")
    make.a_goal(region=west)
    mine._history_user = leader
    mine.delete()
    theirs.delete()

    page = as_leader.get(address(Goal, "deleted"))

    assert deleted(page) == ["Doel 3"]
    assert text(soup(page).select_one(".past__step p")).endswith(", Lea Leider")
    assert b"markering" not in page.content


def test_a_user_of_two_regions_reads_which_region_a_deleted_row_belonged_to(
    as_leader, leader, west
):
    make.an_assignment(user=leader, region=make.a_region(name="Noord"))
    make.a_goal(region=west, order=3).delete()

    assert deleted(as_leader.get(address(Goal, "deleted"))) == ["Doel 3 in West"]


def test_an_undeleted_row_keeps_its_key_and_its_history(as_leader, west, leader):
    event = make.an_event(region=west, name="PET", slug="pet")
    key, uid = event.pk, event.uid
    event.delete()

    page = as_leader.get(undelete(Event, key))
    assert "PET" in text(soup(page).select_one(".past__same"))
    answer = as_leader.post(undelete(Event, key))

    assert (answer.status_code, answer.url) == (302, address(Event, "change", key))
    back = Event.objects.get()
    assert (back.pk, back.name, back.slug, back.uid) == (key, "PET", "pet", uid)
    assert [record.history_type for record in back.history.order_by("history_id")] == [
        "+",
        "-",
        "+",
    ]
    newest = back.history.first()
    assert newest.history_user == leader
    assert newest.history_change_reason.startswith("teruggezet, was verwijderd op ")
    assert deleted(as_leader.get(address(Event, "deleted"))) == []
    assert sentences(as_leader.get(history(back))) == ["Toegevoegd", "Verwijderd", "Toegevoegd"]


@pytest.mark.parametrize("rows", [1, 20])
def test_the_number_of_queries_does_not_depend_on_the_number_of_rows(
    as_leader, west, rows, django_assert_num_queries
):
    for _ in range(rows):
        make.a_school_participation(region=west).delete()

    # Session, user, rights; number of rows, the rows; who deleted them; the regions and schools
    # named.
    with django_assert_num_queries(8):
        as_leader.get(address(SchoolParticipation, "deleted"))


def test_a_row_can_be_undeleted_only_once(as_leader, west):
    goal = make.a_goal(region=west)
    key = goal.pk
    goal.delete()
    where = undelete(Goal, key)

    assert as_leader.post(where).url == address(Goal, "change", key)
    assert as_leader.post(where).url == "/admin/"
    assert Goal.objects.count() == 1


def test_an_undeleted_region_returns_with_what_was_deleted_with_it(admin, west):
    goal = make.a_goal(region=west)
    earlier = make.a_goal(region=west)
    earlier.delete()
    theme = make.a_region_theme(region=west)
    school = make.a_school()
    make.a_school_participation(region=west, school=school)
    article = make.an_article(region=west)
    make.an_assignment(region=west, user=make.a_user(username="bo"))
    key, keys = west.pk, (goal.pk, theme.pk, article.pk)
    west.delete()

    page = admin.get(undelete(Region, key))
    assert "bo: Projectleider" in text(soup(page).select_one(".past"))
    back = admin.post(undelete(Region, key))
    assert "Wie een rol had, heeft die niet terug" in notes(back)[-1]

    back = Region.objects.get()
    assert back.pk == key
    assert [row.pk for row in back.goals.all()] == [keys[0]]
    assert [row.pk for row in back.region_themes.all()] == [keys[1]]
    assert [row.pk for row in back.articles.all()] == [keys[2]]
    assert [row.school for row in back.school_participations.all()] == [school]


def test_a_row_whose_parents_are_gone_stays_deleted_and_is_listed(admin, west):
    school = make.a_school(name="Weg")
    make.a_school_participation(region=west, school=school)
    goal = make.a_goal(region=west)
    key, goal_key = west.pk, goal.pk
    west.delete()
    school.delete()

    answer = admin.post(undelete(Region, key))

    assert Region.objects.get().goals.get().pk == goal_key
    assert not SchoolParticipation.objects.exists()
    assert notes(answer)[1:] == [
        "Deelname van Weg (verwijderd) blijft weg, want dit bestaat niet meer: "
        "school: Weg (verwijderd)."
    ]


def test_an_undeleted_school_returns_with_its_names_and_events(admin):
    school = make.a_school(name="Ahorn")
    name = make.a_former_name(school=school, name="Esdoorn")
    event = make.an_event(school=school)
    key, name_key, event_key = school.pk, name.pk, event.pk
    school.delete()

    assert admin.post(undelete(School, key)).status_code == 302

    back = School.objects.get(pk=key)
    assert [row.pk for row in back.former_names.all()] == [name_key]
    assert [row.pk for row in back.events.all()] == [event_key]


def test_a_taken_slug_is_replaced_after_a_warning(as_leader, west):
    deleted = make.an_article(region=west, name="Open dag", slug="open-dag")
    key = deleted.pk
    deleted.delete()
    make.an_article(region=west, name="Open dag", slug="open-dag")

    page = as_leader.get(undelete(Article, key))
    assert "het adres “open-dag” is intussen van iets anders" in text(
        soup(page).select_one(".past__warning")
    )
    assert as_leader.post(undelete(Article, key)).status_code == 302

    assert Article.objects.get(pk=key).slug == "open-dag-2"


def test_an_undeleted_row_does_not_take_a_slug_that_redirects_elsewhere(as_leader, west):
    deleted = make.an_article(region=west, name="Open dag", slug="open-dag")
    key = deleted.pk
    deleted.delete()
    other = make.an_article(region=west, name="Open huis", slug="open-dag")
    changed(other, slug="open-huis")

    warning = soup(as_leader.get(undelete(Article, key))).select_one(".past__warning")
    assert "het adres “open-dag” is intussen van iets anders" in text(warning)
    assert as_leader.post(undelete(Article, key)).status_code == 302

    assert Article.objects.get(pk=key).slug == "open-dag-2"
    old = as_leader.get("/nieuws/open-dag/")
    assert (old.status_code, old["Location"]) == (301, "/nieuws/open-huis/")


def test_an_undeleted_row_may_take_its_own_former_slug(as_leader, west):
    article = make.an_article(region=west, name="Open dag", slug="open-huis")
    changed(article, slug="open-dag")
    changed(article, slug="open-huis")
    key = article.pk
    article.delete()

    page = as_leader.get(undelete(Article, key))
    assert soup(page).select_one(".past__warning") is None
    as_leader.post(undelete(Article, key))

    assert Article.objects.get(pk=key).slug == "open-huis"


def test_a_failed_restore_gives_its_reason_in_dutch_and_writes_nothing(as_leader, west):
    organisation = make.an_organisation(name="Stichting Weg")
    agreement = make.an_agreement(region=west, lead_organisation=organisation)
    key = agreement.pk
    agreement.delete()
    organisation.delete()

    answer = as_leader.post(undelete(type(agreement), key))

    assert refusal(answer) == "Dit bestaat niet meer: penvoerder: Stichting Weg (verwijderd)."
    assert not type(agreement).objects.exists()


def test_a_row_is_not_restored_when_a_child_row_cannot_be(admin, west):
    school = make.a_school()
    make.a_school_participation(region=west, school=school)
    key = school.pk
    school.delete()
    west.is_example = True
    west.save()

    answer = admin.post(undelete(School, key))

    assert "doet alleen mee in de voorbeeldregio" in refusal(answer)
    assert not School.objects.exists()


def test_a_restore_that_conflicts_with_stored_rows_is_refused_in_dutch(as_leader, west):
    theme = make.a_theme()
    row = make.a_region_theme(region=west, theme=theme)
    key = row.pk
    row.delete()
    make.a_region_theme(region=west, theme=theme)

    answer = as_leader.post(undelete(type(row), key))

    assert refusal(answer) == "Dit thema staat er al."
    assert type(row).objects.count() == 1


def test_a_row_deleted_by_another_region_gets_the_same_answer_as_a_missing_one(
    as_leader, west, east
):
    goal = make.a_goal(region=east, text="Geheimmarkering")
    key = goal.pk
    goal.delete()
    nowhere = address(Goal, "undelete", 987_654)

    for method in METHODS:
        response = getattr(as_leader, method)(undelete(Goal, key))
        none = getattr(as_leader, method)(nowhere)
        assert response.status_code == none.status_code
        assert response.get("Location") == none.get("Location")
        assert b"markering" not in response.content
    assert not Goal.objects.exists()


def test_a_row_deleted_in_another_region_belongs_to_that_region(as_leader, west, east):
    goal = make.a_goal(region=west, text="Van ons")
    changed(goal, region=east)
    key = goal.pk
    goal.delete()

    assert deleted(as_leader.get(address(Goal, "deleted"))) == []
    as_leader.post(undelete(Goal, key))
    assert not Goal.objects.exists()


def test_only_national_editors_undelete_shared_rows(as_leader, west, editor):
    theme = make.a_theme(name="Robotica")
    key = theme.pk
    theme.delete()

    page = as_leader.get(address(Theme, "deleted"))
    assert deleted(page) == ["Thema Robotica"]
    assert b"restore" not in page.content
    assert as_leader.get(undelete(Theme, key)).status_code == 403
    assert as_leader.post(undelete(Theme, key)).status_code == 403
    assert not Theme.objects.exists()

    as_leader.force_login(editor)
    assert as_leader.post(undelete(Theme, key)).status_code == 302
    assert Theme.objects.get().pk == key


def test_a_leader_does_not_restore_a_deleted_region(as_leader, west, leader):
    other = make.a_region(name="Tweede")
    make.an_assignment(user=leader, region=other)
    key = west.pk
    west.delete()

    as_leader.post(undelete(Region, key))

    assert not Region.objects.filter(pk=key).exists()


def test_an_editor_of_a_region_undeletes_only_drafts(as_editor, west):
    draft = make.an_article(region=west, published_from=None)
    public = make.an_article(region=west)
    keys = draft.pk, public.pk
    draft.delete()
    public.delete()

    assert as_editor.post(undelete(Article, keys[0])).status_code == 302
    assert as_editor.post(undelete(Article, keys[1])).status_code == 403
    assert [row.pk for row in Article.objects.all()] == [keys[0]]


def test_the_private_history_of_a_contact_is_visible_only_to_its_own_region(as_leader, west, east):
    contact = make.a_contact(region=east, email="geheimmarkering@oost.example")
    changed(contact, email="ookmarkering@oost.example")
    school = make.a_school()
    make.a_school_participation(region=east, school=school)

    for page in [
        history(school),
        address(Contact, "deleted"),
        address(Contact, "changelist"),
        history(west),
    ]:
        assert b"markering" not in as_leader.get(page).content


def test_the_form_of_a_contact_tells_who_recorded_its_legal_basis_and_when(as_leader, west):
    contact = make.a_contact(region=west, person_name="Projectleider")
    where = address(Contact, "change", contact.pk)
    assert soup(as_leader.get(where)).select_one(".field-ground_recorded") is None
    national = Client()
    national.force_login(make.a_national_editor(username="landelijk"))

    for client, ground, who in [
        (as_leader, "toestemming per e-mail", "Lea Leider"),
        (national, "zelf gevraagd", "landelijk"),
    ]:
        form = opened(client, Contact, contact)
        agreed = {"publication_ground": ground, "publication_agreed_on": "1-3-2024"}
        form.update({"email": "pact@west.example", "email_is_public": "on", **agreed})
        assert form.send().saved
        form = opened(as_leader, Contact, contact)
        form["note"] = f"na {ground}"  # changes nothing about the legal basis
        assert form.send().saved

        told = text(soup(as_leader.get(where)).select_one(".field-ground_recorded .readonly"))
        assert told.startswith(f"{who}, ")
        assert f" {today().year} " in told


@pytest.fixture
def withdrawn(west):
    """A deleted contact whose name was public once and whose email address never was."""
    west.published_from = None
    west.save()
    contact = make.a_contact(
        region=west,
        person_name="Openbaarmarkering",
        email="geheimmarkering@west.example",
        name_is_public=True,
        publication_ground="afgesproken",
        publication_agreed_on=date(2024, 1, 1),
    )
    changed(contact, email="ookmarkering@west.example")
    return changed(contact, person_name="", email="", name_is_public=False)


def test_an_editor_does_not_see_past_personal_data_that_was_never_public(
    as_editor, withdrawn, west
):
    first, second, _ = moments(withdrawn)
    pages = [
        history(withdrawn),
        history(west),
        compare(withdrawn, van=first),
        compare(withdrawn, van=first, met=second),
        restore(withdrawn, first),
    ]

    for page in pages:
        response = as_editor.get(page)
        assert response.status_code == 200
        assert b"markering@" not in response.content
    assert "Openbaarmarkering" in as_editor.get(pages[0]).content.decode()
    assert "e-mailadres gewijzigd (niet openbaar)" in text(soup(as_editor.get(pages[0]))).lower()


def test_a_leader_sees_past_personal_data_of_their_own_region(as_leader, withdrawn):
    assert b"geheimmarkering@west.example" in as_leader.get(history(withdrawn)).content


def test_an_editor_cannot_restore_past_personal_data_that_was_never_public(as_editor, withdrawn):
    first = moments(withdrawn)[0]

    response = submit_restore(as_editor, withdrawn, first, seen=moments(withdrawn)[-1])

    assert response.status_code == 403
    assert refusal(response).startswith("Alleen een projectleider zet gegevens")
    withdrawn.refresh_from_db()
    assert withdrawn.email == ""


def test_an_editor_cannot_undelete_personal_data_that_was_never_public(as_editor, west):
    west.published_from = None
    west.save()
    contact = make.a_contact(region=west, email="geheimmarkering@west.example")
    key = contact.pk
    contact.delete()

    assert b"markering" not in as_editor.get(undelete(Contact, key)).content
    assert as_editor.post(undelete(Contact, key)).status_code == 403
    assert not Contact.objects.exists()


def test_a_record_with_a_large_id_is_compared_and_restored(admin):
    theme = make.a_theme(pupil_word="robots")
    Theme.history.update(history_id=1_234_567)
    theme.pupil_word = "machines"
    theme.save()
    Theme.history.filter(pupil_word="machines").update(history_id=1_234_568)

    page = admin.get(f"/admin/regions/theme/{theme.pk}/history/1234567/restore/").content.decode()
    compared = admin.get(f"/admin/regions/theme/{theme.pk}/history/compare/").content.decode()

    assert 'name="seen" value="1234568"' in page
    assert 'value="1234567"' in compared
