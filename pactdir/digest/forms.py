"""What a reader wants to receive, with and without an email address."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, QueryDict

from pactdir.digest.subscribing import Choices
from pactdir.models import Frequency, Subscriber
from pactdir.public_forms.forms import PublicFormMixin
from pactdir.to_do.filters import MAX_KM
from regions.models import PostcodeArea, Region, Theme
from regions.names.postcodes import postcode_in
from regions.wording.dutch import kilometres

CHOOSE = "Kies ten minste een regio, een thema of een postcode."
UNKNOWN_POSTCODE = "Deze postcode kennen wij niet. Vul vier cijfers in, zoals 1621."


class ChoicesForm(forms.Form):
    rhythm = forms.ChoiceField(
        label="Hoe vaak",
        choices=Frequency.choices,
        widget=forms.RadioSelect,
        initial=Frequency.MONTHLY,
    )
    postcode = forms.CharField(
        label="Postcode",
        required=False,
        max_length=12,
        help_text=(
            "Vier cijfers zijn genoeg, zoals 1621. Letters bewaren wij niet. U krijgt wat er is"
            f" binnen {kilometres(MAX_KM)}, en van de techniekregio daar."
        ),
        widget=forms.TextInput({"autocomplete": "postal-code", "inputmode": "numeric"}),
    )
    themes = forms.MultipleChoiceField(
        label="Thema's",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Kiest u ook een postcode of regio? Dan krijgt u alleen wat er daar over gaat.",
    )
    regions = forms.MultipleChoiceField(
        label="Regio's", required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, day: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.has_example = False
        regions = Region.objects.published(day)
        self._regions = self._choosable("regions", regions, regions.exclude_examples())
        self._themes = self._choosable(
            "themes", Theme.objects.published(day), Theme.objects.used_by_real_rows(day)
        )
        # Plain choices, since a query with a typed value could fail.
        self.fields["regions"].choices = [  # type: ignore[attr-defined]
            (slug, f"{region} (verzonnen)" if region.is_example else str(region))
            for slug, region in self._regions.items()
        ]
        self.fields["themes"].choices = [  # type: ignore[attr-defined]
            (slug, str(theme)) for slug, theme in self._themes.items()
        ]

    def _choosable(self, name: str, published: Any, real: Any) -> dict[str, Any]:
        """Real rows, and invented ones that were chosen: on their own page, or before."""
        rows = {row.slug: row for row in real.order_by("folded_name")}
        chosen = {*(self[name].value() or ())}
        if not chosen - rows.keys():
            return rows
        examples = {
            row.slug: row
            for row in published.order_by("folded_name")
            if row.slug in chosen - rows.keys()
        }
        self.has_example = self.has_example or bool(examples)
        return rows | examples

    def clean_postcode(self) -> str:
        typed = self.cleaned_data["postcode"]
        code = postcode_in(typed)
        known = PostcodeArea.objects.filter(code=code, place__municipality__is_example=False)
        if typed and not (code and known.exists()):
            raise ValidationError(UNKNOWN_POSTCODE)
        return code

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        chosen = ("postcode", "regions", "themes")
        if not self.errors and not any(self.cleaned_data[name] for name in chosen):
            raise ValidationError(CHOOSE)
        return cleaned

    @property
    def choices(self) -> Choices:
        return Choices(
            Frequency(self.cleaned_data["rhythm"]),
            tuple(self._regions[slug] for slug in self.cleaned_data["regions"]),
            tuple(self._themes[slug] for slug in self.cleaned_data["themes"]),
            self.cleaned_data["postcode"],
        )


class SubscribeForm(PublicFormMixin, ChoicesForm):
    name = "mail"

    email = forms.EmailField(
        label="E-mailadres",
        max_length=254,
        widget=forms.EmailInput({"autocomplete": "email"}),
    )
    field_order = ["email", "rhythm", "postcode", "themes", "regions"]

    def __init__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().__init__(request, *args, **kwargs)


def initial_from_query(query: QueryDict) -> dict[str, Any]:
    return {
        "regions": query.getlist("regio"),
        "themes": query.getlist("thema"),
        "postcode": postcode_in(query.get("postcode", "")),
    }


def initial_of(subscriber: Subscriber) -> dict[str, Any]:
    return {
        "rhythm": subscriber.rhythm,
        "postcode": subscriber.postcode,
        "regions": _slugs(subscriber.regions.all()),
        "themes": _slugs(subscriber.themes.all()),
    }


def _slugs(rows: Iterable[Region | Theme]) -> list[str]:
    return [row.slug for row in rows]
