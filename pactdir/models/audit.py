"""The audit log: a row per event, which is never changed or deleted."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import datetime
from typing import Any, NoReturn

from django.db import models
from django.utils import timezone

from regions.models import ERASED


class AuditKind(models.TextChoices):
    LOG_IN = "log_in", "aangemeld"
    LOG_IN_FAILED = "log_in_failed", "aanmelden mislukt"
    STEP_FAILED = "step_failed", "tweede stap mislukt"
    LOG_OUT = "log_out", "afgemeld"
    ACCOUNT_MADE = "account_made", "account gemaakt"
    ACCOUNT_CHANGED = "account_changed", "account gewijzigd"
    ACCOUNT_DELETED = "account_deleted", "account verwijderd"
    INVITED = "invited", "uitgenodigd"
    INVITATION_ACCEPTED = "invitation_accepted", "uitnodiging aangenomen"
    INVITATION_WITHDRAWN = "invitation_withdrawn", "uitnodiging ingetrokken"
    RIGHTS_GIVEN = "rights_given", "rechten gegeven"
    RIGHTS_WITHDRAWN = "rights_withdrawn", "rechten ingetrokken"
    STEP_SET = "step_set", "tweede stap ingesteld"
    STEP_REMOVED = "step_removed", "tweede stap weggehaald"
    STEP_RESET = "step_reset", "tweede stap gewist"
    CODES_MADE = "codes_made", "nieuwe herstelcodes"
    PASSWORD_CHOSEN = "password_chosen", "wachtwoord gekozen"
    PASSWORD_GIVEN = "password_given", "wachtwoord door een ander ingesteld"
    IMPORTED = "imported", "bestand geladen"
    IMPORT_UNDONE = "import_undone", "laden ongedaan gemaakt"
    EXPORTED = "exported", "logboek opgehaald"
    PREVIEW_MADE = "preview_made", "voorbeeld gemaakt"
    PREVIEW_REVOKED = "preview_revoked", "voorbeeld ingetrokken"
    SUBSCRIPTION_ENDED = "subscription_ended", "abonnement beëindigd"
    DIGEST_QUEUED = "digest_queued", "nieuws per mail klaargezet"
    ERASED = "erased", "persoon gewist"
    ADDRESSES_CLEARED = "addresses_cleared", "IP-adressen gewist"
    SUBMITTED = "submitted", "ingezonden"
    SUBMISSION_ACCEPTED = "submission_accepted", "inzending opgenomen"
    SUBMISSION_REFUSED = "submission_refused", "inzending afgewezen"
    SUBMISSION_WITHDRAWN = "submission_withdrawn", "inzending ingetrokken"
    CONTACT_HIDDEN = "contact_hidden", "contactgegevens van de site gehaald"
    REMOVAL_ASKED = "removal_asked", "gevraagd om weg te halen"
    REMOVED_ON_REQUEST = "removed_on_request", "op verzoek van de site gehaald"
    REPORT_ANSWERED = "report_answered", "melding beantwoord"


# With placeholders for the actor, the object and details.
SENTENCES = {
    AuditKind.LOG_IN: "{actor} meldde zich aan.",
    AuditKind.LOG_IN_FAILED: "Aanmelden mislukte: {about}.",
    AuditKind.STEP_FAILED: "De tweede stap mislukte: {about}.",
    AuditKind.LOG_OUT: "{actor} meldde zich af.",
    AuditKind.ACCOUNT_MADE: "{actor} maakte een account: {about}.",
    AuditKind.ACCOUNT_CHANGED: "{actor} wijzigde het account van {about}: {detail}.",
    AuditKind.ACCOUNT_DELETED: "{actor} verwijderde het account van {about}.",
    AuditKind.INVITED: "{actor} nodigde {about} uit.",
    AuditKind.INVITATION_ACCEPTED: "{actor} nam de uitnodiging aan.",
    AuditKind.INVITATION_WITHDRAWN: "{actor} trok de uitnodiging in van {about}.",
    AuditKind.RIGHTS_GIVEN: "{actor} gaf {about} rechten: {detail}.",
    AuditKind.RIGHTS_WITHDRAWN: "{actor} trok rechten in van {about}: {detail}.",
    AuditKind.STEP_SET: "{actor} stelde een tweede stap in.",
    AuditKind.STEP_REMOVED: "{actor} haalde een tweede stap weg.",
    AuditKind.STEP_RESET: "{actor} wiste de tweede stap van {about}.",
    AuditKind.CODES_MADE: "{actor} maakte nieuwe herstelcodes.",
    AuditKind.PASSWORD_CHOSEN: "{actor} koos een nieuw wachtwoord.",
    AuditKind.PASSWORD_GIVEN: "{actor} stelde een wachtwoord in voor {about}.",
    AuditKind.IMPORTED: "{actor} laadde {about}.",
    AuditKind.IMPORT_UNDONE: "{actor} maakte het laden ongedaan van {about}.",
    AuditKind.EXPORTED: "{actor} haalde {about} op.",
    AuditKind.PREVIEW_MADE: "{actor} maakte een voorbeeld van {about}.",
    AuditKind.PREVIEW_REVOKED: "{actor} trok het voorbeeld in van {about}.",
    AuditKind.SUBSCRIPTION_ENDED: "{actor} beëindigde een abonnement op de mail.",
    AuditKind.DIGEST_QUEUED: "{actor} zette nieuws per mail klaar: {detail}.",
    AuditKind.ERASED: "{actor} wiste een persoon.",
    AuditKind.SUBMITTED: "{actor} zond in: {detail}.",
    AuditKind.SUBMISSION_ACCEPTED: "{actor} nam een inzending op: {detail}.",
    AuditKind.SUBMISSION_REFUSED: "{actor} wees een inzending af: {detail}.",
    AuditKind.SUBMISSION_WITHDRAWN: "{actor} trok een inzending in: {detail}.",
    AuditKind.CONTACT_HIDDEN: "{actor} haalde contactgegevens van de site: {detail}.",
    AuditKind.REMOVAL_ASKED: "{actor} vroeg om iets van de site te halen: {detail}.",
    AuditKind.REMOVED_ON_REQUEST: "{actor} haalde op verzoek iets van de site: {detail}.",
    AuditKind.REPORT_ANSWERED: "{actor} beantwoordde een melding: {detail}.",
    AuditKind.ADDRESSES_CLEARED: "{actor} wiste oude IP-adressen: {detail}.",
}
LOG_OUT_ELSEWHERE = "{actor} meldde een andere sessie af: {detail}."
SERVER = "een opdracht op de server"
SOMEBODY = "iemand die niet was aangemeld"
UNKNOWN_NAME = "een naam die hier niet bekend is"


class AppendOnly(RuntimeError):
    """Raised on an attempt to change or delete an event in the audit log."""


class AuditEventQuerySet(models.QuerySet):
    def update(self, **kwargs: Any) -> NoReturn:
        raise AppendOnly

    def delete(self) -> NoReturn:
        raise AppendOnly

    def bulk_update(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise AppendOnly

    def bulk_create(self, *args: Any, update_conflicts: bool = False, **kwargs: Any) -> Any:
        if update_conflicts:
            raise AppendOnly
        return super().bulk_create(*args, **kwargs)

    def clear_addresses(self, before: datetime) -> int:
        """Return the number of events; `retention` records that this was done."""
        rows = self.filter(at__lt=before, address__isnull=False).order_by()
        return models.QuerySet.update(rows, address=None)

    def erase_person(self, keys: Collection[int], erased_from: Callable[[str], str]) -> None:
        """Erase names of these users, and names in all texts; the events stay."""
        for role in ("actor", "about"):
            rows = self.filter(**{f"{role}_key__in": keys}).order_by()
            models.QuerySet.update(rows, **{f"{role}_name": ERASED})
        names = ("actor_name", "about_name", "detail")
        for key, *texts in self.order_by().values_list("pk", *names).iterator():
            erased = [erased_from(text) for text in texts]
            if erased != texts:
                rows = self.filter(pk=key).order_by()
                models.QuerySet.update(rows, **dict(zip(names, erased, strict=True)))


class AuditEvent(models.Model):
    """Stores keys and names as they were; they remain after an account or region is deleted."""

    at = models.DateTimeField("wanneer", default=timezone.now)
    kind = models.CharField("soort", max_length=20, choices=AuditKind)
    actor_key = models.PositiveBigIntegerField("nummer van wie", null=True, blank=True)
    actor_name = models.CharField("wie", max_length=301, blank=True)
    about_key = models.PositiveBigIntegerField("nummer van over wie", null=True, blank=True)
    about_name = models.CharField("over", max_length=301, blank=True)
    region = models.ForeignKey(
        "regions.Region",
        models.DO_NOTHING,
        null=True,
        blank=True,
        db_constraint=False,
        db_index=False,
        related_name="+",
        verbose_name="regio",
    )
    detail = models.CharField("verder", max_length=300, blank=True)
    address = models.GenericIPAddressField("IP-adres", null=True, blank=True)

    objects = AuditEventQuerySet.as_manager()

    class Meta:
        verbose_name = "gebeurtenis"
        verbose_name_plural = "gebeurtenissen in het logboek"
        ordering = ["-at", "-pk"]
        base_manager_name = "objects"
        indexes = [
            models.Index(fields=["-at", "-id"], name="audit_at"),
            models.Index(fields=["kind", "-at"], name="audit_kind"),
            models.Index(fields=["actor_key", "-at"], name="audit_actor"),
            models.Index(fields=["about_key", "-at"], name="audit_about"),
            models.Index(fields=["region", "-at"], name="audit_region"),
        ]

    def __str__(self) -> str:
        return self.sentence

    @property
    def sentence(self) -> str:
        # If users end sessions elsewhere, the detail is the browser.
        is_elsewhere = self.kind == AuditKind.LOG_OUT and self.detail
        sentence = LOG_OUT_ELSEWHERE if is_elsewhere else SENTENCES[AuditKind(self.kind)]
        sentence = sentence.format(
            actor=self.actor_name or SOMEBODY,
            about=self.about_name or UNKNOWN_NAME,
            detail=self.detail,
        )
        return sentence[:1].upper() + sentence[1:]

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise AppendOnly
        super().save(*args, **{**kwargs, "force_insert": True})

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise AppendOnly
