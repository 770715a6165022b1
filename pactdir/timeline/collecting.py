"""Points of a region or a municipality: one function for each kind, listed in `COLLECTORS`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from django.urls import reverse
from django.utils.text import capfirst

from news.models import Article, Event, EventStatus
from pactdir.timeline.points import Kind, Point
from pactdir.timeline.scope import Scope
from partners.models import Offer
from regions.fields.partial_date import PartialDate
from regions.models import Agreement
from regions.models.agreements import EndWording
from regions.names.folding import is_same_name
from regions.wording.dutch import days_in_words
from schools.models import Figure, School, SchoolName

# A change to one of these fields is news for anyone who wants to join.
CONDITIONS_OF_OFFER = (
    *("kind", "audience", "venue", "place", "weekdays", "by_appointment"),
    *("cost", "cost_note", "capacity", "join_until"),
)

Collector = Callable[[Scope], Iterable[Point]]


def timeline_points(scope: Scope) -> list[Point]:
    return [point for collect in COLLECTORS for point in collect(scope)]


# --- agreements ---


def signatures(scope: Scope) -> Iterator[Point]:
    for agreement in _agreements(scope):
        if agreement.is_signed:
            place = f", bij {agreement.signed_at}" if agreement.signed_at else ""
            when = f" {_at(agreement.signed)}" if agreement.signed else ""
            unknown = "" if agreement.signed else "; wanneer, is niet bekend"
            is_ahead = not agreement.is_signed_by(scope.day)
            verb = "wordt" if is_ahead else "is"
            yield _agreement_point(
                agreement,
                kind=Kind.SIGNED,
                on=agreement.signed,
                before=f"{_named(agreement)} {verb} ondertekend{when}{place}{unknown}.",
                is_ahead=is_ahead,
                changes_when_past=True,
                fields=("is_signed", "signed", "signed_at"),
            )


def beginnings(scope: Scope) -> Iterator[Point]:
    for agreement in _agreements(scope):
        name, starts = capfirst(agreement.in_a_sentence), agreement.starts
        agreed = f"; afgesproken {agreement.end_in_words}" if agreement.ends else ""
        verb = "begint" if agreement.is_ahead(scope.day) else "begon"
        yield _agreement_point(
            agreement,
            kind=Kind.BEGINS,
            on=starts,
            before=f"{name} {verb} {_at(starts)}{agreed}."
            if starts
            else f"{_named(agreement)}: vanaf wanneer, is niet bekend.",
            is_ahead=agreement.is_ahead(scope.day),
            changes_when_past=True,
            fields=("starts", "ends", "end_wording"),
        )


def endings(scope: Scope) -> Iterator[Point]:
    for region in scope.regions:
        for agreement, state in region.states_on(scope.day):
            name = capfirst(agreement.in_a_sentence)
            if agreement.terminated:
                yield _agreement_point(
                    agreement,
                    kind=Kind.ENDS,
                    on=agreement.terminated,
                    before=f"{name} is beëindigd: {agreement.terminated}.",
                    source=agreement.termination_source,
                    source_url="",
                    is_end=True,
                    is_ahead=agreement.terminated.first_day > scope.day,
                    fields=("terminated",),
                )
            elif agreement.ends:
                passes = agreement.ends.last_day + timedelta(1)
                is_past = passes <= scope.day
                yield _agreement_point(
                    agreement,
                    kind=Kind.ENDS,
                    on=PartialDate.of(passes) if is_past else agreement.ends,
                    before=f"Einddatum voorbij. {_passed(agreement)} {state.follow_up}".strip()
                    if is_past
                    else f"{name} loopt {agreement.end_in_words}.",
                    is_end=not is_past,
                    agreed_end=agreement.ends if is_past else None,
                    is_ahead=not is_past,
                    changes_when_past=True,
                    fields=("ends", "end_wording"),
                )


def leads(scope: Scope) -> Iterator[Point]:
    for region in scope.regions:
        named = [row for row in region.agreements.all() if row.starts and row.lead_organisation]
        named.sort(key=lambda row: (row.kind, row.starts.first_day, row.pk))
        for before, agreement in pairwise(named):
            is_next = before.kind == agreement.kind and before.last_day < agreement.starts.first_day
            if is_next and agreement.lead_organisation != before.lead_organisation:
                yield _agreement_point(
                    agreement,
                    kind=Kind.LEAD,
                    on=agreement.starts,
                    before=f"Penvoerder vanaf {agreement.starts}: {agreement.lead_organisation}; "
                    f"van de overeenkomst daarvoor: {before.lead_organisation}.",
                    is_ahead=agreement.is_ahead(scope.day),
                    fields=("lead_organisation",),
                )


def _agreements(scope: Scope) -> Iterator[Agreement]:
    for region in scope.regions:
        yield from region.agreements.all()


def _named(agreement: Agreement) -> str:
    period = f" ({agreement.period_in_words})" if agreement.period_in_words else ""
    return f"{capfirst(agreement.in_a_sentence)}{period}"


def _passed(agreement: Agreement) -> str:
    # A source for the agreed end does not confirm that it ended then.
    if agreement.end_wording == EndWording.AT_LEAST:
        return f"Tot {agreement.ends} liep {agreement.in_a_sentence} in elk geval."
    return f"{capfirst(agreement.in_a_sentence)} was afgesproken {agreement.end_in_words}."


def _agreement_point(agreement: Agreement, **fields: Any) -> Point:
    region = agreement.region
    own = {
        "row": agreement,
        "after": "",
        "region": region,
        "source": agreement.source,
        "source_url": agreement.source_url,
        "public_from": region.published_from,
    }
    return Point(**{**own, **fields})


# --- who takes part ---


def school_members(scope: Scope) -> Iterator[Point]:
    for row in scope.school_rows:
        of = f" van {row.region}" if scope.names_regions else ""
        yield from _periods(scope, row, row.school.label, row.school, of, "school,scholen")


def partner_members(scope: Scope) -> Iterator[Point]:
    for row in scope.partner_rows:
        of = f" van {row.region}" if scope.names_regions else ""
        yield from _periods(scope, row, row.partner.name, row.partner, of, "partner,partners")


def municipality_members(scope: Scope) -> Iterator[Point]:
    for row in scope.municipality_rows:
        if scope.names_regions:
            # That is the municipality of the page, or one merged into it, so name only the region.
            of = f" van {row.region}"
            yield from _periods(scope, row, row.municipality.name, row.region, of)
        else:
            name, nouns = row.municipality.name, "gemeente,gemeenten"
            yield from _periods(scope, row, name, row.municipality, "", nouns)


def _periods(
    scope: Scope, row: Any, name: str, page: Any, of_region: str, nouns: str = ""
) -> Iterator[Point]:
    own: dict[str, Any] = {
        "row": row,
        "name": name,
        "url": page.get_absolute_url(),
        "nouns": nouns,
        "region": row.region,
        "source": row.source,
        "source_url": row.source_url,
        "public_from": latest_day(row.region, page),
    }
    # Without a known start, omit the date: it may be long after the start of an agreement.
    since = f" vanaf {row.since}" if row.since else ", begin niet bekend"
    yield Point(
        kind=Kind.JOINS,
        on=row.since,
        before=f"Deelnemer{of_region}{since}: ",
        is_ahead=bool(row.since and row.since.first_day > scope.day),
        fields=("since",),
        **own,
    )
    if row.until:
        yield Point(
            kind=Kind.LEAVES,
            on=row.until,
            before=f"Deelnemer{of_region} tot en met {row.until}: ",
            is_end=True,
            is_ahead=not row.is_former(scope.day),
            fields=("until",),
            **own,
        )


# --- schools and municipalities ---


def former_names(scope: Scope) -> Iterator[Point]:
    names = SchoolName.objects.filter(school__in=scope.schools.values("pk"))
    names = names.select_related("school__place").order_by("school__folded_name", "pk")
    for name in names:
        school = name.school
        if not is_same_name(name.name, school.name):
            until = f"tot {name.until}" if name.until else "eerder, tot wanneer is niet bekend"
            yield Point(
                kind=Kind.SCHOOL,
                on=name.until,
                before=f"{name.name} heette zo {until}; nu is de naam ",
                name=school.name_and_place,
                url=school.get_absolute_url(),
                nouns="school,scholen",
                source=name.source,
                source_url=name.source_url,
                is_ahead=bool(name.until and name.until.first_day > scope.day),
                row=name,
                fields=("name", "until"),
                public_from=school.published_from,
            )


def closures(scope: Scope) -> Iterator[Point]:
    for school in _ended_schools(scope):
        successor = school.successor
        if successor and not successor.is_published(scope.day):
            successor = None
        if not school.closed_on and not successor:
            continue
        followed = f"opgevolgd door {successor.name_and_place}" if successor else ""
        if school.closed_on:
            after = f" ({followed})." if followed else "."
            before = f"School gesloten, {school.closed_on}: "
        else:
            before, after = "", f" is {followed}; wanneer, is niet bekend."
        yield Point(
            kind=Kind.SCHOOL,
            on=school.closed_on,
            before=before,
            name=school.name_and_place,
            after=after,
            url=school.get_absolute_url(),
            source=school.source,
            source_url=school.source_url,
            is_ahead=bool(school.closed_on and school.closed_on.first_day > scope.day),
            row=school,
            fields=("closed_on", "successor"),
            public_from=school.published_from,
        )


def _ended_schools(scope: Scope) -> Iterable[School]:
    rows = scope.schools.select_related("place", "successor__place")
    return rows.exclude(closed_on=None, successor=None).order_by("folded_name", "pk")


def mergers(scope: Scope) -> Iterator[Point]:
    for step in scope.mergers:
        yield Point(
            kind=Kind.MERGER,
            on=step.on,
            before="Herindeling: ",
            name=step.old_in_words,
            after=f" hoort bij {step.new}.",
            source=step.source,
            source_url=step.source_url,
            row=step,
            fields=("on",),
        )


# --- events, articles, figures ---


def events(scope: Scope) -> Iterator[Point]:
    rows = Event.objects.published(scope.day).filter(region__in=scope.regions)
    for event in rows.select_related("region", "school").chronological():
        yield Point(
            kind=Kind.EVENT,
            on=PartialDate.of(event.starts_on),
            before=f"Activiteit{_days_of(event)}: ",
            name=event.name,
            after=_state_of(event, scope.day),
            url=event.get_absolute_url(),
            source=event.source,
            source_url=event.source_url,
            region=event.region,
            is_ahead=not event.is_past(scope.day),
            row=event,
            fields=("status", "starts_on", "ends_on"),
            public_from=latest_day(event, event.region, event.school),
        )


def _days_of(event: Event) -> str:
    if event.starts_on == event.ends_on:
        return ""
    return f" op {days_in_words(event.starts_on, event.ends_on)}"


def _state_of(event: Event, on: date) -> str:
    if event.status == EventStatus.CANCELLED:
        return " ging niet door." if event.is_past(on) else " gaat niet door."
    if event.status == EventStatus.MOVED and event.moved_from_in_words:
        return f" (verplaatst, was {event.moved_from_in_words})."
    return "."


def offers(scope: Scope) -> Iterator[Point]:
    rows = Offer.objects.published(scope.day).in_regions(pk__in=[row.pk for row in scope.regions])
    for offer in rows.select_related("region", "school", "partner").order_by("folded_name", "pk"):
        own: dict[str, Any] = {
            "kind": Kind.OFFER,
            "name": offer.name,
            "url": offer.get_absolute_url(),
            "region": offer.region,
            "source": offer.source,
            "source_url": offer.source_url,
            "row": offer,
            "public_from": latest_day(offer, offer.region, offer.school, offer.partner),
        }
        starts, ends = offer.starts, offer.ends
        yield Point(
            on=starts,
            before=f"Aanbod{_start_of(offer)}: ",
            is_ahead=bool(starts and starts.first_day > scope.day),
            fields=("starts", *CONDITIONS_OF_OFFER),
            **own,
        )
        if ends and ends != starts:
            yield Point(
                on=ends,
                before=f"Aanbod tot en met {ends}: ",
                is_end=True,
                is_ahead=not offer.is_past(scope.day),
                part="einde",
                fields=("ends",),
                **own,
            )


def _start_of(offer: Offer) -> str:
    if offer.starts is None:
        return ", begin niet bekend"
    if offer.starts != offer.ends:
        return f" vanaf {offer.starts}"
    return f" op {offer.starts}" if offer.starts.day else f" in {offer.starts}"


def articles(scope: Scope) -> Iterator[Point]:
    rows = Article.objects.published(scope.day).filter(region__in=scope.regions)
    for article in rows.for_list():
        dated = "" if article.dated else ", datum niet bekend"
        yield Point(
            kind=Kind.ARTICLE,
            on=article.dated,
            before=f"{capfirst(article.get_kind_display())}{dated}: ",
            name=article.name,
            url=article.get_absolute_url(),
            source=article.source,
            source_url=article.source_url,
            region=article.region,
            is_ahead=bool(article.dated and article.dated.first_day > scope.day),
            row=article,
            fields=("dated",),
            public_from=latest_day(article, article.region),
        )


def reported_figures(scope: Scope) -> Iterator[Point]:
    """Figures that a source reports for a region itself, not sums over its schools."""
    rows = Figure.objects.reported().filter(region__in=scope.regions)
    for figure in rows.select_related("indicator", "region"):
        if figure.indicator.is_published(scope.day):
            yield Point(
                kind=Kind.FIGURES,
                on=figure.as_of,
                before="Cijfer: ",
                name=figure.indicator.name,
                after=f", {figure.period}."
                if figure.as_of
                else f", {figure.period}; peildatum niet bekend.",
                url=reverse("figures:area", args=[figure.indicator.slug, figure.area_code]),
                source=figure.source,
                source_url=figure.source_url,
                region=figure.region,
                row=figure,
                fields=("low", "high", "of_low", "of_high"),
                public_from=latest_day(figure.region, figure.indicator),
            )


COLLECTORS: list[Collector] = [
    signatures,
    beginnings,
    endings,
    leads,
    municipality_members,
    school_members,
    partner_members,
    former_names,
    closures,
    mergers,
    events,
    offers,
    articles,
    reported_figures,
]


def _at(when: PartialDate | None) -> str:
    return when.in_a_sentence if when else ""


def latest_day(*pages: Any) -> date | None:
    days = [getattr(page, "published_from", None) for page in pages]
    return max((day for day in days if day), default=None)
