"""Runs the W3C validator (Nu Html Checker) on every type of page; needs Java.

make validity
"""

import subprocess
import sys
import tempfile
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

from tests.browser.page_types import PAGE_TYPES
from tests.measures.npm import installed
from tests.measures.served import served_demo


def main() -> int:
    program = installed("vnu-jar", "vnu-jar/build/dist/vnu.jar")
    with tempfile.TemporaryDirectory() as folder, served_demo() as site:
        for nth, address in enumerate(PAGE_TYPES.values()):
            Path(folder, f"{nth:02}.html").write_bytes(body_of(site + address))
        validator = subprocess.run(
            ["java", "-jar", str(program), "--format", "gnu", "--skip-non-html", folder],
            capture_output=True,
            text=True,
            check=False,
        )
    for nth, (name, address) in enumerate(PAGE_TYPES.items()):
        for line in validator.stderr.splitlines():
            if f"{nth:02}.html" in line:
                print(f"{name} ({address}): {line.split('.html', 1)[1]}")
    print(f"{len(PAGE_TYPES)} soorten pagina's, {len(validator.stderr.splitlines())} opmerkingen")
    return validator.returncode


def body_of(address: str) -> bytes:
    try:
        with urlopen(address) as answer:  # noqa: S310 (our own site on loopback)
            return bytes(answer.read())
    except HTTPError as error:
        return bytes(error.read())


if __name__ == "__main__":
    sys.exit(main())
