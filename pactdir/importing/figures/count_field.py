"""The form field for a count in DUO's files."""

from typing import Any

from django import forms
from django.core.validators import RegexValidator

from pactdir.importing.figures.counts import Count

NO_COUNT = "Schrijf een getal, of <5."


class CountField(forms.CharField):
    """A pupil count, or "<5" if DUO masks it."""

    default_validators = [RegexValidator(r"^(<5|[0-9]{1,6})\Z", NO_COUNT)]

    def clean(self, value: Any) -> Count:
        return Count.read(super().clean(value))
