"""Every page works under the strict policy, without inline scripts or styles.

The fixture that makes the pages fails the test for anything the browser logs, a refusal too.
"""

import pytest
from django.contrib import admin
from django.test import RequestFactory
from django.urls import reverse

from tests import make

pytestmark = pytest.mark.usefixtures("demo")

REFUSED = ("Content Security Policy", "violates the following")


@pytest.fixture
def editor(new_page):
    page = new_page(may_log=["404"])  # pictures have no files here
    make.a_national_editor(username="redacteur", password="een lang wachtwoord")
    page.goto("/admin/")
    page.get_by_label("Gebruikersnaam").fill("redacteur")
    page.get_by_label("Wachtwoord").fill("een lang wachtwoord")
    page.get_by_label("Wachtwoord").press("Enter")
    page.get_by_role("heading", name="Wat wilt u bijwerken?").wait_for()
    return page


def test_every_list_and_form_of_the_admin_obeys_the_policy(editor):
    request = request_of_all_rights()
    for model, model_admin in admin.site._registry.items():
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        opens(editor, reverse(f"{name}_changelist"))
        if model_admin.has_add_permission(request):
            opens(editor, reverse(f"{name}_add"))
        if row := model._default_manager.first():
            opens(editor, reverse(f"{name}_change", args=[row.pk]))


def test_a_region_is_edited_with_rows_calendar_and_look_up(editor):
    editor.goto("/admin/regions/region/")
    editor.get_by_role("link", name="TechniekPact West-Friesland").click()
    schools = editor.locator("#school_participations-group")
    schools.locator("summary").first.click()
    schools.get_by_role("button", name="School toevoegen").click()
    schools.locator(".row--new:not(.empty-form) .select2-selection").click()
    editor.locator(".select2-search__field").fill("focus")
    editor.locator(".select2-results__option", has_text="Focus").click()

    assert "Focus" in schools.locator(".row--new .select2-selection__rendered").first.text_content()


def test_a_script_in_a_page_does_not_run(new_page):
    page = new_page(may_log=REFUSED)
    page.goto("/")

    page.evaluate(
        """() => {
            const script = document.createElement("script");
            script.textContent = "window.ran = true";
            document.body.append(script);
        }"""
    )

    assert page.evaluate("window.ran") is None


def test_the_whole_site_has_one_policy_without_exceptions(editor):
    policies = set()
    for address in ["/", "/regios/", "/admin/", reverse("admin:news_event_add")]:
        answer = editor.goto(address)
        assert "nonce" not in answer.text()
        policies.add(frozenset(answer.headers["content-security-policy"].split("; ")))

    assert len(policies) == 1
    assert {"script-src 'self'", "style-src 'self'", "default-src 'none'"} < policies.pop()


def opens(editor, address):
    assert editor.goto(address).status == 200
    assert editor.url.endswith(address)


def request_of_all_rights():
    request = RequestFactory().get("/")
    request.user = make.a_national_editor()
    return request
