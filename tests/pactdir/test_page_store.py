"""Pages are kept as they went out, and nobody ever sees one that no longer holds."""

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
from pactdir.page_store import backends as kept_pages
from pactdir.page_store import middleware as page_store
from pactdir.page_store import release
from pactdir.page_store.backends import MOST, NARROWED, PAGES
from partners.models import Partner
from regions.directory import DirectoryModel
from regions.lists.query_names import reads
from regions.models import Municipality, OldSlug, Region, Theme
from regions.writing.changing import ContentVersion, changing
from regions.writing.recording import Recorded
from schools.models import School
from tests import make
from tests.admin.filling import address as admin_address
from tests.admin.filling import opened
from tests.browser.page_types import NOT_FOUND, PAGE_TYPES

pytestmark = pytest.mark.django_db

SITEMAPS = ["/sitemap.xml", "/sitemap-regios.xml", "/sitemap-nieuws.xml"]
ADDRESSES = [
    *(address for address in PAGE_TYPES.values() if address != NOT_FOUND),
    *SITEMAPS,
    "/robots.txt",
]
SHOWN = [Article, Event, Partner, School, Region, Municipality, Theme]
MARK = "zqnieuw"
READ = {"br": brotli.decompress, "gzip": gzip.decompress, "identity": bytes}


def kept():
    return {kind: len(caches[kind]._cache) for kind in (PAGES, NARROWED)}


def again(client, address, answer):
    """Ask as a browser that has the page already."""
    return client.get(address, headers={"if-none-match": answer["ETag"]})


def every_type(client, **asked):
    """A page of every type, but what only leads to another."""
    answers = {address: client.get(address, **asked) for address in ADDRESSES}
    found = {address: answer for address, answer in answers.items() if answer.status_code == 200}
    assert len(found) >= 40
    return found


def queries(ask):
    with CaptureQueriesContext(connection) as captured:
        answer = ask()
    return answer, [query["sql"] for query in captured]


# --- the next answer shows it ---


def by_saving(row, name):
    row.name = name
    row.save()


def by_a_command(row, name):
    model = type(row)
    call_command(
        "shell",
        command=f"from {model.__module__} import {model.__name__} as Model\n"
        f"row = Model.objects.get(pk={row.pk})\nrow.name = {name!r}\nrow.save()",
        no_imports=True,
    )


def in_the_admin(row, name):
    form = opened(_admin(), type(row), row)
    form["name"] = name
    assert not form.send().errors


def _admin():
    client = Client()
    client.force_login(make.a_national_editor())
    return client


def _row_named_on(address, page, rows):
    """A row by which the page is known, or else any that it names."""
    text = page.content.decode()
    slug = address.strip("/").rpartition("/")[2]
    named = [row for row in rows if escape(row.name) in text]
    return next((row for row in named if row.slug == slug), named[0] if named else None)


def _known_by(pages, one_of_each_model):
    """The rows by which the pages are known, or the first of each model."""
    rows = [row for model in SHOWN for row in model.objects.all()]
    found = {id(row): row for at, page in pages.items() if (row := _row_named_on(at, page, rows))}
    if one_of_each_model:
        return list({type(row): row for row in reversed(found.values())}.values())
    return list(found.values())


@pytest.mark.parametrize("edit", [by_saving, by_a_command, in_the_admin])
def test_the_next_answer_shows_what_was_edited(demo, client, edit):
    before = every_type(client)
    rows = _known_by(before, one_of_each_model=edit is in_the_admin)
    for row in rows:
        edit(row, f"{row.name} {MARK}")

    shows_it = 0
    for address, page in before.items():
        after = again(client, address, page)
        assert after.status_code == 200, address
        assert after["ETag"] != page["ETag"], address
        shows_it += MARK in after.content.decode()
    assert shows_it >= (20 if edit is in_the_admin else 35)


def by_deleting(row):
    row.delete()


def by_a_deleting_command(row):
    call_command(
        "shell",
        command=f"from news.models import Article\nArticle.objects.get(pk={row.pk}).delete()",
        no_imports=True,
    )


def deleted_in_the_admin(row):
    _admin().post(admin_address(type(row), "delete", row.pk), {"post": "yes"})


@pytest.mark.parametrize("delete", [by_deleting, by_a_deleting_command, deleted_in_the_admin])
def test_the_next_answer_no_longer_shows_what_was_deleted(client, delete):
    article = make.an_article(name="Gaat weg")
    own = article.get_absolute_url()
    listed = ["/", "/nieuws/", "/sitemap-nieuws.xml"]
    before = {address: client.get(address) for address in [own, *listed]}

    delete(article)

    assert again(client, own, before[own]).status_code == 404
    for address in listed:
        assert own in before[address].content.decode()
        assert own not in again(client, address, before[address]).content.decode()


def test_what_is_written_in_bulk_shows_too(client):
    make.a_region(name="Eerst")
    before = client.get("/regios/")

    with changing():
        Region.objects.update(name="Later")

    assert "Later" in again(client, "/regios/", before).content.decode()


def test_what_is_written_while_a_page_is_made_shows_in_the_next(client, monkeypatch):
    """The version is read first: what comes meanwhile makes the page that is kept an old one."""
    region = make.a_region(name="Eerst")

    def after_it_was_read(narrowed):
        names = list(narrowed.values_list("name", flat=True))
        by_saving(region, "Later")
        return HttpResponse(", ".join(names))

    monkeypatch.setattr(
        page_store.PageStore,
        "_make",
        lambda self, request, etag, kind, make=page_store.PageStore._make: make(
            page_store.PageStore(lambda request: after_it_was_read(Region.objects.all())),
            request,
            etag,
            kind,
        ),
    )
    before = client.get("/regios/")

    assert before.content == b"Eerst"
    assert again(client, "/regios/", before).content == b"Later"


def test_what_a_public_page_is_made_of_is_written_through_the_door_only(demo, client):
    """Another table could change without a new version, and the page would not show it."""
    written_otherwise = [
        model._meta.db_table
        for model in apps.get_models(include_auto_created=True)
        # What search knows follows every change, before the version is raised; a proposal touches
        # the change it is written in (tests/pactdir/test_proposals.py).
        if not issubclass(
            model,
            DirectoryModel | Recorded | OldSlug | ContentVersion | SearchEntry | SchoolMatch,
        )
    ]
    for address in ADDRESSES:
        _, asked = queries(lambda address=address: client.get(address))
        assert asked
        found = [table for table in written_otherwise for sql in asked if f'"{table}"' in sql]
        assert found == [], address


# --- another release, another day, another host ---


def test_the_page_of_another_release_is_never_said_to_stand(client, monkeypatch):
    before = client.get("/")
    monkeypatch.setattr(page_store, "release", lambda: "another")
    after = again(client, "/", before)

    assert (after.status_code, after["ETag"] == before["ETag"]) == (200, False)
    assert kept()[PAGES] == 2


@pytest.mark.parametrize(
    "file", ["static/css/tokens.css", "templates/deep/_row.html", "requirements.txt"]
)
def test_a_release_is_another_when_one_letter_of_a_file_is(settings, tmp_path, file):
    settings.BASE_DIR = tmp_path
    (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / file).write_text("a")
    before = release.release.__wrapped__()
    (tmp_path / file).write_text("b")

    assert release.release.__wrapped__() != before


def test_a_release_is_made_of_the_code_of_every_app_and_what_collectstatic_made(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path
    (tmp_path / "staticfiles.json").write_text("{}")
    found = set(release._files())

    for file in [
        "pactdir/page_store/middleware.py",
        "regions/models/region.py",
        "templates/base.html",
    ]:
        assert settings.BASE_DIR / file in found
    assert tmp_path / "staticfiles.json" in found
    assert not any(".venv" in file.parts or "tests" in file.parts for file in found)


@pytest.mark.parametrize("name", ["CONTROLLER_NAME", "SECURITY_CONTACT"])
def test_a_release_is_another_when_a_page_prints_another_setting(client, settings, name):
    before = client.get("/contact/")
    setattr(settings, name, "iets anders")

    assert again(client, "/contact/", before).status_code == 200


def test_a_back_up_put_back_beside_the_old_database_is_another_release(settings):
    before = release.release.__wrapped__()
    name = settings.DATABASES["default"]["NAME"]
    settings.DATABASES["default"]["NAME"] = f"{name}_restored"
    try:
        assert release.release.__wrapped__() != before
    finally:
        settings.DATABASES["default"]["NAME"] = name


def test_a_new_day_is_a_new_page(client, monkeypatch):
    event = make.an_event(name="Open dag", starts_on=date(2090, 5, 20))
    monkeypatch.setattr(timezone, "localdate", lambda *a, **k: date(2090, 5, 20))
    before = client.get("/")
    monkeypatch.setattr(timezone, "localdate", lambda *a, **k: date(2090, 5, 21))
    after = again(client, "/", before)

    assert event.name in before.content.decode()
    assert after.status_code == 200
    assert "21 mei 2090" in after.content.decode()


def test_each_choice_in_the_address_has_its_own_page(client):
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


def test_each_host_and_scheme_has_its_own_pages(client, settings):
    settings.ALLOWED_HOSTS = ["een.example", "twee.example"]
    one = client.get("/over/", headers={"host": "een.example"})
    two = client.get("/over/", headers={"host": "twee.example"})
    secure = client.get("/over/", headers={"host": "een.example"}, secure=True)

    assert len({page["ETag"] for page in (one, two, secure)}) == 3
    assert b"http://een.example/over/" in one.content
    assert b"http://twee.example/over/" in two.content
    assert b"https://een.example/over/" in secure.content


@pytest.mark.parametrize("host", ["TESTSERVER", "testserver:81", "testserver."])
def test_a_host_written_otherwise_is_answered_but_not_kept(client, host):
    assert client.get("/", headers={"host": host}).status_code == 200
    assert kept() == {PAGES: 0, NARROWED: 0}


# --- what is kept is what was made ---


@pytest.mark.parametrize("form", READ)
def test_a_kept_page_is_the_page_that_was_made(demo, client, form, settings):
    asked = {"accept-encoding": form}
    made = every_type(client, headers=asked)
    again = every_type(client, headers=asked)
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if "PageStore" not in name]
    bare = Client()

    for address in made:
        first, second, plain = made[address], again[address], bare.get(address)
        assert second.content == first.content, address
        assert second.headers == first.headers, address
        sent = second.get("Content-Encoding", "identity")
        assert sent == form or len(plain.content) < 200, address
        assert READ[sent](second.content) == plain.content, address
        assert second["Vary"] == "Accept-Encoding"
        assert second["Cache-Control"] == "no-cache"
        assert second["Content-Length"] == str(len(second.content))
        for name in plain.headers:
            assert name == "Content-Length" or second[name] == plain[name]
        assert not second.cookies


@pytest.mark.parametrize(
    ("header", "form"),
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
def test_a_page_goes_out_in_the_form_that_is_liked_best(client, header, form):
    for _ in range(2):
        answer = client.get("/over/", headers={"accept-encoding": header})
        assert answer.get("Content-Encoding", "identity") == form
        assert b"<h1" in READ[form](answer.content)


def test_a_kept_page_and_one_that_stands_take_one_query(demo, client):
    before = client.get("/regios/voorbeeldregio/")

    page, asked = queries(lambda: client.get("/regios/voorbeeldregio/"))
    assert (page.content, len(asked)) == (before.content, 1)
    page, asked = queries(lambda: again(client, "/regios/voorbeeldregio/", before))
    assert (page.status_code, page.content, len(asked)) == (304, b"", 1)


@pytest.mark.parametrize("sent", ['"x", {}', "{}", "W/{}"])
def test_a_tag_is_known_however_it_is_sent_back(client, sent):
    tag = client.get("/")["ETag"]
    sent = sent.format(tag.removeprefix("W/") if sent.startswith("W/") else tag)

    assert client.get("/", headers={"if-none-match": sent}).status_code == 304


def test_the_headers_of_safety_stand_on_every_answer_alike(client):
    made = client.get("/")
    second = client.get("/")
    stands = again(client, "/", made)

    assert second.headers == made.headers
    says_nothing_of_a_body = {"Content-Type", "Content-Length"}
    assert dict(stands.headers) == {
        name: text for name, text in made.headers.items() if name not in says_nothing_of_a_body
    }
    for name in ["Content-Security-Policy", "Permissions-Policy", "X-Frame-Options"]:
        assert stands[name]


def test_head_is_answered_as_get_without_its_body(client):
    for _ in range(2):
        answer = client.head("/")
        assert (answer.status_code, answer.content) == (200, b"")
    assert answer["ETag"] == client.get("/")["ETag"]


def test_who_is_logged_in_sees_the_same_page_from_the_same_store(demo, client):
    editors = _admin()
    for address, visitor in every_type(client).items():
        caches[PAGES].clear()
        editor, asked = queries(lambda address=address: editors.get(address))
        assert (editor.content, editor["Vary"]) == (visitor.content, "Accept-Encoding"), address
        assert not [sql for sql in asked if "session" in sql]


def test_a_page_that_needs_no_database_is_had_without_one(client, monkeypatch):
    def away():
        raise OperationalError

    monkeypatch.setattr(connection, "cursor", away)
    answer = client.get("/robots.txt")

    assert (answer.status_code, "ETag" in answer) == (200, False)
    assert kept()[PAGES] == 0


# --- never kept ---


def with_cookie(request):
    response = HttpResponse("a")
    response.set_cookie("naam", "iemand")
    return response


def of_who_asks(request):
    return HttpResponse(str(request.session.get("naam")))


@reads("says")
def said_not_to(request):
    return HttpResponse("a", headers={"Cache-Control": request.GET["says"]})


def bit_by_bit(request):
    return StreamingHttpResponse(["a", "b"])


def broken(request):
    return HttpResponse("stuk", status=503)


def huge(request):
    return HttpResponse("".join(f"{number:x}" for number in range(200_000)))


def picture(request):
    return HttpResponse(b"\x89PNG" * 100, content_type="image/png")


urlpatterns = [
    path("koekje/", with_cookie),
    path("sessie/", of_who_asks),
    path("zegt/", said_not_to),
    path("stukjes/", bit_by_bit),
    path("stuk/", broken),
    path("groot/", huge),
    path("plaatje/", picture),
    path("", include("pactdir.urls")),
]
LEFT_ALONE = [
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
@pytest.mark.parametrize("address", LEFT_ALONE)
def test_what_is_not_for_everyone_is_left_alone(client, address):
    answer = client.get(address, headers={"accept-encoding": "br, gzip"})

    assert "ETag" not in answer
    assert "Content-Encoding" not in answer
    assert kept() == {PAGES: 0, NARROWED: 0}


@pytest.mark.parametrize("address", [NOT_FOUND, "/favicon.ico", "/regios"])
def test_only_a_page_that_is_there_is_kept(client, address):
    answer = client.get(address)

    assert "ETag" not in answer
    assert answer["Cache-Control"] == "no-cache"
    assert kept() == {PAGES: 0, NARROWED: 0}


def test_a_page_that_was_not_there_is_seen_once_it_is(client):
    assert client.get("/regios/later/").status_code == 404
    make.a_region(slug="later")
    assert client.get("/regios/later/").status_code == 200


TYPED = ["/zoeken/?q=hoorn", "/scholen/?naam=hoorn", f"/scholen/?regio={'a' * 300}"]
TYPED += ["/scholen/?vanaf=1703", "/scholen/?vergelijk=a&vanaf=1703"]


@pytest.mark.parametrize("asked", TYPED)
def test_what_a_person_typed_bears_a_tag_but_is_not_kept(client, asked):
    answer = client.get(asked, headers={"accept-encoding": "br"})

    assert kept() == {PAGES: 0, NARROWED: 0}
    assert again(client, asked, answer).status_code == 304
    assert answer["Content-Encoding"] == "br"


def test_schools_chosen_by_a_link_are_kept_as_other_choices_are(client):
    client.get("/vergelijken/?school=a&school=b")
    client.get("/scholen/?vergelijk=a")
    client.get("/vergelijken/?school=a&vanaf=1703")

    assert kept() == {PAGES: 0, NARROWED: 2}


def test_strangers_fill_only_so_much_and_push_out_nothing_but_each_other(client, monkeypatch):
    client.get("/scholen/")
    narrowed = caches[NARROWED]
    monkeypatch.setattr(narrowed, "_max_entries", 6)
    for number in range(20):
        client.get(f"/scholen/?page={number}")

    assert 0 < kept()[NARROWED] <= 6
    assert kept()[PAGES] == 1
    assert settings.CACHES[PAGES].get("OPTIONS", {}).get("MAX_ENTRIES", MOST[PAGES]) == MOST[PAGES]


@pytest.mark.urls(__name__)
def test_a_huge_page_is_answered_but_not_kept(client):
    answer = client.get("/groot/", headers={"accept-encoding": "gzip"})

    assert gzip.decompress(answer.content).endswith(b"30d3f")
    assert kept()[PAGES] == 0


@pytest.mark.urls(__name__)
def test_a_picture_is_kept_as_it_is(client):
    for _ in range(2):
        answer = client.get("/plaatje/", headers={"accept-encoding": "br"})
        assert (answer.content[:4], "Content-Encoding" in answer) == (b"\x89PNG", False)
    assert kept()[PAGES] == 1


def test_a_preview_is_never_kept_and_leaves_the_page_that_stands(client):
    region = make.a_region(name="Zoals het is")
    own = region.get_absolute_url()
    before = client.get(own)
    admin = _admin()
    form = opened(admin, Region, region)
    form["name"] = "Zoals het wordt"
    sent = {name: said for name, said in form.items() if "__prefix__" not in name}
    opens = admin.post(form.where, {**sent, "_preview": "Voorbeeld"}).url
    preview = client.get(opens, headers={"accept-encoding": "br"})

    assert "Zoals het wordt" in preview.content.decode()
    assert "ETag" not in preview
    assert preview["Cache-Control"] == "no-store"
    assert kept() == {PAGES: 1, NARROWED: 0}
    assert again(client, own, before).status_code == 304
    assert "Zoals het is" in client.get(own).content.decode()


# --- what comes back from a store is not trusted ---


@pytest.mark.parametrize("damaged", [b"x", b"[]", b"[{}, {}]", b'[{}, {"br": 9}]\nabc', b"\xff"])
def test_what_is_no_page_is_not_read(client, monkeypatch, damaged):
    made = client.get("/")
    caches[PAGES].set(made["ETag"], damaged)

    if damaged != b"[{}, {}]":
        assert kept_pages.find(PAGES, made["ETag"]) is None
        assert client.get("/").content == made.content
