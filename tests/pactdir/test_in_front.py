"""The nginx configuration in pactdir/deploy/README.md, and the static pages that it serves."""

import re
from base64 import b64encode
from hashlib import sha256

import pytest
from bs4 import BeautifulSoup
from django.conf import settings

from tests.pages.test_malformed import all_routes

README = (settings.BASE_DIR / "pactdir/deploy/README.md").read_text()
NGINX = README.partition("```nginx\n")[2].partition("```")[0]
SERVERS = NGINX.split("server {")[1:]
PAGES = sorted((settings.BASE_DIR / "static/errors").glob("*.html"))
TOKENS = (settings.BASE_DIR / "static/css/tokens.css").read_text()

IN_THE_ADMIN = ["/admin/wachtwoord-kiezen/<str:token>/", "/admin/uitnodiging/<str:token>/"]


def routes_with_token():
    return [route for route in all_routes() if re.search("<str:(token|key|signed)>", route)]


@pytest.mark.parametrize("route", [*routes_with_token(), *IN_THE_ADMIN])
def test_logs_no_request_for_a_link_in_a_mail(route):
    without_log = re.findall(r"location ~ (\S+) \{\n\s+access_log off;", NGINX)

    assert any(re.search(pattern, route) for pattern in without_log)


def test_does_not_respond_to_unknown_host_names():
    other, *ours = SERVERS

    for port in ["80", "443 ssl"]:
        assert f"listen {port} default_server;" in other
        assert f"listen [::]:{port} default_server;" in other
    assert {"ssl_reject_handshake on;", "return 444;"} <= {
        line.strip() for line in other.split("\n")
    }
    assert all("default_server" not in server for server in ours)
    assert all(re.search(r"server_name [a-z.]+;", server) for server in ours)


def test_redirects_only_to_its_own_name():
    assert re.findall(r"return 301 (.*);", NGINX) == ["https://$server_name$request_uri"]


def test_limits_posts_to_the_admin_per_ip_address():
    (zone,) = re.findall(r"limit_req_zone \$posts_of zone=(\w+):", NGINX)
    admin = SERVERS[-1].partition("location /admin/ {")[2].partition("}")[0]

    assert "POST $binary_remote_addr;" in NGINX
    assert f"limit_req zone={zone} " in admin
    assert "limit_req_status 429;" in NGINX


def test_every_nginx_error_has_a_static_page():
    error_pages = dict(re.findall(r"error_page ([\d ]+) /(\w+\.html);", NGINX))

    assert error_pages == {"502 503 504": "unreachable.html", "429": "too_many.html"}
    assert {page.name for page in PAGES} == set(error_pages.values())
    assert "proxy_intercept_errors" not in NGINX  # the site's own error pages are passed through


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_static_pages_are_self_contained(page):
    html = BeautifulSoup(page.read_text(), "lxml")

    assert html.html["lang"] == "nl"
    assert html.select_one("meta[name=robots]")["content"] == "noindex"
    assert len(html.select("h1")) == 1
    assert html.select("[src], [href], script, form") == []
    assert "url(" not in html.style.string
    digest = b64encode(sha256(html.style.string.encode()).digest()).decode()
    policy = html.select_one("meta[http-equiv=Content-Security-Policy]")["content"]
    assert policy.split("; ")[:2] == ["default-src 'none'", f"style-src 'sha256-{digest}'"]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_static_pages_have_the_colours_of_the_site(page):
    colours = re.findall(r"--\w+: #\w+;", page.read_text())

    assert len(colours) == 8
    assert [colour for colour in colours if colour not in TOKENS] == []
