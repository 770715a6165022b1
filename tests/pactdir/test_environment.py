import os
from datetime import date
from pathlib import Path

import pytest

from pactdir.environment import read_environment

VALID = {
    "SECRET_KEY": "geheim" * 10,
    "DATABASE_URL": "postgresql:///pactdir",
    "ALLOWED_HOSTS": "pactdir.example,www.pactdir.example",
}
NO_FILE = Path("/nowhere/.env")


@pytest.fixture
def environment(monkeypatch):
    # An isolated environment, so that reading a `.env` has no lasting effect.
    monkeypatch.setattr(os, "environ", values := dict(VALID))
    return values


def problems():
    with pytest.raises(SystemExit) as error:
        read_environment(NO_FILE)
    first, *lines = str(error.value).splitlines()
    assert first == "De site start niet. Zet dit goed in de omgeving of in .env:"
    return [line.strip() for line in lines]


def test_reports_all_missing_settings(environment):
    environment.clear()

    assert problems() == [
        "SECRET_KEY: ontbreekt",
        "DATABASE_URL: ontbreekt",
        "ALLOWED_HOSTS: ontbreekt",
    ]


@pytest.mark.parametrize("name", VALID)
def test_reports_a_missing_setting(environment, name):
    del environment[name]

    assert problems() == [f"{name}: ontbreekt"]


def test_reports_all_invalid_settings(environment):
    environment.update(
        SECRET_KEY="kort",
        DATABASE_URL="mysql://localhost/pactdir",
        ALLOWED_HOSTS="*",
        HTTPS="misschien",
        CONTROLLER_EMAIL="geen adres",
    )

    assert problems() == [
        "SECRET_KEY: korter dan 50 tekens",
        "DATABASE_URL: begint niet met sqlite:// of postgresql://",
        "ALLOWED_HOSTS: noem de hosts zelf; een * laat elke naam toe",
        "HTTPS: is niet on of off",
        "CONTROLLER_EMAIL: is geen e-mailadres",
    ]


@pytest.mark.parametrize(
    ("name", "value", "problem"),
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
        ("EMAIL_URL", "https://mail.example", "begint niet met smtp://, submission:// of file:///"),
        ("EMAIL_URL", "smtp://mail.example:poort", "is geen leesbaar mail-adres"),
        ("MAIL_FROM", "geen adres", "is geen e-mailadres"),
        ("SITE_ADDRESS", "pactdir.example", "is geen adres met https://"),
    ],
)
def test_reports_an_invalid_value(environment, name, value, problem):
    environment[name] = value

    assert problems() == [f"{name}: {problem}"]


def test_defaults_are_strict(environment):
    values = read_environment(NO_FILE)

    assert values["HTTPS"] is True
    assert values["ALLOWED_HOSTS"] == ["pactdir.example", "www.pactdir.example"]
    assert (values["CONTROLLER_NAME"], values["CONTROLLER_EMAIL"]) == ("", "")


def test_allows_spaces_in_the_list_of_hosts(environment):
    environment["ALLOWED_HOSTS"] = "pactdir.example, www.pactdir.example"

    assert read_environment(NO_FILE)["ALLOWED_HOSTS"] == ["pactdir.example", "www.pactdir.example"]


def test_a_relative_sqlite_path_is_relative_to_the_env_file(environment):
    environment["DATABASE_URL"] = "sqlite:///.run/pactdir.sqlite3"

    assert read_environment(NO_FILE)["DATABASE"]["NAME"] == "/nowhere/.run/pactdir.sqlite3"


def test_an_absolute_sqlite_path_is_kept(environment):
    environment["DATABASE_URL"] = "sqlite:////data/pactdir.sqlite3"

    assert read_environment(NO_FILE)["DATABASE"]["NAME"] == "/data/pactdir.sqlite3"


@pytest.mark.parametrize("value", ["", ".run/static"])
def test_static_root_has_a_default(environment, value):
    environment["STATIC_ROOT"] = value

    assert read_environment(NO_FILE)["STATIC_ROOT"] == Path("/nowhere/.run/static")


@pytest.mark.parametrize(("word", "meaning"), [("on", True), ("off", False)])
def test_reads_https_on_or_off(environment, word, meaning):
    environment["HTTPS"] = word

    assert read_environment(NO_FILE)["HTTPS"] is meaning


def test_accepts_a_socket_folder_in_the_database_url(environment):
    environment["DATABASE_URL"] = "postgresql://postgres@%2Ftmp%2FpgAbC/pactdir"

    database = read_environment(NO_FILE)["DATABASE"]

    assert (database["HOST"], database["USER"], database["NAME"]) == (
        "/tmp/pgAbC",  # noqa: S108 - read, not written
        "postgres",
        "pactdir",
    )


def test_the_environment_overrides_the_env_file(environment, tmp_path):
    del environment["ALLOWED_HOSTS"]
    (tmp_path / ".env").write_text(f"ALLOWED_HOSTS=uit-bestand\nSECRET_KEY={'b' * 60}\n")

    values = read_environment(tmp_path / ".env")

    assert values["ALLOWED_HOSTS"] == ["uit-bestand"]
    assert values["SECRET_KEY"] == VALID["SECRET_KEY"]


def test_mail_is_written_to_files_beside_the_env_file_unless_a_server_is_configured(environment):
    mail = read_environment(NO_FILE)["EMAIL"]
    assert mail["EMAIL_BACKEND"].endswith("filebased.EmailBackend")
    assert mail["EMAIL_FILE_PATH"] == "/nowhere/.run/mail"

    environment["EMAIL_URL"] = "submission://noor:ge%20heim@mail.example"
    mail = read_environment(NO_FILE)["EMAIL"]

    assert mail["EMAIL_BACKEND"].endswith("smtp.EmailBackend")
    assert (mail["EMAIL_HOST"], mail["EMAIL_PORT"]) == ("mail.example", 587)
    assert (mail["EMAIL_USE_TLS"], mail["EMAIL_HOST_PASSWORD"]) == (True, "ge heim")
    assert mail["EMAIL_TIMEOUT"] == 20


# Security contact


def test_security_contact_is_empty_by_default(environment):
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
def test_reads_a_security_contact_with_its_expiry(environment, value, contact):
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
def test_refuses_an_invalid_security_contact(environment, value):
    environment.update(SECURITY_CONTACT=value, SECURITY_EXPIRES="2027-06-30")

    assert problems() == ["SECURITY_CONTACT: is geen e-mailadres en geen adres met https://"]


@pytest.mark.parametrize("value", ["30-6-2027", "2027-02-30", "volgend jaar"])
def test_refuses_an_invalid_expiry(environment, value):
    environment.update(SECURITY_CONTACT="a@b.example", SECURITY_EXPIRES=value)

    assert problems() == ["SECURITY_EXPIRES: is geen dag, geschreven als 2027-06-30"]


@pytest.mark.parametrize(
    ("setting", "value", "missing"),
    [
        ("SECURITY_CONTACT", "a@b.example", "SECURITY_EXPIRES"),
        ("SECURITY_EXPIRES", "2027-06-30", "SECURITY_CONTACT"),
    ],
)
def test_security_contact_and_expiry_require_each_other(environment, setting, value, missing):
    environment[setting] = value

    assert problems() == [f"{missing}: ontbreekt; SECURITY_CONTACT en -EXPIRES horen samen"]


# Redis


def test_redis_is_off_by_default(environment):
    assert read_environment(NO_FILE)["REDIS_URL"] == ""


@pytest.mark.parametrize(
    "value", ["redis://127.0.0.1:6379/0", "rediss://redis.example", "unix:///run/redis.sock"]
)
def test_reads_a_redis_url(environment, value):
    environment["REDIS_URL"] = value

    assert read_environment(NO_FILE)["REDIS_URL"] == value


@pytest.mark.parametrize("value", ["127.0.0.1:6379", "http://a", "redis://a:poort", "redis://[a"])
def test_refuses_an_invalid_redis_url(environment, value):
    environment["REDIS_URL"] = value

    assert problems() == [
        "REDIS_URL: begint niet met redis://, rediss:// of unix://, of is niet te lezen"
    ]


def test_reads_urls_of_official_files(environment):
    environment.update(
        IMPORT_SCHOOLS="", IMPORT_REGIONS="https://a.example/x.csv  https://b.example/"
    )

    sources = read_environment(NO_FILE)["IMPORT_SOURCES"]

    assert sources["schools"] == ()
    assert sources["regions"] == ("https://a.example/x.csv", "https://b.example/")
    assert sources["municipalities"] == ()
    assert [layer.count("provincie") for layer in sources["boundaries"]] == [0, 1]


def test_refuses_an_import_url_without_https(environment):
    environment["IMPORT_SCHOOLS"] = "https://a.example/ http://b.example/"

    assert problems() == [
        "IMPORT_SCHOOLS: noemt een adres dat niet met https:// begint of niet te lezen is"
    ]
