"""Our own texts: short sentences, and one form of address per page.

"Je" is for parents and pupils, "u" for officials and editors; a page for both avoids either.
"""

import ast
import re

import pytest
from django.conf import settings
from django.template import loader

from pactdir.pages.accessibility import NOT_TESTED, TESTED
from regions.wording.glossary import TERMS
from tests.browser.page_types import NOT_FOUND, PAGE_TYPES
from tests.own_texts import (
    FIXTURES,
    FORMAL,
    INFORMAL,
    fixture_texts,
    is_whole,
    sentences,
    templates,
    variants_of,
    words_in,
)

MAX_WORDS, MAX_AVERAGE_WORDS = 20, 12
PUBLIC = templates(without=["admin"])
ADMIN = templates("admin/")
OURS = ["regions", "schools", "partners", "news", "pactdir"]

# The first match determines the form that the page may use; no page uses both.
FORMS = [
    (
        r"admin/|preview/|pdf/|40\d\w*\.html|for_municipalities/|regions/municipality_|regions/region_comparison|figures/"
        r"|regions/_no_region_known|regions/_region_of_municipality|public_forms/|submissions/|digest/|pages/doe_mee|regions/join",
        "u",
    ),
    (
        r"pages/contact|regions/|pictures/|documents/|error_reports/|charts/|white_spots/|map/|timeline/|year_report/|404|400|500|503|base|_",
        "none",
    ),
    (r"home|search|nearby/|pages/|schools/|profiles/|news/|partners/|to_do/", "je"),
]


def too_long(texts):
    return [
        f"{where}: {sentence}"
        for where, html in texts
        for sentence in dict.fromkeys(sentences(html))
        if len(words_in(sentence)) > MAX_WORDS
    ]


def mean_length(texts):
    whole = {sentence for _, html in texts for sentence in sentences(html) if is_whole(sentence)}
    return sum(len(words_in(sentence)) for sentence in whole) / max(1, len(whole))


def forms_in(html):
    text = " ".join(sentences(html)).replace("Blik op je Toekomst", "")
    return {name for name, form in [("u", FORMAL), ("je", INFORMAL)] if form.search(text)}


def texts_of_templates(names):
    return [(name, html) for name in names for html in variants_of(name)]


def texts_of_fixtures():
    return [
        (f"{path.name}, {where}", text)
        for path in sorted(FIXTURES.glob("*.toml"))
        for where, text in fixture_texts(path)
    ]


def texts_of_python():
    """Messages, help and responses: strings that end like a sentence, docstrings excluded."""
    for app in OURS:
        for path in sorted((settings.BASE_DIR / app).rglob("*.py")):
            if "migrations" not in path.parts:
                for text in strings_of(ast.parse(path.read_text())):
                    if re.search(r"\w .*[.!?]$", text):
                        yield f"{app}/{path.name}", text


def strings_of(tree):
    within = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            within.add(node.value)  # a docstring
        elif isinstance(node, ast.JoinedStr):
            within |= set(node.values)
            yield "".join(
                getattr(part, "value", "") if isinstance(part, ast.Constant) else "…"
                for part in node.values
            )
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in within:
            yield node.value


def texts_of_lists():
    tested = [
        (test.subject, text) for test in TESTED for text in (test.subject, test.method, test.result)
    ]
    return [
        *((slug, term.explanation) for slug, term in TERMS.items()),
        *tested,
        ("not tested", f"Nog niet getest: {', '.join(NOT_TESTED)}."),
    ]


TEXTS = {
    "public templates": lambda: texts_of_templates(PUBLIC),
    "admin": lambda: texts_of_templates(ADMIN),
    "fixtures": texts_of_fixtures,
    "python": lambda: list(texts_of_python()),
    "lists": texts_of_lists,
}


@pytest.mark.parametrize("kind", TEXTS)
def test_no_sentence_is_long(kind):
    texts = TEXTS[kind]()

    assert len(texts) > 10
    assert too_long(texts) == []


@pytest.mark.parametrize("kind", TEXTS)
def test_sentences_are_short_on_average(kind):
    """Averaged per template and fixture, and over all texts in Python, as those are scattered."""
    by_file = {}
    for where, text in TEXTS[kind]():
        file = kind if kind in ("python", "lists") else where.split(",")[0]
        by_file.setdefault(file, []).append((where, text))
    means = {file: mean_length(texts) for file, texts in by_file.items()}

    assert {file: mean for file, mean in means.items() if mean > MAX_AVERAGE_WORDS} == {}
    assert max(means.values()) > 4


@pytest.mark.parametrize("name", [*PUBLIC, *ADMIN])
def test_a_template_uses_the_form_of_address_of_its_readers(name):
    form = next(form for fits, form in FORMS if re.match(fits, name))

    assert set().union(*map(forms_in, variants_of(name))) <= {form}


def test_admin_texts_in_python_are_never_informal():
    admin = [
        (where, text) for where, text in texts_of_python() if re.search("admin|edit|help", where)
    ]

    assert len(admin) > 10
    assert [text for text in admin if "je" in forms_in(text[1])] == []


@pytest.mark.usefixtures("demo")
def test_no_page_of_the_demo_mixes_forms(client):
    for address in PAGE_TYPES.values():
        if address != NOT_FOUND:
            html = client.get(address).content.decode()
            assert len(forms_in(html)) < 2, address


# --- the tests above can fail ---


@pytest.fixture
def template(tmp_path, settings):
    settings.TEMPLATES = [
        settings.TEMPLATES[0] | {"DIRS": [tmp_path, *settings.TEMPLATES[0]["DIRS"]]}
    ]

    def write(source):
        (tmp_path / "x.html").write_text(source)
        for engine in loader.engines.all():
            for template_loader in engine.engine.template_loaders:
                template_loader.reset()
        return [("x.html", html) for html in variants_of("x.html")]

    return write


LONG = " ".join(["woord"] * 21)


@pytest.mark.parametrize(
    "source",
    [
        "<p>Kort. {long}.</p>",
        "<p>{long:.60} <a href='/'>{long:.60}</a> <em>nog</em>.</p>",
        "{{% if a %}}a{{% else %}}{{% if b %}}b{{% elif c %}}{long}{{% endif %}}{{% endif %}}",
        "{{% for a in b %}}a{{% empty %}}<li>{long}</li>{{% endfor %}}",
        "{{% block title %}}{long}{{% endblock %}}",
        '<a aria-label="{long}">a</a>',
        '<meta name="description" content="{long}">',
        '{{% load terms %}}{{% explained "{long}" %}}',
    ],
)
def test_a_long_sentence_is_detected_anywhere(template, source):
    texts = template(source.format(long=LONG))

    assert len(set(too_long(texts))) == 1


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("<p>Een. Twee! Drie? Vier</p>", ["Een.", "Twee!", "Drie?", "Vier"]),
        ("<li>een</li><li>twee</li><dt>drie</dt><dd>vier</dd>", ["een", "twee", "drie", "vier"]),
        ("<p>Bel 06.1, of mail a.b@c.nl <a>nu</a>.</p>", ["Bel 06.1, of mail a.b@c.nl nu."]),
        ("<p>{{ name }} doet {% if a %}mee{% endif %}.</p>", ["… doet mee.", "… doet ."]),
        ("<script>Dit. Niet.</script><p>· —</p>", []),
    ],
)
def test_texts_are_split_into_sentences(template, source, expected):
    assert (
        list(
            dict.fromkeys(sentence for _, html in template(source) for sentence in sentences(html))
        )
        == expected
    )


def test_mixed_forms_of_address_are_detected(template):
    mixed = "{% if a %}<p>Kies uw regio.</p>{% else %}<p>Kies <em>je</em> school.</p>{% endif %}"

    assert [forms_in(html) for _, html in template(mixed)] == [{"u"}, {"je"}]
    assert forms_in("<p>Wil U dat? <a title='Jouw school'>x</a></p>") == {"u", "je"}
    assert forms_in("<p>Uren, jeugd en “Blik op je Toekomst”</p>") == set()


def test_a_fixture_yields_only_texts_in_our_own_words(tmp_path):
    fixture = tmp_path / "x.toml"
    fixture.write_text(f'[[goal]]\norder = 1\ntext = "{LONG}"\nsource = "{LONG} {LONG}"\n')

    assert list(fixture_texts(fixture)) == [("goal 1 text", LONG)]
    assert too_long(fixture_texts(fixture)) == [f"goal 1 text: {LONG}"]
    assert mean_length([("x", f"<p>{LONG}. Kort.</p>")]) == 11
