"""A ModelAdmin composed of parts, in which every POST is one change."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar, TypeVar

from django.apps import apps
from django.contrib import admin, messages
from django.contrib.admin import AdminSite, ModelAdmin
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import IntegrityError
from django.db.models import Model
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import URLPattern

from regions.editing.national import ReadOnlyAdmin
from regions.editing.pages import admin_path, admin_url
from regions.writing.changing import changing

CLASHED = "Dit botst met iets dat een ander net heeft opgeslagen. Kijk het na en sla nog eens op."


@dataclass
class FormCall:
    """The arguments of `changeform_view`, which parts may modify."""

    object_id: str | None
    form_url: str
    context: dict[str, Any] = field(default_factory=dict)


class Part:
    """One extension of Django's admin; a subclass overrides the hooks it needs.

    There is one instance for each ModelAdmin that lists it in `parts`; parts run in that order.
    """

    def __init__(self, model_admin: "ComposedAdmin") -> None:
        self.model_admin = model_admin
        self.model = model_admin.model

    def urls(self) -> list[URLPattern]:
        return []

    def fieldsets(self, request: HttpRequest, row: Any, fieldsets: Any) -> Any:
        return fieldsets

    def form_class(self, request: HttpRequest, row: Any, form: type[ModelForm]) -> type[ModelForm]:
        """`form` is a class created for this request, so it may be modified."""
        return form

    def before_change(self, request: HttpRequest, object_id: str | None) -> None:
        """Called for a POST before its change is opened, for what takes seconds.

        Once, even if the save is refused and the form is shown again.
        """

    def open_form(self, request: HttpRequest, call: FormCall) -> None:
        """Called inside the change, before Django reads the submitted data."""

    def form_context(self, request: HttpRequest, row: Any) -> dict[str, Any]:
        return {}

    def list_context(self, request: HttpRequest) -> dict[str, Any]:
        return {}

    def saved(self, request: HttpRequest, form: Any, change: bool) -> None:
        """Called when all rows are written. A ValidationError or RolledBack undoes that."""

    def messages(self, form: Any) -> Iterable[str]:
        return ()

    def path(self, route: str, view: Callable[..., HttpResponseBase], page: str) -> URLPattern:
        return admin_path(self.model_admin, route, view, page)

    def url(self, page: str, *args: Any) -> str:
        return admin_url(self.model_admin, page, *args)


class RolledBack(Exception):
    """Raised by a part to roll back the whole change and return another response."""

    def response(self, request: HttpRequest) -> HttpResponse:
        raise NotImplementedError


class ComposedAdmin(admin.ModelAdmin):
    """Every POST is one change: lock checks, the row, its inline rows and the log entry.

    Forms validate what they can. An error found only while saving (a conflict between rows of two
    kinds, a simultaneous save by another editor) rolls the change back, and the form is shown again
    as submitted, with the reason.
    """

    change_list_template = "admin/list.html"
    parts: ClassVar[Sequence[type[Part]]] = ()

    def __init__(self, model: type[Model], admin_site: AdminSite) -> None:
        super().__init__(model, admin_site)
        self.part_instances = [part(self) for part in self.parts]

    def add_part(self, part: type[Part]) -> None:
        """For an app that the model's app may not import. Call this before the URLs are loaded."""
        self.part_instances.append(part(self))

    def get_urls(self) -> list[Any]:
        return [*(url for part in self.part_instances for url in part.urls()), *super().get_urls()]

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        fieldsets = super().get_fieldsets(request, obj)
        for part in self.part_instances:
            fieldsets = part.fieldsets(request, obj, fieldsets)
        return fieldsets

    def get_form(self, request: HttpRequest, obj: Any = None, *args: Any, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, *args, **kwargs)
        for part in self.part_instances:
            form = part.form_class(request, obj, form)
        return form

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> Any:
        view = super().changeform_view

        def form_view(request: HttpRequest) -> HttpResponse:
            call = FormCall(object_id, form_url, dict(extra_context or {}))
            for part in self.part_instances:
                part.open_form(request, call)
            return view(request, call.object_id, call.form_url, call.context)

        if request.method == "POST":
            for part in self.part_instances:
                part.before_change(request, object_id)
        try:
            return in_one_change(form_view, request)
        except RolledBack as rolled_back:
            return rolled_back.response(request)
        except (ValidationError, IntegrityError) as error:
            refuse(request, _reasons(error))
            return in_one_change(form_view, request)

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        for part in self.part_instances:
            context |= part.form_context(request, context["original"])
        return super().render_change_form(request, context, *args, **kwargs)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        for part in self.part_instances:
            part.saved(request, form, change)
        parts = self.part_instances
        form.instance.saving_messages = [text for part in parts for text in part.messages(form)]

    def response_add(self, request: HttpRequest, obj: Any, *args: Any, **kwargs: Any) -> Any:
        response = super().response_add(request, obj, *args, **kwargs)
        self._show_messages(request, obj)
        return response

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        response = super().response_change(request, obj)
        self._show_messages(request, obj)
        return response

    def _show_messages(self, request: HttpRequest, row: Any) -> None:
        for text in row.saving_messages:
            self.message_user(request, text, messages.INFO)

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        *deleted, missing_permissions, protected = super().get_deleted_objects(objs, request)
        read_only = {
            model._meta.verbose_name
            for model in apps.get_models()
            if self.admin_site.is_registered(model)
            and isinstance(self.admin_site.get_model_admin(model), ReadOnlyAdmin)
        }
        return *deleted, missing_permissions - read_only, protected

    def delete_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        return in_one_change(super().delete_view, request, *args, **kwargs)

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> Any:
        context = dict(extra_context or {})
        for part in self.part_instances:
            context |= part.list_context(request)
        return in_one_change(super().changelist_view, request, context)


AnyPart = TypeVar("AnyPart", bound=Part)


def part_of(site: AdminSite, model: type[Model], part_class: type[AnyPart]) -> AnyPart | None:
    model_admin: ModelAdmin | None = None
    if site.is_registered(model):
        model_admin = site.get_model_admin(model)
    parts = model_admin.part_instances if isinstance(model_admin, ComposedAdmin) else []
    return next((part for part in parts if isinstance(part, part_class)), None)


def in_one_change(
    view: Callable[..., HttpResponse], request: HttpRequest, *args: Any, **kwargs: Any
) -> HttpResponse:
    if request.method != "POST":
        return view(request, *args, **kwargs)
    with changing():
        return view(request, *args, **kwargs)


def refuse(request: HttpRequest, reasons: list[str]) -> None:
    request.refusals = reasons  # type: ignore[attr-defined]


def refusals(request: HttpRequest) -> list[str]:
    return getattr(request, "refusals", [])


def _reasons(error: ValidationError | IntegrityError) -> list[str]:
    if isinstance(error, IntegrityError):
        return [CLASHED]
    if not hasattr(error, "error_dict"):
        return error.messages
    return [
        text if name == NON_FIELD_ERRORS else f"{name}: {text}"
        for name, texts in error.message_dict.items()
        for text in texts
    ]
