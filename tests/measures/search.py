"""What search costs at the size of the country and far beyond it: make bench-search

On SQLite; other numbers of partners and articles: `python -m tests.measures.search 5000 2000`.
"""

import statistics
import sys
from functools import partial

from tests.measures import bench  # first: it sets up Django, on a database of its own

# isort: split
from django.conf import settings
from django.core.management import call_command
from django.db import transaction
from django.test import override_settings

from tests.measures import huge
from tests.measures.asking import asking

QUESTIONS = {
    "niets gevonden": "xyzzyq",
    "zeldzaam woord": huge.RARE,
    "zeldzaam woord, gekozen": f"{huge.RARE}&soort=nieuws",
    "woord in een kwart": huge.COMMON,
    "woord in een kwart, gekozen": f"{huge.COMMON}&soort=nieuws&jaar=2015",
    "begin van een woord": "ba",
}


def measure(size: str) -> None:
    ask = asking([name for name in settings.MIDDLEWARE if "PageStore" not in name])
    print(f"\n{size}\n{'':34}{'bytes':>8}{'CPU ms':>9}{'x kaal':>8}")
    for name, question in QUESTIONS.items():
        address = f"/zoeken/?q={question}"
        bench.BODIES[name] = ask(address)[2]
        found, bare = (
            statistics.median(bench.measured_once(one)[0] for _ in range(3))
            for one in (partial(ask, address), partial(ask, f"/kaal/{name}"))
        )
        size_of = len(bench.BODIES[name])
        print(f"{name:34}{size_of:8}{found * 1000:9.2f}{found / bare:8.1f}")


def main(partners: int, articles: int) -> None:
    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    print("Gegevens maken ...", flush=True)
    bench.real_size()
    measure("Het hele land")
    with transaction.atomic():
        huge.fill(partners, articles)
    measure(f"Met {partners} partners en {articles} berichten")


if __name__ == "__main__":
    numbers = [int(one) for one in sys.argv[1:]] or [huge.PARTNERS, huge.ARTICLES]
    with override_settings(ROOT_URLCONF=bench.URLS):
        main(*numbers)
