"""What a company or region is asked, in steps; the leader gets the same questions at once."""

from __future__ import annotations

import re
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from pactdir.models import Submission, SubmissionKind
from pactdir.public_forms.forms import PublicForm, PublicFormMixin
from pactdir.submissions.places import PlaceField, places_named, regions_at
from partners.models import Cost, Offer, OfferKind, Partner
from regions.clock import today
from regions.models import ERASED, Place, Region
from regions.names.postcodes import postcode_in
from regions.wording.dutch import listed

LINK = re.compile(r"https?://|www\.", re.IGNORECASE)
MAX_LINKS = 2
TOO_MANY_LINKS = "Zet hoogstens twee links in de tekst. De link naar uw site heeft een eigen vak."
NAME_ERASED = f"Hier is een naam gewist. Schrijf de zin opnieuw, zonder {ERASED}."
SAME_ORGANISATION = "Van wie dit aanbod is, verandert hier niet. Vraag dat de regio."
WHICH_PLACE = "Er zijn meer plaatsen die zo heten. Kies de uwe."
REGION_OR_POSTCODE = "Kies uw regio, of vul hieronder de postcode van uw organisatie in."
UNKNOWN_POSTCODE = "Bij deze postcode kennen wij geen techniekregio. Kies er hierboven een."
SEVERAL_REGIONS = "Bij deze postcode horen meer regio's: {}. Kies er hierboven een."
OTHER_REGION = "Bij deze postcode kennen wij alleen: {}. Kies hierboven, of haal de postcode weg."
NO_POSTCODE = "Dit is geen postcode. Typ vier cijfers, met of zonder letters."
SHARE = "Zet dit op de site"


class LinkRequestForm(PublicForm):
    name = "doe-mee"

    email = forms.EmailField(
        label="E-mailadres van uw organisatie",
        max_length=150,
        help_text="Bijvoorbeeld info@. Hier komt de link aan; het adres komt niet op de site.",
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )

    def clean_email(self) -> str:
        return str(self.cleaned_data["email"]).lower()


class Questions(forms.BaseForm):
    """All questions, or those of one step."""

    steps: ClassVar[dict[str, tuple[str, ...]]] = {}
    titles: ClassVar[dict[str, str]] = {}

    def __init__(self, *args: Any, step: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if step:
            self.fields = {name: self.fields[name] for name in self.steps[step]}
        for field in self.fields.values():
            field.widget.attrs.pop("cols", None)
            if isinstance(field, forms.TypedChoiceField):  # of a column with choices
                _name_blank_choice(field)

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        names = [name for name, field in self.fields.items() if type(field) is forms.CharField]
        texts = " ".join(str(self.cleaned_data.get(name) or "") for name in names)
        if len(LINK.findall(texts)) > MAX_LINKS:
            raise ValidationError(TOO_MANY_LINKS)
        for name in self.fields:
            if ERASED in str(self.cleaned_data.get(name) or ""):
                self.add_error(name, NAME_ERASED)
        return cleaned

    def as_typed(self) -> dict[str, Any]:
        """The values to store, with which the form can be filled in again."""
        values = {name: self[name].value() for name in self.fields}
        return {
            name: value.replace("\r\n", "\n").strip() if isinstance(value, str) else value
            for name, value in values.items()
        }


def _name_blank_choice(field: forms.TypedChoiceField) -> None:
    blank = "Maak een keuze" if field.required else "Niet opgegeven"
    field.choices = [(value, label if value else blank) for value, label in _choices_of(field)]


def _choices_of(field: forms.ChoiceField) -> list[tuple[str, str]]:
    choices: Any = field.choices
    return list(choices)


def _regions() -> Any:
    return Region.objects.published(today()).for_list()


class RegionQuestion(forms.ModelChoiceField):
    optional_words = "of vul hieronder uw postcode in"

    def __init__(self) -> None:
        super().__init__(
            Region.objects.none(),
            label="Techniekregio",
            help_text="De projectleider van deze regio bekijkt wat u inzendt.",
            empty_label="Kies een regio",
        )

    def label_from_instance(self, region: Any) -> str:
        return f"{region} (verzonnen voorbeeld)" if region.is_example else str(region)


class HttpsURLField(forms.URLField):
    """Takes an address without a scheme as one with https."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(assume_scheme="https", **kwargs)


class OfRegion(Questions):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if isinstance(field := self.fields.get("region"), RegionQuestion):
            field.queryset = _regions()
        if "place_name" in self.fields:
            self._ask_which_place()

    def _ask_which_place(self) -> None:
        try:
            text = self.fields["place_name"].clean(self["place_name"].value())
        except ValidationError:
            return
        places = places_named(text)
        if len(places) > 1:
            rows = Place.objects.filter(pk__in=[place.pk for place in places])
            field = PlaceField(
                rows.select_related("municipality").order_by("municipality__name", "pk"),
                label="Welke plaats bedoelt u?",
                empty_label="Kies een plaats",
                error_messages={"required": WHICH_PLACE},
            )
            self.fields = _inserted(self.fields, "place_name", "place", field)


def _inserted(fields: Any, after: str, name: str, field: forms.Field) -> dict[str, Any]:
    """The fields with another one after the one of that name."""
    rows = list(fields.items())
    rows.insert([key for key, _ in rows].index(after) + 1, (name, field))
    return dict(rows)


class ProfileQuestions(OfRegion, forms.ModelForm):
    steps = {
        "wie": ("region", "name", "kind", "sectors", "place_name", "website"),
        "wat": ("summary", "makes", "other_sites", "trades", "recognition"),
        "contact": (
            *("contact_role", "contact_email", "email_is_public"),
            *("contact_phone", "phone_is_public", "kvk_number", "kvk_is_public"),
        ),
    }
    titles = {"wie": "Uw bedrijf", "wat": "Wat u doet", "contact": "Contact"}

    region = RegionQuestion()
    place_name = forms.CharField(label="Plaats", max_length=80, required=False)

    class Meta:
        model = Partner
        fields = [
            *("name", "kind", "sectors", "website", "summary", "makes", "other_sites", "trades"),
            *("recognition", "contact_role", "contact_email", "email_is_public"),
            *("contact_phone", "phone_is_public", "kvk_number", "kvk_is_public"),
        ]
        labels = {
            "name": "Naam van uw organisatie",
            "kind": "Wat voor organisatie is dat?",
            "website": "Uw site",
            "summary": "Uw bedrijf in twee zinnen",
            "makes": "Wat maakt of doet u?",
            "other_sites": "Andere vestigingen",
            "trades": "Voor welke vakken leidt u op?",
            "recognition": "Bent u een erkend leerbedrijf (SBB)?",
            "contact_role": "Afdeling of rol waar men terecht kan",
            "contact_email": "E-mailadres van uw organisatie",
            "email_is_public": f"{SHARE}: het e-mailadres",
            "contact_phone": "Telefoonnummer van uw organisatie",
            "phone_is_public": f"{SHARE}: het telefoonnummer",
            "kvk_number": "KVK-nummer",
            "kvk_is_public": f"{SHARE}: het KVK-nummer",
        }
        help_texts = {
            "website": "Begint met https://.",
            "makes": "In gewone woorden, zonder namen van mensen.",
            "other_sites": "Eén vestiging op een regel, met de plaats erbij.",
            "trades": "Met een komma ertussen: lassen, elektrotechniek.",
            "contact_role": "Bijvoorbeeld: afdeling opleidingen. Geen naam van een persoon.",
            "contact_email": "Een adres van de organisatie, niet van een persoon.",
            "contact_phone": "Een nummer van de organisatie, niet van een persoon.",
            "kvk_number": "Helpt de regio om u te herkennen. Acht cijfers.",
            "kvk_is_public": "Van een eenmanszaak wijst dit nummer uw huisadres aan.",
        }
        field_classes = {"website": HttpsURLField}
        widgets = {name: forms.Textarea({"rows": 4}) for name in ("summary", "makes")}
        widgets["other_sites"] = forms.Textarea({"rows": 3})

    def clean_kvk_number(self) -> str:
        number = str(self.cleaned_data["kvk_number"])
        if number:
            Partner._meta.get_field("kvk_number").run_validators(number)
        return number

    def _get_validation_exclusions(self) -> set[str]:
        # Another partner may have this number: the leader decides whether it is the same one.
        return {*super()._get_validation_exclusions(), "kvk_number"}  # type: ignore[misc]


class OfferQuestions(OfRegion, forms.ModelForm):
    steps = {
        "wie": ("region", "organisation", "place_name", "name", "kind", "audience"),
        "wat": (
            *("summary", "text", "venue", "starts", "ends", "weekdays", "by_appointment"),
            *("cost", "cost_note", "capacity"),
        ),
        "contact": ("how_to_join", "join_url", "join_email", "join_phone", "join_until", "share"),
    }
    titles = {"wie": "Uw aanbod", "wat": "Wat, waar en wanneer", "contact": "Meedoen"}

    region = RegionQuestion()
    organisation = forms.CharField(label="Naam van uw organisatie", max_length=120)
    place_name = forms.CharField(label="Plaats", max_length=80, required=False)
    text = forms.CharField(
        label="Vertel er meer over",
        max_length=5000,
        required=False,
        widget=forms.Textarea({"rows": 6}),
    )
    share = forms.BooleanField(
        label=f"{SHARE}: het e-mailadres en telefoonnummer hierboven", required=False
    )

    class Meta:
        model = Offer
        fields = [
            *("name", "kind", "audience", "summary", "venue", "starts", "ends", "weekdays"),
            *("by_appointment", "cost", "cost_note", "capacity", "how_to_join", "join_url"),
            *("join_email", "join_phone", "join_until"),
        ]
        labels = {
            "name": "Titel",
            "kind": "Wat is het?",
            "summary": "In twee zinnen: wat doet men?",
            "venue": "Waar: gebouw en adres",
            "how_to_join": "Hoe doet men mee?",
        }
        help_texts = {
            "starts": "Zo precies als u het weet: 2027, mei 2027 of 18-5-2027.",
            "cost_note": "Alleen als het geld kost.",
            "join_url": "Begint met https://.",
            "join_email": "Een adres van de organisatie, niet van een persoon.",
            "join_phone": "Een nummer van de organisatie, niet van een persoon.",
        }
        field_classes = {"join_url": HttpsURLField}
        widgets = {"summary": forms.Textarea({"rows": 3})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if isinstance(cost := self.fields.get("cost"), forms.ChoiceField):
            cost.initial = Cost.UNKNOWN
        if isinstance(kind := self.fields.get("kind"), forms.ChoiceField):
            taught = (OfferKind.ELECTIVE, OfferKind.COURSE)  # by schools
            kind.choices = [row for row in _choices_of(kind) if row[0] not in taught]

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        given = [self.cleaned_data.get(name) for name in ("join_email", "join_phone")]
        if "share" in self.fields and any(given) and not self.cleaned_data.get("share"):
            self.add_error("share", "Vink dit aan, of haal het adres en nummer hierboven weg.")
        return cleaned


class NewRegionQuestions(Questions, forms.Form):
    steps = {"wie": ("name", "lead_organisation", "asked_by", "website", "note")}
    titles = {"wie": "Uw regio"}

    name = forms.CharField(label="Naam van de techniekregio", max_length=120)
    lead_organisation = forms.CharField(
        label="Penvoerder of trekker",
        max_length=120,
        help_text="De organisatie die de regio leidt.",
    )
    asked_by = forms.CharField(
        label="Uw rol en organisatie",
        max_length=120,
        help_text="Bijvoorbeeld: projectleider bij de gemeente. Geen naam van een persoon.",
    )
    website = HttpsURLField(label="Site", required=False, help_text="Begint met https://.")
    note = forms.CharField(
        label="Wat wij nog moeten weten",
        max_length=2000,
        required=False,
        widget=forms.Textarea({"rows": 4}),
    )


class PostcodeField(forms.CharField):
    optional_words = "alleen nodig als u geen regio koos"


class PostcodeQuestion(OfRegion):
    """A postcode instead of the name of a region; it is not stored."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "region" in self.fields:
            self.fields["region"].required = False
            field = PostcodeField(
                label="Postcode van uw organisatie",
                max_length=10,
                required=False,
                help_text="Hiermee zoeken wij uw regio op. Wij bewaren de postcode niet.",
                widget=forms.TextInput(attrs={"autocomplete": "postal-code"}),
            )
            self.fields = _inserted(self.fields, "region", "postcode", field)

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        if "postcode" in self.fields and not {"region", "postcode"} & self.errors.keys():
            self._find_region()
        return cleaned

    def _find_region(self) -> None:
        chosen, postcode = self.cleaned_data.get("region"), self.cleaned_data.get("postcode")
        if not postcode:
            if chosen is None:
                self.add_error("region", REGION_OR_POSTCODE)
            return
        found = regions_at(postcode, today())
        if not postcode_in(postcode):
            self.add_error("postcode", NO_POSTCODE)
        elif chosen is not None:
            if found and chosen not in found:
                self.add_error("postcode", OTHER_REGION.format(listed(map(str, found))))
        elif len(found) == 1:
            self.cleaned_data["region"] = found[0]
        elif found:
            self.add_error("postcode", SEVERAL_REGIONS.format(listed(map(str, found))))
        else:
            self.add_error("postcode", UNKNOWN_POSTCODE)

    def as_typed(self) -> dict[str, Any]:
        values = super().as_typed()
        if values.pop("postcode", ""):
            values["region"] = str(self.cleaned_data["region"].pk)
        return values


class ProfileStep(PublicFormMixin, PostcodeQuestion, ProfileQuestions):
    name, max_per_day = "doe-mee-bedrijf", 200


class OfferStep(PublicFormMixin, PostcodeQuestion, OfferQuestions):
    name, max_per_day = "doe-mee-aanbod", 200


class NewRegionStep(PublicFormMixin, NewRegionQuestions):
    name = "doe-mee-regio"  # type: ignore[misc, assignment]  # of the form; the question stays


class ButtonForm(PublicForm):
    """A button, with the same protection as a form that is filled in."""

    name, max_per_day = "doe-mee-knop", 200


class CheckForm(ButtonForm):
    removal_reason = forms.CharField(
        label="Waarom?",
        max_length=1000,
        required=False,
        help_text="De regio leest dit. Schrijf geen namen van mensen op.",
        widget=forms.Textarea({"rows": 3}),
    )


QUESTIONS: dict[str, Any] = {
    SubmissionKind.PROFILE: ProfileQuestions,
    SubmissionKind.OFFER: OfferQuestions,
    SubmissionKind.REGION: NewRegionQuestions,
}
STEPS: dict[str, Any] = {
    SubmissionKind.PROFILE: ProfileStep,
    SubmissionKind.OFFER: OfferStep,
    SubmissionKind.REGION: NewRegionStep,
}


def step_form(submission: Submission, step: str, request: HttpRequest, data: Any = None) -> Any:
    form = STEPS[submission.kind](request, data, step=step, initial=submission.answers)
    if submission.offer is not None and (field := form.fields.get("organisation")):
        field.disabled, field.help_text = True, SAME_ORGANISATION
    return form
