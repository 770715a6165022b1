"""Small multiples: columns on one scale, with bounds, and missing amounts marked."""

from decimal import Decimal

import pytest

from regions.charts.columns import BASELINE, TOP, small_multiples
from tests.regions.charts.drawing import drawn, series, texts


def columns(*all_series):
    return small_multiples(all_series, "grafiek")


def test_the_highest_amount_of_the_set_fills_the_height_of_its_chart():
    low, high = columns(series(y2019=50), series(y2019=100))

    assert [column.top for column in high.columns] == [TOP]
    assert [column.top for column in low.columns] == [(BASELINE + TOP) // 2]


def test_a_range_is_solid_up_to_its_lower_bound_and_open_up_to_its_upper_bound():
    (chart,) = columns(series(y2019=(50, 100)))
    svg = drawn(chart, "columns")

    (solid,) = svg.select("rect:not(.chart__open)")
    (open_,) = svg.select(".chart__open")
    assert int(open_["y"]) == TOP
    assert int(open_["y"]) + int(open_["height"]) == int(solid["y"])
    assert int(solid["y"]) + int(solid["height"]) == BASELINE


def test_an_exact_amount_has_no_open_part():
    (chart,) = columns(series(y2019=50))

    assert drawn(chart, "columns").select(".chart__open") == []


def test_zero_is_shown_as_a_number_and_a_missing_amount_as_a_question_mark():
    (chart,) = columns(series(y2019=0, y2020=None, y2021=8))
    svg = drawn(chart, "columns")

    assert texts(svg) == ["0", "?", "8", "2019", "2020", "2021"]
    assert svg.desc.get_text() == "2019: 0; 2020: niet bekend; 2021: 8."


def test_a_chart_is_an_image_with_a_title_and_a_description():
    charts = columns(series("vmbo basis", y2019=5), series("vmbo kader", y2019=5))

    names = []
    for chart in charts:
        svg = drawn(chart, "columns")
        assert svg["role"] == "img"
        assert svg["aria-labelledby"] == svg.title["id"]
        assert svg["aria-describedby"] == svg.desc["id"]
        names.append((svg.title["id"], svg.title.get_text()))
    assert names == [("grafiek-1-t", "vmbo basis"), ("grafiek-2-t", "vmbo kader")]


def test_if_labels_are_wide_only_the_first_and_last_are_kept():
    wide = {f"y{year}": (3258, 3324) for year in range(2019, 2024)}
    (chart,) = columns(series(**wide))

    assert [(label.text, label.anchor) for label in chart.labels] == [
        ("3258–3324", "start"),
        ("3258–3324", "end"),
    ]
    assert [label.text for label in chart.periods] == ["2019", "2020", "2021", "2022", "2023"]


def test_labels_that_fit_between_wide_ones_are_kept():
    (chart,) = columns(series(y2019=(23, 31), y2020=20, y2021=(1, 4), y2022=9, y2023=(23, 31)))

    # The label of 2020 would touch the first one, and that of 2022 the last.
    assert [label.text for label in chart.labels] == ["23–31", "1–4", "23–31"]


def test_school_years_are_abbreviated():
    (chart,) = columns(series(**{"y2019-2020": 5, "y2020-2021": 6}))

    assert [label.text for label in chart.periods] == ["19-20", "20-21"]


@pytest.mark.parametrize("amounts", [{}, {"y2019": None}, {"y2019": 0}])
def test_a_series_without_amounts_still_gets_a_chart(amounts):
    (chart,) = columns(series(**amounts))

    assert chart.ceiling == Decimal(1)
    assert drawn(chart, "columns") is not None
