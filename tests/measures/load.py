"""How long the whole country takes to load, on SQLite and on PostgreSQL: make load

Over the demo, twice; the second time nothing may change. What is in the database afterwards is
compared with the table in the README that lies beside the files.
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
MOST_SECONDS, MOST_MB = 60, 300
A_FILE = re.compile(r"^\| *([\w.-]+) *\| *([0-9]+) *\|", re.MULTILINE)
Measured = dict[str, Any]


def wanted(folder: Path) -> dict[str, int]:
    """How many rows each file has, by the README beside them: "| pc4.csv | 4086 | ..."."""
    readme = folder / "README.md"
    text = readme.read_text() if readme.is_file() else ""
    return {file: int(rows) for file, rows in A_FILE.findall(text)}


def faults(measured: Measured, rows: dict[str, int]) -> list[str]:
    """What may not be so, in words."""
    found = []
    for number, run in enumerate(measured["runs"], 1):
        if run["seconds"] > MOST_SECONDS:
            found.append(f"keer {number} duurde langer dan {MOST_SECONDS} s")
        if run["megabytes"] > MOST_MB:
            found.append(f"keer {number} kostte meer dan {MOST_MB} MB")
    found += [f"de tweede keer veranderde {table}" for table in measured["changed"]]
    found += [
        f"{file}: {rows[file]} rijen in de README, {number} in de database"
        for file, number in measured["rows"].items()
        if file in rows and rows[file] != number
    ]
    return found


def measure(folder: Path, before: list[str], environment: dict[str, str]) -> Measured:
    """Load it twice on one database."""
    command = [*before, sys.executable, "-m", "tests.measures.loaded_twice", str(folder)]
    done = subprocess.run(
        command, cwd=PROJECT, env=environment, check=True, stdout=subprocess.PIPE, text=True
    )
    measured: Measured = json.loads(done.stdout.splitlines()[-1])
    return measured


def main(arguments: list[str]) -> int:
    folder = Path(arguments[0] if arguments else FILES).resolve()
    if not folder.is_dir():
        print(f"De map met bestanden is er niet: {folder}. Noem een andere met ARGS=map.")
        return 1
    rows = wanted(folder)
    if not rows:
        print("Bij de bestanden staat geen README.md met aantallen: die vergelijkt dit niet.")
    red = False
    with tempfile.TemporaryDirectory() as work:
        environment = environment_in(Path(work))
        for name, before in DATABASES.items():
            measured = measure(folder, before, environment)
            each = "; ".join(
                f"{word} {run['seconds']:.1f} s, {run['megabytes']} MB"
                for word, run in zip(("eerst", "daarna"), measured["runs"], strict=True)
            )
            print(f"{name}: {each}", flush=True)
            for file, number in measured["rows"].items():
                said = f" (README: {rows[file]})" if file in rows else ""
                print(f"  {file}: {number}{said}")
            found = faults(measured, rows)
            print("\n".join(f"  FOUT: {one}" for one in found) or "  De tweede keer: gelijk.")
            red = red or bool(found)
    load = ", ".join(f"{one:.1f}" for one in os.getloadavg())
    print(f"{os.cpu_count()} kernen, belasting {load}; Python {platform.python_version()}")
    return int(red)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
