"""Sources in words. Only a date in a source's name counts, not the date of an import or a page."""

import re
from urllib.parse import urlsplit

# "24 maart 2022", "schooljaar 2024-2025", "2023-12", "22-12-2025": every date has a year.
A_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
# A host name or project number is not a date: "gids2022.example", "STO20190".
PART_OF_A_NAME = re.compile(r"[a-z]\d|\d[a-z]|\d\.[a-z]", re.IGNORECASE)
# First word of every source of the example region.
INVENTED = "verzonnen"
EXAMPLE = f"{INVENTED} voorbeeld"
OWN_ACCOUNT = "opgave van de organisatie zelf"
UNKNOWN = "datum niet bekend"
# The attribution required by the licences of CBS, Kadaster and GeoNames.
ATTRIBUTION = "Bevat open data van DUO (CC0), CBS en Kadaster (CC BY 4.0) en GeoNames (CC BY 4.0)."
# For facts without a source that can be named.
SOURCE_UNKNOWN = "bron niet bij ons bekend"
PAGE_UNKNOWN = "adres van de pagina niet bekend"


def parts(source: str) -> list[str]:
    return [part for part in map(str.strip, source.split(";")) if part]


def with_date(source: str) -> str:
    return "; ".join(map(_with_date, parts(source)))


def _with_date(part: str) -> str:
    # "datum algemeen bekend" is about the date of the fact, not a source of its own.
    is_complete = part.startswith((INVENTED, "datum ")) or is_dated(part)
    return part if is_complete else f"{part} ({UNKNOWN})"


def is_front_page(url: str) -> bool:
    """Whether the URL is just a site's home page, while the statement is on another page of it."""
    parts = urlsplit(url)
    return not (parts.path.strip("/") or parts.query or parts.fragment)


def is_dated(part: str) -> bool:
    return any(
        A_YEAR.search(word) and not PART_OF_A_NAME.search(word) for word in re.split(r"[\s/]", part)
    )
