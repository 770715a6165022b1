"""Loads the country into DATABASE_URL, walks it and prints a report."""

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
from tests.measures.country_walk.walking import Kind, Report, some_addresses, walk  # noqa: E402

MAX_LINES = 5
# Each page is requested once, so nothing is worth caching, and no style sheet is requested.
SETTINGS = {
    "MIDDLEWARE": [name for name in settings.MIDDLEWARE if "PageStore" not in name],
    "STORAGES": settings.STORAGES
    | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}},
    "ALLOWED_HOSTS": ["testserver"],
}


def report_lines(report: Report) -> list[str]:
    lines = [_line("soort", "adressen", "pagina's", "zinnen", "antwoorden")]
    total = Kind()
    for name, kind in sorted(report.kinds.items()):
        total.add(kind)
        lines.append(_counts(name, kind))
    lines.append(_counts("samen", total))
    lines += [f"FOUT: {error}" for error in report.errors]
    reasons = {pattern.name: pattern.reason for pattern in patterns()}
    for name, violations in sorted(report.violations.items()):
        pages = len({violation.address for violation in violations})
        lines.append(f"{name}: {len(violations)} op {pages} pagina's. {reasons.get(name, '')}")
        lines += [
            f"    {violation.address}  {violation.text[:150]}"
            for violation in violations[:MAX_LINES]
        ]
    number = sum(map(len, report.violations.values()))
    lines.append(
        f"{len(reasons)} patronen; {len(report.errors)} fouten, "
        f"{number} overtredingen van {len(report.violations)} patronen"
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
    print("\n".join(report_lines(report)))
    seconds = time.perf_counter() - loaded
    print(f"geladen in {loaded - began:.0f} s, gelopen in {seconds:.0f} s")
    return int(report.is_red)


if __name__ == "__main__":
    logging.disable()
    with override_settings(**SETTINGS):
        sys.exit(main(Path(sys.argv[1]), int(sys.argv[2])))
