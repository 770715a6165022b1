"""Documents that the page of an offer offers."""

from __future__ import annotations

from django.db import models

from partners.models.offers import Offer
from regions.models import Document


class OfferDocument(Document):
    owner_path = "offer__region"
    owner_field = "offer"

    offer = models.ForeignKey(Offer, models.CASCADE, verbose_name="aanbod")

    class Meta(Document.Meta):
        verbose_name = "document bij aanbod"
        verbose_name_plural = "documenten bij aanbod"
