"""Hostile submissions: none gives an error, and nothing that was refused is stored."""

import random

import pytest

from pactdir.models import Message, Submission, SubmissionLink
from tests import make
from tests.pactdir.public_forms.sending import BROWSER, opened
from tests.pactdir.submissions.conftest import START

pytestmark = pytest.mark.django_db

TEXTS = [
    *("", " ", "x" * 10_000, "nul\0byte", "\ud83d", "<script>x</script>", "' OR 1=1 --"),
    *("../../etc/passwd", "{{ 7 * 7 }}", "%00", "-1", "9" * 40, "http://a http://b www.c"),
]
ADDRESSES = [
    "",
    "x",
    "a@b",
    "a@b.nl\nBcc: c@d.nl",
    "x" * 300 + "@b.nl",
    "a@b.nl,c@d.nl",
    "nul\0@b.nl",
]
HEADERS = [{}, {"HTTP_SEC_FETCH_SITE": "cross-site"}, {"HTTP_ORIGIN": "https://kwaad.example"}]


def text(value):
    return value.encode("utf-8", "replace").decode()


def test_no_hostile_request_for_a_link_is_stored(client):
    form = opened(client, START)
    for email in ADDRESSES:
        assert form.send(email=text(email)).status_code == 422
    for headers in HEADERS:
        assert form.send(email="info@zaag.example", headers=headers).status_code == 422
    for token in TEXTS:
        response = form.send(email="info@zaag.example", formulier=text(token))
        assert response.status_code == 422
    assert form.send(email="info@zaag.example", homepage="https://kwaad.example").status_code == 422

    assert not SubmissionLink.objects.exists()
    assert not Message.objects.exists()


def test_hostile_answers_give_no_error_and_store_nothing_that_was_refused(sender):
    make.a_region()
    rng = random.Random(18)  # noqa: S311 (the same every time)
    path = sender.begin("bedrijf")
    for _ in range(200):
        before = Submission.objects.get().answers
        form = opened(sender.client, path)
        names = form.fields.keys() - {"formulier", "seen"}
        fields = {name: text(rng.choice(TEXTS)) for name in sorted(names)}
        headers = rng.choice([BROWSER, *HEADERS])
        response = form.send(headers=headers, **fields)
        assert response.status_code == 422
        assert Submission.objects.get().answers == before


@pytest.mark.parametrize("end", ["", "x/", "0/", "9" * 30 + "/", "1/onzin/", "%00/", "1/wie/"])
def test_an_address_that_is_guessed_is_not_there(client, end):
    for token in ("onzin", "x" * 500, "%00"):
        for send in (client.get, client.post):
            assert send(f"/doe-mee/link/{token}/{end}").status_code == 404
