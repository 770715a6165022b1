"""Downloads from a loopback server that misbehaves in every way a server can."""

import os

import pytest
from django.core.management import CommandError, call_command

from pactdir.importing import files_in
from pactdir.importing.download import (
    DownloadError,
    Limits,
    NetworkPolicy,
    download_all,
    file_names,
    is_public,
)
from pactdir.importing.kinds import KINDS
from pactdir.importing.kinds.agenda import Agenda
from pactdir.importing.kinds.boundaries import Boundaries
from pactdir.importing.kinds.exams import Exams
from pactdir.importing.kinds.municipalities import Municipalities
from pactdir.importing.kinds.neighbours import Neighbours
from pactdir.importing.kinds.offers import Offers
from pactdir.importing.kinds.postcodes import Postcodes
from pactdir.management.commands import import_country
from regions.models import Municipality
from tests.pactdir.importing.download_server import (
    PATIENCE,
    redirect_to,
    resolve,
    respond_with,
    zip_file,
    zipped,
)
from tests.pactdir.importing.files import COUNTRY, MUNICIPALITIES, NEIGHBOURS, database_hash

NO_VALID_RESPONSE = "de server geeft geen antwoord dat te begrijpen is, of breekt halverwege af."
QUICK, SLOW = Limits(seconds=0.3), Limits(seconds=PATIENCE)


@pytest.fixture
def error_of(tmp_path, policy):
    def error_of(*addresses, kind=Municipalities, limits=SLOW):
        (tmp_path / "gemeenten.csv").write_text("van gisteren")
        with pytest.raises(DownloadError) as error:
            download_all({kind: addresses}, tmp_path, limits=limits, policy=policy)
        assert files_in(tmp_path) == [tmp_path / "gemeenten.csv"]
        assert (tmp_path / "gemeenten.csv").read_text() == "van gisteren"
        assert not list(tmp_path.rglob("*.deel"))
        address, text = str(error.value).split(": ", 1)
        assert address.startswith(("https://", "http://", "file:", "ftp:"))
        return text

    return error_of


def test_downloads_files_named_after_their_kind(server, tmp_path, policy):
    server.pages = {
        "/a.csv": respond_with(MUNICIPALITIES),
        "/b?soort=grens&x=y%20z": respond_with(COUNTRY["grenzen.geojson"], Content_Length=None),
    }
    sources = {
        Municipalities: [server.url("/a.csv")],
        Boundaries: [server.url("/b?soort=grens&x=y%20z")],
        Neighbours: (),
    }

    downloaded = download_all(sources, tmp_path / "nieuw" / "map", policy=policy)

    assert [path.name for path in downloaded] == ["gemeenten.csv", "grenzen.geojson"]
    assert downloaded[0].read_text() == MUNICIPALITIES
    assert sorted(downloaded) == sorted((tmp_path / "nieuw" / "map").iterdir())


def test_numbers_several_files_of_one_kind(server, tmp_path, policy):
    server.pages = {"/a": respond_with(NEIGHBOURS), "/b": respond_with(NEIGHBOURS)}

    download_all({Neighbours: map(server.url, server.pages)}, tmp_path, policy=policy)

    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "buurgemeenten-2.csv",
        "buurgemeenten.csv",
    ]


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_follows_redirects(server, tmp_path, policy, status):
    server.pages = {
        "/x.csv": redirect_to("/oud/../y.csv", status),
        "/y.csv": redirect_to(server.url("/z.csv", "elders.example"), status),
        "/z.csv": respond_with(MUNICIPALITIES),
    }

    download_all({Municipalities: [server.url()]}, tmp_path, policy=policy)

    assert server.requests == [
        ("bron.example", "/x.csv"),
        ("bron.example", "/y.csv"),
        ("elders.example", "/z.csv"),
    ]


@pytest.fixture
def two_sources(server):
    """A server whose response to the first request fails."""
    server.pages = {"/a": respond_with("weg", status=404), "/b": respond_with(NEIGHBOURS)}
    return {Municipalities: [server.url("/a")], Neighbours: [server.url("/b")]}


def test_replaces_no_file_if_one_of_two_fails(two_sources, tmp_path, policy):
    (tmp_path / "buurgemeenten.csv").write_text("van gisteren")

    with pytest.raises(DownloadError, match="de server antwoordt met 404"):
        download_all(two_sources, tmp_path, policy=policy)

    assert files_in(tmp_path) == [tmp_path / "buurgemeenten.csv"]
    assert (tmp_path / "buurgemeenten.csv").read_text() == "van gisteren"


def test_the_next_attempt_fetches_only_what_failed(server, two_sources, tmp_path, policy):
    with pytest.raises(DownloadError):
        download_all(two_sources, tmp_path, policy=policy)
    server.pages["/a"] = respond_with(MUNICIPALITIES)
    server.requests.clear()

    download_all(two_sources, tmp_path, policy=policy)

    assert server.requests == [("bron.example", "/a")]
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "buurgemeenten.csv",
        "gemeenten.csv",
    ]


def test_a_finished_download_is_fetched_again_next_time(server, two_sources, tmp_path, policy):
    server.pages["/a"] = respond_with(MUNICIPALITIES)
    download_all(two_sources, tmp_path, policy=policy)
    server.requests.clear()

    download_all(two_sources, tmp_path, policy=policy)

    assert [path for _, path in server.requests] == ["/a", "/b"]


@pytest.mark.parametrize("change", ["another address", "two days old"])
def test_an_old_partial_download_is_fetched_again(change, server, two_sources, tmp_path, policy):
    with pytest.raises(DownloadError):
        download_all(two_sources, tmp_path, policy=policy)
    waiting = tmp_path / ".ophalen" / "buurgemeenten.csv"
    if change == "another address":
        two_sources[Neighbours] = [server.url("/b?jaar=2026")]
        server.pages["/b?jaar=2026"] = server.pages["/b"]
    else:
        two_days_ago = waiting.stat().st_mtime - 2 * 24 * 3600
        os.utime(waiting, (two_days_ago, two_days_ago))
    server.requests.clear()

    with pytest.raises(DownloadError):
        download_all(two_sources, tmp_path, policy=policy)

    assert len(server.requests) == 2


def test_reports_every_file_that_fails(server, two_sources, tmp_path, policy):
    server.pages["/b"] = respond_with("", status=500)

    with pytest.raises(DownloadError) as error:
        download_all(two_sources, tmp_path, policy=policy)

    assert str(error.value).splitlines() == [
        f"{server.url('/a')}: de server antwoordt met 404.",
        f"{server.url('/b')}: de server antwoordt met 500.",
    ]


def test_keeps_the_years_in_a_url_in_the_file_name():
    sources = {
        Exams: [f"https://bron.example/{years}.csv" for years in ("2023-2024", "x2025", "a", "b")]
    }

    assert [name for _, _, name in file_names(sources)] == [
        "examens-vo-2023-2024.csv",
        "examens-vo-2025.csv",
        "examens-vo.csv",
        "examens-vo-2.csv",
    ]


def test_extracts_the_file_from_a_zip_file(server, tmp_path, policy):
    server.pages = {"/x.zip": zipped(readme="a, b\n", NL=MUNICIPALITIES)}

    (path,) = download_all({Municipalities: [server.url("/x.zip")]}, tmp_path, policy=policy)

    assert path.read_text() == MUNICIPALITIES


@pytest.mark.parametrize(
    ("page", "message"),
    [
        (zipped(readme="a, b\n"), "In het zip-bestand staat geen bestand met gemeenten."),
        (zipped(bomb="0" * 10_000_001), "In het zip-bestand zit meer dan 10 MB."),
        (zipped(a="0" * 6_000_000, b="0" * 6_000_000), "In het zip-bestand zit meer dan 10 MB."),
    ],
)
def test_refuses_a_zip_file_without_a_file_of_its_kind(server, error_of, page, message):
    server.pages = {"/x.csv": page}

    assert error_of(server.url()) == message


def test_reads_a_zip_file_no_further_than_the_file_of_its_kind(server, tmp_path, policy):
    server.pages = {"/x.zip": zipped(NL=MUNICIPALITIES, rest="0" * 10_000_001)}

    (path,) = download_all({Municipalities: [server.url("/x.zip")]}, tmp_path, policy=policy)

    assert path.read_text() == MUNICIPALITIES


def damage_a_block(content):
    content[36:46] = b"\xff" * 10


def state_a_larger_size(content):
    entry = content.index(b"PK\x01\x02")
    content[entry + 10 : entry + 12] = bytes(2)  # not compressed
    content[entry + 20 : entry + 28] = 2 * (1_000_000).to_bytes(4, "little")


@pytest.mark.parametrize("damage", [damage_a_block, state_a_larger_size])
def test_refuses_a_damaged_zip_file(server, error_of, damage):
    content = bytearray(zip_file(NL=MUNICIPALITIES))
    damage(content)
    server.pages = {"/x.csv": lambda handler: handler.answer(bytes(content))}

    assert error_of(server.url()) == "Het zip-bestand is niet te lezen."


def test_reports_progress(server, tmp_path, policy):
    server.pages = {"/x.csv": respond_with(MUNICIPALITIES)}
    seen = []

    download_all(
        {Municipalities: [server.url()]},
        tmp_path,
        policy=policy,
        progress=lambda *progress: seen.append(progress),
    )

    assert seen[-1] == ("gemeenten.csv", len(MUNICIPALITIES), len(MUNICIPALITIES))


@pytest.mark.parametrize("status", [204, 304, 400, 403, 404, 410, 429, 500, 503])
def test_reports_an_error_status(server, error_of, status):
    server.pages = {"/x.csv": respond_with("", status=status)}

    assert error_of(server.url()) == f"de server antwoordt met {status}."


def test_refuses_a_file_with_a_large_content_length(server, error_of):
    server.pages = {"/x.csv": respond_with("", Content_Length="10000001")}

    assert error_of(server.url()) == "het is meer dan 10 MB."


@pytest.mark.parametrize("length", [None, "5000001"])
def test_stops_reading_a_file_that_is_too_large(server, error_of, length):
    def endless(handler):
        handler.answer(Content_Length=length)
        while not handler.server.test_is_over.is_set():
            handler.wfile.write(b"x" * 100_000)

    server.pages = {"/x.csv": endless}

    limits = Limits(size=5_000_000, seconds=PATIENCE)
    assert error_of(server.url(), limits=limits) == "het is meer dan 5 MB."


def stall_before_responding(handler):
    handler.server.test_is_over.wait(PATIENCE)


def stall_in_a_header(handler):
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nX-Half")
    handler.server.test_is_over.wait(PATIENCE)


def stall_halfway(handler):
    handler.answer(MUNICIPALITIES.encode()[:50], Content_Length="100")
    handler.server.test_is_over.wait(PATIENCE)


def drip(handler):
    # Sends one byte at a time: it never blocks and never ends.
    handler.answer(Content_Length="10000000")
    while not handler.server.test_is_over.is_set():
        handler.wfile.write(b"x")


def drip_headers(handler):
    handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
    while not handler.server.test_is_over.is_set():
        handler.wfile.write(b"X-More: 1\r\n")


@pytest.mark.parametrize(
    "slow",
    [stall_before_responding, stall_in_a_header, stall_halfway, drip],
)
def test_gives_up_on_a_slow_server(server, error_of, slow):
    server.pages = {"/x.csv": slow}

    assert error_of(server.url(), limits=QUICK) == "het ophalen duurt langer dan 0.3 s."


def test_gives_up_on_endless_headers(server, error_of):
    server.pages = {"/x.csv": drip_headers}

    assert error_of(server.url()) == NO_VALID_RESPONSE


def test_the_time_limit_covers_all_files_together(server, error_of):
    server.pages = {"/a": respond_with(MUNICIPALITIES), "/b": stall_halfway}

    message = error_of(*[server.url("/a")] * 2, server.url("/b"), limits=QUICK)

    assert message == "het ophalen duurt langer dan 0.3 s."


def break_off(handler):
    handler.answer(MUNICIPALITIES.encode(), Content_Length="5000")
    handler.close_connection = True


def break_off_in_a_chunk(handler):
    handler.protocol_version = "HTTP/1.1"
    handler.answer(b"ff\r\nstatcode", Content_Length=None, Transfer_Encoding="chunked")
    handler.close_connection = True


class BreaksOff:
    """Sends half of the file, and the rest on a range request; `tag` is its ETag."""

    def __init__(self, content=MUNICIPALITIES, tag='"een"', **headers):
        self.content, self.tag, self.headers, self.asked = content.encode(), tag, headers, []

    def __call__(self, handler):
        asked = handler.headers["Range"]
        self.asked.append(asked)
        total = len(self.content)
        if asked is None or handler.headers["If-Range"] != self.tag:
            is_first = len(self.asked) == 1
            sent = self.content[: total // 2] if is_first else self.content
            handler.answer(sent, Content_Length=str(total), ETag=self.tag)
        else:
            start = int(asked.removeprefix("bytes=").removesuffix("-"))
            content_range = f"bytes {start}-{total - 1}/{total}"
            headers = {"Content_Range": content_range, **self.headers}
            handler.answer(self.content[start:], status=206, **headers)
        handler.close_connection = True


def broken_off_and_again(server, folder, policy, page, change=lambda page: None):
    server.pages = {"/x.csv": page}
    sources = {Municipalities: [server.url()]}
    with pytest.raises(DownloadError, match="het brak halverwege af"):
        download_all(sources, folder, policy=policy)
    change(page)
    [path] = download_all(sources, folder, policy=policy)
    assert [found.name for found in folder.iterdir()] == ["gemeenten.csv"]
    return path.read_text()


def test_a_broken_download_is_resumed_where_it_broke_off(server, tmp_path, policy):
    page = BreaksOff()

    assert broken_off_and_again(server, tmp_path, policy, page) == MUNICIPALITIES
    assert page.asked == [None, f"bytes={len(page.content) // 2}-"]


def other_edition(page):
    page.content, page.tag = MUNICIPALITIES.replace("Alkmaar", "Alckmaer").encode(), '"twee"'


def test_a_changed_file_is_fetched_from_the_beginning(server, tmp_path, policy):
    found = broken_off_and_again(server, tmp_path, policy, BreaksOff(), other_edition)

    assert found == MUNICIPALITIES.replace("Alkmaar", "Alckmaer")


@pytest.mark.parametrize("tag", [None, 'W/"een"'])
def test_nothing_is_resumed_without_an_etag(server, tmp_path, policy, tag):
    page = BreaksOff(tag=tag)

    assert broken_off_and_again(server, tmp_path, policy, page) == MUNICIPALITIES
    assert page.asked == [None, None]


@pytest.mark.parametrize("content_range", ["bytes 0-9/90", "bytes 3-", None])
def test_an_unrequested_range_is_not_appended(server, tmp_path, policy, content_range):
    page = BreaksOff(Content_Range=content_range)

    assert broken_off_and_again(server, tmp_path, policy, page) == MUNICIPALITIES
    assert page.asked[2:] == [None]


def test_a_resumed_file_is_validated_as_a_whole(server, tmp_path, policy):
    page = BreaksOff(NEIGHBOURS)

    with pytest.raises(DownloadError, match="is geen bestand met gemeenten"):
        broken_off_and_again(server, tmp_path, policy, page)
    assert not list(tmp_path.rglob("*.deel*"))


def say_nothing(handler):
    handler.close_connection = True


def say_nonsense(handler):
    handler.wfile.write(b"SSH-2.0-x\r\n\r\n")
    handler.close_connection = True


@pytest.mark.parametrize(
    ("handler", "message"),
    [
        (break_off, "het brak halverwege af."),
        (
            break_off_in_a_chunk,
            NO_VALID_RESPONSE,
        ),
        (
            say_nothing,
            NO_VALID_RESPONSE,
        ),
        (
            say_nonsense,
            NO_VALID_RESPONSE,
        ),
        (respond_with("x", Content_Encoding="gzip"), "de server stuurt het ingepakt."),
        (respond_with("<html>storing"), "Dit is een webpagina of XML. Is het ophalen misgegaan?"),
        (respond_with(""), "Het bestand is leeg."),
        (respond_with(NEIGHBOURS), "wat daar staat, is geen bestand met gemeenten."),
        (respond_with("a,b\n"), "wat daar staat, is geen bestand met gemeenten."),
        (
            respond_with(MUNICIPALITIES.replace("provinciecode,provincie", "p,q")),
            "Dit lijkt een bestand met gemeenten, maar er ontbreekt: provinciecode.",
        ),
    ],
)
def test_an_incomplete_or_wrong_file_does_not_replace_a_good_one(
    server, error_of, handler, message
):
    server.pages = {"/x.csv": handler}

    assert error_of(server.url()) == message


@pytest.mark.parametrize(
    "to",
    [
        "https://10.0.0.8/x.csv",
        "https://intern.example/x.csv",
        "https://half.example/x.csv",
        "https://leeg.example/x.csv",
        "//intern.example/x.csv",
    ],
)
def test_refuses_a_redirect_into_a_private_network(server, error_of, to):
    server.pages = {"/x.csv": redirect_to(to)}

    assert error_of(server.url()) == "dat adres ligt niet op het openbare internet."


@pytest.mark.parametrize(
    "to", ["http://bron.example/x.csv", "file:///etc/passwd", "ftp://bron.example/x"]
)
def test_refuses_a_redirect_to_another_scheme(server, error_of, to):
    server.pages = {"/x.csv": redirect_to(to)}

    assert error_of(server.url()) == "alleen een adres met https:// wordt opgehaald."


def test_follows_at_most_five_redirects(server, error_of):
    server.pages = {"/x.csv": redirect_to("/x.csv")}

    message = error_of(server.url())

    assert message == "verwijst meer dan 5 keer door."
    assert len(server.requests) == 6


@pytest.mark.parametrize(
    ("address", "message"),
    [
        ("http://bron.example/x.csv", "alleen een adres met https:// wordt opgehaald."),
        ("https://wie:wat@bron.example/x", "alleen een adres met https:// wordt opgehaald."),
        ("https://nergens.example/x.csv", "die naam is niet te vinden."),
        ("https://bron.example:99999/x.csv", "dat is geen leesbaar adres."),
        ("https://[::1/x.csv", "dat is geen leesbaar adres."),
        ("https://intern.example/x.csv", "dat adres ligt niet op het openbare internet."),
    ],
)
def test_reports_an_invalid_address(error_of, address, message):
    assert error_of(address) == message


def test_refuses_a_certificate_for_another_host(server, error_of):
    server.pages = {"/x.csv": respond_with(MUNICIPALITIES)}

    message = error_of(server.url(host="vreemd.example"))

    assert message == "het certificaat van de server klopt niet."
    assert server.requests == []


def test_refuses_an_untrusted_certificate(server, tmp_path):
    policy = NetworkPolicy(resolve, lambda address: True)

    with pytest.raises(DownloadError, match="het certificaat van de server klopt niet"):
        download_all({Municipalities: [server.url()]}, tmp_path, policy=policy)


def test_resolves_a_host_name_once(server, tmp_path, policy):
    answers = [["127.0.0.1"], ["10.0.0.8"]]
    changing_dns = NetworkPolicy(
        lambda host, port: answers.pop(0), policy.is_allowed, policy.ssl_context
    )
    server.pages = {"/x.csv": respond_with(MUNICIPALITIES)}

    download_all({Municipalities: [server.url()]}, tmp_path, policy=changing_dns)

    assert answers == [["10.0.0.8"]]


def test_default_policy_refuses_loopback(server, tmp_path):
    address = f"https://127.0.0.1:{server.server_port}/x.csv"

    with pytest.raises(DownloadError, match="niet op het openbare internet"):
        download_all({Municipalities: [address]}, tmp_path)

    assert server.requests == []


def test_reports_a_folder_that_cannot_be_created(server, tmp_path, policy):
    (tmp_path / "map").write_text("")

    with pytest.raises(DownloadError, match="in die map is niet te schrijven"):
        download_all({Municipalities: [server.url()]}, tmp_path / "map", policy=policy)


@pytest.mark.parametrize(
    "address",
    """127.0.0.1 127.8.9.1 0.0.0.0 10.0.0.1 172.16.0.1 192.168.1.1 169.254.169.254 100.64.0.1
    192.0.2.1 198.18.0.1 224.0.0.1 240.0.0.1 255.255.255.255 ::1 :: fe80::1 fe80::1%eth0 fc00::1
    fd12::1 fec0::1 ff02::1 ::ffff:127.0.0.1 ::ffff:10.0.0.1 2002:7f00:1:: 2002:a00:1:: 2001:db8::1
    64:ff9b::7f00:1 64:ff9b::a00:1 64:ff9b::a9fe:a9fe 2001:0:1:2:3:4:80ff:fffe""".split(),  # noqa: SIM905
)
def test_private_addresses_are_not_public(address):
    assert not is_public(address)


@pytest.mark.parametrize(
    "address", ["1.1.1.1", "145.53.1.1", "2a00:1450:400e::1", "64:ff9b::101:101", "2002:101:101::"]
)
def test_internet_addresses_are_public(address):
    assert is_public(address)


@pytest.fixture
def download_with(monkeypatch, settings, policy):
    def download_with(name, folder, **sources):
        settings.IMPORT_SOURCES = sources
        call_command(name, folder, download=True)

    monkeypatch.setattr(
        import_country,
        "download_all",
        lambda sources, folder, progress: download_all(sources, folder, policy=policy),
    )
    return download_with


@pytest.mark.django_db
def test_command_downloads_and_then_imports(server, download_with, tmp_path, capsys):
    server.pages = {"/x.csv": respond_with(MUNICIPALITIES)}

    download_with("import_country", tmp_path / "map", municipalities=[server.url()])

    others = dict.fromkeys(
        kind.name for kind in KINDS if kind.has_files and kind.name != "gemeenten"
    )
    assert capsys.readouterr().out.splitlines() == [
        *(f"{name}: het adres is onbekend, niet opgehaald." for name in others),
        f"gemeenten.csv: opgehaald, {len(MUNICIPALITIES)} bytes.",
        "gemeenten.csv (gemeenten): 2 nieuw.",
    ]
    assert Municipality.objects.count() == 2


@pytest.mark.django_db
def test_command_imports_nothing_if_a_download_fails(server, download_with, tmp_path):
    (tmp_path / "buren.csv").write_text(NEIGHBOURS)
    server.pages = {"/x.csv": respond_with(MUNICIPALITIES), "/y.csv": respond_with("", status=404)}
    before = database_hash()

    with pytest.raises(CommandError) as error:
        download_with(
            "import_country",
            tmp_path,
            municipalities=[server.url()],
            postcodes=[server.url("/y.csv")],
        )

    assert str(error.value).splitlines() == [
        f"Niets geladen. {server.url('/y.csv')}: de server antwoordt met 404.",
        "Wat heel aankwam, blijft een dag bewaard; de volgende keer komt alleen de rest.",
        "Zonder netwerk: haal elders op wat hieronder staat, en pak een zip-bestand uit.",
        f"Zet het onder deze namen in {tmp_path}, en laad die map:",
        f"  .venv/bin/python manage.py import_country {tmp_path}",
        f"  gemeenten.csv: {server.url()}",
        f"  postcodes.csv: {server.url('/y.csv')}",
    ]
    assert database_hash() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == [".ophalen", "buren.csv"]


@pytest.mark.django_db
def test_the_command_for_one_kind_downloads_only_that_kind(server, download_with, tmp_path, capsys):
    server.pages = {"/x.csv": respond_with(MUNICIPALITIES)}
    addresses = {"municipalities": [server.url()], "postcodes": [server.url("/y.csv")]}

    download_with("import_municipalities", tmp_path, **addresses)

    assert server.requests == [("bron.example", "/x.csv")]
    assert "gemeenten.csv (gemeenten): 2 nieuw." in capsys.readouterr().out


def test_settings_has_an_address_for_every_kind(settings):
    # Anyone may publish a calendar or list offers; the other kinds have an official publisher.
    official = {kind for kind in KINDS if kind.has_files and kind not in (Agenda, Offers)}
    assert {kind.source() for kind in official} <= set(settings.IMPORT_SOURCES)
    assert Postcodes.source() == "postcodes"
