"""Walk the whole country: make country-walk

On SQLite, and on PostgreSQL too with `ARGS=--postgresql`. `ARGS=--every=25` is quicker: one page
in 25 of each kind.
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
    red = False
    for name, before in DATABASES.items():
        if name == "SQLite" or options.postgresql:
            print(f"=== {name}", flush=True)
            red = _walk(before, options.folder.resolve(), options.every) or red
    return int(red)


def _walk(before: list[str], folder: Path, every: int) -> bool:
    module = "tests.measures.country_walk.on_a_database"
    command = [*before, sys.executable, "-m", module, str(folder), str(every)]
    with tempfile.TemporaryDirectory() as work:
        (Path(work) / "static").mkdir()
        return bool(subprocess.run(command, cwd=PROJECT, env=environment_in(Path(work))).returncode)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
