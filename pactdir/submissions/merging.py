"""Merges what a sender changed with what editors changed on the published row since."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from pactdir.models import Submission, SubmissionKind
from pactdir.submissions.places import place_meant
from partners.models import Partner
from regions.editing.conflict.merge import Outcome, merge_fields

Answers = dict[str, Any]


@dataclass(frozen=True)
class Proposal:
    """What the row would become: `values` are answers, `now` those of the published row.

    `outcomes` has the fields in which they differ; it is empty for a new row.
    """

    values: Answers
    now: Answers = field(default_factory=dict)
    outcomes: dict[str, Outcome] = field(default_factory=dict)


def proposal_of(submission: Submission, now: Answers | None) -> Proposal:
    """Propose only what the sender changed, or of a new submission what they filled in."""
    answers = submission.answers
    if now is None:
        return Proposal(answers | {"place": place_meant(answers)})
    values, outcomes = merged(submission.before or None, now, answers)
    if submission.kind == SubmissionKind.PROFILE:
        _keep_ticks_beside_their_values(values, now, answers, outcomes)
    else:
        # Each of these was shared by a tick: in these answers, or when it was published.
        values["share"] = bool(values["join_email"] or values["join_phone"])
    if _differ(values, now, "place_name"):
        values["place"] = place_meant(values)
    differing = {name: outcome for name, outcome in outcomes.items() if _differ(values, now, name)}
    return Proposal(values, now, differing)


def merged(
    base: Answers | None, theirs: Answers, ours: Answers
) -> tuple[Answers, dict[str, Outcome]]:
    """Return the merged values, and the outcome of each field that differs.

    Without a base, an empty answer changes nothing.
    """
    if base is None:
        ours = {name: value for name, value in ours.items() if comparable(value) != ""}
    else:
        base = theirs | base
    ours = {name: value for name, value in ours.items() if name in theirs}
    outcomes = merge_fields(
        None if base is None else _comparable(base), _comparable(theirs), _comparable(ours)
    )
    kept = {
        name: value
        for name, value in ours.items()
        if outcomes.get(name, Outcome.THEIRS) is not Outcome.THEIRS
    }
    return theirs | kept, outcomes


def comparable(value: Any) -> Any:
    """A tick, a tuple of choices, or text as a browser would send it, without the CR."""
    if isinstance(value, bool):
        return value
    if isinstance(value, list | tuple):
        return tuple(map(str, value)) or ""
    return "" if value is None else str(value).replace("\r\n", "\n").strip()


def _comparable(answers: Answers) -> Answers:
    return {name: comparable(value) for name, value in answers.items()}


def _differ(one: Answers, other: Answers, name: str) -> bool:
    return bool(comparable(one.get(name)) != comparable(other.get(name)))


def _keep_ticks_beside_their_values(
    values: Answers, now: Answers, answers: Answers, outcomes: dict[str, Outcome]
) -> None:
    # A tick is about the value that stood beside it, and about no other.
    for name, tick in Partner.public_if.items():
        if outcomes.get(name, Outcome.THEIRS) is not Outcome.THEIRS:
            values[tick] = bool(values[tick] and answers.get(tick))
        elif _differ(answers, now, name):
            values[tick] = now[tick]
