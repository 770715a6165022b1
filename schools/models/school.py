"""The model of schools."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from stdnum.exceptions import ValidationError as NumberError
from stdnum.nl import brin

from regions.directory import ExampleFlag, NamedPage, Sourced, code_validator, slug_url, unique_slug
from regions.fields.choice_set import ChoiceSetField
from regions.fields.partial_date import PartialDateField
from regions.models import Municipality, Organisation, Pictured, Place
from regions.models.geography import Located
from regions.names.folding import fold
from schools.models.levels import Level, LevelsBasis, Profile, ProfilesBasis
from schools.models.names import SchoolName
from schools.models.participation import SchoolParticipation
from schools.models.queries import SchoolQuerySet
from schools.naming import former_names_text


class School(NamedPage, Located, Sourced, Pictured, ExampleFlag):
    """A location (vestiging) of a school, under a brand and a board."""

    is_shared = True
    open_participations: list[SchoolParticipation]  # only if prefetched
    is_awaiting: bool  # its DUO location is undecided; only from for_rows()
    # Only on the page of a municipality:
    in_regions: list[SchoolParticipation]
    left_regions: list[SchoolParticipation]
    # Only as of a past date (schools/as_of.py):
    seen_on: date | None = None
    current_name = ""  # if the name was different on that date

    brand = models.CharField("merk", max_length=120, blank=True)
    official_name = models.CharField(
        "naam bij DUO",
        max_length=120,
        blank=True,
    )
    # Separate from the names in use, so that an exact match on one of those ranks first.
    folded_official_name = models.CharField(max_length=120, editable=False, default="")
    board = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="schools",
        verbose_name="schoolbestuur",
    )
    brin = models.CharField("BRIN", max_length=4, blank=True)
    location_code = models.CharField(
        "vestigingsnummer",
        max_length=2,
        blank=True,
        validators=[code_validator("[0-9A-Z]{2}", "Twee tekens, zoals 00.")],
    )
    municipality = models.ForeignKey(
        Municipality,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="schools",
        verbose_name="gemeente",
    )
    place = models.ForeignKey(
        Place,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="schools",
        verbose_name="plaats",
    )
    address = models.CharField("adres", max_length=120, blank=True)
    # Set only for a school with a namesake in the same place (schools/namesakes.py).
    told_apart_by = models.CharField(max_length=120, blank=True, editable=False, default="")
    postcode = models.CharField(
        "postcode",
        max_length=7,
        blank=True,
        validators=[code_validator("[1-9][0-9]{3} [A-Z]{2}", "Schrijf 1234 AB.")],
    )
    website = models.URLField("site", blank=True)
    levels = ChoiceSetField("niveaus", options=Level)
    levels_basis = models.CharField(
        "niveaus volgens",
        max_length=10,
        blank=True,
        choices=LevelsBasis,
    )
    profiles = ChoiceSetField("profielen", options=Profile)
    profiles_known = models.BooleanField(
        "profielen bekend",
        default=False,
    )
    profiles_basis = models.CharField(
        "profielen volgens",
        max_length=20,
        blank=True,
        choices=ProfilesBasis,
    )
    profiles_on = PartialDateField("profielen van")
    summary = models.TextField("in het kort", blank=True)
    note = models.TextField("kanttekening", blank=True)
    successor = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="predecessors",
        verbose_name="opgevolgd door",
    )
    closed_on = PartialDateField("gesloten op")
    possibly_closed = models.BooleanField("mogelijk gesloten", default=False)

    derived_fields = (*NamedPage.derived_fields, "folded_official_name", "brin", "municipality")
    example_peers = ("participations__region",)
    derived_elsewhere = ("told_apart_by",)

    objects = SchoolQuerySet.as_manager()

    class Meta(NamedPage.Meta):
        verbose_name = "school"
        verbose_name_plural = "scholen"
        ordering = ["folded_name", "pk"]
        constraints = [
            unique_slug("school_address_once"),
            models.UniqueConstraint(
                fields=["brin", "location_code"],
                condition=~Q(location_code=""),
                name="school_code_once",
                violation_error_message="Er is al een school met deze DUO-code.",
            ),
            models.CheckConstraint(
                condition=Q(location_code="") | ~Q(brin=""),
                name="school_location_code_needs_brin",
                violation_error_message="Een vestigingsnummer hoort bij een BRIN.",
            ),
            models.CheckConstraint(
                condition=Q(profiles_known=True) | Q(profiles=""),
                name="school_profiles_are_known",
                violation_error_message="Er staan profielen: vink ook 'profielen bekend' aan.",
            ),
            models.CheckConstraint(
                condition=Q(profiles_basis="") | (~Q(profiles="") & Q(profiles_on__isnull=False)),
                name="school_profiles_basis_needs_profiles_and_date",
                violation_error_message="Zonder profielen en hun datum is er niets dat DUO zegt.",
            ),
            models.CheckConstraint(
                condition=Q(levels_basis="") | ~Q(levels=""),
                name="school_levels_basis_needs_levels",
                violation_error_message="Zonder niveaus is er niets waarop ze berusten.",
            ),
            models.CheckConstraint(
                condition=Q(successor__isnull=True) | ~Q(successor=F("pk")),
                name="school_does_not_succeed_itself",
                violation_error_message="Een school kan zichzelf niet opvolgen.",
            ),
        ]

    def __str__(self) -> str:
        return self.label

    def get_absolute_url(self) -> str:
        return slug_url("schools:detail", self.slug)

    def all_names(self) -> list[str]:
        return [self.name, self.brand]

    def set_derived_fields(self) -> None:
        super().set_derived_fields()
        self.folded_official_name = fold(self.official_name)[:120]

    def clean(self) -> None:
        super().clean()
        self.brin = self.brin.upper()
        if self.brin:
            try:
                brin.validate(self.brin)
            except NumberError:
                raise ValidationError(
                    {"brin": "Een BRIN is twee cijfers en twee letters."}
                ) from None
        if self.place and not self.municipality:
            self.municipality = self.place.municipality
        if self.place and self.place.municipality_id != self.municipality_id:
            raise ValidationError(
                {"place": f"{self.place} ligt in de gemeente {self.place.municipality}."}
            )

    def is_closed(self, on: date) -> bool:
        return self.closed_on is not None and self.closed_on.first_day <= on

    @property
    def pc4(self) -> str:
        return self.postcode[:4]

    @property
    def duo_code(self) -> str:
        """BRIN and location number as DUO writes them ("00WD00"); "" if the location is unknown."""
        return f"{self.brin}{self.location_code}" if self.location_code else ""

    @property
    def levels_in_words(self) -> str:
        return ", ".join(Level(level).label for level in self.levels)

    @property
    def profile_labels(self) -> list[str]:
        return [str(Profile(profile).label) for profile in self.profiles]

    @property
    def profiles_in_words(self) -> str:
        return ", ".join(self.profile_labels)

    @property
    def former_names_in_words(self) -> str:
        return former_names_text(self.name, [former.name for former in self.names_that_ended])

    @property
    def names_that_ended(self) -> list[SchoolName]:
        names = self.former_names.all()
        return [name for name in names if self.seen_on is None or name.ended_by(self.seen_on)]

    @property
    def label(self) -> str:
        return f"{self.name} ({self.told_apart_by})" if self.told_apart_by else self.name

    @property
    def name_includes_place(self) -> bool:
        return not self.place or self.place.folded_name in self.folded_name

    @property
    def name_and_place(self) -> str:
        return self.label if self.name_includes_place else f"{self.label}, {self.place}"

    @property
    def where(self) -> str:
        if self.place:
            return self.place.name
        return f"gemeente {self.municipality}" if self.municipality else ""
