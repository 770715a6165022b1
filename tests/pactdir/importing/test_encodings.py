"""A name is stored correctly, or the file is refused and the message names its likely encoding."""

import csv
from functools import partial

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from pactdir.importing import import_files
from pactdir.importing.kinds.municipalities import Municipalities
from pactdir.importing.reading.encodings import decoded
from pactdir.importing.reading.files import Unreadable
from pactdir.importing.reading.letters import name_error
from pactdir.importing.reading.rows import read_rows
from pactdir.importing.run import Run
from regions.models import Municipality
from tests.pactdir.importing.files import (
    MUNICIPALITIES,
    OFFICIAL_FILES,
    needs_official_files,
    problems_of,
    write_files,
)

# Letters in Dutch and Frisian, including those in Dutch names of French origin.
SMALL = "abcdefghijklmnopqrstuvwxyzáàâäçéèêëïîóôöúûü"
CAPITALS = "ABCDEFGHIJKLMNOPQRSTUVWXYZÉÂÊÛÚÔÜÖ"
IN_CAPITALS = "ABCDEFGHIJKLMNOPQRSTUVWXYZÉÈÊËÏÂÛÚÔÜÖÇ"
WORDS = st.one_of(
    st.builds(str.__add__, st.sampled_from(CAPITALS), st.text(SMALL, min_size=1, max_size=10)),
    # In CP850, "ÔÇÖ" has the bytes of a closing quote in UTF-8.
    st.text(IN_CAPITALS, min_size=3, max_size=10).filter(lambda word: "ÔÇ" not in word),
    st.sampled_from(["De", "’s-Gravenhage", "Súdwest-Fryslân", "IJsselstein", "Nij Begûn", "Zoë"]),
    st.sampled_from(["één", "en", "d’Ampte", "Sacré-Cœur", "École", "(Zuid)", "“Zèta”", "2e"]),
)
DUTCH_NAMES = st.lists(WORDS, min_size=1, max_size=3).map(" ".join)
UNICODE = ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"]
SAVED_AS = [*UNICODE, "cp1252", "mac_roman", "cp850"]
READ_AS = ["cp1252", "latin-1", "mac_roman", "cp850"]


def read_as(encoding, text):
    return text.encode().decode(encoding)


ENCODINGS = {
    **{name: partial(str.encode, encoding=name) for name in SAVED_AS},
    **{f"utf-8 read as {name}": partial(read_as, name) for name in READ_AS},
    "utf-8 read as cp1252 twice": lambda text: read_as("cp1252", read_as("cp1252", text)),
}


def file_with(name, encode):
    try:
        content = encode(MUNICIPALITIES.replace("Alkmaar", name))
    except UnicodeError:
        assume(False)  # this encoding has no such character, so no file can contain it
    return content if isinstance(content, bytes) else content.encode()


def names_read(content):
    """The names, or None if the file is refused."""
    run = Run(lambda file, line: None)
    try:
        rows = read_rows(Municipalities, Municipalities.open("x.csv", content), run)
    except Unreadable:
        return None
    return None if run.problems else [row.cells["name"] for row in rows]


@pytest.mark.parametrize("encoding", ENCODINGS)
@given(name=DUTCH_NAMES)
@example(name="BELGIË")
@example(name="De Ûlesprong")
@example(name="Úthuzen")
@example(name="Málaga")
@example(name="Malmö")
@example(name="Skûtsje")
@example(name="Sûch")
@example(name="AÔÔ")
@example(name="ÚÚÛ")
def test_stores_a_dutch_name_correctly_or_refuses_it(encoding, name):
    names = names_read(file_with(name, ENCODINGS[encoding]))

    assert names in (None, [name, "Bergen (NH)"])


USUAL = [
    "Súdwest-Fryslân",
    "Sacré-Cœur",
    "’s-Gravenhage",
    "De Beër – 2e",
    "Eén & Zèta",
    "Nij Begûn",
]


@pytest.mark.parametrize("name", USUAL)
@pytest.mark.parametrize("encoding", [*UNICODE, "cp1252"])
def test_reads_the_usual_encodings(encoding, name):
    assert names_read(file_with(name, ENCODINGS[encoding])) == [name, "Bergen (NH)"]


@pytest.mark.django_db
def test_imports_a_file_in_utf_16(tmp_path):
    content = MUNICIPALITIES.replace("Alkmaar", "Fryslân").replace(",", "\t").encode("utf-16")

    import_files(write_files(tmp_path, {"Unicode-tekst.txt": content}))

    assert Municipality.objects.get(code="GM0361").name == "Fryslân"


FRYSLAN = {
    "mac_roman": "Op een Mac bewaard (MacRoman) zou dit “Súdwest-Fryslân” zijn.",
    "cp850": "Met DOS bewaard (CP850) zou dit “Súdwest-Fryslân” zijn.",
    "utf-8 read as cp1252": "De tekst is twee keer omgezet; er hoort “Súdwest-Fryslân” te staan.",
}


@pytest.mark.parametrize("encoding", FRYSLAN)
@pytest.mark.django_db
def test_reports_the_likely_encoding(tmp_path, encoding):
    content = file_with("Súdwest-Fryslân", ENCODINGS[encoding])

    (problem,) = problems_of(write_files(tmp_path, {"x.csv": content}))

    assert problem.startswith("x.csv, regel 2")
    assert FRYSLAN[encoding] in problem


OFFICIAL_NAMES = {
    "vo_vestigingen.csv": ("naam", "straat", "plaats"),
    "gemeenten.csv": ("naam", "naam_alternatief"),
    "pc4.csv": ("plaats",),
    "po/po_vestigingen_2024-10-01_afgeleid.csv": ("naam", "plaats"),
    "herindelingen/gemeenten_voor_herindeling.csv": ("naam",),
}


@needs_official_files
@pytest.mark.parametrize("file", OFFICIAL_NAMES)
def test_refuses_no_official_name(file):
    rows = csv.DictReader((OFFICIAL_FILES / file).read_text("utf-8-sig").splitlines())
    names = {row[column] for row in rows for column in OFFICIAL_NAMES[file]}

    assert [name for name in names if name_error(name)] == []


@needs_official_files
@pytest.mark.parametrize("file", ["vo_vestigingen.csv", "gemeenten.csv", "pc4.csv"])
def test_reads_official_names_in_windows_1252(file):
    text = (OFFICIAL_FILES / file).read_text("utf-8-sig")

    assert decoded(text.encode("cp1252")) == text
