"""Pasted HTML is converted to the site's own markup, without loss of text."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regions.fields.pasted.wrapped_links import unwrapped
from regions.fields.rich_text import clean
from tests.regions.pasted_texts import SAFELINK, TEXTS


@pytest.mark.parametrize(
    ("pasted", "expected"), [text[1:] for text in TEXTS], ids=[t[0] for t in TEXTS]
)
def test_pasted_text_keeps_its_structure(pasted, expected):
    cleaned = clean(pasted)
    assert in_one_line(cleaned) == expected
    assert clean(cleaned) == cleaned


def in_one_line(html):
    return re.sub(r"(</(?:p|ul|ol|li|h3)>)\s+", r"\1", html.replace(' rel="noopener"', "")).strip()


def test_recipients_in_wrapped_links_are_dropped():
    for part in ("anna", "safelinks", "sdata"):
        assert part not in clean(f'<p class=MsoNormal><a href="{SAFELINK}">{SAFELINK}</a></p>')


@pytest.mark.parametrize(
    ("address", "target"),
    [
        (
            "https://school.example/?url=https://x.example",
            "https://school.example/?url=https://x.example",
        ),
        (
            "https://urldefense.com/v3/__https://school.example/a__;!!abc!anna$",
            "https://school.example/a",
        ),
        (
            "https://eur01.safelinks.protection.outlook.com/?url=tel%3A%2B3120&data=a",
            "tel:+3120",
        ),
        (
            "https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Feur02.safelinks."
            "protection.outlook.com%2F%3Furl%3Dhttps%253A%252F%252Fschool.example&data=a",
            "https://school.example",
        ),
        ("https://eur01.safelinks.protection.outlook.com/?url=javascript%3Aalert(1)", None),
        ("https://eur01.safelinks.protection.outlook.com/", None),
        ("https://www.google.com/maps", "https://www.google.com/maps"),
        ("http://[", "http://["),
    ],
)
def test_a_wrapped_link_is_replaced_by_its_target(address, target):
    assert unwrapped(address) == target


def test_text_after_a_list_item_inside_another_is_kept():
    html = '<div>• <div style="mso-list:l0 level2"></div>woord </div>'
    assert "woord" in clean(html)


TAGS = st.sampled_from(
    ["p", "div", "b", "i", "span", "ul", "ol", "li", "table", "tr", "td", "a", "h1"]
)
STYLES = st.sampled_from(
    [
        "",
        ' style="mso-list:l0 level2"',
        ' style="mso-list:Ignore"',
        ' style="font-weight:700"',
        ' href="#a"',
    ]
)
PIECES = st.one_of(
    st.builds("<{}{}>".format, TAGS, STYLES),
    st.builds("</{}>".format, TAGS),
    st.sampled_from(["woord ", "• ", "1. ", "&lt;", " "]),
)


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, max_size=40).map("".join))
def test_any_html_can_be_cleaned_and_keeps_its_words(html):
    cleaned = clean(f"<div>{html}</div>")
    if "Ignore" not in html:
        assert cleaned.count("woord") == html.count("woord")


@pytest.mark.parametrize(
    "piece", ["<b>", "<div>", "<table><tr><td>", "<ul><li>", "<p style='mso-list:l0 level1'>"]
)
def test_tags_nested_too_deep_are_kept_as_text(piece):
    assert "woord" in clean(piece * 2_000 + "woord")
