"""Every list draws a kind of row by the one partial of that kind."""

import re

from django.conf import settings

TEMPLATES = settings.BASE_DIR / "templates"
NAME = re.compile(r'class="row__name" href="\{[{%] ?(?:url \'([\w:]+)\' )?([\w.]+)')
OF_A_KIND = {
    "schools/_school_row.html": "school.get_absolute_url",
    "partners/_partner_row.html": "partner.get_absolute_url",
    "regions/_region_row.html": "region.get_absolute_url",
    "regions/_municipality_row.html": "municipality.get_absolute_url",
    "news/_event_row.html": "event.get_absolute_url",
    "news/_article_row.html": "article.get_absolute_url",
    "search/_hits.html": "hit.address",
    "search/_place_row.html": "entry.address",
    "nearby/_place_row.html": "known.address",
}
# One list each, of what has no other row.
OF_ONE_LIST = {
    "news/theme_list.html": "theme.get_absolute_url",
    "nearby/unknown.html": "area.code",
    # Regions with the schools there that are nearby, and the namesakes of a municipality.
    "nearby/nearby.html": "region.slug",
    "regions/municipality_choice.html": "municipality.get_absolute_url",
    # Lists of a province.
    "search/_interpretation.html": "province.address",
}


def names_written():
    for file in sorted(TEMPLATES.rglob("*.html")):
        path = file.relative_to(TEMPLATES)
        if path.parts[0] != "admin" and (names := NAME.findall(file.read_text())):
            yield str(path), names[0][1]


def test_the_name_in_a_row_is_written_once_for_each_kind():
    assert dict(names_written()) == OF_A_KIND | OF_ONE_LIST


def test_a_name_in_a_row_is_found():
    text = '<li class="row"><a class="row__name" href="{{ row.school.get_absolute_url }}">'
    assert NAME.findall(text) == [("", "row.school.get_absolute_url")]
