"""The page behind the link of a preview: the stored page, for a week."""

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


def get_preview(client, key=KEY):
    return client.get(f"/voorbeeld/{key}/")


def test_a_bar_above_the_preview_says_what_it_is_and_when_it_expires(client, preview):
    Preview.objects.update(made_at="2026-11-03T13:05Z", expires_at="2098-11-10T13:05Z")

    response = get_preview(client)

    page = BeautifulSoup(response.content, "lxml")
    bar = page.body.find(True)
    assert words(bar) == (
        "Voorbeeld van PET & <b>meer</b>, gemaakt op 3 november 2026 om 14.05 uur. "
        "Dit staat zo nog niet op de site. Deze link werkt tot 10 november 2098 om 14.05 uur."
    )
    assert own_addresses(response) == {"/agenda/pet/"}
    assert page.head.find("meta", attrs={"name": "robots"})["content"] == "noindex"


def test_a_preview_is_not_indexed_cached_or_leaked_by_referrer(client, preview):
    for response in (get_preview(client), get_preview(client, "x")):
        assert response["X-Robots-Tag"] == "noindex"
        assert response["Cache-Control"] == "no-store"
        assert response["Referrer-Policy"] == "no-referrer"
        assert not response.cookies
        assert "unsafe" not in response["Content-Security-Policy"]


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_a_preview_is_read_only(client, preview, method):
    assert getattr(client, method)(f"/voorbeeld/{KEY}/").status_code == 405
    assert client.head(f"/voorbeeld/{KEY}/").status_code == 200


def not_found(client, key=KEY):
    response = get_preview(client, key)
    assert response.status_code == 404
    assert "Dit voorbeeld is verlopen of bestaat niet" in response.content.decode()
    return response.content


def test_unknown_expired_and_revoked_previews_give_the_same_page(client, preview, leader):
    bodies = {not_found(client, key) for key in ("x", "k" * 42, "%00", "é", "%F0%28", "9" * 999)}
    assert len(bodies) == 1
    assert get_preview(client).status_code == 200

    Preview.objects.update(expires_at=timezone.now())
    bodies.add(not_found(client))
    Preview.objects.update(expires_at=timezone.now() + timedelta(hours=1))
    assert get_preview(client).status_code == 200

    Assignment.objects.all().delete()
    bodies.add(not_found(client))
    make.an_assignment(user=leader)
    bodies.add(not_found(client))  # now a leader of another region
    make.an_assignment(user=leader, region=preview.region, role="editor")
    assert get_preview(client).status_code == 200

    leader.is_active = False
    leader.save()
    bodies.add(not_found(client))
    with changing():
        leader.delete()
    bodies.add(not_found(client))
    assert len(bodies) == 1


def test_a_preview_without_a_region_needs_a_national_editor_as_maker(client, preview, leader):
    Preview.objects.update(region=None)
    not_found(client)
    leader.is_superuser = True
    leader.save()

    assert get_preview(client).status_code == 200
    leader.is_active = False
    leader.save()
    not_found(client)


def test_a_preview_of_a_region_ends_with_the_account_of_a_national_editor(client, preview, leader):
    Assignment.objects.all().delete()
    leader.is_superuser = True
    leader.save()
    assert get_preview(client).status_code == 200

    leader.is_active = False
    leader.save()
    not_found(client)
