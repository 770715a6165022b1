"""Which database takes which test, so that the two halves of `make test` together take them all.

What SQL can make differ is tested on both. The rest is tested once: half of it on each. The halves
change places with every commit, so that what was on one is on the other the next time; a run says
how it was shared out, and `--turn` repeats that. Without `--share` a run takes everything.
"""

import random
import subprocess
from collections import Counter, defaultdict
from pathlib import Path
from zlib import crc32

import pytest
from django.db import connection

DATABASES = ("sqlite", "postgresql")
ROOT = Path(__file__).resolve().parent.parent

BOTH = "both"
HALF = "half"  # test by test, in turn
FIRST, SECOND = "first", "second"  # a whole file, for what it makes is dear; on one or the other
SQLITE = "sqlite"  # what no database alters; there, for PostgreSQL takes longer over the rest

# By path: the longest that a test's own begins with counts.
SHARES = {
    "tests/": BOTH,
    "tests/admin/": HALF,
    "tests/admin/imports/": BOTH,
    "tests/admin/isolation/": SECOND,
    "tests/admin/isolation/test_walk.py": FIRST,
    "tests/admin/test_history.py": BOTH,
    "tests/admin/test_edit_conflict.py": BOTH,
    "tests/browser/": HALF,
    "tests/browser/test_keyboard.py": SQLITE,
    "tests/browser/test_layout.py": SQLITE,
    "tests/browser/test_paste.py": SQLITE,
    "tests/browser/test_print.py": SQLITE,
    "tests/browser/test_rich_text.py": SQLITE,
    "tests/measures/": HALF,
    "tests/measures/test_patterns.py": SQLITE,
    "tests/pactdir/database/test_private.py": SQLITE,
    "tests/pactdir/map/": HALF,
    "tests/pactdir/test_environment.py": HALF,
    "tests/pactdir/test_gunicorn.py": HALF,
    "tests/pactdir/test_in_front.py": SQLITE,
    "tests/pactdir/test_log_lines.py": HALF,
    "tests/pactdir/test_make_run.py": SQLITE,
    "tests/pactdir/test_new_release.py": SQLITE,
    "tests/pactdir/test_page_store.py": HALF,
    "tests/pactdir/test_safety.py": HALF,
    "tests/pactdir/test_security_txt.py": HALF,
    "tests/pactdir/test_static_files.py": HALF,
    "tests/pactdir/test_style_sheets.py": SQLITE,
    "tests/pages/": HALF,
    "tests/pages/test_facets.py": BOTH,
    "tests/pages/test_facets_that_serve.py": BOTH,
    "tests/pages/test_filters.py": BOTH,
    "tests/pages/test_lists.py": BOTH,
    "tests/pages/test_queries.py": BOTH,
    "tests/pages/test_search.py": BOTH,
    "tests/pages/test_search_box.py": BOTH,
    "tests/pages/test_suggestions.py": BOTH,
    "tests/test_architecture.py": HALF,
    "tests/test_make.py": HALF,
    "tests/test_on_postgresql.py": SQLITE,
    "tests/test_own_texts.py": HALF,
    "tests/test_sharing.py": HALF,
}
# What `--quick` leaves out.
SLOW = (
    "tests/admin/isolation/test_forms.py",
    "tests/admin/isolation/test_known_bad.py",
    "tests/admin/isolation/test_lists.py",
    "tests/admin/isolation/test_lookups.py",
    "tests/admin/isolation/test_walk.py",
    "tests/admin/test_every_page.py",
    "tests/admin/test_region.py::test_a_broken_count_of_rows_is_no_error_page",
    "tests/browser/",
    "tests/measures/",
    "tests/pactdir/importing/test_schools.py::test_the_whole_register",
    "tests/pactdir/outage/test_saving.py::test_wherever_it_breaks_off_nothing_is_stored",
    "tests/pactdir/search/test_hostile_queries.py",
    "tests/pactdir/test_make_run.py",
    "tests/pactdir/test_new_release.py",
    "tests/pactdir/test_page_store.py::test_a_kept_page_is_the_page_that_was_made",
    "tests/pactdir/test_page_store.py::test_the_next_answer_shows_what_was_edited",
    "tests/pactdir/test_style_sheets.py::test_collectstatic_gives_one_file_with_a_hash",
    "tests/pages/test_clean_addresses.py",
    "tests/pages/test_drafts.py",
    "tests/pages/test_example_region.py",
    "tests/pages/test_malformed.py",
    "tests/pages/test_promises.py",
    "tests/pages/test_queries.py",
    "tests/pages/test_real_size.py",
    "tests/pages/test_standing.py",
    "tests/pages/test_structured_data.py::test_every_text_in_the_data_stands_on_the_page",
    "tests/pages/test_truth.py",
    "tests/test_sharing.py",
)


def pytest_addoption(parser):
    group = parser.getgroup("sharing")
    group.addoption("--share", action="store_true", help="take the share of this database only")
    group.addoption("--turn", type=int, help="how to share out: odd or even (default: by commit)")
    group.addoption("--quick", action="store_true", help="no browser and no slow walks")
    group.addoption("--every-question", action="store_true", help="all hostile ones, not a few")
    group.addoption("--shuffle", type=int, metavar="SEED", help="in a random order")


def pytest_configure(config):
    """Workers of pytest-xdist are handed the options, and so the turn."""
    if config.option.turn is None:
        config.option.turn = commits() % 2


def commits():
    """How many led to this one; none where git is not there to say."""
    command = ["git", "rev-list", "--count", "HEAD"]
    try:
        counted = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return 0
    return int(counted.stdout)


@pytest.hookimpl(trylast=True)
def pytest_sessionstart(session):
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if reporter:  # a worker has none
        reporter.write_line(header(session.config.option))


def header(option):
    parts = [f"on {connection.vendor}"]
    if option.share:
        parts.append(f"its share (--share --turn={option.turn})")
    if option.quick:
        parts.append("without browser and slow walks (--quick)")
    if option.shuffle is not None:
        parts.append(f"in random order (--shuffle={option.shuffle})")
    return ", ".join(parts)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config, items):
    option, everything = config.option, [item.nodeid for item in items]
    keep = dict.fromkeys(everything, True)
    if option.share:
        keep |= {test: connection.vendor in on for test, on in shared_out(everything, option.turn)}
    if option.quick:
        keep |= {test: False for test in everything if test.startswith(SLOW)}
    config.hook.pytest_deselected(items=[item for item in items if not keep[item.nodeid]])
    items[:] = [item for item in items if keep[item.nodeid]]
    if option.shuffle is not None:
        items[:] = shuffled(items, random.Random(option.shuffle))  # noqa: S311


def shared_out(tests, turn):
    """Each test with the databases that take it."""
    before = Counter()
    for test in tests:
        path = test.partition("::")[0]
        share = share_of(path)
        yield test, databases(share, turn, crc32(path.encode()) + before[path])
        before[path] += 1


def share_of(path):
    return SHARES[max((one for one in SHARES if path.startswith(one)), key=len)]


def databases(share, turn, number):
    if share == BOTH:
        return DATABASES
    if share == SQLITE:
        return DATABASES[:1]
    place = {HALF: number, FIRST: 0, SECOND: 1}[share]
    return (DATABASES[(place + turn) % 2],)


def shuffled(items, dice):
    """By folder, by file in it and by test in that, so that what a folder starts (a browser) or a
    file makes (a world) is made once all the same."""
    place = defaultdict(dice.random)
    return sorted(
        items,
        key=lambda item: (place[item.path.parent], place[item.path], place[item.nodeid]),
    )
