"""A kind of file that the site does not know, made as the docstring of the kinds package says."""

import pytest
from django.forms import URLField

from pactdir.importing import all_or_nothing, import_files, recognising
from pactdir.importing.desk import undo as undoing
from pactdir.importing.desk.log import run_of
from pactdir.importing.kinds import KINDS
from pactdir.importing.kinds.kind import Kind
from pactdir.importing.matching.matches import match_rows
from pactdir.importing.reading.columns import Column
from pactdir.importing.reading.row_form import RowForm
from pactdir.importing.writing.free_addresses import FreeAddresses
from pactdir.importing.writing.rows import write_rows
from pactdir.models import Import
from regions.models import Organisation
from regions.names.folding import fold
from regions.rights import Rights
from tests.pactdir.importing.files import all_rows, problems_of, written

pytestmark = pytest.mark.django_db


class BoardForm(RowForm):
    website = URLField(required=False, assume_scheme="https")

    class Meta:
        model = Organisation
        fields = ["name"]


class Boards(Kind):
    """School boards. They have no code, so a row is known by its name."""

    name = "schoolbesturen"
    publisher = "DUO"
    model = Organisation
    columns = (
        Column("name", ("bevoegd gezag naam", "bestuur")),
        Column("website", ("internetadres",)),
    )
    form = BoardForm
    key_field = "name"
    fields = ("name", "website")

    @classmethod
    def key(cls, cells, line):
        return fold(cells["name"])

    @classmethod
    def match(cls, rows, run, outcome):
        existing = {fold(row.name): row for row in Organisation.objects.all()}
        return match_rows(cls, rows, existing, cls.values_of, run, outcome)

    @classmethod
    def write(cls, matches, run, outcome):
        addresses = FreeAddresses(Organisation)
        written = write_rows(cls, matches, run, outcome, complete=addresses.give)
        outcome.doubtful += [f"{row} staat er niet meer in" for row in matches.missing.values()]
        return written.previous


BOARDS = "BEVOEGD_GEZAG_NAAM;INTERNETADRES\nAlpha;https://alpha.example/\nBèta;\n"


@pytest.fixture(autouse=True)
def kinds(monkeypatch):
    for module in (all_or_nothing, recognising, undoing):
        monkeypatch.setattr(module, "KINDS", (*KINDS, Boards))


@pytest.fixture
def load(tmp_path):
    return lambda content: import_files(written(tmp_path, {"besturen.csv": content})).outcomes[0]


def sites():
    return dict(Organisation.objects.values_list("name", "website"))


def test_new_rows_come_in_once(load):
    assert load(BOARDS).new == ["Alpha", "Bèta"]
    assert list(Organisation.objects.values_list("slug", flat=True)) == ["alpha", "beta"]
    before = all_rows("pactdir.Import")

    assert load(BOARDS).same == 2
    assert all_rows("pactdir.Import") == before


def test_what_an_editor_changed_stays_also_where_it_is_the_key(load):
    load(BOARDS)
    alpha = Organisation.objects.get(name="Alpha")
    alpha.name, alpha.website = "Stichting Alpha", "https://beter.example/"
    alpha.save()

    outcome = load(BOARDS.replace("Bèta;", "Bèta;https://beta.example/"))

    assert sites() == {"Stichting Alpha": "https://beter.example/", "Bèta": "https://beta.example/"}
    assert (len(outcome.kept), len(outcome.changed), outcome.new) == (2, 1, [])


def test_a_wrong_line_is_named_and_nothing_is_loaded(tmp_path):
    content = BOARDS.replace("https://alpha.example/", "geen site")

    [problem] = problems_of(written(tmp_path, {"besturen.csv": content}))

    assert problem.startswith("besturen.csv, regel 2, kolom INTERNETADRES: ")
    assert sites() == {}


def test_what_left_the_file_is_said_and_what_an_editor_deleted_stays_away(load):
    load(BOARDS)
    assert load(BOARDS.replace("Bèta;\n", "")).doubtful == ["Bèta staat er niet meer in"]

    Organisation.objects.get(name="Alpha").delete()
    assert load(BOARDS).doubtful == ["Alpha: door een redacteur verwijderd, blijft weg"]


def test_it_is_undone(load):
    load(BOARDS)

    undoing.undo(run_of(Import.objects.get().change_id), None, Rights(is_national=True))

    assert sites() == {}
