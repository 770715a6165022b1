"""Pages are cached as they are sent, and a cached page is never outdated."""

import gzip
from datetime import date

import brotli
import pytest
from django.apps import apps
from django.conf import settings
from django.core.cache import caches
from django.core.management import call_command
from django.db import OperationalError, connection
from django.http import HttpResponse, StreamingHttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import include, path
from django.utils import timezone
from django.utils.html import escape

from news.models import Article, Event
from pactdir.models import SchoolMatch, SearchEntry
from pactdir.page_store import backends, release
from pactdir.page_store import middleware as page_store
from pactdir.page_store.backends import MAX_ENTRIES, NARROWED, PAGES
from partners.models import Partner
from regions.directory import DirectoryModel
from regions.lists.query_names import reads
from regions.models import Municipality, OldSlug, Region, Theme
from regions.writing.changing import ContentVersion, changing
from regions.writing.recording import Recorded
from schools.models import School
from tests import make
from tests.admin.filling import address as admin_url
from tests.admin.filling import opened
from tests.browser.page_types import NOT_FOUND, PAGE_TYPES

pytestmark = pytest.mark.django_db

SITEMAPS = ["/sitemap.xml", "/sitemap-regios.xml", "/sitemap-nieuws.xml"]
PATHS = [
    *(address for address in PAGE_TYPES.values() if address != NOT_FOUND),
    *SITEMAPS,
    "/robots.txt",
]
# With a token in the page, so never cached.
FORMS = ("/klopt-niet/", "/mail/", "/doe-mee/plaatsen/")
SHOWN_MODELS = [Article, Event, Partner, School, Region, Municipality, Theme]
EDIT_MARK = "zqnieuw"
DECOMPRESS = {"br": brotli.decompress, "gzip": gzip.decompress, "identity": bytes}


def cache_sizes():
    return {kind: len(caches[kind]._cache) for kind in (PAGES, NARROWED)}


def revalidate(client, address, response):
    return client.get(address, headers={"if-none-match": response["ETag"]})


def pages_of_every_type(client, **options):
    """Map paths to responses, leaving out redirects and forms."""
    responses = {
        address: client.get(address, **options) for address in PATHS if address not in FORMS
    }
    pages = {
        address: response for address, response in responses.items() if response.status_code == 200
    }
    assert len(pages) >= 40
    return pages


def with_queries(request):
    with CaptureQueriesContext(connection) as captured:
        response = request()
    return response, [query["sql"] for query in captured]


# Freshness


def edit_by_save(row, name):
    row.name = name
    row.save()


def edit_by_command(row, name):
    model = type(row)
    call_command(
        "shell",
        command=f"from {model.__module__} import {model.__name__} as Model\n"
        f"row = Model.objects.get(pk={row.pk})\nrow.name = {name!r}\nrow.save()",
        no_imports=True,
    )


def edit_in_admin(row, name):
    form = opened(_admin_client(), type(row), row)
    form["name"] = name
    assert not form.send().errors


def _admin_client():
    client = Client()
    client.force_login(make.a_national_editor())
    return client


def _row_on_page(address, page, rows):
    text = page.content.decode()
    slug = address.strip("/").rpartition("/")[2]
    named_rows = [row for row in rows if escape(row.name) in text]
    return next(
        (row for row in named_rows if row.slug == slug), named_rows[0] if named_rows else None
    )


def _rows_on_pages(pages, one_per_model):
    rows = [row for model in SHOWN_MODELS for row in model.objects.all()]
    rows_by_id = {
        id(row): row for path, page in pages.items() if (row := _row_on_page(path, page, rows))
    }
    if one_per_model:
        return list({type(row): row for row in reversed(rows_by_id.values())}.values())
    return list(rows_by_id.values())


@pytest.mark.parametrize("edit", [edit_by_save, edit_by_command, edit_in_admin])
def test_the_next_response_shows_an_edit(demo, client, edit):
    before = pages_of_every_type(client)
    rows = _rows_on_pages(before, one_per_model=edit is edit_in_admin)
    for row in rows:
        edit(row, f"{row.name} {EDIT_MARK}")

    shows_it = 0
    for address, page in before.items():
        after = revalidate(client, address, page)
        assert after.status_code == 200, address
        assert after["ETag"] != page["ETag"], address
        shows_it += EDIT_MARK in after.content.decode()
    assert shows_it >= (20 if edit is edit_in_admin else 35)


def delete_by_save(row):
    row.delete()


def delete_by_command(row):
    call_command(
        "shell",
        command=f"from news.models import Article\nArticle.objects.get(pk={row.pk}).delete()",
        no_imports=True,
    )


def delete_in_admin(row):
    _admin_client().post(admin_url(type(row), "delete", row.pk), {"post": "yes"})


@pytest.mark.parametrize("delete", [delete_by_save, delete_by_command, delete_in_admin])
def test_the_next_response_hides_a_deleted_row(client, delete):
    article = make.an_article(name="Gaat weg")
    own_path = article.get_absolute_url()
    list_paths = ["/", "/nieuws/", "/sitemap-nieuws.xml"]
    before = {address: client.get(address) for address in [own_path, *list_paths]}

    delete(article)

    assert revalidate(client, own_path, before[own_path]).status_code == 404
    for address in list_paths:
        assert own_path in before[address].content.decode()
        assert own_path not in revalidate(client, address, before[address]).content.decode()


def test_the_next_response_shows_a_bulk_write(client):
    make.a_region(name="Eerst")
    before = client.get("/regios/")

    with changing():
        Region.objects.update(name="Later")

    assert "Later" in revalidate(client, "/regios/", before).content.decode()


def test_the_next_response_shows_a_write_during_rendering(client, monkeypatch):
    """The content version is read first, so the page is cached under the old one."""
    region = make.a_region(name="Eerst")

    def write_after_reading(narrowed):
        names = list(narrowed.values_list("name", flat=True))
        edit_by_save(region, "Later")
        return HttpResponse(", ".join(names))

    monkeypatch.setattr(
        page_store.PageStore,
        "_render",
        lambda self, request, etag, kind, render=page_store.PageStore._render: render(
            page_store.PageStore(lambda request: write_after_reading(Region.objects.all())),
            request,
            etag,
            kind,
        ),
    )
    before = client.get("/regios/")

    assert before.content == b"Eerst"
    assert revalidate(client, "/regios/", before).content == b"Later"


def test_public_pages_read_only_tables_written_inside_changing(demo, client):
    """A write to any other table would leave outdated pages: it does not increment the version."""
    other_tables = [
        model._meta.db_table
        for model in apps.get_models(include_auto_created=True)
        # Search entries are updated within the change; proposals increment it themselves
        # (tests/pactdir/test_proposals.py).
        if not issubclass(
            model,
            DirectoryModel | Recorded | OldSlug | ContentVersion | SearchEntry | SchoolMatch,
        )
    ]
    for address in PATHS:
        _, statements = with_queries(lambda address=address: client.get(address))
        assert statements
        tables = [table for table in other_tables for sql in statements if f'"{table}"' in sql]
        assert tables == [], address


# Release, date, host


def test_a_new_release_never_answers_304_to_old_etags(client, monkeypatch):
    before = client.get("/")
    monkeypatch.setattr(page_store, "release", lambda: "another")
    after = revalidate(client, "/", before)

    assert (after.status_code, after["ETag"] == before["ETag"]) == (200, False)
    assert cache_sizes()[PAGES] == 2


@pytest.mark.parametrize(
    "file", ["static/css/tokens.css", "templates/deep/_row.html", "requirements.txt"]
)
def test_the_release_changes_with_a_file(settings, tmp_path, file):
    settings.BASE_DIR = tmp_path
    (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / file).write_text("a")
    before = release.release.__wrapped__()
    (tmp_path / file).write_text("b")

    assert release.release.__wrapped__() != before


def test_the_release_covers_code_templates_and_static_files(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path
    (tmp_path / "staticfiles.json").write_text("{}")
    files = set(release._files())

    for file in [
        "pactdir/page_store/middleware.py",
        "regions/models/region.py",
        "templates/base.html",
    ]:
        assert settings.BASE_DIR / file in files
    assert tmp_path / "staticfiles.json" in files
    assert not any(".venv" in file.parts or "tests" in file.parts for file in files)


@pytest.mark.parametrize("name", ["CONTROLLER_NAME", "SECURITY_CONTACT"])
def test_the_release_changes_with_a_setting_shown_on_pages(client, settings, name):
    before = client.get("/contact/")
    setattr(settings, name, "iets anders")

    assert revalidate(client, "/contact/", before).status_code == 200


def test_the_release_changes_with_the_database(settings):
    before = release.release.__wrapped__()
    name = settings.DATABASES["default"]["NAME"]
    settings.DATABASES["default"]["NAME"] = f"{name}_restored"
    try:
        assert release.release.__wrapped__() != before
    finally:
        settings.DATABASES["default"]["NAME"] = name


def test_a_new_date_gives_a_new_page(client, monkeypatch):
    event = make.an_event(name="Open dag", starts_on=date(2090, 5, 20))
    monkeypatch.setattr(timezone, "localdate", lambda *a, **k: date(2090, 5, 20))
    before = client.get("/")
    monkeypatch.setattr(timezone, "localdate", lambda *a, **k: date(2090, 5, 21))
    after = revalidate(client, "/", before)

    assert event.name in before.content.decode()
    assert after.status_code == 200
    assert "21 mei 2090" in after.content.decode()


def test_each_query_string_has_its_own_page(client):
    for number in range(25):
        make.a_partner(name=f"Partner {number:02}")
    first, second = (client.get(f"/partners/?page={number}") for number in (1, 2))

    assert first["ETag"] != second["ETag"]
    assert [client.get(f"/partners/?page={n}").content for n in (1, 2)] == [
        first.content,
        second.content,
    ]
    assert "Partner 24" in second.content.decode()
    assert "Partner 24" not in first.content.decode()


def test_each_host_and_scheme_has_its_own_page(client, settings):
    settings.ALLOWED_HOSTS = ["een.example", "twee.example"]
    first = client.get("/over/", headers={"host": "een.example"})
    second = client.get("/over/", headers={"host": "twee.example"})
    secure = client.get("/over/", headers={"host": "een.example"}, secure=True)

    assert len({page["ETag"] for page in (first, second, secure)}) == 3
    assert b"http://een.example/over/" in first.content
    assert b"http://twee.example/over/" in second.content
    assert b"https://een.example/over/" in secure.content


@pytest.mark.parametrize("host", ["TESTSERVER", "testserver:81", "testserver."])
def test_does_not_cache_other_spellings_of_the_host(client, host):
    assert client.get("/", headers={"host": host}).status_code == 200
    assert cache_sizes() == {PAGES: 0, NARROWED: 0}


# Cached pages


@pytest.mark.parametrize("encoding", DECOMPRESS)
def test_a_cached_page_equals_the_rendered_page(demo, client, encoding, settings):
    headers = {"accept-encoding": encoding}
    first_responses = pages_of_every_type(client, headers=headers)
    second_responses = pages_of_every_type(client, headers=headers)
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if "PageStore" not in name]
    bare = Client()

    for address in first_responses:
        first, second, plain = (
            first_responses[address],
            second_responses[address],
            bare.get(address),
        )
        assert second.content == first.content, address
        assert second.headers == first.headers, address
        sent_encoding = second.get("Content-Encoding", "identity")
        assert sent_encoding == encoding or len(plain.content) < 200, address
        assert DECOMPRESS[sent_encoding](second.content) == plain.content, address
        assert second["Vary"] == "Accept-Encoding"
        assert second["Cache-Control"] == "no-cache"
        assert second["Content-Length"] == str(len(second.content))
        for name in plain.headers:
            assert name == "Content-Length" or second[name] == plain[name]
        assert not second.cookies


@pytest.mark.parametrize(
    ("header", "encoding"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("gzip", "gzip"),
        ("GZIP;q=1.0, br;q=0.5", "gzip"),
        ("br;q=0, gzip;q=0", "identity"),
        ("identity", "identity"),
        ("identity;q=1, br;q=0.4", "identity"),
        ("*", "gzip"),
        ("br;q=x", "identity"),
        ("zstd", "identity"),
        ("", "identity"),
        (";;q=1,,,", "identity"),
    ],
)
def test_sends_the_preferred_encoding(client, header, encoding):
    for _ in range(2):
        response = client.get("/over/", headers={"accept-encoding": header})
        assert response.get("Content-Encoding", "identity") == encoding
        assert b"<h1" in DECOMPRESS[encoding](response.content)


def test_a_cached_page_and_a_304_take_one_query(demo, client):
    before = client.get("/regios/voorbeeldregio/")

    page, statements = with_queries(lambda: client.get("/regios/voorbeeldregio/"))
    assert (page.content, len(statements)) == (before.content, 1)
    page, statements = with_queries(lambda: revalidate(client, "/regios/voorbeeldregio/", before))
    assert (page.status_code, page.content, len(statements)) == (304, b"", 1)


@pytest.mark.parametrize("notation", ['"x", {}', "{}", "W/{}"])
def test_accepts_an_etag_in_any_notation(client, notation):
    tag = client.get("/")["ETag"]
    notation = notation.format(tag.removeprefix("W/") if notation.startswith("W/") else tag)

    assert client.get("/", headers={"if-none-match": notation}).status_code == 304


def test_security_headers_are_on_every_response(client):
    first = client.get("/")
    second = client.get("/")
    not_modified = revalidate(client, "/", first)

    assert second.headers == first.headers
    about_the_body = {"Content-Type", "Content-Length"}
    assert dict(not_modified.headers) == {
        name: text for name, text in first.headers.items() if name not in about_the_body
    }
    for name in ["Content-Security-Policy", "Permissions-Policy", "X-Frame-Options"]:
        assert not_modified[name]


def test_head_is_like_get_without_a_body(client):
    for _ in range(2):
        response = client.head("/")
        assert (response.status_code, response.content) == (200, b"")
    assert response["ETag"] == client.get("/")["ETag"]


def test_a_logged_in_user_gets_the_same_cached_page(demo, client):
    editor_client = _admin_client()
    for address, visitor in pages_of_every_type(client).items():
        caches[PAGES].clear()
        editor, statements = with_queries(lambda address=address: editor_client.get(address))
        assert (editor.content, editor["Vary"]) == (visitor.content, "Accept-Encoding"), address
        assert not [sql for sql in statements if "session" in sql]


def test_serves_a_page_without_queries_while_the_database_is_down(client, monkeypatch):
    def raise_error():
        raise OperationalError

    monkeypatch.setattr(connection, "cursor", raise_error)
    response = client.get("/robots.txt")

    assert (response.status_code, "ETag" in response) == (200, False)
    assert cache_sizes()[PAGES] == 0


# Not cached


def set_cookie(request):
    response = HttpResponse("a")
    response.set_cookie("naam", "iemand")
    return response


def show_session(request):
    return HttpResponse(str(request.session.get("naam")))


@reads("says")
def set_cache_control(request):
    return HttpResponse("a", headers={"Cache-Control": request.GET["says"]})


def stream(request):
    return StreamingHttpResponse(["a", "b"])


def fail(request):
    return HttpResponse("stuk", status=503)


def huge(request):
    return HttpResponse("".join(f"{number:x}" for number in range(200_000)))


def picture(request):
    return HttpResponse(b"\x89PNG" * 100, content_type="image/png")


urlpatterns = [
    path("koekje/", set_cookie),
    path("sessie/", show_session),
    path("zegt/", set_cache_control),
    path("stukjes/", stream),
    path("stuk/", fail),
    path("groot/", huge),
    path("plaatje/", picture),
    path("", include("pactdir.urls")),
]
NOT_CACHED_PATHS = [
    "/koekje/",
    "/sessie/",
    "/zegt/?says=no-store",
    "/zegt/?says=Private",
    "/stukjes/",
    "/stuk/",
    "/admin/login/",
    "/livez",
    "/readyz",
]


@pytest.mark.urls(__name__)
@pytest.mark.parametrize("address", NOT_CACHED_PATHS)
def test_does_not_cache_private_responses(client, address):
    response = client.get(address, headers={"accept-encoding": "br, gzip"})

    assert "ETag" not in response
    assert "Content-Encoding" not in response
    assert cache_sizes() == {PAGES: 0, NARROWED: 0}


@pytest.mark.parametrize("address", [NOT_FOUND, "/favicon.ico", "/regios"])
def test_caches_only_status_200(client, address):
    response = client.get(address)

    assert "ETag" not in response
    assert response["Cache-Control"] == "no-cache"
    assert cache_sizes() == {PAGES: 0, NARROWED: 0}


def test_a_404_is_not_cached(client):
    assert client.get("/regios/later/").status_code == 404
    make.a_region(slug="later")
    assert client.get("/regios/later/").status_code == 200


TYPED_PATHS = ["/zoeken/?q=hoorn", "/scholen/?naam=hoorn", f"/scholen/?regio={'a' * 300}"]
TYPED_PATHS += ["/scholen/?vanaf=1703", "/scholen/?vergelijk=a&vanaf=1703"]


@pytest.mark.parametrize("path", TYPED_PATHS)
def test_a_page_with_typed_text_gets_an_etag_but_is_not_cached(client, path):
    response = client.get(path, headers={"accept-encoding": "br"})

    assert cache_sizes() == {PAGES: 0, NARROWED: 0}
    assert revalidate(client, path, response).status_code == 304
    assert response["Content-Encoding"] == "br"


def test_caches_schools_chosen_by_a_link(client):
    client.get("/vergelijken/?school=a&school=b")
    client.get("/scholen/?vergelijk=a")
    client.get("/vergelijken/?school=a&vanaf=1703")

    assert cache_sizes() == {PAGES: 0, NARROWED: 2}


def test_filtered_lists_evict_only_each_other(client, monkeypatch):
    client.get("/scholen/")
    narrowed = caches[NARROWED]
    monkeypatch.setattr(narrowed, "_max_entries", 6)
    for number in range(20):
        client.get(f"/scholen/?page={number}")

    assert 0 < cache_sizes()[NARROWED] <= 6
    assert cache_sizes()[PAGES] == 1
    assert (
        settings.CACHES[PAGES].get("OPTIONS", {}).get("MAX_ENTRIES", MAX_ENTRIES[PAGES])
        == MAX_ENTRIES[PAGES]
    )


@pytest.mark.urls(__name__)
def test_does_not_cache_a_huge_page(client):
    response = client.get("/groot/", headers={"accept-encoding": "gzip"})

    assert gzip.decompress(response.content).endswith(b"30d3f")
    assert cache_sizes()[PAGES] == 0


@pytest.mark.urls(__name__)
def test_does_not_compress_a_picture(client):
    for _ in range(2):
        response = client.get("/plaatje/", headers={"accept-encoding": "br"})
        assert (response.content[:4], "Content-Encoding" in response) == (b"\x89PNG", False)
    assert cache_sizes()[PAGES] == 1


def test_does_not_cache_a_preview(client):
    region = make.a_region(name="Zoals het is")
    own_path = region.get_absolute_url()
    before = client.get(own_path)
    admin = _admin_client()
    form = opened(admin, Region, region)
    form["name"] = "Zoals het wordt"
    data = {name: value for name, value in form.items() if "__prefix__" not in name}
    preview_url = admin.post(form.where, {**data, "_preview": "Voorbeeld"}).url
    preview = client.get(preview_url, headers={"accept-encoding": "br"})

    assert "Zoals het wordt" in preview.content.decode()
    assert "ETag" not in preview
    assert preview["Cache-Control"] == "no-store"
    assert cache_sizes() == {PAGES: 1, NARROWED: 0}
    assert revalidate(client, own_path, before).status_code == 304
    assert "Zoals het is" in client.get(own_path).content.decode()


# Damaged entries


@pytest.mark.parametrize("damaged", [b"x", b"[]", b"[{}, {}]", b'[{}, {"br": 9}]\nabc', b"\xff"])
def test_ignores_a_damaged_cache_entry(client, monkeypatch, damaged):
    response = client.get("/")
    caches[PAGES].set(response["ETag"], damaged)

    if damaged != b"[{}, {}]":
        assert backends.get(PAGES, response["ETag"]) is None
        assert client.get("/").content == response.content
