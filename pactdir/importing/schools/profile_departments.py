"""The vmbo profiles by DUO's code of the department (AFDELING)."""

from schools.models import Profile

# The last four were derived from the exams of 2018-2019, next to the number of pupils by profile.
DEPARTMENTS = {
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
