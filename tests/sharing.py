"""Which database runs which test, so that the two halves of `make test` take equally long.

Tests that depend on SQL run on both. All others run on one of them, most on SQLite, which is
faster. Shares rotate with every commit, so that each test runs on both databases within seven
commits; a run prints its turn, and `--turn` repeats that. Without `--share` all tests run.

Walks send a part of their requests by the same turn; `--every-request` sends all.
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
ONE = "one"  # distributed over both, test by test
FIRST, SECOND = "first", "second"  # kept together on one database, since they are expensive
SQLITE = "sqlite"  # independent of the database

# The order in which tests are distributed. A test takes a quarter longer on PostgreSQL, whose
# server takes CPU too; in `make test` mypy runs next to SQLite.
ROUND = (*DATABASES, *DATABASES, *DATABASES, "sqlite")

# By prefix of the test's path; the longest match counts.
SHARES = {
    "tests/": BOTH,
    "tests/admin/": ONE,
    "tests/admin/imports/": BOTH,
    "tests/admin/imports/test_log.py": ONE,
    "tests/admin/imports/test_source_says.py": ONE,
    "tests/admin/imports/test_undo.py::test_undoing_the_official_files_takes_few_queries": FIRST,
    "tests/admin/imports/test_upload.py": ONE,
    "tests/admin/isolation/": SECOND,
    "tests/admin/isolation/test_walk.py": FIRST,
    "tests/admin/test_accounts.py::test_no_bulk_update": BOTH,  # triggers
    "tests/admin/test_history.py": BOTH,
    "tests/browser/": ONE,
    "tests/browser/test_access.py::test_no_page_type_breaks_an_accessibility_rule[light at": FIRST,
    "tests/browser/test_access.py::test_no_page_type_breaks_an_accessibility_rule[light on": SECOND,
    "tests/browser/test_keyboard.py": SQLITE,
    "tests/browser/test_layout.py": SQLITE,
    "tests/browser/test_paste.py": SQLITE,
    "tests/browser/test_print.py": SQLITE,
    "tests/browser/test_rich_text.py": SQLITE,
    "tests/measures/": ONE,
    "tests/measures/test_patterns.py": SQLITE,
    "tests/pactdir/database/test_private.py": SQLITE,
    "tests/pactdir/importing/test_candidates.py::test_the_demo_has_the_figures": FIRST,
    "tests/pactdir/importing/test_editions.py": ONE,  # how a file is parsed
    "tests/pactdir/importing/test_four_years.py::test_the_real_changes": SECOND,
    "tests/pactdir/importing/test_full_size_figures.py": FIRST,
    "tests/pactdir/importing/test_geography.py::test_official_files": SECOND,
    "tests/pactdir/importing/test_malformed.py": ONE,  # refused before anything is written
    "tests/pactdir/importing/test_memory.py": ONE,
    "tests/pactdir/importing/test_official_figures.py": FIRST,
    "tests/pactdir/importing/test_outlines.py": ONE,
    "tests/pactdir/importing/test_over_the_demo.py": SECOND,
    "tests/pactdir/importing/test_postcode_doubts.py::test_questions_the_errors": FIRST,
    "tests/pactdir/importing/test_pupils.py::test_national_and_demo_figures": SECOND,
    "tests/pactdir/importing/test_schools.py::test_the_whole_register": FIRST,
    "tests/pactdir/importing/test_successions.py::test_the_52_former_municipalities": SECOND,
    "tests/pactdir/importing/test_successions.py::test_a_table_that_matches_the_demo": SECOND,
    "tests/pactdir/importing/test_whole_country.py": FIRST,
    "tests/pactdir/map/": ONE,
    "tests/pactdir/paper/": ONE,
    "tests/pactdir/search_box/test_whole_country.py": FIRST,
    "tests/pactdir/test_demo.py": FIRST,
    "tests/pactdir/test_environment.py": ONE,
    "tests/pactdir/test_gunicorn.py": ONE,
    "tests/pactdir/test_in_front.py": SQLITE,
    "tests/pactdir/test_log_lines.py": ONE,
    "tests/pactdir/test_make_run.py": SQLITE,
    "tests/pactdir/test_new_release.py": SQLITE,
    "tests/pactdir/test_page_store.py": ONE,
    "tests/pactdir/test_safety.py": ONE,
    "tests/pactdir/test_security_txt.py": ONE,
    "tests/pactdir/test_static_files.py": ONE,
    "tests/pactdir/test_style_sheets.py": SQLITE,
    "tests/pactdir/timeline/": ONE,
    "tests/pactdir/white_spots/": ONE,
    "tests/pactdir/year_report/": ONE,
    "tests/pages/": ONE,
    "tests/pages/test_facets.py": BOTH,
    "tests/pages/test_facets_that_serve.py": BOTH,
    "tests/pages/test_filters.py": BOTH,
    "tests/pages/test_lists.py": BOTH,
    "tests/pages/test_queries.py": BOTH,
    "tests/pages/test_search.py": BOTH,
    "tests/pages/test_search_box.py": BOTH,
    "tests/pages/test_suggestions.py": BOTH,
    "tests/test_architecture.py": ONE,
    "tests/test_make.py": ONE,
    "tests/test_on_postgresql.py": SQLITE,
    "tests/test_own_texts.py": ONE,
    "tests/test_quick_migrate.py": SQLITE,
    "tests/test_sharing.py": ONE,
}
# Skipped by `--quick`.
SLOW = (
    "tests/admin/imports/test_undo.py::test_undoing_the_official_files_takes_few_queries",
    "tests/admin/isolation/",
    "tests/admin/test_dutch.py::test_messages_after_saving_and_deleting_have_no_article",
    "tests/admin/test_edit_conflict.py::test_invalid_inline_rows_beside_a_change_give_no_server_error",
    "tests/admin/test_every_page.py",
    "tests/admin/test_forms.py::test_impossible_values_are_refused_in_place_and_stay_as_typed",
    "tests/admin/test_region.py::test_an_invalid_formset_count_gives_no_server_error",
    "tests/admin/test_region_screen.py::test_a_region_with_forty_schools_and_sixty_partners_is_saved",
    "tests/browser/",
    "tests/measures/",
    "tests/pactdir/importing/test_candidates.py::test_the_demo_has_the_figures",
    "tests/pactdir/importing/test_four_years.py::test_the_real_changes",
    "tests/pactdir/importing/test_full_size_figures.py",
    "tests/pactdir/importing/test_geography.py::test_official_files",
    "tests/pactdir/importing/test_killed_import.py",
    "tests/pactdir/importing/test_memory.py",
    "tests/pactdir/importing/test_official_figures.py",
    "tests/pactdir/importing/test_outlines.py",
    "tests/pactdir/importing/test_over_the_demo.py",
    "tests/pactdir/importing/test_postcode_doubts.py::test_questions_the_errors",
    "tests/pactdir/importing/test_pupils.py::test_national_and_demo_figures",
    "tests/pactdir/importing/test_region_list.py::test_the_official_list",
    "tests/pactdir/importing/test_schools.py::test_the_whole_register",
    "tests/pactdir/importing/test_successions.py::test_a_table_that_matches_the_demo",
    "tests/pactdir/importing/test_successions.py::test_the_52_former_municipalities",
    "tests/pactdir/importing/test_whole_country.py",
    "tests/pactdir/map/test_area.py::test_the_map_of_the_whole_country_is_small",
    "tests/pactdir/outage/test_saving.py",
    "tests/pactdir/paper/",
    "tests/pactdir/search/test_hostile_queries.py",
    "tests/pactdir/search_box/test_whole_country.py",
    "tests/pactdir/test_demo.py",
    "tests/pactdir/test_killed_worker.py",
    "tests/pactdir/test_make_run.py",
    "tests/pactdir/test_new_release.py",
    "tests/pactdir/test_page_store.py::test_a_cached_page_equals_the_rendered_page",
    "tests/pactdir/test_page_store.py::test_a_logged_in_user_gets_the_same_cached_page",
    "tests/pactdir/test_page_store.py::test_the_next_response_shows_an_edit",
    "tests/pactdir/test_style_sheets.py::test_collectstatic",
    "tests/pages/test_as_of.py::test_no_page_as_of_a_date_depends_on_today",
    "tests/pages/test_clean_addresses.py",
    "tests/pages/test_drafts.py",
    "tests/pages/test_example_region.py",
    "tests/pages/test_for_municipalities_of_the_country.py",
    "tests/pages/test_malformed.py",
    "tests/pages/test_profiles_nearby.py",
    "tests/pages/test_promises.py",
    "tests/pages/test_queries.py",
    "tests/pages/test_real_size.py",
    "tests/pages/test_same_numbers.py::test_all_formats_of_every_page_have_the_same_numbers",
    "tests/pages/test_sheets_hide.py",
    "tests/pages/test_standing.py",
    "tests/pages/test_truth.py",
    "tests/pages/test_white_spots.py::test_the_map_and_the_table_of_a_whole_country_are_small",
    "tests/regions/test_borders.py::test_the_north_of_hilversum",
    "tests/test_own_texts.py::test_no_page_of_the_demo_mixes_forms",
    "tests/test_sharing.py",
)
# Expensive once per database: tests that use these run on the same one, and `--quick` skips them.
SLOW_FIXTURES = {"demo_pages"}


def pytest_addoption(parser):
    group = parser.getgroup("sharing")
    group.addoption("--share", action="store_true", help="run the share of this database only")
    group.addoption("--turn", type=int, help="which share (default: by commit)")
    group.addoption("--quick", action="store_true", help="no browser and no slow walks")
    group.addoption(
        "--every-request", action="store_true", help="all requests of walks, not a sample"
    )
    group.addoption("--shuffle", type=int, metavar="SEED", help="in a random order")


def pytest_configure(config):
    # An option, since options are passed on to the workers of pytest-xdist.
    if config.option.turn is None:
        config.option.turn = commit_count()


def commit_count():
    """Zero outside a git repository."""
    command = ["git", "rev-list", "--count", "HEAD"]
    try:
        result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return 0
    return int(result.stdout)


@pytest.hookimpl(trylast=True)
def pytest_sessionstart(session):
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if reporter:  # a worker has none
        reporter.write_line(header(session.config.option))


def header(option):
    parts = [f"on {connection.vendor}"]
    if option.share:
        parts.append("its share (--share)")
    if option.quick:
        parts.append("without browser and slow walks (--quick)")
    if option.shuffle is not None:
        parts.append(f"in random order (--shuffle={option.shuffle})")
    whole = "all requests of walks (--every-request)"
    parts.append(whole if option.every_request else "part of the requests of walks")
    return f"{', '.join(parts)}, turn {option.turn} (--turn={option.turn})"


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config, items):
    option, tests = config.option, [item.nodeid for item in items]
    selected = set(tests)
    if option.share:
        without_database = {item.nodeid for item in items if not uses_database(item)}
        together = {item.nodeid for item in items if uses_slow_fixture(item)}
        shares = shared_out(tests, option.turn, without_database, together)
        selected = {test for test, vendors in shares if connection.vendor in vendors}
    if option.quick:
        selected -= {item.nodeid for item in items if is_slow(item)}
    config.hook.pytest_deselected(items=[item for item in items if item.nodeid not in selected])
    items[:] = [item for item in items if item.nodeid in selected]
    if option.shuffle is not None:
        items[:] = shuffled(items, random.Random(option.shuffle))  # noqa: S311


def is_slow(item):
    return item.nodeid.startswith(SLOW) or uses_slow_fixture(item)


def uses_slow_fixture(item):
    return not SLOW_FIXTURES.isdisjoint(item.fixturenames)


def uses_database(item):
    return item.get_closest_marker("django_db") or "django_db_setup" in item.fixturenames


def shared_out(tests, turn, without_database=frozenset(), together=frozenset()):
    numbers = Counter()
    for test in tests:
        path = test.partition("::")[0]
        share = SECOND if test in together else share_of(test)
        if share == BOTH and test in without_database:
            share = ONE
        yield test, databases(share, turn, crc32(path.encode()) + numbers[path])
        numbers[path] += 1


def share_of(test):
    return SHARES[max((prefix for prefix in SHARES if test.startswith(prefix)), key=len)]


def databases(share, turn, number):
    if share == BOTH:
        return DATABASES
    if share == SQLITE:
        return ("sqlite",)
    if share == ONE:
        return (ROUND[(number + turn) % len(ROUND)],)
    return (DATABASES[((share == SECOND) + turn) % len(DATABASES)],)


def rotated(things, turn, of):
    """One in `of`, and all within `of` commits. Its place shifts from group to group, so that each
    kind is among them if the kinds recur in a fixed order.
    """
    numbered = enumerate(things)
    return [thing for number, thing in numbered if (number + number // of + turn) % of == 0]


def shuffled(items, rng):
    """By folder, file and test, so that the fixtures of a folder or file are still set up only
    once.
    """
    place = defaultdict(rng.random)
    return sorted(
        items,
        key=lambda item: (place[item.path.parent], place[item.path], place[item.nodeid]),
    )
