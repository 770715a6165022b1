"""The companies and other organisations that take part in a region."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import Prefetch, Q

from regions.directory import (
    ExampleFlag,
    NamedPage,
    PublishedQuerySet,
    Sourced,
    code_validator,
    ends_after_start,
    slug_url,
    source_required,
    unique_slug,
)
from regions.fields.choice_set import ChoiceSetField
from regions.fields.partial_date import PartialDateField
from regions.models import Municipality, Participation, Pictured, Place
from regions.models.participation import ParticipationQuerySet, once_at_a_time
from regions.wording.sources import OWN_ACCOUNT, parts, with_date

# "SBB", "register van SBB" or "lijst op www.s-bb.nl", but not "het bedrijf, erkend door SBB"
OF_SBB = re.compile(
    r"(?:(?:het )?(?:register|lijst|opgave|overzicht|site|website)(?: (?:van|op|bij))? )?"
    r"(?:https?://)?(?:www\.)?s-?bb\b(?!.*\bniet\b)",
    re.IGNORECASE,
)


class PartnerKind(models.TextChoices):
    COMPANY = "bedrijf", "bedrijf"
    TRAINING_COMPANY = "opleidingsbedrijf", "opleidingsbedrijf"
    TRADE_ASSOCIATION = "brancheorganisatie", "brancheorganisatie"
    BUSINESS_ASSOCIATION = "ondernemersvereniging", "ondernemersvereniging"
    NETWORK = "netwerk", "netwerk"
    KNOWLEDGE_INSTITUTE = "kennisinstelling", "kennisinstelling"
    OTHER = "anders", "anders"


class Sector(models.TextChoices):
    CONSTRUCTION = "bouw", "bouw"
    INSTALLATION = "installatie", "installatie en energie"
    MANUFACTURING = "maakindustrie", "metaal en maakindustrie"
    MOBILITY = "mobiliteit", "mobiliteit en transport"
    ICT = "ict", "ICT en media"
    HORTICULTURE = "groen", "groen en tuinbouw"
    CARE = "zorg", "techniek in de zorg"


class Recognition(models.TextChoices):
    """Recognition by SBB as a company that may train apprentices."""

    YES = "ja", "erkend leerbedrijf"
    NO = "nee", "geen erkend leerbedrijf"


class PartnerQuerySet(PublishedQuerySet):
    def taking_part(self, on: date, **region: Any) -> Self:
        """`region` holds filters on the region: `slug="almere"`."""
        of_region = Q(**{f"region__{field}": value for field, value in region.items()})
        rows = PartnerParticipation.objects.open(on).filter(of_region)
        return self.filter(pk__in=rows.values("partner"))

    def for_page(self, on: date) -> Self:
        rows = PartnerParticipation.objects.filter(region__published_from__lte=on)
        return self.select_related("place__municipality", "picture").prefetch_related(
            Prefetch("participations", rows.by_region())
        )

    def for_list(self, on: date) -> Self:
        rows = PartnerParticipation.objects.open(on).by_region()
        return (
            self.select_related("place")
            .prefetch_related(Prefetch("participations", rows, "open_participations"))
            .order_by("folded_name", "pk")
        )


class Partner(NamedPage, Sourced, Pictured, ExampleFlag):
    """A company, association or network that takes part. Its own contact is an office, not a
    person.

    The KVK number of a one-person firm reveals a home address, so it is public only by choice.
    """

    is_shared = True
    public_if = {
        "kvk_number": "kvk_is_public",
        "contact_email": "email_is_public",
        "contact_phone": "phone_is_public",
    }
    open_participations: list[PartnerParticipation]  # only from for_list()

    kind = models.CharField("soort", max_length=30, choices=PartnerKind.choices)
    sectors = ChoiceSetField("sectoren", options=Sector)
    kvk_number = models.CharField(
        "KVK-nummer",
        max_length=8,
        blank=True,
        validators=[code_validator("[0-9]{8}", "Een KVK-nummer is acht cijfers.")],
    )
    place = models.ForeignKey(
        Place, models.PROTECT, null=True, blank=True, related_name="partners", verbose_name="plaats"
    )
    website = models.URLField("site", blank=True)
    summary = models.TextField("in het kort", blank=True)
    makes = models.TextField("wat zij maken of doen", blank=True)
    other_sites = models.TextField("andere vestigingen", blank=True)
    trades = models.CharField("vakken waarvoor zij opleiden", max_length=300, blank=True)
    recognition = models.CharField(
        "erkend leerbedrijf (SBB)", max_length=3, choices=Recognition.choices, blank=True
    )
    recognition_source = models.CharField("waar staat dat", max_length=200, blank=True)
    recognition_dated = PartialDateField("datum daarvan")
    contact_role = models.CharField("contact: afdeling of rol", max_length=120, blank=True)
    contact_email = models.EmailField("contact: e-mailadres", blank=True)
    contact_phone = models.CharField("contact: telefoon", max_length=20, blank=True)
    kvk_is_public = models.BooleanField("toon het KVK-nummer", default=False)
    email_is_public = models.BooleanField("toon het e-mailadres", default=False)
    phone_is_public = models.BooleanField("toon de telefoon", default=False)

    example_peers = ("participations__region",)

    objects = PartnerQuerySet.as_manager()

    class Meta(NamedPage.Meta):
        verbose_name = "partner"
        verbose_name_plural = "partners"
        ordering = ["folded_name", "pk"]
        constraints = [
            unique_slug("partner_address_once"),
            models.UniqueConstraint(
                fields=["kvk_number"],
                condition=~Q(kvk_number=""),
                name="kvk_number_once",
                violation_error_message="Er is al een partner met dit KVK-nummer.",
            ),
            models.CheckConstraint(
                condition=Q(recognition="") | ~Q(recognition_source=""),
                name="recognition_has_source",
                violation_error_message="Noem waar staat of dit een erkend leerbedrijf is.",
            ),
        ]

    def get_absolute_url(self) -> str:
        return slug_url("partners:detail", self.slug)

    @property
    def municipality(self) -> Municipality | None:
        return self.place.municipality if self.place else None

    def regions_on(self, day: date) -> set[int]:
        """Those in which it takes part or will; if it left all, those in which it did."""
        rows = list(self.participations.all())
        current = {row.region_id for row in rows if not row.is_former(day)}
        return current or {row.region_id for row in rows}

    @property
    def public_kvk_number(self) -> str:
        return self.kvk_number if self.kvk_is_public else ""

    @property
    def public_email(self) -> str:
        return self.contact_email if self.email_is_public else ""

    @property
    def public_phone(self) -> str:
        return self.contact_phone if self.phone_is_public else ""

    @property
    def recognition_in_words(self) -> str:
        """Who says whether SBB recognises it; empty if unknown."""
        if not self.recognition:
            return ""
        is_recognised = self.recognition == Recognition.YES
        answer = "Ja" if is_recognised else "Nee"
        if self.recognition_source.lower().startswith(OWN_ACCOUNT):
            return f"{answer}, zegt de organisatie zelf (bij SBB niet nagekeken)"
        if not any(map(OF_SBB.match, parts(self.recognition_source))):
            return f"{answer}, volgens de bron"
        return "Ja, door SBB" if is_recognised else "Nee, volgens SBB"

    @property
    def sources_of_recognition(self) -> list[str]:
        source, dated = self.recognition_source, self.recognition_dated
        return [with_date(f"{source}, {dated}" if dated else source)] if self.recognition else []

    @property
    def is_company(self) -> bool:
        return self.kind in (PartnerKind.COMPANY, PartnerKind.TRAINING_COMPANY)

    @property
    def has_contact(self) -> bool:
        return bool(self.contact_role or self.public_email or self.public_phone)

    @property
    def other_sites_listed(self) -> list[str]:
        return [line.strip() for line in self.other_sites.splitlines() if line.strip()]

    @property
    def sectors_in_words(self) -> str:
        return ", ".join(Sector(sector).label for sector in self.sectors)


class PartnerParticipationQuerySet(ParticipationQuerySet):
    def for_region_page(self, on: date) -> Self:
        return (
            self.filter(partner__published_from__lte=on)
            .select_related("partner__place")
            .only(
                *("region", "since", "until", "source"),
                *("partner__name", "partner__folded_name", "partner__slug", "partner__kind"),
                *("partner__sectors", "partner__place__name"),
            )
            .order_by("partner__kind", "partner__folded_name", "partner__pk")
        )


class PartnerParticipation(Participation):
    """The participation of a partner in a region."""

    member_field = "partner"

    partner = models.ForeignKey(
        Partner, models.CASCADE, related_name="participations", verbose_name="partner"
    )

    objects = PartnerParticipationQuerySet.as_manager()

    class Meta(Participation.Meta):
        verbose_name = "deelname van een partner"
        verbose_name_plural = "deelnames van partners"
        default_related_name = "partner_participations"
        constraints = [
            source_required("partner_participation_has_source"),
            ends_after_start("since", "until", "partner_participation_ends_after_start"),
            once_at_a_time("partner", "partner_participates_once"),
        ]

    def __str__(self) -> str:
        return f"{self.partner} in {self.region}"


def by_kind(rows: Iterable[PartnerParticipation]) -> list[PartnerParticipation]:
    kinds = PartnerKind.values
    return sorted(rows, key=lambda row: (kinds.index(row.partner.kind), row.partner.folded_name))
