"""The form of a report."""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError

from pactdir.error_reports.reported_page import path_of
from pactdir.public_forms.forms import PublicForm

NOT_A_PAGE = (
    "Deze pagina vinden wij niet op deze site. Open de pagina, en plak hier het hele adres dat"
    " boven in het venster staat."
)
MAX_TEXT = 2000


class ReportForm(PublicForm):
    name = "klopt-niet"

    page = forms.CharField(label="Over welke pagina?", max_length=600)
    text = forms.CharField(
        label="Wat klopt er niet, en wat moet er staan?",
        max_length=MAX_TEXT,
        widget=forms.Textarea({"rows": 5}),
    )
    evidence = forms.CharField(
        label="Waar is dat te lezen?",
        required=False,
        max_length=500,
        help_text="Bijvoorbeeld een link, of een bericht met datum.",
    )
    email = forms.EmailField(
        label="E-mailadres voor een antwoord",
        required=False,
        max_length=150,
        help_text=(
            "Het komt nooit op de site. Gewist: dertig dagen na het antwoord, anders na twee jaar."
        ),
        widget=forms.EmailInput({"autocomplete": "email"}),
    )

    def clean_page(self) -> str:
        path = path_of(self.cleaned_data["page"], self.request.get_host())
        if path is None:
            raise ValidationError(NOT_A_PAGE)
        return path

    def clean_email(self) -> str:
        return str(self.cleaned_data["email"]).lower()
