"""Hostile submissions of the forms of `/mail/` and `/doe-mee/`, on both databases.

Fails if an answer is 5xx, if a refused submission changes what is stored, or if a page of the
queue then breaks or shows markup of a sender. `make hostile-forms ARGS=100` for fewer.
"""

from __future__ import annotations

import logging
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import cycle
from random import Random
from typing import Any
from urllib.parse import quote, urlencode

import django

from tests.measures.databases import in_test_environment, run_on_each
from tests.measures.hostile.values import HOSTILE

SEED = 20_261_130
MARKUP = "<script>alert(1)</script>"
VALUES = [
    *HOSTILE,
    *("a" * 1_000_000, "\x00" * 1_000_000, "<b>" * 300_000, MARKUP * 100, "<b><i><a href="),
    *(
        f"Zaag {MARKUP}",
        f'"{MARKUP}',
        "Zaag\u202egaaZ",
        "Zaag\x00",
        "Zaag <b",
        "Z\r\nBcc: a@b.example",
    ),
    *("https://a.example " * 50, "a@b.example\r\nBcc: c@d.example", "a@b.example\x00"),
    *(f"{MARKUP}@b.example", '"<b>"@b.example'),
]
# Headers of a browser on this site, and of a request that came from another site.
OWN = {"HTTP_SEC_FETCH_SITE": "same-origin"}
FOREIGN = [
    {},
    {"HTTP_SEC_FETCH_SITE": "cross-site"},
    {"HTTP_SEC_FETCH_SITE": "same-site"},
    {"HTTP_SEC_FETCH_SITE": "none"},
    {"HTTP_ORIGIN": "https://evil.example"},
    {"HTTP_ORIGIN": "null"},
    {"HTTP_SEC_FETCH_SITE": "cross-site", "HTTP_ORIGIN": "http://testserver"},
]
LINK = "link"  # a URL with an invented token
# What a sender with good intentions answers to the questions that are required, by kind and step.
ANSWERS: dict[str, dict[str, dict[str, str]]] = {
    "bedrijf": {
        "wie": {"name": "Zaag", "kind": "bedrijf", "place_name": "Hoorn"},
        "wat": {"summary": "Zagen en schaven.", "trades": "timmeren", "recognition": "ja"},
        "contact": {"contact_role": "afdeling opleidingen", "contact_email": "info@zaag.example"},
    },
    "aanbod": {
        "wie": {"organisation": "Zaag", "name": "Les in zagen", "kind": "gastles"},
        "wat": {"summary": "Zagen in de klas.", "starts": "mei 2027", "cost": "gratis"},
        "contact": {"how_to_join": "Bel de balie.", "join_url": "https://zaag.example/les"},
    },
    "regio": {
        "wie": {"name": "Oost", "lead_organisation": "Zaag", "asked_by": "projectleider bij Zaag"},
    },
}


@dataclass
class Outcome:
    answers: Counter[tuple[str, str, int]] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)
    queued: Counter[str] = field(default_factory=Counter)  # by kind

    def table(self) -> Iterator[str]:
        for (place, attack, status), number in sorted(self.answers.items()):
            yield f"{place:20} {attack:8} {number:5} x {status}"
        yield f"in de wachtrij: {dict(sorted(self.queued.items()))}"


def submit(number: int) -> Outcome:
    """Send them to a database with a region and a sender's link, which are made first."""
    from django.test import Client  # noqa: PLC0415 (only now there is anything to import)

    sending, outcome = _Sending(Client(raise_request_exception=False)), Outcome()
    rng = Random(SEED)  # noqa: S311  reproducible, not secret
    values = cycle(rng.sample(VALUES, len(VALUES)))
    places = cycle([*sending.paths(), LINK])
    for place in (next(places) for _ in range(number)):
        attack = rng.choice(["value"] * 6 + ["token", "origin", "honeypot"])
        value, before = next(values), sending.stored()
        path, fields = sending.form(place, value)
        if place != LINK:
            before = sending.stored()
        headers = OWN
        if attack == "token":
            fields["formulier"] = [value]
        elif attack == "honeypot":
            fields["homepage"] = ["https://evil.example"]
        elif attack == "origin":
            headers = rng.choice(FOREIGN)
        if fields and attack == "value":
            fields[rng.choice([name for name in fields if name != "formulier"])] = [value]
        status = sending.send(path, fields, headers)
        outcome.answers[place, attack, status] += 1
        was_taken = attack == "value" and status in (302, 303) and place != LINK
        if status >= 500 or (not was_taken and sending.stored() != before):
            outcome.faults.append(f"{place} {attack} {status} {value[:60]!r}")
    outcome.faults += sending.broken_in_queue(outcome.queued)
    return outcome


class _Sending:
    def __init__(self, client: Any) -> None:
        from django.conf import settings  # noqa: PLC0415

        from pactdir.models import MailKind  # noqa: PLC0415
        from pactdir.submissions.links import mail_link  # noqa: PLC0415
        from tests import make  # noqa: PLC0415

        settings.MAIL_AT_ONCE = False
        self.client = client
        self.region = make.a_region(name="West", slug="west")
        self.editor = make.a_national_editor()
        mail_link(MailKind.SUBMISSION_LINK, "info@zaag.example", {})
        self.token = self._message().link.rstrip("/").rpartition("/")[2]

    def paths(self) -> list[str]:
        steps = [f"{kind} {step}" for kind, answers in ANSWERS.items() for step in answers]
        return ["/mail/", "/doe-mee/plaatsen/", "overview", *steps]

    def form(self, place: str, value: str) -> tuple[str, dict[str, list[str]]]:
        """The path of a form, and what a sender with good intentions would send."""
        from django.core.cache import caches  # noqa: PLC0415

        from pactdir.models import Submission  # noqa: PLC0415
        from pactdir.page_store.backends import KINDS  # noqa: PLC0415
        from tests.pactdir.public_forms.sending import opened  # noqa: PLC0415

        for kind in KINDS:  # as if each came from elsewhere, since the limits count there
            caches[kind].clear()
        if place == LINK:
            token = quote(value[:2000].encode(errors="surrogatepass"), safe="")
            return f"/mail/{token}/", {}
        path, more = place, dict[str, Any]()
        if place == "overview":
            path, more = f"/doe-mee/link/{self.token}/", {"kind": "bedrijf"}
        elif not place.startswith("/"):
            kind, step = place.split()
            row = Submission.objects.create(
                kind=kind, email="info@zaag.example", answers=self.answers(kind)
            )
            path = f"/doe-mee/link/{self.token}/{row.pk}/{step}/"
            more = {"region": str(self.region.pk)} | ANSWERS[kind][step]
        else:
            more = {"email": "info@zaag.example", "regions": "west"}
        form = opened(self.client, path)
        fields = {name: v if isinstance(v, list) else [v] for name, v in form.fields.items()}
        return path, fields | {name: [v] for name, v in more.items()}

    def answers(self, kind: str) -> dict[str, str]:
        given = {name: value for step in ANSWERS[kind].values() for name, value in step.items()}
        return given if kind == "regio" else {"region": str(self.region.pk), **given}

    def send(self, path: str, fields: dict[str, list[str]], headers: dict[str, str]) -> int:
        pairs = [
            (name, value.encode(errors="surrogatepass"))
            for name, values in fields.items()
            for value in values
        ]
        kind = "application/x-www-form-urlencoded"
        response = self.client.post(path, urlencode(pairs), content_type=kind, **headers)
        return int(response.status_code)

    def stored(self) -> Any:
        from pactdir.models import Message, Submission, SubmissionLink, Subscriber  # noqa: PLC0415

        last = Submission.objects.order_by("pk").values("pk", "answers", "state").last()
        subscriber = Subscriber.objects.order_by("pk").values().last()
        rows = (Message, Submission, SubmissionLink, Subscriber)
        return last, subscriber, [model.objects.count() for model in rows]

    def broken_in_queue(self, queued: Counter[str]) -> list[str]:
        """Submit all answers that were taken, count them, and open each as an editor."""
        from django.test import Client  # noqa: PLC0415
        from django.utils import timezone  # noqa: PLC0415

        from pactdir.models import Message, Submission  # noqa: PLC0415
        from tests.admin.filling import address  # noqa: PLC0415

        rows = Submission.objects.all()
        taken = [row.pk for row in rows if row.answers not in ({}, self.answers(row.kind))]
        kept = Submission.objects.filter(pk__in=taken)
        queued.update(kept.values_list("kind", flat=True))
        kept.update(state="verstuurd", sent_at=timezone.now(), region=self.region)
        desk = Client(raise_request_exception=False)
        desk.force_login(self.editor)
        changes = [address(Submission, "change", row.pk) for row in kept]
        pages = [address(Submission, "changelist"), *changes]
        faults = []
        for page in pages:
            response = desk.get(page)
            if response.status_code != 200 or MARKUP in response.text:
                faults.append(f"{page} {response.status_code}")
        if any({*"\r\n"} & {*f"{row.subject}{row.recipient}"} for row in Message.objects.all()):
            faults.append("a message with a line break in a header")
        return faults

    def _message(self) -> Any:
        from pactdir.models import Message  # noqa: PLC0415

        return Message.objects.latest("pk")


def measure(number: int) -> int:
    from django.core.management import call_command  # noqa: PLC0415

    logging.disable()
    call_command("migrate", verbosity=0)
    outcome = submit(number)
    print("\n".join([*outcome.table(), f"fout: {len(outcome.faults)}", *outcome.faults[:10]]))
    return int(bool(outcome.faults))


if __name__ == "__main__":
    if "--here" not in sys.argv:
        sys.exit(run_on_each("tests.measures.hostile.forms", *sys.argv[1:2] or ["1000"]))
    django.setup()
    sys.exit(in_test_environment(measure, int(sys.argv[1])))
