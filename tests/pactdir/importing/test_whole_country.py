"""A country downloaded from the official URLs equals one imported from the same files on disk."""

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from pactdir.importing.download import download_all
from pactdir.management.commands import import_country
from regions.models import Boundary, Municipality, Neighbour, PostcodeArea
from schools.models import Figure, School
from tests.pactdir.importing import boundary_generator as country
from tests.pactdir.importing.download_server import respond_with, zipped
from tests.pactdir.importing.duo_generator import make_register, to_csv
from tests.pactdir.importing.test_postcodes_of_geonames import line
from tests.pactdir.importing.test_pupils import pupils

pytestmark = pytest.mark.django_db

POSTCODES = "\n".join(
    line(f"{1000 + number}", f"Plaats {number}", y + 0.05, x + 0.05)
    for number, ((x, y), *_) in enumerate(country.square(*cell) for cell in country.cells())
)
PUPILS = pupils(("Produceren, installeren en energie", "16", "3", "12", "0"))


def schools():
    """A file in DUO's layout, with each school in a municipality of the invented country."""
    rows = make_register(size=60)
    for number, row in enumerate(rows):
        municipality = {"GEMEENTENUMMER": f"{1000 + number}", "POSTCODE": f"{1000 + number} AB"}
        rows[number] = row | municipality | {"PLAATSNAAM": f"PLAATS {number}"}
    return to_csv(rows).decode("cp1252")


# (path on the server, name in a folder) pairs.
OFFICIAL = {
    ("/gemeenten", "a.geojson"): country.of_cbs(in_metres=True),
    ("/provincies", "b.geojson"): country.provinces_of_cbs(),
    ("/NL.zip", "NL.txt"): POSTCODES,
    ("/02.-alle-vestigingen-vo.csv", "vestigingen.csv"): schools(),
    ("/leerlingen-2025.csv", "leerlingen 2025.csv"): PUPILS,
}


def everything():
    """The imported data, without the primary keys of this database."""
    return {
        model._meta.label: sorted(map(repr, model.objects.values_list(*fields)))
        for model, fields in {
            Municipality: ("code", "name", "province", "latitude", "longitude"),
            Neighbour: ("municipality__code", "neighbour__code"),
            Boundary: ("code", "shape"),
            PostcodeArea: ("code", "place__name", "place__municipality__code", "latitude"),
            School: ("brin", "location_code", "name", "municipality__code", "place__name"),
            Figure: ("indicator__slug", "municipality__code", "province", "low", "high"),
        }.items()
    }


@pytest.fixture
def addresses(server, settings):
    for path, name in OFFICIAL:
        content = OFFICIAL[path, name]
        is_zip = path.endswith(".zip")
        server.pages[path] = zipped(**{name: content}) if is_zip else respond_with(content)
    of = {path: server.url(path) for path, _ in OFFICIAL}
    settings.IMPORT_SOURCES = {
        "boundaries": [of["/gemeenten"], of["/provincies"]],
        "postcodes": [of["/NL.zip"]],
        "schools": [of["/02.-alle-vestigingen-vo.csv"]],
        "pupils": [of["/leerlingen-2025.csv"]],
    }


@pytest.fixture(autouse=True)
def loopback(monkeypatch, policy):
    def download(sources, folder, progress):
        return download_all(sources, folder, policy=policy, progress=progress)

    monkeypatch.setattr(import_country, "download_all", download)


def test_the_same_files_in_a_folder_give_the_same_country(addresses, tmp_path):
    with transaction.atomic():
        call_command("import_country", tmp_path / "net", download=True)
        downloaded = everything()
        transaction.set_rollback(True)
    assert not Municipality.objects.exists()
    folder = tmp_path / "map"
    folder.mkdir()
    for (_, name), content in OFFICIAL.items():
        (folder / name).write_bytes(content.encode())

    call_command("import_country", folder)

    assert everything() == downloaded
    assert {label: len(rows) for label, rows in downloaded.items()} == {
        "regions.Municipality": 342,
        "regions.Neighbour": len(country.pairs_of_neighbours()),
        "regions.Boundary": 354,
        "regions.PostcodeArea": 342,
        "schools.School": 60,
        "schools.Figure": Figure.objects.count(),
    }
    assert Figure.objects.exists()


def test_without_a_network_the_message_says_what_to_download(settings, tmp_path):
    settings.IMPORT_SOURCES = {"postcodes": ["https://weg.example/NL.zip"]}

    with pytest.raises(CommandError) as error:
        call_command("import_country", tmp_path, download=True)

    first, *_, last = str(error.value).splitlines()
    assert first == "Niets geladen. https://weg.example/NL.zip: die naam is niet te vinden."
    assert last == "  postcodes.csv: https://weg.example/NL.zip"
    assert list(tmp_path.iterdir()) == []
