"""The demo and a folder of files, loaded twice in the database that the environment names.

Prints one line of JSON: seconds and memory of each time, the tables that the second time changed,
and how many rows of each file are there.
"""

import json
import subprocess
import sys
import time
from hashlib import sha256
from io import StringIO
from typing import Any

import django

django.setup()

from django.apps import apps  # noqa: E402 (only now is there anything to import)
from django.core.management import call_command  # noqa: E402

from pactdir.importing.kinds.regions import Regions  # noqa: E402
from pactdir.models import Import, ImportedRow  # noqa: E402
from regions.clock import today  # noqa: E402
from regions.models import Boundary, Municipality, Neighbour, PostcodeArea  # noqa: E402
from schools.models import School  # noqa: E402


def imported(folder: str) -> dict[str, float]:
    """By the command, in a process of its own: what it takes is all that a person waits for.

    Started by a shell, for a process counts as its own what its parent had when it began.
    """
    command = [sys.executable, "-m", "tests.pactdir.importing.measured_import", "import_country"]
    began = time.perf_counter()
    done = subprocess.run(
        ["sh", "-c", '"$@"; exit $?', "sh", *command, folder],
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    seconds = time.perf_counter() - began
    *said, kilobytes = done.stdout.splitlines()
    if said[0] == "Niets geladen.":
        sys.exit("\n".join(said))
    return {"seconds": round(seconds, 2), "megabytes": int(kilobytes) // 1000}


def tables() -> dict[str, str]:
    """A hash of every table, but for the log of imports, which grows."""
    found = {}
    for model in apps.get_models(include_auto_created=True):
        if model is not Import:
            rows = sha256()
            for row in model._base_manager.order_by("pk").values_list():
                rows.update(repr(row).encode())
            found[model._meta.label] = rows.hexdigest()
    return found


def rows() -> dict[str, int]:
    """How many rows of each file are in the database."""
    boundaries: Any = Boundary.objects
    with_code = School.objects.real().exclude(location_code="").count()
    return {
        "gemeenten.csv": Municipality.objects.real().current(today()).count(),
        "gemeenten_buren.csv": Neighbour.objects.count(),
        "gemeenten.geojson": boundaries.exclude(municipality=None).count(),
        "provincies.geojson": boundaries.filter(municipality=None).count(),
        "pc4.csv": PostcodeArea.objects.exclude(place__municipality__is_example=True).count(),
        # Also those that may be a school we have: some of them are drafts until that is decided.
        "vo_vestigingen.csv": with_code,
        "sto_regios.csv": ImportedRow.objects.filter(kind=Regions.name).count(),
    }


def main(folder: str) -> None:
    call_command("migrate", verbosity=0)
    call_command("load_demo", stdout=StringIO())
    first = imported(folder)
    before = tables()
    second = imported(folder)
    after = tables()
    changed = [name for name in after if after[name] != before[name]]
    print(json.dumps({"runs": [first, second], "changed": changed, "rows": rows()}))


if __name__ == "__main__":
    main(sys.argv[1])
