"""Admin pages to list deleted rows and restore them."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern
from django.utils.decorators import method_decorator
from django.utils.text import capfirst
from django.views.decorators.http import require_safe

from regions.assigned_rights import rights_of
from regions.editing.composed import part_of
from regions.editing.past import (
    NOT_ALLOWED_THEN,
    READ_OR_RESTORE,
    ROWS_ON_A_PAGE,
    PastPages,
    Refused,
    paging,
    record_key,
    save_or_refuse,
)
from regions.history.fields import compare_all_fields, restores_withheld
from regions.history.moments import moment_in_words
from regions.history.names import EMPTY, Names
from regions.history.restoring import Undelete, deleted_records, prepare_undelete, undelete
from regions.history.titles import title_in_region, title_of, titles_of
from regions.writing.changing import changing

ROLES_LOST = "Wie een rol had, heeft die niet terug. Dat doet u onder “Wie eraan werkt”."


class DeletedPages(PastPages):
    """A user may restore a deleted row if they could add one with the same values."""

    def urls(self) -> list[URLPattern]:
        if not self.keeps_history:
            return []
        return [
            self.path("deleted/", self.deleted_view, "deleted"),
            self.path("deleted/<str:record_id>/restore/", self.undelete_view, "undelete"),
        ]

    def list_context(self, request: HttpRequest) -> dict[str, Any]:
        return {"deleted_url": self.url("deleted")} if self.keeps_history else {}

    @method_decorator(require_safe)
    def deleted_view(self, request: HttpRequest) -> HttpResponse:
        if not self.model_admin.has_view_permission(request):
            raise PermissionDenied
        rights = rights_of(request)
        records = deleted_records(self.model, rights)
        page = Paginator(records, ROWS_ON_A_PAGE).get_page(request.GET.get("p"))
        on_page = list(page.object_list)
        names = Names(rights, on_page)
        of_several = rights.is_national or len(rights.writes) > 1
        title = title_in_region if of_several else title_of
        may_add = self.model_admin.has_add_permission(request)
        context = {
            "title": f"{capfirst(str(self.model_admin.opts.verbose_name_plural))}: verwijderd",
            "deleted": [
                {
                    "record": record,
                    "name": title(record, names),
                    "who": names.who(record),
                    "when": moment_in_words(record.history_date),
                    "url": self.url("undelete", record.history_id) if may_add else None,
                }
                for record in on_page
            ],
        }
        return self.page(request, "history_deleted", {**context, **paging(page)})

    @method_decorator(READ_OR_RESTORE)
    def undelete_view(self, request: HttpRequest, record_id: str) -> HttpResponse:
        if request.method != "POST":
            return self._undelete_page(request, record_id)
        try:
            with changing():
                return self._undelete(request, record_id)
        except Refused as rejection:
            return self._undelete_page(request, record_id, rejection)

    def _undelete_page(
        self, request: HttpRequest, record_id: str, rejection: Any = None
    ) -> HttpResponse:
        back = self._find_undelete(request, record_id)
        if back is None:
            return self.missing(request, record_id)
        rights = rights_of(request)
        names = Names(rights, [back.record])
        values = compare_all_fields(back.record, back.record, names)
        context = {
            "title": f"{title_of(back.record, names)} terugzetten",
            "who": names.who(back.record),
            "moment": moment_in_words(back.record.history_date),
            "values": [value for value in values if value.new_words != EMPTY],
            "back": back,
            "children": titles_of(back.child_records, rights),
            "not_allowed": None if self._may_restore(request, back.row) else NOT_ALLOWED_THEN,
            "refused": rejection,
        }
        return self.page(
            request, "history_undelete", context, status=rejection.status if rejection else 200
        )

    def _undelete(self, request: HttpRequest, record_id: str) -> HttpResponse:
        back = self._find_undelete(request, record_id)
        if back is None:
            return self.missing(request, record_id)
        if not self._may_restore(request, back.row):
            raise Refused([NOT_ALLOWED_THEN], 403)
        if back.obstacles:
            raise Refused([f"Dit bestaat niet meer: {name}." for name in back.obstacles])
        not_restored: list[str] = []
        may_restore, rights = self.may_restore_child(request), rights_of(request)
        save_or_refuse(lambda: not_restored.extend(undelete(back, may_restore, rights)), self.model)
        self.model_admin.log_addition(request, back.row, capfirst(back.row._change_reason))
        messages.success(request, f"{capfirst(str(back.row))} is teruggezet.")
        if back.lost_roles:
            not_restored.append(ROLES_LOST)
        for sentence in not_restored:
            messages.warning(request, sentence)
        return HttpResponseRedirect(self.url("change", back.row.pk))

    def _find_undelete(self, request: HttpRequest, record_id: str) -> Undelete | None:
        if not self.model_admin.has_view_permission(request):
            raise PermissionDenied
        key, rights = record_key(record_id), rights_of(request)
        records = deleted_records(self.model, rights)
        record = records.filter(history_id=key).first() if key is not None else None
        if record is None:
            return None
        if not self.model_admin.has_add_permission(request):
            raise PermissionDenied
        return prepare_undelete(record, rights)

    def _may_restore(self, request: HttpRequest, row: Any) -> bool:
        may_add = self.model_admin.has_add_permission(request)
        may_change = may_add and self.model_admin.has_change_permission(request, row)
        return may_change and not restores_withheld(row, None, rights_of(request))

    def may_restore_child(self, request: HttpRequest) -> Callable[[Any], bool]:
        def may_restore(row: Any) -> bool:
            child_pages = part_of(self.model_admin.admin_site, type(row), DeletedPages)
            return child_pages is not None and child_pages._may_restore(request, row)

        return may_restore
