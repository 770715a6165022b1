"""The tables a fixture may hold, in the order in which they are loaded."""

from dataclasses import dataclass
from typing import cast

from django.db import models

from news.models import Article, ArticleTheme, Event, EventTheme
from partners.models import Partner, PartnerParticipation
from regions.models import (
    Agreement,
    Confirmation,
    Contact,
    FundingPeriod,
    Goal,
    Municipality,
    MunicipalityParticipation,
    MunicipalitySuccession,
    Organisation,
    OrganisationName,
    Place,
    PostcodeArea,
    ProgrammeLine,
    Region,
    RegionTheme,
    Theme,
)
from schools.models import School, SchoolName, SchoolParticipation


class DemoError(Exception):
    """A fixture says something that cannot be loaded; the text is Dutch and names the row."""


@dataclass(frozen=True)
class Table:
    """A model as the fixtures write it.

    `key` names the fields by which other rows refer to a row and the demo remembers it;
    `natural` the fields, where other than these, by which a row that someone else made is
    recognised as the same; several rows may share them where it `may_repeat`.
    """

    name: str
    model: type[models.Model]
    key: tuple[str, ...]
    natural: tuple[tuple[str, ...], ...] = ()
    may_repeat: bool = False

    @property
    def rows(self) -> models.QuerySet:
        return self.model._default_manager.all()

    def field(self, name: str) -> models.Field:
        """The field that a fixture may fill under that name. Raises DemoError if none is."""
        found = next((field for field in self.model._meta.fields if field.name == name), None)
        if found is None or not found.editable or found.primary_key:
            raise DemoError(f"een {self.name} heeft geen veld {name!r}")
        return found

    def column(self, name: str) -> str:
        return cast(models.Field, self.model._meta.get_field(name)).attname

    def has(self, name: str) -> bool:
        return any(field.name == name for field in self.model._meta.fields)

    def child(self, name: str) -> tuple["Table", str] | None:
        """The table of a block within this one's, and the field there that leads back."""
        for relation in self.model._meta.related_objects:
            if relation.get_accessor_name() == name and relation.related_model in TABLE_OF:
                return TABLE_OF[relation.related_model], relation.field.name
        return None


TABLES = [
    Table("municipality", Municipality, ("slug",), (("code",), ("slug",))),
    Table("municipality_succession", MunicipalitySuccession, ("old", "new")),
    Table("place", Place, ("municipality", "name")),
    Table("postcode_area", PostcodeArea, ("code",)),
    Table("funding_period", FundingPeriod, ("first_year", "last_year")),
    Table("programme_line", ProgrammeLine, ("funding_period", "number")),
    Table("organisation", Organisation, ("slug",)),
    Table("organisation_name", OrganisationName, ("organisation", "name")),
    Table("region", Region, ("slug",)),
    Table("agreement", Agreement, ("region", "kind"), may_repeat=True),
    Table("goal", Goal, ("region", "order"), may_repeat=True),
    Table("theme", Theme, ("slug",)),
    Table("region_theme", RegionTheme, ("region", "theme")),
    Table("contact", Contact, ("region", "order"), (("region", "role"),), may_repeat=True),
    Table("municipality_participation", MunicipalityParticipation, ("region", "municipality")),
    Table("school", School, ("slug",), (("slug",), ("brin", "location_code"))),
    Table("school_name", SchoolName, ("school", "name")),
    Table("school_participation", SchoolParticipation, ("region", "school")),
    Table("partner", Partner, ("slug",)),
    Table("partner_participation", PartnerParticipation, ("region", "partner")),
    Table("article", Article, ("slug",)),
    Table("event", Event, ("slug",), (("slug",), ("uid",))),
    Table("article_theme", ArticleTheme, ("article", "theme")),
    Table("event_theme", EventTheme, ("event", "theme")),
    Table("confirmation", Confirmation, ("region", "block"), may_repeat=True),
]
TABLE_OF = {table.model: table for table in TABLES}
TABLE_NAMED = {table.name: table for table in TABLES}
