"""Signal receivers that record logins and changes to accounts, rights, imports and previews."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import User
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.db.models.signals import post_delete, post_save, pre_save
from django.dispatch import receiver
from django.utils import timezone

from pactdir.accounts.log_in import stored_name
from pactdir.accounts.states import NATIONAL, role_in_words
from pactdir.audit.recording import record, record_in_regions
from pactdir.models import AccountLink, AuditKind, HandSetPassword, Import, LinkKind
from regions.models import Assignment, Preview

RECORDED = ("is_active", "is_superuser", "email", "username")


@receiver(user_logged_in)
def _logged_in(sender: Any, user: User, **kwargs: Any) -> None:
    record(AuditKind.LOG_IN, user, by=user)


@receiver(user_logged_out)
def _logged_out(sender: Any, user: User | None, **kwargs: Any) -> None:
    if user is not None:
        record(AuditKind.LOG_OUT, user, by=user)


@receiver(user_login_failed)
def _failed(sender: Any, credentials: dict[str, Any], **kwargs: Any) -> None:
    typed = credentials.get("username") or ""
    meant = User.objects.filter(username=stored_name(typed)).first()
    record(AuditKind.LOG_IN_FAILED, meant or "")


@receiver(pre_save, sender=User)
def _note_former_values(
    sender: type[User], instance: Any, update_fields: frozenset[str] | None, **kwargs: Any
) -> None:
    names = [name for name in RECORDED if update_fields is None or name in update_fields]
    rows = User.objects.filter(pk=instance.pk) if instance.pk and names else User.objects.none()
    instance._before = rows.values(*names).first() or {}


@receiver(post_save, sender=User)
def _saved_user(
    sender: type[User], instance: Any, created: bool, raw: bool = False, **kwargs: Any
) -> None:
    if created:
        record(AuditKind.ACCOUNT_MADE, instance)
        if instance.is_superuser:
            record(AuditKind.RIGHTS_GIVEN, instance, detail=NATIONAL)
        return
    changed = {
        name: getattr(instance, name)
        for name, value in instance._before.items()
        if value != getattr(instance, name)
    }
    if "is_superuser" in changed:
        given = AuditKind.RIGHTS_GIVEN if instance.is_superuser else AuditKind.RIGHTS_WITHDRAWN
        record(given, instance, detail=NATIONAL)
    if "is_active" in changed:
        state = "weer ingeschakeld" if instance.is_active else "uitgeschakeld"
        record(AuditKind.ACCOUNT_CHANGED, instance, detail=state)
    if "email" in changed or "username" in changed:
        record(AuditKind.ACCOUNT_CHANGED, instance, detail="ander e-mailadres of andere naam")


@receiver(post_delete, sender=User)
def _deleted_user(sender: type[User], instance: User, **kwargs: Any) -> None:
    record(AuditKind.ACCOUNT_DELETED, instance)


@receiver(post_save, sender=Assignment)
def _gave_rights(sender: type[Assignment], instance: Assignment, **kwargs: Any) -> None:
    _record_rights(AuditKind.RIGHTS_GIVEN, instance)


@receiver(post_delete, sender=Assignment)
def _withdrew_rights(sender: type[Assignment], instance: Assignment, **kwargs: Any) -> None:
    _record_rights(AuditKind.RIGHTS_WITHDRAWN, instance)


def _record_rights(kind: AuditKind, assignment: Assignment) -> None:
    detail = role_in_words(assignment)
    record(kind, assignment.user, region=assignment.region_id, detail=detail)


@receiver(post_save, sender=AccountLink)
def _mailed_link(sender: type[AccountLink], instance: AccountLink, **kwargs: Any) -> None:
    if instance.kind == LinkKind.INVITATION:
        record_in_regions(AuditKind.INVITED, instance.user)


@receiver(post_save, sender=HandSetPassword)
def _gave_password(
    sender: type[HandSetPassword], instance: HandSetPassword, created: bool, **kwargs: Any
) -> None:
    if created:
        record(AuditKind.PASSWORD_GIVEN, instance.user)


@receiver(post_save, sender=Import)
def _imported(sender: type[Import], instance: Import, created: bool, **kwargs: Any) -> None:
    if created:
        record(AuditKind.IMPORTED, str(instance), by=instance.user)


@receiver(post_save, sender=Preview)
def _made_preview(sender: type[Preview], instance: Preview, created: bool, **kwargs: Any) -> None:
    if created:
        title, region = str(instance), instance.region_id
        record(AuditKind.PREVIEW_MADE, title, by=instance.made_by, region=region)


@receiver(post_delete, sender=Preview)
def _revoked_preview(sender: type[Preview], instance: Preview, **kwargs: Any) -> None:
    if instance.expires_at > timezone.now():
        record(AuditKind.PREVIEW_REVOKED, str(instance), region=instance.region_id)
