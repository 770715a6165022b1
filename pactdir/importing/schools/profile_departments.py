"""The vmbo profiles by what DUO calls their departments (AFDELING)."""

from schools.models import Profile

# The last four as seen in the exams of 2018-2019, beside the
# number of pupils by profile in words.
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
