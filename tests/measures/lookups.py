"""Tries every lookup over three fields, hidden ones too, on every list of the admin: make lookups

As a leader and as an editor, over HTTP, on both databases; fails if a list accepts one that it does
not offer. `ARGS=50` is quicker: one lookup in 50.
"""

from __future__ import annotations

import logging
import sys
from collections import Counter
from io import StringIO

import django

from tests.measures.databases import in_test_environment, run_on_each

MAX_LINES = 10
ROLES = ["projectleider-west-friesland", "redacteur-west-friesland"]


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
        sys.exit(run_on_each("tests.measures.lookups", *sys.argv[1:2] or ["1"]))
    django.setup()
    logging.disable()
    sys.exit(in_test_environment(walk, int(sys.argv[1])))
