"""The demo, served as in production, for what measures it from outside."""

import os
import secrets
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent.parent
PATIENCE = 60  # seconds until a site that does not stop is given up


@contextmanager
def served_demo(database_url: str = "") -> Iterator[str]:
    """The address of a site with the demo, on a port of its own and in a database of its own."""
    with tempfile.TemporaryDirectory() as folder:
        environment = os.environ | {
            "SECRET_KEY": secrets.token_urlsafe(50),
            "DATABASE_URL": database_url or f"sqlite:///{folder}/pactdir.sqlite3",
            "STATIC_ROOT": f"{folder}/static",
            "ALLOWED_HOSTS": "127.0.0.1",
            "HTTPS": "off",
        }
        for command in (["migrate", "-v0"], ["load_demo"], ["collectstatic", "--noinput", "-v0"]):
            subprocess.run(
                [sys.executable, "manage.py", *command],
                cwd=PROJECT,
                env=environment,
                check=True,
                stdout=subprocess.DEVNULL,
            )
        site, port = _start(environment)
        try:
            yield f"http://127.0.0.1:{port}"
        finally:
            site.terminate()
            site.wait(timeout=PATIENCE)


def _start(environment: dict[str, str]) -> tuple[subprocess.Popen[bytes], int]:
    """The site and its port. Who asks at once waits: the socket is open before the site is."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        gunicorn = [sys.executable, "-m", "gunicorn", "--config", "pactdir/gunicorn.py"]
        site = subprocess.Popen(
            [*gunicorn, "--bind", f"fd://{server.fileno()}"],
            cwd=PROJECT,
            env=environment,
            pass_fds=[server.fileno()],
        )
        return site, server.getsockname()[1]
