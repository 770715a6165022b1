"""Prepares the first start on a machine: checks that the port is free and writes `.env`.

It runs as `python -m pactdir.deploy.first_run` before anything is installed, without Django.
"""

import os
import secrets
import socket
from pathlib import Path

from pactdir.database.private import GROUP_AND_OTHERS

BASE_DIR = Path(__file__).resolve().parents[2]
ENV_FILE = """\
# Gemaakt door make run, alleen voor deze machine. Staat niet in git.
SECRET_KEY={secret_key}
DATABASE_URL=sqlite:///.run/pactdir.sqlite3
ALLOWED_HOSTS=127.0.0.1,localhost
HTTPS=off
CONTROLLER_NAME="Beheerder van de demo (verzonnen)"
CONTROLLER_EMAIL=beheerder@demo.example
"""


def check_port(port: str) -> None:
    """Raises SystemExit with a Dutch message if the port cannot be used."""
    if not (port.isascii() and port.isdecimal() and 1 <= int(port) <= 65535):
        raise SystemExit(f"PORT={port} is geen poort. Kies een getal, zoals PORT=8001 make run")
    with socket.socket() as probe:
        # As gunicorn does, which can bind a port in TIME_WAIT.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", int(port)))
        except OSError:
            raise SystemExit(
                f"Poort {port} is bezet of niet toegestaan. Draait de site al? "
                f"Kies anders een andere poort: PORT={int(port) + 1} make run"
            ) from None


def write_env_file(env_file: Path) -> None:
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
    try:
        descriptor = os.open(env_file, flags, mode=0o600)
    except FileExistsError:
        return
    with open(descriptor, "w") as file:
        file.write(ENV_FILE.format(secret_key=secrets.token_urlsafe(50)))


def make_private_folder(folder: Path) -> None:
    folder.mkdir(mode=0o700, exist_ok=True)
    for path in [folder, *folder.iterdir()]:
        path.chmod(path.stat().st_mode & ~GROUP_AND_OTHERS)


def main() -> None:
    check_port(os.environ["PORT"])
    make_private_folder(BASE_DIR / ".run")
    write_env_file(BASE_DIR / ".env")


if __name__ == "__main__":
    main()
