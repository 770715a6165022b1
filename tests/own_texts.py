"""What our own templates and fixtures say: sentence by sentence, and in which form of address."""

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
# Names and sources are quoted; all else in a fixture is ours.
OUR_FIELDS = {
    "summary",
    "about",
    "aims_note",
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
    """The names of our templates below a folder, but those in `without`."""
    names = [path.relative_to(TEMPLATES).as_posix() for path in TEMPLATES.rglob("*.html")]
    skipped = tuple(f"{one}/" for one in without)
    return sorted(n for n in names if n.startswith(folder) and not n.startswith(skipped))


def said_by(name):
    """All that a template says, whatever its data, as HTML: every branch stands in one of these."""
    return _ways(loader.get_template(name).template.nodelist)


def _ways(nodes):
    """The ways these may be written, so many that each way of each of them is among them."""
    of_each = [_ways_of(node) for node in nodes]
    most = max((len(ways) for ways in of_each), default=1)
    return ["".join(ways[number % len(ways)] for ways in of_each) for number in range(most)]


def _ways_of(node):
    """The ways one node may be written; a value is one word, "…"."""
    if isinstance(node, TextNode):
        return [node.s]
    if isinstance(node, VariableNode):
        return ["…"]
    if isinstance(node, SimpleNode):
        return [_words_given(node) or "…"]
    if isinstance(node, IncludeNode):
        return [APART]
    if isinstance(node, IfNode):
        branches = [inner for _, inner in node.conditions_nodelists]
        has_else = node.conditions_nodelists[-1][0] is None
        return [way for inner in branches for way in _ways(inner)] + ([] if has_else else [""])
    inner = [getattr(node, name, None) for name in node.child_nodelists]
    ways = [way for nodes in inner if nodes for way in _ways(nodes)] or [""]
    return [f"{APART}{way}{APART}" for way in ways] if isinstance(node, BlockNode) else ways


def _words_given(node):
    """The words written in a tag, like {% term "lob" "Loopbaan" %}."""
    values = [one.var for one in node.args if isinstance(one.var, str)]
    return " ".join(str(one) for one in values[-1:])


def fixture_texts(path):
    """What a fixture says in our words, each with the name of its row."""
    rows = tomllib.loads(path.read_text())
    for kind, found in rows.items():
        for row in found if isinstance(found, list) else []:
            for field in OUR_FIELDS & set(row):
                yield f"{kind} {row.get('slug', row.get('order', ''))} {field}", row[field]


def sentences(html):
    """Each sentence or loose phrase once, in its order. What stands apart is no part of it."""
    soup = BeautifulSoup(html, "html.parser")
    for one in soup.find_all(NOT_READ):
        one.decompose()
    spoken = [one[name] for name in SPOKEN for one in soup.find_all(attrs={name: True})]
    spoken += [one["content"] for one in soup.select('meta[name="description"]')]
    for one in soup.find_all(RUNNING):
        one.unwrap()
    soup.smooth()
    for text in [*soup.find_all(string=True), *spoken]:
        for sentence in END.split(" ".join(text.replace("\xad", "").split())):
            if words_in(sentence):
                yield sentence.strip()


def words_in(sentence):
    return [word for word in sentence.split() if re.search(r"[\w…]", word)]


def is_whole(sentence):
    """Said in full, not a heading or a label."""
    return sentence.rstrip("”’)\"'").endswith((".", "!", "?"))
