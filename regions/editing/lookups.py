"""What a list of the admin may be asked: what its own page offers, and nothing else.

Django lets an address narrow a list by any field of its model, with any lookup. So one could ask
of which shared rows the drafts of another region speak, or keep a worker busy with a regex.
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
OF_A_POPUP = (IS_POPUP_VAR, TO_FIELD_VAR)
LONGEST_SEARCH = 200  # characters; SQLite gives up on a condition of a thousand words


class NotOffered(Exception):
    """An address asks a list for something that its page does not offer, or that cannot be."""


class OfferedChangeList(ChangeList):
    """Narrowed by its filters and its date hierarchy; Django also takes what these leave over."""

    def get_filters(self, request: HttpRequest) -> Any:
        asked = self.get_filters_params()
        if any("\0" in value for values in asked.values() for value in values):
            raise NotOffered("PostgreSQL cannot look up NUL")
        filters = super().get_filters(request)
        if left_over := asked.keys() & filters[2].keys():
            raise NotOffered(sorted(left_over))
        return filters


class OfferedLookups(BaseModelAdmin):
    """Shows the whole list to whoever asks for anything else, without having looked it up."""

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return OfferedChangeList

    def get_changelist_instance(self, request: HttpRequest) -> ChangeList:
        try:
            return super().get_changelist_instance(request)  # type: ignore[misc]
        except (DisallowedModelAdminLookup, IncorrectLookupParameters) as refused:
            raise NotOffered from refused
        except (ValueError, OverflowError, DataError) as impossible:
            if not request.GET:
                raise
            raise NotOffered from impossible

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet, search_term: str
    ) -> tuple[QuerySet, bool]:
        cut = search_term[:LONGEST_SEARCH]
        return super().get_search_results(request, queryset, cut)  # type: ignore[misc]

    def changelist_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return super().changelist_view(request, *args, **kwargs)  # type: ignore[misc]
        except NotOffered:
            messages.warning(request, NOT_OFFERED)
            kept = request.GET.copy()
            for name in kept.keys() - set(OF_A_POPUP):
                del kept[name]
            return HttpResponseRedirect(f"{request.path}?{kept.urlencode()}".rstrip("?"))
