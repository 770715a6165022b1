"""Ask every pattern of every text, and say which are slowest; red where one takes too long."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Iterator
from typing import Any

import django

from tests.measures.patterns.found import Found, found
from tests.measures.patterns.inputs import LENGTH, texts

LONGEST = 0.2  # seconds of CPU
PATIENCE = 5  # seconds; then a question is given up and counts as that long
SHOWN = 5


def _given_up(*args: Any) -> None:
    raise TimeoutError


def asked(one: Found, way: str, text: str) -> None:
    """So that the whole text is gone through, however the answer is taken."""
    given: Any = text.encode() if isinstance(one.pattern.pattern, bytes) else text
    if way in ("sub", "subn"):
        getattr(one.pattern, way)(given[:0], given)
    elif way == "finditer":
        for _ in one.pattern.finditer(given):
            pass
    else:
        getattr(one.pattern, way)(given)


def seconds(one: Found, way: str, text: str) -> float:
    signal.alarm(PATIENCE)
    began = time.process_time()
    try:
        asked(one, way, text)
    except TimeoutError:
        return float(PATIENCE)
    finally:
        signal.alarm(0)
    return time.process_time() - began


def measured(one: Found) -> Iterator[tuple[float, str]]:
    for name, text in texts().items():
        for way in sorted(one.ways):
            taken = seconds(one, way, text)
            if taken > LONGEST:
                taken = min(taken, seconds(one, way, text))  # in case something else held it up
            yield taken, f"{one.where} {way} of {name}: {one.pattern.pattern!r:.60}"


def main() -> int:
    signal.signal(signal.SIGALRM, _given_up)
    patterns = found()
    slowest = sorted((max(measured(one)) for one in patterns), reverse=True)
    for taken, what in slowest[:SHOWN]:
        print(f"{taken:.3f} s  {what}")
    red = [what for taken, what in slowest if taken > LONGEST]
    print(
        f"{len(patterns)} patronen, elk over {len(texts())} teksten van {LENGTH} tekens: "
        f"{len(red)} boven {LONGEST} s"
    )
    return int(bool(red))


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pactdir.settings")
    django.setup()
    sys.exit(main())
