"""Municipalities, the places in them and the postcodes of those places."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, Self

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Prefetch, Q, Value, When
from django.urls import reverse

from regions.directory import (
    DirectoryModel,
    DirectoryQuerySet,
    ExampleMark,
    NamedModel,
    NamedQuerySet,
    Sourced,
    code_validator,
    ends_after_start,
)
from regions.fields.partial_date import PartialDateField
from regions.geo.distances import Point, point_of
from regions.models.periods import not_closed_on, open_on
from regions.names.folding import fold
from regions.names.other_names import names_meant, postcodes_meant, ways_to_write
from regions.writing.changing import changing


class Province(models.TextChoices):
    """The twelve provinces by CBS code."""

    GRONINGEN = "PV20", "Groningen"
    FRYSLAN = "PV21", "Fryslân"
    DRENTHE = "PV22", "Drenthe"
    OVERIJSSEL = "PV23", "Overijssel"
    FLEVOLAND = "PV24", "Flevoland"
    GELDERLAND = "PV25", "Gelderland"
    UTRECHT = "PV26", "Utrecht"
    NOORD_HOLLAND = "PV27", "Noord-Holland"
    ZUID_HOLLAND = "PV28", "Zuid-Holland"
    ZEELAND = "PV29", "Zeeland"
    NOORD_BRABANT = "PV30", "Noord-Brabant"
    LIMBURG = "PV31", "Limburg"


class Located(models.Model):
    """A point in degrees, WGS84; both or neither."""

    latitude = models.FloatField(
        "breedtegraad",
        null=True,
        blank=True,
        validators=[MinValueValidator(50.7), MaxValueValidator(53.7)],
    )
    longitude = models.FloatField(
        "lengtegraad",
        null=True,
        blank=True,
        validators=[MinValueValidator(3.2), MaxValueValidator(7.3)],
    )

    class Meta:
        abstract = True


class MunicipalityQuerySet(NamedQuerySet):
    def real(self) -> Self:
        return self.filter(is_example=False)

    def current(self, on: date) -> Self:
        """Municipalities that exist on that day."""
        return self.filter(Q(valid_until__isnull=True) | Q(valid_until__gte=on)).filter(
            Q(valid_from__isnull=True) | Q(valid_from__lte=on)
        )

    def named(self, text: str) -> Self:
        """Found by their own names, by a former municipality's, and by a place's in them.

        Each by what people call it too: "Den Bosch", "Zijpe", "Slagharen".
        """
        own, former, places = Q(), Q(), Q()
        for written in ways_to_write(text):
            own |= Q(folded_name__contains=written)
            former |= Q(old__folded_name__contains=written)
            places |= Q(folded_name__contains=written)
        old = MunicipalitySuccession.objects.filter(former)
        there = Place.objects.filter(places)
        return self.filter(
            own
            | Q(pk__in=old.values("new"))
            | Q(pk__in=there.values("municipality"))
            | _also_called(text)
            | Q(folded_name__in=names_meant(text, "former_municipality"))
        )

    def also_called(self, text: str) -> Self:
        """By exactly a name that our data does not have, of itself or of a place in it."""
        return self.filter(_also_called(text, whole=True))

    def stated(self, on: date, **region: Any) -> Self:
        """Those that take part by an open row of their own; `region` narrows to some regions.

        Name a region by any of its fields: `stated(on, pk=3)`, `stated(on, slug="almere")`.
        """
        return self.filter(pk__in=_with_row(on, region))

    def derived(self, on: date, **region: Any) -> Self:
        """Those where a school takes part, without an open row of their own.

        Derived says no more than that: it never means the municipality takes part.
        """
        return self.filter(pk__in=_with_school(on, region)).exclude(pk__in=_with_row(on, region))

    def with_region(self, on: date, **region: Any) -> Self:
        """Those of which a region is known, stated or derived."""
        return self.filter(Q(pk__in=_with_row(on, region)) | Q(pk__in=_with_school(on, region)))

    def without_region(self, on: date) -> Self:
        return self.exclude(Q(pk__in=_with_row(on, {})) | Q(pk__in=_with_school(on, {})))

    def with_predecessors(self, on: date) -> Self:
        """With the municipalities that went on in these by that day, for `predecessor_names`."""
        successions = MunicipalitySuccession.objects.filter(on__lte=on).select_related("old")
        return self.prefetch_related(Prefetch("predecessions", successions))

    def with_areas(self) -> Self:
        """A row for each postcode in it, or one without any: `place_name`, `area_code`, its point.

        All in one query, for the page of a municipality has many.
        """
        area = "places__postcode_areas__"
        return self.annotate(
            place_name=F("places__name"),
            area_code=F(f"{area}code"),
            area_latitude=F(f"{area}latitude"),
            area_longitude=F(f"{area}longitude"),
            area_is_doubted=_has_doubt("places__postcode_areas"),
        ).order_by("area_code")

    def for_list(self, on: date) -> Self:
        """What a row of a list shows: the old names too; by province in order of its name."""
        by_name = sorted(Province, key=lambda province: province.label)
        place_of_province = Case(
            *(When(province=code, then=Value(place)) for place, code in enumerate(by_name)),
            default=Value(len(by_name)),
        )
        return (
            self.annotate(place_of_province=place_of_province)
            .with_predecessors(on)
            .order_by("place_of_province", "folded_name", "code")
        )


def _also_called(text: str, *, whole: bool = False) -> Q:
    places = Q(folded_name__in=names_meant(text, "also_called", whole=whole))
    for code in postcodes_meant(text, whole=whole):
        places |= Q(postcode_areas__code__startswith=code)
    there = Place.objects.filter(places)
    own = names_meant(text, "also_called", whole=whole)
    return Q(folded_name__in=own) | Q(pk__in=there.values("municipality"))


def _with_row(on: date, region: dict[str, Any]) -> models.QuerySet:
    return _through("participations__", on, region)


def _with_school(on: date, region: dict[str, Any]) -> models.QuerySet:
    return _through("schools__participations__", on, region, not_closed_on(on, "schools__"))


def _through(prefix: str, on: date, region: dict[str, Any], *more: Q) -> models.QuerySet:
    asked = Q(**{f"{prefix}region__{field}": value for field, value in region.items()})
    return Municipality.objects.filter(open_on(on, prefix), asked, *more).values("pk")


class Municipality(NamedModel, Located, ExampleMark):
    """A municipality with its CBS code, which is its key wherever files meet."""

    is_shared = True

    code = models.CharField(
        "CBS-code",
        max_length=6,
        unique=True,
        validators=[code_validator(r"GM[0-9]{4}", "Een CBS-code is GM en vier cijfers.")],
    )
    official_name = models.CharField(
        "naam bij het CBS", max_length=120, blank=True, help_text="Als die anders is: Bergen (NH.)"
    )
    province = models.CharField("provincie", max_length=4, choices=Province.choices, blank=True)
    valid_from = PartialDateField("bestaat sinds")
    valid_until = PartialDateField("bestond tot en met", end=True)
    example_peers = ("participations__region",)

    objects = MunicipalityQuerySet.as_manager()

    class Meta(NamedModel.Meta):
        verbose_name = "gemeente"
        verbose_name_plural = "gemeenten"
        ordering = ["folded_name", "pk"]
        constraints = [
            ends_after_start("valid_from", "valid_until", "municipality_ends_after_start"),
            models.CheckConstraint(
                condition=~Q(province="") | Q(is_example=True),
                name="municipality_has_province",
                violation_error_message="Kies de provincie.",
            ),
        ]

    def get_absolute_url(self) -> str:
        return reverse("municipalities:detail", args=[self.slug])

    @property
    def predecessor_names(self) -> list[str]:
        """The municipalities that went on in this one, from `with_predecessors()`."""
        return [succession.old.name for succession in self.predecessions.all()]

    def all_names(self) -> list[str]:
        return [self.name, self.official_name]


class SuccessionQuerySet(DirectoryQuerySet):
    def told(self, on: date) -> Self:
        """Those of which a page tells how a municipality came to be, in the order of telling."""
        begun = self.filter(on__lte=on).annotate(is_part=is_part_of("old", "new"))
        return begun.select_related("old").order_by("on", "old__name")


def is_part_of(old: str, new: str) -> Exists:
    """Whether only a part of the old municipality went on in that new one."""
    others = MunicipalitySuccession.objects.filter(old=OuterRef(old)).exclude(new=OuterRef(new))
    return Exists(others)


def part_of(name: str, is_part: bool) -> str:
    return f"een deel van {name}" if is_part else name


class MunicipalitySuccession(DirectoryModel, Sourced):
    """One municipality goes on in another from a day; a split is several rows."""

    is_shared = True

    old = models.ForeignKey(
        Municipality, models.PROTECT, related_name="successions", verbose_name="oude gemeente"
    )
    new = models.ForeignKey(
        Municipality, models.PROTECT, related_name="predecessions", verbose_name="nieuwe gemeente"
    )
    on = PartialDateField("per", null=False, blank=False)
    is_part: bool  # only from told()

    objects = SuccessionQuerySet.as_manager()

    class Meta(DirectoryModel.Meta):
        verbose_name = "herindeling"
        verbose_name_plural = "herindelingen"
        ordering = ["on", "old__folded_name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(old=models.F("new")),
                name="municipality_does_not_succeed_itself",
                violation_error_message="Een gemeente kan zichzelf niet opvolgen.",
            ),
            models.UniqueConstraint(
                fields=["old", "new"],
                name="succession_once",
                violation_error_message="Deze herindeling staat er al.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.old} naar {self.new} per {self.on}"

    @property
    def name_told(self) -> str:
        """What went on in the new municipality, in words; of a row from `told()`."""
        return part_of(self.old.name, self.is_part)

    def clean(self) -> None:
        """No chain of successions leads back to where it began."""
        super().clean()
        if self.old_id is None or self.new_id is None:
            return
        list(Municipality.objects.filter(pk__in=[self.old_id, self.new_id]).locked())
        reached, ahead = set(), {self.new_id}
        while ahead:
            if self.old_id in ahead:
                raise ValidationError("Een gemeente kan zichzelf niet opvolgen.")
            reached |= ahead
            onward = MunicipalitySuccession.objects.filter(old__in=ahead).exclude(pk=self.pk)
            ahead = set(onward.values_list("new", flat=True)) - reached


class Place(DirectoryModel):
    """A town or village in a municipality; a name alone says not which."""

    is_shared = True

    name = models.CharField("naam", max_length=120)
    municipality = models.ForeignKey(
        Municipality, models.PROTECT, related_name="places", verbose_name="gemeente"
    )
    folded_name = models.CharField(max_length=120, editable=False, default="", db_index=True)

    class Meta(DirectoryModel.Meta):
        verbose_name = "plaats"
        verbose_name_plural = "plaatsen"
        ordering = ["folded_name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["name", "municipality"],
                name="place_once_in_municipality",
                violation_error_message="Deze plaats staat er al.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    derived_fields = ("folded_name",)

    def follow_name(self) -> None:
        """Fill in what follows from the name, as `save()` does; rows made in bulk ask for it."""
        self.folded_name = fold(self.name)

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.follow_name()
        super().save(*args, **kwargs)


class PostcodeAreaQuerySet(DirectoryQuerySet):
    def with_doubts(self) -> Self:
        """Whether anything is doubted, as `is_doubted`, or the point, as `has_no_sure_point`."""
        return self.annotate(
            is_doubted=_has_doubt(), has_no_sure_point=_has_doubt(about__in=ABOUT_POINT)
        )

    def with_sure_point(self) -> Self:
        """Those from which one may measure; whether the place has the right name matters not."""
        return self.exclude(_has_doubt(about__in=ABOUT_POINT))


def _has_doubt(area: str = "pk", **about: Any) -> Exists:
    return Exists(PostcodeDoubt.objects.standing().filter(area=OuterRef(area), **about))


class PostcodeArea(DirectoryModel, Located):
    """The four digits of a postcode: a place and a point, both approximate."""

    is_shared = True
    is_doubted: bool  # only from with_doubts()
    has_no_sure_point: bool

    objects = PostcodeAreaQuerySet.as_manager()

    code = models.CharField(
        "postcode",
        max_length=4,
        unique=True,
        validators=[code_validator("[1-9][0-9]{3}", "Vier cijfers, niet met een 0 voorop.")],
    )
    place = models.ForeignKey(
        Place, models.PROTECT, related_name="postcode_areas", verbose_name="plaats"
    )

    class Meta(DirectoryModel.Meta):
        verbose_name = "postcodegebied"
        verbose_name_plural = "postcodegebieden"
        ordering = ["code"]

    def __str__(self) -> str:
        return self.code

    def save(self, *args: Any, **kwargs: Any) -> None:
        """What is written over what was doubted is no longer doubted."""
        with changing(savepoint=False):
            stored = PostcodeArea.objects.filter(pk=self.pk).first()
            super().save(*args, **kwargs)
            if stored and stored.place_id != self.place_id:
                self._settle([Doubt.PLACE], Verdict.OTHER)
            point = (self.latitude, self.longitude)
            if stored and point not in [(None, None), (stored.latitude, stored.longitude)]:
                self._settle(ABOUT_POINT, Verdict.TABLE)

    def _settle(self, about: Iterable[str], verdict: str) -> None:
        for doubt in self.doubts.standing().filter(about__in=about):
            doubt.verdict = verdict
            doubt.save()


def sure_point_of(area: PostcodeArea | None) -> Point | None:
    """From where one may measure, of a row from `with_doubts()`; nothing where that is doubted."""
    return None if area is None or area.has_no_sure_point else point_of(area)


class Doubt(models.TextChoices):
    PLACE = "plaats", "de plaats"
    POINT = "punt", "waar het ligt"
    BOX = "postbus", "of het een nummer voor postbussen is"


ABOUT_POINT = [Doubt.POINT, Doubt.BOX]


class Verdict(models.TextChoices):
    TABLE = "tabel", "de postcodetabel klopt"
    OTHER = "anders", "de postcodetabel klopt niet"


class PostcodeDoubtQuerySet(DirectoryQuerySet):
    def undecided(self) -> Self:
        return self.filter(verdict="")

    def standing(self) -> Self:
        """Undecided, or found right: after that the place is set right, but the point is gone."""
        return self.filter(Q(verdict="") | Q(verdict=Verdict.OTHER, about__in=ABOUT_POINT))


class PostcodeDoubt(DirectoryModel):
    """What contradicts the table of postcodes, for a national editor to decide, once.

    It says neither whose it is nor that it is shared: it is for national editors.
    """

    area = models.ForeignKey(
        PostcodeArea, models.CASCADE, related_name="doubts", verbose_name="postcode"
    )
    about = models.CharField("waarover", max_length=10, choices=Doubt.choices)
    said = models.CharField("volgens de postcodetabel", max_length=200)
    other = models.CharField("volgens het andere", max_length=120, blank=True)
    reason = models.CharField("waarom", max_length=300)
    verdict = models.CharField("besluit", max_length=10, choices=Verdict.choices, blank=True)

    objects = PostcodeDoubtQuerySet.as_manager()

    class Meta(DirectoryModel.Meta):
        verbose_name = "twijfel over een postcode"
        verbose_name_plural = "twijfels over postcodes"
        ordering = ["verdict", "area__code", "about"]
        constraints = [
            models.UniqueConstraint(
                fields=["area", "about"],
                name="postcode_doubt_once",
                violation_error_message="Deze twijfel staat er al.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.area}: {self.get_about_display()}"

    @property
    def is_decided(self) -> bool:
        return bool(self.verdict)

    @property
    def sentence(self) -> str:
        """What a page tells of it, while it stands."""
        code = self.area.code
        if self.about == Doubt.PLACE:
            return f"{code}: volgens de postcodetabel {self.said}, {self.reason}. {LOOKED_AT}"
        if self.about == Doubt.POINT:
            looked_at = "" if self.is_decided else f" {LOOKED_AT}"
            return f"Waar {code} precies ligt, weten wij niet zeker: {self.reason}.{looked_at}"
        if self.is_decided:
            return f"{code} is een nummer voor postbussen: daar woont niemand."
        return f"{code} is misschien een nummer voor postbussen: {self.reason}. {LOOKED_AT}"


LOOKED_AT = "Dat wordt nagekeken."


class Neighbour(DirectoryModel):
    """Two municipalities that lie side by side; each pair stands in both directions."""

    is_shared = True

    municipality = models.ForeignKey(
        Municipality, models.CASCADE, related_name="neighbours", verbose_name="gemeente"
    )
    neighbour = models.ForeignKey(
        Municipality, models.CASCADE, related_name="+", verbose_name="buurgemeente"
    )

    class Meta(DirectoryModel.Meta):
        verbose_name = "buurgemeente"
        verbose_name_plural = "buurgemeenten"
        ordering = ["municipality", "neighbour"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "neighbour"],
                name="neighbour_once",
                violation_error_message="Deze buurgemeente staat er al.",
            ),
            models.CheckConstraint(
                condition=~Q(municipality=models.F("neighbour")),
                name="municipality_is_not_its_own_neighbour",
                violation_error_message="Een gemeente ligt niet naast zichzelf.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.municipality} en {self.neighbour}"


class Boundary(DirectoryModel):
    """The outline of a municipality or, with no municipality, of a province.

    `shape` holds polygons as GeoJSON writes them: a list of polygons, each a list of rings, the
    first the outer one, each a list of [longitude, latitude] in degrees (WGS84).
    """

    is_shared = True

    code = models.CharField("CBS-code", max_length=6, unique=True)
    municipality = models.OneToOneField(
        Municipality,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="boundary",
        verbose_name="gemeente",
    )
    shape = models.JSONField("vorm")

    class Meta(DirectoryModel.Meta):
        verbose_name = "grens"
        verbose_name_plural = "grenzen"
        ordering = ["code"]

    def __str__(self) -> str:
        return f"grens van {self.municipality or self.code}"
