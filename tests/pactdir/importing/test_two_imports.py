"""Two imports at once, each on a connection of its own, on either database."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from pactdir.importing import Busy, import_files
from pactdir.models import Import
from regions.models import Municipality, PostcodeArea
from regions.writing.changing import ContentVersion
from tests.pactdir.importing.files import COUNTRY, MUNICIPALITIES, all_rows, written
from tests.regions.test_two_writers import PATIENCE, on_its_own_connection

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def threads():
    with ThreadPoolExecutor(max_workers=2) as pool:
        yield pool


class Held:
    """An import that stops at the first row of its last file, all before it written."""

    def __init__(self, paths):
        self.paths, self.is_there, self.may_go = paths, Event(), Event()

    def __call__(self):
        return import_files(self.paths, progress=self._tell)

    def _tell(self, file, line):
        if file == "pc4.csv":
            self.is_there.set()
            assert self.may_go.wait(PATIENCE)


def beside_an_import(threads, paths, second):
    """What comes of `second` while an import is under way, and of that import."""
    held = Held(paths)
    first = threads.submit(on_its_own_connection(held))
    assert held.is_there.wait(PATIENCE)
    try:
        answer = threads.submit(on_its_own_connection(second)).result(PATIENCE)
    finally:
        held.may_go.set()
    return first.result(PATIENCE), answer


def waiting_for_nobody(work):
    """SQLite waits twenty seconds for another writer; here not at all. PostgreSQL does not wait."""

    def run():
        if connection.vendor == "sqlite":
            with connection.cursor() as cursor:
                cursor.execute("PRAGMA busy_timeout = 0")
        return work()

    return run


def test_a_second_import_is_refused_and_the_first_is_whole(threads, tmp_path):
    paths = written(tmp_path, COUNTRY)
    (tmp_path / "nieuw").mkdir()
    newer = written(
        tmp_path / "nieuw", COUNTRY | {"gemeenten.csv": MUNICIPALITIES.replace("52.6", "52.7")}
    )

    def second():
        with pytest.raises(Busy):
            import_files(newer)

    run, _ = beside_an_import(threads, paths, waiting_for_nobody(second))

    assert [one.counts["nieuw"] for one in run.outcomes] == [2, 2, 1, 2]
    assert Municipality.objects.get(code="GM0361").latitude == 52.60038
    assert PostcodeArea.objects.count() == 2
    assert Import.objects.count() == len(COUNTRY)
    assert ContentVersion.current() == 1


def test_the_command_says_that_another_is_under_way(threads, tmp_path):
    paths = written(tmp_path, COUNTRY)

    def second():
        with pytest.raises(CommandError) as refused:
            call_command("import_municipalities", paths[0])
        return str(refused.value)

    _, said = beside_an_import(threads, paths, waiting_for_nobody(second))

    assert said == "Niets geladen: er loopt al een import. Probeer het straks nog eens."


def test_a_rehearsal_is_refused_just_so_and_leaves_the_other_alone(threads, tmp_path):
    paths = written(tmp_path, COUNTRY)

    def second():
        with pytest.raises(Busy):
            import_files(paths, rehearse=True)

    beside_an_import(threads, paths, waiting_for_nobody(second))

    assert Municipality.objects.count() == 2


def test_a_second_import_that_waits_finds_what_the_first_wrote(threads, tmp_path):
    """On SQLite it waits for the first; on PostgreSQL it is refused, and comes again."""
    paths = written(tmp_path, COUNTRY)
    held, begins = Held(paths), Event()

    def second():
        begins.set()
        try:
            return import_files(paths)
        except Busy:
            held.may_go.set()
            first.result(PATIENCE)
            return import_files(paths)

    first = threads.submit(on_its_own_connection(held))
    assert held.is_there.wait(PATIENCE)
    trying = threads.submit(on_its_own_connection(second))
    assert begins.wait(PATIENCE)
    if connection.vendor == "sqlite":
        held.may_go.set()
    run = trying.result(PATIENCE)

    assert [one.same for one in run.outcomes] == [2, 2, 1, 2]
    assert ContentVersion.current() == 1
    before = all_rows("pactdir.Import")
    import_files(paths)
    assert all_rows("pactdir.Import") == before
