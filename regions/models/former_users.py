"""Names of deleted users, for the history of what they changed."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.contrib.auth.models import User
from django.db import models
from django.db.models import Q
from django.db.models.signals import pre_delete
from django.dispatch import receiver

from regions.models.assignment_changes import AssignmentChange
from regions.writing.recording import Recorded

BATCH_SIZE = 500


class FormerUser(models.Model):
    """All that remains of a deleted user who changed something or worked on a region."""

    key = models.PositiveIntegerField(primary_key=True)  # of the deleted `User`
    # room for the first and last name of `User`, and a space
    name = models.CharField("naam", max_length=301)
    was_national = models.BooleanField("was landelijk redacteur")

    class Meta:
        verbose_name = "vroegere gebruiker"
        verbose_name_plural = "vroegere gebruikers"

    def __str__(self) -> str:
        return f"{self.name}, account verwijderd"


class FormerUserChange(models.Model):
    """A change whose history records lost their user."""

    change_id = models.UUIDField(primary_key=True)
    user = models.ForeignKey(FormerUser, models.CASCADE, related_name="changes", verbose_name="van")

    class Meta:
        verbose_name = "wijziging van een vroegere gebruiker"
        verbose_name_plural = "wijzigingen van vroegere gebruikers"

    def __str__(self) -> str:
        return f"wijziging {self.change_id}"


@receiver(pre_delete, sender=User)
def keep_name(sender: type[User], instance: User, **kwargs: Any) -> None:
    first, *others = [
        model._base_manager.filter(history_user_id=instance.pk).order_by().values_list("change_id")
        for model in apps.get_models()
        if issubclass(model, Recorded)
    ]
    changes = [change_id for (change_id,) in first.union(*others)]
    is_in_assignments = AssignmentChange.objects.filter(Q(user=instance) | Q(by=instance))
    if changes or is_in_assignments.exists() or instance.assignments.exists():
        former = FormerUser.objects.create(
            key=instance.pk,
            name=instance.get_full_name() or instance.get_username(),
            was_national=instance.is_superuser,
        )
        FormerUserChange.objects.bulk_create(
            (FormerUserChange(change_id=change_id, user=former) for change_id in changes),
            batch_size=BATCH_SIZE,
            ignore_conflicts=True,
        )
