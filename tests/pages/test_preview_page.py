"""The page behind a preview link: the page as stored, for a week."""

from datetime import timedelta
from hashlib import sha256

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone

from pactdir.models import AuditEvent
from regions.models import Assignment, Preview
from regions.pictures.views import preview_url
from regions.writing.changing import changing
from tests import make
from tests.pages.reading import own_addresses, words
from tests.regions.pictures.images import a_stored_picture

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


def test_a_banner_explains_the_preview_and_when_it_expires(client, preview):
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
    bodies.add(not_found(client))  # by now a leader of another region
    again = make.an_assignment(user=leader, region=preview.region)
    assert get_preview(client).status_code == 200
    again.delete()

    leader.is_active = False
    leader.save()
    bodies.add(not_found(client))
    with changing():
        leader.delete()
    bodies.add(not_found(client))
    assert len(bodies) == 1


def test_a_preview_without_a_region_requires_its_maker_to_be_a_national_editor(
    client, preview, leader
):
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


def test_a_preview_by_an_editor_requires_colleagues_to_log_in(client, preview):
    Assignment.objects.update(role="editor")  # colleagues of its maker
    address = f"/voorbeeld/{KEY}/"

    answer = client.get(address)
    assert (answer.status_code, answer.url) == (302, f"/admin/login/?next={address}")
    assert answer["Cache-Control"] == "no-store"
    client.force_login(make.an_assignment().user)
    not_found(client)
    for colleague in (
        make.an_assignment(region=preview.region, role="editor").user,
        make.a_national_editor(),
    ):
        client.force_login(colleague)
        assert "Alleen collega's die zich aanmelden" in get_preview(client).content.decode()
    session = client.session
    session["second_factor_enrolled"] = True  # the second factor is still pending
    session.save()
    assert get_preview(client).status_code == 302
    client.logout()
    assert get_preview(client).status_code == 302


@pytest.mark.parametrize("who", ["maker", "leader", "national", "colleague", "other leader"])
def test_its_maker_leaders_and_national_editors_can_revoke_a_preview(client, preview, who):
    Preview.objects.update(made_by=make.an_assignment(region=preview.region, role="editor").user)
    preview.refresh_from_db()
    user = {
        "maker": lambda: preview.made_by,
        "leader": lambda: make.an_assignment(region=preview.region).user,
        "national": make.a_national_editor,
        "colleague": lambda: make.an_assignment(region=preview.region, role="editor").user,
        "other leader": lambda: make.an_assignment().user,
    }[who]()
    client.force_login(user)
    before = AuditEvent.objects.count()
    where = "/admin/regions/preview/"

    seen = preview.title in client.get(where).context["cl"].queryset.values_list("title", flat=True)
    client.post(where, {"action": "revoke", "_selected_action": [preview.pk]})

    may = who not in ("colleague", "other leader")
    assert seen == may
    assert Preview.objects.exists() != may
    events = list(AuditEvent.objects.order_by("pk")[before:])
    assert [(event.kind, event.actor_key, event.region_id) for event in events] == (
        [("preview_revoked", user.pk, preview.region_id)] if may else []
    )


def test_deleting_an_expired_preview_does_not_mark_it_as_revoked(preview):
    preview.expires_at = timezone.now()
    preview.delete()
    assert not AuditEvent.objects.filter(kind="preview_revoked").exists()


@pytest.fixture
def shown(preview):
    """The URL of the picture of a draft that the preview shows."""
    picture = a_stored_picture(region=preview.region)
    make.an_article(region=preview.region, picture=picture, **make.drafts)
    url = preview_url(picture, 400, "webp")
    Preview.objects.update(html=PAGE.replace("<main>", f'<main><img src="{url}" alt="">'))
    return url


def test_a_picture_is_served_as_long_as_a_preview_shows_it(client, preview, shown):
    assert client.get(shown).status_code == 200

    with changing():
        preview.delete()

    assert client.get(shown).status_code == 404


def test_a_picture_asks_for_the_same_login_as_its_preview(client, preview, shown):
    colleague = make.an_assignment(region=preview.region).user
    Assignment.objects.filter(user=preview.made_by).update(role="editor")
    assert get_preview(client).status_code == 302
    assert client.get(shown).status_code == 404

    client.force_login(make.an_assignment().user)
    assert client.get(shown).status_code == 404
    client.force_login(colleague)
    assert client.get(shown).status_code == 200


def test_a_picture_that_the_site_shows_needs_no_stored_preview(client, db):
    picture = a_stored_picture()
    url = preview_url(picture, 400, "webp")
    assert client.get(url).status_code == 404

    make.an_article(region=picture.region, picture=picture)

    assert client.get(url).status_code == 200
