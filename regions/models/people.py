"""Contacts of a region, and the users assigned to it."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.models import User
from django.db import models
from django.db.models import Exists, OuterRef, Q

from regions.directory import DirectoryModel, Sourced
from regions.models.region import Region


class Contact(DirectoryModel, Sourced):
    """A contact by role. Personal data is published field by field."""

    owner_path = "region"
    public_if = {
        "person_name": "name_is_public",
        "email": "email_is_public",
        "phone": "phone_is_public",
    }

    region = models.ForeignKey(
        Region, models.CASCADE, related_name="contacts", verbose_name="regio"
    )
    order = models.PositiveSmallIntegerField("volgorde", default=0)
    role = models.CharField("rol", max_length=120)
    organisation_name = models.CharField("werkt bij", max_length=120, blank=True)
    website = models.URLField("site", blank=True)
    note = models.CharField("toelichting", max_length=200, blank=True)
    person_name = models.CharField("naam", max_length=120, blank=True)
    email = models.EmailField("e-mailadres", blank=True)
    phone = models.CharField("telefoon", max_length=20, blank=True)
    name_is_public = models.BooleanField("toon de naam", default=False)
    email_is_public = models.BooleanField("toon het e-mailadres", default=False)
    phone_is_public = models.BooleanField("toon de telefoon", default=False)
    publication_ground = models.CharField(
        "waarom mag dit op de site",
        max_length=200,
        blank=True,
    )
    publication_agreed_on = models.DateField("afgesproken op", null=True, blank=True)

    ground_recorded = ""  # who recorded it and when, loaded for a form

    class Meta(DirectoryModel.Meta):
        verbose_name = "contact"
        verbose_name_plural = "contacten"
        ordering = ["order", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=(
                    Q(name_is_public=False, email_is_public=False, phone_is_public=False)
                    | (~Q(publication_ground="") & Q(publication_agreed_on__isnull=False))
                ),
                name="contact_public_with_ground_and_date",
                violation_error_message="Wie iets van een persoon toont, noemt waarom dat mag en "
                "wanneer dat is afgesproken.",
            ),
        ]

    def __str__(self) -> str:
        return self.role

    @property
    def public_name(self) -> str:
        return self.person_name if self.name_is_public else ""

    @property
    def public_email(self) -> str:
        return self.email if self.email_is_public else ""

    @property
    def public_phone(self) -> str:
        return self.phone if self.phone_is_public else ""

    def forget_person(self) -> None:
        """Clear the data about the person, but keep the role."""
        self.person_name = self.email = self.phone = self.note = self.publication_ground = ""
        self.name_is_public = self.email_is_public = self.phone_is_public = False
        self.publication_agreed_on = None
        self.role = self.role or "Contact"


class AssignmentRole(models.TextChoices):
    LEADER = "leader", "Projectleider (publiceert)"
    EDITOR = "editor", "Redacteur (schrijft concepten)"


class Assignment(models.Model):
    """A user's role in a region. It is not public data, so it is written outside `changing()`."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="assignments",
        verbose_name="gebruiker",
    )
    region = models.ForeignKey(
        Region, models.CASCADE, related_name="assignments", verbose_name="regio"
    )
    role = models.CharField("rol", max_length=10, choices=AssignmentRole.choices)

    changed_by: User | None = None  # set for the history, if it is not the user of the request
    stored: Assignment | None = None  # only set during a save

    class Meta:
        verbose_name = "toewijzing"
        verbose_name_plural = "toewijzingen"
        ordering = ["region", "user"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "region"],
                name="assignment_once",
                violation_error_message="Deze gebruiker heeft al een rol in deze regio.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} in {self.region}"


def has_leader_to_mail() -> Exists:
    """Whether the `region` of a row has a leader who hears of what visitors send."""
    leaders = Assignment.objects.filter(
        region=OuterRef("region"), role=AssignmentRole.LEADER, user__is_active=True
    )
    return Exists(leaders.exclude(user__email=""))
