"""The profile filter near a postcode agrees with a manual count from the files themselves."""

import csv
from collections import defaultdict
from io import StringIO
from math import asin, cos, floor, radians, sin, sqrt

import pytest

from pactdir.importing import import_files
from pactdir.nearby.schools import known_country
from regions.clock import today
from schools.models import Profile, School
from tests import make
from tests.pactdir.importing.files import OFFICIAL_FILES, needs_official_files
from tests.pages.reading import main_of, text_of, words

pytestmark = pytest.mark.django_db

KM = 15
PUPILS = "cijfers/duo_vo_leerlingen_per_vestiging_onderwijstype_2019.csv"
FILES = ("gemeenten.csv", "pc4.csv", "vo_vestigingen.csv")
EIGHT_PROVINCES = ["1703", "2512", "3511", "5611", "6811", "8011", "8911", "9711"]
CHOSEN = [Profile.BWI, Profile.PIE, Profile.MT]


def whole_km(here, there):
    (north, west), (south, east) = here, there
    north, west, south, east = map(radians, (north, west, south, east))
    chord = sin((south - north) / 2) ** 2 + cos(north) * cos(south) * sin((east - west) / 2) ** 2
    return floor(2 * 6371 * asin(sqrt(chord)) + 0.5)


def is_within_reach(here, there):
    return whole_km(here, there) <= KM


def found_near(client, code, profile):
    """The slugs in the list, the number beside the option, and the number of unknown schools."""
    address = f"/dichtbij/{code}/?profiel={profile}&afstand={KM}"
    page = client.get(address)
    pages = [page, *(client.get(f"{address}&page={number}") for number in (2, 3))]
    rows = {row["href"] for page in pages for row in main_of(page).select("main .rows a.row__name")}
    slugs = {address.split("/")[2] for address in rows if address.startswith("/scholen/")}
    box = main_of(page).select_one(f"input[name=profiel][value={profile}]")
    number = int(words(box.parent.select_one(".option__number")).strip("()")) if box else 0
    return slugs, number, text_of(page)


def rows_of(name, **options):
    content = (OFFICIAL_FILES / name).read_text(encoding=options.pop("encoding", "utf-8-sig"))
    return list(csv.DictReader(StringIO(content), **options))


def codes_by_profile():
    codes = defaultdict(set)
    for row in rows_of(PUPILS, encoding="cp1252", delimiter=";"):
        years = (
            f"LEER- OF VERBLIJFSJAAR {year} - {sex}" for year in "34" for sex in ("MAN", "VROUW")
        )
        if row["ONDERWIJSTYPE VO EN LEER- OF VERBLIJFSJAAR"].startswith("VMBO") and any(
            int(row[year]) for year in years
        ):
            codes[row["AFDELING"].casefold()].add(row["BRIN NUMMER"] + row["VESTIGINGSNUMMER"])
    return {profile: codes[profile.label.casefold()] for profile in Profile}


@needs_official_files
def test_agrees_with_the_file_near_eight_postcodes_in_eight_provinces(client):
    import_files([OFFICIAL_FILES / name for name in FILES])
    import_files([OFFICIAL_FILES / PUPILS])
    areas = {row["pc4"]: row for row in rows_of("pc4.csv") if row["pc4"] in EIGHT_PROVINCES}
    schools = {row["vestigingscode"]: row for row in rows_of("vo_vestigingen.csv")}
    offered = codes_by_profile()
    # Possible duplicates of another school are not public until an editor decides.
    slugs = {school.duo_code: school.slug for school in School.objects.published(today())}

    assert len({area["provinciecode"] for area in areas.values()}) == 8
    assert sum(map(bool, (set(offered[profile]) for profile in CHOSEN))) == len(CHOSEN)
    for code, area in areas.items():
        here = float(area["lat"]), float(area["lon"])
        for profile in CHOSEN:
            by_hand = {
                slugs[school["vestigingscode"]]
                for school in schools.values()
                if school["vestigingscode"] in offered[profile] & slugs.keys()
                and is_within_reach(here, (float(school["lat"]), float(school["lon"])))
            }
            listed, number, text = found_near(client, code, profile)
            assert listed == by_hand, (code, profile)
            assert number == len(by_hand), (code, profile)
            assert "weten wij de profielen niet" in text
    technical = {code for profile in list(Profile)[:5] for code in offered[profile]} & slugs.keys()
    assert len(technical) >= 265
    options = "&".join(f"profiel={profile}" for profile in list(Profile)[:5])
    text = text_of(client.get(f"/scholen/?{options}"))
    assert f"{len(technical)} scholen" in text


def test_agrees_with_a_manual_count_of_invented_schools(client):
    home = make.a_place(name="Midden")
    make.a_postcode_area(code="1703", place=home, latitude=52.6, longitude=4.8)
    north = 1 / 111.19  # degrees of latitude per kilometre
    profiles = [["pie"], ["bwi", "pie"], ["zw"], [], ["pie", "mt"], ["dp"]]
    offered, unknown = defaultdict(set), 0
    for number in range(40):
        own = profiles[number % 6]
        is_known = number % 4 != 0
        school = make.a_school(
            name=f"School {number}",
            levels=["vmbo-bkg"],
            latitude=52.6 + number * 0.6 * north,
            longitude=4.8,
            profiles=own if is_known else [],
            profiles_known=is_known,
        )
        if is_within_reach((52.6, 4.8), (school.latitude, school.longitude)):
            unknown += not is_known
            for profile in school.profiles:
                offered[profile].add(school.slug)
    assert len(known_country(today()).schools) == 40

    assert len(offered["pie"]) > 5
    for profile in ("pie", "bwi", "mt", "dp"):
        listed, number, text = found_near(client, "1703", profile)
        assert (listed, number) == (offered[profile], len(offered[profile]))
        assert f"Van {unknown} scholen in de buurt weten wij de profielen niet." in text
