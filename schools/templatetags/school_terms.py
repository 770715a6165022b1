"""The profiles of a school, each linked to its page."""

from django import template
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from schools.models import Profile, School

register = template.Library()


@register.simple_tag
def profiles_explained(school: School) -> SafeString:
    profiles = [Profile(code) for code in school.profiles]
    links = [
        (reverse("profiles:detail", args=[profile.value]), profile.label) for profile in profiles
    ]
    return format_html_join(", ", '<a href="{}">{}</a>', links)
