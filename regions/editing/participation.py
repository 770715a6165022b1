"""Inline participations of a region or member, sorted by name, with past ones last."""

from collections.abc import Collection
from datetime import date
from typing import Any, ClassVar, cast

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Case, Count, IntegerField, OuterRef, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.forms.utils import flatatt
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from regions.clock import today
from regions.editing.date_fields import ConfirmsUnlikelyYears
from regions.editing.form_fields import choice_label
from regions.editing.formsets import ParticipationFormSet
from regions.editing.stacked_rows import StackedRows
from regions.models import Participation, Region
from regions.wording.dutch import counted

PARTICIPATION_FIELDS: list[Any] = [("since", "until"), ("source", "source_url")]


class FixedChoice(forms.HiddenInput):
    """A hidden value, displayed as a link to the row."""

    def __init__(self, row: Any) -> None:
        super().__init__()
        self.row = row

    is_hidden = False  # the link is visible

    def id_for_label(self, id_: str) -> str:
        return ""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        meta = self.row._meta
        where = reverse(f"admin:{meta.app_label}_{meta.model_name}_change", args=[self.row.pk])
        attributes = flatatt(
            {"type": "hidden", "name": name, "value": value or "", **(attrs or {})}
        )
        label = choice_label(self.row)
        return format_html('<input{}><a class="fixed" href="{}">{}</a>', attributes, where, label)


class ParticipationForm(ConfirmsUnlikelyYears):
    """The member and region of a stored row are fixed: if a member leaves, its end date is set."""

    formset_keys: Collection[int] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        row = cast(Participation, self.instance)
        if row.pk is None:
            return
        for name in ("region", row.member_field):
            if name in self.fields:
                self.fields[name].widget = FixedChoice(getattr(row, name))

    def _post_clean(self) -> None:
        # Exclude the stored rows of this formset, which the formset itself compares.
        self.instance.formset_keys = self.formset_keys
        super()._post_clean()  # type: ignore[misc]
        self.instance.formset_keys = ()

    def validate_constraints(self) -> None:
        # Skip the constraint on open periods, since the formset compares all periods itself.
        exclude = {*self._get_validation_exclusions(), "region"}  # type: ignore[attr-defined]
        try:
            self.instance.validate_constraints(exclude=exclude)
        except ValidationError as error:
            self._update_errors(error)  # type: ignore[attr-defined]


class ParticipationRowsFormSet(ParticipationFormSet):
    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        form.formset_keys = [row.pk for row in self.get_queryset()]


class ParticipationRows(StackedRows):
    """Inline of participations, loaded in one query; a subclass sets the model."""

    formset = ParticipationRowsFormSet
    form = ParticipationForm
    # Relations needed for the label of the member.
    member_label_relations: ClassVar[list[str]] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self._on_region_form:
            member: Any = self._model._meta.get_field(self._model.member_field)
            self.verbose_name = member.verbose_name
        else:
            self.verbose_name = "regio"
            self.verbose_name_plural = "Regio's waarin dit meedoet"

    @property
    def _on_region_form(self) -> bool:
        return self.parent_model is Region

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        member = self._model.member_field
        rows = super().get_queryset(request)
        rows = rows.select_related("region", member, *self.member_label_relations)
        day = today()
        return rows.annotate(
            other_regions=self._other_regions(day),
            is_past=Case(When(until__lt=day, then=Value(1)), default=Value(0)),
        ).order_by("is_past", "region__folded_name", f"{member}__folded_name", "pk")

    @property
    def _model(self) -> type[Participation]:
        return cast(type[Participation], self.model)

    def _other_regions(self, day: date) -> Coalesce:
        member = self._model.member_field
        others = self._model.objects.open(day).filter(**{member: OuterRef(member)})
        others = others.filter(region__published_from__lte=day)
        counts = others.exclude(region=OuterRef("region")).order_by().values(member)
        count = counts.annotate(count=Count("region", distinct=True)).values("count")
        return Coalesce(Subquery(count), 0, output_field=IntegerField())

    def row_title(self, row: Any) -> str:
        return choice_label(getattr(row, row.member_field) if self._on_region_form else row.region)

    def row_note(self, row: Any) -> str:
        since = f"sinds {row.since}" if row.since else ""
        until = f"tot en met {row.until}" if row.until else ""
        return " · ".join(part for part in (since, until, self._elsewhere(row)) if part)

    def _elsewhere(self, row: Any) -> str:
        return f"ook in {_others(row.other_regions)}" if row.other_regions else ""

    def empty_text(self, parent: Any) -> str:
        if self._on_region_form or parent.pk is None:
            return super().empty_text(parent)
        rows = self._model.objects.open(today()).filter(**{self._model.member_field: parent})
        count = rows.order_by().values("region").distinct().count()
        return f"Doet mee in {_others(count)}." if count else super().empty_text(parent)


def _others(count: int) -> str:
    return counted(count, "andere regio", "andere regio's")
