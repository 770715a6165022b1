"""Sources in words, each with the date in its own name; a day of loading or rendering is none."""

import re

# "24 maart 2022", "schooljaar 2024-2025", "2023-12", "22-12-2025": every date has its year.
A_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
# Not in a host name or project number: "gids2022.example", "STO20190".
PART_OF_A_NAME = re.compile(r"[a-z]\d|\d[a-z]|\d\.[a-z]", re.IGNORECASE)
# How sources of the invented region begin.
INVENTED = "verzonnen"
UNKNOWN = "datum niet bekend"


def parts(source: str) -> list[str]:
    """A source may join two with ";"."""
    return [part for part in map(str.strip, source.split(";")) if part]


def with_date(source: str) -> str:
    return "; ".join(map(_with_date, parts(source)))


def _with_date(part: str) -> str:
    return part if part.startswith(INVENTED) or is_dated(part) else f"{part} ({UNKNOWN})"


def is_dated(part: str) -> bool:
    return any(
        A_YEAR.search(word) and not PART_OF_A_NAME.search(word) for word in re.split(r"[\s/]", part)
    )
