"""Every list uses the same partial for the same kind of row."""

import re

from django.conf import settings

TEMPLATES = settings.BASE_DIR / "templates"
ROW_NAME = re.compile(r'class="row__name" href="\{[{%] ?(?:url \'([\w:]+)\' )?([\w.]+)')
PARTIALS = {
    "schools/_school_row.html": "school.get_absolute_url",
    "partners/_partner_row.html": "partner.get_absolute_url",
    "partners/_offer_row.html": "offer.get_absolute_url",
    "regions/_region_row.html": "region.get_absolute_url",
    "regions/_municipality_row.html": "municipality.get_absolute_url",
    "news/_event_row.html": "event.get_absolute_url",
    "news/_article_row.html": "article.get_absolute_url",
    "profiles/_profile_row.html": "summary.get_absolute_url",
    "search/_hits.html": "hit.address",
    "search/_place_row.html": "entry.address",
    "nearby/_place_row.html": "known.address",
}
# Rows that occur in only one list, written in its template.
SINGLE_LISTS = {
    "news/theme_list.html": "theme.get_absolute_url",
    "nearby/unknown.html": "area.code",
    "pages/_regions_to_join.html": "region.slug",
    # An event among offers says when it is, not in which month.
    "to_do/_to_do_row.html": "event.get_absolute_url",
    # Regions with their nearby schools; municipalities that share a name.
    "nearby/nearby.html": "region.slug",
    "regions/municipality_choice.html": "municipality.get_absolute_url",
    # Lists by province.
    "search/_interpretation.html": "province.address",
    "search.html": "page.address",
    "regions/municipality_not_yet.html": "row.get_absolute_url",
    # Neighbours with links to their regions; former municipalities, some without a page.
    "for_municipalities/_continue.html": "row.municipality.get_absolute_url",
    "year_report/_municipality.html": "municipality.get_absolute_url",
}


def row_names():
    """Each template that writes the name of a row, with the expression of its link."""
    for file in sorted(TEMPLATES.rglob("*.html")):
        path = file.relative_to(TEMPLATES)
        if path.parts[0] != "admin" and (names := ROW_NAME.findall(file.read_text())):
            yield str(path), names[0][1]


def test_each_kind_of_row_has_one_template():
    assert dict(row_names()) == PARTIALS | SINGLE_LISTS


def test_the_pattern_finds_the_name_of_a_row():
    text = '<li class="row"><a class="row__name" href="{{ row.school.get_absolute_url }}">'
    assert ROW_NAME.findall(text) == [("", "row.school.get_absolute_url")]
