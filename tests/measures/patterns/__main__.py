"""Runs every expression over every text and prints the slowest; fails if one takes too long."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Iterator
from typing import Any

import django

from tests.measures.patterns.finding import Expression, find_expressions
from tests.measures.patterns.inputs import LENGTH, texts

MAX_CPU = 0.2  # seconds of CPU
PATIENCE = 5  # seconds; a slower one is abandoned and counts as this long
MAX_LINES = 5


def _given_up(*args: Any) -> None:
    raise TimeoutError


def apply(expression: Expression, method: str, text: str) -> None:
    regex = expression.regex
    subject: Any = text.encode() if isinstance(regex.pattern, bytes) else text
    if method in ("sub", "subn"):
        getattr(regex, method)(subject[:0], subject)
    elif method == "finditer":
        for _ in regex.finditer(subject):
            pass
    else:
        getattr(regex, method)(subject)


def seconds(expression: Expression, method: str, text: str) -> float:
    signal.alarm(PATIENCE)
    start = time.process_time()
    try:
        apply(expression, method, text)
    except TimeoutError:
        return float(PATIENCE)
    finally:
        signal.alarm(0)
    return time.process_time() - start


def measure(expression: Expression) -> Iterator[tuple[float, str]]:
    for name, text in texts().items():
        for method in sorted(expression.methods):
            cpu = seconds(expression, method, text)
            if cpu > MAX_CPU:  # once more, in case something else slowed it down
                cpu = min(cpu, seconds(expression, method, text))
            yield cpu, f"{expression.where} {method} of {name}: {expression.regex.pattern!r:.60}"


def main() -> int:
    signal.signal(signal.SIGALRM, _given_up)
    expressions = find_expressions()
    slowest = sorted((max(measure(expression)) for expression in expressions), reverse=True)
    for cpu, line in slowest[:MAX_LINES]:
        print(f"{cpu:.3f} s  {line}")
    red = [line for cpu, line in slowest if cpu > MAX_CPU]
    print(
        f"{len(expressions)} patronen, elk over {len(texts())} teksten van {LENGTH} tekens: "
        f"{len(red)} boven {MAX_CPU} s"
    )
    return int(bool(red))


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pactdir.settings")
    django.setup()
    sys.exit(main())
