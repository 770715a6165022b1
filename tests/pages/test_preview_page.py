"""The page behind the link of a preview: what was kept, for a week, and nothing else."""

from datetime import timedelta
from hashlib import sha256

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone

from regions.models import Assignment, Preview
from regions.writing.changing import changing
from tests import make
from tests.pages.reading import own_addresses, words

KEY = "k" * 43
PAGE = """<!doctype html><html lang="nl"><head><title>PET</title></head>
<body class="x"><main><a href="/agenda/pet/">PET</a></main></body></html>"""


@pytest.fixture
def leader(db):
    return make.an_assignment().user


@pytest.fixture
def preview(leader):
    return Preview.objects.create(
        digest=sha256(KEY.encode()).hexdigest(),
        title="PET & <b>meer</b>",
        html=PAGE,
        region=Assignment.objects.get(user=leader).region,
        made_by=leader,
        expires_at=timezone.now() + timedelta(days=7),
    )


def shown(client, key=KEY, **headers):
    return client.get(f"/voorbeeld/{key}/", **headers)


def test_it_says_on_top_what_it_is_until_when_and_leads_to_the_site(client, preview):
    Preview.objects.update(made_at="2026-11-03T13:05Z", expires_at="2098-11-10T13:05Z")

    response = shown(client)

    page = BeautifulSoup(response.content, "html.parser")
    bar = page.body.find(True)
    assert words(bar) == (
        "Voorbeeld van PET & <b>meer</b>, gemaakt op 3 november 2026 om 14.05 uur. "
        "Dit staat zo nog niet op de site. Deze link werkt tot 10 november 2098 om 14.05 uur."
    )
    assert own_addresses(response) == {"/agenda/pet/"}
    assert page.head.find("meta", attrs={"name": "robots"})["content"] == "noindex"


def test_nobody_keeps_or_finds_it_and_it_tells_nothing_of_where_one_came_from(client, preview):
    for response in (shown(client), shown(client, "x")):
        assert response["X-Robots-Tag"] == "noindex"
        assert response["Cache-Control"] == "no-store"
        assert response["Referrer-Policy"] == "no-referrer"
        assert not response.cookies
        assert "unsafe" not in response["Content-Security-Policy"]


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_it_can_only_be_looked_at(client, preview, method):
    assert getattr(client, method)(f"/voorbeeld/{KEY}/").status_code == 405
    assert client.head(f"/voorbeeld/{KEY}/").status_code == 200


def gone(client, key=KEY):
    response = shown(client, key)
    assert response.status_code == 404
    assert "Dit voorbeeld is verlopen of bestaat niet" in response.content.decode()
    return response.content


def test_what_is_not_there_expired_or_no_longer_theirs_answers_alike(client, preview, leader):
    nothing = {gone(client, key) for key in ("x", "k" * 42, "%00", "é", "%F0%28", "9" * 999)}
    assert len(nothing) == 1
    assert shown(client).status_code == 200

    Preview.objects.update(expires_at=timezone.now())
    nothing.add(gone(client))
    Preview.objects.update(expires_at=timezone.now() + timedelta(hours=1))
    assert shown(client).status_code == 200

    Assignment.objects.all().delete()
    nothing.add(gone(client))
    make.an_assignment(user=leader)
    nothing.add(gone(client))  # a leader of another region now
    make.an_assignment(user=leader, region=preview.region, role="editor")
    assert shown(client).status_code == 200

    leader.is_active = False
    leader.save()
    nothing.add(gone(client))
    with changing():
        leader.delete()
    nothing.add(gone(client))
    assert len(nothing) == 1


def test_what_is_of_no_region_is_for_as_long_as_one_is_a_national_editor(client, preview, leader):
    Preview.objects.update(region=None)
    gone(client)
    leader.is_superuser = True
    leader.save()

    assert shown(client).status_code == 200
    leader.is_active = False
    leader.save()
    gone(client)


def test_of_a_region_it_goes_with_the_account_of_a_national_editor_too(client, preview, leader):
    Assignment.objects.all().delete()
    leader.is_superuser = True
    leader.save()
    assert shown(client).status_code == 200

    leader.is_active = False
    leader.save()
    gone(client)
