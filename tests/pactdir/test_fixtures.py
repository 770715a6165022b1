"""Fixtures have sources, plain Dutch and no personal data, and only one region is invented."""

import re
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from pactdir.demo.fixtures import read_fixtures

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"
ROWS = read_fixtures(FIXTURES)
EXAMPLE = "voorbeeldregio.toml"
REAL_ROWS = [row for row in ROWS if row.file != EXAMPLE]
TEXTS = {
    "about",
    "aims_note",
    "body",
    "budget_note",
    "commitment",
    "cost",
    "end_goal",
    "how_to_join",
    "intro",
    "note",
    "summary",
    "target",
    "text",
}
SITE_LAUNCH = date(2020, 1, 1)


def rows_of(table, rows=ROWS):
    return [row for row in rows if row.table.name == table]


def sentences(html):
    lines = re.sub(r"</(p|li|h3)>", "\n", html.replace("\n", " "))
    plain = re.sub(r"<[^>]+>", "", lines)
    return [sentence for sentence in re.split(r"(?<=[.!?])\s+|\n", plain) if sentence.strip()]


SENTENCES = [
    sentence
    for row in ROWS
    for name in TEXTS & row.values.keys()
    for sentence in sentences(row.values[name])
]


@pytest.mark.parametrize(
    ("file", "table", "count"),
    [
        ("amstelland.toml", "school", 9),
        ("amstelland.toml", "partner", 7),
        ("amstelland.toml", "municipality_participation", 5),
        ("amstelland.toml", "goal", 2),
        ("noord-kennemerland.toml", "school", 18),
        ("noord-kennemerland.toml", "goal", 4),
        ("west-friesland.toml", "school", 7),
        ("west-friesland.toml", "goal", 3),
        ("west-friesland.toml", "region_theme", 9),
        ("west-friesland.toml", "article", 4),
        ("west-friesland.toml", "event", 1),
        ("almere.toml", "school", 8),
        ("almere.toml", "contact", 3),
        ("national.toml", "funding_period", 4),
    ],
)
def test_the_real_regions_have_exactly_what_their_sources_list(file, table, count):
    assert len([row for row in rows_of(table) if row.file == file]) == count


def test_real_regions_have_nothing_without_a_source():
    row_counts = {row.file: Counter() for row in REAL_ROWS}
    for row in REAL_ROWS:
        row_counts[row.file][row.table.name] += 1

    assert (
        row_counts["noord-kennemerland.toml"]
        .keys()
        .isdisjoint(
            {"contact", "organisation", "municipality_participation", "partner", "article", "event"}
        )
    )
    assert (
        row_counts["almere.toml"]
        .keys()
        .isdisjoint({"goal", "organisation", "municipality_participation", "partner", "event"})
    )
    assert not rows_of("confirmation", REAL_ROWS)
    # These profiles are derived from DUO's pupil counts; no school reported them.
    with_profiles = [row for row in rows_of("school", REAL_ROWS) if "profiles" in row.values]
    assert {row.values["profiles_basis"] for row in with_profiles} == {"duo-leerlingen"}
    assert not any(
        "commitment" in row.values for row in rows_of("municipality_participation", REAL_ROWS)
    )


def test_every_real_row_that_can_name_its_source_does():
    # Funding periods come from the programme itself, and need no source.
    with_field = [row for row in REAL_ROWS if row.table.has_field("source")]
    without_source = [row.location for row in with_field if not row.values.get("source")]

    assert without_source == [row.location for row in rows_of("funding_period")]


def test_no_real_row_has_personal_data():
    private = {"person_name", "email", "phone"}

    assert not [row.location for row in REAL_ROWS if private & row.values.keys()]


@pytest.mark.parametrize("path", sorted(FIXTURES.glob("*.toml")), ids=lambda path: path.name)
def test_no_real_email_address_or_phone_number_is_in_a_fixture(path):
    text = path.read_text("utf-8")
    mailboxes = re.findall(r"[\w.+-]+@([\w.-]+)", text)
    phones = re.findall(r"(?:\+31|\b0)[1-9][0-9 -]{7,}", text)

    assert ([host for host in mailboxes if not host.endswith(".example")], phones) == ([], [])


def test_no_sentence_is_longer_than_twenty_words():
    assert [sentence for sentence in SENTENCES if len(sentence.split()) > 20] == []


def test_sentences_have_at_most_twelve_words_on_average():
    assert sum(len(sentence.split()) for sentence in SENTENCES) <= 12 * len(SENTENCES)


def test_only_the_example_region_is_invented_and_all_its_names_say_so():
    marked = [row for row in ROWS if row.values.get("is_example")]
    invented = [row for row in ROWS if row.file == EXAMPLE and row.table.has_field("is_example")]
    not_marked_as_example = [
        row.location
        for row in ROWS
        if row.file == EXAMPLE
        and "name" in row.values
        and "voorbeeld" not in row.values["name"].casefold()
    ]

    assert marked == invented
    assert not_marked_as_example == []


def test_real_rows_are_published_from_site_launch_or_the_date_of_their_source():
    for row in REAL_ROWS:
        if "published_from" in row.values:
            days = {row.values.get("dated", SITE_LAUNCH.isoformat())}
            if row.file == "reported_figures.toml":
                days = {f"{day}-01-01"[:10] for day in days_of_figures(row.values["slug"])}
            assert row.values["published_from"].isoformat() in days, row.location


def days_of_figures(indicator):
    return {
        row.values.get("as_of") for row in REAL_ROWS if row.values.get("indicator") == indicator
    }


def test_a_school_with_an_uncertain_duo_location_has_no_location_data():
    uncertain = {
        row.reference: row.values.keys() & {"location_code", "address", "postcode", "latitude"}
        for row in rows_of("school", REAL_ROWS)
        if "location_code" not in row.values
    }

    assert uncertain.pop("van-der-meij-college") == {"address", "postcode", "latitude"}
    assert len(uncertain) == 11
    assert not any(uncertain.values())
