"""Walk the whole country on SQLite, or also on PostgreSQL: make country-walk ARGS=--postgresql"""

import subprocess
import sys
import tempfile
from pathlib import Path

from tests.measures.databases import DATABASES, PROJECT, environment_in
from tests.measures.load import FILES

ALSO = "--postgresql"


def main(arguments: list[str]) -> int:
    folders = [one for one in arguments if one != ALSO]
    folder = Path(folders[0] if folders else FILES).resolve()
    if not folder.is_dir():
        print(f"De map met bestanden van het hele land is er niet: {folder}.")
        print("Zonder die bestanden is er niets te lopen. Noem een andere map met ARGS=map.")
        return 1
    red = False
    for name, before in DATABASES.items():
        if name == "SQLite" or ALSO in arguments:
            print(f"=== {name}", flush=True)
            red = _walk(folder, before) or red
    return int(red)


def _walk(folder: Path, before: list[str]) -> bool:
    walk = [sys.executable, "-m", "tests.measures.country_walk.on_a_database", str(folder)]
    with tempfile.TemporaryDirectory() as work:
        (Path(work) / "static").mkdir()
        environment = environment_in(Path(work))
        return bool(subprocess.run([*before, *walk], cwd=PROJECT, env=environment).returncode)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
