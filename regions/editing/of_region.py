"""Parts of the admin of rows that belong to a region and have a publication date."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import HttpRequest
from django.utils.html import format_html

from regions.clock import today
from regions.editing.base import DirectoryForm
from regions.editing.composed import Part
from regions.editing.publication_states import saved_message
from regions.models import Region

PUBLISHING_HELP_LEADER = (
    "Zonder datum is dit een concept: alleen u en uw collega's in de regio zien het. "
    "Met een datum staat het vanaf die dag op de site. "
    "Haalt u de datum weg, dan gaat het er weer af."
)
PUBLISHING_HELP_EDITOR = "Dit is een concept. Een projectleider zet het op de site."
PUBLICATION_DATE: tuple[str, Any] = (
    "Op de site",
    {"fields": ["published_from"], "description": PUBLISHING_HELP_LEADER},
)
ALREADY_SAVED = (
    "Dit is al opgeslagen: u vindt het in de lijst. "
    "Bedoelt u iets anders? Geef het dan een andere naam of een andere dag."
)


class RegionalForm(DirectoryForm):
    """A form that adds one row, not two, if the user submits twice on a slow connection."""

    identified_by: ClassVar[tuple[str, ...]] = ()
    # The form field that shows the error of a violated constraint.
    field_of_constraint: ClassVar[dict[str, str]] = {}

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        if self.instance.pk is None and not self.errors and self._already_exists():
            self.add_error("name", ALREADY_SAVED)
        return cleaned

    def _already_exists(self) -> bool:
        # Lock the region first, so that simultaneous requests are checked one after the other.
        values = {name: self.cleaned_data.get(name) for name in self.identified_by}
        if values["region"] is not None:
            list(Region.objects.filter(pk=values["region"].pk).locked())
        same = [
            Q(**{f"{name}__isnull": True} if value is None else {name: value})
            for name, value in values.items()
        ]
        return bool(self._meta.model.objects.filter(*same).exists())

    def _update_errors(self, errors: ValidationError) -> None:
        field_of_message = {
            constraint.violation_error_message: self.field_of_constraint[constraint.name]
            for constraint in self._meta.model._meta.constraints
            if constraint.name in self.field_of_constraint
        }
        errors_by_field: dict[str, list[ValidationError]] = {}
        for place, field_errors in errors.error_dict.items():
            for error in field_errors:
                field = field_of_message.get(error.message, place)
                errors_by_field.setdefault(field if field in self.fields else place, []).append(
                    error
                )
        super()._update_errors(ValidationError(errors_by_field))  # type: ignore[misc]


class PublicationPart(Part):
    """Explains the publication date in the form and in the messages after saving."""

    def fieldsets(self, request: HttpRequest, row: Any, fieldsets: Any) -> Any:
        if "published_from" not in self.model_admin.get_readonly_fields(request, row):
            return fieldsets
        new = {PUBLISHING_HELP_LEADER: PUBLISHING_HELP_EDITOR}
        return [
            (title, {**options, "description": new.get(old := options.get("description"), old)})
            for title, options in fieldsets
        ]

    def messages(self, form: Any) -> Iterator[str]:
        row = form.instance
        yield from form.assumed_years
        yield saved_message(row, today())
        if (page := self.model_admin.get_view_on_site_url(row)) is not None:
            yield format_html('<a href="{}">Bekijk {} op de site</a>', page, row)
