"""Load the country in the database that the environment names, walk it, and tell what was found."""

import logging
import sys
import time
from pathlib import Path

import django

django.setup()

from django.conf import settings  # noqa: E402 (only now is there anything to import)
from django.test import override_settings  # noqa: E402

from tests.measures.country_walk.forbidden import patterns  # noqa: E402
from tests.measures.country_walk.loading import load  # noqa: E402
from tests.measures.country_walk.walked import Kind, Report, some_addresses, walk  # noqa: E402

SHOWN = 5
# Made once and asked once: nothing is worth keeping, and no style sheet is asked for.
AS_ASKED = {
    "MIDDLEWARE": [name for name in settings.MIDDLEWARE if "PageStore" not in name],
    "STORAGES": settings.STORAGES
    | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}},
    "ALLOWED_HOSTS": ["testserver"],
}


def told(report: Report) -> list[str]:
    lines = [_line("soort", "adressen", "pagina's", "zinnen", "antwoorden")]
    total = Kind()
    for name, kind in sorted(report.kinds.items()):
        total.add(kind)
        lines.append(_counts(name, kind))
    lines.append(_counts("samen", total))
    lines += [f"FOUT: {error}" for error in report.errors]
    reasons = {pattern.name: pattern.reason for pattern in patterns()}
    for name, found in sorted(report.found.items()):
        pages = len({one.address for one in found})
        lines.append(f"{name}: {len(found)} op {pages} pagina's. {reasons.get(name, '')}")
        lines += [f"    {one.address}  {one.text[:150]}" for one in found[:SHOWN]]
    lines.append(
        f"{len(reasons)} patronen; {len(report.errors)} fouten, "
        f"{sum(map(len, report.found.values()))} overtredingen van {len(report.found)} patronen"
    )
    return lines


def _counts(name: str, kind: Kind) -> str:
    answers = ", ".join(f"{many} x {status}" for status, many in sorted(kind.statuses.items()))
    return _line(name, kind.addresses, kind.pages, kind.sentences, answers)


def _line(name: str, *cells: object) -> str:
    *numbers, last = cells
    return f"{name:20}{''.join(f'{number:>10}' for number in numbers)}  {last}"


def main(folder: Path, every: int) -> int:
    began = time.perf_counter()
    print("\n".join(load(folder)), flush=True)
    loaded = time.perf_counter()
    report = walk(some_addresses(every))
    print("\n".join(told(report)))
    seconds = time.perf_counter() - loaded
    print(f"geladen in {loaded - began:.0f} s, gelopen in {seconds:.0f} s")
    return int(report.is_red)


if __name__ == "__main__":
    logging.disable()
    with override_settings(**AS_ASKED):
        sys.exit(main(Path(sys.argv[1]), int(sys.argv[2])))
