"""The `<head>` of a school's page."""

from datetime import date

from django import template
from django.utils.safestring import SafeString

from regions.templatetags.head import data_in_page
from regions.templatetags.standing import standing_of
from schools import structured_data
from schools.models import School
from schools.profiles.page import ProfileSummary

register = template.Library()


@register.filter
def located(school: School) -> str:
    """As " in Hoorn" or " in de gemeente Hoorn"; empty if neither is known."""
    if school.place:
        return f" in {school.place}"
    return f" in de gemeente {school.municipality}" if school.municipality else ""


@register.simple_tag(takes_context=True)
def school_data(
    context: template.Context, school: School, participations: list, on: date
) -> SafeString:
    regions = [row.region for row in participations if standing_of(context, row.region, on).runs]
    return data_in_page(
        context, lambda absolute: structured_data.school(school, regions, on, absolute), school
    )


@register.simple_tag(takes_context=True)
def profile_data(context: template.Context, summary: ProfileSummary) -> SafeString:
    return data_in_page(context, lambda absolute: structured_data.profile(summary, absolute))
