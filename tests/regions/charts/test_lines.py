"""Lines: distinct shapes, gaps for missing periods, and labels that do not overlap."""

from decimal import Decimal
from itertools import pairwise

import pytest

from regions.charts.lines import BASELINE, LABEL_HEIGHT, MAX_SERIES, Lines
from regions.charts.points import round_up_scale
from tests.regions.charts.drawing import drawn, series, texts


def lines(*all_series):
    return Lines("lijnen", "Aandeel techniek", "procent", all_series)


@pytest.mark.parametrize(
    ("number", "top"),
    [("0", 1), ("0.4", 1), ("9", 10), ("10", 10), ("11", 20), ("23.1", 30), ("3324", 4000)],
)
def test_the_scale_ends_at_a_round_number(number, top):
    assert round_up_scale(Decimal(number)) == top


def test_a_line_is_broken_where_a_period_is_missing():
    svg = drawn(lines(series(y2019=5, y2020=5, y2021=None, y2022=5)), "lines")

    path = svg.select_one(".chart__line")["d"]
    assert (path.count("M"), path.count("L")) == (2, 1)
    assert len(svg.select("circle")) == 3


def test_a_range_has_a_bar_between_its_bounds():
    svg = drawn(lines(series(y2019=(5, 9), y2020=7)), "lines")

    assert len(svg.select(".chart__range")) == 1


def test_each_line_has_its_own_shape_and_its_last_amount_as_a_label():
    chart = lines(*(series(label, y2019=5, y2020=6) for label in "ABCD"))

    assert len({line.shape for line in chart.lines}) == MAX_SERIES
    assert [line.label.text for line in chart.lines] == ["A 6", "B 6", "C 6", "D 6"]


@pytest.mark.parametrize("last", [0, 50, 100])
def test_labels_of_lines_that_meet_do_not_overlap(last):
    chart = lines(*(series(label, y2019=100, y2020=last) for label in "ABCD"))

    ys = sorted(line.label.y for line in chart.lines)
    assert all(below - above >= LABEL_HEIGHT for above, below in pairwise(ys))
    assert ys[0] > 0
    assert ys[-1] <= BASELINE + 5


def test_the_description_has_every_amount():
    svg = drawn(lines(series("A", y2019=5), series("B", y2019=(1, 4))), "lines")

    assert svg.desc.get_text() == "A: 2019: 5. B: 2019: 1 tot en met 4."
    assert "10 procent" not in texts(svg)
    assert texts(svg)[0] == "6 procent"
