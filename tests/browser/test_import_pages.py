"""The pages of imports: accessible, on a phone, by keyboard alone."""

import pytest

from pactdir.models import Import
from regions.models import Municipality
from tests import make
from tests.admin.filling import address
from tests.browser.logged_in import log_in
from tests.browser.looks import in_all_looks
from tests.browser.test_admin_look import OPEN_ALL, SIDEWAYS, check_rules
from tests.browser.test_layout import TOO_LOW
from tests.pactdir.importing.files import MUNICIPALITIES, NEIGHBOURS, write_files

TAPPED = "main :is(a, button, summary, input:not([type=file]), select)"
TAPPED_MOST = ".import__buttons :is(button, a), .object-tools a, .source-says button"
NEWER = MUNICIPALITIES.replace("52.60038", "52.61") + "GM0399,,Heiloo,,PV27,,1,52.6,4.7\n"


@pytest.fixture
def national(live_server):
    return make.a_national_editor(username="landelijk")


@pytest.fixture
def walk(national, tmp_path):
    def follow(page, selector):
        # Wait, or the next check would run on the previous page.
        with page.expect_navigation():
            page.click(selector)

    def send(page, files):
        page.goto("/admin/pactdir/import/")
        follow(page, "text=Laad bestanden")
        page.set_input_files("input[type=file]", write_files(tmp_path, files))
        page.focus("input[type=file]")
        page.keyboard.press("Tab")
        with page.expect_navigation():
            page.keyboard.press("Enter")

    def walk(page, look):
        log_in(page, national)
        page.goto("/admin/pactdir/upload/load/")
        look("load")
        send(page, {"buren.csv": NEIGHBOURS, "onbekend.csv": "a,b\n1,2\n"})
        look("refused")
        send(page, {"gemeenten.csv": MUNICIPALITIES})
        look("preview of what is new")
        follow(page, "button[name=load]")
        alkmaar = Municipality.objects.get(code="GM0361")
        alkmaar.longitude = 4.9
        alkmaar.save()
        page.goto(address(Municipality, "change", alkmaar.pk))
        assert page.get_by_text("CBS zegt: 4,81703").is_visible()
        look("form of a corrected row")
        send(page, {"gemeenten.csv": NEWER})
        look("preview of changes")
        follow(page, "button[name=load]")
        look("import")
        follow(page, "text=Maak ongedaan")
        look("undo")
        follow(page, "button:text('Maak ongedaan')")
        look("undone")
        page.goto(address(Import, "changelist"))
        look("log")
        page.goto(f"/admin/pactdir/import/{Import.objects.last().pk}/undo/")
        look("undo, refused")
        page.goto("/admin/")
        look("first screen")

    return walk


@in_all_looks
def test_no_import_page_breaks_an_accessibility_rule(new_page, walk, looks):
    page, faults = new_page(may_log=["409"]), []

    walk(page, lambda name: check_rules(page, name, faults, looks))

    assert not faults, "\n".join(faults)


def test_no_import_page_scrolls_sideways_on_a_phone_and_tap_targets_are_large_enough(
    new_page, walk
):
    page, faults = new_page(width=360, may_log=["409"]), []

    def look(name):
        page.evaluate(OPEN_ALL)
        if wider := page.evaluate(SIDEWAYS):
            faults.append(f"{name} is {wider} px too wide")
        low = page.evaluate(TOO_LOW, [TAPPED, 24]) + page.evaluate(TOO_LOW, [TAPPED_MOST, 44])
        faults.extend(f"{name}: {fault[:200]}" for fault in low)

    walk(page, look)

    assert not faults, "\n".join(faults)
