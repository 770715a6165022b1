"""A new kind of file, written as the docstring of the kinds package prescribes."""

import pytest
from django.forms import URLField

from pactdir.importing import detection, import_files, importer
from pactdir.importing.desk import undo
from pactdir.importing.desk.log import run_of
from pactdir.importing.kinds import KINDS
from pactdir.importing.kinds.kind import Kind
from pactdir.importing.matching.matches import match_rows
from pactdir.importing.reading.columns import Column
from pactdir.importing.reading.row_form import RowForm
from pactdir.importing.writing.free_slugs import FreeSlugs
from pactdir.importing.writing.rows import write_rows
from pactdir.models import Import
from regions.models import Organisation
from regions.names.folding import fold
from regions.rights import Rights
from tests.pactdir.importing.files import database_hash, problems_of, write_files

pytestmark = pytest.mark.django_db


class BoardForm(RowForm):
    website = URLField(required=False, assume_scheme="https")

    class Meta:
        model = Organisation
        fields = ["name"]


class Boards(Kind):
    """School boards, which have no code, so they are matched by name."""

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
        slugs = FreeSlugs(Organisation)
        result = write_rows(cls, matches, run, outcome, prepare=slugs.assign)
        outcome.warnings += [f"{row} staat er niet meer in" for row in matches.missing.values()]
        return result.previous


BOARDS = "BEVOEGD_GEZAG_NAAM;INTERNETADRES\nAlpha;https://alpha.example/\nBèta;\n"


@pytest.fixture(autouse=True)
def kinds(monkeypatch):
    for module in (importer, detection, undo):
        monkeypatch.setattr(module, "KINDS", (*KINDS, Boards))


@pytest.fixture
def load(tmp_path):
    return lambda content: import_files(write_files(tmp_path, {"besturen.csv": content})).outcomes[
        0
    ]


def sites():
    return dict(Organisation.objects.values_list("name", "website"))


def is_inherited(kind, name):
    return getattr(kind, name).__func__ is getattr(Kind, name).__func__


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_each_kind_writes_its_rows(kind):
    assert not is_inherited(kind, "write")
    # Without `match`, rows are skipped and their fields never written.
    assert not (kind.fields and is_inherited(kind, "match"))


def test_rows_without_objects_of_their_own_are_skipped(load, monkeypatch):
    monkeypatch.delattr(Boards, "match")

    assert load(BOARDS).created == []
    assert sites() == {}


def test_creates_new_rows_once(load):
    assert load(BOARDS).created == ["Alpha", "Bèta"]
    assert list(Organisation.objects.values_list("slug", flat=True)) == ["alpha", "beta"]
    before = database_hash("pactdir.Import")

    assert load(BOARDS).unchanged == 2
    assert database_hash("pactdir.Import") == before


def test_keeps_edits_even_to_the_key(load):
    load(BOARDS)
    alpha = Organisation.objects.get(name="Alpha")
    alpha.name, alpha.website = "Stichting Alpha", "https://beter.example/"
    alpha.save()

    outcome = load(BOARDS.replace("Bèta;", "Bèta;https://beta.example/"))

    assert sites() == {"Stichting Alpha": "https://beter.example/", "Bèta": "https://beta.example/"}
    assert (len(outcome.conflicts), len(outcome.changed), outcome.created) == (2, 1, [])


def test_refuses_the_file_and_names_the_wrong_line(tmp_path):
    content = BOARDS.replace("https://alpha.example/", "geen site")

    [problem] = problems_of(write_files(tmp_path, {"besturen.csv": content}))

    assert problem.startswith("besturen.csv, regel 2, kolom INTERNETADRES: ")
    assert sites() == {}


def test_warns_about_missing_rows_and_does_not_recreate_deleted_ones(load):
    load(BOARDS)
    assert load(BOARDS.replace("Bèta;\n", "")).warnings == ["Bèta staat er niet meer in"]

    Organisation.objects.get(name="Alpha").delete()
    assert load(BOARDS).warnings == ["Alpha: door een redacteur verwijderd, blijft weg"]


def test_an_import_of_the_new_kind_can_be_undone(load):
    load(BOARDS)

    undo.undo(run_of(Import.objects.get().change_id), None, Rights(is_national=True))

    assert sites() == {}
