"""Changes to roles, for the history of their region."""

from __future__ import annotations

from typing import Any, ClassVar
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models.signals import post_delete, post_save, pre_save
from django.dispatch import receiver
from django.utils import timezone

from regions.models.people import Assignment, AssignmentRole
from regions.models.region import Region
from regions.writing.changing import open_change_id
from regions.writing.recording import current_user


class AssignmentEvent(models.TextChoices):
    GIVEN = "given", "rol gegeven"
    CHANGED = "changed", "rol gewijzigd"
    WITHDRAWN = "withdrawn", "rol ingetrokken"


class AssignmentChange(models.Model):
    """Kept when its user or region is deleted, so its keys may refer to nothing."""

    owner_path: ClassVar[str] = "region"  # so that the history can show their names
    is_shared: ClassVar[bool] = False

    event = models.CharField(max_length=10, choices=AssignmentEvent.choices)
    role = models.CharField(max_length=10, choices=AssignmentRole.choices)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.DO_NOTHING, related_name="+", db_constraint=False
    )
    region = models.ForeignKey(Region, models.DO_NOTHING, related_name="+", db_constraint=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.DO_NOTHING,
        null=True,
        related_name="+",
        db_constraint=False,
    )
    at = models.DateTimeField(default=timezone.now)
    change_id = models.UUIDField(default=uuid4)  # the same as in the other records of the change

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name = "wijziging van een toewijzing"
        verbose_name_plural = "wijzigingen van toewijzingen"

    def __str__(self) -> str:
        return f"{self.get_event_display()}: {self.user_id} in {self.region_id}"


def _record(assignment: Assignment, event: AssignmentEvent) -> None:
    by = assignment.changed_by or current_user()
    AssignmentChange.objects.create(
        event=event,
        role=assignment.role,
        user_id=assignment.user_id,
        region_id=assignment.region_id,
        by_id=by and by.pk,
        change_id=open_change_id() or uuid4(),
    )


@receiver(pre_save, sender=Assignment)
def keep_stored_version(sender: type[Assignment], instance: Assignment, **kwargs: Any) -> None:
    rows = Assignment.objects.filter(pk=instance.pk) if instance.pk else Assignment.objects.none()
    instance.stored = rows.first()


@receiver(post_save, sender=Assignment)
def record_saved(sender: type[Assignment], instance: Assignment, **kwargs: Any) -> None:
    stored, instance.stored = instance.stored, None
    if stored is not None and (stored.user_id, stored.region_id) != (
        instance.user_id,
        instance.region_id,
    ):
        stored.changed_by = instance.changed_by
        _record(stored, AssignmentEvent.WITHDRAWN)
        stored = None
    if stored is None:
        _record(instance, AssignmentEvent.GIVEN)
    elif stored.role != instance.role:
        _record(instance, AssignmentEvent.CHANGED)


@receiver(post_delete, sender=Assignment)
def record_deleted(sender: type[Assignment], instance: Assignment, **kwargs: Any) -> None:
    _record(instance, AssignmentEvent.WITHDRAWN)
