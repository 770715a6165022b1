"""Django's session row, with its user."""

from django.conf import settings
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models


class AccountSession(AbstractBaseSession):
    """Expires at `expire_date`, which is extended with use. No IP address is stored."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        null=True,
        related_name="sessions",
        verbose_name="gebruiker",
    )
    started_at = models.DateTimeField("aangemeld op")
    seen_at = models.DateTimeField("laatst gezien op")
    browser = models.CharField("browser", max_length=60, blank=True)

    class Meta(AbstractBaseSession.Meta):
        verbose_name = "sessie"
        verbose_name_plural = "sessies"

    def __str__(self) -> str:
        return f"sessie sinds {self.started_at:%d-%m-%Y}"  # never the session key itself
