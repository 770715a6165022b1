"""The lists of the admin break no word of normal length, and show all their columns."""

import pytest
from django.contrib import admin
from django.test import RequestFactory

from tests import make
from tests.browser.logged_in import log_in

# Longer words, like keys and addresses, may be broken: no column has room for them.
MAX_WORD_LENGTH = 18
BROKEN = """(longest) => {
    const walker = document.createTreeWalker(
        document.querySelector("#content"), NodeFilter.SHOW_TEXT);
    const found = new Set();
    while (walker.nextNode()) {
        const { data, parentElement: box } = walker.currentNode;
        if (!box.checkVisibility() || box.closest("select, script, .visually-hidden")) continue;
        for (const word of data.matchAll(/[^\\s\\-–]+/gu)) {
            const range = document.createRange();
            range.setStart(walker.currentNode, word.index);
            range.setEnd(walker.currentNode, word.index + word[0].length);
            const lines = [...range.getClientRects()].filter((line) => line.width > 1);
            const isBroken = new Set(lines.map((line) => Math.round(line.top))).size > 1;
            if (isBroken && word[0].length <= longest) found.add(word[0]);
        }
    }
    return [...found];
}"""
BESIDE = """() => {
    const list = document.querySelector(".results");
    return list ? list.scrollWidth - list.clientWidth : 0;
}"""


@pytest.fixture
def editor(demo):
    make.a_postcode_doubt()
    return make.a_national_editor(username="landelijk-kijkt")


def lists_of(user):
    request = RequestFactory().get("/")
    request.user = user
    for model, model_admin in admin.site._registry.items():
        if model_admin.has_view_permission(request):
            yield f"/admin/{model._meta.app_label}/{model._meta.model_name}/"


@pytest.mark.parametrize("width", [360, 1280])
def test_no_list_breaks_a_word_or_hides_a_column(editor, page, width):
    log_in(page, editor)
    page.set_viewport_size({"width": width, "height": 900})
    faults = {}
    for where in ["/admin/", *lists_of(editor)]:
        page.goto(where)
        result = page.evaluate(BROKEN, MAX_WORD_LENGTH), max(0, page.evaluate(BESIDE))
        if result != ([], 0):
            faults[where] = result

    assert faults == {}
