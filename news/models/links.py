"""The schools, partners and offers that an article is about."""

from __future__ import annotations

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models

from news.models.articles import Article
from partners.models import Offer, Partner
from regions.clock import AsOf
from regions.directory import DirectoryModel, DirectoryQuerySet
from schools.models import School

MAX_ARTICLES = 10  # on the page of a school, partner or offer


class ArticleLinkQuerySet(DirectoryQuerySet):
    def newest_articles(self, as_of: AsOf) -> list[Article]:
        rows = Article.objects.published(as_of.today).as_of(as_of).for_list()
        return list(rows.filter(pk__in=self.values("article"))[:MAX_ARTICLES])


class ArticleLink(DirectoryModel):
    """A row that an article is about, as chosen by the editors of the article.

    A subclass sets the name of its foreign key in `linked_field`.
    """

    owner_path = "article__region"

    linked_field: ClassVar[str]

    article = models.ForeignKey(Article, models.CASCADE, verbose_name="artikel")

    objects = ArticleLinkQuerySet.as_manager()

    class Meta(DirectoryModel.Meta):
        abstract = True

    def __str__(self) -> str:
        return str(getattr(self, self.linked_field))

    def clean(self) -> None:
        super().clean()
        if self.article_id is None or getattr(self, f"{self.linked_field}_id") is None:
            return
        if getattr(self, self.linked_field).is_example != self.article.is_example:
            raise ValidationError(
                {self.linked_field: "Wat verzonnen is, staat alleen in de voorbeeldregio."}
            )


class ArticleSchool(ArticleLink):
    linked_field = "school"

    school = models.ForeignKey(School, models.CASCADE, verbose_name="school")

    class Meta(ArticleLink.Meta):
        verbose_name = "school bij een artikel"
        verbose_name_plural = "scholen bij artikelen"
        default_related_name = "article_schools"
        ordering = ["school__folded_name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["article", "school"],
                name="school_once_in_article",
                violation_error_message="Deze school staat er al.",
            ),
        ]


class ArticlePartner(ArticleLink):
    linked_field = "partner"

    partner = models.ForeignKey(Partner, models.CASCADE, verbose_name="partner")

    class Meta(ArticleLink.Meta):
        verbose_name = "partner bij een artikel"
        verbose_name_plural = "partners bij artikelen"
        default_related_name = "article_partners"
        ordering = ["partner__folded_name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["article", "partner"],
                name="partner_once_in_article",
                violation_error_message="Deze partner staat er al.",
            ),
        ]


class ArticleOffer(ArticleLink):
    linked_field = "offer"

    offer = models.ForeignKey(Offer, models.CASCADE, verbose_name="aanbod")

    class Meta(ArticleLink.Meta):
        verbose_name = "aanbod bij een artikel"
        verbose_name_plural = "aanbod bij artikelen"
        default_related_name = "article_offers"
        ordering = ["offer__folded_name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["article", "offer"],
                name="offer_once_in_article",
                violation_error_message="Dit aanbod staat er al.",
            ),
        ]
