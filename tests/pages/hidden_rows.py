"""Rows that no page may show, with a mark of its own in every text ("zq7schoolsummary")."""

from datetime import date

from django.db import models

from tests import make

MARK = "zq7"
NO_FREE_TEXT = {"slug", "brin", "location_code", "postcode", "kvk_number"}


def marked_row(maker, case, **fields):
    model = next(model for model, known_maker in make.MAKERS.items() if known_maker is maker)
    texts = {
        field.name: _marked(field, f"{MARK}{case}{field.name.replace('_', '')}")
        for field in model._meta.get_fields()
        if isinstance(field, models.CharField | models.TextField)
        and field.editable
        and not field.choices
        and field.name not in NO_FREE_TEXT
    }
    if hasattr(model, "slug"):
        texts["slug"] = f"{MARK}-{case}"
    return maker(**{**texts, **fields})


def _marked(field, mark):
    if isinstance(field, models.EmailField):
        return f"{mark}@wilg.example"
    if isinstance(field, models.URLField):
        return f"https://voorbeeld.example/{mark}/"
    return f"{mark} wilg"[: field.max_length]


class PublicRows:
    """Published rows in one region and place, to which the hidden rows are linked."""

    def __init__(self):
        self.place, self.region = make.a_place(), make.a_region(slug="open")
        self.school = make.a_school(place=self.place)
        self.partner = make.a_partner(place=self.place)
        make.a_school_participation(region=self.region, school=self.school)
        make.a_partner_participation(region=self.region, partner=self.partner)
        make.a_municipality_participation(region=self.region, municipality=self.place.municipality)


def hidden_rows(published_from):
    """Drafts, and rows below drafts, linked to published rows in every way; those with a page."""
    hidden = {"published_from": published_from}
    public = PublicRows()
    region = hidden_region(public, hidden)
    school, predecessor = hidden_schools(public, hidden)
    partner = marked_row(make.a_partner, "partner", place=public.place, **hidden)
    marked_row(
        make.a_partner_participation, "conceptpartner", region=public.region, partner=partner
    )
    return [
        *(region, school, predecessor, partner),
        *hidden_articles(public, region, hidden),
        *hidden_events(public, region, school, hidden),
    ]


def hidden_region(public, hidden):
    region = marked_row(make.a_region, "regio", **hidden)
    marked_row(
        make.an_agreement,
        "overeenkomst",
        region=region,
        lead_organisation=marked_row(make.an_organisation, "kop"),
        is_signed=True,
        budget=1,
        terminated="2021",
    )
    line = marked_row(make.a_programme_line, "lijn")
    goal = marked_row(make.a_goal, "doel", region=region, programme_line=line)
    marked_row(make.a_goal_document, "doeldocument", goal=goal)
    make.a_region_theme(region=region, theme=marked_row(make.a_theme, "thema"))
    make.a_confirmation(region=region)
    public_fields = {f"{name}_is_public": True for name in ("name", "email", "phone")}
    marked_row(make.a_contact, "contact", region=region, **public_fields)
    for maker, case, member in [
        (make.a_school_participation, "schooldeelname", {"school": public.school}),
        (make.a_partner_participation, "partnerdeelname", {"partner": public.partner}),
        (
            make.a_municipality_participation,
            "gemeentedeelname",
            {"municipality": public.place.municipality},
        ),
    ]:
        marked_row(maker, case, region=region, **member)
    return region


def hidden_schools(public, hidden):
    here = {"place": public.place}
    board = marked_row(make.an_organisation, "bestuur")
    school = marked_row(make.a_school, "school", board=board, **here, **hidden)
    marked_row(make.a_former_name, "vroeger", school=school)
    marked_row(make.a_school_participation, "conceptschool", region=public.region, school=school)
    make.a_school(slug="dicht", closed_on="2021", successor=school, **here)
    make.a_school(slug="gaat-verder", successor=school, **here)
    predecessor = marked_row(make.a_school, "voorganger", successor=public.school, **here, **hidden)
    return school, predecessor


def hidden_articles(public, region, hidden):
    return [
        marked_row(make.an_article, "bericht", region=public.region, **hidden),
        marked_row(make.an_article, "verhaal", region=public.region, kind="verhaal", **hidden),
        marked_row(make.an_article, "landelijk", **hidden),
        marked_row(make.an_article, "berichtvanconcept", region=region),
    ]


def hidden_events(public, region, school, hidden):
    past = date(2021, 1, 1)
    return [
        marked_row(make.an_event, "dag", region=public.region, **hidden),
        marked_row(make.an_event, "was", region=public.region, starts_on=past, **hidden),
        marked_row(make.an_event, "opendag", school=public.school, **hidden),
        marked_row(make.an_event, "dagvanconcept", region=region),
        marked_row(make.an_event, "opendagvanconcept", school=school),
        marked_row(make.an_event, "beide", region=public.region, school=school),
    ]
