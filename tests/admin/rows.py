"""One row of every model that the admin shows."""

from datetime import timedelta
from uuid import uuid4

from django.contrib.auth.models import User
from django.utils import timezone

from news.models import (
    Article,
    ArticleDocument,
    ArticleOffer,
    ArticlePartner,
    ArticleSchool,
    ArticleTheme,
    Event,
    EventTheme,
    GoalArticle,
    GoalEvent,
)
from pactdir.models import (
    AuditEvent,
    DemoRow,
    ErrorReport,
    Import,
    ImportedRow,
    Invitation,
    LinkCheck,
    Message,
    SchoolMatch,
    Submission,
    Subscriber,
    Synonym,
    Upload,
)
from partners.models import (
    Offer,
    OfferDocument,
    OfferRegion,
    OfferTheme,
    Partner,
    PartnerParticipation,
)
from regions.models import (
    Agreement,
    Assignment,
    Boundary,
    Channel,
    Confirmation,
    Contact,
    ContentVersion,
    FundingPeriod,
    Goal,
    GoalDocument,
    Municipality,
    MunicipalityParticipation,
    MunicipalitySuccession,
    Neighbour,
    OldSlug,
    Organisation,
    OrganisationName,
    Picture,
    Place,
    PostcodeArea,
    PostcodeDoubt,
    Preview,
    ProgrammeLine,
    Region,
    RegionDocument,
    RegionTheme,
    Theme,
)
from schools.models import Figure, GoalFigure, Indicator, School, SchoolName, SchoolParticipation
from tests import make


def an_old_slug():
    number = OldSlug.objects.count()
    return OldSlug.objects.create(kind="regions.region", slug=f"oud-{number}", object_id=1)


def a_demo_row():
    number = DemoRow.objects.count()
    return DemoRow.objects.create(key=f"region/{number}", model="regions.region", object_id=1)


def an_import(**fields):
    number = Import.objects.count()
    values = {"file": f"{number}.csv", "kind": "gemeenten", "change_id": uuid4(), **fields}
    return Import.objects.create(**{"user": make.a_user(), **values})


def an_imported_row():
    number = ImportedRow.objects.count()
    return ImportedRow.objects.create(kind="gemeenten", key=f"GM{number:04}", object_id=1)


def a_link_check():
    number = LinkCheck.objects.count()
    return LinkCheck.objects.create(url=f"https://west.example/{number}/")


def an_upload():
    return Upload.objects.create(user=make.a_user(), preview={"files": []})


def a_preview():
    return Preview.objects.create(
        digest=f"{Preview.objects.count():064x}",
        title="PET",
        html="<p>PET</p>",
        region=make.a_region(),
        made_by=make.a_user(),
        expires_at=timezone.now(),
    )


def an_invitation(**fields):
    number = Invitation.objects.count()
    values = {"email": f"gast-{number}@school.example", "role": "editor", **fields}
    values = {"expires_at": timezone.now() + timedelta(days=7), **values}
    values = {"invited_by": make.a_user(), "region": make.a_region(), **values}
    return Invitation.objects.create(**values)


def a_message():
    return Message.objects.create(
        kind="reset", recipient="noor@school.example", subject="Nieuw wachtwoord", text="Kijk."
    )


def a_subscriber(**fields):
    number = Subscriber.objects.count()
    values = {"email": f"lezer-{number}@school.example", "confirmed_at": timezone.now(), **fields}
    return Subscriber.objects.create(**values)


def a_submission(**fields):
    values = {"kind": "bedrijf", "email": "info@zaag.example", "state": "verstuurd", **fields}
    values = {"region": make.a_region(), "sent_at": timezone.now(), **values}
    values.setdefault("answers", {"name": "Zaag", "kind": "bedrijf"})
    return Submission.objects.create(**values)


def an_error_report(**fields):
    values = {"path": "/scholen/", "text": "De naam klopt niet.", "region": make.a_region()}
    return ErrorReport.objects.create(**{**values, **fields})


def an_event_of_the_log():
    return AuditEvent.objects.create(
        kind="rights_given", about_name="Noor", region=make.a_region(), detail="redacteur"
    )


def the_version():
    return ContentVersion.objects.get_or_create(pk=1)[0]


# Every relation that a list could query once per row.
MAKERS = {
    Agreement: lambda: make.an_agreement(
        lead_organisation=make.an_organisation(), funding_period=make.a_funding_period()
    ),
    Article: lambda: make.an_article(region=make.a_region()),
    ArticleDocument: lambda: make.an_article_document(
        article=make.an_article(region=make.a_region())
    ),
    ArticleOffer: lambda: make.an_article_offer(article=make.an_article(region=make.a_region())),
    ArticlePartner: lambda: make.an_article_partner(
        article=make.an_article(region=make.a_region())
    ),
    ArticleSchool: lambda: make.an_article_school(article=make.an_article(region=make.a_region())),
    ArticleTheme: lambda: make.an_article_theme(article=make.an_article(region=make.a_region())),
    Confirmation: lambda: make.a_confirmation(by=make.a_user()),
    Channel: make.a_channel,
    Contact: make.a_contact,
    Event: lambda: make.an_event(
        region=make.a_region(), school=make.a_school(), place=make.a_place()
    ),
    EventTheme: lambda: make.an_event_theme(event=make.an_event(region=make.a_region())),
    Figure: lambda: make.a_figure(school=make.a_school(), area_code=""),
    FundingPeriod: make.a_funding_period,
    Goal: lambda: make.a_goal(programme_line=make.a_programme_line()),
    GoalArticle: make.a_goal_article,
    GoalDocument: make.a_goal_document,
    GoalEvent: make.a_goal_event,
    GoalFigure: make.a_goal_figure,
    Indicator: make.an_indicator,
    Municipality: make.a_municipality,
    MunicipalityParticipation: make.a_municipality_participation,
    MunicipalitySuccession: make.a_succession,
    Offer: lambda: make.an_offer(school=make.a_school(), place=make.a_place()),
    OfferDocument: make.an_offer_document,
    OfferRegion: make.an_offer_region,
    OfferTheme: make.an_offer_theme,
    Organisation: make.an_organisation,
    OrganisationName: make.an_organisation_name,
    Partner: lambda: make.a_partner(place=make.a_place()),
    PartnerParticipation: make.a_partner_participation,
    Picture: make.a_picture,
    Place: make.a_place,
    PostcodeArea: make.a_postcode_area,
    ProgrammeLine: make.a_programme_line,
    Region: make.a_region,
    RegionDocument: make.a_region_document,
    RegionTheme: make.a_region_theme,
    School: make.a_school,
    SchoolName: make.a_former_name,
    SchoolParticipation: make.a_school_participation,
    Synonym: make.a_synonym,
    Theme: make.a_theme,
    # Not public data.
    Assignment: make.an_assignment,
    User: make.a_user,
}
READ_ONLY_MAKERS = {
    AuditEvent: an_event_of_the_log,
    Boundary: make.a_boundary,
    ContentVersion: the_version,
    DemoRow: a_demo_row,
    Import: an_import,
    ImportedRow: an_imported_row,
    Invitation: an_invitation,
    LinkCheck: a_link_check,
    Message: a_message,
    Neighbour: make.a_neighbour,
    OldSlug: an_old_slug,
    PostcodeDoubt: make.a_postcode_doubt,
    Preview: a_preview,
    SchoolMatch: make.a_school_match,
    Subscriber: a_subscriber,
    Submission: a_submission,
    ErrorReport: an_error_report,
    Upload: an_upload,
}
ALL_MAKERS = MAKERS | READ_ONLY_MAKERS


def by_name(makers):
    return {"argvalues": list(makers), "ids": [model.__name__ for model in makers]}
