"""Rich text contains no scripts, styles or unsafe links."""

import pytest
from bs4 import BeautifulSoup
from django.db import connection

from news.models import Article
from regions.fields.rich_text import TAGS, clean
from regions.models import Region
from regions.models.people import AssignmentRole
from regions.writing.changing import changing
from tests import make
from tests.admin.filling import address
from tests.browser.payloads import PAYLOADS

NO_WAY = ("javascript", "vbscript", "data", "blob", "view-source")


@pytest.mark.parametrize(
    ("dirty", "expected"),
    [
        ("<p>Hallo</p>", "<p>Hallo</p>"),
        ("<p>Een <strong>sterk</strong> <em>woord</em></p>",) * 2,
        ("<h3>Kop</h3><ul><li>een</li></ul><ol><li>twee</li></ol>",) * 2,
        ("<blockquote>zij</blockquote>",) * 2,
        ("<p>a<script>alert(1)</script>b</p>", "<p>ab</p>"),
        ('<p onclick="alert(1)">a</p>', "<p>a</p>"),
        ('<p style="color: red" class="x" id="y">a</p>', "<p>a</p>"),
        ('<p title="x" lang="en">a</p>', "<p>a</p>"),
        ("<style>p { color: red }</style><p>a</p>", "<p>a</p>"),
        ("<h1>a</h1>", "<h3>a</h3>"),
        ('<img src="x" onerror="alert(1)">', ""),
        ('<iframe src="https://elders.example/"></iframe>', ""),
        ("<p>onaf", "<p>onaf</p>"),
        ("1 &lt; 2 &amp; 3", "1 &lt; 2 &amp; 3"),
    ],
)
def test_only_allowed_markup_remains(dirty, expected):
    assert clean(dirty) == expected


@pytest.mark.parametrize(
    "address",
    ["https://elders.example/a", "http://elders.example", "mailto:a@b.example", "/regios/"],
)
def test_safe_links_remain(address):
    assert clean(f'<a href="{address}">a</a>') == f'<a href="{address}" rel="noopener">a</a>'


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        " javascript:alert(1)",
        "java&#10;script:alert(1)",
        "data:text/html,<script>alert(1)</script>",
        "vbscript:x",
        "file:///etc/passwd",
    ],
)
def test_script_links_lose_their_target(address):
    assert clean(f'<a href="{address}" target="_blank">a</a>') == '<a rel="noopener">a</a>'


def test_cleaning_is_idempotent():
    once = clean('<p onclick="x">a <a href="/b">b</a> <script>c</script> &amp; d')
    assert clean(once) == once


@pytest.mark.parametrize("make_a_row", [make.an_article, make.an_event])
def test_is_cleaned_when_saved(db, make_a_row):
    row = make_a_row(body="<p onclick='x'>a<script>b</script></p>")
    assert row.body == "<p>a</p>"
    row.refresh_from_db()
    assert row.body == "<p>a</p>"


def test_is_cleaned_when_one_field_is_saved(db):
    region = make.a_region()
    region.about = "<script>a</script><p>b</p>"
    region.save(update_fields=["about"])
    region.refresh_from_db()
    assert region.about == "<p>b</p>"


def test_is_cleaned_when_written_in_bulk(db):
    updated, one_of_many = make.a_region(), make.a_region()
    one_of_many.about = "<script>a</script><p>c</p>"

    with changing():
        Region.objects.filter(pk=updated.pk).update(about="<script>a</script><p>b</p>")
        Region.objects.bulk_update([one_of_many], ["about"])

    updated.refresh_from_db()
    one_of_many.refresh_from_db()
    assert (updated.about, one_of_many.about) == ("<p>b</p>", "<p>c</p>")
    assert updated.history.latest().about == "<p>b</p>"


@pytest.fixture
def poisoned(db):
    article = make.an_article(region=make.a_region())
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE news_article SET body = %s WHERE id = %s",
            ["<p onclick='x'>a</p><script>alert(1)</script>", article.pk],
        )
    return article


@pytest.mark.parametrize("of_the_admin", [False, True], ids=["page", "form to read"])
def test_is_cleaned_again_on_output(client, poisoned, of_the_admin):
    editor = make.an_assignment(region=poisoned.region, role=AssignmentRole.EDITOR)
    client.force_login(editor.user)
    where = address(Article, "change", poisoned.pk)

    answer = client.get(where if of_the_admin else poisoned.get_absolute_url())

    page = BeautifulSoup(answer.content, "lxml")
    assert page.find("p", string="a").attrs == {}
    assert "alert(1)" not in str(page)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_attacks_are_removed(payload):
    for cleaned in (clean(payload), clean(clean(payload))):
        nodes = BeautifulSoup(cleaned, "html.parser").find_all()
        links = [node.get("href", "").lower() for node in nodes]
        assert {node.name for node in nodes} <= TAGS
        assert {name for node in nodes for name in node.attrs} <= {"href", "rel"}
        assert not [link for link in links if link.startswith(NO_WAY)]
