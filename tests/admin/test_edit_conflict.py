"""Two people have the same form open: the second sees what changed, and loses nothing."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.core import signing
from django.db import connection
from django.db.models.signals import post_save
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from news.models import Event
from regions.clock import today
from regions.editing.conflict.optimistic_lock import SAVED_BY_OTHER
from regions.history.records import last_history_id
from regions.models import Contact, Goal, Organisation, Region, Theme
from regions.writing.changing import changing
from schools.models import School
from tests import make
from tests.admin.filling import address, opened

NOT_SAVED = ["Er is nog niets opgeslagen. Kijk na wat er intussen is gewijzigd."]
UNKNOWN = "Wij konden niet zien of iemand anders iets wijzigde"
BOTH = "U wijzigde dit allebei."
TAKEN_OVER = "Overgenomen in uw formulier."
YOURS = "Alleen u wijzigde dit."


def logged_in(user):
    client = Client()
    client.force_login(user)
    return client


def a_leader(*regions, **fields):
    user = make.a_user(**fields)
    for region in regions:
        make.an_assignment(user=user, region=region)
    return user


@pytest.fixture
def colleague(db):
    return make.a_national_editor(username="noor", first_name="Noor", last_name="Visser")


@pytest.fixture
def other(colleague):
    return logged_in(colleague)


@pytest.fixture
def region(db):
    return make.a_region(name="West", summary="Zoals het was")


def saves(client, row, **values):
    form = opened(client, type(row), row)
    form.update(values)
    assert form.send().saved


def diffs_on(answer):
    """Return (title, sentence, {field: (stored, in the form, note)}) per row."""
    diffs = []
    for heading in answer.soup.select(".edit-conflict h3"):
        sentence, fields = "", {}
        for part in heading.find_next_siblings():
            if part.name == "h3":
                break
            if part.name == "p":
                sentence = part.text
            else:
                stored, typed = (value.text for value in part.select("dd"))
                note = part.select_one(".edit-conflict__note").text
                fields[part.h4.text] = (stored, typed, note)
        diffs.append((heading.text, sentence, fields))
    return diffs


def conflict_lines(answer):
    return [line.text for line in answer.soup.select(".edit-conflict__who")]


def test_without_a_conflict_a_form_is_saved_and_shows_none(admin, region):
    form = opened(admin, Region, region)
    assert form.soup.select_one(".edit-conflict") is None
    form["summary"] = "Beter"

    assert form.send().saved


def test_the_conflict_names_who_saved_and_how_long_ago(admin, other, region):
    form = opened(admin, Region, region)
    form["summary"] = "Van mij"
    saves(other, region, summary="Van Noor")
    region.history.update(history_date=timezone.now() - timedelta(minutes=3, seconds=5))

    answer = form.send()

    assert not answer.saved
    assert answer.errors == {"": NOT_SAVED}
    assert conflict_lines(answer) == ["Intussen gewijzigd door Noor Visser, 3 minuten geleden."]
    region.refresh_from_db()
    assert region.summary == "Van Noor"


def test_a_field_changed_by_both_shows_both_values_and_keeps_the_second(admin, other, region):
    form = opened(admin, Region, region)
    form["summary"] = "Van mij"
    saves(other, region, summary="Van Noor")

    answer = form.send()

    assert diffs_on(answer) == [("Regio West", "", {"In het kort": ("Van Noor", "Van mij", BOTH)})]
    assert answer["summary"] == "Van mij"
    assert answer.send().saved
    region.refresh_from_db()
    assert region.summary == "Van mij"


def test_an_untouched_field_takes_the_stored_value(admin, other, region):
    form = opened(admin, Region, region)
    form["aims_note"] = "Mijn toelichting"
    saves(other, region, summary="Van Noor")

    answer = form.send()

    (row,) = diffs_on(answer)
    assert row[2]["In het kort"] == ("Van Noor", "Zoals het was", TAKEN_OVER)
    assert [note for _, _, note in row[2].values()] == [YOURS, TAKEN_OVER]
    assert answer["summary"] == "Van Noor"
    assert answer.send().saved
    region.refresh_from_db()
    assert (region.summary, region.aims_note) == ("Van Noor", "Mijn toelichting")


@pytest.mark.parametrize(
    ("field", "stored", "as_browsers_send_it"),
    [
        ("aims_note", "Een\nTwee", "Een\r\nTwee"),
        ("about", '<p><a href="/x" rel="noopener">x</a></p>', '<p><a href="/x">x</a></p>'),
    ],
)
def test_changes_made_by_the_browser_are_not_a_conflict(admin, field, stored, as_browsers_send_it):
    region = make.a_region(**{field: stored})
    form = opened(admin, Region, region)
    form["name"], form[field] = "West", as_browsers_send_it
    setattr(region, field, "<p>Anders</p>")
    region.save()

    assert form.send()[field] == "<p>Anders</p>"


def test_every_type_of_field_takes_over_the_stored_value(admin, other):
    event = make.an_event(starts_on="2099-05-20", audience=["ouders"], cost="")
    region, place = make.a_region(), make.a_place(name="Hoorn")
    form = opened(admin, Event, event)
    form["cost"] = "gratis"
    with changing():
        event.starts_on, event.ends_on, event.starts_at = "2099-06-01", "2099-06-02", "19:00"
        event.audience, event.region, event.place = ["docenten", "ouders"], region, place
        event.body, event.published_from = "<p>Kom <strong>langs</strong></p>", None
        event.save()

    answer = form.send()
    assert not answer.saved
    assert answer.send().saved

    event.refresh_from_db()
    assert (str(event.starts_on), str(event.ends_on)) == ("2099-06-01", "2099-06-02")
    assert (str(event.starts_at), event.audience) == ("19:00:00", ["ouders", "docenten"])
    assert (event.region, event.place, event.cost) == (region, place, "gratis")
    assert event.body == "<p>Kom <strong>langs</strong></p>"
    assert event.published_from is None


def test_a_checkbox_unchecked_by_someone_else_stays_unchecked(admin, other):
    contact = make.a_contact(email="info@voorbeeld.example", email_is_public=True)
    form = opened(admin, Contact, contact)
    form["role"] = "coördinator"
    saves(other, contact, email_is_public=[])

    answer = form.send()
    assert answer["email_is_public"] == []
    assert answer.send().saved

    contact.refresh_from_db()
    assert (contact.email_is_public, contact.role) == (False, "coördinator")


def test_unreadable_input_is_shown_as_typed(admin, other, region):
    agreement = make.an_agreement(region=region, ends="2024")
    form = opened(admin, Region, region)
    form["agreements-0-ends"] = "ooit"
    agreement.ends = "juni 2024"
    agreement.save()

    answer = form.send()

    ((_, _, fields),) = diffs_on(answer)
    assert fields["Loopt tot"] == ("juni 2024", "ooit", BOTH)
    assert answer["agreements-0-ends"] == "ooit"


def test_an_inline_row_changed_by_both_is_a_conflict_as_on_its_own_form(admin, other, region):
    goal = make.a_goal(region=region, order=1, text="Meer instroom", target="10")
    form = opened(admin, Region, region)
    form["goals-0-text"] = "Meer meisjes"
    saves(other, goal, text="Meer jongens", target="20")

    answer = form.send()

    assert diffs_on(answer) == [
        (
            "Doel 1",
            "",
            {
                "Doel": ("Meer jongens", "Meer meisjes", BOTH),
                "Streefwaarde": ("20", "10", TAKEN_OVER),
            },
        )
    ]
    assert (answer["goals-0-text"], answer["goals-0-target"]) == ("Meer meisjes", "20")
    assert answer.send().saved
    goal.refresh_from_db()
    assert (goal.text, goal.target) == ("Meer meisjes", "20")


def test_a_row_added_by_someone_else_precedes_the_users_new_rows(admin, region):
    make.a_goal(region=region, order=1, text="Een")
    form = opened(admin, Region, region)
    form.add_row("goals", text="Van mij", order="3")
    added = make.a_goal(region=region, order=2, text="Van een ander")

    answer = form.send()

    assert diffs_on(answer) == [
        ("Doel 2", "Toegevoegd. Deze rij staat nu ook in uw formulier.", {})
    ]
    assert [answer[f"goals-{row}-text"] for row in range(3)] == ["Een", "Van een ander", "Van mij"]
    assert (answer["goals-1-id"], answer["goals-2-id"]) == (str(added.pk), "")
    assert answer.send().saved
    assert [goal.text for goal in region.goals.order_by("order")] == [
        "Een",
        "Van een ander",
        "Van mij",
    ]


def test_a_row_deleted_by_someone_else_comes_back_as_a_new_one_with_a_diff(admin, region):
    goal = make.a_goal(region=region, order=1, text="Een")
    form = opened(admin, Region, region)
    form["goals-0-text"] = "Een, beter"
    goal.delete()

    answer = form.send()

    assert [row[:2] for row in diffs_on(answer)] == [
        ("Doel 1", "Verwijderd. In uw formulier staat hij als nieuwe rij, met wat u typte.")
    ]
    assert answer["goals-0-text"] == "Een, beter"
    assert answer.send().saved
    assert region.goals.get().text == "Een, beter"


def test_deleting_a_row_changed_by_someone_else_is_a_conflict(admin, region):
    goal = make.a_goal(region=region, order=1, text="Een")
    form = opened(admin, Region, region)
    form["goals-0-DELETE"] = "on"
    goal.text = "Een, beter"
    goal.save()

    answer = form.send()

    assert diffs_on(answer) == [
        (
            "Doel 1",
            "U wilt deze rij verwijderen, maar hij is intussen gewijzigd.",
            {"Doel": ("Een, beter", "Een", "De ander wijzigde dit.")},
        )
    ]
    assert Goal.objects.exists()
    assert answer["goals-0-DELETE"] == ["on"]
    assert answer.send().saved
    assert not Goal.objects.exists()


def test_all_kinds_of_conflicts_in_one_formset_lose_nothing(admin, region):
    first, second, third = (
        make.a_goal(region=region, order=number, text=f"Doel {number}") for number in (1, 2, 3)
    )
    form = opened(admin, Region, region)
    form["goals-0-text"] = "Eerste van mij"
    form["goals-1-text"] = "Tweede van mij"
    form.add_row("goals", text="Vijfde van mij", order="5")
    first.delete()
    second.target = "20"
    second.save()
    make.a_goal(region=region, order=4, text="Vierde van een ander")

    again = form.send().send()  # every conflict was shown once, so this save shows none
    assert again.saved

    rows = region.goals.order_by("order").values_list("text", "target")
    assert list(rows) == [
        ("Eerste van mij", ""),
        ("Tweede van mij", "20"),
        ("Doel 3", ""),
        ("Vierde van een ander", ""),
        ("Vijfde van mij", ""),
    ]
    assert third in region.goals.all()


def test_a_second_conflict_on_saving_again_is_shown_too(admin, other, region):
    form = opened(admin, Region, region)
    form["summary"] = "Van mij"
    saves(other, region, summary="Van Noor")
    answer = form.send()
    saves(other, region, summary="Nog eens Noor")

    again = answer.send()

    assert not again.saved
    assert diffs_on(again)[0][2] == {"In het kort": ("Nog eens Noor", "Van mij", BOTH)}


def test_a_save_by_someone_else_that_changed_nothing_is_not_a_conflict(admin, other, region):
    form = opened(admin, Region, region)
    form["summary"] = "Van mij"
    saves(other, region)

    assert form.send().saved


def test_a_double_click_on_save_is_not_a_conflict(admin, region):
    form = opened(admin, Region, region)
    form["summary"] = "Van mij"

    assert form.send().saved
    assert form.send().saved


def test_a_change_by_the_same_user_in_another_window_is_named_as_theirs(admin, region):
    form = opened(admin, Region, region)
    form["summary"] = "In het ene venster"
    saves(admin, region, summary="In het andere")

    assert conflict_lines(form.send()) == ["Intussen gewijzigd door uzelf, zojuist."]


def test_other_errors_in_a_form_do_not_hide_the_conflict(admin, other, region):
    form = opened(admin, Region, region)
    form["name"] = ""
    answer = form.send()
    assert "name" in answer.errors
    saves(other, region, summary="Van Noor")
    answer["name"] = "West"

    again = answer.send()

    assert again.errors == {"": NOT_SAVED}
    assert again["summary"] == "Van Noor"
    assert again.soup.select(".problems") == []


def test_other_errors_are_still_listed(admin, other, region):
    form = opened(admin, Region, region)
    saves(other, region, summary="Van Noor")
    form["name"] = ""

    listed = form.send().soup.select_one(".problems")

    assert "Naam: Dit veld is verplicht." in listed.text


def test_a_required_field_that_was_emptied_is_shown_as_empty(admin, other, region):
    form = opened(admin, Region, region)
    saves(other, region, summary="Van Noor")
    form["name"] = ""

    ((_, _, fields),) = diffs_on(form.send())

    assert fields["Naam"] == ("West", "leeg", YOURS)


@pytest.mark.parametrize(
    "token", [None, "", "x", "\0", "é:é:é", "[]", "9" * 10_000, "eyIiOltdfQ:1abc:def"]
)
def test_without_a_readable_token_the_differences_are_shown_once(admin, region, token):
    make.a_goal(region=region, order=1, text="Een")
    form = opened(admin, Region, region)
    form["summary"], form["form_version"] = "Van mij", token

    answer = form.send()

    assert not answer.saved
    assert UNKNOWN in answer.soup.select_one(".edit-conflict").text
    assert diffs_on(answer) == [
        ("Regio West", "", {"In het kort": ("Zoals het was", "Van mij", "Dit verschilt.")})
    ]
    assert answer["summary"] == "Van mij"
    assert answer.send().saved
    region.refresh_from_db()
    assert region.summary == "Van mij"


def test_the_token_of_another_row_is_ignored(admin, region):
    form = opened(admin, Region, region)
    form["form_version"] = opened(admin, Region, make.a_region())["form_version"]

    assert UNKNOWN in form.send().soup.select_one(".edit-conflict").text


@pytest.mark.parametrize("broken", ["goals-TOTAL_FORMS", "goals-INITIAL_FORMS", "goals-0-id"])
@pytest.mark.parametrize("value", ["", "x", "-1", "²", "9" * 30])
def test_invalid_inline_rows_beside_a_change_give_no_server_error(admin, region, broken, value):
    goal = make.a_goal(region=region, order=1, text="Een")
    form = opened(admin, Region, region)
    form[broken] = value
    goal.text = "Een, beter"
    goal.save()
    make.a_goal(region=region, order=2, text="Twee")

    assert not form.send().saved
    assert [goal.text for goal in region.goals.order_by("order")] == ["Een, beter", "Twee"]


def test_a_token_with_a_wrong_signature_is_ignored(admin, other, region):
    """It has the stored values, but does not prove that the form showed them."""
    form = opened(admin, Region, region)
    form["summary"] = "Van mij"
    saves(other, region, summary="Van de ander")
    stored = {"": [[region.pk, last_history_id(region)]]}
    salt = f"regions.editing.conflict regions.Region {region.pk}"

    for key in ("k" * 50, settings.SECRET_KEY):
        form["form_version"] = signing.dumps(stored, key=key, salt=salt)
        assert form.send().saved is (key == settings.SECRET_KEY)


def test_a_change_committed_during_the_save_rolls_it_back(admin, region):
    """SQLite allows no second transaction, so only write the history record of that change."""
    form = opened(admin, Region, region)
    form["summary"] = "Van mij"

    def record_of_another(**kwargs):
        record = region.history.latest("history_id")
        record.pk, record.change_id = None, uuid4()
        record.save()

    post_save.connect(record_of_another, sender=Region)
    try:
        answer = form.send()
    finally:
        post_save.disconnect(record_of_another, sender=Region)

    assert not answer.saved
    assert answer.errors == {"": [SAVED_BY_OTHER]}
    assert answer["summary"] == "Van mij"
    region.refresh_from_db()
    assert region.summary == "Zoals het was"


def test_an_add_form_has_no_token(admin):
    form = opened(admin, Theme)
    assert "form_version" not in form
    form.update({"name": "Robotica", "slug": "robotica"})

    assert form.send().saved


def test_shared_facts_are_guarded_too(admin, other):
    name = make.an_organisation_name(name="Tabor")
    form = opened(admin, Organisation, name.organisation)
    form["other_names-0-name"] = "Tabor College"
    saves(other, name.organisation, **{"other_names-0-name": "RKSG Tabor"})

    answer = form.send()

    assert diffs_on(answer)[0][2] == {"Naam": ("RKSG Tabor", "Tabor College", BOTH)}


class TestLeaders:
    def test_colleagues_see_each_others_names(self, region):
        first = logged_in(a_leader(region))
        second = logged_in(a_leader(region, first_name="Bo", last_name="Smit"))
        form = opened(first, Region, region)
        form["summary"] = "Van mij"
        saves(second, region, summary="Van Bo")

        answer = form.send()

        assert conflict_lines(answer) == ["Intussen gewijzigd door Bo Smit, zojuist."]
        assert answer["summary"] == "Van mij"
        assert answer.send().saved

    def test_the_user_who_changed_a_region_is_named_even_after_leaving_it(self, region):
        leader = logged_in(a_leader(region))
        former = a_leader(make.a_region(), first_name="Bo", last_name="Smit")
        event = make.an_event(region=region)
        form = opened(leader, Event, event)
        form["summary"] = "Van mij"
        event.summary = "Van Bo"
        event.save()
        event.history.update(history_user=former)

        assert conflict_lines(form.send()) == ["Intussen gewijzigd door Bo Smit, zojuist."]

    def test_a_conflict_reveals_nothing_of_a_row_in_another_region(self, region):
        """The former name of an event is visible only to its former region."""
        leader = logged_in(a_leader(region))
        event = make.an_event(region=region, name="Feest")
        form = opened(leader, Event, event)
        form["summary"] = "Van mij"
        event.region, event.name, event.summary = make.a_region(), "GEHEIM", "GEHEIM"
        event.save()
        there = event.history.exclude(region=region)
        assert there.update(history_date=timezone.now() - timedelta(hours=5)) == 1
        event.region, event.name, event.summary = region, "Open dag", "Bekend"
        event.save()

        answer = form.send()

        assert not answer.saved
        assert "GEHEIM" not in str(answer.soup)
        assert conflict_lines(answer) == ["Intussen gewijzigd door een andere redacteur, zojuist."]
        assert answer["name"] == "Open dag"

    def test_a_token_of_another_regions_row_shows_nothing_of_it(self, admin, region):
        theirs = make.an_event(region=make.a_region(), summary="GEHEIM")
        token = opened(admin, Event, theirs)["form_version"]
        leader = logged_in(a_leader(region))
        form = opened(leader, Event, make.an_event(region=region))
        form["form_version"] = token

        answer = form.send()
        assert "GEHEIM" not in str(answer.soup)

        deleted = leader.post(address(Event, "change", theirs.pk), {**form, "form_version": token})
        nowhere = leader.post(address(Event, "change", 10**9), {**form, "form_version": token})
        assert (deleted.status_code, deleted["Location"]) == (302, nowhere["Location"])

    def test_a_read_only_form_has_no_token(self, region):
        leader = logged_in(a_leader(region))

        assert "form_version" not in opened(leader, School, make.a_school())


class TestDeletedDuringEdit:
    def test_input_for_a_deleted_row_is_shown_again_to_be_added(self, admin, other, region):
        event = make.an_event(region=region, name="PET", starts_on=today() + timedelta(days=30))
        form = opened(admin, Event, event)
        form["summary"] = "Wat ik typte"
        other.post(address(Event, "delete", event.pk), {"post": "yes"})

        answer = form.send()

        assert conflict_lines(answer) == ["Intussen verwijderd door Noor Visser, zojuist."]
        assert (answer["summary"], answer["name"]) == ("Wat ik typte", "PET")
        assert not Event.objects.exists()
        answer.where = answer.soup.select_one("#event_form")["action"]
        assert answer.where == address(Event, "add")
        assert answer.send().saved
        assert Event.objects.get().summary == "Wat ik typte"

    def test_input_for_deleted_inline_rows_is_shown_again_too(self, admin, region):
        make.a_goal(region=region, order=1, text="Een")
        form = opened(admin, Region, region)
        form["goals-0-text"] = "Een, beter"
        region.delete()

        answer = form.send()
        assert answer["goals-0-text"] == "Een, beter"

        answer.where = address(Region, "add")
        assert answer.send().saved
        assert Goal.objects.get().text == "Een, beter"

    def test_a_leader_restores_a_row_of_their_own_region(self, region):
        leader = logged_in(a_leader(region))
        event = make.an_event(region=region)
        form = opened(leader, Event, event)
        form["summary"] = "Wat ik typte"
        event.delete()

        assert form.send()["summary"] == "Wat ik typte"

    def test_deleted_rows_of_another_region_are_not_listed(self, region):
        leader = logged_in(a_leader(region))
        theirs = make.an_event(region=make.a_region(), name="GEHEIM")
        form = opened(leader, Event, make.an_event(region=region))
        key = theirs.pk
        theirs.delete()

        answers = [
            leader.post(address(Event, "change", number), dict(form)) for number in (key, 10**9)
        ]

        assert [answer.status_code for answer in answers] == [302, 302]
        assert answers[0]["Location"] == answers[1]["Location"]

    def test_a_row_that_never_existed_redirects(self, admin):
        answer = admin.post(address(Event, "change", 10**9), {})

        assert answer.status_code == 302


@pytest.mark.parametrize(
    ("deleted_user", "who"),
    [(False, "een andere redacteur"), (True, "Bo Smit, account verwijderd")],
)
def test_a_change_without_a_known_user_is_by_another_editor(admin, region, deleted_user, who):
    form = opened(admin, Region, region)
    form["summary"] = "Van mij"
    region.summary = "Van iemand"
    region.save()
    if deleted_user:
        former_user = make.a_user(first_name="Bo", last_name="Smit")
        region.history.update(history_user=former_user)
        with changing():
            User.objects.get(pk=former_user.pk).delete()

    assert conflict_lines(form.send()) == [f"Intussen gewijzigd door {who}, zojuist."]


def test_the_id_of_the_last_record_rises_only_with_a_change(region):
    before = last_history_id(region)
    region.save()
    assert last_history_id(region) == before
    region.summary = "Anders"
    region.save()
    assert last_history_id(region) > before


def queries_of(ask):
    with CaptureQueriesContext(connection) as queries:
        ask()
    return [query["sql"] for query in queries]


def a_region_with(goals):
    region = make.a_region()
    with changing():
        for number in range(goals):
            make.a_goal(region=region, order=number, text=f"Doel {number}")
    return region


def of_the_comparison(queries):
    return len([sql for sql in queries if "historical" in sql and "INSERT" not in sql])


def test_comparing_takes_the_same_queries_for_one_row_and_twenty(admin):
    assert queries_by_step(admin, goals=1) == queries_by_step(admin, goals=20)


def queries_by_step(admin, goals):
    region = a_region_with(goals)
    form = opened(admin, Region, region)
    form["summary"] = "Van mij"
    with changing():
        region.goals.update(target="20")
    answers = []
    steps = [
        lambda: opened(admin, Region, region),
        lambda: answers.append(form.send()),
        lambda: answers.append(answers[0].send()),
    ]
    counts = [of_the_comparison(queries_of(step)) for step in steps]
    assert len(diffs_on(answers[0])) == goals
    assert answers[1].saved
    return counts
