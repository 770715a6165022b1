"""The demo asked so many hostile addresses, on the database that the environment names.

Writes a line of JSON for each answer to a file, and what it said to another.
"""

from __future__ import annotations

import json
import logging
import signal
import sys
import time
import zlib
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from hashlib import blake2b
from io import StringIO
from pathlib import Path
from typing import Any

import django

django.setup()

from django.conf import settings  # noqa: E402 (only now is there anything to import)
from django.core.cache import caches  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.core.signals import got_request_exception  # noqa: E402
from django.test import override_settings  # noqa: E402

from pactdir.page_store.backends import NARROWED, PAGES  # noqa: E402
from tests.measures.hostile import LONGEST  # noqa: E402
from tests.measures.hostile.addresses import Address, addresses  # noqa: E402
from tests.measures.wsgi_client import Get, wsgi_client  # noqa: E402

TRIES = 3
PATIENCE = 20  # seconds; then an answer is given up and counts as broken
# The ETag hashes the database address too (page_store/release.py); the policy is put together in
# another order in every process.
OWN_HEADERS = {"ETag", "Content-Security-Policy"}
SHOWN = 300
# Nobody asks for a style sheet here, and compressing them takes longer than hundreds of questions.
PLAIN_STATIC_FILES = settings.STORAGES | {
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
}


@dataclass(frozen=True)
class Answer:
    page: str
    address: str  # as far as one reads it
    asked: str  # a digest of all of it
    status: int
    said: str  # a digest of headers and body
    cpu: float
    seconds: float
    error: str


def answered(get: Get, address: Address, errors: list[str]) -> tuple[Answer, bytes]:
    """Asked again where it cost much, in case it was something that is made once."""
    text = address.text
    for _ in range(TRIES):
        for kind in (PAGES, NARROWED):
            caches[kind].clear()
        errors.clear()
        cpu, began = time.process_time(), time.perf_counter()
        status, told = _told(get, text, errors)
        cpu, seconds = time.process_time() - cpu, time.perf_counter() - began
        if cpu <= LONGEST or errors:
            break
    answer = Answer(
        address.page,
        text[:SHOWN],
        _digest(text.encode("latin-1")),
        status,
        _digest(told),
        cpu,
        seconds,
        "; ".join(errors)[:SHOWN],
    )
    return answer, told


def _told(get: Get, address: str, errors: list[str]) -> tuple[int, bytes]:
    """What came of it, exceptions too."""
    signal.alarm(PATIENCE)
    try:
        status, headers, body = get(address)
    except Exception as error:  # nothing stands around the site here that would answer for it
        errors.append(repr(error))
        return 500, b""
    finally:
        signal.alarm(0)
    shown = [f"{name}: {value}" for name, value in headers.items() if name not in OWN_HEADERS]
    return int(status.split()[0]), "\n".join([status, *shown, ""]).encode() + body


def _given_up(*args: Any) -> None:
    raise TimeoutError(f"no answer in {PATIENCE} s")


def _digest(told: bytes) -> str:
    return blake2b(told, digest_size=12).hexdigest()


def all_answers(number: int) -> Iterator[tuple[Answer, bytes]]:
    errors: list[str] = []

    def note(sender: Any, **kwargs: Any) -> None:
        errors.append(repr(sys.exception()))

    got_request_exception.connect(note)
    signal.signal(signal.SIGALRM, _given_up)
    get = wsgi_client(settings.MIDDLEWARE)
    get("/zoeken/?q=school")  # what is made once for all
    for address in addresses(number):
        yield answered(get, address, errors)


def main(number: int, folder: Path) -> None:
    logging.disable()
    call_command("migrate", verbosity=0)
    call_command("load_demo", stdout=StringIO())
    with (folder / "answers").open("w") as answers, (folder / "told").open("wb") as pages:
        for answer, told in all_answers(number):
            kept = zlib.compress(told, 1)
            pages.write(kept)
            answers.write(json.dumps(asdict(answer) | {"kept": len(kept)}) + "\n")


if __name__ == "__main__":
    with override_settings(STORAGES=PLAIN_STATIC_FILES):
        main(int(sys.argv[1]), Path(sys.argv[2]))
