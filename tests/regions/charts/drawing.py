"""Renders a chart as a page does, and parses it."""

from decimal import Decimal

from bs4 import BeautifulSoup
from django.template.loader import render_to_string

from regions.charts.points import Amount, Point, Series


def amount(low, high=None):
    high = low if high is None else high
    short = str(low) if low == high else f"{low}–{high}"
    words = str(low) if low == high else f"{low} tot en met {high}"
    return Amount(Decimal(low), Decimal(high), words, short)


def series(label="vmbo basis", **amounts):
    """A series from keyword arguments such as `y2019=(1, 4)`, `y2020=12` or `y2021=None`."""
    points = []
    for period, value in amounts.items():
        bounds = value if isinstance(value, tuple) else (value,)
        points.append(Point(period[1:], None if value is None else amount(*bounds)))
    return Series(label, points)


def source_of(chart, name):
    return render_to_string(f"charts/_{name}.svg", {"chart": chart})


def drawn(chart, name):
    return BeautifulSoup(source_of(chart, name), "html.parser").svg


def texts(svg):
    return [text.get_text() for text in svg.find_all("text")]
