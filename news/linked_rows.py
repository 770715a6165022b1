"""The published schools, partners and offers that an article is about."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet

from news.models import Article
from partners.models import Offer, Partner
from schools.models import School


def schools_in(article: Article, day: date) -> QuerySet[School]:
    schools = School.objects.published(day).filter(article_schools__article=article)
    return schools.select_related("place").order_by("folded_name", "pk")


def partners_in(article: Article, day: date) -> QuerySet[Partner]:
    partners = Partner.objects.published(day).filter(article_partners__article=article)
    return partners.select_related("place").order_by("folded_name", "pk")


def offers_in(article: Article, day: date) -> QuerySet[Offer]:
    offers = Offer.objects.published(day).filter(article_offers__article=article)
    return offers.for_list().upcoming_first(day)
