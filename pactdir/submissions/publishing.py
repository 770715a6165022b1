"""Writes an accepted submission to the partner, offer or region that it is about."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest
from django.utils.html import format_html_join

from pactdir.models import Submission, SubmissionKind
from pactdir.submissions.places import places_named
from pactdir.submissions.questions import QUESTIONS
from partners.models import Offer, Partner, PartnerKind, PartnerParticipation
from regions.editing.preview import page_of
from regions.fields.partial_date import PartialDate
from regions.fields.rich_text import plain
from regions.models import Place, Region, RegionKind
from regions.names.folding import fold
from regions.wording.dutch import day_in_words
from regions.wording.sources import OWN_ACCOUNT
from regions.writing.changing import changing


class _Undone(Exception):
    pass


def answers_of(row: Partner | Offer, submission: Submission) -> dict[str, Any]:
    """The published values, as answers to the questions."""
    form = QUESTIONS[submission.kind](instance=row)
    values = {name: form[name].value() for name in form._meta.fields}
    values |= {"region": _region_key(row, submission), "place_name": str(row.place or "")}
    values["place"] = row.place_id
    if isinstance(row, Offer):
        shares = bool(row.join_email or row.join_phone)
        values |= {
            "organisation": str(row.organisation),
            "text": paragraphs_of(row.body),
            "share": shares,
        }
    return {
        name: str(value) if isinstance(value, PartialDate) else value
        for name, value in values.items()
    }


def answers_for_sender(row: Partner | Offer, submission: Submission) -> dict[str, Any]:
    return without_private(answers_of(row, submission), submission)


def without_private(answers: dict[str, Any], submission: Submission) -> dict[str, Any]:
    """Blank what is not public of a partner, unless the sender gave it."""
    given = (submission.answers, submission.before)
    private = [
        name
        for name, tick in Partner.public_if.items()
        if not answers.get(tick) and all(known.get(name) != answers.get(name) for known in given)
    ]
    return answers | {name: "" for name in private if name in answers}


def _region_key(row: Partner | Offer, submission: Submission) -> str:
    # A partner may be in several regions: then it is the one that the sender chose.
    if isinstance(row, Offer):
        return str(row.region_id)
    return str(submission.before.get("region") or submission.region_id)


def paragraphs_of(html: str) -> str:
    return "\n\n".join(filter(None, map(plain, html.split("</p>"))))


def publish(submission: Submission, form: Any, partner: Partner | None, day: date) -> Any:
    """Write the row and return it. Call this inside a change; `form` is valid.

    All other fields of the row are written as they are: load it in the same transaction.
    """
    if submission.kind == SubmissionKind.REGION:
        return _draft_region(form, day)
    region: Region = form.cleaned_data["region"]
    if submission.kind == SubmissionKind.PROFILE:
        return _write_profile(form, partner, region, day)
    return _write_offer(submission, form, partner, region, day)


def preview_of(submission: Submission, form: Any, day: date, request: HttpRequest) -> str:
    """The page as it would be published; nothing of it is kept."""
    html = ""
    try:
        with changing():
            row = publish(submission, form, partner_of(submission), day)
            html = page_of(row, request)
            raise _Undone
    except _Undone:
        return html


def partner_of(submission: Submission) -> Partner | None:
    return submission.partner or (submission.offer.partner if submission.offer else None)


def drafts_of(submission: Submission) -> list[Partner | Offer]:
    """What acceptance puts back on the site, after an editor took it off."""
    rows = [partner_of(submission), submission.offer]
    return [row for row in rows if row is not None and row.published_from is None]


def publish_draft(row: Partner | Offer | None, day: date) -> None:
    if row is not None and row.published_from is None:
        row.published_from = day
        row.replace_taken_slug()
        row.save()


def public_page(row: Any, day: date) -> str:
    """The URL of the page of a row, or "" if it is not on the site."""
    is_public = type(row).objects.published(day).filter(pk=row.pk).exists()
    return str(row.get_absolute_url()) if is_public else ""


def _source(day: date) -> str:
    return f"{OWN_ACCOUNT}, {day_in_words(day)}"


def _place(form: Any, present: Place | None) -> Place | None:
    if "place" in form.cleaned_data:  # chosen by the leader
        chosen: Place | None = form.cleaned_data["place"]
        return chosen
    text = form.cleaned_data["place_name"]
    if present is not None and fold(text) == present.folded_name:
        return present
    places = places_named(text)
    return places[0] if len(places) == 1 else None


def _write_profile(form: Any, partner: Partner | None, region: Region, day: date) -> Partner:
    partner = partner or Partner(is_example=region.is_example, published_from=day)
    before = partner.recognition
    for name in form._meta.fields:
        setattr(partner, name, form.cleaned_data[name])
    partner.place = _place(form, partner.place)
    partner.source = _source(day)
    if not partner.recognition:
        partner.recognition_source, partner.recognition_dated = "", None
    elif partner.recognition != before:
        partner.recognition_source = OWN_ACCOUNT
        partner.recognition_dated = PartialDate.of(day)
    _save(partner)
    _take_part(partner, region, day)
    return partner


def _take_part(partner: Partner, region: Region, day: date) -> None:
    rows = PartnerParticipation.objects.filter(region=region, partner=partner)
    if all(row.is_former(day) for row in rows):
        since = PartialDate.of(day) if rows else None
        PartnerParticipation(
            region=region, partner=partner, since=since, source=_source(day)
        ).save()


def _write_offer(
    submission: Submission, form: Any, partner: Partner | None, region: Region, day: date
) -> Offer:
    answers = form.cleaned_data
    offer = submission.offer or Offer(region=region, published_from=day)
    if partner is None:
        partner = Partner(
            name=answers["organisation"],
            kind=PartnerKind.COMPANY,
            place=_place(form, None),
            is_example=region.is_example,
            published_from=day,
            source=_source(day),
        )
        _save(partner)
        _take_part(partner, region, day)
    for name in form._meta.fields:
        setattr(offer, name, answers[name])
    text = answers["text"].replace("\r\n", "\n").strip()
    if text != paragraphs_of(offer.body):  # otherwise keep the markup of an editor
        paragraphs = [[part.strip()] for part in text.split("\n\n") if part.strip()]
        offer.body = format_html_join("", "<p>{}</p>", paragraphs)
    offer.region, offer.partner = region, partner
    offer.place = _place(form, offer.place)
    offer.source, offer.source_dated = _source(day), PartialDate.of(day)
    _save(offer)
    return offer


def _draft_region(form: Any, day: date) -> Region:
    answers = form.cleaned_data
    region = Region(
        name=answers["name"],
        kind=RegionKind.PACT,
        website=answers["website"],
        source=_source(day),
        editor_note=(
            f"Aangemeld op {day_in_words(day)} door: {answers['asked_by']}. "
            f"Penvoerder of trekker: {answers['lead_organisation']}. {answers['note']}"
        ),
    )
    _save(region)
    return region


def _save(row: Any) -> None:
    if not row.slug:
        row.slug = row.free_slug()
    row.save()
