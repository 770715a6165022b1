"""The indicators that are counted per school, by slug (importing/figures/indicators.toml)."""

from regions.wording.dutch import listed
from regions.wording.glossary import TERMS
from schools.models import TECHNICAL_PROFILES

# A pass rate omits locations and parts for which the matching number of candidates is masked.
PASS_RATES = {
    "slaagpercentage-techniek-in-het-vmbo": "examenkandidaten-techniek-in-het-vmbo",
    "slaagpercentage-per-technisch-profiel": "examenkandidaten-per-technisch-profiel",
}
OF_SCHOOLS = {
    "leerlingen-per-vmbo-profiel",
    "aandeel-techniek-in-het-vmbo",
    *PASS_RATES,
    *PASS_RATES.values(),
}
# Only the share includes pupils in technical routes, so it may be high even if nobody has a
# profile.
WHAT_COUNTS = {
    "leerlingen-per-vmbo-profiel": (
        f"technisch zijn alleen {listed(TERMS[profile].name for profile in TECHNICAL_PROFILES)}, "
        "niet de leerroutes techniek zonder profiel"
    ),
    "aandeel-techniek-in-het-vmbo": (
        "ook leerroutes techniek zonder profiel (vakmanschapsroute en beroepsroute)"
    ),
}
# A comparison shows one count of candidates; pages and sheets of an area show both.
WHAT_COUNTS_APART = WHAT_COUNTS | {
    "examenkandidaten-per-technisch-profiel": (
        "kandidaten in een technisch profiel, alle leerwegen samen; die van de sector techniek, "
        "per leerweg, telt DUO in een ander bestand"
    ),
    "examenkandidaten-techniek-in-het-vmbo": (
        "kandidaten in de sector techniek, per leerweg; in welk profiel zij examen deden, "
        "noemt dit bestand van DUO niet"
    ),
}
# The same for the PDF, where each table has one line for it.
WHAT_COUNTS_IN_SHORT = {
    "leerlingen-per-vmbo-profiel": "Zonder de leerroutes techniek zonder profiel.",
    "aandeel-techniek-in-het-vmbo": "Ook leerroutes techniek zonder profiel.",
    "examenkandidaten-per-technisch-profiel": (
        "In een technisch profiel. DUO telt de sector techniek apart."
    ),
    "examenkandidaten-techniek-in-het-vmbo": (
        "In de sector techniek. DUO telt de technische profielen apart."
    ),
}
