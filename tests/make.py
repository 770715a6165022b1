"""Rows for tests. Give only what matters; the rest is valid, published and different for each row.

    make.a_school(name="Ahorn")
    make.a_school(**make.drafts)
    make.a_school_participation(region=region, until="juni 2024")

A date with precision may be given as text. Everything passes through the model's own save().
"""

from datetime import date, time

import factory
from django.contrib.auth import get_user_model
from django.utils.text import slugify
from factory.django import DjangoModelFactory

from news.models import (
    Article,
    ArticleDocument,
    ArticleKind,
    ArticleOffer,
    ArticlePartner,
    ArticleSchool,
    ArticleTheme,
    Event,
    EventStatus,
    EventTheme,
    GoalArticle,
    GoalEvent,
)
from pactdir.models import SchoolMatch, Synonym
from partners.models import (
    Offer,
    OfferDocument,
    OfferKind,
    OfferRegion,
    OfferTheme,
    Partner,
    PartnerKind,
    PartnerParticipation,
)
from regions.documents.files import new_key
from regions.models import (
    Agreement,
    AgreementKind,
    Assignment,
    Boundary,
    Channel,
    ChannelKind,
    Confirmation,
    Contact,
    FundingPeriod,
    Goal,
    GoalDocument,
    Municipality,
    MunicipalityParticipation,
    MunicipalitySuccession,
    Neighbour,
    Organisation,
    OrganisationName,
    People,
    Picture,
    Place,
    PostcodeArea,
    PostcodeDoubt,
    ProgrammeLine,
    Province,
    Region,
    RegionDocument,
    RegionKind,
    RegionTheme,
    Theme,
)
from regions.models.geography import Doubt
from schools.models import (
    Figure,
    GoalFigure,
    Indicator,
    Level,
    School,
    SchoolName,
    SchoolParticipation,
    Unit,
)
from tests.late_index import late_index

# No test or fixture contains these numbers and codes; tests/test_make.py checks that.
# Of equal length, so that "Regio 21000" and its slug sort in order of creation.
NUMBERS = range(21_000, 32_000)
MUNICIPALITY_CODES = range(2100, 5000)
POSTCODES = [*range(9170, 9330), *range(9405, 9555)]
BRINS = range(60, 90)
FIRST_YEARS = range(2100, 2900)

PUBLISHED = date(2020, 1, 1)
LONG_AHEAD = date(2099, 5, 20)
SOURCE = "testbron"

published = {"published_from": PUBLISHED}
drafts = {"published_from": None}


def nth(values, n):
    return values[n % len(values)]


class Rows(DjangoModelFactory):
    """Create a row and its related rows in one change, so that listeners run once."""

    class Meta:
        abstract = True

    @classmethod
    def _generate(cls, strategy, params):
        if strategy != factory.CREATE_STRATEGY:
            return super()._generate(strategy, params)
        with late_index.making():
            return super()._generate(strategy, params)

    @classmethod
    def _setup_next_sequence(cls):
        return NUMBERS.start


class Named(Rows):
    class Meta:
        abstract = True

    # The number keeps slugs of equal names apart.
    slug = factory.LazyAttributeSequence(lambda row, n: f"{slugify(row.name)[:100]}-{n}")


class OrganisationFactory(Named):
    class Meta:
        model = Organisation

    name = factory.Sequence("Organisatie {}".format)


class OrganisationNameFactory(Rows):
    class Meta:
        model = OrganisationName

    organisation = factory.SubFactory(OrganisationFactory)
    name = factory.Sequence("Ook genoemd {}".format)


class RegionFactory(Named):
    class Meta:
        model = Region

    name = factory.Sequence("Regio {}".format)
    kind = RegionKind.PACT
    published_from = PUBLISHED
    source = SOURCE


class MunicipalityFactory(Named):
    class Meta:
        model = Municipality

    name = factory.Sequence("Gemeente {}".format)
    code = factory.Sequence(lambda n: f"GM{nth(MUNICIPALITY_CODES, n)}")
    province = Province.NOORD_HOLLAND


class MunicipalitySuccessionFactory(Rows):
    class Meta:
        model = MunicipalitySuccession

    old = factory.SubFactory(MunicipalityFactory)
    new = factory.SubFactory(MunicipalityFactory)
    on = "2022-01-01"
    source = SOURCE


class BoundaryFactory(Rows):
    class Meta:
        model = Boundary

    municipality = factory.SubFactory(MunicipalityFactory)
    code = factory.SelfAttribute("municipality.code")
    shape = factory.LazyFunction(lambda: [[[[5, 52], [5.1, 52], [5.1, 52.1], [5, 52.1], [5, 52]]]])


class NeighbourFactory(Rows):
    class Meta:
        model = Neighbour

    municipality = factory.SubFactory(MunicipalityFactory)
    neighbour = factory.SubFactory(MunicipalityFactory)


class PlaceFactory(Rows):
    class Meta:
        model = Place

    name = factory.Sequence("Plaats {}".format)
    municipality = factory.SubFactory(MunicipalityFactory)


class PostcodeAreaFactory(Rows):
    class Meta:
        model = PostcodeArea

    code = factory.Sequence(lambda n: f"{nth(POSTCODES, n)}")
    place = factory.SubFactory(PlaceFactory)
    latitude = 52.6
    longitude = 4.8


class PostcodeDoubtFactory(Rows):
    class Meta:
        model = PostcodeDoubt

    area = factory.SubFactory(PostcodeAreaFactory)
    about = Doubt.PLACE
    said = factory.LazyAttribute(lambda row: row.area.place.name)
    other = "Elders"
    reason = "volgens de adressen van scholen Elders"


class FundingPeriodFactory(Rows):
    class Meta:
        model = FundingPeriod

    first_year = factory.Sequence(lambda n: nth(FIRST_YEARS, n))
    last_year = factory.SelfAttribute("first_year")


class ProgrammeLineFactory(Rows):
    class Meta:
        model = ProgrammeLine

    funding_period = factory.SubFactory(FundingPeriodFactory)
    number = factory.Sequence(lambda n: n + 1)
    name = factory.Sequence("Programmalijn {}".format)
    source = SOURCE


class AgreementFactory(Rows):
    class Meta:
        model = Agreement

    region = factory.SubFactory(RegionFactory)
    kind = AgreementKind.STO_PROJECT
    source = SOURCE
    termination_source = factory.LazyAttribute(
        lambda row: SOURCE if getattr(row, "terminated", None) else ""
    )


class GoalFactory(Rows):
    class Meta:
        model = Goal

    region = factory.SubFactory(RegionFactory)
    order = factory.Sequence(int)
    text = factory.Sequence("Doel {}".format)
    source = SOURCE


class ThemeFactory(Named):
    class Meta:
        model = Theme

    name = factory.Sequence("Thema {}".format)


class RegionThemeFactory(Rows):
    class Meta:
        model = RegionTheme

    region = factory.SubFactory(RegionFactory)
    theme = factory.SubFactory(ThemeFactory)
    order = factory.Sequence(int)


class ContactFactory(Rows):
    class Meta:
        model = Contact

    region = factory.SubFactory(RegionFactory)
    order = factory.Sequence(int)
    role = factory.Sequence("Rol {}".format)
    source = SOURCE


class ChannelFactory(Rows):
    class Meta:
        model = Channel

    region = factory.SubFactory(RegionFactory)
    kind = ChannelKind.NEWSLETTER
    url = factory.Sequence("https://voorbeeld.example/kanaal-{}/".format)


class ConfirmationFactory(Rows):
    class Meta:
        model = Confirmation

    region = factory.SubFactory(RegionFactory)
    block = "about"
    on = date(2020, 2, 1)


class PictureFactory(Rows):
    """A picture without files; `tests.regions.pictures.images` has those."""

    class Meta:
        model = Picture

    region = factory.SubFactory(RegionFactory)
    name = factory.Sequence("Afbeelding {}".format)
    alt = factory.Sequence("Een robotarm {}".format)
    credit = "Techniekpact"
    permission = "Toestemming van het Techniekpact, 2026"
    people = People.NOBODY
    digest = factory.Sequence("{:040x}".format)
    width = 800
    height = 600


class SchoolFactory(Named):
    class Meta:
        model = School

    name = factory.Sequence("School {}".format)
    levels = factory.LazyFunction(lambda: [Level.VMBO])
    published_from = PUBLISHED
    source = SOURCE


class SynonymFactory(Rows):
    class Meta:
        model = Synonym

    words = factory.Sequence("woord{0}; wordt{0}".format)


class SchoolMatchFactory(Rows):
    """A location that may be a stored school; `values` as an import writes them."""

    class Meta:
        model = SchoolMatch

    key = factory.Sequence(lambda n: f"{nth(BRINS, n)}ZZ00")
    name = factory.Sequence("School bij DUO {}".format)
    where = "Laan 7A, 1811 GK Alkmaar"
    school = factory.SubFactory(SchoolFactory)
    reason = "zelfde adres: Laan 7A"
    source = SOURCE
    values = factory.LazyAttribute(
        lambda row: {
            "name": row.name,
            "official_name": row.name,
            "brin": row.key[:4],
            "location_code": row.key[4:],
            "municipality": str(row.school.municipality_id or ""),
            "place": str(row.school.place_id or ""),
            "address": "Laan 7A",
            "postcode": "1811 GK",
            "website": "https://duo.example",
            "levels": "|vmbo-bkg|vmbo-tl|",
            "latitude": "52.631",
            "longitude": "4.7486",
            "possibly_closed": "False",
        }
    )


class SchoolNameFactory(Rows):
    class Meta:
        model = SchoolName

    school = factory.SubFactory(SchoolFactory)
    name = factory.Sequence("Vroegere school {}".format)
    until = "2022-08-01"
    source = SOURCE


class IndicatorFactory(Named):
    class Meta:
        model = Indicator

    name = factory.Sequence("Indicator {}".format)
    definition = "Wat meetelt."
    unit = Unit.PUPILS
    publisher = "DUO"
    published_from = PUBLISHED
    source = SOURCE


class FigureFactory(Rows):
    class Meta:
        model = Figure

    indicator = factory.SubFactory(IndicatorFactory)
    area_code = "NL"
    period = "2019"
    as_of = "2019-10-01"
    low = 20
    high = factory.SelfAttribute("low")
    source = SOURCE


class PartnerFactory(Named):
    class Meta:
        model = Partner

    name = factory.Sequence("Partner {}".format)
    kind = PartnerKind.COMPANY
    published_from = PUBLISHED
    source = SOURCE


class OfferFactory(Named):
    class Meta:
        model = Offer

    name = factory.Sequence("Aanbod {}".format)
    kind = OfferKind.TECHLAB
    region = factory.SubFactory(RegionFactory)
    starts = PUBLISHED
    ends = LONG_AHEAD
    published_from = PUBLISHED
    source = SOURCE


class OfferRegionFactory(Rows):
    class Meta:
        model = OfferRegion

    offer = factory.SubFactory(OfferFactory)
    region = factory.SubFactory(RegionFactory)


class OfferThemeFactory(Rows):
    class Meta:
        model = OfferTheme

    offer = factory.SubFactory(OfferFactory)
    theme = factory.SubFactory(ThemeFactory)


class ParticipationFactory(Rows):
    class Meta:
        abstract = True

    region = factory.SubFactory(RegionFactory)
    source = SOURCE


class SchoolParticipationFactory(ParticipationFactory):
    class Meta:
        model = SchoolParticipation


class PartnerParticipationFactory(ParticipationFactory):
    class Meta:
        model = PartnerParticipation


class MunicipalityParticipationFactory(ParticipationFactory):
    class Meta:
        model = MunicipalityParticipation


class ArticleFactory(Named):
    class Meta:
        model = Article

    name = factory.Sequence("Bericht {}".format)
    kind = ArticleKind.NEWS
    published_from = PUBLISHED
    source = SOURCE


class EventFactory(Named):
    class Meta:
        model = Event

    name = factory.Sequence("Activiteit {}".format)
    starts_on = LONG_AHEAD
    published_from = PUBLISHED
    source = SOURCE


class ArticleThemeFactory(Rows):
    class Meta:
        model = ArticleTheme

    article = factory.SubFactory(ArticleFactory)
    theme = factory.SubFactory(ThemeFactory)


class ArticleSchoolFactory(Rows):
    class Meta:
        model = ArticleSchool

    article = factory.SubFactory(ArticleFactory)


class ArticlePartnerFactory(Rows):
    class Meta:
        model = ArticlePartner

    article = factory.SubFactory(ArticleFactory)


class ArticleOfferFactory(Rows):
    class Meta:
        model = ArticleOffer

    article = factory.SubFactory(ArticleFactory)


class EventThemeFactory(Rows):
    class Meta:
        model = EventTheme

    event = factory.SubFactory(EventFactory)
    theme = factory.SubFactory(ThemeFactory)


class DocumentFactory(Rows):
    """A document whose file is not stored; `tests.regions.documents.pdfs` stores one."""

    name = factory.Sequence("Jaarplan {}".format)
    dated = "2025"
    source = SOURCE
    file_key = factory.LazyFunction(new_key)  # tests share the folder of files
    size = 240_000


class RegionDocumentFactory(DocumentFactory):
    class Meta:
        model = RegionDocument

    region = factory.SubFactory(RegionFactory)


class ArticleDocumentFactory(DocumentFactory):
    class Meta:
        model = ArticleDocument

    article = factory.SubFactory(ArticleFactory)


class OfferDocumentFactory(DocumentFactory):
    class Meta:
        model = OfferDocument


class GoalDocumentFactory(Rows):
    class Meta:
        model = GoalDocument

    goal = factory.SubFactory(GoalFactory)
    name = factory.Sequence("Document {}".format)
    source = SOURCE
    source_url = factory.Sequence("https://voorbeeld.example/document-{}.pdf".format)


class GoalFigureFactory(Rows):
    class Meta:
        model = GoalFigure

    goal = factory.SubFactory(GoalFactory)
    figure = factory.SubFactory(
        FigureFactory,
        region=factory.SelfAttribute("..goal.region"),
        area_code=factory.SelfAttribute("region.slug"),
    )


class GoalArticleFactory(Rows):
    class Meta:
        model = GoalArticle

    goal = factory.SubFactory(GoalFactory)
    article = factory.SubFactory(ArticleFactory, region=factory.SelfAttribute("..goal.region"))


class GoalEventFactory(Rows):
    class Meta:
        model = GoalEvent

    goal = factory.SubFactory(GoalFactory)
    event = factory.SubFactory(EventFactory, region=factory.SelfAttribute("..goal.region"))


class UserFactory(DjangoModelFactory):
    class Meta:
        model = get_user_model()

    username = factory.Sequence("gebruiker-{}".format)

    @classmethod
    def _create(cls, model_class, *args, **fields):
        return model_class.objects.create_user(*args, **fields)


class AssignmentFactory(Rows):
    class Meta:
        model = Assignment

    user = factory.SubFactory(UserFactory)
    region = factory.SubFactory(RegionFactory)
    role = "leader"


def an_organisation(**fields):
    return OrganisationFactory(**fields)


def an_organisation_name(**fields):
    return OrganisationNameFactory(**fields)


def a_region(**fields):
    return RegionFactory(**fields)


def a_municipality(**fields):
    return MunicipalityFactory(**fields)


def a_succession(**fields):
    """`old`, `new` and `on` ("2022-01-01")."""
    return MunicipalitySuccessionFactory(**fields)


def a_boundary(**fields):
    return BoundaryFactory(**fields)


def a_neighbour(**fields):
    return NeighbourFactory(**fields)


def a_place(**fields):
    return PlaceFactory(**fields)


def a_postcode_area(**fields):
    return PostcodeAreaFactory(**fields)


def a_postcode_doubt(**fields):
    return PostcodeDoubtFactory(**fields)


def a_funding_period(**fields):
    return FundingPeriodFactory(**fields)


def a_programme_line(**fields):
    return ProgrammeLineFactory(**fields)


def an_agreement(**fields):
    return AgreementFactory(**fields)


def a_goal(**fields):
    return GoalFactory(**fields)


def a_goal_document(**fields):
    return GoalDocumentFactory(**fields)


def a_region_document(**fields):
    return RegionDocumentFactory(**fields)


def an_article_document(**fields):
    return ArticleDocumentFactory(**fields)


def an_offer_document(**fields):
    return OfferDocumentFactory(**{"offer": fields.pop("offer", None) or an_offer(), **fields})


def a_goal_figure(**fields):
    return GoalFigureFactory(**fields)


def a_goal_article(**fields):
    return GoalArticleFactory(**fields)


def a_goal_event(**fields):
    return GoalEventFactory(**fields)


def a_theme(**fields):
    return ThemeFactory(**fields)


def a_region_theme(**fields):
    return RegionThemeFactory(**fields)


def a_picture(**fields):
    return PictureFactory(**fields)


def a_contact(**fields):
    if any(fields.get(f"{part}_is_public") for part in ("name", "email", "phone")):
        fields.setdefault("publication_ground", "toestemming voor de test")
        fields.setdefault("publication_agreed_on", PUBLISHED)
    return ContactFactory(**fields)


def a_channel(**fields):
    return ChannelFactory(**fields)


def a_confirmation(**fields):
    return ConfirmationFactory(**fields)


def a_school(**fields):
    # With its own place, unless `place` or `municipality` is given.
    with late_index.making():
        if "place" not in fields and "municipality" not in fields:
            fields["place"] = a_place()
        return SchoolFactory(**fields)


def a_school_match(**fields):
    return SchoolMatchFactory(**fields)


def a_synonym(**fields):
    """`words="PrO; praktijkonderwijs"`"""
    return SynonymFactory(**fields)


def a_former_name(**fields):
    return SchoolNameFactory(**fields)


def an_indicator(**fields):
    return IndicatorFactory(**fields)


def a_figure(**fields):
    return FigureFactory(**fields)


def a_partner(**fields):
    return PartnerFactory(**fields)


def an_offer(**fields):
    # Of the region itself, unless a school or partner is given.
    owned = fields.get("school") or fields.get("partner")
    return OfferFactory(**{"is_of_region": not owned, **fields})


def an_offer_region(**fields):
    return OfferRegionFactory(**{"offer": fields.pop("offer", None) or an_offer(), **fields})


def an_offer_theme(**fields):
    return OfferThemeFactory(**{"offer": fields.pop("offer", None) or an_offer(), **fields})


def a_school_participation(**fields):
    return _taking_part(SchoolParticipationFactory, "school", a_school, fields)


def a_partner_participation(**fields):
    return _taking_part(PartnerParticipationFactory, "partner", a_partner, fields)


def a_municipality_participation(**fields):
    return _taking_part(MunicipalityParticipationFactory, "municipality", a_municipality, fields)


def _taking_part(participation, member_field, a_member, fields):
    # Examples take part only in examples, so the generated row follows the given one.
    with late_index.making():
        if "region" not in fields:
            member = fields.get(member_field)
            fields["region"] = a_region(is_example=member.is_example if member else False)
        if member_field not in fields:
            fields[member_field] = a_member(is_example=fields["region"].is_example)
        return participation(**fields)


def an_article(**fields):
    return ArticleFactory(**fields)


def an_event(**fields):
    # On one day in the far future, unless `starts_on` and `ends_on` are given.
    if fields.get("status") == EventStatus.MOVED:
        fields.setdefault("moved_from_start", date(2099, 4, 1))
        fields.setdefault("moved_from_end", fields["moved_from_start"])
    if fields.get("ends_at"):
        fields.setdefault("starts_at", time(0, 0))
    return EventFactory(**fields)


def an_article_theme(**fields):
    return ArticleThemeFactory(**fields)


def an_article_school(**fields):
    return ArticleSchoolFactory(**{"school": fields.pop("school", None) or a_school(), **fields})


def an_article_partner(**fields):
    return ArticlePartnerFactory(
        **{"partner": fields.pop("partner", None) or a_partner(), **fields}
    )


def an_article_offer(**fields):
    return ArticleOfferFactory(**{"offer": fields.pop("offer", None) or an_offer(), **fields})


def an_event_theme(**fields):
    return EventThemeFactory(**fields)


def a_user(**fields):
    return UserFactory(**fields)


def a_national_editor(**fields):
    return UserFactory(**{"is_staff": True, "is_superuser": True, **fields})


def an_assignment(**fields):
    return AssignmentFactory(**fields)


def a_row_of(model):
    return MAKERS[model]()


MAKERS = {
    Agreement: an_agreement,
    Article: an_article,
    ArticleDocument: an_article_document,
    ArticleOffer: an_article_offer,
    ArticlePartner: an_article_partner,
    ArticleSchool: an_article_school,
    ArticleTheme: an_article_theme,
    Boundary: a_boundary,
    Channel: a_channel,
    Confirmation: a_confirmation,
    Contact: a_contact,
    Event: an_event,
    EventTheme: an_event_theme,
    Figure: a_figure,
    FundingPeriod: a_funding_period,
    Goal: a_goal,
    GoalArticle: a_goal_article,
    GoalDocument: a_goal_document,
    GoalEvent: a_goal_event,
    GoalFigure: a_goal_figure,
    Indicator: an_indicator,
    Municipality: a_municipality,
    MunicipalityParticipation: a_municipality_participation,
    MunicipalitySuccession: a_succession,
    Neighbour: a_neighbour,
    Offer: an_offer,
    OfferDocument: an_offer_document,
    OfferRegion: an_offer_region,
    OfferTheme: an_offer_theme,
    Organisation: an_organisation,
    OrganisationName: an_organisation_name,
    Partner: a_partner,
    PartnerParticipation: a_partner_participation,
    Picture: a_picture,
    Place: a_place,
    PostcodeArea: a_postcode_area,
    PostcodeDoubt: a_postcode_doubt,
    ProgrammeLine: a_programme_line,
    Region: a_region,
    RegionDocument: a_region_document,
    RegionTheme: a_region_theme,
    School: a_school,
    SchoolName: a_former_name,
    SchoolParticipation: a_school_participation,
    Synonym: a_synonym,
    Theme: a_theme,
}
