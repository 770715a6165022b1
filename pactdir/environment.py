"""Reads settings from the environment and `.env`, and validates them before the site starts."""

from collections.abc import Mapping
from datetime import date
from importlib.util import find_spec
from pathlib import Path
from typing import Any, cast
from urllib.parse import parse_qsl, urlsplit

import dj_database_url
import dj_email_url
from environs import Env, EnvError, EnvValidationError
from marshmallow import ValidationError
from marshmallow.validate import URL, Email, Length, Validator
from redis.connection import parse_url

DUTCH_MESSAGES = {
    "Environment variable not set.": "ontbreekt",
    "Not a valid boolean.": "is niet on of off",
}
PDOK = (
    "https://service.pdok.nl/cbs/gebiedsindelingen/2025/wfs/v1_0?request=GetFeature&service=WFS"
    "&version=2.0.0&typeNames=gebiedsindelingen:{}_gegeneraliseerd"
    "&outputFormat=application/json&srsName=EPSG:4326"
)
DUO = "https://duo.nl/open_onderwijsdata/images/"
# URLs of the official files by kind, separated by spaces; empty if nobody publishes such a file.
# Most contain a year. They were copied from public pages and have not been tested here.
IMPORT_URLS = {
    "municipalities": "",
    "neighbours": "",
    "boundaries": f"{PDOK.format('gemeente')} {PDOK.format('provincie')}",
    "postcodes": "https://download.geonames.org/export/zip/NL.zip",
    "schools": f"{DUO}02.-alle-vestigingen-vo.csv",
    "primaryschools": "",
    "profiles": "",
    "exams": f"{DUO}geslaagden-gezakten-en-cijfers-2024-2025.csv",
    "pupils": f"{DUO}01.-leerlingen-vo-per-vestiging-naar-onderwijstype-2025.csv",
    "candidates": f"{DUO}examenkandidaten-en-geslaagden-2020-2025.csv",
    "nationalfigures": "",
    "awards": "",
    "distances": "",
    "regions": "",
    "successions": "",
}
MAIL_SCHEMES = {"smtp", "submission", "file"}
MAIL_TIMEOUT = 20  # seconds
SECOND_FACTORS = ("nobody", "national", "leaders", "everyone")
# Options in the query of s3://bucket/folder; boto3 reads the keys from the environment itself.
S3_OPTIONS = {"endpoint_url", "region_name"}
DATABASE_SCHEMES = {"sqlite", "postgres", "postgresql"}


def read_environment(env_file: Path) -> dict[str, Any]:
    """Raises SystemExit with a Dutch message that names each missing or invalid variable."""
    env = Env(eager=False)
    env.read_env(str(env_file), recurse=False)
    env.add_parser("database", lambda value: _database(value, env_file.parent))
    env.add_parser("mail", lambda value: _mail(value, env_file.parent))
    env.add_parser("media", lambda value: _media(value, env_file.parent))
    env.add_parser("contact", _contact)
    env.add_parser("day", _day)
    env.add_parser("redis", _redis)
    env.add_parser("second_factor", _second_factor)
    env.add_parser("urls", _urls)
    values = {
        "SECRET_KEY": env.str("SECRET_KEY", validate=Length(min=50, error="korter dan 50 tekens")),
        "DATABASE": env.database("DATABASE_URL"),
        "ALLOWED_HOSTS": env.list("ALLOWED_HOSTS", subcast=str.strip, validate=_hosts),
        "HTTPS": env.bool("HTTPS", True),
        "STATIC_ROOT": env_file.parent / (env.str("STATIC_ROOT", "") or ".run/static"),
        "MEDIA_STORAGE": env.media("MEDIA_STORAGE", "file:///.run/media"),
        "CONTROLLER_NAME": env.str("CONTROLLER_NAME", ""),
        "CONTROLLER_EMAIL": env.str("CONTROLLER_EMAIL", "", validate=_optional_email),
        "EMAIL": env.mail("EMAIL_URL", "file:///.run/mail"),
        "MAIL_FROM": env.str("MAIL_FROM", "", validate=_optional_email),
        "MAIL_AT_ONCE": env.bool("MAIL_AT_ONCE", None),
        "SITE_ADDRESS": env.str("SITE_ADDRESS", "", validate=_optional_url),
        "SECURITY_CONTACT": env.contact("SECURITY_CONTACT", ""),
        "SECURITY_EXPIRES": env.day("SECURITY_EXPIRES", None),
        "SECOND_FACTOR": env.second_factor("SECOND_FACTOR", ""),
        "REDIS_URL": env.redis("REDIS_URL", ""),
        "IMPORT_SOURCES": {
            kind: env.urls(f"IMPORT_{kind.upper()}", default)
            for kind, default in IMPORT_URLS.items()
        },
    }
    try:
        env.seal()
    except EnvValidationError as error:
        raise SystemExit(
            _error_message(cast(Mapping[str, list[str]], error.error_messages))
        ) from None
    # Without HTTPS it is a demo on this machine.
    values["SECOND_FACTOR"] = values["SECOND_FACTOR"] or (
        "national" if values["HTTPS"] else "nobody"
    )
    if missing := _missing_half_of_security_txt(values):
        raise SystemExit(
            _error_message({missing: ["ontbreekt; SECURITY_CONTACT en -EXPIRES horen samen"]})
        )
    return values


def _database(value: str, folder: Path) -> dict[str, Any]:
    # A relative SQLite path is relative to `folder`.
    if value.partition("://")[0] not in DATABASE_SCHEMES:
        raise EnvError("begint niet met sqlite:// of postgresql://")
    try:
        database: dict[str, Any] = dict(
            dj_database_url.parse(value, conn_max_age=60, conn_health_checks=True)
        )
    except ValueError as error:
        raise EnvError("is geen leesbaar database-adres") from error
    if database["NAME"] in ("", ":memory:"):
        raise EnvError("noemt geen database")
    if database["ENGINE"] == "django.db.backends.postgresql":
        database["ENGINE"] = "pactdir.database.postgresql"
    if database["ENGINE"] == "django.db.backends.sqlite3":
        database["NAME"] = str(folder / database["NAME"])
    return database


def _mail(value: str, folder: Path) -> dict[str, Any]:
    # A relative path to a mail folder is relative to `folder`.
    try:
        mail: dict[str, Any] = dj_email_url.parse(value)
    except ValueError as error:
        raise EnvError("is geen leesbaar mail-adres") from error
    if value.partition("://")[0] not in MAIL_SCHEMES:
        raise EnvError("begint niet met smtp://, submission:// of file:///")
    mail["EMAIL_TIMEOUT"] = mail["EMAIL_TIMEOUT"] or MAIL_TIMEOUT
    mail["EMAIL_FILE_PATH"] = str(folder / mail["EMAIL_FILE_PATH"])
    return mail


def _media(value: str, folder: Path) -> dict[str, Any]:
    # A relative path is relative to `folder`.
    url = urlsplit(value)
    if url.scheme == "file" and url.path.strip("/") and not url.netloc:
        options = {
            "location": str(folder / url.path[1:]),
            "file_permissions_mode": 0o600,
            "directory_permissions_mode": 0o700,
        }
        return {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": options}
    if url.scheme != "s3" or not url.netloc:
        raise EnvError("begint niet met file:/// of s3:// en een bucket")
    if find_spec("storages") is None:
        raise EnvError("s3:// vraagt django-storages[s3]; dat is niet geïnstalleerd")
    query = dict(parse_qsl(url.query))
    if unknown := sorted(query.keys() - S3_OPTIONS):
        raise EnvError(f"kent geen {', '.join(unknown)}")
    place = {"bucket_name": url.netloc, "location": url.path.strip("/")}
    return {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {**place, "default_acl": "private", "file_overwrite": True, **query},
    }


def _optional_url(value: str) -> None:
    if value:
        URL(schemes={"http", "https"}, require_tld=False, error="is geen adres met https://")(value)


def _hosts(hosts: list[str]) -> None:
    if not hosts or "" in hosts:
        raise ValidationError("noemt geen host")
    if "*" in hosts:
        raise ValidationError("noem de hosts zelf; een * laat elke naam toe")


def _optional_email(value: str) -> None:
    if value:
        Email(error="is geen e-mailadres")(value)


def _contact(value: str) -> str:
    if not value or _is_valid(URL(schemes={"https"}), value):
        return value
    email = value.removeprefix("mailto:")
    if not _is_valid(Email(), email):
        raise EnvError("is geen e-mailadres en geen adres met https://")
    return f"mailto:{email}"


def _is_valid(validate: Validator, value: str) -> bool:
    try:
        validate(value)
    except ValidationError:
        return False
    return value.isprintable()


def _day(value: str) -> date | None:
    try:
        return date.fromisoformat(value) if value else None
    except ValueError as error:
        raise EnvError("is geen dag, geschreven als 2027-06-30") from error


def _second_factor(value: str) -> str:
    if value not in ("", *SECOND_FACTORS):
        raise EnvError(f"is geen {', '.join(SECOND_FACTORS[:-1])} of {SECOND_FACTORS[-1]}")
    return value


def _redis(value: str) -> str:
    try:
        if value:
            parse_url(value)
    except ValueError as error:
        raise EnvError(
            "begint niet met redis://, rediss:// of unix://, of is niet te lezen"
        ) from error
    return value


def _urls(value: str) -> tuple[str, ...]:
    urls = tuple(value.split())
    if not all(_is_valid(URL(schemes={"https"}), url) for url in urls):
        raise EnvError("noemt een adres dat niet met https:// begint of niet te lezen is")
    return urls


def _missing_half_of_security_txt(values: dict[str, Any]) -> str:
    names = ("SECURITY_CONTACT", "SECURITY_EXPIRES")
    missing = [name for name in names if not values[name]]
    return missing[0] if len(missing) == 1 else ""


def _error_message(messages_by_name: Mapping[str, list[str]]) -> str:
    lines = ["De site start niet. Zet dit goed in de omgeving of in .env:"]
    for name, messages in messages_by_name.items():
        lines.append(f"  {name}: {', '.join(DUTCH_MESSAGES.get(text, text) for text in messages)}")
    return "\n".join(lines)
