"""Serves the demo as in production, for benchmarks that send requests from outside."""

import os
import secrets
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent.parent
PATIENCE = 60  # seconds to wait for a server to stop


@contextmanager
def served_demo(
    database_url: str = "",
    *options: str,
    ends_by: Path | None = None,
    country: Path | None = None,
) -> Iterator[str]:
    """Yields the base URL of a server with the demo, on its own port and database.

    `country` is a folder of official files to import too.

    `options` for gunicorn must say where it listens. If a release takes over, `ends_by` is the
    file that holds the process id of the master.
    """
    with tempfile.TemporaryDirectory() as folder:
        environment = os.environ | {
            "SECRET_KEY": secrets.token_urlsafe(50),
            "DATABASE_URL": database_url or f"sqlite:///{folder}/pactdir.sqlite3",
            "STATIC_ROOT": f"{folder}/static",
            "ALLOWED_HOSTS": "127.0.0.1",
            "HTTPS": "off",
        }
        imports = [["import_country", str(country)]] if country else []
        collect = ["collectstatic", "--noinput", "-v0"]
        for command in (["migrate", "-v0"], ["load_demo"], *imports, collect):
            subprocess.run(
                [sys.executable, "manage.py", *command],
                cwd=PROJECT,
                env=environment,
                check=True,
                stdout=subprocess.DEVNULL,
            )
        site, port = _start(environment, options)
        try:
            yield f"http://127.0.0.1:{port}"
        finally:
            if ends_by:
                os.kill(int(ends_by.read_text()), signal.SIGTERM)
            else:
                site.terminate()
            site.wait(timeout=PATIENCE)


def _start(
    environment: dict[str, str], options: Sequence[str]
) -> tuple[subprocess.Popen[bytes], int]:
    """Return the process and its port. The socket is opened first, so early requests wait for the
    server.
    """
    with socket.create_server(("127.0.0.1", 0)) as server:
        # Not with -m: after SIGUSR2, "http" would then be gunicorn's module.
        gunicorn = [
            str(Path(sys.executable).with_name("gunicorn")),
            "--config",
            "pactdir/gunicorn.py",
        ]
        site = subprocess.Popen(
            [*gunicorn, *(options or ["--bind", f"fd://{server.fileno()}"])],
            cwd=PROJECT,
            env=environment,
            pass_fds=[server.fileno()],
        )
        return site, server.getsockname()[1]
