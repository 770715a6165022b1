"""Charts obey the Content-Security-Policy, and the largest ones stay small."""

import gzip
import re

import pytest

from regions.charts.columns import small_multiples
from regions.charts.lines import MAX_SERIES, Lines
from regions.charts.timeline import Timeline
from tests.regions.charts.drawing import series, source_of
from tests.regions.charts.test_timeline import DAY, span

MAX_BYTES = 6_000  # bytes, compressed

TEN_YEARS = {f"y{year}-{year + 1}": (13_258 + year, 13_324 + year) for year in range(2015, 2025)}
HOSTILE = '"><script>alert(1)</script>'
CHARTS = {
    "columns": lambda label: small_multiples([series(label, **TEN_YEARS)], "a")[0],
    "lines": lambda label: Lines("b", label, label, [series(label, **TEN_YEARS)] * MAX_SERIES),
    "timeline": lambda label: Timeline("c", label, [span("2010", "2024")] * 8, DAY),
}


@pytest.mark.parametrize("name", CHARTS)
def test_the_fullest_chart_is_small(name):
    svg = source_of(CHARTS[name]("Produceren, installeren en energie"), name)

    assert len(gzip.compress(svg.encode())) <= MAX_BYTES


@pytest.mark.parametrize("name", CHARTS)
def test_a_chart_has_no_style_no_script_and_no_event_handlers(name):
    svg = source_of(CHARTS[name](HOSTILE), name)

    assert "<script" not in svg
    assert re.findall(r"<[^>]*\s(?:style|on\w+)=", svg) == []


@pytest.mark.parametrize("name", CHARTS)
def test_numbers_in_svg_attributes_have_no_thousands_separator(name, settings):
    settings.USE_THOUSAND_SEPARATOR = True
    svg = source_of(CHARTS[name]("vmbo"), name)

    assert re.findall(r'\s(?:x|y|d|width|height|viewBox)="[^"]*\d,\d', svg) == []
