"""National counts of regions, with their year and source, and a link to the national list."""

from __future__ import annotations

from dataclasses import dataclass

from regions.wording.dutch import counted


@dataclass(frozen=True)
class NationalCount:
    """A count, with its year and source if known."""

    number: int
    noun: str
    year: str = ""
    source: str = ""

    @property
    def origin(self) -> str:
        if not self.year and not self.source:
            return "jaar en bron niet bekend"
        source = f"genoemd in het {self.source}" if self.source else "bron niet bekend"
        return f"telling van {self.year}, {source}"

    def __str__(self) -> str:
        return f"{self.number} {self.noun} ({self.origin})"


# The latest count whose year and source are known.
ALL_REGIONS = NationalCount(78, "regio's", "2022", "bedrijfsprofiel STO Almere")
OTHER_COUNTS = [NationalCount(87, "aanmeldingen", "2018"), NationalCount(74, "regio's")]
LIST_NAME = "sterktechniekonderwijs.nl"
LIST_URL = "https://www.sterktechniekonderwijs.nl/"


def is_part(count: int) -> bool:
    return count < ALL_REGIONS.number


def known_of_all(count: int) -> str:
    count_in_words = (
        counted(count, "techniekregio", "techniekregio's") if count else "nog geen techniekregio"
    )
    number = ALL_REGIONS.number
    in_all = f"zijn er ongeveer {number}" if is_part(count) else f"werden er {number} geteld"
    return f"Deze site kent {count_in_words}. Landelijk {in_all} ({ALL_REGIONS.origin})."
