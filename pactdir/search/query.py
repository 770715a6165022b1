"""Parses a query into words to look up. There is no query syntax."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

from pactdir.search.engine import Condition, Word
from pactdir.search.words import (
    MIN_PLURAL_LENGTH,
    STEM,
    TITLE,
    TITLE_STEM,
    compounds,
    index_words,
    name_token,
    stem,
    words_in,
)
from regions.names.folding import fold

MAX_QUERY_LENGTH = 100
MAX_WORDS = 12
MIN_PREFIX_LENGTH = 2

# Ignored beside other words: frequent in queries, rare in names.
STOP_WORDS = {
    *("aan", "als", "bij", "dat", "de", "den", "die", "dit", "door", "een", "en", "er"),
    *("het", "hoeveel", "ik", "in", "is", "je", "met", "mijn", "na", "naar", "of", "om", "op"),
    *("over", "te", "ter", "tot", "uit", "van", "voor", "waar", "wat", "welke", "wie", "wij"),
    *("zijn",),
}

# Question words, ignored if nothing is found with them: "wat kwam er van het pact".
QUESTION_WORDS = {
    *("bestaat", "deed", "doe", "doen", "doet", "ga", "gaat", "gebeurd", "gebeurde", "gebeurt"),
    *("gedaan", "gekomen", "geworden", "ging", "had", "hadden", "heb", "hebben", "heeft", "hoe"),
    *("hun", "kan", "komen", "komt", "kunnen", "kwam", "kwamen", "mag", "moet", "nog", "nu", "ons"),
    *(
        "onze",
        "toch",
        "waarom",
        "wanneer",
        "waren",
        "was",
        "welk",
        "werd",
        "werden",
        "wil",
        "wordt",
    ),
    *("worden", "ze", "zij", "zit", "zitten"),
}

Phrase = tuple[str, ...]
# All phrases with the same meaning as a phrase, including itself.
Synonyms = Mapping[Phrase, tuple[Phrase, ...]]
# Maps stems of a phrase to another phrase that it also finds, but not vice versa.
Related = Mapping[Phrase, Phrase]
NO_RELATED: Related = {}


@dataclass(frozen=True)
class Term:
    """One part of a query: matched by any of its phrases, or by a word with its prefix."""

    phrases: tuple[Phrase, ...]
    prefix: str = ""

    def condition(self, stem_mark: str, word_mark: str) -> list[list[Word]]:
        words = [[Word(f"{stem_mark}{stem(word)}") for word in phrase] for phrase in self.phrases]
        if self.prefix:
            words.append([Word(f"{word_mark}{self.prefix}", is_prefix=True)])
        return words

    def is_in(self, index_words: set[str]) -> bool:
        return any(
            all(_is_in(word, index_words) for word in words) for words in self.condition(STEM, "")
        )


def _is_in(word: Word, index_words: set[str]) -> bool:
    if word.is_prefix:
        return any(index_word.startswith(word.text) for index_word in index_words)
    return word.text in index_words


@dataclass(frozen=True)
class Query:
    text: str
    terms: tuple[Term, ...]

    @property
    def anywhere(self) -> Condition:
        return [term.condition(STEM, "") for term in self.terms]

    @property
    def whole_words(self) -> Condition:
        return [replace(term, prefix="").condition(STEM, "") for term in self.terms]

    @property
    def has_prefix(self) -> bool:
        return any(term.prefix for term in self.terms)

    @property
    def in_title(self) -> Condition:
        return [term.condition(TITLE_STEM, TITLE) for term in self.terms]

    @property
    def as_name(self) -> Condition:
        return [[[Word(name_token(self.text))]]]

    def without_question_words(self) -> Query | None:
        """The query without question words; None if it has none, or nothing else."""
        others = tuple(term for term in self.terms if term.phrases not in _QUESTION_PHRASES)
        return replace(self, terms=others) if 0 < len(others) < len(self.terms) else None

    @cached_property
    def folded(self) -> str:
        return fold(self.text)

    def is_in(self, name: str) -> bool:
        words = set(index_words(name, [], []).split())
        return all(term.is_in(words) for term in self.terms)

    def matches_word(self, word: str) -> bool:
        words, stems = _words_and_stems(word)
        return not stems.isdisjoint(self._stems) or any(
            word.startswith(self._prefixes) for word in words
        )

    @cached_property
    def _stems(self) -> set[str]:
        phrases = (phrase for term in self.terms for phrase in term.phrases)
        return {
            stem(word)
            for phrase in phrases
            for word in phrase
            if len(phrase) == 1 or word not in STOP_WORDS
        }

    @cached_property
    def _prefixes(self) -> tuple[str, ...]:
        return tuple(term.prefix for term in self.terms if term.prefix)


@lru_cache(maxsize=50_000)
def _words_and_stems(word: str) -> tuple[frozenset[str], frozenset[str]]:
    words = frozenset([*words_in(word), *compounds(word)])
    return words, frozenset(map(stem, words))


def parse_query(text: str, synonyms: Synonyms, related: Related = NO_RELATED) -> Query:
    text = " ".join(text.replace("\x00", " ").split())[:MAX_QUERY_LENGTH].strip()
    words = words_in(text)[:MAX_WORDS]
    terms = list(_terms(words, synonyms, related))
    significant = [term for term in terms if term.phrases not in _STOP_PHRASES]
    return Query(text, tuple(significant or terms))


_STOP_PHRASES = {((word,),) for word in STOP_WORDS}
_QUESTION_PHRASES = {((word,),) for word in QUESTION_WORDS}


def _terms(words: list[str], synonyms: Synonyms, related: Related) -> Iterator[Term]:
    longest = max(map(len, [*synonyms, *related]), default=0)
    position = 0
    while position < len(words):
        for size in range(min(longest, len(words) - position), 0, -1):
            phrase = tuple(words[position : position + size])
            if phrases := synonyms.get(phrase):
                yield Term(phrases)
            elif other := related.get(tuple(map(stem, phrase))):
                yield Term((phrase, other), _last_prefix(words, position + size))
            else:
                continue
            position += size
            break
        else:
            position += 1
            yield Term(((words[position - 1],),), _last_prefix(words, position))


def _last_prefix(words: list[str], end: int) -> str:
    return _prefix(words[-1]) if end == len(words) else ""


def _prefix(word: str) -> str:
    # Drop a plural "s", so that "robots" finds "robotica" just as "robot" does. A stop word is not
    # a prefix: in "open dag in" the last word should not match "informatie".
    if len(word) < MIN_PREFIX_LENGTH or word in STOP_WORDS:
        return ""
    is_plural = len(word) > MIN_PLURAL_LENGTH and stem(word) == word[:-1]
    return word[:-1] if is_plural else word


def build_synonyms(groups: Iterable[Iterable[str]]) -> dict[Phrase, tuple[Phrase, ...]]:
    synonyms: dict[Phrase, tuple[Phrase, ...]] = {}
    for group in groups:
        phrases = tuple(dict.fromkeys(filter(None, map(_as_indexed, group))))
        for phrase in group:
            if words := tuple(words_in(phrase)):
                synonyms[words] = tuple(dict.fromkeys([*synonyms.get(words, ()), *phrases]))
    return synonyms


def _as_indexed(phrase: str) -> Phrase:
    # Split a phrase, with "vmbo-t" as one word, so that a stray "t" does not match it.
    words: list[str] = []
    for part in phrase.split():
        words += list(compounds(part)) or words_in(part)
    return tuple(word for word in words if word not in STOP_WORDS) or tuple(words)
