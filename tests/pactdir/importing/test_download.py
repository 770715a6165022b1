"""Files fetched from a server on loopback that does all that a server can do wrong."""

import ssl
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from pactdir.importing.download import Limits, NotFetched, Reach, fetch_all, is_public
from pactdir.importing.kinds import KINDS
from pactdir.importing.kinds.boundaries import Boundaries
from pactdir.importing.kinds.municipalities import Municipalities
from pactdir.importing.kinds.neighbours import Neighbours
from pactdir.importing.kinds.postcodes import Postcodes
from pactdir.management.commands import import_country
from regions.models import Municipality
from tests.pactdir.importing.files import COUNTRY, MUNICIPALITIES, NEIGHBOURS, all_rows

PAIR = Path(__file__).with_name("bron.example.pem")
NO_ANSWER = "de server geeft geen antwoord dat te begrijpen is, of breekt halverwege af."
PATIENCE = 30  # seconds before a test that hangs fails
QUICK, PATIENT = Limits(seconds=0.3), Limits(seconds=PATIENCE)


class Server(ThreadingHTTPServer):
    """Serves what `pages` says over HTTPS: for a path a function that answers."""

    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Handler)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(PAIR)
        self.socket = context.wrap_socket(
            self.socket, server_side=True, do_handshake_on_connect=False
        )
        self.pages, self.asked, self.test_is_over = {}, [], threading.Event()

    def handle_error(self, request, client_address):
        """A client that goes away, or does not trust us, is what is tested here."""

    def address(self, path="/x.csv", host="bron.example"):
        return f"https://{host}:{self.server_port}{path}"


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        self.server.asked.append((self.headers["Host"].split(":")[0], self.path))
        self.server.pages[self.path](self)

    def log_message(self, *args):
        pass

    def answer(self, content=b"", status=200, **headers):
        self.send_response(status)
        for name, value in {"Content_Length": str(len(content)), **headers}.items():
            if value is not None:
                self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(content)


def page(content, **options):
    return lambda handler: handler.answer(content.encode(), **options)


def redirect(to, status=302):
    return lambda handler: handler.answer(status=status, Location=to)


@pytest.fixture
def server():
    server = Server()
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    yield server
    server.test_is_over.set()
    server.shutdown()
    thread.join(PATIENCE)
    server.server_close()


ADDRESSES = {
    "bron.example": ["127.0.0.1"],
    "elders.example": ["127.0.0.1"],
    "vreemd.example": ["127.0.0.1"],
    "intern.example": ["10.0.0.8"],
    "half.example": ["127.0.0.1", "169.254.169.254"],
    "leeg.example": [],
    "10.0.0.8": ["10.0.0.8"],
}


def addresses_of(host, port):
    if host not in ADDRESSES:
        raise OSError("no such name")
    return ADDRESSES[host]


@pytest.fixture
def reach():
    """This server and no other: of all that is not public, loopback alone."""
    return Reach(
        addresses_of, lambda one: one == "127.0.0.1", ssl.create_default_context(cafile=PAIR)
    )


@pytest.fixture
def refusal(tmp_path, reach):
    """What is said when that is not fetched; nothing of it may stay behind."""

    def refusal(*addresses, kind=Municipalities, limits=PATIENT):
        (tmp_path / "gemeenten.csv").write_text("van gisteren")
        with pytest.raises(NotFetched) as failed:
            fetch_all({kind: addresses}, tmp_path, limits=limits, reach=reach)
        assert [one.name for one in tmp_path.iterdir()] == ["gemeenten.csv"]
        assert (tmp_path / "gemeenten.csv").read_text() == "van gisteren"
        address, text = str(failed.value).split(": ", 1)
        assert address.startswith(("https://", "http://", "file:", "ftp:"))
        return text

    return refusal


def test_a_file_is_fetched_whole_and_under_the_name_of_its_kind(server, tmp_path, reach):
    server.pages = {
        "/a.csv": page(MUNICIPALITIES),
        "/b?soort=grens&x=y%20z": page(COUNTRY["grenzen.geojson"], Content_Length=None),
    }
    sources = {
        Municipalities: [server.address("/a.csv")],
        Boundaries: [server.address("/b?soort=grens&x=y%20z")],
        Neighbours: (),
    }

    fetched = fetch_all(sources, tmp_path / "nieuw" / "map", reach=reach)

    assert [one.name for one in fetched] == ["gemeenten.csv", "grenzen.geojson"]
    assert fetched[0].read_text() == MUNICIPALITIES
    assert sorted(fetched) == sorted((tmp_path / "nieuw" / "map").iterdir())


def test_several_files_of_one_kind_are_numbered(server, tmp_path, reach):
    server.pages = {"/a": page(NEIGHBOURS), "/b": page(NEIGHBOURS)}

    fetch_all({Neighbours: map(server.address, server.pages)}, tmp_path, reach=reach)

    assert sorted(one.name for one in tmp_path.iterdir()) == [
        "buurgemeenten-2.csv",
        "buurgemeenten.csv",
    ]


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_followed(server, tmp_path, reach, status):
    server.pages = {
        "/x.csv": redirect("/oud/../y.csv", status),
        "/y.csv": redirect(server.address("/z.csv", "elders.example"), status),
        "/z.csv": page(MUNICIPALITIES),
    }

    fetch_all({Municipalities: [server.address()]}, tmp_path, reach=reach)

    assert server.asked == [
        ("bron.example", "/x.csv"),
        ("bron.example", "/y.csv"),
        ("elders.example", "/z.csv"),
    ]


def test_of_two_files_of_which_one_fails_neither_stays(server, tmp_path, reach):
    server.pages = {"/a": page(MUNICIPALITIES), "/b": page("weg", status=404)}
    sources = {Municipalities: [server.address("/a")], Neighbours: [server.address("/b")]}

    with pytest.raises(NotFetched, match="de server antwoordt met 404"):
        fetch_all(sources, tmp_path, reach=reach)

    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("status", [204, 304, 400, 403, 404, 410, 429, 500, 503])
def test_another_answer_than_the_file_is_said(server, refusal, status):
    server.pages = {"/x.csv": page("", status=status)}

    assert refusal(server.address()) == f"de server antwoordt met {status}."


def test_a_file_that_says_it_is_too_large_is_not_read(server, refusal):
    server.pages = {"/x.csv": page("", Content_Length="10000001")}

    assert refusal(server.address()) == "het is meer dan 10 MB."


@pytest.mark.parametrize("length", [None, "5000001"])
def test_a_file_that_is_too_large_is_not_read_to_its_end(server, refusal, length):
    def endless(handler):
        handler.answer(Content_Length=length)
        while not handler.server.test_is_over.is_set():
            handler.wfile.write(b"x" * 100_000)

    server.pages = {"/x.csv": endless}

    limits = Limits(size=5_000_000, seconds=PATIENCE)
    assert refusal(server.address(), limits=limits) == "het is meer dan 5 MB."


def stalls_before_it_answers(handler):
    handler.server.test_is_over.wait(PATIENCE)


def stalls_in_a_header(handler):
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nX-Half")
    handler.server.test_is_over.wait(PATIENCE)


def stalls_halfway(handler):
    handler.answer(MUNICIPALITIES.encode()[:50], Content_Length="100")
    handler.server.test_is_over.wait(PATIENCE)


def drips(handler):
    """A byte and another byte: it never waits, and never comes to an end."""
    handler.answer(Content_Length="10000000")
    while not handler.server.test_is_over.is_set():
        handler.wfile.write(b"x")


def drips_headers(handler):
    handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
    while not handler.server.test_is_over.is_set():
        handler.wfile.write(b"X-More: 1\r\n")


@pytest.mark.parametrize(
    "slow",
    [stalls_before_it_answers, stalls_in_a_header, stalls_halfway, drips],
)
def test_a_server_that_is_too_slow_is_not_waited_for(server, refusal, slow):
    server.pages = {"/x.csv": slow}

    assert refusal(server.address(), limits=QUICK) == "het ophalen duurt langer dan 0.3 s."


def test_headers_without_end_are_not_read(server, refusal):
    server.pages = {"/x.csv": drips_headers}

    assert refusal(server.address()) == NO_ANSWER


def test_the_time_is_for_all_files_together(server, refusal):
    server.pages = {"/a": page(MUNICIPALITIES), "/b": stalls_halfway}

    said = refusal(*[server.address("/a")] * 2, server.address("/b"), limits=QUICK)

    assert said == "het ophalen duurt langer dan 0.3 s."


def breaks_off(handler):
    handler.answer(MUNICIPALITIES.encode(), Content_Length="5000")
    handler.close_connection = True


def breaks_off_in_a_chunk(handler):
    handler.protocol_version = "HTTP/1.1"
    handler.answer(b"ff\r\nstatcode", Content_Length=None, Transfer_Encoding="chunked")
    handler.close_connection = True


def says_nothing(handler):
    handler.close_connection = True


def says_nonsense(handler):
    handler.wfile.write(b"SSH-2.0-x\r\n\r\n")
    handler.close_connection = True


@pytest.mark.parametrize(
    ("broken", "said"),
    [
        (breaks_off, "het brak halverwege af."),
        (
            breaks_off_in_a_chunk,
            NO_ANSWER,
        ),
        (
            says_nothing,
            NO_ANSWER,
        ),
        (
            says_nonsense,
            NO_ANSWER,
        ),
        (page("x", Content_Encoding="gzip"), "de server stuurt het ingepakt."),
        (page("<html>storing"), "Dit is een webpagina of XML. Is het ophalen misgegaan?"),
        (page(""), "Het bestand is leeg."),
        (page(NEIGHBOURS), "wat daar staat, is geen bestand met gemeenten."),
        (page("a,b\n"), "wat daar staat, is geen bestand met gemeenten."),
        (
            page(MUNICIPALITIES.replace("provinciecode", "p")),
            "Dit lijkt een bestand met gemeenten, maar er ontbreekt: provinciecode.",
        ),
    ],
)
def test_half_a_file_or_another_one_does_not_take_the_place_of_a_good_one(
    server, refusal, broken, said
):
    server.pages = {"/x.csv": broken}

    assert refusal(server.address()) == said


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
def test_a_redirect_into_a_private_network_is_not_followed(server, refusal, to):
    server.pages = {"/x.csv": redirect(to)}

    assert refusal(server.address()) == "dat adres ligt niet op het openbare internet."


@pytest.mark.parametrize(
    "to", ["http://bron.example/x.csv", "file:///etc/passwd", "ftp://bron.example/x"]
)
def test_a_redirect_to_another_scheme_is_not_followed(server, refusal, to):
    server.pages = {"/x.csv": redirect(to)}

    assert refusal(server.address()) == "alleen een adres met https:// wordt opgehaald."


def test_a_redirect_without_end_is_followed_five_times(server, refusal):
    server.pages = {"/x.csv": redirect("/x.csv")}

    said = refusal(server.address())

    assert said == "verwijst meer dan 5 keer door."
    assert len(server.asked) == 6


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("http://bron.example/x.csv", "alleen een adres met https:// wordt opgehaald."),
        ("https://wie:wat@bron.example/x", "alleen een adres met https:// wordt opgehaald."),
        ("https://nergens.example/x.csv", "die naam is niet te vinden."),
        ("https://bron.example:99999/x.csv", "dat is geen leesbaar adres."),
        ("https://[::1/x.csv", "dat is geen leesbaar adres."),
        ("https://intern.example/x.csv", "dat adres ligt niet op het openbare internet."),
    ],
)
def test_an_address_that_cannot_be_fetched_is_said(refusal, address, said):
    assert refusal(address) == said


def test_a_server_under_a_name_that_is_not_its_own_is_not_believed(server, refusal):
    server.pages = {"/x.csv": page(MUNICIPALITIES)}

    said = refusal(server.address(host="vreemd.example"))

    assert said == "het certificaat van de server klopt niet."
    assert server.asked == []


def test_a_server_nobody_vouches_for_is_not_believed(server, tmp_path):
    reach = Reach(addresses_of, lambda one: True)

    with pytest.raises(NotFetched, match="het certificaat van de server klopt niet"):
        fetch_all({Municipalities: [server.address()]}, tmp_path, reach=reach)


def test_a_name_is_looked_up_once_so_it_cannot_change_in_between(server, tmp_path, reach):
    answers = [["127.0.0.1"], ["10.0.0.8"]]
    looking = Reach(lambda host, port: answers.pop(0), reach.is_allowed, reach.trust)
    server.pages = {"/x.csv": page(MUNICIPALITIES)}

    fetch_all({Municipalities: [server.address()]}, tmp_path, reach=looking)

    assert answers == [["10.0.0.8"]]


def test_without_being_told_otherwise_loopback_is_out_of_reach(server, tmp_path):
    address = f"https://127.0.0.1:{server.server_port}/x.csv"

    with pytest.raises(NotFetched, match="niet op het openbare internet"):
        fetch_all({Municipalities: [address]}, tmp_path)

    assert server.asked == []


def test_a_folder_that_cannot_be_made_is_said(server, tmp_path, reach):
    (tmp_path / "map").write_text("")

    with pytest.raises(NotFetched, match="in die map is niet te schrijven"):
        fetch_all({Municipalities: [server.address()]}, tmp_path / "map", reach=reach)


@pytest.mark.parametrize(
    "address",
    """127.0.0.1 127.8.9.1 0.0.0.0 10.0.0.1 172.16.0.1 192.168.1.1 169.254.169.254 100.64.0.1
    192.0.2.1 198.18.0.1 224.0.0.1 240.0.0.1 255.255.255.255 ::1 :: fe80::1 fe80::1%eth0 fc00::1
    fd12::1 fec0::1 ff02::1 ::ffff:127.0.0.1 ::ffff:10.0.0.1 2002:7f00:1:: 2002:a00:1:: 2001:db8::1
    64:ff9b::7f00:1 64:ff9b::a00:1 64:ff9b::a9fe:a9fe 2001:0:1:2:3:4:80ff:fffe""".split(),  # noqa: SIM905
)
def test_an_address_of_a_network_of_its_own_is_not_public(address):
    assert not is_public(address)


@pytest.mark.parametrize(
    "address", ["1.1.1.1", "145.53.1.1", "2a00:1450:400e::1", "64:ff9b::101:101", "2002:101:101::"]
)
def test_an_address_on_the_internet_is_public(address):
    assert is_public(address)


@pytest.fixture
def fetching(monkeypatch, settings, reach):
    """The command, with the reach of these tests and the sources it is given."""

    def fetching(name, folder, **sources):
        settings.IMPORT_SOURCES = sources
        call_command(name, folder, download=True)

    monkeypatch.setattr(
        import_country, "fetch_all", lambda known, folder: fetch_all(known, folder, reach=reach)
    )
    return fetching


@pytest.mark.django_db
def test_the_command_fetches_first_and_then_loads(server, fetching, tmp_path, capsys):
    server.pages = {"/x.csv": page(MUNICIPALITIES)}

    fetching("import_country", tmp_path / "map", municipalities=[server.address()])

    others = dict.fromkeys(one.name for one in KINDS if one.name != "gemeenten")
    assert capsys.readouterr().out.splitlines() == [
        *(f"{name}: het adres is onbekend, niet opgehaald." for name in others),
        f"gemeenten.csv: opgehaald, {len(MUNICIPALITIES)} bytes.",
        "gemeenten.csv (gemeenten): 2 nieuw.",
    ]
    assert Municipality.objects.count() == 2


@pytest.mark.django_db
def test_the_command_loads_nothing_where_one_file_could_not_be_fetched(server, fetching, tmp_path):
    (tmp_path / "buren.csv").write_text(NEIGHBOURS)
    server.pages = {"/x.csv": page(MUNICIPALITIES), "/y.csv": page("", status=404)}
    before = all_rows()

    with pytest.raises(CommandError) as refused:
        fetching(
            "import_country",
            tmp_path,
            municipalities=[server.address()],
            postcodes=[server.address("/y.csv")],
        )

    assert str(refused.value) == (
        "Niets opgehaald en niets geladen. "
        f"{server.address('/y.csv')}: de server antwoordt met 404."
    )
    assert all_rows() == before
    assert [one.name for one in tmp_path.iterdir()] == ["buren.csv"]


@pytest.mark.django_db
def test_a_command_for_one_kind_fetches_that_alone(server, fetching, tmp_path, capsys):
    server.pages = {"/x.csv": page(MUNICIPALITIES)}
    addresses = {"municipalities": [server.address()], "postcodes": [server.address("/y.csv")]}

    fetching("import_municipalities", tmp_path, **addresses)

    assert server.asked == [("bron.example", "/x.csv")]
    assert "gemeenten.csv (gemeenten): 2 nieuw." in capsys.readouterr().out


def test_the_settings_know_every_kind(settings):
    assert {one.source() for one in KINDS} <= set(settings.IMPORT_SOURCES)
    assert Postcodes.source() == "postcodes"
