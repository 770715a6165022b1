"""Facets of the list of things to do."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, ClassVar

from django.core.paginator import Page
from django.db.models import (
    Case,
    CharField,
    Exists,
    F,
    IntegerField,
    Q,
    QuerySet,
    Value,
    When,
)
from django.db.models.functions import (
    Cast,
    Coalesce,
    ExtractDay,
    ExtractMonth,
    ExtractYear,
    NullIf,
    Replace,
)
from django.http import QueryDict

from news.models import Audience, Event
from pactdir.nearby.distances import Distances
from pactdir.nearby.surroundings import Surroundings
from pactdir.search.lookup import keys_with_words
from partners.models import Cost, Offer, OfferAudience, OfferKind, OfferState
from partners.models.offer_states import by_state
from partners.models.offers import RANKS
from partners.offer_filters import NOW, OfferFilter
from regions.geo.distances import about_km
from regions.lists.counting import (
    FacetQuery,
    any_of,
    choices_of,
    fixed,
    tally,
    tally_together,
)
from regions.lists.facets import TableFacet
from regions.lists.filtering import NAME, TOTAL
from regions.lists.keys import among
from regions.lists.narrowing import Narrowing, TextBox
from regions.models import Theme
from regions.names.postcodes import postcode_in
from regions.writing.changing import ContentVersion

EVENT = "activiteit"
MAX_KM = 25


class PostcodeBox(TextBox):
    """Drops the letters of a postcode."""

    def read(self, raw_values: Any) -> tuple[list[str], bool]:
        text = raw_values[-1].strip() if raw_values else ""
        code = postcode_in(text)
        return [code] if code else [], bool(code) or not text


WORDS = TextBox(NAME.name, "Zoek op woord", NAME.max_length, "Woord")
POSTCODE = PostcodeBox("bij", "Bij mij in de buurt (postcode)", 10, "Postcode")

# Audience of an event, mapped to that of an offer.
AS_OFFER_AUDIENCE = Replace(
    Replace(Cast("audience", CharField()), fixed(Audience.PRIMARY), fixed(OfferAudience.PRIMARY)),
    fixed(Audience.SECONDARY),
    fixed(f"{OfferAudience.LOWER}|{OfferAudience.UPPER}"),
)
# The costs of an event are free text, of which only these are certain.
EVENT_COST = Case(
    When(cost__iregex=r"^\W*(toegang\W+)?gratis\W*$", then=fixed(Cost.FREE)),
    When(cost__icontains="gratis", then=fixed(Cost.UNKNOWN)),
    When(cost__iregex=r"€|(^|[^a-z])euro([^a-z]|$)", then=fixed(Cost.PAID)),
    default=fixed(Cost.UNKNOWN),
)
EVENT_VALUES = {
    "voor": AS_OFFER_AUDIENCE,
    "soort": fixed(EVENT),
    "thema": "event_themes__theme__slug",
    "wanneer": fixed(NOW),
    "kosten": EVENT_COST,
    "regio": "region__slug",
}


@dataclass(frozen=True)
class Key:
    is_event: bool
    pk: int


class ToDoFilter(OfferFilter):
    boxes: ClassVar = (WORDS, POSTCODE)
    text_names = frozenset({WORDS.name, POSTCODE.name})

    soort = TableFacet(
        label="Soort",
        field_name="kind",
        choices=[*OfferKind.choices, (EVENT, "activiteit uit de agenda")],
    )

    @classmethod
    def choices(cls, on: date) -> dict[str, QuerySet]:
        offers = cls.rows(on).exclude_examples().order_by()
        events = _to_come(on).exclude_examples().order_by()
        themes = Theme.objects.filter(
            Q(offer_themes__offer__in=offers) | Q(event_themes__event__in=events)
        )
        words = Coalesce(NullIf("pupil_word", fixed("")), "name")
        return super().choices(on) | {"thema": choices_of(themes, "slug", words)}

    # --- narrowing ---

    @cached_property
    def surroundings(self) -> Surroundings | None:
        """Return None if no postcode is given, or an unknown one."""
        code = "".join(self.narrowing.values.get(POSTCODE.name, []))
        return Surroundings.of(code, self.on, QueryDict()) if code else None

    @cached_property
    def distances(self) -> Distances | None:
        return self.surroundings.distances(MAX_KM) if self.surroundings else None

    @property
    def unknown_postcode(self) -> str:
        code = "".join(self.narrowing.values.get(POSTCODE.name, []))
        return code if code and not self.surroundings else ""

    def _filter(self, rows: Any, name: str, values: list[str]) -> Any:
        if name == WORDS.name:
            return rows.filter(self._with_words["aanbod"])
        if name == POSTCODE.name:
            return rows.filter(self._offers_nearby)
        return super()._filter(rows, name, values)

    @cached_property
    def _with_words(self) -> dict[str, Q]:
        text = self.narrowing.values[WORDS.name][0]
        kinds = ("aanbod", "activiteit")
        return {kind: among(keys_with_words(kind, text, self.on)) for kind in kinds}

    @cached_property
    def _offers_nearby(self) -> Q:
        if self.distances is None:
            return Q()
        rows = Offer.objects.filter(self.distances.offers).order_by()
        return among(rows.values_list("pk", flat=True))

    def events(self, narrowing: Narrowing) -> Any:
        rows = _to_come(self.on)
        for name, values in narrowing.values.items():
            rows = self._filter_events(rows, name, values)
        return rows

    def _narrow_events(self, narrowing: Narrowing) -> Any:
        invented = self.example_regions.intersection(narrowing.values.get("regio", []))
        rows = self.events(narrowing)
        if not invented:
            return rows.exclude_examples()
        return rows.filter(
            Q(pk__in=Event.objects.exclude_examples().values("pk")) | Q(region__slug__in=invented)
        )

    def _filter_events(self, rows: Any, name: str, values: list[str]) -> Any:
        match name:
            case WORDS.name:
                return rows.filter(self._with_words["activiteit"])
            case POSTCODE.name:
                return rows.filter(self.distances.events) if self.distances else rows
            case "voor":
                rows = rows.annotate(for_whom=AS_OFFER_AUDIENCE)
                return rows.filter(any_of("for_whom", values))
            case "soort":
                return rows if EVENT in values else rows.none()
            case "thema":
                events = Event.objects.filter(event_themes__theme__slug__in=values)
                return rows.filter(pk__in=events.values("pk"))
            case "wanneer":
                return rows if NOW in values else rows.none()
            case "kosten":
                return rows.annotate(to_pay=EVENT_COST).filter(to_pay__in=values)
            case "regio":
                return rows.filter(region__slug__in=values)
        raise ValueError(name)

    # --- counting ---

    def _totals(self) -> list[QuerySet]:
        return [*super()._totals(), tally(self._narrow_events(self.narrowing), fixed(TOTAL))]

    def _tallies(self, name: str, facet: TableFacet) -> list[QuerySet]:
        others = self.narrowing.without(name)
        rows = self.events(others) if name == "regio" else self._narrow_events(others)
        return [*super()._tallies(name, facet), tally(rows, EVENT_VALUES[name])]

    def _tallies_together(self, names: list[str]) -> list[FacetQuery]:
        events = self._narrow_events(self.narrowing)
        values = {name: EVENT_VALUES[name] for name in names}
        return [*super()._tallies_together(names), tally_together(events, values)]

    def blocking(self) -> set[str]:
        names = self.narrowing.values
        without = {}
        for name in names:
            others = self.narrowing.without(name)
            offers, events = self._narrow(others), self._narrow_events(others)
            without[f"without_{name}"] = Exists(offers.order_by()) | Exists(events.order_by())
        answers = ContentVersion.objects.annotate(**without).values(*without).first() or {}
        return {name for name in names if answers.get(f"without_{name}")}

    # --- rows in one order ---

    @cached_property
    def keys(self) -> QuerySet:
        """The keys of all rows in order, as (rank, km, day, title, key, whether it is an event)."""
        offers = self.qs.annotate(
            rank=Cast(by_state(self.on, RANKS), IntegerField()),
            km=self._km("offers"),
            day=_day_of_offer(self.on),
            title=F("folded_name"),
            key=F("pk"),
            of_event=Value(0),
        )
        events = self._narrow_events(self.narrowing).annotate(
            rank=Value(0),
            km=self._km("events"),
            day=_day_of_event(self.on),
            title=F("folded_name"),
            key=F("pk"),
            of_event=Value(1),
        )
        columns = ("rank", "km", "day", "title", "key", "of_event")
        parts = [rows.order_by().values_list(*columns) for rows in (offers, events)]
        return parts[0].union(parts[1], all=True).order_by(*columns)

    def _km(self, kind: str) -> Any:
        if self.distances is None:
            return Value(0)
        return self.distances.km_of_offers if kind == "offers" else self.distances.km_of_events

    def distance_of(self, row: Offer | Event) -> str:
        if self.distances is None:
            return ""
        organisation = row.organisation if isinstance(row, Offer) else row.school
        if row.place_id is None and row.school_id is not None:
            km = self.distances.schools.get(row.school_id)
        else:
            place = row.place_id or getattr(organisation, "place_id", None)
            km = self.distances.places.get(place) if place else None
        return "" if km is None else about_km(km)

    def page_of_rows(self, per_page: int) -> Page:
        """Load a page of offers and events, in two more queries."""
        page = self.page(self.keys, per_page)
        keys = [Key(bool(is_event), pk) for *_, pk, is_event in page.object_list]
        offers = Offer.objects.for_list().in_bulk(_keys(keys, is_event=False))
        events = Event.objects.for_list().in_bulk(_keys(keys, is_event=True))
        found = (events.get(key.pk) if key.is_event else offers.get(key.pk) for key in keys)
        page.object_list = [row for row in found if row]  # one may be deleted in between
        return page


def _keys(keys: Iterable[Key], *, is_event: bool) -> list[int]:
    # Never empty, so that a page takes the same number of queries for any rows.
    return [0, *(key.pk for key in keys if key.is_event == is_event)]


def _day_of_offer(on: date) -> Case:
    """Date as yyyymmdd: 0 for a current offer, the start of an upcoming one; latest end first."""
    end = Value(0) - Coalesce(Cast("ends", IntegerField()), Value(0))
    return by_state(
        on,
        {
            OfferState.RUNS: Value(0),
            OfferState.AHEAD: Cast("starts", IntegerField()),
            OfferState.UNSURE: end,
            OfferState.PAST: end,
        },
    )


def _to_come(on: date) -> Any:
    return Event.objects.published(on).not_cancelled().upcoming(on).order_by()


def _day_of_event(on: date) -> Case:
    day = ExtractYear("starts_on") * 10_000 + ExtractMonth("starts_on") * 100
    return Case(
        When(starts_on__gt=on, then=day + ExtractDay("starts_on")),
        default=Value(0),
        output_field=IntegerField(),
    )
