"""Each kind of file gives the same result in every format in which it is distributed."""

import csv
from io import StringIO

import pytest

from pactdir.importing.detection import kind_of
from pactdir.importing.kinds import KINDS
from pactdir.importing.reading.rows import read_rows
from pactdir.importing.run import Run
from tests import make
from tests.pactdir.importing import duo_generator
from tests.pactdir.importing.files import MUNICIPALITIES, NEIGHBOURS, POSTCODES, SCHOOLS

pytestmark = pytest.mark.django_db

FILES = {
    "municipalities": MUNICIPALITIES,
    "neighbours": NEIGHBOURS,
    "postcodes": POSTCODES,
    "geocoded schools": SCHOOLS,
    "schools": duo_generator.to_csv(duo_generator.make_register(size=9)[6:], ",", "utf-8").decode(),
    "successions": "oud,nieuw,per,bron\nGM0361,GM0373,2027-01-01,Het CBS\n",
    "regions": "naam,slug_officiele_site,projectnummers,penvoerder,penvoerder_zekerheid,gebied,"
    "vmbo_scholen,mbo,themas,bron\nSTO Voorbeeld,,STO19001,,,Alkmaar,,,,Voorbeeldbron\n",
    "profiles": 'afkorting,duo_afdeling,naam\nPIE,PIE,"Produceren, installeren en energie"\n',
    "primary schools": "instellingscode,vestigingscode,soort_po,postcode,plaats\n"
    "00AA,00,Bo,1811AA,ALKMAAR\n",
    "exams": "instellingscode,vestigingscode,instellingsnaam_vestiging,gemeentenaam_vestiging,"
    "provincie_vestiging,onderwijstype_vo,leerweg_vmbo,vmbo_sector,afdeling,examenkandidaten,"
    "geslaagden,gezakten\n00AA,00AA00,Voorbeeld,ALKMAAR,Noord-Holland,VMBO,BL,Techniek,PIE,10,9,<5\n",
    "pupils": "instellingscode,vestigingscode,plaatsnaam_vestiging,provincie_vestiging,"
    "onderwijstype_vo_en_leer_of_verblijfsjaar,vmbo_sector,afdeling,"
    + ",".join(f"leer_of_verblijfsjaar_{year}_{sex}" for year in (3, 4) for sex in ("man", "vrouw"))
    + "\n00AA,00AA00,ALKMAAR,Noord-Holland,VMBO BL lj 3-4,Techniek,PIE,10,<5,0,7\n",
}
FILES |= {
    "national figures": "indicator,waarde,eenheid,gebied,periode,definitie,bron,bron_datum\n"
    "aandeel derdejaars vmbo-bb,20.2,procent,Nederland,2022-2023,Monitor,"
    "https://bron.example/nieuws,2023-09-25\n",
    "awards": "regio,bedrag_euro,periode,soort_bedrag,bron,bron_datum\n"
    "Voorbeeld,6900000,2020-2023,toegekend,https://bron.example/nieuws,2019-07\n",
    "distances": "pc4,inwoners,vmbo_km,vmbo_binnen_3km\n1811,12875,1.3,4.3\n",
}


def table(text):
    return list(csv.reader(StringIO(text)))


def written(rows, separator=",", quoting=csv.QUOTE_MINIMAL, end="\r\n"):
    text = StringIO(newline="")
    csv.writer(text, delimiter=separator, quoting=quoting, lineterminator=end).writerows(rows)
    return text.getvalue()


def with_headings(rows, change):
    return [[change(heading) for heading in rows[0]], *rows[1:]]


FORMS = {
    "semicolons": lambda rows: written(rows, ";").encode(),
    "a line that names the separator": lambda rows: f"sep=;\r\n{written(rows, ';')}".encode(),
    "Excel's text with tabs": lambda rows: written(rows, "\t").encode("cp1252"),
    "Excel's Unicode text": lambda rows: written(rows, "\t").encode("utf-16"),
    "all in quotes": lambda rows: written(rows, ";", csv.QUOTE_ALL).encode(),
    "numbers without quotes": lambda rows: written(rows, ";", csv.QUOTE_NONNUMERIC).encode(),
    "a mark": lambda rows: written(rows).encode("utf-8-sig"),
    "LF": lambda rows: written(rows, ";", end="\n").encode(),
    "spaces in capitals": lambda rows: written(
        with_headings(rows, lambda heading: heading.replace("_", " ").upper()), ";"
    ).encode(),
    "underscores": lambda rows: written(
        with_headings(rows, lambda heading: heading.replace(" ", "_").replace("-", "_").lower())
    ).encode(),
    "dashes": lambda rows: written(
        with_headings(rows, lambda heading: heading.replace("_", "-").title())
    ).encode(),
}


@pytest.fixture(autouse=True)
def two_municipalities():
    for code, name in [("GM0361", "Alkmaar"), ("GM0373", "Bergen (NH)"), ("GM0106", "Assen")]:
        make.a_municipality(code=code, name=name)
    make.a_municipality(code="GM0542", name="Krimpen aan den IJssel")


def cells_read(content):
    kind = kind_of("x.csv", content)
    assert kind is not None
    run = Run(lambda file, line: None)
    rows = read_rows(kind, kind.open("x.csv", content), run)
    assert run.problems == []
    return kind, [row.cells for row in rows]


def test_every_kind_of_table_has_a_file_here():
    kinds = {cells_read(text.encode())[0].name for text in FILES.values()}

    # A list of offers is read with the regions of the database: test_offer_files.py.
    elsewhere = {"examenkandidaten vo", "aanbod"}
    assert kinds >= {kind.name for kind in KINDS if kind.columns} - elsewhere


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("file", FILES)
def test_reads_a_file_in_any_format(file, form):
    as_published = FILES[file]

    assert cells_read(FORMS[form](table(as_published))) == cells_read(as_published.encode())


def replaced(text, *pairs):
    for old, new in pairs:
        assert old in text, old
        text = text.replace(old, new)
    return text


CODE, BRIN = ("vestigingscode", "VESTIGINGSNUMMER"), ("instellingscode", "BRIN NUMMER")
OLDER = {
    "geocoded schools, two digits": ("geocoded schools", CODE, BRIN, ("00AA00,00AA", "00,00AA")),
    "geocoded schools, one digit": ("geocoded schools", CODE, BRIN, ("00AA00,00AA", "0,00AA")),
    "a BRIN without its zeros": ("geocoded schools", CODE, ("00AA00,00AA", "00,AA")),
    "codes in small letters": ("geocoded schools", ("00AA00,00AA", "00aa00,00aa")),
    "a municipality as DUO writes it": (
        "geocoded schools",
        ("statcode", "GEMEENTENUMMER"),
        ("GM0361", "0361"),
    ),
    "a municipality without its zeros": ("geocoded schools", ("GM0361", "361")),
    "a decimal comma": ("geocoded schools", ("52.63,4.74", '"52,63","4,74"')),
    "municipalities by number": ("municipalities", ("GM0361", "361"), ("GM0373", "gm373")),
    "municipalities with a decimal comma": (
        "municipalities",
        ("52.60038,4.81703", '"52,60038","4,81703"'),
    ),
    "a province by number": ("municipalities", ("PV27", "27")),
    "a province by name": ("municipalities", ("provinciecode", "x"), ("PV27", "27")),
    "neighbours by number": ("neighbours", ("GM0361", "361"), ("GM0373", "0373")),
    "postcodes with municipalities by number": ("postcodes", ("GM0361", "361")),
    "postcodes with a decimal comma": ("postcodes", ("52.631,4.7486", '"52,631","4,7486"')),
    "successions by number": ("successions", ("GM0361", "361"), ("GM0373", "373")),
    "successions as DUO writes a day": ("successions", ("2027-01-01", "01-01-2027")),
    "primary schools, one digit": ("primary schools", CODE, BRIN, ("00AA,00", "00AA,0")),
    "exams": ("exams", CODE, BRIN),
    "exams, masked": ("exams", (",10,9,<5", ",10,9,1")),
    "pupils, two digits": ("pupils", CODE, BRIN, ("00AA,00AA00", "00AA,00")),
    "pupils, one digit": ("pupils", CODE, BRIN, ("00AA,00AA00", "00AA,0")),
}


@pytest.mark.parametrize("edition", OLDER)
def test_reads_older_editions(edition):
    file, *changes = OLDER[edition]

    older = replaced(FILES[file], *changes)

    assert cells_read(older.encode()) == cells_read(FILES[file].encode())


def test_reads_duos_register_in_its_older_edition():
    rows = duo_generator.make_register(size=9)[6:]
    older = duo_generator.to_csv(rows, older=True)

    assert cells_read(older) == cells_read(FILES["schools"].encode())
