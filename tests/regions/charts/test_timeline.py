"""Timelines: solid where a period is certain, open where its dates are imprecise."""

from datetime import date

from regions.charts.timeline import WIDTH, Span, Timeline
from regions.fields.partial_date import PartialDate
from tests.regions.charts.drawing import drawn, texts

DAY = date(2026, 11, 29)


def timeline(*spans):
    return Timeline("tijdbalk", "Overeenkomsten", spans, DAY)


def span(start, end, **more):
    start, end = (bound and PartialDate.parse(bound) for bound in (start, end))
    return Span("STO-project", f"van {start} tot en met {end}", start, end, **more)


def bar(*bounds, **more):
    chart = timeline(span("2020-01-01", "2020-01-02"), span(*bounds, **more))
    return chart, chart.bars[-1]


def test_year_precision_draws_open_ends_around_a_solid_bar():
    chart, of_years = bar("2022", "2024")

    assert of_years.open_x < of_years.x
    assert of_years.x + of_years.width < of_years.open_x + of_years.open_width
    assert [year.text for year in chart.years] == [str(year) for year in range(2020, 2027)]


def test_full_dates_leave_nothing_open():
    _, of_days = bar("2022-01-01", "2024-12-31")

    assert (of_days.x, of_days.width) == (of_days.open_x, of_days.open_width)


def test_an_unknown_end_stays_open_to_the_edge():
    _, without_end = bar("2022-01-01", None)

    assert without_end.width == 0
    assert without_end.open_x + without_end.open_width == WIDTH


def test_a_period_that_may_continue_is_solid_up_to_its_end_and_open_after_it():
    _, certain = bar("2022-01-01", "2024-12-31")
    _, at_least = bar("2022-01-01", "2024-12-31", may_go_on=True)

    assert at_least.width == certain.width
    assert at_least.open_x + at_least.open_width == WIDTH


def test_an_at_least_end_is_followed_by_an_unknown_label():
    chart, without_start = bar(None, "2024-06", may_go_on=True)
    _, with_little_room = bar("2022", "2026-10", may_go_on=True)

    assert 0 < without_start.width < 5  # only the last certain day is solid
    assert without_start.x + without_start.width <= without_start.after.x
    assert "niet bekend" in texts(drawn(chart, "timeline"))
    assert with_little_room.after is None


def test_today_is_on_the_timeline_and_year_labels_are_thinned():
    chart = timeline(span("1990", "2024"))

    assert 0 < chart.today_x < WIDTH
    assert [year.text for year in chart.years] == [
        "1990",
        "1994",
        "1998",
        *map(str, range(2002, 2027, 4)),
    ]


def test_the_description_has_every_period_in_words():
    svg = drawn(timeline(span("2020", "2023")), "timeline")

    assert svg.desc.get_text() == "van 2020 tot en met 2023."
    assert texts(svg)[0] == "STO-project"
