"""Models that agreements refer to; none of them has a page of its own."""

from regions.directory import Fixture, register_rows
from regions.models import FundingPeriod, Organisation, OrganisationName, ProgrammeLine

register_rows(FundingPeriod, Fixture("funding_period", ("first_year", "last_year")))
register_rows(ProgrammeLine, Fixture("programme_line", ("funding_period", "number")))
register_rows(Organisation, Fixture("organisation", ("slug",)))
register_rows(OrganisationName, Fixture("organisation_name", ("organisation", "name")))
