"""Undoing an import while an editor saves one of its rows: two transactions, no lost update."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from pactdir.importing import import_files
from pactdir.importing.desk.log import run_of
from pactdir.importing.desk.school_decisions import GONE, decide
from pactdir.importing.desk.undo import UndoRefused, undo
from pactdir.models import Import, SchoolMatch, Verdict
from regions.models import Municipality
from regions.rights import Rights
from schools.models import School
from tests import make
from tests.pactdir.importing.duo_generator import to_csv
from tests.pactdir.importing.files import MUNICIPALITIES, write_files
from tests.pactdir.importing.test_school_matches import ROW
from tests.regions.test_two_writers import a_form, race

pytestmark = pytest.mark.django_db(transaction=True)

NEWER = MUNICIPALITIES.replace("52.60038", "52.61")


@pytest.fixture
def threads():
    with ThreadPoolExecutor(max_workers=2) as pool:
        yield pool


@pytest.fixture
def undo_last_import():
    editor = make.a_national_editor()

    def undo_last_import():
        change = Import.objects.first().change_id
        undo(run_of(change), editor, Rights(is_national=True))

    return undo_last_import


def alkmaar():
    return Municipality.objects.get(code="GM0361")


@pytest.fixture
def imported_twice(tmp_path):
    for content in (MUNICIPALITIES, NEWER):
        import_files(write_files(tmp_path, {"gemeenten.csv": content}))


def test_a_save_before_the_undo_stays_and_the_undo_is_refused(
    threads, imported_twice, undo_last_import
):
    form = a_form(alkmaar(), official_name="Alkmaar (NH.)")
    reasons = []

    def second():
        try:
            undo_last_import()
        except UndoRefused as error:
            reasons.extend(error.reasons)

    race(threads, form.send, second)

    assert reasons[0].startswith("Gemeente Alkmaar GM0361: later gewijzigd door")
    assert (alkmaar().official_name, alkmaar().latitude) == ("Alkmaar (NH.)", 52.61)
    assert not Import.objects.filter(undone_at__isnull=False).exists()


def test_a_save_during_the_undo_is_an_edit_conflict_that_preserves_the_input(
    threads, imported_twice, undo_last_import
):
    form = a_form(alkmaar(), official_name="Alkmaar (NH.)")
    answers = []

    race(threads, undo_last_import, lambda: answers.append(form.send()))

    assert not answers[0].saved
    assert "Intussen gewijzigd door" in answers[0].soup.select_one(".edit-conflict").text
    assert answers[0]["official_name"] == "Alkmaar (NH.)"
    assert (alkmaar().official_name, alkmaar().latitude) == ("", 52.60038)
    assert answers[0].send().saved
    assert (alkmaar().official_name, alkmaar().latitude) == ("Alkmaar (NH.)", 52.60038)


@pytest.fixture
def proposed(tmp_path):
    """A DUO location from the last import that may be a stored school."""
    place = make.a_place(municipality=make.a_municipality(code="GM0405", name="Hoorn"))
    make.a_school(name="Huygens College", brin="19ZX", place=place, levels=[])
    import_files(write_files(tmp_path, {"duo.csv": to_csv([ROW])}))
    return SchoolMatch.objects.get()


def test_a_decision_made_before_the_undo_stays(threads, proposed, undo_last_import):
    editor = make.a_national_editor()

    assert (
        race(threads, lambda: decide(proposed, Verdict.SAME, editor), undo_last_import) == "saved"
    )

    assert School.objects.get().duo_code == "19ZX00"
    assert SchoolMatch.objects.get().verdict == Verdict.SAME


def test_a_decision_during_an_undo_is_refused(threads, proposed, undo_last_import):
    editor = make.a_national_editor()

    refused = race(threads, undo_last_import, lambda: decide(proposed, Verdict.OTHER, editor))

    assert refused == [GONE]
    assert School.objects.get().duo_code == ""
    assert not SchoolMatch.objects.exists()
