"""The profiles of a school, linked to the glossary."""

from django import template
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from regions.templatetags.terms import term
from schools.models import Profile, School

register = template.Library()


@register.simple_tag(takes_context=True)
def profiles_explained(context: template.Context, school: School) -> SafeString:
    """By code, since a word such as "Groen" in a text may mean something else."""
    profiles = [Profile(code) for code in school.profiles]
    links = [(term(context, profile.value, profile.label),) for profile in profiles]
    return format_html_join(", ", "{}", links)
