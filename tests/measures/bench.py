"""Measures the cost of pages and search on SQLite and PostgreSQL: make bench

At the size of the country, and with 250,000 partners and 100,000 articles more; other sizes:
`python -m tests.measures.bench 5000 2000`. With `growth` as the first argument, the list of offers
and the theme pages instead, with the demo and with 50,000 offers and 250,000 partners more.
"""

import os
import platform
import subprocess
import sys
import tempfile
from pathlib import Path

import django

from tests.measures.databases import DATABASES, PROJECT, environment_in


def main(arguments: list[str]) -> int:
    is_growth = arguments[:1] == ["growth"]
    module, sizes = ("growth", arguments[1:]) if is_growth else ("costs", arguments)
    load = ", ".join(f"{average:.1f}" for average in os.getloadavg())
    versions = f"Python {platform.python_version()}, Django {django.__version__}"
    print(f"{_processor()}, {os.cpu_count()} kernen, belasting {load}; {versions}", flush=True)
    for name, before in DATABASES.items():
        print(f"\n=== {name}", flush=True)
        with tempfile.TemporaryDirectory() as work:
            command = [*before, sys.executable, "-m", f"tests.measures.{module}", *sizes]
            process = subprocess.run(
                command, cwd=PROJECT, env=environment_in(Path(work)), check=False
            )
        if process.returncode:
            return process.returncode
    return 0


def _processor() -> str:
    cpuinfo = Path("/proc/cpuinfo")
    lines = cpuinfo.read_text().splitlines() if cpuinfo.is_file() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
