"""Two imports at the same time, each on its own connection, on either database."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from pactdir.importing import Busy, import_files
from pactdir.models import Import
from regions.models import Municipality, PostcodeArea
from regions.writing.changing import ContentVersion
from tests.pactdir.importing.files import COUNTRY, MUNICIPALITIES, database_hash, write_files
from tests.regions.test_two_writers import PATIENCE, on_its_own_connection

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def threads():
    with ThreadPoolExecutor(max_workers=2) as pool:
        yield pool


class PausedImport:
    """Pauses at the first row of its last file, after writing all others."""

    def __init__(self, paths):
        self.paths, self.is_paused, self.may_continue = paths, Event(), Event()

    def __call__(self):
        return import_files(self.paths, progress=self._pause)

    def _pause(self, file, line):
        if file == "pc4.csv":
            self.is_paused.set()
            assert self.may_continue.wait(PATIENCE)


def during_an_import(threads, paths, second):
    paused = PausedImport(paths)
    first = threads.submit(on_its_own_connection(paused))
    assert paused.is_paused.wait(PATIENCE)
    try:
        result = threads.submit(on_its_own_connection(second)).result(PATIENCE)
    finally:
        paused.may_continue.set()
    return first.result(PATIENCE), result


def without_waiting(work):
    # SQLite would wait twenty seconds for another writer; PostgreSQL does not wait.
    def run():
        if connection.vendor == "sqlite":
            with connection.cursor() as cursor:
                cursor.execute("PRAGMA busy_timeout = 0")
        return work()

    return run


def test_refuses_a_second_import_and_completes_the_first(threads, tmp_path):
    paths = write_files(tmp_path, COUNTRY)
    (tmp_path / "nieuw").mkdir()
    newer = write_files(
        tmp_path / "nieuw", COUNTRY | {"gemeenten.csv": MUNICIPALITIES.replace("52.6", "52.7")}
    )

    def second():
        with pytest.raises(Busy):
            import_files(newer)

    run, _ = during_an_import(threads, paths, without_waiting(second))

    assert [outcome.counts["nieuw"] for outcome in run.outcomes] == [2, 2, 1, 2]
    assert Municipality.objects.get(code="GM0361").latitude == 52.60038
    assert PostcodeArea.objects.count() == 2
    assert Import.objects.count() == len(COUNTRY)
    assert ContentVersion.current() == 1


def test_command_reports_the_running_import(threads, tmp_path):
    paths = write_files(tmp_path, COUNTRY)

    def second():
        with pytest.raises(CommandError) as error:
            call_command("import_municipalities", paths[0])
        return str(error.value)

    _, message = during_an_import(threads, paths, without_waiting(second))

    assert message == "Niets geladen: er loopt al een import. Probeer het straks nog eens."


def test_refuses_a_dry_run_during_an_import(threads, tmp_path):
    paths = write_files(tmp_path, COUNTRY)

    def second():
        with pytest.raises(Busy):
            import_files(paths, dry_run=True)

    during_an_import(threads, paths, without_waiting(second))

    assert Municipality.objects.count() == 2


def test_an_import_that_waited_sees_what_the_first_wrote(threads, tmp_path):
    """On SQLite it waits for the first import; on PostgreSQL it is refused, and retried."""
    paths = write_files(tmp_path, COUNTRY)
    paused, has_begun = PausedImport(paths), Event()

    def second():
        has_begun.set()
        try:
            return import_files(paths)
        except Busy:
            paused.may_continue.set()
            first.result(PATIENCE)
            return import_files(paths)

    first = threads.submit(on_its_own_connection(paused))
    assert paused.is_paused.wait(PATIENCE)
    waiting = threads.submit(on_its_own_connection(second))
    assert has_begun.wait(PATIENCE)
    if connection.vendor == "sqlite":
        paused.may_continue.set()
    run = waiting.result(PATIENCE)

    assert [outcome.unchanged for outcome in run.outcomes] == [2, 2, 1, 2]
    assert ContentVersion.current() == 1
    before = database_hash("pactdir.Import")
    import_files(paths)
    assert database_hash("pactdir.Import") == before
