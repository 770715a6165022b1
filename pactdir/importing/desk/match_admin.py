"""Admin in which a national editor decides whether a DUO location is a stored school."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from pactdir.importing.desk.school_decisions import (
    decide,
    may_be_succeeded,
    proposed_school,
    takes_code,
)
from pactdir.models import SchoolMatch, Verdict
from regions.editing.decisions import DecisionAdmin, VerdictFilter
from schools.level_words import in_line


@admin.register(SchoolMatch)
class SchoolMatchAdmin(DecisionAdmin):
    verdicts = Verdict
    list_display = ["location_shown", "school_shown", "reason", "verdict_shown"]
    list_filter = [VerdictFilter]
    list_select_related = ["school__place", "school__municipality", "location", "decided_by"]
    search_fields = ["key", "name", "school__folded_name"]
    actions = ["are_the_same", "are_others", "are_successors"]

    @admin.display(description="vestiging bij DUO", ordering="name")
    def location_shown(self, row: SchoolMatch) -> str:
        return f"{row.name} ({row.key}), {row.where}"

    @admin.display(description="school bij ons", ordering="school__folded_name")
    def school_shown(self, row: SchoolMatch) -> str:
        return row.school.name_and_place

    @admin.action(description="Is dezelfde school", permissions=["decide"])
    def are_the_same(self, request: HttpRequest, rows: QuerySet) -> None:
        self.decide_all(request, rows, Verdict.SAME)

    @admin.action(description="Is een andere school", permissions=["decide"])
    def are_others(self, request: HttpRequest, rows: QuerySet) -> None:
        self.decide_all(request, rows, Verdict.OTHER)

    @admin.action(description="Is de opvolger", permissions=["decide"])
    def are_successors(self, request: HttpRequest, rows: QuerySet) -> None:
        self.decide_all(request, rows, Verdict.SUCCESSOR)

    def decide(self, request: HttpRequest, row: SchoolMatch, verdict: str) -> str:
        return decide(row, Verdict(verdict), request.user)

    def name_of(self, row: SchoolMatch) -> str:
        return row.key

    def context_of(self, row: SchoolMatch) -> dict[str, Any]:
        return _context(row)

    def next_after(self, row: SchoolMatch) -> SchoolMatch | None:
        waiting = SchoolMatch.objects.undecided()
        return waiting.filter(school=row.school_id).first() or waiting.first()


def _context(match: SchoolMatch) -> dict[str, Any]:
    theirs, ours = match.location or proposed_school(match), match.school
    address = ", ".join(filter(None, [ours.address, ours.postcode, ours.where]))
    code = ours.duo_code or (f"{ours.brin}, vestiging niet bekend" if ours.brin else "")
    rivals = SchoolMatch.objects.filter(school=ours).exclude(pk=match.pk)
    if takes_code(ours):
        same = (
            f"{ours} krijgt de code {match.key}. Wat bij ons leeg is, wordt aangevuld. "
            "Een naam die een redacteur gaf, blijft; een andere volgt DUO, en de oude blijft "
            "te vinden."
        )
    else:
        same = (
            f"{match.key} wordt onthouden als nog een code van {ours}; wat bij ons leeg is, wordt "
            "aangevuld."
        )
    same += " Wat aan de vestiging hangt gaat mee, en haar adres leidt voortaan hierheen."
    return {
        "sides": [
            ("Naam", match.name, ours.name),
            ("DUO-code", match.key, code),
            ("Waar", match.where, address),
            ("Niveaus", in_line(theirs), in_line(ours)),
            ("Site", theirs.website, ours.website),
            ("Bron", match.source, ours.source),
        ],
        "rivals": rivals,
        "what_same": same,
        "what_successor": _as_successor(match) if may_be_succeeded(ours) else "",
        "what_other": f"{match.name} ({match.key}) {_as_another(match)}.",
    }


def _as_successor(match: SchoolMatch) -> str:
    return (
        f"{match.school} houdt haar eigen pagina, en daar staat dat zij verder gaat als "
        f"{match.name} ({match.key}). Beide houden hun naam en hun deelnames."
    )


def _as_another(match: SchoolMatch) -> str:
    is_there = match.location is not None and match.location.published_from is not None
    return "blijft als eigen school op de site" if is_there else "komt als eigen school op de site"
