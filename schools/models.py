"""Schools: locations where pupils go, and their part in regions."""

from __future__ import annotations

from datetime import date
from typing import Any, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import (
    Case,
    Exists,
    F,
    FilteredRelation,
    FloatField,
    OuterRef,
    Prefetch,
    Q,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Concat, Substr
from django.urls import reverse
from stdnum.exceptions import ValidationError as NumberError
from stdnum.nl import brin

from regions.directory import (
    DirectoryModel,
    ExampleMark,
    NamedPage,
    PublishedQuerySet,
    Sourced,
    code_validator,
    ends_after_start,
    one_address,
    source_required,
)
from regions.fields.choice_set import ChoiceSetField
from regions.fields.partial_date import PartialDateField
from regions.models import Municipality, Organisation, Participation, Place, PostcodeArea
from regions.models.geography import Located
from regions.models.participation import ParticipationQuerySet, once_at_a_time
from regions.models.periods import open_on
from regions.names.folding import fold, is_same_name
from regions.names.other_names import names_meant


class Level(models.TextChoices):
    """What a pupil can follow, in the words of the page."""

    PRO = "pro", "praktijkonderwijs"
    VSO = "vso", "voortgezet speciaal onderwijs (vso)"
    VMBO = "vmbo", "vmbo"
    VMBO_BKG = "vmbo-bkg", "vmbo basis, kader of gemengd"
    VMBO_BB = "vmbo-bb", "vmbo basis"
    VMBO_KB = "vmbo-kb", "vmbo kader"
    VMBO_GL = "vmbo-gl", "vmbo gemengd"
    VMBO_TL = "vmbo-tl", "vmbo theoretisch (mavo)"
    HAVO = "havo", "havo"
    VWO = "vwo", "vwo"
    MBO = "mbo", "mbo"
    ISK = "isk", "internationale schakelklas (ISK)"
    BRIDGE = "brugjaar", "alleen onderbouw (brugjaar)"


class LevelsBasis(models.TextChoices):
    """By what the levels are known, where nobody stated them."""

    DUO = "duo", "DUO: wat de school mag aanbieden"

    __empty__ = "opgegeven"


class Profile(models.TextChoices):
    """The ten vmbo profiles."""

    BWI = "bwi", "Bouwen, wonen en interieur"
    PIE = "pie", "Produceren, installeren en energie"
    MT = "mt", "Mobiliteit en transport"
    MVI = "mvi", "Media, vormgeving en ICT"
    MAT = "mat", "Maritiem en techniek"
    ZW = "zw", "Zorg en welzijn"
    EO = "eo", "Economie en ondernemen"
    HBR = "hbr", "Horeca, bakkerij en recreatie"
    GROEN = "groen", "Groen"
    DP = "dp", "Dienstverlening en producten"


# Those of the sector Techniek at DUO.
TECHNICAL_PROFILES = (Profile.BWI, Profile.PIE, Profile.MT, Profile.MVI, Profile.MAT)


class SchoolQuerySet(PublishedQuerySet):
    def named(self, text: str) -> Self:
        """Found by name, brand, the name at DUO and former names."""
        folded = fold(text)
        former = SchoolName.objects.filter(folded_name__contains=folded)
        return self.filter(
            Q(folded_name__contains=folded)
            | Q(folded_official_name__contains=folded)
            | Q(pk__in=former.values("school"))
            | Q(place__folded_name__contains=folded)
            | Q(place__folded_name__in=names_meant(text, "also_called"))
        )

    def formerly(self, slug: str) -> Self:
        """Schools that once had the name that makes this slug."""
        names = SchoolName.objects.filter(folded_name=fold(slug))
        return self.filter(pk__in=names.values("school"))

    def shown_instead_of(self, slug: str) -> Self:
        """The school that the draft with this slug may be, while that is not decided."""
        return self.filter(
            matches__verdict="",
            matches__location__slug=slug,
            matches__location__published_from=None,
        )

    def taking_part(self, on: date, **region: Any) -> Self:
        """Schools with an open participation that day, in any region or as in `slug="almere"`."""
        asked = Q(**{f"region__{field}": value for field, value in region.items()})
        rows = SchoolParticipation.objects.open(on).filter(asked)
        return self.filter(pk__in=rows.values("school"))

    def not_closed(self, on: date) -> Self:
        return self.filter(Q(closed_on__isnull=True) | Q(closed_on__gt=on))

    def with_points(self, on: date) -> Self:
        """Where each is, by its own point and else by that of its postcode, as `area_latitude`
        and `area_longitude`; a row for each region it takes part in that day, as `open_region`.
        """
        area = PostcodeArea.objects.with_sure_point()
        area = area.filter(code=Substr(OuterRef("postcode"), 1, 4))
        of_area = {
            f"area_{name}": Case(
                When(latitude__isnull=True, then=Subquery(area.values(name)[:1])),
                output_field=FloatField(),
            )
            for name in ("latitude", "longitude")
        }
        takes_part = FilteredRelation(
            "participations__region", condition=open_on(on, "participations__")
        )
        return self.annotate(open_region=takes_part, **of_area)

    def with_site_elsewhere(self) -> Self:
        """As `site_elsewhere`, where none of its own is known: that of another location.

        The first of its BRIN that has one, for the main location has the lowest number. Schools of
        one BRIN may have other names in other places: `site_elsewhere_of` is whose site it is.
        """
        others = School.objects.filter(
            brin=OuterRef("brin"),
            is_example=OuterRef("is_example"),
            published_from__isnull=False,
            closed_on__isnull=True,
        ).exclude(location_code="")
        first = others.exclude(website="").order_by("location_code", "pk")
        has_none = Q(website="") & ~Q(brin="")
        in_place = Case(
            When(place__isnull=False, then=Concat(Value(" in "), "place__name")), default=Value("")
        )
        whose = first.annotate(whose=Concat("name", in_place)).values("whose")[:1]
        return self.annotate(
            site_elsewhere=Case(When(has_none, then=Subquery(first.values("website")[:1]))),
            site_elsewhere_of=Case(When(has_none, then=Subquery(whose))),
        )

    def with_school_beside(self, on: date) -> Self:
        """Whether each `may_be_listed` already: as an open school of the same municipality that it
        may be a location of, while that is not decided.
        """
        listed = School.objects.published(on).not_closed(on)
        ours = listed.filter(
            matches__verdict="",
            matches__location=OuterRef("pk"),
            municipality=OuterRef("municipality"),
        )
        return self.annotate(may_be_listed=Exists(ours))

    def for_page(self, on: date) -> Self:
        """What the school's own page says of itself."""
        rows = SchoolParticipation.objects.filter(region__published_from__lte=on)
        rows = rows.select_related("region").order_by("region__folded_name")
        area = PostcodeArea.objects.filter(code=Substr(OuterRef("postcode"), 1, 4))
        asked = self.with_site_elsewhere()
        asked = asked.select_related("place", "municipality", "board", "successor")
        return asked.annotate(has_area=Exists(area)).prefetch_related(
            "former_names",
            Prefetch("predecessors", School.objects.published(on)),
            Prefetch(
                "participations", rows.select_related("region").order_by("region__folded_name")
            ),
        )

    def for_list(self, on: date) -> Self:
        """What a row of a list shows: place, municipality, former names, regions of that day."""
        ours = SchoolParticipation.objects.open(on).filter(
            school__matches__verdict="", school__matches__location=OuterRef("pk")
        )
        rows = self.for_rows().annotate(may_take_part=Exists(ours))
        return rows.prefetch_related(open_participations(on))

    def for_comparison(self, on: date) -> Self:
        """What stands in a school's column beside others."""
        rows = self.with_site_elsewhere()
        rows = rows.select_related("place", "municipality", "successor__place")
        return rows.prefetch_related(open_participations(on))

    def for_rows(self) -> Self:
        """What a row shows where the regions do not matter: place and former names.

        And whether it `is_awaiting`: which of DUO's locations it is, is not decided.
        """
        locations = School.objects.filter(
            proposed_as__verdict="", proposed_as__school=OuterRef("pk")
        )
        return (
            self.annotate(is_awaiting=Exists(locations.filter(published_from__isnull=False)))
            .select_related("place", "municipality")
            .prefetch_related("former_names")
            .order_by("folded_name", "place__folded_name", "pk")
        )


def open_participations(on: date) -> Prefetch:
    """The regions a school takes part in that day, as `open_participations`."""
    rows = SchoolParticipation.objects.open(on).select_related("region")
    return Prefetch("participations", rows.order_by("region__folded_name"), "open_participations")


class School(NamedPage, Located, Sourced, ExampleMark):
    """A location (vestiging) of a school, under a brand and a board."""

    is_shared = True
    site_elsewhere_of: str  # only from with_site_elsewhere()

    brand = models.CharField("merk", max_length=120, blank=True, help_text="Zoals Tabor of PCC.")
    official_name = models.CharField(
        "naam bij DUO",
        max_length=120,
        blank=True,
        help_text="Ook onder deze naam is de school te vinden.",
    )
    # Apart from the names people use, so that who types one of those in full is led to it first.
    folded_official_name = models.CharField(max_length=120, editable=False, default="")
    board = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="schools",
        verbose_name="schoolbestuur",
    )
    brin = models.CharField("BRIN", max_length=4, blank=True, help_text="Zoals 00WD.")
    location_code = models.CharField(
        "vestigingsnummer",
        max_length=2,
        blank=True,
        validators=[code_validator("[0-9A-Z]{2}", "Twee tekens, zoals 00.")],
        help_text="De laatste twee tekens van de DUO-code. Leeg als niet zeker is welke het is.",
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
        help_text="Leeg als de bron geen plaats noemt.",
    )
    address = models.CharField("adres", max_length=120, blank=True, help_text="Straat en nummer.")
    # Of a school with namesakes in its place only (schools/namesakes.py).
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
        help_text="Wie de niveaus verandert, geeft ze daarmee op.",
    )
    profiles = ChoiceSetField("profielen", options=Profile)
    profiles_known = models.BooleanField(
        "profielen bekend",
        default=False,
        help_text="Vink aan als u zeker weet welke profielen er zijn, ook als het er geen zijn.",
    )
    summary = models.TextField("in het kort", blank=True)
    note = models.TextField(
        "kanttekening", blank=True, help_text="Wat een bezoeker moet weten over deze gegevens."
    )
    successor = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="predecessors",
        verbose_name="opgevolgd door",
    )
    closed_on = PartialDateField("gesloten op")
    possibly_closed = models.BooleanField(
        "mogelijk gesloten", default=False, help_text="Staat niet meer in het bestand van DUO."
    )

    derived_fields = (*NamedPage.derived_fields, "folded_official_name", "brin", "municipality")
    example_peers = ("participations__region",)
    fields_of_others = ("told_apart_by",)

    objects = SchoolQuerySet.as_manager()

    class Meta(NamedPage.Meta):
        verbose_name = "school"
        verbose_name_plural = "scholen"
        ordering = ["folded_name", "pk"]
        constraints = [
            one_address("school_address_once"),
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
        return reverse("schools:detail", args=[self.slug])

    def all_names(self) -> list[str]:
        return [self.name, self.brand]

    def follow_name(self) -> None:
        super().follow_name()
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
        """The digits of the postcode; `for_page()` tells by `has_area` whether we know those."""
        return self.postcode[:4]

    @property
    def duo_code(self) -> str:
        """BRIN and location as DUO writes it ("00WD00"), or nothing where it is not certain."""
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
        names = [former.name for former in self.former_names.all()]
        return ", ".join(name for name in names if not is_same_name(name, self.name))

    @property
    def label(self) -> str:
        """The name, with the street where another school in the place has that name too."""
        return f"{self.name} ({self.told_apart_by})" if self.told_apart_by else self.name

    @property
    def says_its_place(self) -> bool:
        return not self.place or self.place.folded_name in self.folded_name

    @property
    def name_and_place(self) -> str:
        """The label, with the place where the name does not say it already."""
        return self.label if self.says_its_place else f"{self.label}, {self.place}"

    @property
    def other_site(self) -> str:
        """Whose site it is, from `with_site_elsewhere()`; named where it is called otherwise."""
        own = f"{self.name} in {self.place}" if self.place else self.name
        another = "een andere vestiging"
        return another if self.site_elsewhere_of == own else f"{self.site_elsewhere_of}, {another}"

    @property
    def where(self) -> str:
        """The place, else the municipality, else nothing."""
        if self.place:
            return self.place.name
        return f"gemeente {self.municipality}" if self.municipality else ""


class SchoolName(DirectoryModel, Sourced):
    """A name a school had until a day."""

    is_shared = True

    school = models.ForeignKey(
        School, models.CASCADE, related_name="former_names", verbose_name="school"
    )
    name = models.CharField("vroegere naam", max_length=120)
    until = PartialDateField("tot")
    folded_name = models.CharField(max_length=120, editable=False, default="", db_index=True)

    class Meta(DirectoryModel.Meta):
        verbose_name = "vroegere naam"
        verbose_name_plural = "vroegere namen"
        ordering = [F("until").desc(nulls_last=True), "name", "pk"]

    def __str__(self) -> str:
        return self.name

    derived_fields = ("folded_name",)

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.folded_name = fold(self.name)
        super().save(*args, **kwargs)


class SchoolParticipationQuerySet(ParticipationQuerySet):
    def for_region_page(self, on: date) -> Self:
        """The schools a region page lists, by place and name; those without a place last.

        And whether each `is_awaiting`, as in `School.objects.for_rows()`.
        """
        waiting = School.objects.filter(
            proposed_as__verdict="",
            proposed_as__school=OuterRef("school"),
            published_from__isnull=False,
        )
        return (
            self.filter(school__published_from__lte=on)
            .annotate(is_awaiting=Exists(waiting))
            .select_related("school__place", "school__municipality")
            .prefetch_related("school__former_names")
            .order_by(
                F("school__place__folded_name").asc(nulls_last=True),
                F("school__municipality__folded_name").asc(nulls_last=True),
                "school__folded_name",
                "school__pk",
            )
        )


class SchoolParticipation(Participation):
    """A school that takes part in a region."""

    member_field = "school"

    school = models.ForeignKey(
        School, models.CASCADE, related_name="participations", verbose_name="school"
    )

    objects = SchoolParticipationQuerySet.as_manager()

    class Meta(Participation.Meta):
        verbose_name = "deelname van een school"
        verbose_name_plural = "deelnames van scholen"
        default_related_name = "school_participations"
        constraints = [
            source_required("school_participation_has_source"),
            ends_after_start("since", "until", "school_participation_ends_after_start"),
            once_at_a_time("school", "school_participates_once"),
        ]

    def __str__(self) -> str:
        return f"{self.school} in {self.region}"
