"""Requests every page of the whole country: make country-walk

Runs on SQLite, and with `ARGS=--postgresql` also on PostgreSQL. `ARGS=--every=25` requests only one
page in 25 of each kind.
"""

import subprocess
import sys
import tempfile
from argparse import ArgumentParser
from pathlib import Path

from tests.measures.databases import DATABASES, PROJECT, environment_in
from tests.measures.load import FILES


def main(arguments: list[str]) -> int:
    parser = ArgumentParser()
    parser.add_argument("folder", nargs="?", type=Path, default=FILES)
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--postgresql", action="store_true")
    options = parser.parse_args(arguments)
    if not options.folder.is_dir():
        print(f"De map met bestanden van het hele land is er niet: {options.folder}.")
        print("Zonder die bestanden is er niets te lopen. Noem een andere map met ARGS=map.")
        return 1
    has_failed = False
    for name, prefix in DATABASES.items():
        if name == "SQLite" or options.postgresql:
            print(f"=== {name}", flush=True)
            has_failed |= _walk(prefix, options.folder.resolve(), options.every)
    return int(has_failed)


def _walk(prefix: list[str], folder: Path, every: int) -> bool:
    module = "tests.measures.country_walk.on_a_database"
    command = [*prefix, sys.executable, "-m", module, str(folder), str(every)]
    with tempfile.TemporaryDirectory() as work:
        (Path(work) / "static").mkdir()
        return bool(subprocess.run(command, cwd=PROJECT, env=environment_in(Path(work))).returncode)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
