"""Partners that a submission may be about."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple
from urllib.parse import urlsplit

from django.db.models import Q

from pactdir.models import Submission, SubmissionKind
from partners.models import Offer, Partner
from regions.names.folding import fold
from regions.rights import Rights

MAX_DOUBLES = 10


class Double(NamedTuple):
    partner: Partner
    because: str
    may_be_chosen: bool
    is_of_sender: bool


def doubles_of(submission: Submission, rights: Rights, day: date) -> list[Double]:
    """With the same sender, KVK number, name or site; drafts and partners elsewhere included."""
    answers = submission.answers
    is_profile = submission.kind == SubmissionKind.PROFILE
    name = fold(str(answers.get("name" if is_profile else "organisation", "")))
    number = str(answers.get("kvk_number") or "")
    site = _host(str(answers.get("website") or ""))
    condition = Q(folded_name=name)
    if number:
        condition |= Q(kvk_number=number)
    if site:
        condition |= Q(website__icontains=site)
    of_sender = set(
        Submission.objects.filter(email=submission.email).values_list("partner", flat=True)
    ) - {None}
    condition |= Q(pk__in=of_sender)
    rows = Partner.objects.filter(condition)
    if submission.partner_id is not None:
        rows = rows.exclude(pk=submission.partner_id)
    rows = rows.select_related("place")
    rows = rows.prefetch_related("participations__region")
    found = []
    for partner in rows.order_by("folded_name", "pk")[:MAX_DOUBLES]:
        reasons = {
            "van dezelfde inzender": partner.pk in of_sender,
            "hetzelfde KVK-nummer": bool(number) and partner.kvk_number == number,
            "dezelfde naam en plaats": partner.folded_name == name
            and _is_in(partner, str(answers.get("place_name") or "")),
            "dezelfde naam, andere of onbekende plaats": partner.folded_name == name
            and not _is_in(partner, str(answers.get("place_name") or "")),
            "hetzelfde adres van de site": bool(site) and _host(partner.website) == site,
        }
        if because := ", ".join(reason for reason, holds in reasons.items() if holds):
            is_of_sender = partner.pk in of_sender
            may_be_chosen = may_change_row(partner, rights, day)
            found.append(Double(partner, because, may_be_chosen, is_of_sender))
    return found


def may_change_row(row: Partner | Offer | None, rights: Rights, day: date) -> bool:
    if isinstance(row, Partner):
        return rights.may_change_member(row.regions_on(day))
    return row is None or rights.may_change(row)


def _is_in(partner: Partner, place: str) -> bool:
    return partner.place is not None and bool(place) and partner.place.folded_name == fold(place)


def _host(url: str) -> str:
    return (urlsplit(url).hostname or "").removeprefix("www.")
