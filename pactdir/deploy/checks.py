"""System checks for `manage.py check --deploy`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core import checks

from regions.clock import today

WARNING_PERIOD = timedelta(days=30)
RENEW = "Kijk na of het adres nog klopt en zet SECURITY_EXPIRES op een nieuwe dag, binnen een jaar."


def check_mail(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[checks.CheckMessage]:
    if "filebased" not in settings.EMAIL_BACKEND:
        return []
    return [
        checks.Info(
            f"Mail wordt niet verstuurd, maar komt als bestand in {settings.EMAIL_FILE_PATH}.",
            hint="Zet in EMAIL_URL waar de mailserver is.",
            id="pactdir.I002",
        )
    ]


def check_second_factor(
    app_configs: Sequence[AppConfig] | None, **kwargs: Any
) -> list[checks.CheckMessage]:
    if settings.SECOND_FACTOR == "everyone":
        return []
    if settings.SECOND_FACTOR != "nobody":
        return [
            checks.Info(
                "Niet iedereen hoeft een tweede stap te nemen bij het aanmelden: SECOND_FACTOR is "
                f"{settings.SECOND_FACTOR}.",
                hint="Moet de site voldoen aan OWASP ASVS niveau 2 (6.3.3)? Zet dan everyone.",
                id="pactdir.I003",
            )
        ]
    return [
        checks.Warning(
            "Een wachtwoord is genoeg om alles te wijzigen: SECOND_FACTOR is nobody.",
            hint="Zet SECOND_FACTOR op national, leaders of everyone.",
            id="pactdir.W003",
        )
    ]


def check_security_txt(
    app_configs: Sequence[AppConfig] | None, **kwargs: Any
) -> list[checks.CheckMessage]:
    if not settings.SECURITY_CONTACT:
        return [
            checks.Info(
                "Er is geen security.txt: SECURITY_CONTACT en SECURITY_EXPIRES ontbreken.",
                hint="Zet erin waar men een lek in de beveiliging meldt, en tot wanneer dat klopt.",
                id="pactdir.I001",
            )
        ]
    expires, day = settings.SECURITY_EXPIRES, today()
    if expires < day:
        return [
            checks.Error(f"security.txt is verlopen op {expires}.", hint=RENEW, id="pactdir.E001")
        ]
    if expires - day <= WARNING_PERIOD:
        return [
            checks.Warning(f"security.txt verloopt op {expires}.", hint=RENEW, id="pactdir.W001")
        ]
    return []
