"""Text that a leader types, pastes or links in the editor appears the same on the site."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth import get_user_model

from tests import make
from tests.browser.logged_in import log_in
from tests.browser.looks import DARK, EVERY_RULE, LIGHT

# Clipboard contents from Google Docs and Word.
FROM_ELSEWHERE = """<html><head><style>p.Mso { color: red }</style></head><body>
<b style="font-weight:normal"><h1 class="Mso">Kop</h1>
<p style="color:red">Een <span style="font-weight:700">vet</span> en
<span style="font-style: italic">schuin</span> woord</p></b>
<table><tr><td onclick="alert(1)">in een tabel</td></tr></table>
<p>weg<script>alert(1)</script><img src="x" onerror="alert(1)"></p>
<p><a href="javascript:alert(1)">loos</a></p></body></html>"""


@pytest.fixture
def region(transactional_db):
    return make.a_region(name="TechniekPact De Kust")


@pytest.fixture
def article(region):
    return make.an_article(region=region, name="Nieuw lokaal", slug="nieuw-lokaal", body="")


@pytest.fixture
def leader(region):
    leader = make.a_user(username="leider")
    make.an_assignment(user=leader, region=region)
    return leader


@pytest.fixture
def form(leader, article, page):
    opened(page, article)
    text(page).wait_for()
    return page


def opened(page, row):
    log_in(page, get_user_model().objects.get(username="leider"))
    page.goto(f"/admin/{row._meta.label_lower.replace('.', '/')}/{row.pk}/change/")


def text(page):
    # The editor; before it has started, a textarea has this name.
    textbox = page.get_by_role("textbox", name="Tekst:", exact=True)
    return textbox.and_(page.locator("[contenteditable]"))


def tool(page, name):
    return page.get_by_role("group", name="Opmaak").get_by_role("button", name=name, exact=True)


def link_dialog(page):
    return page.get_by_role("dialog", name="Link")


def saved(page, article):
    with page.expect_navigation():
        page.get_by_role("button", name="Opslaan", exact=True).first.click()
    article.refresh_from_db()
    return article.body


def paste(page, html):
    text(page).evaluate(
        """(place, html) => {
            const clipboardData = new DataTransfer();
            clipboardData.setData("text/html", html);
            place.focus();
            place.dispatchEvent(
                new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true })
            );
        }""",
        html,
    )


def test_formatting_by_the_buttons_shows_on_the_site(form, article):
    text(form).click()
    tool(form, "Kop").click()
    form.keyboard.type("Wat is er nieuw?")
    form.keyboard.press("Enter")
    form.keyboard.type("Een lokaal.")
    form.keyboard.press("Enter")
    tool(form, "• Lijst").click()
    form.keyboard.type("robots")
    form.keyboard.press("Enter")
    form.keyboard.type("lassen")
    form.keyboard.press("Enter")
    form.keyboard.press("Enter")
    tool(form, "Link").click()
    link_dialog(form).get_by_label("Tekst van de link").fill("De school")
    link_dialog(form).get_by_label("Adres").fill("http://school.example/lokaal")
    link_dialog(form).get_by_label("Adres").press("Enter")

    assert saved(form, article) == (
        "<h3>Wat is er nieuw?</h3><p>Een lokaal.</p>"
        "<ul><li><p>robots</p></li><li><p>lassen</p></li></ul>"
        '<p><a href="http://school.example/lokaal" rel="noopener">De school</a></p>'
    )
    form.goto(article.get_absolute_url())
    assert form.get_by_role("heading", name="Wat is er nieuw?").is_visible()
    assert form.get_by_role("listitem").filter(has_text="lassen").is_visible()
    link = form.get_by_role("link", name="De school")
    assert link.get_attribute("href") == "http://school.example/lokaal"


def test_the_editor_works_without_a_mouse(form, article):
    tool(form, "Opnieuw").focus()
    form.keyboard.press("Tab")
    assert form.evaluate("document.activeElement.matches('[contenteditable]')")
    form.keyboard.press("Control+b")
    form.keyboard.type("Kom")
    form.keyboard.press("Control+k")
    assert text_of_focus(form) == "Tekst van de link"
    form.keyboard.press("Escape")
    form.wait_for_function(CURSOR_IS_BACK)
    form.keyboard.type(" kijken")
    form.keyboard.press("Tab")

    assert not form.evaluate("document.activeElement.matches('[contenteditable]')")
    assert saved(form, article) == "<p><strong>Kom kijken</strong></p>"


# In the text, after the three letters that were there.
CURSOR_IS_BACK = """() => document.activeElement.matches("[contenteditable]")
    && getSelection().anchorOffset === 3"""


def text_of_focus(page):
    return page.evaluate("document.activeElement.labels[0].textContent.trim()")


def test_a_stored_text_comes_back_unchanged(form, article):
    html = "<h3>Kop</h3><ol><li>een</li></ol><blockquote>zij</blockquote><p>a<br>b</p>"
    article.body = html
    article.save()
    form.reload()
    assert text(form).get_by_role("heading", name="Kop").is_visible()

    assert saved(form, article) == html


def test_a_paste_keeps_its_formatting_and_nothing_else(form, article):
    paste(form, FROM_ELSEWHERE)

    assert saved(form, article) == (
        "<h3>Kop</h3><p>Een <strong>vet</strong> en <em>schuin</em> woord</p>"
        "<p>in een tabel</p><p>weg</p><p>loos</p>"
    )


def test_a_long_text_stays_whole(form, article):
    paragraphs = [f"Alinea {number} over techniek in de regio." for number in range(400)]
    paste(form, "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs))

    assert saved(form, article) == "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("school.example/open-dag", "https://school.example/open-dag"),
        ("balie@school.example", "mailto:balie@school.example"),
        ("/regios/", "/regios/"),
    ],
)
def test_a_link_address_is_completed_as_people_type_it(form, article, typed, address):
    ask_link(form, typed)
    assert saved(form, article) == f'<p><a href="{address}" rel="noopener">hier</a></p>'


@pytest.mark.parametrize(
    "typed", ["javascript:alert(1)", "JavaScript:alert(1)", "java\tscript:alert(1)", "data:,x", ""]
)
def test_a_link_that_runs_a_script_is_refused(form, typed):
    ask_link(form, typed)
    assert link_dialog(form).get_by_role("alert").is_visible()

    form.keyboard.press("Escape")
    assert text(form).get_by_role("link").count() == 0


def ask_link(page, address):
    tool(page, "Link").click()
    link_dialog(page).get_by_label("Tekst van de link").fill("hier")
    link_dialog(page).get_by_label("Adres").fill(address)
    link_dialog(page).get_by_role("button", name="Maak de link").click()


def test_a_link_can_be_changed_and_removed(form, article):
    ask_link(form, "https://oud.example")
    form.keyboard.press("ArrowLeft")
    tool(form, "Link").click()
    assert link_dialog(form).get_by_label("Adres").input_value() == "https://oud.example"
    link_dialog(form).get_by_label("Adres").fill("https://nieuw.example")
    link_dialog(form).get_by_role("button", name="Maak de link").click()
    assert text(form).get_by_role("link").get_attribute("href") == "https://nieuw.example"

    tool(form, "Link weg").click()
    assert saved(form, article) == "<p>hier</p>"


@pytest.mark.parametrize("look", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_the_editor_breaks_no_accessibility_rule_and_fits(form, width, look):
    form.set_viewport_size({"width": width, "height": 800})
    form.emulate_media(**look)
    paste(form, FROM_ELSEWHERE)
    ask_link(form, "https://school.example")
    tool(form, "Vet").click()
    form.evaluate(Axe().axe_script)

    assert broken_within(form, ".rich-text") == []
    assert form.evaluate("document.documentElement.scrollWidth") <= width
    tool(form, "Link").click()
    assert broken_within(form, ".rich-text-link") == []


def broken_within(page, selector):
    options = {"runOnly": EVERY_RULE, "resultTypes": ["violations"], "preload": False}
    results = page.evaluate("([where, options]) => axe.run(where, options)", [selector, options])
    return [(rule["id"], node["html"]) for rule in results["violations"] for node in rule["nodes"]]


def test_html_is_mentioned_only_without_the_editor(form, article, new_page):
    assert form.get_by_text("Typ of plak uw tekst.").is_visible()
    assert not form.get_by_text("HTML mag.").is_visible()

    plain = new_page(java_script_enabled=False)
    opened(plain, article)
    assert plain.get_by_text("HTML mag.").is_visible()
    assert not plain.get_by_role("group", name="Opmaak").is_visible()
    plain.get_by_label("Tekst:", exact=True).fill("<h3>Kop</h3><h1>Groot</h1>")
    assert saved(plain, article) == "<h3>Kop</h3><h3>Groot</h3>"


def test_an_editor_reads_a_published_text_as_it_looks(article, region, page):
    article.body = "<h3>Wat is er nieuw?</h3><p>Een lokaal.</p>"
    article.save()
    writer = make.a_user(username="leider")
    make.an_assignment(user=writer, region=region, role="editor")

    opened(page, article)
    assert page.get_by_role("heading", name="Wat is er nieuw?").is_visible()
    assert not page.get_by_text("<h3>").is_visible()
