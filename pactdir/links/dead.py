"""The dead links in the rows of regions, for those who work on them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from pactdir.links.public_links import link_columns, public_rows
from pactdir.models import LinkCheck
from regions.directory import DirectoryModel


@dataclass(frozen=True)
class DeadLink:
    row: DirectoryModel
    field: str
    check: LinkCheck


def dead_links(region_ids: Collection[int], on: date) -> list[DeadLink]:
    """List them longest dead first; one query per kind of link, and none if no link is dead."""
    checks = {check.url: check for check in LinkCheck.objects.dead()}
    if not checks:
        return []
    found = [
        DeadLink(row, name, checks[getattr(row, name)])
        for model, name in link_columns()
        if model.owner_path is not None
        for row in public_rows(model, name, on).filter(
            **{
                f"{model.owner_path}__in": region_ids,
                f"{name}__in": LinkCheck.objects.dead().values("url"),
            }
        )
    ]
    return sorted(found, key=lambda link: (link.check.first_missed or on, link.check.url))
