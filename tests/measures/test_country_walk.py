"""The violations that `make country-walk` finds, and part of the walk over the demo."""

import re
from datetime import date

import pytest
from django.test import Client

from regions.clock import today
from tests.measures.country_walk.__main__ import main
from tests.measures.country_walk.checks import CHECKS
from tests.measures.country_walk.facts import Facts, KnownSchool, facts_on
from tests.measures.country_walk.forbidden import patterns
from tests.measures.country_walk.reading import Page, Row, Series
from tests.measures.country_walk.visiting import CALENDAR, FEED, NOT_FOUND, visit
from tests.measures.country_walk.walking import Report, add_clashes, inspect, some_addresses

PATTERNS = patterns()
TWIN = "/scholen/tweeling-een/"
FACTS = Facts(
    today=date(2026, 11, 28),
    regions=frozenset({"Pact Voorbij", "Pact Loopt"}),
    passed={"Pact Voorbij": "tot en met 2023"},
    signed=frozenset({"Pact Loopt"}),
    examples=frozenset({"Voorbeeldregio"}),
    example_addresses=frozenset({"/regios/voorbeeldregio/"}),
    schools={
        TWIN: KnownSchool("dorp", "Dorp", "Kerkweg 1", "1000 AA", has_namesake=True),
        "/scholen/tweeling-twee/": KnownSchool("dorp", "Dorp", "Dorpsweg 2", "1000 AB"),
        "/scholen/dubbel-een/": KnownSchool("dorp", "Dorp", "Kerkweg 3", "1000 AC"),
        "/scholen/dubbel-twee/": KnownSchool("dorp", "Dorp", "Kerkweg 3", "1000 AC"),
        "/scholen/aan-wal/": KnownSchool("den helder", "Den Helder", "Wal 1", "1781 AA"),
    },
    waiting={"/scholen/wacht/": {"Diamant 9"}, TWIN: {"Bonkestekersweg 1"}},
)
FEW = 3  # pages of each kind
A_PAGE = """<html><head><title>Thamen</title><meta name="description" content="Een school.">
<script type="application/ld+json">{"@type": "School", "memberOf": [{"name": "Pact"}]}</script>
</head><body><main><h1>Thamen</h1><svg role="img" aria-label="Kaart"><title>Dorp: Pact</title></svg>
<ul class="rows"><li class="row"><span class="map-number">1</span>
<a class="row__name" href="/scholen/a/#b">A</a> vmbo. Ook mavo.<p>Pact</p>
<label class="option">Vergelijk</label></li></ul></main><footer>Over</footer></body></html>"""


def violations_of(pattern, piece):
    kind = pattern.kinds[0] if pattern.kinds else "school"
    return pattern.violations_in(Series(kind, TWIN, [Page(piece, TWIN)]), FACTS)


@pytest.mark.parametrize("pattern", PATTERNS, ids=lambda pattern: pattern.name)
def test_a_pattern_matches_its_mutants_and_no_correct_text(pattern):
    assert [piece for piece in pattern.mutants if not violations_of(pattern, piece)] == []
    assert [piece for piece in pattern.sound if violations_of(pattern, piece)] == []
    assert pattern.mutants
    assert pattern.sound


def test_every_check_has_mutants():
    assert {pattern.check for pattern in PATTERNS if pattern.check} == set(CHECKS)


def test_no_two_patterns_share_a_name():
    assert len({pattern.name for pattern in PATTERNS}) == len(PATTERNS)


def test_the_demo_has_no_violation(demo):
    report, equipment = Report(), (Client(), facts_on(today()), PATTERNS)
    for address in some_addresses(most=FEW):
        report.add(inspect(address, *equipment))
    add_clashes(report)

    assert report.errors == []
    assert report.violations == {}
    assert len(report.kinds) > 20
    assert all(kind.sentences for kind in report.kinds.values())


def test_a_page_is_cut_into_blocks_and_rows():
    page = Page(A_PAGE)

    assert [(block.tag, block.text) for block in page.blocks if block.is_main] == [
        ("title", "Thamen"),
        ("@description", "Een school."),
        ("data", "memberOf name: Pact"),
        ("h1", "Thamen"),
        ("@aria-label", "Kaart"),
        ("title", "Dorp: Pact"),
        ("li", "1 A vmbo. Ook mavo."),
        ("p", "Pact"),
        ("label", "Vergelijk"),
    ]
    assert [sentence for block, sentence in page.sentences if block.tag == "li"] == [
        "1 A vmbo.",
        "Ook mavo.",
    ]
    assert page.blocks[-2].beside == "1 A vmbo. Ook mavo. Pact Vergelijk"
    assert page.rows == [
        Row("A", "/scholen/a/", "A vmbo. Ook mavo. Pact", "1 A vmbo. Ook mavo. Pact Vergelijk")
    ]


def test_the_facts_include_regions_whose_agreement_ended(demo):
    facts = facts_on(today())

    assert facts.passed == {
        "TechniekPact Noord-Kennemerland": "tot en met 2023",
        "TechniekPact West-Friesland": "tot 2023",
        "Techniekpact Amstelland": "in elk geval tot juni 2024",
    }
    assert facts.signed == {"Techniekpact Amstelland", "Voorbeeldregio"}
    assert facts.schools["/scholen/thamen/"].municipality == "Uithoorn"


def test_a_list_is_read_to_its_last_page(demo):
    outcome = visit(Client(), "lijst: scholen", "/scholen/")

    assert outcome.statuses == {200: 2}
    assert outcome.series
    assert len(outcome.series.pages) == 2


@pytest.mark.parametrize(
    ("address", "row"),
    [
        ("/scholen/?regio=techniekpact-west-friesland", "/scholen/"),
        ("/regios/techniekpact-amstelland/", "/scholen/"),
        ("/gemeenten/alkmaar/", "/scholen/"),
        ("/dichtbij/1703/", "/scholen/"),
        ("/aanbod/?regio=voorbeeldregio", "/aanbod/"),
        ("/aanbod/?regio=voorbeeldregio", "/agenda/"),
    ],
)
def test_fewer_rows_than_the_count_states_is_a_violation(demo, client, address, row):
    """Uses current pages, so that the check keeps up with them."""
    series = Series("", address, [Page(client.get(address).content, address)])
    count_and_rows_differ = CHECKS["count_and_rows_differ"]
    assert list(count_and_rows_differ(series, FACTS)) == []

    link = series.pages[0].main.find("a", class_="row__name", href=re.compile(f"^{row}"))
    link.find_parent("li", class_="row").decompose()

    assert list(count_and_rows_differ(series, FACTS))


@pytest.mark.parametrize(
    ("kind", "address", "text"),
    [
        (CALENDAR, "/regios/voorbeeldregio.ics", "Voorbeeldavond voor ouders"),
        (FEED, "/regios/voorbeeldregio/nieuws.atom", "nieuw lokaal voor robots"),
    ],
)
def test_the_texts_of_calendars_and_feeds_are_read(demo, kind, address, text):
    series = visit(Client(), kind, address).series

    assert any(text in sentence for _, sentence in series.pages[0].sentences)


def test_a_url_that_does_not_exist_is_an_error(db):
    outcome = visit(Client(), "school", "/scholen/nergens/")

    assert outcome.errors == ["/scholen/nergens/: 404"]
    assert not visit(Client(), NOT_FOUND, "/scholen/nergens/").errors


def test_a_missing_folder_is_named_and_exits_with_an_error(tmp_path, capsys):
    assert main([str(tmp_path / "nergens")]) == 1

    assert "is er niet" in capsys.readouterr().out
