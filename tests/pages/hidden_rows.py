"""Rows that no public page may show, with a unique mark in every text ("zq7schoolsummary")."""

from datetime import date, timedelta
from itertools import product

from django.db import models
from django.utils import timezone

from pactdir.digest.subscribing import subscription_path, token_of, unsubscribe_path
from pactdir.mail.queue import queue
from pactdir.models import MailKind, Submission, SubmissionKind, SubmissionState, Subscriber
from pactdir.submissions.questions import QUESTIONS
from regions.clock import today
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
    """Published rows in one region and place, to which the hidden rows are linked.

    The slug of each page is "open".
    """

    def __init__(self):
        self.municipality = make.a_municipality(slug="open")
        self.place = make.a_place(municipality=self.municipality)
        make.a_postcode_area(code="1703", place=self.place)
        self.region = make.a_region(slug="open")
        self.school = make.a_school(slug="open", place=self.place)
        self.partner = make.a_partner(slug="open", place=self.place)
        make.a_school_participation(region=self.region, school=self.school)
        make.a_partner_participation(region=self.region, partner=self.partner)
        make.a_municipality_participation(region=self.region, municipality=self.municipality)
        self.article = make.an_article(slug="open", region=self.region)
        make.an_event(slug="open", region=self.region, school=self.school)
        self.offer = make.an_offer(slug="open", region=self.region, school=self.school)
        self.theme = make.a_theme(slug="open")
        make.a_region_theme(region=self.region, theme=self.theme)
        # With evidence, some of which is hidden, and something to report on 2021.
        self.goal = make.a_goal(region=self.region)
        make.a_goal_event(goal=self.goal, event__starts_on=date(2021, 5, 20))
        self.indicator = make.an_indicator(slug="open")
        make.a_goal_figure(goal=self.goal, figure__indicator=self.indicator, figure__period="2021")


def hidden_rows(published_from):
    """Drafts, and children of drafts, linked to published rows in every way; returns those with a
    page.
    """
    hidden = {"published_from": published_from}
    public = PublicRows()
    region = hidden_region(public, hidden)
    school, predecessor = hidden_schools(public, hidden)
    profile = {"recognition": "ja", "email_is_public": True, "phone_is_public": True}
    partner = marked_row(make.a_partner, "partner", place=public.place, **profile, **hidden)
    since = {"region": public.region, "since": "2021"}
    marked_row(make.a_partner_participation, "conceptpartner", partner=partner, **since)
    submissions(public)
    subscribers(public)
    articles = hidden_articles(public, region, hidden)
    offers = hidden_offers(public, region, school, partner, hidden)
    link_articles(public, articles, school, partner, offers)
    return [
        *(region, school, predecessor, partner),
        hidden_figures(public, school, hidden),
        *articles,
        *hidden_events(public, region, school, hidden),
        *offers,
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
    marked_row(make.a_channel, "kanaal", region=region)
    marked_row(make.a_region_document, "regiodocument", region=region)
    make.a_region_theme(region=region, theme=marked_row(make.a_theme, "thema"))
    make.a_confirmation(region=region)
    # A region that has ended, as this one has, asks nothing of anybody.
    make.a_region(slug=f"{MARK}-vraagt", asks=f"<p>{MARK}vraagt wilg</p>", **hidden)
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
    since = {"region": public.region, "since": "2021"}
    marked_row(make.a_school_participation, "conceptschool", school=school, **since)
    for gone in [
        make.a_school(slug="dicht", closed_on="2021", successor=school, **here),
        make.a_school(slug="gaat-verder", successor=school, **here),
    ]:
        make.a_school_participation(school=gone, **since)
    predecessor = marked_row(make.a_school, "voorganger", successor=public.school, **here, **hidden)
    return school, predecessor


def hidden_figures(public, school, hidden):
    """Figures of a hidden indicator and of the hidden school, as evidence for the public goal."""
    indicator = marked_row(make.an_indicator, "indicator", **hidden)
    common = {"period": "2021", "note": f"{MARK}toelichting wilg"}
    for name, area in {
        "region": {"region": public.region, "area_name": f"{MARK}gebied wilg"},
        "municipality": {"municipality": public.municipality},
        "school": {"school": public.school},
        "hidden": {"school": school, "indicator": public.indicator},
    }.items():
        figure = {"indicator": indicator, "area_code": name, **common, **area}
        make.a_goal_figure(goal=public.goal, figure=make.a_figure(**figure))
    return indicator


def hidden_articles(public, region, hidden):
    article = marked_row(make.an_article, "bericht", region=public.region, **hidden)
    make.a_goal_article(goal=public.goal, article=article)
    make.an_article_theme(article=article, theme=public.theme)
    return [
        article,
        marked_row(make.an_article, "verhaal", region=public.region, kind="verhaal", **hidden),
        marked_row(make.an_article, "landelijk", **hidden),
        marked_row(make.an_article, "berichtvanconcept", region=region),
    ]


def hidden_events(public, region, school, hidden):
    past = marked_row(
        make.an_event, "was", region=public.region, starts_on=date(2021, 1, 1), **hidden
    )
    make.a_goal_event(goal=public.goal, event=past)
    day = marked_row(make.an_event, "dag", region=public.region, **hidden)
    for event in (past, day):
        make.an_event_theme(event=event, theme=public.theme)
    last_week = today() - timedelta(7)
    return [
        *(past, day),
        marked_row(make.an_event, "pas", region=public.region, starts_on=last_week, **hidden),
        marked_row(make.an_event, "opendag", school=public.school, **hidden),
        marked_row(make.an_event, "dagvanconcept", region=region),
        marked_row(make.an_event, "opendagvanconcept", school=school),
        marked_row(make.an_event, "beide", region=public.region, school=school),
    ]


def hidden_offers(public, region, school, partner, hidden):
    make.an_offer_region(offer=public.offer, region=region)
    paid = {"cost": "betaald"}  # so that it can have an amount
    draft = marked_row(make.an_offer, "aanbod", school=public.school, **paid, **hidden)
    make.an_offer_theme(offer=draft, theme=public.theme)
    make.an_offer_region(offer=draft, region=public.region)
    return [
        draft,
        marked_row(
            make.an_offer, "lab", region=public.region, partner=public.partner, **paid, **hidden
        ),
        marked_row(make.an_offer, "labvanconcept", region=region, **paid),
        marked_row(make.an_offer, "labvanschool", region=public.region, school=school, **paid),
        marked_row(make.an_offer, "labvanpartner", region=public.region, partner=partner, **paid),
    ]


def submissions(public):
    """Unsent, sent and refused ones of each kind, new and to change a published row."""
    rows = {"partner": public.partner, "offer": public.offer}
    states = (SubmissionState.DRAFT, SubmissionState.SENT, SubmissionState.REFUSED)
    for state, kind, changes in product(states, SubmissionKind.values, (rows, {})):
        mark = f"{MARK}inzending{state}{kind}"
        answers = {
            name: f"{mark}{name.replace('_', '')} wilg" for name in QUESTIONS[kind].base_fields
        }
        Submission.objects.create(
            kind=kind,
            state=state,
            region=public.region,
            email=f"{mark}@wilg.example",
            answers=answers,
            before=answers if changes else {},
            refused=answers,
            reason=f"{mark}reden wilg",
            removal_reason=f"{mark}weg wilg",
            sent_at=timezone.now(),
            **changes,
        )


def subscribers(public):
    """Who confirmed and who did not yet, each with a mail in the queue that has their link."""
    for case, confirmed_at in (("vast", timezone.now()), ("nieuw", None)):
        subscriber = Subscriber.objects.create(
            email=f"{MARK}lezer{case}@wilg.example", postcode="1703", confirmed_at=confirmed_at
        )
        subscriber.regions.add(public.region)
        subscriber.themes.add(public.theme)
        queue(
            MailKind.SUBSCRIBE,
            subscriber.email,
            secret_path=subscription_path(subscriber),
            unsubscribe_path=unsubscribe_path(subscriber),
        )


def signatures():
    """The secret part of each subscriber's token."""
    return [token_of(subscriber).partition("-")[2] for subscriber in Subscriber.objects.all()]


def link_articles(public, hidden_articles, school, partner, offers):
    """Hidden articles are about public rows, and the public article is about hidden rows."""
    about = [(article, public.school, public.partner, public.offer) for article in hidden_articles]
    about += [(public.article, school, partner, offer) for offer in offers[:1]]
    for article, school_in, partner_in, offer_in in about:
        make.an_article_school(article=article, school=school_in)
        make.an_article_partner(article=article, partner=partner_in)
        make.an_article_offer(article=article, offer=offer_in)
    for article in hidden_articles:
        marked_row(make.an_article_document, "nieuwsdocument", article=article)
    for offer in offers:
        marked_row(make.an_offer_document, "aanboddocument", offer=offer)
    for offer in offers[1:]:
        make.an_article_offer(article=public.article, offer=offer)
