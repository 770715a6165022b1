"""Admin lists accept only the lookups that their own page offers.

In Django a query string can filter a list by any field of its model, with any lookup. That could
reveal which shared rows are used in drafts of another region, or block a worker with a regex.
"""

from typing import Any

from django.contrib import messages
from django.contrib.admin.exceptions import DisallowedModelAdminLookup
from django.contrib.admin.options import (
    IS_POPUP_VAR,
    TO_FIELD_VAR,
    BaseModelAdmin,
    IncorrectLookupParameters,
)
from django.contrib.admin.views.main import ChangeList
from django.db import DataError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

NOT_OFFERED = "Deze lijst kent niet alles wat in het adres stond. U ziet de hele lijst."
POPUP_PARAMETERS = (IS_POPUP_VAR, TO_FIELD_VAR)
MAX_SEARCH_LENGTH = 200  # characters; SQLite cannot handle a condition with a thousand words


class NotOffered(Exception):
    """Raised for a lookup that the page does not offer, or an impossible value."""


class OfferedChangeList(ChangeList):
    """Filters only by its list filters and date hierarchy, and rejects Django's other lookups."""

    def get_filters(self, request: HttpRequest) -> Any:
        lookups = self.get_filters_params()
        if any("\0" in value for values in lookups.values() for value in values):
            raise NotOffered("PostgreSQL cannot look up NUL")
        filters = super().get_filters(request)
        if unhandled := lookups.keys() & filters[2].keys():
            raise NotOffered(sorted(unhandled))
        return filters


class OfferedLookups(BaseModelAdmin):
    """Redirects any other query to the unfiltered list, without executing it."""

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return OfferedChangeList

    def get_changelist_instance(self, request: HttpRequest) -> ChangeList:
        try:
            return super().get_changelist_instance(request)  # type: ignore[misc]
        except (DisallowedModelAdminLookup, IncorrectLookupParameters) as error:
            raise NotOffered from error
        except (ValueError, OverflowError, DataError) as error:
            if not request.GET:
                raise
            raise NotOffered from error

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet, search_term: str
    ) -> tuple[QuerySet, bool]:
        truncated_term = search_term[:MAX_SEARCH_LENGTH]
        return super().get_search_results(request, queryset, truncated_term)  # type: ignore[misc]

    def changelist_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return super().changelist_view(request, *args, **kwargs)  # type: ignore[misc]
        except NotOffered:
            messages.warning(request, NOT_OFFERED)
            query = request.GET.copy()
            for name in query.keys() - set(POPUP_PARAMETERS):
                del query[name]
            return HttpResponseRedirect(f"{request.path}?{query.urlencode()}".rstrip("?"))
