"""What a page costs, against a bare view of the same size in the same run: make bench

On as many rows as the country has, made by the test factories, in a database of its own.
All in one process without a network, so that only what the site itself does is counted.
"""

import os
import platform
import secrets
import statistics
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import django

FOLDER = tempfile.TemporaryDirectory()
os.environ |= {
    "DJANGO_SETTINGS_MODULE": "pactdir.settings",
    "SECRET_KEY": secrets.token_urlsafe(50),
    "DATABASE_URL": f"sqlite:///{FOLDER.name}/bench.sqlite3",
    "STATIC_ROOT": f"{FOLDER.name}/static",
    "ALLOWED_HOSTS": "127.0.0.1",
    "HTTPS": "off",
    "REDIS_URL": "",
}
django.setup()

from django.conf import settings  # noqa: E402 (only now is there anything to import)
from django.core.cache import caches  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.http import HttpRequest, HttpResponse  # noqa: E402
from django.test import override_settings  # noqa: E402
from django.urls import include, path  # noqa: E402

from pactdir.kept_pages import NARROWED, PAGES  # noqa: E402
from regions.changing import changing  # noqa: E402
from tests import make  # noqa: E402
from tests.measures.asking import asking  # noqa: E402

REGIONS, MUNICIPALITIES, SCHOOLS = 78, 342, 1619
ROUNDS, SECONDS = 5, 0.6  # of each page, in turns
BROTLI = {"HTTP_ACCEPT_ENCODING": "br"}
BODIES: dict[str, bytes] = {}

ADDRESSES = {
    "home": "/",
    "regio": "/regios/regio-1/",
    "lijst": "/scholen/",
}


def bare(request: HttpRequest, name: str) -> HttpResponse:
    return HttpResponse(BODIES[name])


URLS = (path("kaal/<str:name>", bare), path("", include("pactdir.urls")))


def real_size() -> None:
    with changing():
        regions = [make.a_region(slug=f"regio-{number}") for number in range(REGIONS)]
        municipalities = [make.a_municipality() for _ in range(MUNICIPALITIES)]
        places = [make.a_place(municipality=one) for one in municipalities]
        for number in range(SCHOOLS):
            school = make.a_school(place=places[number % MUNICIPALITIES])
            make.a_school_participation(region=regions[number % REGIONS], school=school)
        for region in regions:
            make.an_agreement(region=region)
            for _ in range(4):
                make.a_goal(region=region)
                make.a_partner_participation(region=region)
                make.an_event(region=region)
                make.an_article(region=region)


def cases() -> dict[str, tuple[str, Callable[[], object]]]:
    """What is measured: of which page, and how to ask for it once."""
    whole = asking(settings.MIDDLEWARE)
    without_store = asking([name for name in settings.MIDDLEWARE if "PageStore" not in name])
    nothing = asking([])
    measured: dict[str, tuple[str, Callable[[], object]]] = {}
    for name, address in ADDRESSES.items():
        BODIES[name] = without_store(address)[2]
        tag = {"HTTP_IF_NONE_MATCH": whole(address, **BROTLI)[1]["ETag"]}
        assert whole(address, **tag)[0].startswith("304")

        def anew(address: str = address) -> object:
            for kind in (PAGES, NARROWED):
                caches[kind].clear()
            return whole(address, **BROTLI)

        measured |= {
            f"{name}: kale view": (name, partial(without_store, f"/kaal/{name}")),
            f"{name}: kale view zonder middleware": (name, partial(nothing, f"/kaal/{name}")),
            f"{name}: gemaakt, niet verkleind": (name, partial(without_store, address)),
            f"{name}: gemaakt, verkleind en bewaard": (name, anew),
            f"{name}: bewaard, br": (name, partial(whole, address, **BROTLI)),
            f"{name}: bewaard, niet verkleind": (name, partial(whole, address)),
            f"{name}: 304": (name, partial(whole, address, **tag)),
        }
    return measured


def measured_once(ask: Callable[[], object]) -> tuple[float, float]:
    """Seconds of CPU per request, and requests per second."""
    ask()
    count, cpu, began = 0, time.process_time(), time.perf_counter()
    while time.perf_counter() - began < SECONDS:
        ask()
        count += 1
    return (time.process_time() - cpu) / count, count / (time.perf_counter() - began)


def main() -> None:
    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    print("Gegevens maken ...", flush=True)
    real_size()
    asked = cases()
    rounds: dict[str, list[tuple[float, float]]] = {label: [] for label in asked}
    for _ in range(ROUNDS):
        for label, (_, ask) in asked.items():
            rounds[label].append(measured_once(ask))
    cpu = {label: statistics.median(one for one, _ in found) for label, found in rounds.items()}
    load = ", ".join(f"{one:.1f}" for one in os.getloadavg())
    print(
        f"\n{_processor()}, {os.cpu_count()} kernen, belasting {load}; "
        f"Python {platform.python_version()}, Django {django.__version__}, SQLite; "
        f"{REGIONS} regio's, {MUNICIPALITIES} gemeenten, {SCHOOLS} scholen\n"
    )
    print(f"{'':40}{'bytes':>8}{'CPU ms':>9}{'per s':>8}{'x kaal':>8}{'x zonder':>9}")
    for label, (name, _) in asked.items():
        per_second = statistics.median(many for _, many in rounds[label])
        bare_cpu = cpu[f"{name}: kale view"]
        without = cpu[f"{name}: kale view zonder middleware"]
        print(
            f"{label:40}{len(BODIES[name]):8}{cpu[label] * 1000:9.2f}{per_second:8.0f}"
            f"{cpu[label] / bare_cpu:8.1f}{cpu[label] / without:9.1f}"
        )


def _processor() -> str:
    """As the kernel calls it; elsewhere what Python knows."""
    told = Path("/proc/cpuinfo")
    lines = told.read_text().splitlines() if told.is_file() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()


if __name__ == "__main__":
    with override_settings(ROOT_URLCONF=URLS):
        main()
