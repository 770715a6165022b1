"""What all public models are made of: rows, names, addresses, publication, sources.

Every app imports from this package, never from its modules. Knows no model of a subject.
"""

from regions.directory.constraints import code_validator, ends_after_start
from regions.directory.named import NamedModel, NamedQuerySet
from regions.directory.old_addresses import (
    Moved,
    OldSlug,
    follow_old_addresses,
    follow_old_addresses_to,
)
from regions.directory.pages import ExampleMark, NamedPage, PublishedQuerySet, one_address
from regions.directory.rows import DirectoryModel, DirectoryQuerySet, watch_writes
from regions.directory.sourced import Sourced, source_required, sources_of
from regions.fields.publication import Publishable

__all__ = [
    "DirectoryModel",
    "DirectoryQuerySet",
    "ExampleMark",
    "Moved",
    "NamedModel",
    "NamedPage",
    "NamedQuerySet",
    "OldSlug",
    "Publishable",
    "PublishedQuerySet",
    "Sourced",
    "code_validator",
    "ends_after_start",
    "follow_old_addresses",
    "follow_old_addresses_to",
    "one_address",
    "source_required",
    "sources_of",
    "watch_writes",
]
