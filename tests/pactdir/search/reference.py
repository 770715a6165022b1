"""What must be found, worked out without a database: both are compared with it."""

from pactdir.models import EntryKind, SearchEntry
from pactdir.search.finding import MOST
from pactdir.search.words import name_mark
from regions.names.folding import fold


def expected(question, on, most=MOST):
    """The keys of all that has the words of this question, in their order."""
    shown = [
        (entry, set(entry.words.split()))
        for entry in SearchEntry.objects.order_by("id")
        if entry.shown_from
        and entry.shown_from <= on
        and (entry.shown_until is None or entry.shown_until >= on)
        and not entry.is_example
    ]
    if not question.groups:
        return []
    # Where words as they are give enough, no words that only begin so are looked for.
    parts = [question.name, question.title, question.words, question.anything]
    found = {
        rank: [entry for entry, words in shown if all(map(of(words), question_part))]
        for rank, question_part in enumerate(parts)
    }
    kept = list({entry.id: entry for entries in found.values() for entry in entries}.values())
    ranks = {rank: {entry.id for entry in entries} for rank, entries in found.items()}
    return [
        entry.id for entry in sorted(kept[:most], key=lambda one: place(one, question, ranks, on))
    ]


def of(words):
    def holds(any_of):
        return any(all(has(words, word) for word in all_of) for all_of in any_of)

    return holds


def has(words, word):
    if word.is_beginning:
        return any(one.startswith(word.text) for one in words)
    return word.text in words


def place(entry, question, ranks, on):
    past = bool(entry.past_from and entry.past_from <= on)
    if entry.folded_title == fold(question.text):
        nearness = 0
    elif name_mark(question.text) in entry.words.split():
        nearness = 1
    else:
        nearness = 2 if entry.id in ranks[1] else 3
    day = entry.date or 0
    if entry.kind != EntryKind.EVENT or past:
        day = -day
    return nearness, EntryKind.values.index(entry.kind), past, day, entry.folded_title, entry.id
