"""Sends hostile requests to the demo, on the database that the environment names.

Writes a line of JSON per answer to one file, and the responses themselves to another.
"""

from __future__ import annotations

import json
import logging
import re
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

from pactdir.page_store.backends import KINDS  # noqa: E402
from tests.measures.hostile import MAX_CPU  # noqa: E402
from tests.measures.hostile.addresses import Address, addresses  # noqa: E402
from tests.measures.wsgi_client import Get, wsgi_client  # noqa: E402

TRIES = 3
PATIENCE = 20  # seconds; a slower answer is abandoned and counts as broken
# The ETag hashes the database address too (page_store/release.py); the policy is assembled in
# another order in every process.
# Rows are written at another second in each database.
OWN_HEADERS = {"ETag", "Content-Security-Policy", "Last-Modified"}
WRITTEN_AT = re.compile(rb"(?:DTSTAMP|LAST-MODIFIED):\w+")  # in calendars, likewise
MAX_LETTERS = 300
# No style sheet is requested here, and compressing them takes longer than hundreds of requests.
PLAIN_STATIC_FILES = settings.STORAGES | {
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
}


@dataclass(frozen=True)
class Answer:
    page: str
    address: str  # the beginning, for people
    request: str  # digest of the whole address
    status: int
    response: str  # digest of headers and body
    cpu: float
    seconds: float
    error: str


def answer_to(get: Get, address: Address, errors: list[str]) -> tuple[Answer, bytes]:
    # Retried when costly, since a first request may fill caches.
    text = address.text
    for _ in range(TRIES):
        for kind in KINDS:
            caches[kind].clear()
        errors.clear()
        cpu, began = time.process_time(), time.perf_counter()
        status, response = _response(get, text, errors)
        cpu, seconds = time.process_time() - cpu, time.perf_counter() - began
        if cpu <= MAX_CPU or errors:
            break
    answer = Answer(
        address.page,
        text[:MAX_LETTERS],
        _digest(text.encode("latin-1")),
        status,
        _digest(response),
        cpu,
        seconds,
        "; ".join(errors)[:MAX_LETTERS],
    )
    return answer, response


def _response(get: Get, address: str, errors: list[str]) -> tuple[int, bytes]:
    signal.alarm(PATIENCE)
    try:
        status, headers, body = get(address)
    except Exception as error:  # no server around the site turns it into a response
        errors.append(repr(error))
        return 500, b""
    finally:
        signal.alarm(0)
    header_lines = [
        f"{name}: {value}" for name, value in headers.items() if name not in OWN_HEADERS
    ]
    body = WRITTEN_AT.sub(b"", body)
    return int(status.split()[0]), "\n".join([status, *header_lines, ""]).encode() + body


def _given_up(*args: Any) -> None:
    raise TimeoutError(f"no answer in {PATIENCE} s")


def _digest(response: bytes) -> str:
    return blake2b(response, digest_size=12).hexdigest()


def all_answers(number: int) -> Iterator[tuple[Answer, bytes]]:
    errors: list[str] = []

    def note(sender: Any, **kwargs: Any) -> None:
        errors.append(repr(sys.exception()))

    got_request_exception.connect(note)
    signal.signal(signal.SIGALRM, _given_up)
    get = wsgi_client(settings.MIDDLEWARE)
    get("/zoeken/?q=school")  # warms up what is computed once per process
    for address in addresses(number):
        yield answer_to(get, address, errors)


def main(number: int, folder: Path) -> None:
    logging.disable()
    call_command("migrate", verbosity=0)
    call_command("load_demo", stdout=StringIO())
    with (folder / "answers").open("w") as answers, (folder / "responses").open("wb") as responses:
        for answer, response in all_answers(number):
            compressed = zlib.compress(response, 1)
            responses.write(compressed)
            answers.write(json.dumps(asdict(answer) | {"length": len(compressed)}) + "\n")


if __name__ == "__main__":
    with override_settings(STORAGES=PLAIN_STATIC_FILES):
        main(int(sys.argv[1]), Path(sys.argv[2]))
