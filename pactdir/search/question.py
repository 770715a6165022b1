"""What somebody typed, as words to look for: nothing they type is ever read as anything else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

from pactdir.search.engine import Condition, Word
from pactdir.search.words import (
    SHORTEST_PLURAL,
    STEM,
    TITLE,
    TITLE_STEM,
    index_words,
    name_mark,
    stem,
    together,
    words_in,
)
from regions.names.folding import fold

LONGEST_QUESTION = 100
MOST_WORDS = 12
SHORTEST_BEGINNING = 2

# They stand in a question as people ask it, and in few names: left out beside other words.
SAY_NOTHING = {
    *("aan", "als", "bij", "dat", "de", "den", "die", "dit", "door", "een", "en", "er"),
    *("het", "ik", "in", "is", "je", "met", "mijn", "na", "naar", "of", "om", "op"),
    *("over", "te", "ter", "tot", "uit", "van", "voor", "waar", "wat", "welke", "wie", "wij"),
    *("zijn"),
}

Phrase = tuple[str, ...]
# For the words of a phrase all phrases that mean the same, itself among them.
Synonyms = Mapping[Phrase, tuple[Phrase, ...]]


@dataclass(frozen=True)
class Group:
    """One thing that was asked: any of these phrases, or a word that begins so."""

    phrases: tuple[Phrase, ...]
    beginning: str = ""

    def condition(self, of_stem: str, of_word: str) -> list[list[Word]]:
        found = [[Word(f"{of_stem}{stem(word)}") for word in phrase] for phrase in self.phrases]
        return found + ([[Word(f"{of_word}{self.beginning}", True)]] if self.beginning else [])

    def is_in(self, words: set[str]) -> bool:
        """Whether these words of the index answer it; the same rule as the databases follow."""
        return any(
            all(
                any(has.startswith(word.text) for has in words)
                if word.is_beginning
                else word.text in words
                for word in phrase
            )
            for phrase in self.condition(STEM, "")
        )


@dataclass(frozen=True)
class Question:
    text: str
    groups: tuple[Group, ...]

    @property
    def anything(self) -> Condition:
        """All that was asked is somewhere in the entry."""
        return [group.condition(STEM, "") for group in self.groups]

    @property
    def words(self) -> Condition:
        """The same, where the last word begins no other."""
        return [replace(group, beginning="").condition(STEM, "") for group in self.groups]

    @property
    def has_beginning(self) -> bool:
        return any(group.beginning for group in self.groups)

    @property
    def title(self) -> Condition:
        """All of it is in the title."""
        return [group.condition(TITLE_STEM, TITLE) for group in self.groups]

    @property
    def name(self) -> Condition:
        """It is exactly the title, or another name."""
        return [[[Word(name_mark(self.text))]]]

    @cached_property
    def folded(self) -> str:
        return fold(self.text)

    def is_in(self, name: str) -> bool:
        """Whether all that was asked is in a name by itself."""
        words = set(index_words(name, [], []).split())
        return all(group.is_in(words) for group in self.groups)

    def hits(self, word: str) -> bool:
        """Whether a word of a text is one that was asked for."""
        words, stems = _as_found(word)
        return not stems.isdisjoint(self._stems) or any(
            one.startswith(self._beginnings) for one in words
        )

    @cached_property
    def _stems(self) -> set[str]:
        return {stem(word) for one in self.groups for phrase in one.phrases for word in phrase}

    @cached_property
    def _beginnings(self) -> tuple[str, ...]:
        return tuple(one.beginning for one in self.groups if one.beginning)


@lru_cache(maxsize=50_000)
def _as_found(word: str) -> tuple[frozenset[str], frozenset[str]]:
    """What a word of a text is found by, and the stems of that."""
    words = frozenset([*words_in(word), *together(word)])
    return words, frozenset(map(stem, words))


def read_question(text: str, synonyms: Synonyms) -> Question:
    """Words, of which all must hit; what is known to mean the same hits as well.

    The last word may be the beginning of one. No groups at all where nothing can be looked for.
    """
    text = " ".join(text.replace("\x00", " ").split())[:LONGEST_QUESTION].strip()
    words = words_in(text)[:MOST_WORDS]
    groups = list(_groups(words, synonyms))
    telling = [group for group in groups if group.phrases not in _SAY_NOTHING]
    return Question(text, tuple(telling or groups))


_SAY_NOTHING = {((word,),) for word in SAY_NOTHING}


def _groups(words: list[str], synonyms: Synonyms) -> Iterator[Group]:
    longest = max(map(len, synonyms), default=0)
    place = 0
    while place < len(words):
        for size in range(min(longest, len(words) - place), 0, -1):
            if same := synonyms.get(tuple(words[place : place + size])):
                yield Group(same)
                place += size
                break
        else:
            word = words[place]
            place += 1
            is_last = place == len(words) and len(word) >= SHORTEST_BEGINNING
            # What says nothing does not begin a word either: "open dag in".
            beginning = _beginning_of(word) if is_last and word not in SAY_NOTHING else ""
            yield Group(((word,),), beginning)


def _beginning_of(word: str) -> str:
    """Who asks for "robots" means "robotica" as much as who asks for "robot"."""
    return word[:-1] if len(word) > SHORTEST_PLURAL and stem(word) == word[:-1] else word


def synonyms_of(groups: Iterable[Iterable[str]]) -> dict[Phrase, tuple[Phrase, ...]]:
    """From groups of words that mean the same; a phrase in two groups means all of both."""
    found: dict[Phrase, tuple[Phrase, ...]] = {}
    for group in groups:
        same = tuple(dict.fromkeys(filter(None, map(_as_indexed, group))))
        for phrase in group:
            if words := tuple(words_in(phrase)):
                found[words] = tuple(dict.fromkeys([*found.get(words, ()), *same]))
    return found


def _as_indexed(phrase: str) -> Phrase:
    """As the index has it: "vmbo-t" is one word there, so that no loose "t" is taken for it."""
    words: list[str] = []
    for part in phrase.split():
        words += list(together(part)) or words_in(part)
    return tuple(word for word in words if word not in SAY_NOTHING) or tuple(words)
