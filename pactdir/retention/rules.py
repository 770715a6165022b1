"""Retention periods of personal data, with the functions that delete older data."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from axes.models import AccessAttempt
from django.conf import settings
from django.db import transaction

from pactdir.accounts.invitations import RETENTION as INVITATION_RETENTION
from pactdir.accounts.links import LINK_LIFETIMES
from pactdir.accounts.sessions import ABSOLUTE
from pactdir.accounts.throttling import KNOWN_ADDRESS_LIFETIME
from pactdir.audit.recording import ADDRESS_RETENTION, record
from pactdir.importing.desk.uploads import LIFETIME
from pactdir.mail.sending import RETENTION as MAIL_RETENTION
from pactdir.mail.sending import expire
from pactdir.models import (
    UNCONFIRMED_LIFETIME,
    AccountLink,
    AccountSession,
    AuditEvent,
    AuditKind,
    Brake,
    ErrorReport,
    Invitation,
    LinkKind,
    PasswordRequest,
    Submission,
    SubmissionLink,
    SubmissionState,
    Subscriber,
    Upload,
)
from pactdir.models.error_reports import (
    ANSWERED_LIFETIME,
    REPORTER_LIFETIME,
    UNANSWERED_LIFETIME,
)
from pactdir.submissions.retention_periods import KEPT, LINK_LIFETIME
from regions.documents.files import clear_unused as clear_unused_documents
from regions.models import Preview
from regions.pictures.files import clear_unused
from regions.stored_files import UNUSED_LIFETIME
from regions.wording.dutch import duration_in_words

REQUEST_RETENTION = timedelta(days=1)


@dataclass(frozen=True)
class Rule:
    what: str
    kept: timedelta
    purpose: str
    # Deletes the rows that are too old at that time, and returns their number.
    forget: Callable[[datetime], int]

    @property
    def kept_in_words(self) -> str:
        return duration_in_words(self.kept)


def _older(model: Any, field: str, kept: timedelta = timedelta(0), **which: Any) -> Any:
    def forget(now: datetime) -> int:
        rows = model._base_manager.filter(**{f"{field}__lte": now - kept}, **which)
        return rows.delete()[1].get(model._meta.label, 0)

    return forget


def _older_submissions(state: SubmissionState) -> Any:
    """Drop edits of rows that still exist, whose senders may edit again; delete the rest."""
    forget = _older(Submission, "changed_at", KEPT[state], state=state)

    def drop_edits_and_forget(now: datetime) -> int:
        with transaction.atomic():
            rows = Submission.objects.filter(changed_at__lte=now - KEPT[state], state=state)
            return rows.drop_edits() + int(forget(now))

    return drop_edits_and_forget


def _clear_addresses(now: datetime) -> int:
    with transaction.atomic():
        cleared = AuditEvent.objects.clear_addresses(now - ADDRESS_RETENTION)
        if cleared:
            record(AuditKind.ADDRESSES_CLEARED, detail=str(cleared))
    return cleared


def _forget_reporters(now: datetime) -> int:
    return ErrorReport.objects.forget_reporters(now)


def _expire_mail(now: datetime) -> int:
    return expire()


INVITATION, RESET = (LINK_LIFETIMES[kind] for kind in (LinkKind.INVITATION, LinkKind.RESET))
LOCKOUT = settings.AXES_COOLOFF_TIME
RULES = [
    Rule(
        "IP-adres bij een gebeurtenis in het logboek",
        ADDRESS_RETENTION,
        "om misbruik van accounts te vinden",
        _clear_addresses,
    ),
    Rule(
        "Verkeerd wachtwoord, met wat als naam is ingevuld en het IP-adres",
        LOCKOUT,
        "om raden te stoppen",
        _older(AccessAttempt, "attempt_time", LOCKOUT),
    ),
    Rule(
        "Tellers van pogingen, waarin geen naam of IP-adres te lezen is",
        KNOWN_ADDRESS_LIFETIME,
        "om raden te stoppen",
        _older(Brake, "at", KNOWN_ADDRESS_LIFETIME),
    ),
    Rule("Mail die de site stuurde", MAIL_RETENTION, "om na te gaan of mail aankwam", _expire_mail),
    Rule(
        "E-mailadres dat is ingevuld bij “wachtwoord vergeten”",
        REQUEST_RETENTION,
        "om een link te sturen",
        _older(PasswordRequest, "made_at", REQUEST_RETENTION),
    ),
    Rule(
        "Uitnodiging",
        INVITATION,
        "om een account te beginnen",
        _older(AccountLink, "expires_at", kind=LinkKind.INVITATION),
    ),
    Rule(
        "Uitnodiging om aan een regio te werken, met het e-mailadres",
        INVITATION_RETENTION,
        "om iemand een rol te geven",
        _older(Invitation, "asked_at", INVITATION_RETENTION),
    ),
    Rule(
        "Link voor een nieuw wachtwoord",
        RESET,
        "om een wachtwoord te kiezen",
        _older(AccountLink, "expires_at", kind=LinkKind.RESET),
    ),
    Rule(
        "Sessie, met begin en browser",
        ABSOLUTE,
        "om ingelogd te blijven",
        _older(AccountSession, "expire_date"),
    ),
    Rule(
        "Voorbeeld van een pagina, met wie het maakte",
        settings.PREVIEW_LIFETIME,
        "om iets te laten zien voor het op de site staat",
        _older(Preview, "expires_at"),
    ),
    Rule(
        "Klaargezet bestand, met van wie",
        LIFETIME,
        "om bestanden te laden",
        _older(Upload, "made_at", LIFETIME),
    ),
    Rule(
        "Aanmelding voor nieuws per mail die niet is bevestigd",
        UNCONFIRMED_LIFETIME,
        "om te vragen of iemand die mail wil",
        _older(Subscriber, "asked_at", UNCONFIRMED_LIFETIME, confirmed_at__isnull=True),
    ),
    Rule(
        "Bestand van een afbeelding die niet is opgeslagen",
        UNUSED_LIFETIME,
        "om de afbeelding op te slaan",
        clear_unused,
    ),
    Rule(
        "Bestand van een document dat niet is opgeslagen",
        UNUSED_LIFETIME,
        "om het document op te slaan",
        clear_unused_documents,
    ),
    Rule(
        "Link om een bedrijf of aanbod te plaatsen, met het e-mailadres",
        LINK_LIFETIME,
        "om iets in te zenden",
        _older(SubmissionLink, "expires_at"),
    ),
    Rule(
        "Inzending die niet is verstuurd, met het e-mailadres",
        KEPT[SubmissionState.DRAFT],
        "om later verder te gaan",
        _older_submissions(SubmissionState.DRAFT),
    ),
    Rule(
        "Inzending die op antwoord wacht, met het e-mailadres",
        KEPT[SubmissionState.SENT],
        "om haar na te kijken",
        _older_submissions(SubmissionState.SENT),
    ),
    Rule(
        "Inzending die is afgewezen, met de reden en het e-mailadres",
        KEPT[SubmissionState.REFUSED],
        "om haar te kunnen verbeteren",
        _older_submissions(SubmissionState.REFUSED),
    ),
    Rule(
        "Inzending die is opgenomen, met het e-mailadres",
        KEPT[SubmissionState.ACCEPTED],
        "om een wijziging aan te nemen",
        _older_submissions(SubmissionState.ACCEPTED),
    ),
    Rule(
        "E-mailadres bij een melding die is beantwoord",
        REPORTER_LIFETIME,
        "om het antwoord te kunnen sturen",
        _forget_reporters,
    ),
    Rule(
        "Melding die is beantwoord",
        ANSWERED_LIFETIME,
        "om na te gaan wat ermee is gedaan",
        _older(ErrorReport, "answered_at", ANSWERED_LIFETIME),
    ),
    Rule(
        "Melding die niemand beantwoordde, met het e-mailadres",
        UNANSWERED_LIFETIME,
        "om haar te beantwoorden",
        _older(ErrorReport, "sent_at", UNANSWERED_LIFETIME, answered_at=None),
    ),
]


def delete_expired(now: datetime) -> dict[str, int]:
    return {rule.what: rule.forget(now) for rule in RULES}
