"""Tries every lookup over three fields, hidden ones too, on every list of the admin: make lookups

As a leader and as an editor, over HTTP, on both databases; fails if a list accepts one that it does
not offer. `ARGS=50` is quicker: one lookup in 50.
"""

from __future__ import annotations

import logging
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from io import StringIO
from pathlib import Path

import django

from tests.measures.databases import DATABASES, PROJECT, environment_in

MAX_LINES = 10
ROLES = ["projectleider-west-friesland", "redacteur-west-friesland"]


def main(every: str) -> int:
    red = 0
    for name, before in DATABASES.items():
        with tempfile.TemporaryDirectory() as work:
            (Path(work) / "static").mkdir()
            print(f"=== {name}", flush=True)
            command = [*before, sys.executable, "-m", "tests.measures.lookups", every, "--here"]
            environment = environment_in(Path(work)) | {"ALLOWED_HOSTS": "testserver"}
            red |= subprocess.run(command, cwd=PROJECT, env=environment).returncode
    return red


def in_test_environment(work: Callable[[int], int], every: int) -> int:
    from django.conf import settings  # noqa: PLC0415 (only now is there anything to import)
    from django.test import override_settings  # noqa: PLC0415
    from django.test.utils import setup_test_environment  # noqa: PLC0415

    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    setup_test_environment()
    with override_settings(STORAGES=settings.STORAGES | {"staticfiles": plain}):
        return work(every)


def walk(every: int) -> int:
    from django.contrib import admin  # noqa: PLC0415
    from django.contrib.auth.models import User  # noqa: PLC0415
    from django.core.management import call_command  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415

    from tests.admin.filling import address  # noqa: PLC0415
    from tests.admin.isolation.lookups import LOOKUPS, offered_on, paths  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    call_command("load_demo", stdout=StringIO())
    accepted, answers = [], Counter[int]()
    for user in User.objects.filter(username__in=ROLES):
        client = Client(raise_request_exception=False)
        client.force_login(user)
        for model in admin.site._registry:
            where = address(model, "changelist")
            page = client.get(where)
            if page.status_code != 200:
                continue
            whole = page.context["cl"].result_count
            offered = offered_on(page.content)
            for nth, path in enumerate(paths(model)):
                name = path + LOOKUPS[nth % len(LOOKUPS)]
                if nth % every or name in offered:
                    continue
                answer = client.get(where, {name: "1"})
                answers[answer.status_code] += 1
                is_whole = answer.status_code == 200 and answer.context["cl"].result_count == whole
                if not (is_whole or answer.get("Location") == where):
                    accepted.append(f"{user}: {where}?{name} {answer.status_code}")
    print("\n".join(accepted[:MAX_LINES]))
    print(
        f"{answers.total()} vragen, antwoorden: {dict(answers)}; {len(accepted)} keer iets anders"
    )
    return int(bool(accepted) or not answers)


if __name__ == "__main__":
    if "--here" not in sys.argv:
        sys.exit(main(*sys.argv[1:2] or ["1"]))
    django.setup()
    logging.disable()
    sys.exit(in_test_environment(walk, int(sys.argv[1])))
