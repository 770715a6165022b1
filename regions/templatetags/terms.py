"""Links terms to the glossary, each only at its first use on a page."""

from typing import Any

from django import template
from django.urls import reverse
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

from regions.wording.glossary import TERMS, Term, with_terms

register = template.Library()


@register.simple_tag(takes_context=True)
def explained(context: template.Context, text: str | None) -> SafeString:
    """Use as {% explained goal.text %}. Escapes the text unless it is safe."""

    def write(slug: str, words: str) -> str:
        return _link(context, slug, SafeString(words))  # escaped already

    html = _escaped(text)
    return mark_safe(with_terms(html, write))  # noqa: S308 (escaped above)


@register.simple_tag(takes_context=True)
def term(context: template.Context, slug: str, words: str = "") -> SafeString:
    """Use as {% term "afgeleid" "Afgeleid" %}, for a word that has other meanings too."""
    return _link(context, slug, conditional_escape(words or TERMS[slug].name))


@register.inclusion_tag("_terms_of.html", takes_context=True)
def terms_of(context: template.Context, *texts: str | None) -> dict[str, object]:
    terms: list[tuple[SafeString, Term]] = []

    def write(slug: str, words: str) -> str:
        if slug not in _linked_on(context):
            name = conditional_escape(TERMS[slug].name)
            terms.append((_link(context, slug, name), TERMS[slug]))
        return words

    for text in texts:
        with_terms(_escaped(text), write)
    return {"terms": terms}


def _escaped(text: str | None) -> str:
    return conditional_escape(text or "")


def _link(context: template.Context, slug: str, words: SafeString) -> SafeString:
    linked = _linked_on(context)
    if slug in linked:
        return words
    linked.add(slug)
    html = '<a class="term" href="{}#{}">{}</a>'
    return format_html(html, reverse("glossary"), TERMS[slug].slug, words)


def _linked_on(context: template.Context) -> set[str]:
    """The terms linked so far, stored in the bottom layer of the render context, which is shared by
    all partials of the page.
    """
    page: Any = context.render_context.dicts[0]
    linked: set[str] = page.setdefault("terms linked", set())
    return linked
