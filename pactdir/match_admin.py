"""Where a national editor says whether a location of DUO is a school we have."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from pactdir.importing.school_decisions import decide, proposed_school, takes_code
from pactdir.models import SchoolMatch, Verdict
from regions.editing.base import ReadOnlyAdmin
from schools.level_words import in_line

OPEN = "nog te beslissen"


class VerdictFilter(admin.SimpleListFilter):
    title = "besluit"
    parameter_name = "besluit"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("open", OPEN), *Verdict.choices]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        if self.value() == "open":
            return queryset.filter(verdict="")
        return queryset.filter(verdict=self.value()) if self.value() else queryset


@admin.register(SchoolMatch)
class SchoolMatchAdmin(ReadOnlyAdmin):
    """The proposals themselves are to look at; what one decides follows at once."""

    list_display = ["location_shown", "school_shown", "reason", "verdict_shown"]
    list_filter = [VerdictFilter]
    list_select_related = ["school__place", "school__municipality", "location", "decided_by"]
    search_fields = ["key", "name", "school__folded_name"]
    actions = ["are_the_same", "are_others"]

    @admin.display(description="vestiging bij DUO", ordering="name")
    def location_shown(self, row: SchoolMatch) -> str:
        return f"{row.name} ({row.key}), {row.where}"

    @admin.display(description="school bij ons", ordering="school__folded_name")
    def school_shown(self, row: SchoolMatch) -> str:
        return row.school.name_and_place

    @admin.display(description="besluit", ordering="verdict")
    def verdict_shown(self, row: SchoolMatch) -> str:
        return row.get_verdict_display() or OPEN

    def has_decide_permission(self, request: HttpRequest) -> bool:
        """Who may see these may decide: national editors."""
        return self.has_view_permission(request)

    @admin.action(description="Is dezelfde school", permissions=["decide"])
    def are_the_same(self, request: HttpRequest, rows: QuerySet) -> None:
        self._decide_all(request, rows, Verdict.SAME)

    @admin.action(description="Is een andere school", permissions=["decide"])
    def are_others(self, request: HttpRequest, rows: QuerySet) -> None:
        self._decide_all(request, rows, Verdict.OTHER)

    def _decide_all(self, request: HttpRequest, rows: QuerySet, verdict: Verdict) -> None:
        for match in rows:
            self._decide(request, match, verdict)

    def _decide(self, request: HttpRequest, match: SchoolMatch, verdict: Verdict) -> None:
        try:
            messages.success(request, decide(match, verdict, request.user))
        except ValidationError as refusal:
            messages.error(request, f"{match.key}: {' '.join(refusal.messages)}")

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        match = self.get_object(request, object_id)
        if match is None or not self.has_decide_permission(request):
            return super().change_view(request, object_id, form_url, extra_context)
        verdict = request.POST.get("_verdict")
        if request.method == "POST" and verdict in Verdict.values:
            self._decide(request, match, Verdict(verdict))
            return HttpResponseRedirect(self._next(match))
        context = {**_context(match), **(extra_context or {})}
        return super().change_view(request, object_id, form_url, context)

    def _next(self, match: SchoolMatch) -> str:
        """The next proposal for that school, else of any, else the list."""
        waiting = SchoolMatch.objects.undecided()
        following = waiting.filter(school=match.school_id).first() or waiting.first()
        if following:
            return reverse("admin:pactdir_schoolmatch_change", args=[following.pk])
        return reverse("admin:pactdir_schoolmatch_changelist")


def _context(match: SchoolMatch) -> dict[str, Any]:
    theirs, ours = match.location or proposed_school(match), match.school
    address = ", ".join(filter(None, [ours.address, ours.postcode, ours.where]))
    code = ours.duo_code or (f"{ours.brin}, vestiging niet bekend" if ours.brin else "")
    rivals = SchoolMatch.objects.filter(school=ours).exclude(pk=match.pk)
    if takes_code(ours):
        same = (
            f"{ours} krijgt de code {match.key}. De naam blijft; wat bij ons leeg is, wordt "
            "aangevuld. Op de naam van DUO is de school ook te vinden."
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
        "what_other": f"{match.name} ({match.key}) {_as_another(match)}.",
    }


def _as_another(match: SchoolMatch) -> str:
    is_there = match.location is not None and match.location.published_from is not None
    return "blijft als eigen school op de site" if is_there else "komt als eigen school op de site"
