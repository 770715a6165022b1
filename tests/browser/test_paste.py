"""Clipboard contents of other programs, pasted into the editor in a real browser."""

from regions.fields.rich_text import clean
from tests.browser.test_rich_text import (  # noqa: F401 (fixtures)
    article,
    form,
    leader,
    paste,
    region,
    saved,
    text,
)
from tests.regions.pasted_texts import SAFELINK, TEXTS, word_list
from tests.regions.test_pasted import in_one_line

IN_THE_BROWSER = """async (texts) => {
    const { convertPaste } = await import(document.querySelector("[data-paste]").dataset.paste);
    return texts.map(convertPaste);
}"""
PICTURE = "Een plaatje kan hier niet in de tekst."


def test_browser_and_server_clean_a_paste_alike(form):  # noqa: F811
    converted = form.evaluate(IN_THE_BROWSER, [pasted for _, pasted, _ in TEXTS])

    expected = {name: expected for name, _, expected in TEXTS}
    assert {
        name: in_one_line(clean(html)) for name, html in zip(expected, converted, strict=True)
    } == expected


def test_a_list_pasted_from_word_stays_a_list(form, article):  # noqa: F811
    paste(form, word_list((1, "1.", "een"), (2, "o", "a"), (1, "2.", "<b>twee</b>")))

    assert saved(form, article) == (
        "<ol><li><p>een</p><ul><li><p>a</p></li></ul></li>"
        "<li><p><strong>twee</strong></p></li></ol>"
    )
    form.goto(article.get_absolute_url())
    assert form.get_by_role("listitem").filter(has_text="twee").is_visible()


def test_a_pasted_mail_keeps_nothing_of_its_recipient(form, article):  # noqa: F811
    paste(
        form,
        "<table><tr><td>Dag</td><td>3 november</td></tr>"
        "<tr><td>Waar</td><td>Hoorn</td></tr></table>"
        f'<p class=MsoNormal><a href="{SAFELINK}">{SAFELINK}</a> <a href="tel:+3120">bel</a></p>',
    )

    target = "https://school.example/open?a=1&amp;b=2"
    assert saved(form, article) == (
        "<p>Dag · 3 november</p><p>Waar · Hoorn</p>"
        f'<p><a href="{target}" rel="noopener">{target}</a> '
        '<a href="tel:+3120" rel="noopener">bel</a></p>'
    )


def test_a_pasted_picture_says_what_to_do_instead(form):  # noqa: F811
    message = form.locator(".rich-text [role=status]")
    paste(form, '<p>Kijk<img src="data:image/png;base64,x"></p>')
    assert message.text_content().startswith(PICTURE)
    assert text(form).text_content() == "Kijk"

    paste(form, "<p>verder</p>")
    assert message.text_content() == ""

    paste_picture(form)
    assert message.text_content().startswith(PICTURE)


def paste_picture(page):
    text(page).evaluate(
        """(place) => {
            const clipboardData = new DataTransfer();
            clipboardData.items.add(new File(["x"], "foto.png", { type: "image/png" }));
            place.dispatchEvent(
                new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true })
            );
        }"""
    )
