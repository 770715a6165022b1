"""Loads the demo, then a folder of files twice, into the database that the environment names.

Prints one line of JSON: seconds and memory of each import, the tables that the second changed, and
the number of rows of each file.
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
from pactdir.models import AuditEvent, Import, ImportedRow  # noqa: E402
from regions.clock import today  # noqa: E402
from regions.models import Boundary, Municipality, Neighbour, PostcodeArea  # noqa: E402
from schools.models import Figure, School  # noqa: E402

LOGS = (AuditEvent, Import)  # each import adds its own rows to these


def run_import(folder: str) -> dict[str, float]:
    """In a separate process, to include its start.

    Started by a shell, since the peak memory of a process includes that of its parent at the fork.
    """
    command = [sys.executable, "-m", "tests.pactdir.importing.measured_import", "import_country"]
    start = time.perf_counter()
    process = subprocess.run(
        ["sh", "-c", '"$@"; exit $?', "sh", *command, folder],
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    seconds = time.perf_counter() - start
    *output, kilobytes = process.stdout.splitlines()
    if output[0] == "Niets geladen.":
        sys.exit("\n".join(output))
    return {"seconds": round(seconds, 2), "megabytes": int(kilobytes) // 1000}


def table_hashes() -> dict[str, str]:
    hashes = {}
    for model in apps.get_models(include_auto_created=True):
        if model not in LOGS:
            rows = sha256()
            for row in model._base_manager.order_by("pk").values_list():
                rows.update(repr(row).encode())
            hashes[model._meta.label] = rows.hexdigest()
    return hashes


def rows() -> dict[str, int]:
    boundaries: Any = Boundary.objects
    # The vso school of the demo has its code from another file.
    with_code = (
        School.objects.exclude_examples().exclude(location_code="").exclude(levels="|vso|").count()
    )
    return {
        "gemeenten.csv": Municipality.objects.exclude_examples().current(today()).count(),
        "gemeenten_buren.csv": Neighbour.objects.count(),
        "gemeenten.geojson": boundaries.exclude(municipality=None).count(),
        "provincies.geojson": boundaries.filter(municipality=None).count(),
        "pc4.csv": PostcodeArea.objects.exclude(place__municipality__is_example=True).count(),
        # Includes possible duplicates, some of which are drafts until an editor decides.
        "vo_vestigingen.csv": with_code,
        "cijfers": Figure.objects.count(),
        "sto_regios.csv": ImportedRow.objects.filter(kind=Regions.name).count(),
    }


def main(folder: str) -> None:
    call_command("migrate", verbosity=0)
    call_command("load_demo", stdout=StringIO())
    first = run_import(folder)
    before = table_hashes()
    second = run_import(folder)
    after = table_hashes()
    changed = [name for name in after if after[name] != before[name]]
    print(json.dumps({"runs": [first, second], "changed": changed, "rows": rows()}))


if __name__ == "__main__":
    main(sys.argv[1])
