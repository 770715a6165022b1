"""A leader corrects the profiles of schools that take part in their region, and nothing else."""

import pytest

from pactdir.importing import import_files
from regions.models.people import AssignmentRole
from schools.models import School
from tests import make
from tests.admin.filling import address, opened
from tests.pactdir.importing.files import last_outcome, write_files
from tests.pactdir.importing.test_pupils import FILE, pupils

pytestmark = pytest.mark.django_db


@pytest.fixture
def region():
    return make.a_region()


@pytest.fixture
def school(region):
    school = make.a_school(
        name="Alpha",
        brin="00AH",
        location_code="17",
        summary="Zoals het was",
        profiles=["pie"],
        profiles_known=True,
        profiles_basis="duo-leerlingen",
        profiles_on="2019-10-01",
    )
    make.a_school_participation(region=region, school=school)
    return school


@pytest.fixture
def leader(client, region):
    assignment = make.an_assignment(region=region, role=AssignmentRole.LEADER)
    client.force_login(assignment.user)
    return client


def test_a_leader_corrects_the_profiles_of_a_participating_school(leader, school):
    form = opened(leader, School, school)
    assert "summary" not in form
    form["profiles"], form["profiles_on"] = ["pie", "mvi"], "2026"

    assert form.send().saved
    school.refresh_from_db()
    assert (school.profiles, school.profiles_basis, str(school.profiles_on)) == (
        ["pie", "mvi"],
        "",
        "2026",
    )
    assert school.history.latest().history_user.assignments.get().role == AssignmentRole.LEADER


def test_other_submitted_fields_are_not_saved(leader, school):
    form = opened(leader, School, school)
    form["summary"], form["name"], form["profiles"] = "Anders", "Anders", ["bwi"]
    form.send()
    school.refresh_from_db()

    assert (school.summary, school.name, school.profiles) == ("Zoals het was", "Alpha", ["bwi"])


@pytest.mark.usefixtures("leader")
def test_only_leaders_of_a_region_in_which_the_school_takes_part_now(client, region, school):
    other = make.a_school()
    former = make.a_school()
    make.a_school_participation(region=region, school=former, until="2020")
    elsewhere = make.a_school()
    make.a_school_participation(region=make.a_region(), school=elsewhere)
    for row in (other, former, elsewhere):
        assert client.post(address(School, "change", row.pk), {}).status_code == 403

    editor = make.an_assignment(region=region, role=AssignmentRole.EDITOR).user
    client.force_login(editor)
    assert client.post(address(School, "change", school.pk), {}).status_code == 403


def test_a_leader_can_neither_add_nor_delete_a_school(leader, school):
    assert leader.get(address(School, "delete", school.pk)).status_code == 403
    assert leader.get(address(School, "add")).status_code == 403


def test_restoring_an_older_version_restores_only_the_profiles(leader, school):
    school.summary, school.profiles = "Daarna", ["bwi"]
    school.save()
    record = school.history.earliest()
    where = address(School, "restore", school.pk, record.history_id)
    seen = school.history.latest().history_id

    assert leader.post(where, {"seen": seen}).status_code == 302
    school.refresh_from_db()
    assert (school.summary, school.profiles) == ("Daarna", ["pie"])


def test_a_newer_file_reports_the_difference_and_keeps_the_leaders_profiles(
    leader, school, tmp_path
):
    form = opened(leader, School, school)
    form["profiles"] = ["mvi"]
    assert form.send().saved

    content = pupils(("Produceren, installeren en energie", "6", "0", "0", "0"))
    run = import_files(write_files(tmp_path, {FILE.replace("2019", "2025"): content}))
    school.refresh_from_db()
    assert school.profiles == ["mvi"]
    conflict = last_outcome(run).conflicts[0]
    assert (str(school), "profielen") == (conflict.row, conflict.field)
