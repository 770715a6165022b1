"""A passkey in a real browser, on a host name, since passkeys do not work on an IP address."""

from urllib.parse import parse_qs, urlsplit

import pytest

from tests import make

PASSWORD = "een lang wachtwoord"
AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def page(new_page, live_server, settings):
    settings.OTP_WEBAUTHN_ALLOWED_ORIGINS = [live_server.url]
    settings.OTP_WEBAUTHN_RP_ID = urlsplit(live_server.url).hostname
    page = new_page()
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    new = devtools.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
    page.lose_passkeys = lambda: devtools.send("WebAuthn.clearCredentials", new)
    return page


def log_in(page, user):
    page.goto("/admin/login/")
    page.fill("#id_username", user.username)
    page.fill("#id_password", PASSWORD)
    with page.expect_navigation():
        page.click("input[type=submit]")


def click(page, name, role="button"):
    with page.expect_navigation():
        page.get_by_role(role, name=name, exact=True).first.click()


def test_a_passkey_is_created_and_its_response_cannot_be_replayed(page):
    user = make.a_national_editor(username="landelijk", password=PASSWORD)
    log_in(page, user)
    page.goto("/admin/tweede-stap/passkey/")
    page.fill("#id_name", "laptop")
    click(page, "Maak de passkey")
    assert page.locator("code").count() == 10
    page.goto("/admin/mijn-account/")
    assert "Passkey: laptop" in page.inner_text("main")
    click(page, "Afmelden")

    log_in(page, user)
    with page.expect_request(lambda request: request.method == "POST") as sent:
        click(page, "Gebruik een passkey")
    assert urlsplit(page.url).path == "/admin/"
    click(page, "Afmelden")

    log_in(page, user)
    answer = parse_qs(sent.value.post_data)["passkey"][0]
    with page.expect_navigation():
        page.evaluate(
            """answer => {
              const form = document.querySelector("[data-passkey]");
              form.elements.passkey.value = answer;
              form.submit();
            }""",
            answer,
        )
    assert "Het is niet gelukt met de passkey." in page.inner_text("main")
    page.lose_passkeys()
    refused = page.get_by_text("U hebt niet bevestigd")
    assert not refused.is_visible()
    page.get_by_role("button", name="Gebruik een passkey").click()
    refused.wait_for()
    assert page.locator(".errornote:visible").count() == 2  # with the one above
