"""An import stays under 300 MB of memory, however large or strange the file."""

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
    database_hash,
    feature,
    geojson,
    write_files,
)
from tests.pactdir.test_killed_worker import database_url

pytestmark = pytest.mark.django_db(transaction=True)

MAX_KB = 300_000  # kB
TEN_MB = 9_900_000


def fill(begin, part, end=""):
    return begin + part * ((TEN_MB - len(begin)) // len(part.encode())) + end


def largest_shape():
    ring = [[4.7, 52.6], *[[5, 52]] * 450_000, [4.8, 52.6], [4.7, 52.6]]
    return json.dumps(json.loads(geojson(feature(coordinates=[ring]))), separators=(",", ":"))


def collection(part):
    return fill('{"type":"FeatureCollection","features":[', part, "0]}")


WORST_FILES = {
    "a million lines": lambda: ("buren.csv", fill(NEIGHBOURS, "x,y,z\n" * 5)),
    "a million good lines": lambda: ("buren.csv", fill(NEIGHBOURS, "GM0361,GM0373\n")),
    "a hundred thousand columns": lambda: ("x.csv", ",".join(map(str, range(100_000))) + "\n"),
    "a line of millions of cells": lambda: ("gemeenten.csv", fill(MUNICIPALITIES, ",ab")),
    "a quote that never closes": lambda: ("gemeenten.csv", fill(MUNICIPALITIES + '"', "x\n")),
    "pictures": lambda: ("gemeenten.csv", fill(MUNICIPALITIES, "🧀,,,,,,,,\n")),
    "empty objects": lambda: ("x.json", collection("{},")),
    "lists within lists": lambda: ("x.json", collection("[")),
    "short texts": lambda: ("x.json", collection('"€",')),
    "short numbers": lambda: ("x.json", collection("1.5,")),
}


SITE = """
import sys, django
django.setup()
import pactdir.urls
print(*{"numpy", "shapely", "pyproj"} & sys.modules.keys())
"""


def test_the_site_does_not_import_packages_that_only_boundaries_need():
    run = subprocess.run(
        [sys.executable, "-c", SITE],
        cwd=settings.BASE_DIR,
        env=environment(),
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )

    assert run.stdout.split() == []


def environment():
    return os.environ | {
        "DJANGO_SETTINGS_MODULE": "pactdir.settings",
        "DATABASE_URL": database_url(),
        "SECRET_KEY": settings.SECRET_KEY,
        "ALLOWED_HOSTS": "127.0.0.1",
        "HTTPS": "off",
    }


def run_and_measure(folder, name="import_country"):
    """Output lines of the command, and its peak memory in kB.

    Started by a shell, because a process inherits the peak of its parent.
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
        env=environment(),
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    *output, kilobytes = run.stdout.splitlines()
    return output, int(kilobytes)


@pytest.mark.parametrize("write", WORST_FILES.values(), ids=WORST_FILES)
def test_worst_case_files_stay_within_memory(tmp_path, write):
    make.a_municipality(code="GM0361", name="Alkmaar")
    make.a_municipality(code="GM0373", name="Bergen (NH)")
    name, content = write()
    (tmp_path / name).write_text(content)
    before = database_hash()

    output, kilobytes = run_and_measure(tmp_path)

    assert kilobytes < MAX_KB
    assert output[0].lower().endswith("niets geladen.")
    assert output[1].startswith(name)
    assert database_hash() == before


def test_does_not_open_a_file_of_200_mb(tmp_path):
    with (tmp_path / "gemeenten.csv").open("wb") as file:
        file.write(MUNICIPALITIES.encode())
        file.truncate(200_000_000)

    output, kilobytes = run_and_measure(tmp_path)

    assert kilobytes < MAX_KB
    assert output == [
        "Niets geladen.",
        "gemeenten.csv: Het bestand is 200 MB; meer dan 10 MB lezen we niet.",
    ]


def test_imports_the_largest_geometry_that_is_accepted(tmp_path):
    make.a_municipality(code="GM0361", name="Alkmaar")
    (tmp_path / "x.json").write_text(largest_shape())

    output, kilobytes = run_and_measure(tmp_path)

    assert kilobytes < MAX_KB
    assert output == ["x.json (grenzen): 1 nieuw.", "  1 gemeente, 1 grens nieuw."]


def test_a_country_of_real_size_stays_within_memory(tmp_path):
    codes = [f"GM{number:04}" for number in range(1, 343)]
    pairs = [
        (code, neighbour) for n, code in enumerate(codes) for neighbour in codes[n + 1 : n + 6]
    ]
    ring = [[4.7 + n / 1000, 52.6] for n in range(60)] + [[4.7, 52.7], [4.7, 52.6]]
    files = {
        "gemeenten.csv": [MUNICIPALITIES.split("\n")[0]]
        + [f"{code},{code[2:]},Gemeente {code},,PV27,NH,1,52.6,4.8" for code in codes],
        "buren.csv": [
            "statcode,buur_statcode",
            *(f"{code},{neighbour}" for code, neighbour in pairs),
        ],
        "pc4.csv": [POSTCODES.split("\n")[0]]
        + [f"{1000 + n},Plaats {n},{codes[n % 342]},x,PV27,52.62,4.72,x" for n in range(4086)],
        "grenzen.geojson": [geojson(*(feature(code, [ring]) for code in codes))],
    }
    write_files(tmp_path, {name: "\n".join(lines) for name, lines in files.items()})

    output, kilobytes = run_and_measure(tmp_path)

    assert kilobytes < MAX_KB
    assert output == [
        "gemeenten.csv (gemeenten): 342 nieuw.",
        "buren.csv (buurgemeenten): 1695 nieuw.",
        "grenzen.geojson (grenzen): 342 nieuw.",
        "  342 gemeenten, 342 grenzen nieuw.",
        "pc4.csv (postcodes): 4086 nieuw.",
    ]
