import os
import re
import socket
import stat

import pytest

from pactdir.deploy.first_run import check_port, make_private_folder, write_env_file


def test_writes_a_private_env_file(tmp_path):
    write_env_file(tmp_path / ".env")

    secret, *rest = (tmp_path / ".env").read_text().splitlines()[1:]
    assert re.fullmatch(r"SECRET_KEY=[\w-]{50,}", secret)
    assert rest == [
        "DATABASE_URL=sqlite:///.run/pactdir.sqlite3",
        "ALLOWED_HOSTS=127.0.0.1,localhost",
        "HTTPS=off",
        'CONTROLLER_NAME="Beheerder van de demo (verzonnen)"',
        "CONTROLLER_EMAIL=beheerder@demo.example",
    ]
    assert stat.S_IMODE((tmp_path / ".env").stat().st_mode) == 0o600


def test_writes_a_different_secret_each_time(tmp_path):
    write_env_file(tmp_path / "one")
    write_env_file(tmp_path / "other")

    assert (tmp_path / "one").read_text() != (tmp_path / "other").read_text()


def test_leaves_an_existing_env_file_unchanged(tmp_path):
    (tmp_path / ".env").write_text("HTTPS=on\n")

    write_env_file(tmp_path / ".env")

    assert (tmp_path / ".env").read_text() == "HTTPS=on\n"


def test_reports_an_occupied_port_and_suggests_another():
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        with pytest.raises(SystemExit) as error:
            check_port(str(port))

    assert str(error.value).startswith(f"Poort {port} is bezet")
    check_port(str(port))  # the port is free again, and no longer refused


@pytest.mark.parametrize("port", ["", "0", "65536", "web", "-1", "²"])
def test_reports_an_invalid_port(port):
    with pytest.raises(SystemExit, match="is geen poort"):
        check_port(port)


def test_makes_a_new_or_existing_folder_private(tmp_path):
    folder = tmp_path / ".run"
    folder.mkdir(mode=0o755)
    for name in ["pactdir.sqlite3", "pactdir.sqlite3-wal", "back-up.sqlite3", "site.log"]:
        (folder / name).touch(mode=0o644)
    (folder / "static").mkdir(mode=0o755)

    make_private_folder(folder)
    make_private_folder(tmp_path / "new")

    made_private = [folder, *folder.iterdir(), tmp_path / "new"]
    assert len(made_private) == 7
    assert [path.name for path in made_private if path.stat().st_mode & 0o077] == []
    assert os.access(folder / "static", os.X_OK)
