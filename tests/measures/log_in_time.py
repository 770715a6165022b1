"""Times the login of known and unknown names, with the real hasher: make log-in-time

Fails if the median of a kind of name differs more than a tenth from that of known names, from which
a stranger could tell which names exist, or if a login, also with the right password, takes more
than MAX_CPU. `ARGS=50` tries each kind 50 times instead of 200.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterable
from random import Random
from statistics import median
from time import perf_counter, process_time

import django

from tests.measures.databases import in_test_environment, run_on_each

ALLOWED = 0.10
MAX_CPU = 250  # ms, median
PASSWORD = "vijver trompet zaterdag"
KINDS = {
    "known": "noor@school.example",
    "unknown": "nora@school.example",
    "invited": "nina@school.example",
    "disabled": "nele@school.example",
    "with a factor": "nour@school.example",
}
RIGHT = "right password"  # of the known name; it takes longer, which reveals nothing


def measure(tries: int) -> int:
    from axes.models import AccessAttempt  # noqa: PLC0415 (only now is there anything to import)
    from django.contrib.auth.models import User  # noqa: PLC0415
    from django.core.management import call_command  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415
    from django_otp.plugins.otp_totp.models import TOTPDevice  # noqa: PLC0415

    from pactdir.models import Brake  # noqa: PLC0415
    from tests import make  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    for kind, name in KINDS.items():
        if kind != "unknown":
            password = None if kind == "invited" else PASSWORD
            user = User.objects.create_user(name, name, password, is_active=kind != "disabled")
            make.an_assignment(user=user)
            if kind == "with a factor":
                TOTPDevice.objects.create(user=user)
    all_kinds = {**KINDS, RIGHT: KINDS["known"]}
    times: dict[str, list[float]] = {kind: [] for kind in all_kinds}
    cpu_times: dict[str, list[float]] = {kind: [] for kind in all_kinds}
    for number in range(tries + 1):
        for kind, name in shuffled(all_kinds.items(), number):
            # Otherwise most tries would be refused before the password is checked.
            Brake.objects.all().delete()
            AccessAttempt.objects.all().delete()
            password = PASSWORD if kind == RIGHT else f"fout {number}"
            client = Client()
            start, cpu = perf_counter(), process_time()
            answer = client.post("/admin/login/", {"username": name, "password": password})
            passed, cpu = perf_counter() - start, process_time() - cpu
            expected = 302 if kind == RIGHT else 200
            if answer.status_code != expected or "Over " in answer.content.decode():
                print(f"{kind}: no ordinary answer ({answer.status_code})")
                return 1
            if number:  # the first loads templates
                times[kind].append(passed * 1000)
                cpu_times[kind].append(cpu * 1000)
    return report(times, cpu_times)


def shuffled(kinds: Iterable[tuple[str, str]], seed: int) -> list[tuple[str, str]]:
    # Otherwise the load of another process could always coincide with the same kind.
    order = list(kinds)
    Random(seed).shuffle(order)  # noqa: S311
    return order


def report(times: dict[str, list[float]], cpu_times: dict[str, list[float]]) -> int:
    red = 0
    for kind, of_kind in times.items():
        differs, cpu_differs = (
            median(by_kind[kind]) / median(by_kind["known"]) - 1 for by_kind in (times, cpu_times)
        )
        cpu = median(cpu_times[kind])
        red |= cpu > MAX_CPU or (kind != RIGHT and abs(differs) > ALLOWED)
        print(
            f"{kind:14} {len(of_kind)} tries, median {median(of_kind):6.1f} ms ({differs:+.1%}), "
            f"CPU {cpu:6.1f} ms ({cpu_differs:+.1%}), at most {max(cpu_times[kind]):.0f}",
            flush=True,
        )
    return red


if __name__ == "__main__":
    if "--here" not in sys.argv:
        sys.exit(run_on_each("tests.measures.log_in_time", *sys.argv[1:2] or ["200"]))
    django.setup()
    logging.disable()
    sys.exit(in_test_environment(measure, int(sys.argv[1])))
