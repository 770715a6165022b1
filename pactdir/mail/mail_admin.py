"""Admin of the mail queue for national editors: why messages failed, and resending."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest

from pactdir.mail.sending import LINK, send_again
from pactdir.models import Message
from regions.editing.national import ReadOnlyAdmin

HIDDEN = "[link, alleen voor de ontvanger]"
NOTHING_SENT = "Deze site verstuurt niets: mail komt als bestand in een map. De map is:"
CANNOT_SEND = "Alleen mislukte mail waarvan de link nog werkt, kan opnieuw."
FILES = "django.core.mail.backends.filebased.EmailBackend"


class MessageAdmin(ReadOnlyAdmin):
    list_display = ["subject", "recipient", "kind", "state", "made_at", "tries", "last_error"]
    list_filter = ["state", "kind"]
    search_fields = ["recipient", "subject"]
    actions = ["send_again"]
    fields = [
        "subject",
        "recipient",
        "kind",
        "body",
        "made_at",
        "state",
        "sent_at",
        "tries",
        "next_try_at",
        "last_error",
    ]

    readonly_fields = ["body"]

    @admin.display(description="tekst")
    def body(self, row: Message) -> str:
        return row.text.replace(LINK, HIDDEN)

    @admin.action(description="Opnieuw versturen", permissions=["view"])
    def send_again(self, request: HttpRequest, rows: QuerySet) -> None:
        again = sum(send_again(row) for row in rows)
        if again:
            self.message_user(request, f"Wordt opnieuw verstuurd: {again}.")
        if left := len(rows) - again:
            self.message_user(request, f"{CANNOT_SEND} Overgeslagen: {left}.", messages.WARNING)

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> Any:
        if settings.EMAIL_BACKEND == FILES and request.method == "GET":
            messages.info(request, f"{NOTHING_SENT} {settings.EMAIL_FILE_PATH}")
        return super().changelist_view(request, extra_context)
