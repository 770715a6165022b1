"""Subtracting two counts of the same candidates reveals no number from 1 to 4."""

from collections import defaultdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pactdir.importing import import_files
from pactdir.importing.figures.areas import Area, Location
from pactdir.importing.figures.candidates import (
    BY_PROFILE,
    BY_SECTOR,
    CandidateRow,
    Part,
    candidate_amounts,
)
from pactdir.importing.figures.counts import Count, add_up
from pactdir.importing.figures.small_cells import mask_solvable
from schools.models import Figure
from tests import make
from tests.pactdir.importing import test_candidates, test_exam_figures
from tests.pactdir.importing.files import database_hash, write_files

LEVELS = (Part(level="vmbo-bb"), Part(level="vmbo-kb"))
PROFILES = (Part("pie"), Part("bwi"))
EVERYONE = 1000


def counted(numbers, parts):
    return [
        CandidateRow(location, part, Count.of(number), Count.of(number))
        for location, of_parts in enumerate(numbers)
        for part, number in zip(parts, of_parts, strict=True)
    ]


def locations_of(ours):
    """All in one municipality; locations without a school here have no figures."""
    town = Area("town")
    return {
        n: Location(Area(f"school {n}") if own else None, town, None) for n, own in ours.items()
    }


def published(indicators, rows, locations, **options):
    """Bounds by area and part; a pass rate also gives its total."""
    shown = {}
    for amount in candidate_amounts(indicators, rows, locations, **options):
        if amount.whole and not amount.area.code.startswith("school"):
            continue  # covers only unknown locations
        count = amount.whole or amount.count
        key = amount.area.code, Part(amount.profile, amount.level)
        low, high = shown.get(key, (0, EVERYONE))
        shown[key] = max(low, count.low), min(high, count.high)
    return shown


def totals_of_schools(shown):
    totals = defaultdict(list)
    for (area, _), bounds in shown.items():
        if area.startswith("school"):
            totals[area].append(Count(None, *bounds))
    return {code: add_up(counts) for code, counts in totals.items()}


def both(by_level, by_profile, locations):
    """Published figures of the first count, and of the second one alongside it."""
    first = published(BY_SECTOR, counted(by_level, LEVELS), locations)
    rows = mask_solvable(
        counted(by_profile, PROFILES), locations, totals_of_schools(first), is_first=False
    )
    return first | published(BY_PROFILE, rows, locations, is_country_exact=False)


def solved(shown, locations):
    """The bounds of each number after subtracting published figures until nothing changes."""
    numbers = {(n, part): (0, EVERYONE) for n in locations for part in LEVELS + PROFILES}
    sums = []  # signs by number, and the bounds of their sum
    for (area, part), bounds in shown.items():
        members = [
            n for n, place in locations.items() if area in ("NL", "town") or area == f"school {n}"
        ]
        sums.append(({(n, part): 1 for n in members}, bounds))
    for n in locations:
        signs = {(n, part): 1 for part in LEVELS} | {(n, part): -1 for part in PROFILES}
        sums.append((signs, (0, 0)))
    while True:
        before = dict(numbers)
        for signs, (low, high) in sums:
            for number, sign in signs.items():
                others = [
                    sorted(other_sign * bound for bound in numbers[other])
                    for other, other_sign in signs.items()
                    if other != number
                ]
                ends = [
                    low - sum(most for _, most in others),
                    high - sum(least for least, _ in others),
                ]
                least, most = sorted(sign * end for end in ends)
                known_least, known_most = numbers[number]
                numbers[number] = max(least, known_least), min(most, known_most)
        if numbers == before:
            return numbers


CELLS = st.tuples(*[st.integers(0, 7)] * 4)  # counts of two learning paths by two profiles
WORLDS = st.lists(st.tuples(CELLS, st.booleans()), min_size=1, max_size=3)


@given(WORLDS)
def test_no_subtraction_reveals_a_number_from_1_to_4(world):
    locations = locations_of({n: ours for n, (_, ours) in enumerate(world)})
    by_level = [(a + b, c + d) for (a, b, c, d), _ in world]
    by_profile = [(a + c, b + d) for (a, b, c, d), _ in world]

    numbers = solved(both(by_level, by_profile, locations), locations)

    for n in locations:
        truth = zip(LEVELS + PROFILES, by_level[n] + by_profile[n], strict=True)
        for part, number in truth:
            low, high = numbers[n, part]
            assert low <= number <= high
            assert low < high or not 0 < number < 5, (world, part)


@given(CELLS, st.integers(0, 7))
def test_no_difference_reveals_the_few_candidates_that_one_count_omits(cells, others):
    a, b, c, d = cells
    locations = locations_of({0: True})

    shown = both([(a + b, c + d)], [(a + c + others, b + d)], locations)

    levels, profiles = (
        add_up(Count(None, *shown["school 0", part]) for part in parts)
        for parts in (LEVELS, PROFILES)
    )
    assert not (levels.is_exact and profiles.is_exact) or others == 0 or others >= 5


YEAR = "2023-2024"
PER_PROFILE = "geslaagden-gezakten-en-cijfers-2023-2024.csv"
PER_SECTOR = test_candidates.FILE


@pytest.fixture
def load(tmp_path, db):
    town = make.a_municipality(name="Hoorn", code="GM0405", province="PV27")
    make.a_school(name="Alpha", brin="00AH", location_code="17", municipality=town)
    make.a_school(name="Beta", brin="00AH", location_code="18", municipality=town)
    sector = test_candidates.exams(
        ("00AH17", "VMBO B - techniek", "0", "0", "30", "30"),
        ("00AH18", "VMBO B - techniek", "0", "0", "40", "40"),
    )
    beta = test_exam_figures.exams(("BL", "PIE", "40", "40")).splitlines()[1]
    profile = test_exam_figures.exams(("BL", "PIE", "27", "27"), ("BL", "BWI", "3", "3"))
    profile += beta.replace("00AH17", "00AH18") + "\n"
    files = {PER_SECTOR: sector, PER_PROFILE: profile}

    def load(name):
        return import_files(write_files(tmp_path, {name: files[name]})).outcomes[0]

    return load


def shown(indicators):
    figures = Figure.objects.filter(indicator__slug=indicators.candidates, period=YEAR)
    return {
        (figure.area_code, figure.profile or figure.level): (int(figure.low), int(figure.high))
        for figure in figures
    }


@pytest.mark.parametrize(
    ("first", "second"), [(PER_SECTOR, PER_PROFILE), (PER_PROFILE, PER_SECTOR)]
)
def test_the_second_file_is_masked_if_both_together_reveal_a_masked_number(load, first, second):
    load(first)
    load(second)

    if second == PER_PROFILE:
        assert shown(BY_SECTOR)["00AH17", "vmbo-bb"] == (30, 30)
        assert shown(BY_PROFILE)["00AH17", "pie"] == (0, 40)
        assert shown(BY_PROFILE)["00AH17", "bwi"] == (0, 40)
        assert shown(BY_PROFILE)["GM0405", "pie"] == (40, 80)
        assert shown(BY_PROFILE)["NL", "pie"] == (40, 80)
        passed = Figure.objects.filter(indicator__slug=BY_PROFILE.passed, area_code="00AH17")
        assert not passed.exists()
    else:
        assert shown(BY_PROFILE)["00AH17", "bwi"] == (1, 4)
        assert shown(BY_SECTOR)["00AH17", "vmbo-bb"] == (0, 40)
    assert shown(BY_SECTOR)["00AH18", "vmbo-bb"] == (40, 40)
    assert shown(BY_PROFILE)["00AH18", "pie"] == (40, 40)
    before = database_hash("pactdir.Import")
    for name in (first, second):
        load(name)
    assert database_hash("pactdir.Import") == before
