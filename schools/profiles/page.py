"""The data of a profile's page, loaded before it renders."""

from __future__ import annotations

import tomllib
from collections import Counter
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from django.core.paginator import Page, Paginator
from django.urls import reverse

from regions.lists.facets import CODE_BY_SLUG, PROVINCE_CHOICES
from regions.wording.glossary import TERMS, Term
from regions.writing.version_cache import cached_per_version
from schools.figures.counted import LOCATIONS, counted_locations
from schools.models import TECHNICAL_PROFILES, Profile, School, SchoolQuerySet
from schools.profile_words import dates_in_words
from schools.rows import SchoolRow, school_rows

PER_PAGE = 24
MAX_COURSES = 5


def _read() -> dict[str, tuple[str, ...]]:
    with Path(__file__).with_name("what_you_do.toml").open("rb") as file:
        return {slug: tuple(lines) for slug, lines in tomllib.load(file).items()}


WHAT_YOU_DO = _read()


@dataclass(frozen=True)
class ProfileSummary:
    profile: Profile
    school_count: int

    @property
    def slug(self) -> str:
        return self.profile.value

    @property
    def name(self) -> str:
        return str(self.profile.label)

    @property
    def term(self) -> Term:
        return TERMS[self.profile]

    @property
    def title(self) -> str:
        return self.name if self.name == self.term.name else f"{self.name} ({self.term.name})"

    @property
    def explanation(self) -> str:
        return self.term.explanation

    @property
    def is_technical(self) -> bool:
        return self.profile in TECHNICAL_PROFILES

    def get_absolute_url(self) -> str:
        return reverse("profiles:detail", args=[self.slug])


@dataclass(frozen=True)
class ProfilePage:
    summary: ProfileSummary
    what_you_do: tuple[str, ...]
    dates_in_words: str  # how many schools had it and when, in words
    duo_count: int | None  # locations that DUO counted in its last file, if it did
    duo_period: str
    by_province: list[tuple[str, str, int]]  # name, slug, schools
    page: Page
    rows: list[SchoolRow]
    others: list[ProfileSummary]
    courses: list[Any]  # offers

    duo_slug = LOCATIONS

    @cached_property
    def fields(self) -> list[tuple[str, str]]:
        return [("profiel", self.summary.slug)]


@cached_per_version
def summaries(on: date) -> list[ProfileSummary]:
    """In the order of `Profile`: technical ones first."""
    counts: Counter[str] = Counter()
    for profiles in _listed(on).order_by().values_list("profiles", flat=True):
        counts.update(profiles)
    return [ProfileSummary(profile, counts[profile]) for profile in Profile]


def load_profile_page(slug: str, number: str | None, day: date) -> ProfilePage | None:
    """Return None for an unknown profile."""
    every = summaries(day)
    summary = next((summary for summary in every if summary.slug == slug), None)
    if summary is None:
        return None
    schools = _listed(day).filter(profiles__contains=f"|{slug}|")
    page = Paginator(schools.for_list(), PER_PAGE).get_page(number)
    page.object_list = list(page.object_list)
    counted = counted_locations(day)
    return ProfilePage(
        summary=summary,
        what_you_do=WHAT_YOU_DO[slug],
        dates_in_words=dates_in_words(schools.order_by("pk").values_list("profiles_on", flat=True)),
        duo_count=counted.in_country.get(slug),
        duo_period=counted.period,
        by_province=_by_province(schools),
        page=page,
        rows=school_rows(page.object_list, day),
        others=[other for other in every if other is not summary],
        courses=courses_to_come(day),
    )


def courses_to_come(on: date) -> list[Any]:
    """Of any profile, since no source links courses to profiles."""
    # This app may not import offers, so use the reverse relation.
    relation: Any = School._meta.get_field("offers")
    courses = relation.related_model.objects.published(on).exclude_examples()
    return list(courses.filter(kind="opleiding").upcoming(on).for_list()[:MAX_COURSES])


def _listed(on: date) -> SchoolQuerySet:
    return (
        School.objects.published(on).not_closed(on).exclude_examples().filter(profiles_known=True)
    )


def _by_province(schools: SchoolQuerySet) -> list[tuple[str, str, int]]:
    codes = schools.order_by().values_list("municipality__province", flat=True)
    counts = Counter(codes)
    return [
        (str(name), slug, number)
        for slug, name in PROVINCE_CHOICES
        if (number := counts[CODE_BY_SLUG[slug]])
    ]
