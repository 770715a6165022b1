"""Maps departments in files of DUO (AFDELING), as codes or in words, to vmbo profiles."""

from regions.names.folding import fold
from schools.models import Profile

# MTR, MTE, HBR and G occur in the exams of 2018-2019; the pupil counts name them in words.
CODES = {
    "BWI": Profile.BWI,
    "PIE": Profile.PIE,
    "MVI": Profile.MVI,
    "ZWE": Profile.ZW,
    "EO": Profile.EO,
    "DP": Profile.DP,
    "MTR": Profile.MT,
    "MTE": Profile.MAT,
    "HBR": Profile.HBR,
    "G": Profile.GROEN,
}
ABBREVIATIONS = {
    "M&T": Profile.MT,
    "MaT": Profile.MAT,
    "Z&W": Profile.ZW,
    "E&O": Profile.EO,
    "D&P": Profile.DP,
    "Groen": Profile.GROEN,
}
WORDS = {profile.label: profile for profile in Profile}
_PROFILES = {fold(name): profile for name, profile in {**ABBREVIATIONS, **WORDS, **CODES}.items()}

# Departments that are not a profile: a learning route within a sector, the exam programmes that the
# profiles replaced in 2016, and the subject clusters of havo and vwo.
ROUTES = ("vakmanschapsroute", "beroepsroute")


def profile_of(department: str) -> Profile | None:
    return _PROFILES.get(fold(department))


def is_no_profile(department: str) -> bool:
    folded = fold(department)
    return folded in ("", "n v t", "nvt") or folded.startswith(ROUTES)


def is_technical_route(department: str) -> bool:
    folded = fold(department)
    return folded.startswith(ROUTES) and folded.endswith("techniek")
