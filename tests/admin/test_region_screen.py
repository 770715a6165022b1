"""The region form for a leader: sorted by name, past rows last, no names from other regions."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from partners.models import Partner
from regions.editing.formsets import DirectoryFormSet
from regions.models import (
    Agreement,
    Channel,
    Confirmation,
    Contact,
    Goal,
    Municipality,
    Region,
    RegionTheme,
)
from regions.writing.changing import changing
from schools.models import School, SchoolParticipation
from tests import make
from tests.admin.filling import address, opened

PAST = {"until": "2020"}


@pytest.fixture
def region(db):
    return make.a_region(name="West-Friesland", slug="west-friesland")


@pytest.fixture
def leader(client, region):
    client.force_login(make.an_assignment(region=region).user)
    return client


def lines(form, prefix, within=""):
    lines = form.soup.select(f"#{prefix}-group {within} .has_original > details > summary")
    return [" ".join(line.get_text(" ").split()) for line in lines]


def a_school_named(name, place, **fields):
    return make.a_school(name=name, place=make.a_place(name=place), **fields)


def test_participations_are_sorted_by_name_with_past_ones_last(leader, region):
    for name, ended in [("Zaaiers", {}), ("Bakens", PAST), ("Ahorn", {}), ("Akkers", PAST)]:
        school = a_school_named(name, f"Dorp {name}")
        make.a_school_participation(region=region, school=school, **ended)

    form = opened(leader, Region, region)

    assert lines(form, "school_participations") == [
        "Ahorn (Dorp Ahorn)",
        "Zaaiers (Dorp Zaaiers)",
        "Akkers (Dorp Akkers) tot en met 2020",
        "Bakens (Dorp Bakens) tot en met 2020",
    ]
    assert lines(form, "school_participations", ".rows__former") == [
        "Akkers (Dorp Akkers) tot en met 2020",
        "Bakens (Dorp Bakens) tot en met 2020",
    ]
    former = form.soup.select_one("#school_participations-group .rows__former")
    assert former.select_one("summary").text == "2 eerdere deelnames"
    assert not former.has_attr("open")


@pytest.mark.parametrize(
    ("prefix", "model", "a_member", "a_participation", "field"),
    [
        (
            "school_participations",
            School,
            make.a_school,
            make.a_school_participation,
            "school",
        ),
        (
            "partner_participations",
            Partner,
            make.a_partner,
            make.a_partner_participation,
            "partner",
        ),
        (
            "municipality_participations",
            Municipality,
            make.a_municipality,
            make.a_municipality_participation,
            "municipality",
        ),
    ],
)
def test_participations_in_other_regions_are_a_number_without_names(
    leader, region, prefix, model, a_member, a_participation, field
):
    member = a_member()
    a_participation(region=region, **{field: member})
    for name in ("Almere", "Amstelland"):
        a_participation(region=make.a_region(name=name), **{field: member})
    a_participation(region=make.a_region(name="Geheim", **make.drafts), **{field: member})
    a_participation(region=make.a_region(name="Voorbij"), **{field: member}, **PAST)

    below_region = opened(leader, Region, region)
    below_member = opened(leader, model, member)

    assert "ook in 2 andere regio's" in lines(below_region, prefix)[0]
    assert lines(below_member, "participations") == ["West-Friesland ook in 2 andere regio's"]
    for page in (below_region, below_member):
        for name in ("Almere", "Amstelland", "Geheim", "Voorbij"):
            assert name not in str(page.soup)


def test_a_member_that_takes_part_only_here_is_not_said_to_take_part_elsewhere(leader, region):
    make.a_partner_participation(region=region)

    assert "andere regio" not in str(opened(leader, Region, region).soup)


def test_a_member_that_takes_part_elsewhere_is_not_said_to_take_part_nowhere(leader):
    elsewhere = make.a_school_participation(region=make.a_region(name="Almere")).school
    nowhere = make.a_school()

    selector = "#participations-group .rows__none"
    page = opened(leader, School, elsewhere).soup
    assert page.select_one(selector).text == "Doet mee in 1 andere regio."
    assert "Almere" not in str(page)
    page = opened(leader, School, nowhere).soup
    assert page.select_one(selector).text == "Nog niets opgegeven."


def test_the_page_takes_the_same_queries_for_one_row_of_each_kind_and_for_a_hundred(leader, region):
    add_rows(region, 1)
    queries = queries_of(leader, region)
    add_rows(region, 33)

    assert queries_of(leader, region) == queries


def add_rows(region, number):
    with changing():
        for row in range(number):
            ended = PAST if row % 3 else {}
            make.a_school_participation(region=region, **ended)
            make.a_partner_participation(region=region, **ended)
            make.a_municipality_participation(region=region, **ended)
    for _ in range(min(number, 5)):
        make.a_goal(region=region, programme_line=make.a_programme_line())
        make.an_agreement(
            region=region,
            lead_organisation=make.an_organisation(),
            funding_period=make.a_funding_period(),
        )
        make.a_region_theme(region=region)
        make.a_contact(region=region)
        make.a_confirmation(region=region, by=make.a_user())


def test_a_region_with_forty_schools_and_sixty_partners_is_saved(leader, region):
    with changing():
        for _ in range(40):
            make.a_school_participation(region=region)
            make.a_school_participation(region=region, until="2020")
    with changing():
        for _ in range(60):
            make.a_partner_participation(region=region)
            make.a_partner_participation(region=region, until="2020")
    form = opened(leader, Region, region)
    form["summary"] = "Veertig scholen, zestig bedrijven."

    assert form.send().saved
    region.refresh_from_db()
    assert region.summary == "Veertig scholen, zestig bedrijven."


def queries_of(client, region):
    client.get(address(Region, "change", region.pk))
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address(Region, "change", region.pk)).status_code == 200
    return len(queries)


def test_the_member_of_a_stored_row_is_read_only_and_links_to_its_form(leader, region):
    row = make.a_school_participation(region=region)
    form = opened(leader, Region, region)

    assert form["school_participations-0-school"] == str(row.school_id)
    link = form.soup.select_one("#school_participations-0 .field-school a")
    assert link["href"] == address(School, "change", row.school_id)
    assert link.text == f"{row.school.name} ({row.school.place})"


def test_an_invalid_row_is_expanded_and_the_page_starts_with_the_errors(leader, region):
    make.a_school_participation(region=region)
    late = make.a_school_participation(region=region, **PAST)
    form = opened(leader, Region, region)
    form["name"] = ""
    form["school_participations-1-source"] = ""

    answer = form.send()

    listed = answer.soup.select(".problems a")
    assert [link["href"] for link in listed] == ["#id_name", "#id_school_participations-1-source"]
    assert all(answer.soup.select_one(link["href"]) for link in listed)
    assert listed[0].text.startswith("Naam: ")
    assert "2 dingen" in answer.soup.select_one(".problems").text
    refused = answer.soup.select_one("#school_participations-1")
    assert str(late.school) in refused.text
    assert all(fold.has_attr("open") for fold in refused.find_parents("details"))
    assert refused.select_one("details").has_attr("open")
    assert not answer.soup.select_one("#school_participations-0 > details").has_attr("open")


def test_the_sections_are_in_the_agreed_order(leader, region):
    form = opened(leader, Region, region)

    headings = [heading.get_text(" ", strip=True) for heading in form.soup.select("form h2")]
    assert headings == [
        "Het verhaal",
        "Op de site",
        "Bron",
        "Voor de redactie",
        "Doelen",
        "Contacten",
        "Kanalen: site, nieuwsbrief, sociale media",
        "Overeenkomsten",
        "Thema's",
        "Scholen die meedoen",
        "Bedrijven en partners die meedoen",
        "Gemeenten die meedoen",
        "Documenten (pdf)",
        "Bevestigingen",
    ]


@pytest.mark.parametrize(
    ("published_from", "state", "link"),
    [
        (make.PUBLISHED, "Op de site sinds", "/regios/west-friesland/"),
        (make.LONG_AHEAD, "Komt op de site op", None),
        (None, "Concept", None),
    ],
)
def test_the_form_starts_with_the_publication_state(leader, region, published_from, state, link):
    region.published_from = published_from
    region.save()

    page = opened(leader, Region, region).soup

    assert state in page.select_one(".state").text
    site_link = page.select_one(".viewsitelink")
    assert (site_link and site_link["href"]) == link


def test_every_field_of_a_region_has_a_help_text(leader, region):
    make.a_goal(region=region)
    make.a_contact(region=region)

    page = opened(leader, Region, region).soup

    assert "vandaag is meteen" in page.select_one("#id_published_from_helptext").text
    assert "Staat alleen op de site als" in page.select_one("#id_contacts-0-email_helptext").text
    assert "2024, juni 2024 of 18-11-2024" in page.select_one("#id_goals-0-horizon_helptext").text


@pytest.mark.parametrize(
    "model", [Goal, Contact, Channel, Confirmation, Agreement, RegionTheme, SchoolParticipation]
)
def test_the_region_of_a_new_row_defaults_to_the_only_region_of_its_leader(leader, region, model):
    make.a_region()
    form = opened(leader, model)

    assert form["region"] == [str(region.pk)]
    offered = {option["value"] for option in form.soup.select("#id_region option")}
    assert offered == {"", str(region.pk)}


def test_a_read_only_form_of_a_shared_row_says_where_to_report_errors(leader, admin, region):
    school = make.a_school()
    note = "Dit delen alle regio's: u kunt het lezen."
    assert opened(admin, School, school).soup.select(".only-read") == []

    leader.force_login(region.assignments.first().user)

    page = opened(leader, School, school).soup
    assert note in page.select_one(".only-read").text
    assert page.select(".description") == []


def test_the_empty_form_is_built_once_per_page(admin, monkeypatch):
    built, add_fields = [], DirectoryFormSet.add_fields

    def note(formset, form, index):
        built.append((formset.prefix, index))
        add_fields(formset, form, index)

    monkeypatch.setattr(DirectoryFormSet, "add_fields", note)
    opened(admin, Region, make.a_region())

    assert ("goals", None) in built
    assert len(built) == len(set(built))


@pytest.mark.parametrize(("published", "note"), [(True, None), (False, "nu niet op de site")])
def test_saving_a_region_redirects_to_the_index_with_a_link_to_its_page(
    leader, region, published, note
):
    if not published:
        region.published_from = None
        region.save()
    form = opened(leader, Region, region)
    form["summary"] = "Wat wij samen doen."
    data = {name: value for name, value in form.items() if "__prefix__" not in name and value}

    desk = leader.post(form.where, {**data, "_save": "Opslaan"}, follow=True)

    assert [where for where, _ in desk.redirect_chain] == ["/admin/"]
    messages = " ".join(str(message) for message in desk.context["messages"])
    assert "is gewijzigd." in messages
    page = f'<a href="{region.get_absolute_url()}">Bekijk West-Friesland op de site</a>'
    assert (note or page) in messages
    assert (page in messages) == published
