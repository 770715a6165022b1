"""An agreement of a region for one period, and its status in words."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.text import capfirst

from regions.clock import AsOf
from regions.directory import DirectoryModel, Sourced, ends_after_start, source_required
from regions.fields.partial_date import PartialDateField
from regions.models.agreements.funding import FundingPeriod
from regions.models.agreements.organisations import Organisation
from regions.models.agreements.states import IS_AHEAD, AgreementState, mark_on
from regions.wording.shapes import Shape
from regions.wording.sources import with_date


class AgreementKind(models.TextChoices):
    AGREEMENT = "overeenkomst", "Overeenkomst"
    STO_PROJECT = "sto-project", "STO-project"


class EndWording(models.TextChoices):
    """The wording of the end in the source; "tot 2023" may or may not include 2023."""

    INCLUDING = "tot-en-met", "tot en met"
    UNTIL = "tot", "tot"
    AT_LEAST = "in-elk-geval-tot", "in elk geval tot"


class Agreement(DirectoryModel, Sourced):
    """An agreement of a region for one period."""

    owner_path = "region"

    region = models.ForeignKey(
        "regions.Region", models.CASCADE, related_name="agreements", verbose_name="regio"
    )
    kind = models.CharField("soort", max_length=20, choices=AgreementKind.choices)
    funding_period = models.ForeignKey(
        FundingPeriod,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="agreements",
        verbose_name="subsidieperiode",
    )
    lead_organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="agreements",
        verbose_name="penvoerder",
    )
    project_numbers = models.CharField("projectnummers", max_length=200, blank=True)
    is_signed = models.BooleanField("ondertekend", default=False)
    signed = PartialDateField("ondertekend op")
    signed_at = models.CharField("ondertekend in", max_length=120, blank=True)
    starts = PartialDateField("begint")
    ends = PartialDateField("loopt tot", end=True)
    end_wording = models.CharField(
        "hoe de bron het einde noemt",
        max_length=20,
        choices=EndWording.choices,
        default=EndWording.INCLUDING,
    )
    terminated = PartialDateField("beëindigd op", end=True)
    termination_source = models.CharField("bron van het einde", max_length=200, blank=True)
    budget = models.DecimalField(
        "budget in euro", max_digits=12, decimal_places=2, null=True, blank=True
    )
    budget_note = models.CharField("bij het budget", max_length=200, blank=True)
    note = models.TextField("toelichting", blank=True)
    end_goal = models.TextField("einddoel", blank=True)

    class Meta(DirectoryModel.Meta):
        verbose_name = "overeenkomst"
        verbose_name_plural = "overeenkomsten"
        ordering = ["region", models.F("ends").desc(nulls_first=True), "pk"]
        constraints = [
            source_required("agreement_has_source"),
            ends_after_start("starts", "ends", "agreement_ends_after_start"),
            ends_after_start("starts", "terminated", "agreement_terminated_after_start"),
            models.CheckConstraint(
                condition=Q(signed__isnull=True) | Q(is_signed=True),
                name="agreement_signed_on_is_signed",
                violation_error_message="Er staat een datum van ondertekening: vink ook "
                "'ondertekend' aan.",
            ),
            models.CheckConstraint(
                condition=Q(terminated__isnull=True) | ~Q(termination_source=""),
                name="agreement_termination_has_source",
                violation_error_message="Noem de bron die zegt dat het is beëindigd.",
            ),
            models.CheckConstraint(
                condition=Q(budget__isnull=True) | Q(budget__gte=0),
                name="agreement_budget_not_negative",
                violation_error_message="Een budget is niet lager dan nul.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.period_in_words}".strip()

    @property
    def anchor(self) -> str:
        return f"overeenkomst-{self.pk}"

    @property
    def end_goal_anchor(self) -> str:
        return f"einddoel-{self.pk}"

    @property
    def end_goal_in_words(self) -> str:
        """Only a goal can be measured by figures, so an end goal is never measured here."""
        return f"Einddoel van {self.in_a_sentence}: {self.end_goal} Geen meting bekend."

    @property
    def in_a_sentence(self) -> str:
        return _NOUNS_WITH_ARTICLE[AgreementKind(self.kind)]

    @property
    def end_in_words(self) -> str:
        return f"{self.get_end_wording_display()} {self.ends}" if self.ends else ""

    @property
    def period_in_words(self) -> str:
        if self.starts and self.ends:
            return f"van {self.starts} {self.end_in_words}"
        return self.end_in_words or (f"vanaf {self.starts}" if self.starts else "")

    def state(self, on: date, follow_up: Agreement | None = None) -> AgreementState:
        """`follow_up` is a newer agreement of the same region, if there is one."""
        mark = mark_on(self, on)
        name = self.get_kind_display()
        kind = _NOUNS[AgreementKind(self.kind)]
        follow = ""
        match mark:
            case Shape.ENDED:
                source = with_date(self.termination_source)
                label = f"Beëindigd ({self.terminated})"
                sentence = f"{name} beëindigd: {self.terminated}. Bron: {source}."
                clause = f"{kind} beëindigd ({self.terminated})"
            case Shape.AHEAD:
                starts = self.starts.in_a_sentence if self.starts else ""
                label = f"Begint {starts}"
                sentence = f"{name} begint {starts}."
                clause = f"{kind} begint {starts}"
            case Shape.UNKNOWN:
                label = "Einddatum niet bekend"
                sentence = f"{name}, einddatum niet bekend."
                clause = f"of {self.in_a_sentence} nog loopt, weten wij niet"
            case Shape.OPEN:
                label = f"Loopt {self.end_in_words}"
                sentence = f"{name} loopt {self.end_in_words}."
                clause = f"{kind} loopt {self.end_in_words}"
            case _:
                short, follow = _follow_up_in_words(follow_up, on)
                label = f"{capfirst(self.end_in_words)}, {short}"
                sentence = f"{name} {self.end_in_words}. {follow}."
                clause = f"{kind} {self.end_in_words}; {follow[:1].lower()}{follow[1:]}"
                follow += "."
        return AgreementState(mark, label, sentence, clause, follow)

    def state_on_past_date(self, on: date, follow_up: Agreement | None = None) -> AgreementState:
        state = self.state(on, follow_up)
        name, noun = self.get_kind_display(), _NOUNS[AgreementKind(self.kind)]
        if self.terminated and self.terminated.is_around(on):
            return AgreementState(
                Shape.UNKNOWN,
                f"{state.label}, dag niet bekend",
                f"{name} beëindigd: {self.terminated}. Op welke dag is niet bekend, dus ook niet "
                f"of dit toen nog liep. Bron: {with_date(self.termination_source)}.",
                f"{state.clause}, dag niet bekend",
            )
        has_begun = self.starts and not self.starts.is_around(on)
        if has_begun or state.mark not in (Shape.OPEN, Shape.UNKNOWN):
            return state
        unknown = "vanaf welke dag" if self.starts else "vanaf wanneer"
        period = self.period_in_words
        return AgreementState(
            Shape.UNKNOWN,
            capfirst(f"{period}, {unknown} niet bekend".removeprefix(", ")),
            f"{name} {period}".strip()
            + f". {capfirst(unknown)} is niet bekend, dus ook niet of dit toen al liep.",
            f"{noun} {period}".strip() + f", {unknown} niet bekend",
        )

    def certainly_runs(self, on: date) -> bool:
        has_begun = self.starts is not None and self.starts.last_day <= on
        return has_begun and mark_on(self, on) == Shape.OPEN

    def had_lead(self, as_of: AsOf) -> bool:
        """False as of a past date on which the agreement may not have started."""
        return bool(self.starts) or not as_of.is_past

    def is_signed_by(self, on: date) -> bool:
        return self.is_signed and (self.signed is None or self.signed.first_day <= on)

    def signed_in_words(self, as_of: AsOf) -> str:
        """Return "" if it is not known to be signed by that date."""
        if not self.is_signed_by(as_of.on):
            return ""
        if self.signed:
            return str(self.signed)
        if not as_of.is_past:
            return "ja, datum niet bekend"
        if self.ends and self.ends.last_day <= as_of.on:
            period = f"de looptijd is {self.end_in_words}"
            return f"toen al, want {period} (afgeleid); wanneer is niet bekend"
        return SIGNING_DAY_UNKNOWN

    def is_ahead(self, on: date) -> bool:
        return IS_AHEAD.holds(self, on)

    @property
    def last_day(self) -> date:
        end = self.terminated or self.ends
        return end.last_day if end else date.max


SIGNING_DAY_UNKNOWN = "wanneer is niet bekend, dus ook niet of dat toen al zo was"
# Names for use within a sentence.
_NOUNS = {AgreementKind.AGREEMENT: "overeenkomst", AgreementKind.STO_PROJECT: "STO-project"}
_NOUNS_WITH_ARTICLE = {
    AgreementKind.AGREEMENT: "de overeenkomst",
    AgreementKind.STO_PROJECT: "het STO-project",
}


def _follow_up_in_words(follow_up: Agreement | None, on: date) -> tuple[str, str]:
    if follow_up is None:
        return "vervolg niet bekend", "Of er een vervolg is, weten wij niet"
    if follow_up.starts and follow_up.is_ahead(on):
        begins = f"begint {follow_up.starts.in_a_sentence}"
        return f"vervolg {begins}", f"Een nieuwere overeenkomst {begins}"
    return "met een vervolg", "Er is een nieuwere overeenkomst"
