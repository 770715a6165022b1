"""Payloads in every text that may hold one: which fields those are, and rows full of them."""

from functools import cache

from django.core.exceptions import ValidationError
from django.db import models

from news.models import Article, Event
from pactdir.models import Synonym
from partners.models import PartnerParticipation
from regions.fields.rich_text import RichTextField
from regions.models import (
    Agreement,
    Contact,
    Goal,
    MunicipalityParticipation,
    OrganisationName,
    Place,
    ProgrammeLine,
    Region,
    RegionTheme,
)
from regions.writing.changing import changing
from schools.models import School, SchoolName, SchoolParticipation
from tests import make
from tests.browser.payloads import PAYLOADS

SHORT_ONE = "<svg onload=alert()>"  # 20 characters: what takes this takes payloads
A_LONG_TEXT = 4_000
# A name or a source holds few at a time: of those only the short ones, so that rows stay few.
PUBLIC = {"name_is_public": True, "phone_is_public": True}
SHORT_ONES = sorted(PAYLOADS, key=len)[:210]


@cache
def texts(model):
    """The fields of a model in which one types."""
    return [
        field
        for field in model._meta.fields
        if isinstance(field, models.CharField | models.TextField)
        and field.editable
        and not field.choices
    ]


@cache
def open_texts(model):
    """Those that take any text; a code, an address or a slug does not."""
    return [field for field in texts(model) if takes(field, SHORT_ONE)]


def takes(field, text):
    try:
        field.clean(text, None)
    except ValidationError:
        return False
    return True


def typed(field, payload):
    """As far as a form and PostgreSQL take it: no NUL, and nothing around it."""
    return payload if isinstance(field, RichTextField) else payload.replace("\0", "").strip()


@cache
def packs(field):
    """Payloads for this field, together as many as fit in one value."""
    longest = (field.max_length or A_LONG_TEXT) - len(behind(field, 999))
    filled = []
    for payload in PAYLOADS if field.max_length is None else SHORT_ONES:
        one = typed(field, payload)
        if len(one) <= longest:
            fitting = (at for at, pack in enumerate(filled) if len(pack) + 1 + len(one) <= longest)
            if (at := next(fitting, None)) is None:
                filled.append(one)
            else:
                filled[at] += f" {one}"
    return filled


def values(model, number):
    """For the row of that number; who takes one row per number gets all there is."""
    return {
        field.name: packs(field)[number % len(packs(field))] + behind(field, number)
        for field in open_texts(model)
    }


def behind(field, number):
    """Names differ within their list, and one word has no synonym."""
    if field.name in ("name", "role"):
        return f" {number}"
    return "; techniek" if field.model is Synonym else ""


def rows_needed(model):
    return max((len(packs(field)) for field in open_texts(model)), default=1)


def save_all():
    """Rows by model, in the order in which they were saved; all that can be are of one region."""
    region = make.a_region(name="Alles")
    place = make.a_place(municipality=make.a_municipality(name="Stad"))
    within = {
        **{owned: {"region": region} for owned in (Agreement, Article, Event, Goal, RegionTheme)},
        Contact: {"region": region, **PUBLIC, "publication_agreed_on": make.PUBLISHED},
        MunicipalityParticipation: {"region": region},
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
