"""Log in without the form, which has its own tests."""

from urllib.parse import urlsplit

from django.conf import settings
from django.test import Client


def log_in(page, user):
    client = Client()
    client.force_login(user)
    page.goto("/livez")
    here = urlsplit(page.url)
    page.context.add_cookies(
        [
            {
                "name": settings.SESSION_COOKIE_NAME,
                "value": client.cookies[settings.SESSION_COOKIE_NAME].value,
                "url": f"{here.scheme}://{here.netloc}",
            }
        ]
    )
