"""Measures how long the country and its figures take to import, on both databases: make load

Imports the files of the folder, its reorganisations and the figures in its sub-folders over the
demo, twice; the second time nothing may change. The rows in the database are then compared with
the table in the README next to the files.
"""

import json
import os
import platform
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from tests.measures.databases import DATABASES, PROJECT, environment_in

FILES = PROJECT.parent / "shared" / "data"
MAX_SECONDS, MAX_MB = 90, 300
# In sub-folders that an import does not read.
WITH_FIGURES = (
    "cijfers/duo_vo_leerlingen_per_vestiging_onderwijstype_2019.csv",
    "cijfers/duo_vo_geslaagden_2018-2019.csv",
    "cijfers/duo_vo_examenkandidaten_5jaar_2019-2024.csv",
    "cijfers/cbs_pc4_2023_onderwijs_nabij.csv",
    "cijfers/cijfers_techniek_vmbo.csv",
    "regios/sto_bedragen_berichten.csv",
)
REORGANISATIONS = "herindelingen"  # a sub-folder that an import reads too
A_FILE = re.compile(r"^\| *([\w.-]+) *\| *([0-9]+) *\|", re.MULTILINE)
Measured = dict[str, Any]


def rows_by_file(folder: Path) -> dict[str, int]:
    """Rows per file as stated in the README next to them: "| pc4.csv | 4086 | ..."."""
    readme = folder / "README.md"
    text = readme.read_text() if readme.is_file() else ""
    return {file: int(rows) for file, rows in A_FILE.findall(text)}


def faults_in(measured: Measured, rows: dict[str, int]) -> list[str]:
    faults = []
    for number, run in enumerate(measured["runs"], 1):
        if run["seconds"] > MAX_SECONDS:
            faults.append(f"keer {number} duurde langer dan {MAX_SECONDS} s")
        if run["megabytes"] > MAX_MB:
            faults.append(f"keer {number} kostte meer dan {MAX_MB} MB")
    faults += [f"de tweede keer veranderde {table}" for table in measured["changed"]]
    faults += [
        f"{file}: {rows[file]} rijen in de README, {number} in de database"
        for file, number in measured["rows"].items()
        if file in rows and rows[file] != number
    ]
    return faults


def gather(folder: Path, into: Path) -> Path:
    """Link the files of one import in a folder of their own."""
    into.mkdir()
    files = [path for path in folder.iterdir() if path.is_file() or path.name == REORGANISATIONS]
    for path in [*files, *(folder / name for name in WITH_FIGURES)]:
        if path.exists():
            (into / path.name).symlink_to(path)
    return into


def measure(folder: Path, before: list[str], environment: dict[str, str]) -> Measured:
    command = [*before, sys.executable, "-m", "tests.measures.loaded_twice", str(folder)]
    process = subprocess.run(
        command, cwd=PROJECT, env=environment, check=True, stdout=subprocess.PIPE, text=True
    )
    measured: Measured = json.loads(process.stdout.splitlines()[-1])
    return measured


def main(arguments: list[str]) -> int:
    folder = Path(arguments[0] if arguments else FILES).resolve()
    if not folder.is_dir():
        print(f"De map met bestanden is er niet: {folder}. Noem een andere met ARGS=map.")
        return 1
    rows = rows_by_file(folder)
    if not rows:
        print("Bij de bestanden staat geen README.md met aantallen: die vergelijkt dit niet.")
    red = False
    with tempfile.TemporaryDirectory() as work:
        environment = environment_in(Path(work))
        gathered = gather(folder, Path(work) / "files")
        for name, before in DATABASES.items():
            measured = measure(gathered, before, environment)
            each = "; ".join(
                f"{word} {run['seconds']:.1f} s, {run['megabytes']} MB"
                for word, run in zip(("eerst", "daarna"), measured["runs"], strict=True)
            )
            print(f"{name}: {each}", flush=True)
            for file, number in measured["rows"].items():
                stated = f" (README: {rows[file]})" if file in rows else ""
                print(f"  {file}: {number}{stated}")
            faults = faults_in(measured, rows)
            print("\n".join(f"  FOUT: {fault}" for fault in faults) or "  De tweede keer: gelijk.")
            red = red or bool(faults)
    load = ", ".join(f"{average:.1f}" for average in os.getloadavg())
    print(f"{os.cpu_count()} kernen, belasting {load}; Python {platform.python_version()}")
    return int(red)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
