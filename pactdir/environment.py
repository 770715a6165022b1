"""What the environment must say before the site may start."""

from pathlib import Path
from typing import Any, cast

import dj_database_url
from environs import Env, EnvError, EnvValidationError
from marshmallow import ValidationError
from marshmallow.validate import Email, Length

DUTCH = {
    "Environment variable not set.": "ontbreekt",
    "Not a valid boolean.": "is niet on of off",
}
DATABASE_SCHEMES = {"sqlite", "postgres", "postgresql"}


def read_environment(env_file: Path) -> dict[str, Any]:
    """Read the settings from the environment, and from `env_file` where that exists.

    Raises SystemExit with a Dutch text that names every variable that is missing or wrong.
    """
    env = Env(eager=False)
    env.read_env(str(env_file), recurse=False)
    env.add_parser("database", lambda value: _database(value, env_file.parent))
    values = {
        "SECRET_KEY": env.str("SECRET_KEY", validate=Length(min=50, error="korter dan 50 tekens")),
        "DATABASE": env.database("DATABASE_URL"),
        "ALLOWED_HOSTS": env.list("ALLOWED_HOSTS", subcast=str.strip, validate=_hosts),
        "HTTPS": env.bool("HTTPS", True),
        "STATIC_ROOT": env_file.parent / (env.str("STATIC_ROOT", "") or ".run/static"),
        "CONTROLLER_NAME": env.str("CONTROLLER_NAME", ""),
        "CONTROLLER_EMAIL": env.str("CONTROLLER_EMAIL", "", validate=_email_or_nothing),
    }
    try:
        env.seal()
    except EnvValidationError as error:
        raise SystemExit(_explained(error)) from None
    return values


def _database(value: str, folder: Path) -> dict[str, Any]:
    """Read a database's address; a SQLite file without a full path lies in `folder`."""
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
    if database["ENGINE"] == "django.db.backends.sqlite3":
        database["NAME"] = str(folder / database["NAME"])
    return database


def _hosts(hosts: list[str]) -> None:
    if not hosts or "" in hosts:
        raise ValidationError("noemt geen host")
    if "*" in hosts:
        raise ValidationError("noem de hosts zelf; een * laat elke naam toe")


def _email_or_nothing(value: str) -> None:
    if value:
        Email(error="is geen e-mailadres")(value)


def _explained(error: EnvValidationError) -> str:
    lines = ["De site start niet. Zet dit goed in de omgeving of in .env:"]
    messages_by_name = cast(dict[str, list[str]], error.error_messages)
    for name, messages in messages_by_name.items():
        lines.append(f"  {name}: {', '.join(DUTCH.get(text, text) for text in messages)}")
    return "\n".join(lines)
