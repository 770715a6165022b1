"""The row of a school on a postcode page."""

from __future__ import annotations

from dataclasses import dataclass, field

from news.models import Event
from pactdir.nearby.schools import SchoolNear
from regions.geo.distances import about_km, over_water
from schools import level_words
from schools.locations import Candidate
from schools.models import Level, Profile, School
from schools.profile_words import can_have_profiles
from schools.sites import OtherSite


@dataclass(frozen=True)
class Row:
    """Has the attributes of `School` that `schools/_school_row.html` reads."""

    near: SchoolNear
    school: School
    is_over_water: bool = False
    former_names_in_words: str = ""
    visit: Event | None = None
    other_site: OtherSite | None = None
    # Participating schools that may be at this location.
    candidates: list[Candidate] = field(default_factory=list)

    @property
    def label(self) -> str:
        return self.school.label

    @property
    def possibly_closed(self) -> bool:
        return self.school.possibly_closed

    def get_absolute_url(self) -> str:
        return self.school.get_absolute_url()

    @property
    def levels_in_line(self) -> str:
        return level_words.in_line(self.school)

    @property
    def perhaps_also(self) -> str:
        """Levels of a second DUO code at this address, proposed as a match but not yet decided."""
        return ", ".join(Level(level).label for level in self.near.known.perhaps_also)

    @property
    def where(self) -> str:
        return self.school.where or "plaats niet bekend"

    @property
    def distance(self) -> str:
        return over_water(self.straight_distance, self.is_over_water)

    @property
    def straight_distance(self) -> str:
        # Without a warning about water, which long distances do not need.
        return "afstand niet bekend" if self.near.km is None else about_km(self.near.km)

    @property
    def measured_to(self) -> str:
        """What the distance is measured to, if it is not the school: "het midden van 4537"."""
        return self.near.known.measured_to if self.near.km is not None else ""

    @property
    def profiles_in_words(self) -> str:
        known = self.near.known
        if not known.profiles_known:
            can_have = can_have_profiles(known.levels)
            return "profielen niet bekend" if can_have else "geen vmbo-profielen"
        year = f" in {known.profiles_on.year}" if known.profiles_on else ""
        if known.technical_profiles:
            labels = [Profile(code).label for code in known.technical_profiles]
            return f"technisch{year}: {'; '.join(labels)}"
        return f"geen technisch profiel{year}" if known.profiles else "geen vmbo-profielen"
