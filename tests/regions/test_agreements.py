"""Agreements: constraints, and their status on a date in words."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db.models import CheckConstraint

from regions.agreement_timeline import spans_of
from regions.clock import AsOf
from regions.models import Agreement, FundingPeriod
from tests import make
from tests.impossible import refused_by_the_database, refused_twice, refused_with_message


def test_an_agreement_cannot_end_before_it_starts(db):
    refused_twice(make.an_agreement(), "Het einde ligt vóór het begin.", starts="2024", ends="2023")


def test_an_agreement_cannot_be_terminated_before_it_starts(db):
    refused_twice(
        make.an_agreement(termination_source="bron"),
        "Het einde ligt vóór het begin.",
        starts="2024",
        terminated="juni 2023",
    )


@pytest.mark.parametrize(
    ("starts", "ends"), [("2024", "juni 2024"), ("juni 2024", "2024"), ("2024", "1-1-2024")]
)
def test_an_end_that_may_be_after_the_start_is_accepted(db, starts, ends):
    make.an_agreement(starts=starts, ends=ends)


def test_an_agreement_needs_a_source(db):
    message = "Noem de bron: zonder bron komt dit niet op de site."
    refused_twice(make.an_agreement(), message, source="")


def test_an_agreement_needs_a_region(db):
    row = make.an_agreement()
    refused_by_the_database(row, region=None)
    with pytest.raises(ValidationError) as refusal:
        Agreement(kind="sto-project", source="bron").save()
    assert list(refusal.value.message_dict) == ["region"]


def test_a_termination_needs_a_source(db):
    refused_twice(
        make.an_agreement(),
        "Noem de bron die zegt dat het is beëindigd.",
        terminated="2024",
        termination_source="",
    )


def test_a_signing_date_requires_the_signed_mark(db):
    message = "Er staat een datum van ondertekening: vink ook 'ondertekend' aan."
    refused_twice(make.an_agreement(), message, signed="2020", is_signed=False)
    make.an_agreement(is_signed=True, signed="2020")
    make.an_agreement(is_signed=True)


def test_a_budget_cannot_be_negative(db):
    refused_twice(make.an_agreement(), "Een budget is niet lager dan nul.", budget=Decimal("-0.01"))
    make.an_agreement(budget=0)


def test_all_check_constraints_take_one_query(db, django_assert_num_queries):
    agreement = make.an_agreement()
    checks = [row for row in Agreement._meta.constraints if isinstance(row, CheckConstraint)]
    assert len(checks) > 3

    with django_assert_num_queries(3):  # together with its savepoint
        agreement.validate_constraints()


def test_every_check_that_fails_is_reported(db):
    agreement = make.an_agreement()
    agreement.starts, agreement.ends, agreement.source = "2024", "2023", ""

    with pytest.raises(ValidationError) as refused:
        agreement.validate_constraints()

    assert len(refused.value.messages) == 2


def test_a_funding_period_ends_after_it_starts_and_is_unique(db):
    period = make.a_funding_period(first_year=1990, last_year=1993)
    refused_twice(period, "Het einde ligt vóór het begin.", last_year=1989)
    refused_with_message(
        FundingPeriod(first_year=1990, last_year=1993), "Deze periode staat er al."
    )
    refused_by_the_database(make.a_funding_period(), first_year=1990, last_year=1993)


def test_a_one_year_funding_period_is_displayed_as_one_year():
    assert str(FundingPeriod(first_year=2020, last_year=2023)) == "2020-2023"
    assert str(FundingPeriod(first_year=2024, last_year=2024)) == "2024"


def test_a_programme_line_needs_a_source_and_a_unique_number(db):
    line = make.a_programme_line()
    source = "Noem de bron: zonder bron komt dit niet op de site."
    refused_twice(line, source, source="")
    other = make.a_programme_line(funding_period=line.funding_period)
    number = "Dit nummer is in deze periode al gebruikt."
    refused_twice(other, number, number=line.number)


# The status, in words


def stored_state(on, follow_up=None, **fields):
    """The (mark, label, sentence) of an agreement as read back from the database."""
    agreement = make.an_agreement(**fields)
    agreement.refresh_from_db()
    state = agreement.state(on, follow_up)
    return state.mark.name, state.label, state.sentence


@pytest.mark.parametrize(
    ("ends", "wording", "in_words", "last_day"),
    [
        ("juni 2024", "in-elk-geval-tot", "in elk geval tot juni 2024", date(2024, 6, 30)),
        ("2023", "tot", "tot 2023", date(2023, 12, 31)),
        ("2023", "tot-en-met", "tot en met 2023", date(2023, 12, 31)),
        ("februari 2024", "tot-en-met", "tot en met februari 2024", date(2024, 2, 29)),
        ("15 mei 2024", "tot-en-met", "tot en met 15 mei 2024", date(2024, 5, 15)),
    ],
)
def test_an_agreement_is_in_force_through_the_last_day_of_its_end(
    db, ends, wording, in_words, last_day
):
    fields = {"ends": ends, "end_wording": wording}
    assert stored_state(last_day, **fields) == (
        "OPEN",
        f"Loopt {in_words}",
        f"STO-project loopt {in_words}.",
    )
    next_day = date.fromordinal(last_day.toordinal() + 1)
    assert stored_state(next_day, **fields) == (
        "PASSED",
        f"{in_words.capitalize()}, vervolg niet bekend",
        f"STO-project {in_words}. Of er een vervolg is, weten wij niet.",
    )


def test_an_end_that_has_passed_mentions_a_newer_agreement(db):
    newer = make.an_agreement(starts="2024")
    assert stored_state(date(2024, 1, 1), follow_up=newer, ends="2023") == (
        "PASSED",
        "Tot en met 2023, met een vervolg",
        "STO-project tot en met 2023. Er is een nieuwere overeenkomst.",
    )


def test_an_end_that_has_passed_mentions_when_the_next_agreement_starts(db):
    ahead = make.an_agreement(starts="2026")
    assert stored_state(date(2024, 1, 1), follow_up=ahead, ends="2023") == (
        "PASSED",
        "Tot en met 2023, vervolg begint in 2026",
        "STO-project tot en met 2023. Een nieuwere overeenkomst begint in 2026.",
    )


def test_an_end_that_has_passed_does_not_read_as_ended(db):
    _, label, sentence = stored_state(date(2030, 1, 1), ends="2023")
    assert "eëindigd" not in label + sentence


def test_an_agreement_has_ended_from_the_date_in_the_source(db):
    fields = {
        "kind": "overeenkomst",
        "ends": "2029",
        "terminated": "juni 2024",
        "termination_source": "raadsbesluit",
    }
    assert stored_state(date(2024, 5, 31), **fields)[0] == "OPEN"
    assert stored_state(date(2024, 6, 1), **fields) == (
        "ENDED",
        "Beëindigd (juni 2024)",
        "Overeenkomst beëindigd: juni 2024. Bron: raadsbesluit (datum niet bekend).",
    )


def test_an_agreement_is_upcoming_until_the_first_day_it_may_start(db):
    fields = {"starts": "september 2024", "ends": "2028"}
    assert stored_state(date(2024, 8, 31), **fields) == (
        "AHEAD",
        "Begint in september 2024",
        "STO-project begint in september 2024.",
    )
    assert stored_state(date(2024, 9, 1), **fields)[0] == "OPEN"


@pytest.mark.parametrize("starts", [None, "2020"])
def test_an_agreement_without_an_end_says_so(db, starts):
    assert stored_state(date(2024, 1, 1), starts=starts) == (
        "UNKNOWN",
        "Einddatum niet bekend",
        "STO-project, einddatum niet bekend.",
    )


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, ""),
        ({"starts": "2020"}, "vanaf 2020"),
        ({"ends": "2023"}, "tot en met 2023"),
        ({"starts": "2020", "ends": "2023", "end_wording": "tot"}, "van 2020 tot 2023"),
    ],
)
def test_the_period_in_words(db, fields, words):
    agreement = make.an_agreement(**fields)
    assert agreement.period_in_words == words
    assert str(agreement) == f"STO-project {words}".strip()


# The agreement to show


@pytest.fixture
def region(db):
    return make.a_region()


def test_a_region_without_agreements_has_none_to_show(region):
    assert region.agreement_on(date(2024, 1, 1)) is None


def test_the_agreement_shown_is_the_one_that_ends_last_among_those_started(region):
    first = make.an_agreement(region=region, starts="2018", ends="2019")
    second = make.an_agreement(region=region, starts="2020", ends="2023")
    ahead = make.an_agreement(region=region, starts="2025", ends="2028")
    make.an_agreement(starts="2018", ends="2040")
    assert region.agreement_on(date(2019, 12, 31)) == first
    assert region.agreement_on(date(2020, 1, 1)) == second
    assert region.agreement_on(date(2024, 12, 31)) == second
    assert region.agreement_on(date(2025, 1, 1)) == ahead


def test_a_follow_up_that_has_started_precedes_an_upcoming_one(region):
    make.an_agreement(region=region, starts="2018", ends="2019")
    make.an_agreement(region=region, starts="2020", ends="2021")
    make.an_agreement(region=region, starts="2025", ends="2028")
    states = [state.label for _, state in region.states_on(date(2022, 1, 1))]
    assert states == [
        "Begint in 2025",
        "Tot en met 2021, vervolg begint in 2025",
        "Tot en met 2019, met een vervolg",
    ]


@pytest.mark.parametrize(("starts", "said"), [("2024", "met een vervolg"), (None, "niet bekend")])
def test_a_follow_up_on_an_earlier_date_has_a_known_start(region, starts, said):
    make.an_agreement(region=region, starts="2020", ends="2023")
    make.an_agreement(region=region, starts=starts, ends="2028")
    then = AsOf(date(2026, 1, 1), date(2024, 6, 1))
    labels = [state.label for _, state in region.states_on(then)]

    assert labels[1].startswith("Tot en met 2023, ")
    assert labels[1].endswith(said)


@pytest.mark.parametrize(
    ("on", "label"),
    [
        (date(2021, 1, 1), "Van 2021 tot en met 2026, vanaf welke dag niet bekend"),
        (date(2021, 12, 31), "Loopt tot en met 2026"),
        (date(2023, 1, 1), "Beëindigd (2023), dag niet bekend"),
        (date(2023, 12, 31), "Beëindigd (2023)"),
    ],
)
def test_a_year_leaves_the_date_of_a_start_or_end_unknown(region, on, label):
    make.an_agreement(
        region=region, starts="2021", ends="2026", terminated="2023", termination_source="brief"
    )

    assert [state.label for _, state in region.states_on(AsOf(date(2026, 1, 1), on))] == [label]


def test_an_upcoming_agreement_is_shown_if_none_has_started(region):
    ahead = make.an_agreement(region=region, starts="2025", ends="2028")
    assert region.agreement_on(date(2024, 12, 31)) == ahead


def test_an_agreement_without_an_end_ends_last(region):
    make.an_agreement(region=region, ends="2099")
    endless = make.an_agreement(region=region)
    assert region.agreement_on(date(2024, 1, 1)) == endless


def test_a_terminated_agreement_ranks_by_its_termination(region):
    make.an_agreement(region=region, terminated="2021", termination_source="bron")
    make.an_agreement(region=region, ends="2030", terminated="2021", termination_source="bron")
    runs = make.an_agreement(region=region, ends="2029")
    assert region.agreement_on(date(2024, 1, 1)) == runs


def test_agreements_are_ordered_by_end_latest_first(region):
    early = make.an_agreement(region=region, ends="2023")
    late = make.an_agreement(region=region, ends="2028")
    endless = make.an_agreement(region=region)
    assert list(region.agreements.all()) == [endless, late, early]


@pytest.mark.parametrize(
    ("end_wording", "end"), [("tot-en-met", date(2023, 12, 31)), ("tot", date(2023, 1, 1))]
)
def test_a_bar_is_solid_through_the_last_year_only_if_the_source_includes_it(end_wording, end):
    agreement = Agreement(starts="2020", ends="2023", end_wording=end_wording)
    agreement.clean_fields(exclude=["region", "kind", "source"])
    [span] = spans_of([agreement], date(2026, 1, 1))

    assert span.end.first_day == end
