"""A region, what it aims at and what it is about."""

from __future__ import annotations

from datetime import date
from typing import Any, Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Count, Max, Prefetch, Q
from django.urls import reverse

from regions.clock import today
from regions.directory import (
    DirectoryModel,
    DirectoryQuerySet,
    ExampleMark,
    NamedModel,
    NamedPage,
    NamedQuerySet,
    PublishedQuerySet,
    Sourced,
    one_address,
)
from regions.fields.partial_date import PartialDateField
from regions.fields.rich_text import RichTextField
from regions.models.agreements import (
    Agreement,
    AgreementState,
    ProgrammeLine,
    spoken_of,
    states_of,
)
from regions.models.links import MUNICIPALITIES


class RegionKind(models.TextChoices):
    PACT = "techniekpact", "Techniekpact"
    STO = "sto", "Sterk Techniekonderwijs"


class RegionQuerySet(PublishedQuerySet):
    def in_municipalities(self, municipalities: models.QuerySet, on: date) -> Self:
        """Regions in which one of these takes part, or a school in one of these does."""
        stated, by_schools = (
            Region.objects.filter(path.holds(on, pk__in=municipalities)).values("pk")
            for path in MUNICIPALITIES
        )
        return self.filter(Q(pk__in=stated) | Q(pk__in=by_schools))

    def for_list(self) -> Self:
        """What a row of a list shows: its agreements, to tell how it stands."""
        return self.prefetch_related("agreements").order_by("folded_name", "pk")

    def for_page(self) -> Self:
        """What the region's own page says of itself."""
        return self._with_aims().prefetch_related(
            Prefetch("region_themes", RegionTheme.objects.select_related("theme"))
        )

    def for_municipality_page(self) -> Self:
        """What a municipality's page says of a region."""
        return (
            self._with_aims()
            .prefetch_related("partner_participations__partner")
            .annotate(last_confirmed=Max("confirmations__on"))
        )

    def for_choice(self) -> Self:
        """To choose some of: by name, what is invented last."""
        return self.order_by("is_example", "folded_name", "pk")

    def for_comparison(self) -> Self:
        """What stands in a region's column beside others."""
        return self.for_page().prefetch_related(
            "school_participations__school", "partner_participations__partner"
        )

    def _with_aims(self) -> Self:
        agreements = Agreement.objects.select_related("lead_organisation", "funding_period")
        return self.prefetch_related(
            Prefetch("agreements", agreements),
            Prefetch("goals", Goal.objects.select_related("programme_line")),
            "contacts",
        )


class Region(NamedPage, Sourced, ExampleMark):
    """A partnership for technical education: a set of organisations, not a piece of ground."""

    owner_path = "pk"

    kind = models.CharField("soort", max_length=20, choices=RegionKind.choices)
    summary = models.CharField(
        "in het kort",
        max_length=400,
        blank=True,
        help_text="Twee zinnen: wat is deze regio, en voor wie?",
    )
    about = RichTextField(
        "over deze regio", blank=True, help_text="Het verhaal voor wie meer wil lezen."
    )
    aims_note = models.TextField(
        "bij de doelen",
        blank=True,
        help_text="Wat voor alle doelen geldt, zoals een streefgetal dat bij geen ervan hoort.",
    )
    website = models.URLField("eigen site", blank=True)
    editor_note = models.TextField(
        "voor de redactie",
        blank=True,
        help_text="Komt niet op de site: wat nog na te gaan is.",
    )
    example_peers = (
        "school_participations__school",
        "partner_participations__partner",
        "municipality_participations__municipality",
    )

    objects = RegionQuerySet.as_manager()

    class Meta(NamedPage.Meta):
        verbose_name = "regio"
        verbose_name_plural = "regio's"
        ordering = ["folded_name", "pk"]
        constraints = [one_address("region_address_once")]

    def get_absolute_url(self) -> str:
        return reverse("regions:detail", args=[self.slug])

    def agreement_on(self, on: date) -> Agreement | None:
        """The agreement to speak of that day: the one that ends last of those that have begun."""
        return spoken_of(self.agreements.all(), on)

    def states_on(self, on: date) -> list[tuple[Agreement, AgreementState]]:
        """Every agreement with how it stands that day, the one that ends last first."""
        return states_of(self.agreements.all(), on)


# By which rows a theme comes to stand on the site, and what must be there for those to be shown.
THEME_USES: dict[str, tuple[str, ...]] = {
    "region_themes__region": (),
    "article_themes__article": ("region",),
    "event_themes__event": ("region", "school"),
}


class ThemeQuerySet(NamedQuerySet):
    def published(self, on: date) -> Self:
        """Those that something works on, or tells of, that is on the site that day."""
        return self._used(on)

    def really_used(self, on: date) -> Self:
        """The same, of what is not invented."""
        return self._used(on, is_example=False)

    def with_regions_counted(self, on: date) -> Self:
        """With how many real regions work on each that day, as `region_count`."""
        works = Q(
            region_themes__region__published_from__lte=on, region_themes__region__is_example=False
        )
        return self.annotate(
            region_count=Count("region_themes__region", filter=works, distinct=True)
        ).order_by("folded_name", "pk")

    def _used(self, on: date, **fields: Any) -> Self:
        used = Q()
        for way, owners in THEME_USES.items():
            shown = Q(**{f"{way}__published_from__lte": on})
            if not owners:
                shown &= Q(**{f"{way}__{name}": value for name, value in fields.items()})
            for owner in owners:
                there = {f"{way}__{owner}__{name}": value for name, value in fields.items()}
                there[f"{way}__{owner}__published_from__lte"] = on
                shown &= Q(**{f"{way}__{owner}__isnull": True}) | Q(**there)
            used |= Q(pk__in=Theme.objects.filter(shown).values("pk"))
        return self.filter(used)


class Theme(NamedModel):
    """What regions work on: the policy's word, and one a pupil uses."""

    is_shared = True

    pupil_word = models.CharField(
        "woord voor leerlingen", max_length=80, blank=True, help_text="Bijvoorbeeld: robots."
    )

    region_count: int  # only from with_regions_counted()

    objects = ThemeQuerySet.as_manager()

    class Meta(NamedModel.Meta):
        verbose_name = "thema"
        verbose_name_plural = "thema's"
        ordering = ["folded_name", "pk"]

    def get_absolute_url(self) -> str:
        return reverse("themes:detail", args=[self.slug])


class RegionTheme(DirectoryModel):
    """A theme of a region, in the region's own order."""

    owner_path = "region"

    region = models.ForeignKey(
        Region, models.CASCADE, related_name="region_themes", verbose_name="regio"
    )
    theme = models.ForeignKey(
        Theme, models.PROTECT, related_name="region_themes", verbose_name="thema"
    )
    order = models.PositiveSmallIntegerField("volgorde", default=0)

    class Meta(DirectoryModel.Meta):
        verbose_name = "thema van een regio"
        verbose_name_plural = "thema's van regio's"
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["region", "theme"],
                name="theme_once_in_region",
                violation_error_message="Dit thema staat er al.",
            ),
        ]

    def __str__(self) -> str:
        return str(self.theme)


class Goal(DirectoryModel, Sourced):
    """What a region wants to reach, in its own order."""

    owner_path = "region"

    region = models.ForeignKey(Region, models.CASCADE, related_name="goals", verbose_name="regio")
    order = models.PositiveSmallIntegerField("nummer", default=0)
    text = models.TextField("doel")
    programme_line = models.ForeignKey(
        ProgrammeLine,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="goals",
        verbose_name="programmalijn",
    )
    target = models.CharField("streefwaarde", max_length=200, blank=True)
    horizon = PartialDateField("te bereiken in", end=True)

    class Meta(DirectoryModel.Meta):
        verbose_name = "doel"
        verbose_name_plural = "doelen"
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return self.text[:80]


class ConfirmedBlock(models.TextChoices):
    """The parts of a region's page that a leader confirms one by one."""

    ABOUT = "about", "Over de regio"
    GOALS = "goals", "Doelen"
    SCHOOLS = "schools", "Scholen"
    PARTNERS = "partners", "Bedrijven en partners"
    AGENDA = "agenda", "Agenda"
    CONTACT = "contact", "Contact"


class ConfirmationQuerySet(DirectoryQuerySet):
    def latest_per_block(self) -> dict[str, date]:
        """For each block the last day it was confirmed."""
        return dict(self.values_list("block").annotate(models.Max("on")).order_by())


def confirmed_long_before(confirmed: date, on: date) -> bool:
    """Whether more than a year has gone by: from then on nobody takes it for sure.

    A year after 29 February ends on 28 February.
    """
    return (confirmed.year + 1, confirmed.month, confirmed.day) < (on.year, on.month, on.day)


class Confirmation(DirectoryModel):
    """Someone looked at a block and said: this is right. Saving a typo is not that."""

    owner_path = "region"

    region = models.ForeignKey(
        Region, models.CASCADE, related_name="confirmations", verbose_name="regio"
    )
    block = models.CharField("onderdeel", max_length=10, choices=ConfirmedBlock.choices)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="door",
    )
    on = models.DateField("op", default=today)

    objects = ConfirmationQuerySet.as_manager()

    class Meta(DirectoryModel.Meta):
        verbose_name = "bevestiging"
        verbose_name_plural = "bevestigingen"
        ordering = ["-on", "-pk"]

    def __str__(self) -> str:
        return f"{self.get_block_display()} van {self.region}, {self.on}"

    def clean(self) -> None:
        super().clean()
        if isinstance(self.on, date) and self.on > today():
            raise ValidationError({"on": "Bevestigen kan niet vooruit."})
