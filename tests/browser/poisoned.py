"""Rows with payloads in every text field that accepts one."""

from functools import cache

from django.core.exceptions import ValidationError
from django.db import models

from news.models import Article, Event
from pactdir.models import Synonym
from partners.models import Cost, Offer, PartnerParticipation
from regions.fields.rich_text import RichTextField
from regions.models import (
    Agreement,
    Channel,
    Contact,
    Goal,
    MunicipalityParticipation,
    OrganisationName,
    Place,
    ProgrammeLine,
    Region,
    RegionDocument,
    RegionTheme,
)
from regions.writing.changing import changing
from schools.models import School, SchoolName, SchoolParticipation
from tests import make
from tests.browser.payloads import PAYLOADS

SHORT_ONE = "<svg onload=alert()>"  # 20 characters: a field that accepts this accepts payloads
A_LONG_TEXT = 4_000
# Names and sources only get short payloads, which takes fewer rows.
PUBLIC = {"name_is_public": True, "phone_is_public": True}
SHORT_ONES = sorted(PAYLOADS, key=len)[:210]


@cache
def texts(model):
    return [
        field
        for field in model._meta.fields
        if isinstance(field, models.CharField | models.TextField)
        and field.editable
        and not field.choices
    ]


@cache
def open_texts(model):
    return [field for field in texts(model) if takes(field, SHORT_ONE)]


def takes(field, text):
    try:
        field.clean(text, None)
    except ValidationError:
        return False
    return True


def typed(field, payload):
    return payload if isinstance(field, RichTextField) else payload.replace("\0", "").strip()


@cache
def packs(field):
    longest = (field.max_length or A_LONG_TEXT) - len(behind(field, 999))
    filled = []
    for payload in PAYLOADS if field.max_length is None else SHORT_ONES:
        text = typed(field, payload)
        if len(text) <= longest:
            fitting = (at for at, pack in enumerate(filled) if len(pack) + 1 + len(text) <= longest)
            if (at := next(fitting, None)) is None:
                filled.append(text)
            else:
                filled[at] += f" {text}"
    return filled


def values(model, number):
    """For the nth row; `rows_needed` rows hold all payloads."""
    return {
        field.name: packs(field)[number % len(packs(field))] + behind(field, number)
        for field in open_texts(model)
    }


def behind(field, number):
    if field.name in ("name", "role"):
        return f" {number}"
    return "; techniek" if field.model is Synonym else ""


def rows_needed(model):
    return max((len(packs(field)) for field in open_texts(model)), default=1)


def save_all():
    """Rows by model, in order of saving; in one region if possible."""
    region = make.a_region(name="Alles")
    place = make.a_place(municipality=make.a_municipality(name="Stad"))
    within = {
        **{owned: {"region": region} for owned in (Agreement, Article, Event, Goal, RegionTheme)},
        Channel: {"region": region},
        RegionDocument: {"region": region},
        Contact: {"region": region, **PUBLIC, "publication_agreed_on": make.PUBLISHED},
        MunicipalityParticipation: {"region": region},
        Offer: {"region": region, "cost": Cost.PAID},
        OrganisationName: {"organisation": make.an_organisation()},
        PartnerParticipation: {"region": region},
        Place: {"municipality": place.municipality},
        ProgrammeLine: {"funding_period": make.a_funding_period()},
        School: {"place": place},
        SchoolName: {"school": make.a_school(place=place)},
        SchoolParticipation: {"region": region},
    }
    saved = {Region: [region]}
    with changing():
        for model in make.MAKERS:
            saved.setdefault(model, []).extend(
                make.MAKERS[model](**within.get(model, {}), **values(model, number))
                for number in range(rows_needed(model))
            )
    return saved
