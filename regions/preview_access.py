"""Who may see a stored preview, and the pictures that it shows."""

from __future__ import annotations

from django.contrib import admin
from django.http import HttpRequest

from regions.assigned_rights import rights_of, rights_of_user
from regions.models import Preview
from regions.rights import Rights


def may_be_seen(preview: Preview, request: HttpRequest) -> bool:
    if is_for_everyone(preview):
        return True
    is_colleague = admin.site.has_permission(request) and _works_on(rights_of(request), preview)
    return is_colleague and _works_on(rights_of_user(preview.made_by), preview)


def asks_for_log_in(preview: Preview, request: HttpRequest) -> bool:
    is_made_here = _works_on(rights_of_user(preview.made_by), preview)
    return is_made_here and not admin.site.has_permission(request)


def is_for_everyone(preview: Preview) -> bool:
    """Only a preview by a user who may publish can be opened without logging in."""
    return rights_of_user(preview.made_by).may_publish_in(preview.region_id)


def _works_on(rights: Rights, preview: Preview) -> bool:
    return rights.is_national or preview.region_id in rights.writes
