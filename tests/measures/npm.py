"""Installs programs from npm that only a measurement needs, in `.run/`."""

import subprocess
from pathlib import Path

from tests.measures.served import PROJECT

FOLDER = PROJECT / ".run" / "npm"


def installed(package: str, file: str) -> Path:
    path = FOLDER / "node_modules" / file
    if not path.exists():
        FOLDER.mkdir(parents=True, exist_ok=True)
        command = ["npm", "install", "--no-save", "--no-audit", "--no-fund", "--silent", package]
        subprocess.run([*command, "--prefix", str(FOLDER)], check=True)
    return path
