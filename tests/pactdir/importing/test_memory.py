"""No file takes an import more than 300 MB of memory, however large or strange it is."""

import json
import os
import subprocess
import sys

import pytest
from django.conf import settings

from tests import make
from tests.pactdir.importing.files import (
    MUNICIPALITIES,
    NEIGHBOURS,
    POSTCODES,
    all_rows,
    feature,
    geojson,
    written,
)
from tests.pactdir.test_killed_worker import database_url

pytestmark = pytest.mark.django_db(transaction=True)

MOST = 300_000  # kB
TEN_MB = 9_900_000


def filled(begin, part, end=""):
    """About as much as is read of a file: a beginning, and one part again and again."""
    return begin + part * ((TEN_MB - len(begin)) // len(part.encode())) + end


def points():
    """A shape of as many points as fit, each written as short as can be."""
    ring = [[4.7, 52.6], *[[5, 52]] * 450_000, [4.8, 52.6], [4.7, 52.6]]
    return json.dumps(json.loads(geojson(feature(coordinates=[ring]))), separators=(",", ":"))


def collection(part):
    return filled('{"type":"FeatureCollection","features":[', part, "0]}")


WORST = {
    "a million lines": lambda: ("buren.csv", filled(NEIGHBOURS, "x,y,z\n" * 5)),
    "a million good lines": lambda: ("buren.csv", filled(NEIGHBOURS, "GM0361,GM0373\n")),
    "a hundred thousand columns": lambda: ("x.csv", ",".join(map(str, range(100_000))) + "\n"),
    "a line of millions of cells": lambda: ("gemeenten.csv", filled(MUNICIPALITIES, ",ab")),
    "a quote that never closes": lambda: ("gemeenten.csv", filled(MUNICIPALITIES + '"', "x\n")),
    "pictures": lambda: ("gemeenten.csv", filled(MUNICIPALITIES, "🧀,,,,,,,,\n")),
    "empty objects": lambda: ("x.json", collection("{},")),
    "lists within lists": lambda: ("x.json", collection("[")),
    "short texts": lambda: ("x.json", collection('"€",')),
    "short numbers": lambda: ("x.json", collection("1.5,")),
}


def measured(folder, name="import_country"):
    """What the command says of that folder, and how many kilobytes it took.

    Started by a shell, for a process counts as its own what its parent had when it began.
    """
    run = subprocess.run(
        [
            "sh",
            "-c",
            '"$@"; exit $?',
            "sh",
            sys.executable,
            "-m",
            "tests.pactdir.importing.measured_import",
            name,
            str(folder),
        ],
        cwd=settings.BASE_DIR,
        env=os.environ
        | {
            "DJANGO_SETTINGS_MODULE": "pactdir.settings",
            "DATABASE_URL": database_url(),
            "SECRET_KEY": settings.SECRET_KEY,
            "ALLOWED_HOSTS": "127.0.0.1",
            "HTTPS": "off",
        },
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    *said, kilobytes = run.stdout.splitlines()
    return said, int(kilobytes)


@pytest.mark.parametrize("write", WORST.values(), ids=WORST)
def test_the_worst_of_files_stay_within_memory(tmp_path, write):
    make.a_municipality(code="GM0361", name="Alkmaar")
    make.a_municipality(code="GM0373", name="Bergen (NH)")
    name, content = write()
    (tmp_path / name).write_text(content)
    before = all_rows()

    said, kilobytes = measured(tmp_path)

    assert kilobytes < MOST
    assert said[0] == "Niets geladen."
    assert said[1].startswith(name)
    assert all_rows() == before


def test_a_file_of_200_mb_is_not_even_opened(tmp_path):
    with (tmp_path / "gemeenten.csv").open("wb") as file:
        file.write(MUNICIPALITIES.encode())
        file.truncate(200_000_000)

    said, kilobytes = measured(tmp_path)

    assert kilobytes < MOST
    assert said == [
        "Niets geladen.",
        "gemeenten.csv: Het bestand is 200 MB; meer dan 10 MB lezen we niet.",
    ]


def test_a_shape_of_as_many_points_as_are_read_is_loaded(tmp_path):
    make.a_municipality(code="GM0361", name="Alkmaar")
    (tmp_path / "x.json").write_text(points())

    said, kilobytes = measured(tmp_path)

    assert kilobytes < MOST
    assert said == ["x.json (grenzen): 1 nieuw."]


def test_a_country_of_the_real_size_stays_within_memory(tmp_path):
    codes = [f"GM{number:04}" for number in range(1, 343)]
    pairs = [(one, other) for n, one in enumerate(codes) for other in codes[n + 1 : n + 6]]
    ring = [[4.7 + n / 1000, 52.6] for n in range(60)] + [[4.7, 52.7], [4.7, 52.6]]
    files = {
        "gemeenten.csv": [MUNICIPALITIES.split("\n")[0]]
        + [f"{code},{code[2:]},Gemeente {code},,PV27,NH,1,52.6,4.8" for code in codes],
        "buren.csv": ["statcode,buur_statcode", *(f"{one},{other}" for one, other in pairs)],
        "pc4.csv": [POSTCODES.split("\n")[0]]
        + [f"{1000 + n},Plaats {n},{codes[n % 342]},x,PV27,52.62,4.72,x" for n in range(4086)],
        "grenzen.geojson": [geojson(*(feature(code, [ring]) for code in codes))],
    }
    written(tmp_path, {name: "\n".join(lines) for name, lines in files.items()})

    said, kilobytes = measured(tmp_path)

    assert kilobytes < MOST
    assert said == [
        "gemeenten.csv (gemeenten): 342 nieuw.",
        "buren.csv (buurgemeenten): 1695 nieuw.",
        "grenzen.geojson (grenzen): 342 nieuw.",
        "pc4.csv (postcodes): 4086 nieuw.",
    ]
