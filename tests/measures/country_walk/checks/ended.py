"""Checks of texts about ended agreements."""

from __future__ import annotations

import re

from bs4 import Tag

from tests.measures.country_walk.checks.registry import Violations, check
from tests.measures.country_walk.facts import Facts, named_in
from tests.measures.country_walk.reading import Block, Series, text_of

TAKES_PART = re.compile(
    r"\b(doet|doen|neemt|nemen)\b.{0,80}?\b(mee|deel)\b|\bmeedo(et|en)\b|\bdeelne(emt|men)\b"
    r"|\bjouw regio|\b(hoort|horen) bij\b|\bhoort\b.{0,60}\bbij\b"
    r"|\bloopt (nog|tot|in elk geval)\b|\b(overeenkomst|project)\b.{0,30}\bloopt\b"
    r"|\bwerk(t|en)\b.{0,120}?\bsamen\b|\bmemberOf\b",
    re.IGNORECASE,
)
NOT_CLAIMED = re.compile(
    r"\bof (de|het|deze|er|zij|je)\b.*\b(weten wij niet|niet (opgegeven|bekend))\b"
    r"|weten wij niet\b|\bmisschien\b|niet (meer )?mee\b|\bdoe(t|n) nu geen\b"
    r"|\bbij (de|deze) gemeente\b",
    re.IGNORECASE,
)
ITS_STATE = re.compile(
    r"vervolg (is )?niet bekend|of er een vervolg is|einddatum voorbij|beëindigd", re.IGNORECASE
)
# Rows of a timeline have their own date, and the end of the agreement is one of them.
WITHOUT_STATES = {"suggesties", "tijdlijn"}
MEMBERS = ("/scholen/", "/partners/", "/gemeenten/")
OF_MEMBERS = {"school", "partner", "gemeente", "vroegere gemeente", "postcode"}


@check
def present_tense_of_what_ended(series: Series, facts: Facts) -> Violations:
    """Find sentences that name such a region, or that are on a page about it."""
    for page in series.pages:
        regions = named_in(page.text, facts.regions)
        about_one = series.kind in {"regio", *OF_MEMBERS}
        only_ended = about_one and regions and regions <= set(facts.passed)
        for block, sentence in page.sentences:
            if not (block.is_main and TAKES_PART.search(sentence)):
                continue
            ended = named_in(sentence, facts.regions) & set(facts.passed)
            if NOT_CLAIMED.search(sentence) or not (ended or only_ended):
                continue
            if not all(_block_states_end(block, facts.passed[name]) for name in ended or regions):
                yield page.address, f"<{block.tag}> {sentence}"


@check
def ended_region_without_its_state(series: Series, facts: Facts) -> Violations:
    for page in series.pages:
        for row in page.rows if series.kind not in WITHOUT_STATES else ():
            if row.address.startswith(("/regios/", *MEMBERS)):
                ended = named_in(row.whole, facts.regions) & set(facts.passed)
                if any(not _states_end(row.whole, facts.passed[name]) for name in ended):
                    yield page.address, row.whole
        for block in page.blocks if series.kind in {"vergelijken", *OF_MEMBERS} else ():
            if _is_a_fact(block):
                ended = named_in(block.text.split("Bron:")[0], facts.regions) & set(facts.passed)
                if any(not _block_states_end(block, facts.passed[name]) for name in ended):
                    yield page.address, f"<{block.tag}> {block.text}"


def _is_a_fact(block: Block) -> bool:
    # Ignore titles of sources.
    cell = block.element and (block.element.find_parent("td") or block.element)
    if cell is None or cell.name not in ("dd", "td"):
        return False
    label = cell.find_previous_sibling("dt" if cell.name == "dd" else "th")
    return isinstance(label, Tag) and not text_of(label).startswith("Bron")


def _block_states_end(block: Block, end: str) -> bool:
    return _states_end(block.text, end) or _states_end(block.beside, end)


def _states_end(text: str, end: str) -> bool:
    return end in text or bool(ITS_STATE.search(text))
