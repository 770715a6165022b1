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
# Only the share includes pupils in technical routes, so it may be high if nobody has a profile.
WHAT_COUNTS = {
    "leerlingen-per-vmbo-profiel": (
        f"technisch zijn alleen {listed(TERMS[profile].name for profile in TECHNICAL_PROFILES)}, "
        "niet de leerroutes techniek zonder profiel"
    ),
    "aandeel-techniek-in-het-vmbo": (
        "ook leerroutes techniek zonder profiel (vakmanschapsroute en beroepsroute)"
    ),
}
