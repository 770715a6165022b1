"""Checks of claims: too far away, empty, invented or without a source."""

from __future__ import annotations

import re

from tests.measures.country_walk.checks.registry import Violations, check
from tests.measures.country_walk.facts import Facts, named_in
from tests.measures.country_walk.reading import KM, Block, Series, text_of

FARTHEST_NEARBY = 30  # km


@check
def far_region_as_the_nearest(series: Series, facts: Facts) -> Violations:
    """Find it in a lede, or next to the region's name; the distance alone is allowed."""
    for page in series.pages:
        for block in page.blocks:
            if "ichtstbijzijnde" in block.text:
                kms = [int(km) for km in KM.findall(block.text)]
                is_far = bool(kms) and max(kms) > FARTHEST_NEARBY
                if is_far and (_is_lede(block) or named_in(block.text, facts.regions)):
                    yield page.address, block.text


def _is_lede(block: Block) -> bool:
    return block.element is not None and "lede" in block.element.get_attribute_list("class")


@check
def ask_a_school_where_none_is_listed(series: Series, facts: Facts) -> Violations:
    for page in series.pages:
        # Listed on this page, or in a list that it links to.
        if not page.main.select_one('a[href^="/scholen/"], a[href$="#kop-scholen"]'):
            for block, sentence in page.sentences:
                if block.is_main and re.search(r"[Vv]raag het (een|de) school", sentence):
                    yield page.address, sentence


@check
def label_without_a_value(series: Series, facts: Facts) -> Violations:
    for page in series.pages:
        for term in page.main.find_all("dt"):
            value = term.find_next_sibling("dd")
            if value is None or not text_of(value):
                yield page.address, text_of(term)
        for block in page.blocks:
            if re.search(r"\bBron(nen)?:\s*($|[.;,])", block.text):
                yield page.address, block.text


@check
def invented_elsewhere(series: Series, facts: Facts) -> Violations:
    for page in series.pages:
        if page.of_class("notice--example") and page.path in facts.example_addresses:
            continue
        for block in page.blocks:
            if block.is_main and (names := named_in(block.text, facts.examples)):
                yield page.address, f"{', '.join(names)}: {block.text[:80]}"
                break


@check
def signed_without_a_source(series: Series, facts: Facts) -> Violations:
    for page in series.pages:
        if not named_in(page.text, facts.signed):
            for block, sentence in page.sentences:
                if block.is_main and "ndertekend" in sentence:
                    yield page.address, sentence
