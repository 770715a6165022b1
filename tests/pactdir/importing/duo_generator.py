"""Generates files like DUO's "alle vestigingen vo", of any size and with all their quirks.

Everything except the columns is invented. The same seed gives the same file.

    to_csv(make_register(seed=1, size=1600))
    to_csv(rows, separator=",", encoding="utf-8-sig", quoted=True, older=True)
"""

import csv
from io import StringIO
from random import Random

HEADER = (
    "PROVINCIE;BEVOEGD GEZAG NUMMER;INSTELLINGSCODE;VESTIGINGSCODE;VESTIGINGSNAAM;STRAATNAAM;"
    "HUISNUMMER-TOEVOEGING;POSTCODE;PLAATSNAAM;GEMEENTENUMMER;GEMEENTENAAM;DENOMINATIE;"
    "TELEFOONNUMMER;INTERNETADRES;ONDERWIJSSTRUCTUUR;STRAATNAAM CORRESPONDENTIEADRES;"
    "HUISNUMMER-TOEVOEGING CORRESPONDENTIEADRES;POSTCODE CORRESPONDENTIEADRES;"
    "PLAATSNAAM CORRESPONDENTIEADRES;NODAAL GEBIED CODE;NODAAL GEBIED NAAM;RPA-GEBIED CODE;"
    "RPA-GEBIED NAAM;WGR-GEBIED CODE;WGR-GEBIED NAAM;COROPGEBIED CODE;COROPGEBIED NAAM;"
    "ONDERWIJSGEBIED CODE;ONDERWIJSGEBIED NAAM;RMC-REGIO CODE;RMC-REGIO NAAM;VAKANTIEREGIO"
)
COLUMNS = HEADER.split(";")
# Names of the main columns in older editions.
OLDER_COLUMNS = {"INSTELLINGSCODE": "BRIN NUMMER", "VESTIGINGSCODE": "VESTIGINGSNUMMER"}
# CBS code without "GM", municipality, place.
LOCATIONS = [
    ("0361", "ALKMAAR", "ALKMAAR"),
    ("0373", "BERGEN (NH.)", "BERGEN NH"),
    ("0373", "BERGEN (NH.)", "SCHOORL"),
    ("0106", "ASSEN", "ASSEN"),
    ("0542", "KRIMPEN AAN DEN IJSSEL", "KRIMPEN AAN DEN IJSSEL"),
]
NAMES = [
    "Scholengemeenschap {} voor Vwo Havo Mavo Vbo Lwoo",
    "SCHOOL VOOR PRAKTIJKONDERWIJS {}",
    "D\u2019Oultremont \u201c{}\u201d",  # a curly apostrophe: only in windows-1252 and UTF-8
    "Dé mavo  {}",
    "St. {}, locatie Zèta",
]
WORDS = ["Ahorn", "Berk", "Ceder", "Den", "Els", "Fijnspar", "Hazelaar", "Iep", "Kers", "Linde"]
NUMBERS = ["{}", "{}-A", "{}-9", "{}b", "{}-A-1"]
SITES = [
    "www.{}.example",
    "{}.example/vmbo",
    "WWW.{}.EXAMPLE",
    "https://www.{}.example/school/",
    "http://{}.example",
    " ",
]
# Rows that the import skips with a warning.
INVALID_SITES = ["0528266192", "www.{},example", "ww.{}.example", "www.{}", "info@{}.example"]
STRUCTURES = ["VBO", "VBO/MAVO", "VBO/MAVO/HAVO/VWO", "HAVO/VWO", "PRO", "BRUGJAAR", "VBO/MAVO/PRO"]


def make_register(seed=1, size=1600):
    """The rows as dicts keyed by column."""
    random = Random(seed)  # noqa: S311 (reproducible, not secret)
    return [_make_row(random, number) for number in range(size)]


def _make_row(random, number):
    code, municipality, place = random.choice(LOCATIONS)
    school, location = divmod(number, 3)
    brin = f"{school // 676:02}{chr(65 + school // 26 % 26)}{chr(65 + school % 26)}"
    word = random.choice(WORDS)
    sites = INVALID_SITES if random.random() < 0.02 else SITES
    name = random.choice(NAMES)
    row = dict.fromkeys(COLUMNS, " ")
    return row | {
        "PROVINCIE": "Noord-Holland",
        "BEVOEGD GEZAG NUMMER": str(10000 + school),
        "INSTELLINGSCODE": brin,
        "VESTIGINGSCODE": f"{brin}{location:02}",
        "VESTIGINGSNAAM": name.format(word.upper() if name.isupper() else word),
        "STRAATNAAM": random.choice(["Zwartewég", "van Heeckerenlaan", "Mr Groen v Prinstererln"]),
        "HUISNUMMER-TOEVOEGING": random.choice(NUMBERS).format(random.randint(1, 300)),
        "POSTCODE": f"{random.choice([1811, 1861])} {random.choice('ABCDE')}{random.choice('KLM')}",
        "PLAATSNAAM": place,
        "GEMEENTENUMMER": code,
        "GEMEENTENAAM": municipality,
        "DENOMINATIE": random.choice(["Openbaar", "Bijzonder", "Overige"]),
        "TELEFOONNUMMER": random.choice(["0592340973", " "]),
        "INTERNETADRES": random.choice(sites).format(word),
        "ONDERWIJSSTRUCTUUR": random.choice(STRUCTURES),
        "VAKANTIEREGIO": "Noord",
    }


def to_csv(rows, separator=";", encoding="cp1252", quoted=False, older=False, end="\r\n"):
    text = StringIO(newline="")
    quoting = csv.QUOTE_ALL if quoted else csv.QUOTE_MINIMAL
    writer = csv.writer(text, delimiter=separator, quoting=quoting, lineterminator=end)
    writer.writerow([OLDER_COLUMNS.get(column, column) if older else column for column in COLUMNS])
    writer.writerows([row[column] for column in COLUMNS] for row in rows)
    return text.getvalue().encode(encoding)
