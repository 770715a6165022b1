"""Whatever is typed is looked for as words and nothing else, alike on every database."""

import random

import pytest
from django.http import QueryDict
from django.test import Client

from pactdir.models import SearchEntry
from pactdir.search.finding import Found
from pactdir.search.question import LONGEST_QUESTION, read_question
from pactdir.search.synonyms import fill_synonyms, known_synonyms
from regions.clock import today
from tests import make
from tests.pactdir.search.reference import expected

QUESTIONS, PAGES = 2_000, 150
SYNTAX = [
    *("AND", "OR", "NOT", "NEAR", "NEAR(a b, 2)", "title:", "{a b}:", "a*", "*", "^a", "+", "-"),
    *('"', '""', '"a', "'", "''", "';--", "(", ")", "((", "|", "&", "!", "<->", ":*", ":A", "\\"),
    *("%", "_", "_s_school", "__", "%00", "\x00", "\x1a", "\ufeff", "\u200f", "\u202e", "\ufffd"),
    *(
        "🙂",
        "👩\u200d👩\u200d👧",
        "é",
        "e\u0301",
        "Ĳ",
        "ß",
        "ﬃ",
        "İ",
        "١٢٣",
        "½",
        "中文",
        "שלום",
        "مرحبا",
    ),
    *(
        "\t",
        "\n",
        "\r\n",
        "\u2028",
        "\xa0",
        "${a}",
        "{{a}}",
        "<b>",
        "&amp;",
        "../",
        "0x00",
        "1e999",
    ),
]
WORDS = [
    *(
        "hoorn",
        "Hoorn",
        "school",
        "scholen",
        "vmbo-t",
        "M&T",
        "tabor",
        "d'Ampte",
        "praktijk",
        "pro",
    ),
    *(
        "techniek",
        "techlab",
        "open",
        "dag",
        "de",
        "in",
        "voorbeeld",
        "robots",
        "Dijk",
        "en",
        "waard",
    ),
    *(
        "x",
        "a",
        "1",
        "2021",
        "clusius",
        "almere",
        "vo",
        "lob",
        "bouw",
        "mbo",
        "roc",
        "'s-",
        "noord-",
    ),
]


def hostile(number):
    """Questions that are the same on every machine."""
    dice = random.Random(number)  # noqa: S311
    for _ in range(number):
        parts = dice.choices([dice.choice(WORDS), dice.choice(SYNTAX)], k=dice.randint(1, 5))
        parts += dice.choices(WORDS + SYNTAX, k=dice.randint(0, 3))
        yield dice.choice(["", " ", " ", '"', "\x00"]).join(parts)
    yield from [
        "a" * 100_000,
        "school " * 1000,
        " ".join(SYNTAX),
        "\x00" * 100,
        "🙂" * 50_000,
        '"' * 999,
    ]
    yield from [chr(code) for code in range(0x3000) if not 0xD800 <= code < 0xE000][::7]


def found(question, on):
    return [row.id for row in Found(question, QueryDict(), on).rows]


@pytest.mark.usefixtures("demo")
def test_every_question_finds_what_it_should_in_the_order_it_should(capsys):
    fill_synonyms()
    day = today()
    synonyms = known_synonyms(day)
    wrong, hits, asked = {}, 0, {}
    for text in hostile(QUESTIONS):
        question = read_question(text, synonyms)
        asked.setdefault((question.groups, question.folded), question)
    for question in asked.values():
        wanted = expected(question, day)
        hits += bool(wanted)
        if (got := found(question, day)) != wanted:
            wrong[question.text] = (got, wanted)

    with capsys.disabled():
        print(f"\n{len(asked)} verschillende vragen, {hits} met resultaat")  # noqa: T201
    assert wrong == {}
    assert len(asked) > QUESTIONS / 4
    assert hits > 100


@pytest.mark.usefixtures("demo")
def test_no_question_breaks_the_page():
    fill_synonyms()
    client = Client(raise_request_exception=False)
    texts = [*hostile(PAGES)][: PAGES + 6]
    codes = {text[:40]: client.get("/zoeken/", {"q": text}).status_code for text in texts}
    raw = ["%ED%A0%80", "%FF%FE", "%00", "%F0%9F", "a%ED%B0%80b", "%", "%u0041"]
    codes |= {text: client.get(f"/zoeken/?q={text}").status_code for text in raw}
    facets = [
        "soort=%00",
        "jaar=99999999999999999999",
        "jaar=%D9%A1",
        "regio=%27",
        "thema=%FF",
        "page=9e9",
    ]
    codes |= {text: client.get(f"/zoeken/?q=school&{text}").status_code for text in facets}

    assert {text: code for text, code in codes.items() if code not in (200, 302)} == {}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("text", "is_found"),
    [
        ('"eik"', True),
        ("{eik}", True),
        ("(eik*)", True),
        ("eik & !", True),
        ("NOT beuk", False),
        ("eik OR beuk", False),
        ("title:eik", False),
        ("eik -beuk", False),
    ],
)
def test_what_looks_like_a_query_is_words(text, is_found):
    make.a_school(name="Eik")
    key = SearchEntry.objects.get(title="Eik").id

    assert found(read_question(text, {}), today()) == ([key] if is_found else [])


def test_a_question_is_cut_where_nobody_reads_on():
    question = read_question("school " * 1000, {})

    assert len(question.text) <= LONGEST_QUESTION
    assert len(question.groups) <= 12
    assert all(len(phrase[0]) <= 40 for group in question.groups for phrase in group.phrases)
