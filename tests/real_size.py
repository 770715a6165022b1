"""Bulk-creates as many rows as the country has, with names as long as real ones.

    regions, municipalities = the_whole_country()

Everything is invented; the same seed gives the same names.
"""

from datetime import timedelta
from random import Random

from pactdir.importing.importer import update_statistics
from regions.models import (
    PostcodeArea,
    Province,
)
from regions.writing.changing import changing
from tests import make

REGIONS, MUNICIPALITIES, PLACES, POSTCODES = 78, 342, 2400, 4086
SCHOOLS, PARTNERS, THEMES, ARTICLES, EVENTS = 1619, 600, 60, 800, 800
# random enough to compress no better than real names
CONSONANTS, VOWELS = "bdfghklmnprstvwz", "aeiou"
LEVELS = [["vmbo-bkg", "vmbo-tl"], ["vmbo-bkg", "vmbo-tl", "havo", "vwo"], ["pro"], ["havo", "vwo"]]


class Words:
    def __init__(self, seed):
        self.random = Random(seed)  # noqa: S311  reproducible, not secret

    def name(self, before="", after=""):
        letters = [
            self.random.choice(CONSONANTS) + self.random.choice(VOWELS)
            for _ in range(self.random.randint(3, 6))
        ]
        return f"{before}{''.join(letters).capitalize()}{after}"


def the_whole_country(seed=1):
    """Return the regions and municipalities in order of creation."""
    words = Words(seed)
    with changing():
        rows = _fill(words)
    update_statistics()
    return rows


def _fill(words):
    regions = _create(
        make.RegionFactory.build(name=words.name("Sterk Techniekonderwijs "), slug=f"sto-{n}")
        for n in range(REGIONS)
    )
    provinces = list(Province)
    municipalities = _create(
        make.MunicipalityFactory.build(
            name=words.name(), province=provinces[n % len(provinces)], latitude=52.6, longitude=4.8
        )
        for n in range(MUNICIPALITIES)
    )
    places = _create(
        make.PlaceFactory.build(
            name=words.name(after=f"-{n}"), municipality=_nth(municipalities, n)
        )
        for n in range(PLACES)
    )
    existing = set(PostcodeArea.objects.values_list("code", flat=True))
    codes = [code for code in map(str, range(1000, 9999)) if code not in existing]
    _create(
        make.PostcodeAreaFactory.build(code=code, place=_nth(places, n))
        for n, code in enumerate(codes[:POSTCODES])
    )
    schools = _create(_a_school(words, _nth(places, n), n) for n in range(SCHOOLS))
    _create(
        make.SchoolNameFactory.build(school=school, name=words.name()) for school in schools[::10]
    )
    partners = _create(
        make.PartnerFactory.build(name=words.name("Installatiebedrijf "), place=_nth(places, n))
        for n in range(PARTNERS)
    )
    themes = _create(make.ThemeFactory.build(name=words.name()) for _ in range(THEMES))
    _rows_of_regions(words, regions, themes)
    _create(
        make.SchoolParticipationFactory.build(school=school, region=_nth(regions, n))
        for n, school in enumerate(schools[::2])
    )
    _create(
        make.PartnerParticipationFactory.build(partner=partner, region=_nth(regions, n))
        for n, partner in enumerate(partners)
    )
    _create(
        make.MunicipalityParticipationFactory.build(
            municipality=municipality, region=_nth(regions, n)
        )
        for n, municipality in enumerate(municipalities)
    )
    return regions, municipalities


def _a_school(words, place, n):
    name = words.name("Openbare Scholengemeenschap ", " voor Vwo Havo Mavo Vbo Lwoo")
    return make.SchoolFactory.build(
        name=name,
        official_name=name,
        place=place,
        municipality=place.municipality,
        levels=_nth(LEVELS, n),
        brin=f"{n // 676 + 30}{chr(65 + n // 26 % 26)}{chr(65 + n % 26)}",
        location_code="00",
    )


def _rows_of_regions(words, regions, themes):
    _create(make.AgreementFactory.build(region=region, ends="2028-12-31") for region in regions)
    _create(make.GoalFactory.build(region=region, text=words.name()) for region in regions * 4)
    _create(
        make.RegionThemeFactory.build(region=region, theme=_nth(themes, n + more))
        for n, region in enumerate(regions)
        for more in range(5)
    )
    _create(
        make.ArticleFactory.build(
            name=words.name("Leerlingen uit ", " bouwen een robot"), region=_nth(regions, n)
        )
        for n in range(ARTICLES)
    )
    _create(
        make.EventFactory.build(
            name=words.name("Open dag in "),
            region=_nth(regions, n),
            starts_on=(day := make.LONG_AHEAD - timedelta(days=n)),
            ends_on=day,
        )
        for n in range(EVENTS)
    )


def _nth(rows, n):
    return rows[n % len(rows)]


def _create(rows):
    rows = list(rows)
    for row in rows:
        if hasattr(row, "set_derived_fields"):
            row.set_derived_fields()
    type(rows[0])._default_manager.bulk_create(rows, batch_size=500)
    return rows
