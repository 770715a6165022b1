"""What a leader decides on: the form, and which fields differ from the published row."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cached_property
from typing import Any

from django import forms
from django.core import signing
from django.http import QueryDict

from pactdir.models import Submission, SubmissionKind
from pactdir.submissions.deciding import row_of
from pactdir.submissions.doubles import doubles_of, may_change_row
from pactdir.submissions.merging import Answers, comparable, merged, proposal_of
from pactdir.submissions.places import PlaceField, places_named
from pactdir.submissions.publishing import answers_for_sender, answers_of, drafts_of
from pactdir.submissions.questions import QUESTIONS
from pactdir.submissions.wording import in_words
from partners.models import Partner
from regions.editing.conflict.merge import Outcome
from regions.models import Place
from regions.rights import Rights

LOOK = "Er is nog niets opgenomen. Kijk na wat er nu op de site staat."
EDIT_CONFLICT = f"Intussen is de pagina gewijzigd. {LOOK}"
COMPARE = f"Deze partner staat er al. {LOOK}"
NOT_YOURS = "Doet mee in een andere regio: vraag een landelijke redacteur om dit te beoordelen."
ELSEWHERE = "een andere regio"
NOTES = {
    Outcome.OURS: "Gewijzigd.",
    Outcome.CONFLICT: "Allebei gewijzigd: door de inzender en op de site.",
    Outcome.UNKNOWN: "Verschilt.",
}
BOTH_NOW = "Allebei gewijzigd: door u en op de site."


class Review:
    """A submission beside its row, as stored now and as stored when the form was opened."""

    def __init__(
        self, submission: Submission, rights: Rights, data: QueryDict | None, day: date
    ) -> None:
        self.submission, self.rights = submission, rights
        self.doubles = doubles_of(submission, rights, day)
        self.chosen = self._chosen(data)
        row = row_of(submission, self.chosen)
        drafts = drafts_of(submission)
        self.draft_keys = [draft.pk for draft in drafts]
        written = [row, *drafts]
        self.may_change_row = all(may_change_row(one, rights, day) for one in written)
        self.row_key = row.pk if row is not None else None
        # The leader of another region may only refuse it, or read what its sender may read.
        published = answers_of if self.may_change_row else answers_for_sender
        self.now: Answers = published(row, submission) if row is not None else {}
        self.proposal = proposal_of(submission, self.now if row is not None else None)
        self.outcomes: dict[str, Outcome] = {}  # of what the leader typed
        self.has_edit_conflict = False
        if data is not None:
            data = self._merged(data)
        self.form = self._form(data)

    @property
    def opened(self) -> str:
        """The published row as this form shows it, signed."""
        return signing.dumps(self._stored, salt=self._salt, compress=True)

    @property
    def _stored(self) -> list[Any]:
        return [self.row_key, self.now, self.draft_keys]

    def may_be_accepted(self) -> bool:
        """Validates the form."""
        if not self.may_change_row:
            self.form.add_error(None, NOT_YOURS)
        elif self.has_edit_conflict:
            self.form.add_error(None, EDIT_CONFLICT if self.submission.row else COMPARE)
        return bool(self.form.is_valid())

    @cached_property
    def changed_since_refusal(self) -> set[str]:
        """Names of the answers that differ from those that were refused, in the same region."""
        refused, answers = self.submission.refused, self.submission.answers
        if not self.was_refused or refused is None:
            return set()
        return {
            name
            for name in answers | refused
            if comparable(answers.get(name)) != comparable(refused.get(name))
        }

    @property
    def was_refused(self) -> bool:
        refused = self.submission.refused
        return refused is not None and refused.get("region") == self.submission.answers.get(
            "region"
        )

    @cached_property
    def fields(self) -> list[tuple[Any, str, str, str, str | None]]:
        """Each field, with a note if it differs, what is published, and the value before that.

        The last value is what was refused, or None if that is still the same.
        """
        return list(self._fields())

    def _fields(self) -> Iterator[tuple[Any, str, str, str, str | None]]:
        refused = self.submission.refused or {}
        before = self.submission.before
        for field in self.form:
            outcome = self.proposal.outcomes.get(field.name)
            note = NOTES.get(outcome, "") if outcome else ""
            if self.outcomes.get(field.name) is Outcome.CONFLICT:
                outcome, note = None, BOTH_NOW
            was = before if outcome is Outcome.CONFLICT else {}
            then = None
            if field.name in self.changed_since_refusal:
                then = self._in_words(field, refused)
            now = self._in_words(field, self.now)
            yield field, note, now, self._in_words(field, was), then

    def _in_words(self, field: Any, answers: Answers) -> str:
        value = answers.get(field.name)
        if field.name == "region" and value and value != str(self.submission.region_id):
            return ELSEWHERE  # leaders are not given a list of other regions
        return in_words(field, value)

    def _chosen(self, data: QueryDict | None) -> Partner | None:
        key = data.get("partner") if data is not None else None
        known = (double.partner for double in self.doubles if double.may_be_chosen)
        return next((partner for partner in known if str(partner.pk) == key), None)

    def _merged(self, data: QueryDict) -> QueryDict:
        """The submitted data, merged with what was stored since the form was opened."""
        opened = self._read_opened(data.get("opened", ""))
        if opened == self._stored:
            return data
        key, now, _ = opened
        self.has_edit_conflict = True
        base = proposal_of(self.submission, now if key is not None else None)
        sent = {
            name: field.widget.value_from_datadict(data, {}, name)
            for name, field in self._form(None).fields.items()
        }
        stored = dict.fromkeys(sent) | self.proposal.values
        values, self.outcomes = merged(base.values, stored, sent)
        data = data.copy()
        for name, value in values.items():
            is_empty = value in (None, False, "")
            data.setlist(name, value if isinstance(value, list) else [value] * (not is_empty))
        return data

    def _read_opened(self, token: str) -> list[Any]:
        try:
            key, now, draft_keys = signing.loads(token, salt=self._salt)
        except (signing.BadSignature, ValueError):
            return [None, {}, []]
        return [key, now, draft_keys]

    @property
    def _salt(self) -> str:
        return f"{__name__} {self.submission.pk}"

    def _form(self, data: QueryDict | None) -> Any:
        submission, values = self.submission, self.proposal.values
        form = QUESTIONS[submission.kind](data, initial=values)
        if submission.kind == SubmissionKind.REGION:
            return form
        if not self.rights.is_national:
            regions = form.fields["region"]
            regions.queryset = regions.queryset.filter(pk=submission.region_id)
        found = places_named(str(values.get("place_name") or ""))
        keys: list[Any] = [*(place.pk for place in found), self.now.get("place")]
        form.fields["place"] = PlaceField(
            Place.objects.filter(pk__in=keys).select_related("municipality"),
            label="Plaats op de pagina",
            required=False,
            empty_label="Niet bekend",
        )
        if submission.row is None:
            known = [double.partner.pk for double in self.doubles if double.may_be_chosen]
            form.fields["partner"] = forms.ModelChoiceField(
                Partner.objects.filter(pk__in=known),
                label="Is dit een partner die er al staat?",
                required=False,
                empty_label="Nee, een nieuwe partner",
                initial=self._likely_partner(),
            )
        for tick in Partner.public_if.values():
            # Only the sender may make contact details public; a leader may hide them.
            if tick in form.fields and not values.get(tick):
                form.fields[tick].disabled = True
        return form

    def _likely_partner(self) -> int | None:
        """The likely partner of an offer: the only one of this sender, or else of that name."""
        if self.submission.kind != SubmissionKind.OFFER:
            return None
        known = [double for double in self.doubles if double.may_be_chosen]
        known = [double for double in known if double.partner.published_from is not None]
        likely = [double for double in known if double.is_of_sender] or known
        return likely[0].partner.pk if len(likely) == 1 else None
