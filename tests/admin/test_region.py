"""A region is saved with its child rows of every app in one transaction: all of it, or nothing."""

import pytest
from django.core.exceptions import ValidationError

from news.models import Article
from partners.models import PartnerParticipation
from regions.fields.partial_date import PartialDate
from regions.models import (
    Agreement,
    Confirmation,
    Contact,
    Goal,
    Municipality,
    MunicipalityParticipation,
    Organisation,
    Region,
)
from regions.writing.changing import ContentVersion
from schools.models import School, SchoolParticipation
from tests import make
from tests.admin.filling import address, as_shown, opened

MEMBERS = {
    "school_participations": ("school", make.a_school, SchoolParticipation),
    "partner_participations": ("partner", make.a_partner, PartnerParticipation),
    "municipality_participations": (
        "municipality",
        make.a_municipality,
        MunicipalityParticipation,
    ),
}
PROJECT = {"kind": "sto-project", "source": "bron"}
TWICE = ["Deze deelnemer staat hier twee keer in dezelfde periode."]
EXAMPLE = ["Wat verzonnen is, doet alleen mee in de voorbeeldregio."]
VANISHED = [
    "Deze rij is intussen door iemand anders verwijderd. "
    "Sla nog eens op om hem toch te bewaren, of verwijder hem."
]


def a_new_region(client, **fields):
    form = opened(client, Region)
    form.update({"name": "Nieuwe regio", "slug": "nieuwe-regio", "kind": "sto"} | fields)
    return form


def test_a_new_region_is_saved_with_rows_of_every_app_as_one_change(admin, editor):
    form = a_new_region(admin)
    form.add_row("agreements", kind="sto-project", ends="2023", source="bron")
    form.add_row("goals", order="1", text="Meer instroom", horizon="juni 2024")
    form.add_row("contacts", role="projectleider")
    form.add_row("region_themes", theme=make.a_theme())
    for prefix, (member, a_member, _) in MEMBERS.items():
        form.add_row(prefix, **{member: a_member(), "since": "18-11-2021", "source": "bron"})
    form.add_row("confirmations", block="about")
    before = ContentVersion.current()

    answer = form.send()

    assert answer.errors == {}
    region = Region.objects.get(slug="nieuwe-regio")
    assert region.agreements.get().ends == PartialDate(2023)
    assert region.goals.get().horizon == PartialDate(2024, 6)
    for prefix, (member, _, _) in MEMBERS.items():
        row = getattr(region, prefix).get()
        assert getattr(row, member) is not None
        assert row.since == PartialDate(2021, 11, 18)
    assert region.confirmations.get().by == editor
    assert ContentVersion.current() == before + 1


@pytest.mark.parametrize("stored", [False, True], ids=["new region", "stored region"])
@pytest.mark.parametrize("prefix", MEMBERS)
def test_of_two_new_rows_for_one_member_the_second_is_refused(admin, prefix, stored):
    member_field, a_member, participation = MEMBERS[prefix]
    member = a_member()
    form = opened(admin, Region, make.a_region()) if stored else a_new_region(admin)
    form["summary"] = "Net bedacht"
    form.add_row(prefix, **{member_field: member, "source": "eerste bron"})
    form.add_row(prefix, **{member_field: member, "source": "tweede bron", "since": "2024"})

    answer = form.send()

    assert answer.errors == {f"{prefix}-1": TWICE}
    assert (answer["summary"], answer[f"{prefix}-1-since"]) == ("Net bedacht", "2024")
    assert answer[f"{prefix}-0-source"] == "eerste bron"
    assert answer[f"{prefix}-1-{member_field}"] == [str(member.pk)]
    assert not participation.objects.exists()


@pytest.mark.parametrize("prefix", MEMBERS)
def test_consecutive_new_rows_for_one_member_are_saved(admin, prefix):
    member_field, a_member, participation = MEMBERS[prefix]
    member = a_member()
    form = a_new_region(admin)
    form.add_row(prefix, **{member_field: member, "source": "bron", "until": "2021"})
    form.add_row(prefix, **{member_field: member, "source": "bron", "since": "2023"})

    assert form.send().saved
    assert participation.objects.count() == 2


def test_a_new_row_that_overlaps_a_stored_row_is_refused(admin):
    stored = make.a_school_participation()
    form = opened(admin, Region, stored.region)
    form.add_row("school_participations", school=stored.school, source="bron")

    answer = form.send()

    assert answer.errors == {"school_participations-1": TWICE}


def test_a_new_row_that_overlaps_a_row_stored_in_the_meantime_is_refused(admin):
    region, school = make.a_region(), make.a_school()
    form = opened(admin, Region, region)
    form.add_row("school_participations", school=school, source="bron")
    make.a_school_participation(region=region, school=school)

    answer = form.send()

    assert answer.errors["school_participations-1"] == TWICE
    assert answer["school_participations-1-source"] == "bron"


@pytest.mark.parametrize("prefix", MEMBERS)
def test_a_member_that_left_rejoins_in_one_save(admin, prefix):
    member_field, a_member, participation = MEMBERS[prefix]
    member, region = a_member(), make.a_region()
    participation.objects.create(**{member_field: member, "region": region, "source": "bron"})
    form = opened(admin, Region, region)
    form[f"{prefix}-0-until"] = "2021"
    form.add_row(prefix, **{member_field: member, "source": "bron", "since": "2023"})

    assert form.send().errors == {}
    periods = [(row.since, row.until) for row in getattr(region, prefix).order_by("since")]
    assert sorted(periods, key=str) == [
        (None, PartialDate(2021)),
        (PartialDate(2023), None),
    ]


def test_two_stored_rows_changed_to_overlap_are_refused(admin):
    first = make.a_school_participation(until="2010")
    second = make.a_school_participation(region=first.region, school=first.school, since="2020")
    form = opened(admin, Region, first.region)
    rows = {form[f"school_participations-{row}-id"]: row for row in (0, 1)}
    form[f"school_participations-{rows[str(first.pk)]}-until"] = "2015"
    form[f"school_participations-{rows[str(second.pk)]}-since"] = "2013"

    answer = form.send()

    assert list(answer.errors.values()) == [TWICE]


@pytest.mark.parametrize("prefix", MEMBERS)
def test_an_example_row_is_refused_in_a_new_real_region(admin, prefix):
    member_field, a_member, _ = MEMBERS[prefix]
    form = a_new_region(admin)
    form.add_row(prefix, **{member_field: a_member(is_example=True), "source": "bron"})

    assert form.send().errors == {f"{prefix}-0": EXAMPLE}
    form["is_example"] = "on"
    assert form.send().saved


def test_a_region_with_real_schools_does_not_become_the_example(admin):
    stored = make.a_school_participation()
    form = opened(admin, Region, stored.region)
    form["is_example"] = "on"

    answer = form.send()

    assert "is_example" in answer.errors
    assert answer["is_example"] == ["on"]


def test_a_theme_given_twice_is_refused_in_dutch(admin):
    theme = make.a_theme()
    form = a_new_region(admin)
    form.add_row("region_themes", theme=theme)
    form.add_row("region_themes", theme=theme)

    answer = form.send()

    assert not answer.saved
    texts = [text for texts in answer.errors.values() for text in texts]
    assert any("dubbele" in text for text in texts)


IMPOSSIBLE_ROWS = [
    ("agreements", {"note": "x"}, ["kind", "source"]),
    ("agreements", {"source": "b", "kind": "nonsense"}, ["kind"]),
    ("agreements", {**PROJECT, "starts": "2025", "ends": "2024"}, [""]),
    ("agreements", {**PROJECT, "signed": "2024"}, [""]),
    ("agreements", {**PROJECT, "terminated": "2024"}, [""]),
    ("agreements", {**PROJECT, "budget": "-1"}, [""]),
    ("agreements", {**PROJECT, "budget": "1e400"}, ["budget"]),
    ("agreements", {**PROJECT, "budget": "NaN"}, ["budget"]),
    ("agreements", {**PROJECT, "lead_organisation": "9" * 40}, ["lead_organisation"]),
    ("goals", {"text": "x", "order": "9" * 30}, ["order"]),
    ("goals", {"text": "x", "order": "40000"}, ["order"]),
    ("goals", {"text": "x", "order": "-1"}, ["order"]),
    ("goals", {"text": "x", "horizon": "ooit"}, ["horizon"]),
    ("goals", {"text": "x", "horizon": "31-2-2024"}, ["horizon"]),
    ("goals", {"text": "x", "horizon": "5-0-2024"}, ["horizon"]),
    ("goals", {"text": "x", "programme_line": "999999"}, ["programme_line"]),
    ("goals", {"text": "nul\0byte"}, ["text"]),
    ("contacts", {"role": "x" * 500}, ["role"]),
    ("contacts", {"role": "projectleider", "email_is_public": "on"}, [""]),
    ("contacts", {"role": "projectleider", "source_url": "geen adres"}, ["source_url"]),
    ("region_themes", {"theme": "999999"}, ["theme"]),
    ("region_themes", {"theme": "x\0"}, ["theme"]),
    ("school_participations", {"school": "999999", "source": "b"}, ["school"]),
    ("partner_participations", {"since": "2024", "source": "b"}, ["partner"]),
    ("municipality_participations", {"municipality": "x", "source": "b"}, ["municipality"]),
    ("confirmations", {"block": "about", "on": "31-12-2199"}, ["on"]),
    ("confirmations", {"block": "nonsense"}, ["block"]),
]


def test_invalid_rows_are_refused_in_place_without_losing_input(admin):
    form = a_new_region(admin, summary="Net bedacht")
    expected = set()
    for prefix, values, fields in IMPOSSIBLE_ROWS:
        row = form.add_row(prefix, **values)
        expected |= {f"{row}-{field}" if field else row for field in fields}

    answer = form.send()

    assert set(answer.errors) == expected
    typed = {name: value for name, value in form.items() if name.endswith(("-text", "-horizon"))}
    assert {name: answer[name] for name in typed} == {
        name: as_shown(value) for name, value in typed.items()
    }
    assert answer["summary"] == "Net bedacht"
    assert not Region.objects.exists()


def test_a_participation_that_ends_before_it_begins_is_refused_at_its_row(admin):
    form = opened(admin, Region, make.a_region())
    form.add_row(
        "school_participations", school=make.a_school(), source="b", since="2025", until="2024"
    )

    assert form.send().errors == {"school_participations-0": ["Het einde ligt vóór het begin."]}


def test_a_conflict_found_while_saving_returns_the_form_with_all_input(admin, monkeypatch):
    """The model refuses during the save, which no form can predict."""
    form = a_new_region(admin, summary="Net bedacht")
    form.add_row("goals", text="Een doel")
    monkeypatch.setattr(Goal, "clean_fields", refuse_once_stored, raising=True)

    answer = form.send()

    assert answer.errors == {"": ["Dat kan niet."]}
    assert (answer["summary"], answer["goals-0-text"]) == ("Net bedacht", "Een doel")
    assert not Region.objects.exists()


def refuse_once_stored(goal, exclude=None):
    if goal.region_id is not None:
        raise ValidationError("Dat kan niet.")


def test_the_second_of_two_regions_published_at_once_gets_its_form_back(admin, monkeypatch):
    """The other region is stored between validation and the write."""
    make.a_region(slug="nieuwe-regio")
    monkeypatch.setattr(Region, "validate_constraints", lambda self, exclude=None: None)

    answer = a_new_region(admin, summary="Net bedacht", published_from="2020-01-01").send()

    assert list(answer.errors) == [""]
    assert "een ander" in answer.errors[""][0]
    assert answer["summary"] == "Net bedacht"


def test_a_row_deleted_by_someone_else_is_shown_again_with_its_input(admin):
    region = make.a_region()
    goals = [
        make.a_goal(region=region, order=number, text=f"Doel {number}") for number in (1, 2, 3)
    ]
    form = opened(admin, Region, region)
    form["goals-0-text"] = "Doel 1 beter"
    form["goals-2-text"] = "Doel 3 beter"
    goals[0].delete()

    answer = form.send()

    assert answer.errors == {"goals-2": VANISHED}
    assert [answer[f"goals-{row}-text"] for row in range(3)] == [
        "Doel 2",
        "Doel 3 beter",
        "Doel 1 beter",
    ]
    assert answer.send().saved
    assert [goal.text for goal in region.goals.all()] == ["Doel 1 beter", "Doel 2", "Doel 3 beter"]


def test_a_row_deleted_by_both_is_not_a_conflict(admin):
    goal = make.a_goal()
    form = opened(admin, Region, goal.region)
    form["goals-0-DELETE"] = "on"
    goal.delete()

    assert form.send().saved
    assert not Goal.objects.exists()


def test_a_row_of_another_region_is_not_restored_along_with_it(admin):
    ours, theirs = make.a_goal(), make.a_goal(text="Van hen")
    form = opened(admin, Region, ours.region)
    form["goals-0-id"] = str(theirs.pk)
    form["goals-0-text"] = "Gekaapt"

    answer = form.send()

    assert answer.errors == {"goals-0": VANISHED}
    assert Goal.objects.get(pk=theirs.pk).text == "Van hen"


@pytest.mark.parametrize("broken", ["goals-TOTAL_FORMS", "goals-INITIAL_FORMS"])
def test_an_invalid_formset_count_gives_no_server_error(admin, broken):
    goal = make.a_goal(text="Blijft staan")
    for value in ["", "x", "-1", "9" * 30]:
        form = opened(admin, Region, goal.region)
        form[broken] = value

        form.send()

        assert Goal.objects.get(pk=goal.pk).text == "Blijft staan"


def test_deleting_a_row_that_others_need_lists_those(admin):
    lead = make.an_agreement(lead_organisation=make.an_organisation(name="Tabor"))
    place = make.a_place(name="Hoorn")

    for model, row, needed_by in [
        (Organisation, lead.lead_organisation, "STO-project"),
        (Municipality, place.municipality, "Hoorn"),
    ]:
        page = admin.get(address(model, "delete", row.pk)).content.decode()
        assert "kan niet worden verwijderd" in page
        assert needed_by in page
        answer = admin.post(address(model, "delete", row.pk), {"post": "yes"})
        assert needed_by in answer.content.decode()
        chosen = {"action": "delete_selected", "_selected_action": [row.pk], "post": "yes"}
        admin.post(address(model, "changelist"), chosen)
        assert model.objects.filter(pk=row.pk).exists()


def test_a_region_is_deleted_with_its_child_rows(admin):
    region = make.a_region()
    for maker in (make.an_agreement, make.a_goal, make.a_contact, make.a_confirmation):
        maker(region=region)
    make.a_school_participation(region=region)
    make.an_article(region=region)
    make.an_assignment(region=region)

    admin.post(address(Region, "delete", region.pk), {"post": "yes"})

    for model in (Region, Agreement, Goal, Contact, Confirmation, SchoolParticipation, Article):
        assert not model.objects.exists()
    assert School.objects.exists()
