"""Pages of an admin besides Django's own: their addresses, who may see them, their context."""

from collections.abc import Callable
from typing import Any

from django.contrib.admin import ModelAdmin
from django.contrib.admin.utils import unquote
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse


def admin_path(
    model_admin: ModelAdmin, route: str, view: Callable[..., HttpResponse], page: str
) -> URLPattern:
    """An address below that of the model, named as Django names its own."""
    name = f"{model_admin.opts.app_label}_{model_admin.opts.model_name}_{page}"
    return path(route, model_admin.admin_site.admin_view(view), name=name)


def admin_address(model_admin: ModelAdmin, page: str, *args: Any) -> str:
    name = f"admin:{model_admin.opts.app_label}_{model_admin.opts.model_name}_{page}"
    return reverse(name, args=args, current_app=model_admin.admin_site.name)


def readable_row(model_admin: ModelAdmin, request: HttpRequest, object_id: str) -> Any:
    """The row, or None where there is none or this user may not see it."""
    row = model_admin.get_object(request, unquote(object_id))
    return row if row is not None and model_admin.has_view_permission(request, row) else None


def missing_row(model_admin: ModelAdmin, request: HttpRequest, object_id: str) -> HttpResponse:
    """Django's own answer, so that a hidden row is answered like one that does not exist."""
    answer: Any = model_admin._get_obj_does_not_exist_redirect  # type: ignore[attr-defined]
    return answer(request, model_admin.opts, object_id)


def admin_page(
    model_admin: ModelAdmin,
    request: HttpRequest,
    template: str,
    context: dict[str, Any],
    status: int = 200,
) -> HttpResponse:
    shared = {
        **model_admin.admin_site.each_context(request),
        "opts": model_admin.opts,
        "list_address": admin_address(model_admin, "changelist"),
    }
    request.current_app = model_admin.admin_site.name
    return TemplateResponse(request, template, {**shared, **context}, status=status)
