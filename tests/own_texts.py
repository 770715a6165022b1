"""The sentences in our own templates and fixtures, and how they address the reader."""

import re
import tomllib

from bs4 import BeautifulSoup
from django.conf import settings
from django.template import loader
from django.template.base import TextNode, VariableNode
from django.template.defaulttags import IfNode
from django.template.library import SimpleNode
from django.template.loader_tags import BlockNode, IncludeNode

TEMPLATES = settings.BASE_DIR / "templates"
FIXTURES = settings.BASE_DIR / "fixtures"
# Names and sources are quotations; the rest of a fixture is in our own words.
OUR_FIELDS = {
    "summary",
    "about",
    "aims_note",
    "end_goal",
    "note",
    "text",
    "target",
    "budget_note",
    "commitment",
}
OUR_FIELDS |= {"intro", "body", "how_to_join", "cost", "publication_ground"}
APART = "<p></p>"

SPOKEN = ("aria-label", "alt", "title", "placeholder")
RUNNING = {"a", "strong", "em", "time", "abbr", "dfn", "mark", "q"}
NOT_READ = ["script", "style", "svg", "template"]
FORMAL = re.compile(r"\b(u|uw|uzelf)\b", re.IGNORECASE)
INFORMAL = re.compile(r"\b(je|jou|jouw|jij|jullie|jezelf)\b", re.IGNORECASE)
END = re.compile(r"(?<=[.!?…])[”’)\"']*\s+(?=[“‘(\"'●○■◐✓◆▽◁▷×△□◎▲]?[A-Z0-9…])")


def templates(folder="", without=()):
    names = [path.relative_to(TEMPLATES).as_posix() for path in TEMPLATES.rglob("*.html")]
    skipped = tuple(f"{excluded}/" for excluded in without)
    return sorted(n for n in names if n.startswith(folder) and not n.startswith(skipped))


def variants_of(name):
    """Render a template as HTML in several variants, which together contain every branch."""
    return _variants(loader.get_template(name).template.nodelist)


def _variants(nodes):
    """Enough variants to contain each variant of each node."""
    of_each = [_variants_of_node(node) for node in nodes]
    most = max((len(ways) for ways in of_each), default=1)
    return ["".join(ways[number % len(ways)] for ways in of_each) for number in range(most)]


def _variants_of_node(node):
    if isinstance(node, TextNode):
        return [node.s]
    if isinstance(node, VariableNode):
        return ["…"]
    if isinstance(node, SimpleNode):
        return [_words_in_tag(node) or "…"]
    if isinstance(node, IncludeNode):
        return [APART]
    if isinstance(node, IfNode):
        branches = [inner for _, inner in node.conditions_nodelists]
        has_else = node.conditions_nodelists[-1][0] is None
        return [way for inner in branches for way in _variants(inner)] + ([] if has_else else [""])
    inner = [getattr(node, name, None) for name in node.child_nodelists]
    ways = [way for nodes in inner if nodes for way in _variants(nodes)] or [""]
    return [f"{APART}{way}{APART}" for way in ways] if isinstance(node, BlockNode) else ways


def _words_in_tag(node):
    values = [argument.var for argument in node.args if isinstance(argument.var, str)]
    return " ".join(str(value) for value in values[-1:])


def fixture_texts(path):
    """(name of the row and field, text) pairs for texts in our own words."""
    rows = tomllib.loads(path.read_text())
    for kind, rows_of_kind in rows.items():
        for row in rows_of_kind if isinstance(rows_of_kind, list) else []:
            for field in OUR_FIELDS & set(row):
                yield f"{kind} {row.get('slug', row.get('order', ''))} {field}", row[field]


def sentences(html):
    soup = BeautifulSoup(html, "html.parser")
    for element in soup.find_all(NOT_READ):
        element.decompose()
    spoken = [element[name] for name in SPOKEN for element in soup.find_all(attrs={name: True})]
    spoken += [meta["content"] for meta in soup.select('meta[name="description"]')]
    for element in soup.find_all(RUNNING):
        element.unwrap()
    soup.smooth()
    for text in [*soup.find_all(string=True), *spoken]:
        for sentence in END.split(" ".join(text.replace("\xad", "").split())):
            if words_in(sentence):
                yield sentence.strip()


def words_in(sentence):
    return [word for word in sentence.split() if re.search(r"[\w…]", word)]


def is_whole(sentence):
    return sentence.rstrip("”’)\"'").endswith((".", "!", "?"))
