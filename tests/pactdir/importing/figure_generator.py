"""Generates fake copies of the official statistics files: every layout, full size, all quirks.

Everything except the columns and DUO's own terms is invented. The same seed gives the same file.

    pupils(locations=900)      # "01. leerlingen vo per vestiging naar onderwijstype", 2019 layout
    exams(locations=1000)      # "geslaagden, gezakten en cijfers": older=True for 2018-2019
    candidates(locations=900)  # "examenkandidaten en geslaagden" for five school years
    distances(postcodes=4070)  # CBS's cijfers per postcode
"""

import csv
from io import StringIO
from random import Random

TOWNS = [
    ("ENSCHEDE", "Overijssel"),
    ("'S-GRAVENHAGE", "Zuid-Holland"),
    ("NUENEN C.A.", "Noord-Brabant"),
    ("SÚDWEST-FRYSLÂN", "Friesland"),
    ("BERGEN (NH.)", "Noord-Holland"),
]
NAMES = ["locatie, Zuid", 'VMBO "De Ahorn" Vlieland', "Dé mavo", "Sgm ’t Els", "St. Iep"]
YEARS = ["2019-2020", "2020-2021", "2021-2022", "2022-2023", "2023-2024"]
SECTORS = ["techniek", "zorg en welzijn", "economie", "landbouw"]
# (sector, department) as spelled in the pupil counts file.
DEPARTMENTS = [
    ("Techniek", "Bouwen, wonen en interieur"),
    ("Techniek", "Produceren, installeren en energie"),
    ("Techniek", "Mobiliteit en transport"),
    ("Techniek", "Media, vormgeving en ICT"),
    ("Techniek", "Maritiem en techniek"),
    ("Techniek", "Vakmanschapsroute Techniek"),
    ("Zorg & Welzijn", "Zorg en welzijn"),
    ("Economie", "Horeca, bakkerij en recreatie"),
    ("Landbouw", "Beroepsroute Landbouw"),
    ("Intersect. programma", "Dienstverlening en producten"),
]
CODES = ["BWI", "PIE", "MTR", "MVI", "MTE", "ZWE", "EO", "HBR", "G", "DP", "Metaaltechniek"]


def _random(seed):
    return Random(seed)  # noqa: S311 (reproducible, not is_suppressed)


def _location(number):
    """The BRIN and two-character number of a location, its name, municipality and province."""
    school, place = divmod(number, 3)
    brin = f"{school // 676:02}{chr(65 + school // 26 % 26)}{chr(65 + school % 26)}"
    return brin, f"{place:02}", NAMES[number % len(NAMES)], *TOWNS[number % len(TOWNS)]


def _count(random):
    """A random pupil count, often 0 or below 5, so that masking is exercised."""
    return random.choice([0, random.randint(1, 4), random.randint(5, 12), random.randint(13, 60)])


def _masked(count):
    return "<5" if 0 < count < 5 else str(count)


def _to_quoted_csv(header, rows, quoting, end):
    text = StringIO(newline="")
    writer = csv.writer(
        text, delimiter=";", quoting=quoting, lineterminator=end, quotechar='"', escapechar=None
    )
    writer.writerows([header, *rows])
    return text.getvalue()


def _to_unquoted_csv(header, rows, end="\n"):
    """Without quotes, even around a cell that contains one."""
    return "".join(";".join(row) + end for row in [header, *rows])


def pupils(locations=900, seed=1):
    random = _random(seed)
    header = [
        *("BRIN NUMMER", "VESTIGINGSNUMMER", "INSTELLINGSNAAM VESTIGING", "PLAATSNAAM VESTIGING"),
        *("PROVINCIE VESTIGING", "ONDERWIJSTYPE VO EN LEER- OF VERBLIJFSJAAR", "VMBO SECTOR"),
        *("AFDELING", "ELEMENTCODE", "OPLEIDINGSNAAM"),
        *(
            f"LEER- OF VERBLIJFSJAAR {year} - {sex}"
            for year in range(1, 7)
            for sex in ("MAN", "VROUW")
        ),
    ]
    rows = []
    for number in range(locations):
        for path in ("BL", "KL", "GL", "TL"):
            chosen = random.sample(DEPARTMENTS, 3) if path != "TL" else [("Techniek", "N.v.t.")]
            for sector, department in chosen:
                counts = [0] * 4 + [_count(random) for _ in range(4)] + [0] * 4
                words = [f"VMBO {path} lj 3-4", sector, department, "0470", f"VMBO {path}"]
                rows.append([*_location(number), *words, *map(str, counts)])
    return _to_unquoted_csv(header, rows).encode("cp1252")


def exams(locations=1000, seed=1, *, older=False):
    random = _random(seed)
    codes = ["BRIN NUMMER", "VESTIGINGSNUMMER"] if older else ["INSTELLINGSCODE", "VESTIGINGSCODE"]
    header = [
        *codes,
        *("INSTELLINGSNAAM VESTIGING", "GEMEENTENAAM VESTIGING", "PROVINCIE VESTIGING"),
        *("ONDERWIJSTYPE VO", "LEERWEG VMBO", "VMBO SECTOR", "AFDELING", "EXAMENKANDIDATEN"),
        *("GESLAAGDEN", "GEZAKTEN", "GEMIDDELD CIJFER SCHOOLEXAMEN"),
        *("GEMIDDELD CIJFER CENTRAAL EXAMEN", "GEMIDDELD CIJFER CIJFERLIJST"),
    ]
    rows = []
    for number in range(locations):
        brin, place, *where = _location(number)
        vmbo_programmes = [
            (path, code) for path in ("BL", "KL", "GL") for code in random.sample(CODES, 3)
        ]
        rows += [
            [brin, brin + place, *where, "VMBO", path, "Techniek", code, *_results(random, older)]
            for path, code in vmbo_programmes
        ]
        words = ["HAVO", "" if older else " ", "", "Natuur en Techniek / Natuur en Gezondheid"]
        rows.append([brin, brin + place, *where, *words, *_results(random, older)])
    if older:  # text in the wrong column
        rows[5][9:12] = ["Techniek", "BWI", "20"]
        return _to_unquoted_csv(header, rows).encode("cp1252")
    return _to_quoted_csv(header, rows, csv.QUOTE_ALL, "\r\n").encode()


def _results(random, older):
    candidates = _count(random)
    failed = random.randint(0, candidates // 4)
    counts = (candidates, candidates - failed, failed)
    return [*(map(str, counts) if older else map(_masked, counts)), "6,4", "6,6", "6,6"]


def candidates(locations=900, seed=1):
    random = _random(seed)
    header = [
        *("INSTELLINGSCODE", "VESTIGINGSCODE", "INSTELLINGSNAAM VESTIGING", "GEMEENTENAAM"),
        *("ONDERWIJSTYPE VO", "INSPECTIECODE", "OPLEIDINGSNAAM"),
        *(
            f"{what} SCHOOLJAAR {year} - {whom}"
            for year in YEARS
            for whom in ("MAN", "VROUW", "TOTAAL")
            for what in ("EXAMENKANDIDATEN", "GESLAAGDEN", "SLAAGPERC")
        ),
    ]
    rows = []
    for number in range(locations):
        brin, place, name, town, _ = _location(number)
        paths = random.sample(["B", "K", "G", "T", "LWT"], 3)
        for path in paths:
            for sector in random.sample(SECTORS, 2):
                course = f"VMBO {path} - {sector}".replace("LWT - zorg en", "LWT - zorg &")
                years = [cell for _ in YEARS for cell in _year(random)]
                rows.append([brin, brin + place, name, town, "VMBO", "34", course, *years])
    return _to_quoted_csv(header, rows, csv.QUOTE_ALL, "\r\n").encode()


def _year(random):
    """Candidates, passed and percentage of boys, girls and both."""
    groups = []
    for _ in range(2):
        candidates = _count(random)
        groups.append((candidates, candidates - random.randint(0, candidates // 4)))
    groups.append(tuple(map(sum, zip(*groups, strict=True))))
    for candidates, passed in groups:
        rate = round(100 * passed / candidates, 1) if candidates else 0
        yield from (_masked(candidates), _masked(passed), f"{rate:g}")


def distances(postcodes=4070, seed=1):
    random = _random(seed)
    header = "pc4,inwoners,tot_15_jaar,vmbo_km,vmbo_binnen_3km\n"
    lines = []
    for number in range(postcodes):
        is_suppressed = number % 250 == 7
        km = "-99997" if is_suppressed else f"{random.randint(3, 250) / 10:g}"
        lines.append(f"{1011 + number},9910,700,{km},{'-99997' if is_suppressed else '4.3'}\n")
    return (header + "".join(lines)).encode()
