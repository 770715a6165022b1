"""Compares the formats of a hundred real municipalities and of every region: make same-numbers

Runs on SQLite. The sample differs each day; `ARGS=--seed=20261129` repeats one.
"""

import subprocess
import sys
import tempfile
from argparse import ArgumentParser
from pathlib import Path

from tests.measures.databases import PROJECT, environment_in
from tests.measures.load import FILES


def main(arguments: list[str]) -> int:
    parser = ArgumentParser()
    parser.add_argument("folder", nargs="?", type=Path, default=FILES)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--many", type=int, default=100)
    options = parser.parse_args(arguments)
    if not options.folder.is_dir():
        print(f"De map met bestanden van het hele land is er niet: {options.folder}.")
        return 1
    module = "tests.measures.same_numbers.on_a_database"
    command = [sys.executable, "-m", module, str(options.folder.resolve())]
    command += [str(options.seed), str(options.many)]
    with tempfile.TemporaryDirectory() as work:
        (Path(work) / "static").mkdir()
        return subprocess.run(command, cwd=PROJECT, env=environment_in(Path(work))).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
