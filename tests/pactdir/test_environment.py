import os
from datetime import date
from pathlib import Path

import pytest

from pactdir.environment import read_environment

GOOD = {
    "SECRET_KEY": "geheim" * 10,
    "DATABASE_URL": "postgresql:///pactdir",
    "ALLOWED_HOSTS": "pactdir.example,www.pactdir.example",
}
NO_FILE = Path("/nowhere/.env")


@pytest.fixture
def environment(monkeypatch):
    """An environment of our own, in which a `.env` may be read without a trace."""
    monkeypatch.setattr(os, "environ", values := dict(GOOD))
    return values


def refusal():
    with pytest.raises(SystemExit) as stop:
        read_environment(NO_FILE)
    first, *lines = str(stop.value).splitlines()
    assert first == "De site start niet. Zet dit goed in de omgeving of in .env:"
    return [line.strip() for line in lines]


def test_names_all_that_is_missing_at_once(environment):
    environment.clear()

    assert refusal() == [
        "SECRET_KEY: ontbreekt",
        "DATABASE_URL: ontbreekt",
        "ALLOWED_HOSTS: ontbreekt",
    ]


@pytest.mark.parametrize("name", GOOD)
def test_names_the_one_that_is_missing(environment, name):
    del environment[name]

    assert refusal() == [f"{name}: ontbreekt"]


def test_names_all_that_is_wrong_at_once(environment):
    environment.update(
        SECRET_KEY="kort",
        DATABASE_URL="mysql://localhost/pactdir",
        ALLOWED_HOSTS="*",
        HTTPS="misschien",
        CONTROLLER_EMAIL="geen adres",
    )

    assert refusal() == [
        "SECRET_KEY: korter dan 50 tekens",
        "DATABASE_URL: begint niet met sqlite:// of postgresql://",
        "ALLOWED_HOSTS: noem de hosts zelf; een * laat elke naam toe",
        "HTTPS: is niet on of off",
        "CONTROLLER_EMAIL: is geen e-mailadres",
    ]


@pytest.mark.parametrize(
    ("name", "value", "complaint"),
    [
        ("SECRET_KEY", "", "korter dan 50 tekens"),
        ("DATABASE_URL", "", "begint niet met sqlite:// of postgresql://"),
        ("DATABASE_URL", "postgresql://db:poort/pactdir", "is geen leesbaar database-adres"),
        ("DATABASE_URL", "postgresql://[db/pactdir", "is geen leesbaar database-adres"),
        ("DATABASE_URL", "postgresql://db", "noemt geen database"),
        ("DATABASE_URL", "sqlite://", "noemt geen database"),
        ("ALLOWED_HOSTS", "", "noemt geen host"),
        ("ALLOWED_HOSTS", "pactdir.example,", "noemt geen host"),
        ("HTTPS", "", "is niet on of off"),
    ],
)
def test_names_a_value_that_cannot_be(environment, name, value, complaint):
    environment[name] = value

    assert refusal() == [f"{name}: {complaint}"]


def test_is_strict_unless_told_otherwise(environment):
    values = read_environment(NO_FILE)

    assert values["HTTPS"] is True
    assert values["ALLOWED_HOSTS"] == ["pactdir.example", "www.pactdir.example"]
    assert (values["CONTROLLER_NAME"], values["CONTROLLER_EMAIL"]) == ("", "")


def test_forgives_spaces_between_hosts(environment):
    environment["ALLOWED_HOSTS"] = "pactdir.example, www.pactdir.example"

    assert read_environment(NO_FILE)["ALLOWED_HOSTS"] == ["pactdir.example", "www.pactdir.example"]


def test_finds_a_sqlite_file_beside_the_env_file_from_any_folder(environment):
    environment["DATABASE_URL"] = "sqlite:///.run/pactdir.sqlite3"

    assert read_environment(NO_FILE)["DATABASE"]["NAME"] == "/nowhere/.run/pactdir.sqlite3"


def test_leaves_a_sqlite_file_with_a_full_path_where_it_is(environment):
    environment["DATABASE_URL"] = "sqlite:////data/pactdir.sqlite3"

    assert read_environment(NO_FILE)["DATABASE"]["NAME"] == "/data/pactdir.sqlite3"


@pytest.mark.parametrize("value", ["", ".run/static"])
def test_keeps_static_files_in_a_folder_of_their_own(environment, value):
    environment["STATIC_ROOT"] = value

    assert read_environment(NO_FILE)["STATIC_ROOT"] == Path("/nowhere/.run/static")


@pytest.mark.parametrize(("word", "meaning"), [("on", True), ("off", False)])
def test_takes_https_on_or_off(environment, word, meaning):
    environment["HTTPS"] = word

    assert read_environment(NO_FILE)["HTTPS"] is meaning


def test_finds_a_database_behind_a_socket_in_a_folder(environment):
    environment["DATABASE_URL"] = "postgresql://postgres@%2Ftmp%2FpgAbC/pactdir"

    database = read_environment(NO_FILE)["DATABASE"]

    assert (database["HOST"], database["USER"], database["NAME"]) == (
        "/tmp/pgAbC",  # noqa: S108 - read, not written
        "postgres",
        "pactdir",
    )


def test_reads_the_file_too_but_the_environment_wins(environment, tmp_path):
    del environment["ALLOWED_HOSTS"]
    (tmp_path / ".env").write_text(f"ALLOWED_HOSTS=uit-bestand\nSECRET_KEY={'b' * 60}\n")

    values = read_environment(tmp_path / ".env")

    assert values["ALLOWED_HOSTS"] == ["uit-bestand"]
    assert values["SECRET_KEY"] == GOOD["SECRET_KEY"]


# --- where a hole in the site is reported ---


def test_names_no_one_for_security_unless_told(environment):
    values = read_environment(NO_FILE)

    assert (values["SECURITY_CONTACT"], values["SECURITY_EXPIRES"]) == ("", None)


@pytest.mark.parametrize(
    ("value", "contact"),
    [
        ("veilig@pactdir.example", "mailto:veilig@pactdir.example"),
        ("mailto:veilig@pactdir.example", "mailto:veilig@pactdir.example"),
        ("https://pactdir.example/veilig", "https://pactdir.example/veilig"),
    ],
)
def test_takes_an_address_for_security_with_its_day(environment, value, contact):
    environment.update(SECURITY_CONTACT=value, SECURITY_EXPIRES="2027-06-30")

    values = read_environment(NO_FILE)

    assert (values["SECURITY_CONTACT"], values["SECURITY_EXPIRES"]) == (contact, date(2027, 6, 30))


@pytest.mark.parametrize(
    "value",
    [
        "veilig",
        "http://pactdir.example/",
        "https://",
        "https://a b",
        "https://pactdir.example/\n",
        "https://pactdir.example/\nExpires:x",
        "veilig@pactdir.example\n",
        "https://[a",
        "mailto:",
        "javascript:x",
    ],
)
def test_refuses_an_address_for_security_that_cannot_be(environment, value):
    environment.update(SECURITY_CONTACT=value, SECURITY_EXPIRES="2027-06-30")

    assert refusal() == ["SECURITY_CONTACT: is geen e-mailadres en geen adres met https://"]


@pytest.mark.parametrize("value", ["30-6-2027", "2027-02-30", "volgend jaar"])
def test_refuses_a_day_for_security_that_cannot_be(environment, value):
    environment.update(SECURITY_CONTACT="a@b.example", SECURITY_EXPIRES=value)

    assert refusal() == ["SECURITY_EXPIRES: is geen dag, geschreven als 2027-06-30"]


@pytest.mark.parametrize(
    ("told", "value", "missing"),
    [
        ("SECURITY_CONTACT", "a@b.example", "SECURITY_EXPIRES"),
        ("SECURITY_EXPIRES", "2027-06-30", "SECURITY_CONTACT"),
    ],
)
def test_an_address_for_security_and_its_day_belong_together(environment, told, value, missing):
    environment[told] = value

    assert refusal() == [f"{missing}: ontbreekt; SECURITY_CONTACT en -EXPIRES horen samen"]


# --- where pages are kept ---


def test_pages_are_kept_in_the_worker_unless_told(environment):
    assert read_environment(NO_FILE)["REDIS_URL"] == ""


@pytest.mark.parametrize(
    "value", ["redis://127.0.0.1:6379/0", "rediss://redis.example", "unix:///run/redis.sock"]
)
def test_takes_the_address_of_a_redis(environment, value):
    environment["REDIS_URL"] = value

    assert read_environment(NO_FILE)["REDIS_URL"] == value


@pytest.mark.parametrize("value", ["127.0.0.1:6379", "http://a", "redis://a:poort", "redis://[a"])
def test_refuses_an_address_of_a_redis_that_cannot_be(environment, value):
    environment["REDIS_URL"] = value

    assert refusal() == [
        "REDIS_URL: begint niet met redis://, rediss:// of unix://, of is niet te lezen"
    ]


def test_reads_where_official_files_are_fetched(environment):
    environment.update(
        IMPORT_SCHOOLS="", IMPORT_REGIONS="https://a.example/x.csv  https://b.example/"
    )

    sources = read_environment(NO_FILE)["IMPORT_SOURCES"]

    assert sources["schools"] == ()
    assert sources["regions"] == ("https://a.example/x.csv", "https://b.example/")
    assert sources["municipalities"] == ()
    assert len(sources["boundaries"]) == 1


def test_refuses_an_address_of_a_file_that_is_not_https(environment):
    environment["IMPORT_SCHOOLS"] = "https://a.example/ http://b.example/"

    assert refusal() == [
        "IMPORT_SCHOOLS: noemt een adres dat niet met https:// begint of niet te lezen is"
    ]
