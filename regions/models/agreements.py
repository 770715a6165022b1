"""What was agreed, for how long, under whose lead and with which money."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import models
from django.db.models import Q

from regions.directory import (
    DirectoryModel,
    NamedModel,
    Sourced,
    ends_after_start,
    source_required,
)
from regions.fields.partial_date import PartialDateField
from regions.wording.shapes import Shape
from regions.wording.sources import with_date


class FundingPeriod(DirectoryModel, Sourced):
    """A national period of the funding scheme, in whole years."""

    is_shared = True

    first_year = models.PositiveSmallIntegerField("eerste jaar")
    last_year = models.PositiveSmallIntegerField("laatste jaar")

    class Meta(DirectoryModel.Meta):
        verbose_name = "subsidieperiode"
        verbose_name_plural = "subsidieperioden"
        ordering = ["first_year"]
        constraints = [
            models.CheckConstraint(
                condition=Q(last_year__gte=models.F("first_year")),
                name="funding_period_ends_after_start",
                violation_error_message="Het einde ligt vóór het begin.",
            ),
            models.UniqueConstraint(
                fields=["first_year", "last_year"],
                name="funding_period_once",
                violation_error_message="Deze periode staat er al.",
            ),
        ]

    def __str__(self) -> str:
        if self.first_year == self.last_year:
            return str(self.first_year)
        return f"{self.first_year}-{self.last_year}"


class ProgrammeLine(DirectoryModel, Sourced):
    """A line of work of a funding period, named once a source names it."""

    is_shared = True

    funding_period = models.ForeignKey(
        FundingPeriod,
        models.CASCADE,
        related_name="programme_lines",
        verbose_name="subsidieperiode",
    )
    number = models.PositiveSmallIntegerField("nummer")
    name = models.CharField("naam", max_length=200)

    class Meta(DirectoryModel.Meta):
        verbose_name = "programmalijn"
        verbose_name_plural = "programmalijnen"
        ordering = ["funding_period", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["funding_period", "number"],
                name="programme_line_number_once",
                violation_error_message="Dit nummer is in deze periode al gebruikt.",
            ),
            source_required("programme_line_has_source"),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.name} ({self.funding_period})"


class Organisation(NamedModel):
    """A legal body that leads an agreement or governs schools."""

    is_shared = True

    website = models.URLField("site", blank=True)

    class Meta(NamedModel.Meta):
        verbose_name = "organisatie"
        verbose_name_plural = "organisaties"
        ordering = ["folded_name", "pk"]


class OrganisationName(DirectoryModel):
    """Another name an organisation is known by."""

    is_shared = True

    organisation = models.ForeignKey(
        Organisation, models.CASCADE, related_name="other_names", verbose_name="organisatie"
    )
    name = models.CharField("naam", max_length=120)

    class Meta(DirectoryModel.Meta):
        verbose_name = "andere naam"
        verbose_name_plural = "andere namen"
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name


class AgreementKind(models.TextChoices):
    AGREEMENT = "overeenkomst", "Overeenkomst"
    STO_PROJECT = "sto-project", "STO-project"


class EndWording(models.TextChoices):
    """How the source words the end; "tot 2023" may mean before it or in it."""

    INCLUDING = "tot-en-met", "tot en met"
    UNTIL = "tot", "tot"
    AT_LEAST = "in-elk-geval-tot", "in elk geval tot"


@dataclass(frozen=True)
class AgreementState:
    """How an agreement stands on a day: a shape, a label, a whole sentence, and a clause that
    stands behind the name of its region."""

    mark: Shape
    label: str
    sentence: str
    clause: str


class Agreement(DirectoryModel, Sourced):
    """One period of a region."""

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
    project_numbers = models.CharField(
        "projectnummers", max_length=200, blank=True, help_text="Met een komma ertussen."
    )
    is_signed = models.BooleanField(
        "ondertekend", default=False, help_text="Vink aan als de bron zegt dat er is ondertekend."
    )
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
    terminated = PartialDateField(
        "beëindigd op", end=True, help_text="Alleen als een bron zegt dat het echt is geëindigd."
    )
    termination_source = models.CharField("bron van het einde", max_length=200, blank=True)
    budget = models.DecimalField(
        "budget in euro", max_digits=12, decimal_places=2, null=True, blank=True
    )
    budget_note = models.CharField(
        "bij het budget", max_length=200, blank=True, help_text="Bijvoorbeeld: per vier jaar."
    )
    note = models.TextField("toelichting", blank=True)

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
    def end_in_words(self) -> str:
        """ "in elk geval tot juni 2024", or nothing where no end is known."""
        return f"{self.get_end_wording_display()} {self.ends}" if self.ends else ""

    @property
    def period_in_words(self) -> str:
        if self.starts and self.ends:
            return f"van {self.starts} {self.end_in_words}"
        return self.end_in_words or (f"vanaf {self.starts}" if self.starts else "")

    def state(self, on: date, follow_up: Agreement | None = None) -> AgreementState:
        """How it stands that day; `follow_up` is a newer agreement of its region, if it has one."""
        name = self.get_kind_display()
        called = _CALLED[AgreementKind(self.kind)]
        if self.terminated and self.terminated.first_day <= on:
            return AgreementState(
                Shape.ENDED,
                f"Beëindigd ({self.terminated})",
                f"{name} beëindigd: {self.terminated}. Bron: {with_date(self.termination_source)}.",
                f"{called} beëindigd ({self.terminated})",
            )
        if self.is_ahead(on):
            return AgreementState(
                Shape.AHEAD,
                f"Begint {self.starts}",
                f"{name} begint {self.starts}.",
                f"{called} begint {self.starts}",
            )
        if self.ends is None:
            return AgreementState(
                Shape.UNKNOWN,
                "Einddatum niet bekend",
                f"{name}, einddatum niet bekend.",
                f"of {_THE[AgreementKind(self.kind)]} nog loopt, weten wij niet",
            )
        if self.ends.last_day >= on:
            return AgreementState(
                Shape.OPEN,
                f"Loopt {self.end_in_words}",
                f"{name} loopt {self.end_in_words}.",
                f"{called} loopt {self.end_in_words}",
            )
        short, sentence = _follow_up_in_words(follow_up, on)
        return AgreementState(
            Shape.PASSED,
            f"{self.end_in_words[:1].upper()}{self.end_in_words[1:]}, {short}",
            f"{name} {self.end_in_words}. {sentence}.",
            f"{called} {self.end_in_words}; {sentence[:1].lower()}{sentence[1:]}",
        )

    def is_ahead(self, on: date) -> bool:
        return self.starts is not None and self.starts.first_day > on

    @property
    def last_day(self) -> date:
        """Its last day as far as is known: terminated by a source, else agreed, else none."""
        end = self.terminated or self.ends
        return end.last_day if end else date.max


# In the middle of a sentence.
_CALLED = {AgreementKind.AGREEMENT: "overeenkomst", AgreementKind.STO_PROJECT: "STO-project"}
_THE = {AgreementKind.AGREEMENT: "de overeenkomst", AgreementKind.STO_PROJECT: "het STO-project"}


def _follow_up_in_words(follow_up: Agreement | None, on: date) -> tuple[str, str]:
    """What comes after an end that passed, in short and as a sentence."""
    if follow_up is None:
        return "vervolg niet bekend", "Of er een vervolg is, weten wij niet"
    if follow_up.is_ahead(on):
        begins = f"begint {follow_up.starts}"
        return f"vervolg {begins}", f"Een nieuwere overeenkomst {begins}"
    return "met een vervolg", "Er is een nieuwere overeenkomst"


def spoken_of(agreements: Iterable[Agreement], on: date) -> Agreement | None:
    """The agreement to speak of that day: the one that ends last of those that have begun."""
    agreements = list(agreements)
    begun = [agreement for agreement in agreements if not agreement.is_ahead(on)]
    return max(begun or agreements, key=_last_day, default=None)


def states_of(agreements: Iterable[Agreement], on: date) -> list[tuple[Agreement, AgreementState]]:
    """Every agreement with how it stands that day, the one that ends last first."""
    by_end = sorted(agreements, key=_last_day, reverse=True)
    # What has begun before what is ahead.
    later = sorted(by_end, key=lambda agreement: agreement.is_ahead(on))
    return [(agreement, agreement.state(on, _next(agreement, later))) for agreement in by_end]


def _next(agreement: Agreement, others: Iterable[Agreement]) -> Agreement | None:
    return next((other for other in others if other.last_day > agreement.last_day), None)


def _last_day(agreement: Agreement) -> date:
    return agreement.last_day
