"""Admin where national editors decide about doubtful postcodes."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from pactdir.importing.desk.postcode_decisions import decide
from regions.editing.decisions import DecisionAdmin, VerdictFilter
from regions.models import PostcodeDoubt
from regions.models.geography import Doubt, Verdict


@admin.register(PostcodeDoubt)
class PostcodeDoubtAdmin(DecisionAdmin):
    verdicts = Verdict
    list_display = ["area", "about", "said", "other", "reason", "verdict_shown"]
    list_filter = [VerdictFilter, "about"]
    list_select_related = ["area"]
    search_fields = ["area__code", "said", "other"]
    actions = ["table_is_right", "table_is_wrong"]

    @admin.action(description="De postcodetabel klopt", permissions=["decide"])
    def table_is_right(self, request: HttpRequest, rows: QuerySet) -> None:
        self.decide_all(request, rows, Verdict.TABLE)

    @admin.action(description="De postcodetabel klopt niet", permissions=["decide"])
    def table_is_wrong(self, request: HttpRequest, rows: QuerySet) -> None:
        self.decide_all(request, rows, Verdict.OTHER)

    def decide(self, request: HttpRequest, row: PostcodeDoubt, verdict: str) -> str:
        return decide(row, Verdict(verdict))

    def name_of(self, row: PostcodeDoubt) -> str:
        return str(row.area)

    def context_of(self, row: PostcodeDoubt) -> dict[str, Any]:
        return {"right": _if_right(row), "wrong": _if_wrong(row)}


def _if_right(doubt: PostcodeDoubt) -> str:
    if doubt.about == Doubt.PLACE:
        return f"Toon {doubt.said}"
    if doubt.about == Doubt.POINT:
        return "Het punt klopt"
    return "Gewone postcode"


def _if_wrong(doubt: PostcodeDoubt) -> str:
    if doubt.about == Doubt.PLACE:
        return f"Toon {doubt.other}" if doubt.other else ""
    if doubt.about == Doubt.POINT:
        return "Het punt klopt niet"
    return "Nummer voor postbussen"
