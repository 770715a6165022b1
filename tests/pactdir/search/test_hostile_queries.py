"""Whatever is typed is treated as plain words, with the same results on both databases."""

import random

import pytest
from django.http import QueryDict
from django.test import Client

from pactdir.models import SearchEntry
from pactdir.search.query import MAX_QUERY_LENGTH, parse_query
from pactdir.search.results import SearchResults
from pactdir.search.synonyms import add_new_synonyms, current_synonyms
from regions.clock import today
from tests import make
from tests.pactdir.search.reference import expected_ids

QUERY_COUNT, PAGE_COUNT = 2_000, 150
PARTS = 3  # a different one on every commit
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


def hostile_queries(count):
    rng = random.Random(count)  # noqa: S311
    for _ in range(count):
        parts = rng.choices([rng.choice(WORDS), rng.choice(SYNTAX)], k=rng.randint(1, 5))
        parts += rng.choices(WORDS + SYNTAX, k=rng.randint(0, 3))
        yield rng.choice(["", " ", " ", '"', "\x00"]).join(parts)
    yield from [
        "a" * 100_000,
        "school " * 1000,
        " ".join(SYNTAX),
        "\x00" * 100,
        "🙂" * 50_000,
        '"' * 999,
    ]
    yield from [chr(code) for code in range(0x3000) if not 0xD800 <= code < 0xE000][::7]


def result_ids(query, on):
    return [row.id for row in SearchResults(query, QueryDict(), on).rows]


@pytest.mark.usefixtures("demo")
def test_every_query_gives_the_results_of_the_reference_in_the_same_order(capsys, pytestconfig):
    add_new_synonyms()
    day = today()
    synonyms = current_synonyms(day)
    wrong, hit_count, distinct = {}, 0, {}
    for text in [*hostile_queries(QUERY_COUNT)][pytestconfig.option.turn % PARTS :: PARTS]:
        query = parse_query(text, synonyms)
        distinct.setdefault((query.terms, query.folded), query)
    for query in distinct.values():
        expected = expected_ids(query, day)
        hit_count += bool(expected)
        if (actual := result_ids(query, day)) != expected:
            wrong[query.text] = (actual, expected)

    with capsys.disabled():
        print(f"\n{len(distinct)} verschillende vragen, {hit_count} met resultaat")  # noqa: T201
    assert wrong == {}
    assert len(distinct) > QUERY_COUNT / PARTS / 4
    assert hit_count > 100 / PARTS


@pytest.mark.usefixtures("demo")
def test_no_query_breaks_the_page():
    add_new_synonyms()
    client = Client(raise_request_exception=False)
    texts = [*hostile_queries(PAGE_COUNT)][: PAGE_COUNT + 6]
    codes = {text[:40]: client.get("/zoeken/", {"q": text}).status_code for text in texts}
    undecodable = ["%ED%A0%80", "%FF%FE", "%00", "%F0%9F", "a%ED%B0%80b", "%", "%u0041"]
    codes |= {text: client.get(f"/zoeken/?q={text}").status_code for text in undecodable}
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
def test_query_syntax_is_treated_as_words(text, is_found):
    make.a_school(name="Eik")
    entry_id = SearchEntry.objects.get(title="Eik").id

    assert result_ids(parse_query(text, {}), today()) == ([entry_id] if is_found else [])


def test_a_long_query_is_truncated():
    query = parse_query("school " * 1000, {})

    assert len(query.text) <= MAX_QUERY_LENGTH
    assert len(query.terms) <= 12
    assert all(len(phrase[0]) <= 40 for term in query.terms for phrase in term.phrases)
