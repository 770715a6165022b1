"""Helpers for extra pages of a ModelAdmin: URLs, access and context."""

from collections.abc import Callable
from typing import Any

from django.contrib.admin import ModelAdmin
from django.contrib.admin.utils import unquote
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse


def admin_path(
    model_admin: ModelAdmin, route: str, view: Callable[..., HttpResponseBase], page: str
) -> URLPattern:
    name = f"{model_admin.opts.app_label}_{model_admin.opts.model_name}_{page}"
    return path(route, model_admin.admin_site.admin_view(view), name=name)


def admin_url(model_admin: ModelAdmin, page: str, *args: Any) -> str:
    name = f"admin:{model_admin.opts.app_label}_{model_admin.opts.model_name}_{page}"
    return reverse(name, args=args, current_app=model_admin.admin_site.name)


def readable_row(model_admin: ModelAdmin, request: HttpRequest, object_id: str) -> Any:
    row = model_admin.get_object(request, unquote(object_id))
    return row if row is not None and model_admin.has_view_permission(request, row) else None


def missing_row(model_admin: ModelAdmin, request: HttpRequest, object_id: str) -> HttpResponse:
    # Return Django's own response, so that a hidden row looks like one that does not exist.
    redirect: Any = model_admin._get_obj_does_not_exist_redirect  # type: ignore[attr-defined]
    return redirect(request, model_admin.opts, object_id)


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
        "list_url": admin_url(model_admin, "changelist"),
    }
    request.current_app = model_admin.admin_site.name
    return TemplateResponse(request, template, {**shared, **context}, status=status)
