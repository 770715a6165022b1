"""Building blocks of all public models: rows, names, URLs, publication and sources.

Every app imports from this package, never from its modules. It imports no domain model.
"""

from regions.directory.constraints import code_validator, ends_after_start
from regions.directory.fast_reverse import slug_url
from regions.directory.named import NamedModel, NamedQuerySet
from regions.directory.old_slugs import (
    Moved,
    OldSlug,
    redirect_file_if_moved,
    redirect_if_moved,
    redirect_subpage_if_moved,
    with_query,
)
from regions.directory.pages import ExampleFlag, NamedPage, PublishedQuerySet, unique_slug
from regions.directory.registry import (
    Fixture,
    RecordKind,
    discover_record_kinds,
    model_at,
    part_at,
    record_kinds,
    register,
    register_rows,
    search_label,
    search_number,
    searched_kinds,
    unregister,
)
from regions.directory.rows import DirectoryModel, DirectoryQuerySet, connect_write_signals
from regions.directory.search_texts import (
    ALWAYS,
    RegionPeriod,
    SearchText,
    all_published,
    labelled,
    on_one_line,
)
from regions.directory.sourced import Sourced, source_required, sources_of
from regions.fields.publication import Publishable

__all__ = [
    "ALWAYS",
    "DirectoryModel",
    "DirectoryQuerySet",
    "ExampleFlag",
    "Fixture",
    "Moved",
    "NamedModel",
    "NamedPage",
    "NamedQuerySet",
    "OldSlug",
    "Publishable",
    "PublishedQuerySet",
    "RecordKind",
    "RegionPeriod",
    "SearchText",
    "Sourced",
    "all_published",
    "code_validator",
    "connect_write_signals",
    "discover_record_kinds",
    "ends_after_start",
    "labelled",
    "model_at",
    "on_one_line",
    "part_at",
    "record_kinds",
    "redirect_file_if_moved",
    "redirect_if_moved",
    "redirect_subpage_if_moved",
    "register",
    "register_rows",
    "search_label",
    "search_number",
    "searched_kinds",
    "slug_url",
    "source_required",
    "sources_of",
    "unique_slug",
    "unregister",
    "with_query",
]
