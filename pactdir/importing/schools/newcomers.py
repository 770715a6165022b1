"""Recognises locations for newcomers (internationale schakelklas), for which DUO has no code."""

from __future__ import annotations

import re

# "EOA" (eerste opvang anderstaligen) in a list of levels is about the whole school, so only
# "locatie EOA" counts.
IN_NAME = re.compile(
    r"\bisk\b|\binternationale schakelklas(sen)?\b|\beerste opvang\b"
    r"|\b(loc|locatie|vest|vestiging)\.? eoa\b|, eoa\b",
    re.IGNORECASE,
)
IN_SITE = re.compile(r"https?://([^/]*[.-])?isk")


def is_for_newcomers(name: str, site: str) -> bool:
    return bool(IN_NAME.search(name) or IN_SITE.match(site))
