"""The indicators that are counted per school, by slug (importing/figures/indicators.toml)."""

# A pass rate leaves out locations and parts of which the candidates, in the indicator beside it,
# are masked.
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
