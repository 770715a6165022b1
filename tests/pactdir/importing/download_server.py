"""An HTTPS server on loopback, and names that resolve to it."""

import ssl
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

CERTIFICATE = Path(__file__).with_name("bron.example.pem")
PATIENCE = 30  # timeout in seconds, so that a hanging test fails
ADDRESSES = {
    "bron.example": ["127.0.0.1"],
    "elders.example": ["127.0.0.1"],
    "vreemd.example": ["127.0.0.1"],
    "intern.example": ["10.0.0.8"],
    "half.example": ["127.0.0.1", "169.254.169.254"],
    "leeg.example": [],
    "10.0.0.8": ["10.0.0.8"],
}


def resolve(host, port):
    if host not in ADDRESSES:
        raise OSError("no such name")
    return ADDRESSES[host]


class Server(ThreadingHTTPServer):
    """Serves `pages`, which maps paths to handler functions, over HTTPS."""

    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Handler)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(CERTIFICATE)
        self.socket = context.wrap_socket(
            self.socket, server_side=True, do_handshake_on_connect=False
        )
        self.pages, self.requests, self.test_is_over = {}, [], threading.Event()

    def handle_error(self, request, client_address):
        """Ignore clients that disconnect or reject the certificate: the tests do so on purpose."""

    def url(self, path="/x.csv", host="bron.example"):
        return f"https://{host}:{self.server_port}{path}"


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        self.server.requests.append((self.headers["Host"].split(":")[0], self.path))
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


def respond_with(content, **options):
    return lambda handler: handler.answer(content.encode(), **options)


def redirect_to(to, status=302):
    return lambda handler: handler.answer(status=status, Location=to)


def zip_file(**files):
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def zipped(**files):
    content = zip_file(**files)
    return lambda handler: handler.answer(content)
