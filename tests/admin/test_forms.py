"""Input of an editor is parsed, stored and displayed as intended."""

from typing import Any

import pytest

from news.models import Article, Event
from partners.models import Partner, PartnerParticipation
from regions.fields.partial_date import PartialDate
from regions.models import (
    Agreement,
    FundingPeriod,
    Goal,
    Municipality,
    MunicipalitySuccession,
    Organisation,
    Place,
    Region,
)
from schools.models import School, SchoolParticipation
from schools.profile_words import source
from tests import make
from tests.admin.filling import address, as_shown, opened


@pytest.mark.parametrize(
    ("typed", "stored", "displayed"),
    [
        ("2024", PartialDate(2024), "2024"),
        ("Juni 2024", PartialDate(2024, 6), "juni 2024"),
        ("18-11-2021", PartialDate(2021, 11, 18), "18 november 2021"),
        ("", None, ""),
    ],
)
def test_a_date_keeps_its_precision_and_is_spelled_out(admin, typed, stored, displayed):
    school = make.a_school()
    form = opened(admin, School, school)
    form["closed_on"] = typed
    assert form.send().saved

    school.refresh_from_db()
    assert school.closed_on == stored
    assert opened(admin, School, school)["closed_on"] == displayed


@pytest.mark.parametrize("typed", ["ooit", "31-2-2024", "2024-13", "5-0-2024", "2024\0"])
def test_an_invalid_date_stays_in_the_field_with_a_message(admin, typed):
    school = make.a_school(closed_on="2020")
    form = opened(admin, School, school)
    form["closed_on"] = typed

    answer = form.send()

    assert answer.errors == {
        "closed_on": ["Dit is geen datum. Schrijf bijvoorbeeld 2024, juni 2024 of 18-11-2024."]
    }
    assert answer["closed_on"] == as_shown(typed)


def test_levels_are_checkboxes_that_reflect_and_set_the_stored_value(admin):
    school = make.a_school(levels=["pro", "mbo"])
    form = opened(admin, School, school)
    assert form["levels"] == ["pro", "mbo"]

    form["levels"] = ["havo", "vmbo-tl"]
    assert form.send().saved
    school.refresh_from_db()
    assert school.levels == ["vmbo-tl", "havo"]

    form = opened(admin, School, school)
    form["levels"] = []
    assert form.send().saved
    school.refresh_from_db()
    assert school.levels == []


def test_levels_changed_by_an_editor_become_stated(admin):
    school = make.a_school(levels=["vmbo-bkg"], levels_basis="duo")

    form = opened(admin, School, school)
    form["summary"] = "Anders"
    assert form.send().saved
    school.refresh_from_db()
    assert school.levels_basis == "duo"

    form = opened(admin, School, school)
    assert form["levels_basis"] == ["duo"]
    form["levels"] = ["vmbo-kb"]
    assert form.send().saved
    school.refresh_from_db()
    assert (school.levels, school.levels_basis) == (["vmbo-kb"], "")

    form = opened(admin, School, school)
    form["levels"], form["levels_basis"] = ["vmbo-bkg"], "duo"
    assert form.send().saved
    school.refresh_from_db()
    assert (school.levels, school.levels_basis) == (["vmbo-bkg"], "duo")

    form = opened(admin, School, school)
    form["levels"] = []
    assert form.send().saved
    school.refresh_from_db()
    assert (school.levels, school.levels_basis) == ([], "")


@pytest.fixture
def school_with_duo_profiles():
    return make.a_school(
        profiles=["pie"],
        profiles_known=True,
        profiles_basis="duo-leerlingen",
        profiles_on="2019-10-01",
    )


def profiles_of(school):
    school.refresh_from_db()
    return school.profiles, source(school.profiles_basis, school.profiles_on)


def test_saving_another_field_keeps_the_source_of_the_profiles(admin, school_with_duo_profiles):
    form = opened(admin, School, school_with_duo_profiles)
    form["summary"] = "Anders"

    assert form.send().saved
    assert profiles_of(school_with_duo_profiles) == (["pie"], "DUO, leerlingen op 1 oktober 2019")


def test_profiles_changed_by_an_editor_become_stated_and_lose_their_date(
    admin, school_with_duo_profiles
):
    form = opened(admin, School, school_with_duo_profiles)
    form["profiles"] = ["pie", "bwi"]

    assert form.send().saved
    assert profiles_of(school_with_duo_profiles) == (["bwi", "pie"], "")
    assert school_with_duo_profiles.profiles_on is None


def test_profiles_that_an_editor_empties_lose_their_source(admin, school_with_duo_profiles):
    form = opened(admin, School, school_with_duo_profiles)
    form["profiles"], form["profiles_known"] = [], []

    assert form.send().saved
    assert profiles_of(school_with_duo_profiles) == ([], "")


def test_an_editor_can_set_the_date_of_the_profiles(admin, school_with_duo_profiles):
    form = opened(admin, School, school_with_duo_profiles)
    form["profiles"], form["profiles_on"] = ["bwi"], "2025"

    assert form.send().saved
    school_with_duo_profiles.refresh_from_db()
    assert (school_with_duo_profiles.profiles, str(school_with_duo_profiles.profiles_on)) == (
        ["bwi"],
        "2025",
    )
    assert school_with_duo_profiles.profiles_basis == ""


def test_a_source_of_profiles_without_a_date_is_refused(admin):
    school = make.a_school(profiles=["pie"], profiles_known=True)
    form = opened(admin, School, school)
    form["profiles_basis"] = "duo-examens"

    assert not form.send().saved


def test_an_unknown_level_is_refused_at_its_field(admin):
    form = opened(admin, School, make.a_school())
    form["levels"] = ["gymnasium"]

    assert list(form.send().errors) == ["levels"]


def test_rich_text_lists_the_allowed_tags_and_strips_others(admin):
    article = make.an_article(body="")
    form = opened(admin, Article, article)
    help_text = form.soup.select_one("#id_body_helptext").text
    assert "blockquote" in help_text

    form["body"] = "<p>Labs <em>komen</em></p><script>alert(1)</script>"
    assert form.send().saved
    article.refresh_from_db()
    assert article.body == "<p>Labs <em>komen</em></p>"


def test_a_url_without_scheme_is_https(admin):
    partner = make.a_partner()
    form = opened(admin, Partner, partner)
    form["website"] = "voorbeeld.nl"
    assert form.send().saved

    partner.refresh_from_db()
    assert partner.website == "https://voorbeeld.nl"


def test_no_two_fields_have_the_same_label(admin):
    labels = [
        label.text.strip(": ") for label in opened(admin, School).soup.select("fieldset label")
    ]

    assert "Adres van de pagina" in labels
    assert labels.count("Adres") == 1


IMPOSSIBLE: list[tuple[Any, dict[str, Any], list[str]]] = [
    (make.a_school, {"brin": "x"}, ["brin"]),
    (make.a_school, {"location_code": "00", "brin": ""}, [""]),
    (make.a_school, {"postcode": "1234"}, ["postcode"]),
    (make.a_school, {"latitude": "nan"}, ["latitude"]),
    (make.a_school, {"latitude": "4,9", "longitude": "52"}, ["latitude", "longitude"]),
    (make.a_school, {"profiles": ["pie"]}, [""]),
    (make.a_school, {"municipality": "999999"}, ["municipality"]),
    (make.a_school, {"board": "x"}, ["board"]),
    (make.a_municipality, {"code": "1234"}, ["code"]),
    (make.a_municipality, {"valid_from": "2024", "valid_until": "2023"}, [""]),
    (make.a_partner, {"kvk_number": "123"}, ["kvk_number"]),
    (make.an_event, {"starts_on": "ooit"}, ["starts_on"]),
    (make.an_event, {"starts_on": "", "starts_at": "10:00", "ends_at": "09:00"}, ["starts_on"]),
    (make.an_event, {"starts_on": "2-1-2030", "ends_on": "1-1-2030"}, ["ends_on"]),
    (make.an_event, {"starts_at": "10:00", "ends_at": "09:00"}, ["ends_at"]),
    (make.an_event, {"ends_on": "", "starts_at": "10:00", "ends_at": "09:00"}, ["ends_at"]),
    (make.an_event, {"ends_at": "09:00"}, ["starts_at"]),
    (make.an_event, {"status": "verplaatst"}, ["moved_from_start"]),
    (make.an_event, {"moved_from_start": "1-1-2030"}, ["moved_from_end"]),
    (
        make.an_event,
        {"moved_from_start": "2-1-2030", "moved_from_end": "1-1-2030"},
        ["moved_from_end"],
    ),
    (make.a_funding_period, {"first_year": "2025", "last_year": "2024"}, [""]),
    (make.a_funding_period, {"first_year": "99999"}, ["first_year"]),
    (make.a_programme_line, {"source": ""}, ["source"]),
    (make.a_postcode_area, {"code": "0123"}, ["code"]),
    (make.a_confirmation, {"on": "1-1-2100"}, ["on"]),
    (make.a_contact, {"email": "geen adres"}, ["email"]),
    (make.a_contact, {"phone": "0" * 30}, ["phone"]),
    (make.a_place, {"name": "ß" * 120}, [""]),
    (make.a_former_name, {"name": "ß" * 120}, [""]),
    (make.a_region, {"slug": "met spaties"}, ["slug"]),
    (make.a_region, {"published_from": "31-2-2024"}, ["published_from"]),
]


@pytest.mark.parametrize(
    ("maker", "typed", "fields"),
    IMPOSSIBLE,
    ids=[f"{maker.__name__} {' '.join(typed)}" for maker, typed, _ in IMPOSSIBLE],
)
def test_impossible_values_are_refused_in_place_and_stay_as_typed(admin, maker, typed, fields):
    row = maker()
    form = opened(admin, type(row), row)
    form.update(typed)

    answer = form.send()

    assert list(answer.errors) == fields
    for name, value in typed.items():
        # A choice that does not exist cannot be shown as chosen.
        assert answer[name] in (value, [value]) or name in ("municipality", "board")


def duplicate(maker, **same):
    maker(**same)
    return maker()


UNIQUE = [
    (make.a_region, {"slug": "west"}),
    (make.a_school, {"slug": "tabor"}),
    (make.a_municipality, {"code": "GM0405"}),
    (make.a_postcode_area, {"code": "1703"}),
    (make.a_partner, {"kvk_number": "12345678"}),
    (make.a_funding_period, {"first_year": 2025, "last_year": 2028}),
]


@pytest.mark.parametrize(("maker", "same"), UNIQUE, ids=[maker.__name__ for maker, _ in UNIQUE])
def test_a_duplicate_is_refused(admin, maker, same):
    row = duplicate(maker, **same)
    form = opened(admin, type(row), row)
    form.update({name: str(value) for name, value in same.items()})

    answer = form.send()

    assert not answer.saved
    assert answer.errors


def test_a_duo_code_belongs_to_one_school(admin):
    make.a_school(brin="00WD", location_code="00")
    form = opened(admin, School, make.a_school())
    form.update({"brin": "00wd", "location_code": "00"})

    assert form.send().errors == {"": ["Er is al een school met deze DUO-code."]}


def test_a_participation_added_on_its_own_form_is_checked_against_existing_ones(admin):
    stored = make.a_partner_participation()
    form = opened(admin, PartnerParticipation)
    form.update({"region": stored.region_id, "partner": stored.partner_id, "source": "bron"})

    answer = form.send()

    assert list(answer.errors) == [""]
    assert answer["source"] == "bron"


def test_a_cycle_of_municipality_successions_is_refused(admin):
    succession = make.a_succession()
    form = opened(admin, MunicipalitySuccession)
    form.update({"old": succession.new_id, "new": succession.old_id, "on": "2024"})

    assert form.send().errors == {"": ["Een gemeente kan zichzelf niet opvolgen."]}


def test_inline_rows_of_a_school_are_checked_against_each_other(admin):
    region = make.a_region()
    form = opened(admin, School)
    form.update({"name": "Focus", "slug": "focus"})
    form.add_row("participations", region=region, source="bron")
    form.add_row("participations", region=region, source="bron", until="2030")

    answer = form.send()

    assert answer.errors == {
        "participations-1": ["Deze deelnemer staat hier twee keer in dezelfde periode."]
    }
    assert not SchoolParticipation.objects.exists()


def test_programme_lines_with_the_same_number_are_refused(admin):
    form = opened(admin, FundingPeriod)
    form.update({"first_year": "2025", "last_year": "2028"})
    form.add_row("programme_lines", number="1", name="Een", source="bron")
    form.add_row("programme_lines", number="1", name="Ook een", source="bron")

    answer = form.send()

    assert answer.errors
    assert answer["programme_lines-1-name"] == "Ook een"
    assert not FundingPeriod.objects.exists()


def test_only_published_rows_have_a_link_to_the_site(admin):
    displayed = make.a_region(slug="getoond")
    draft = make.a_region(**make.drafts)
    of_a_draft = make.an_article(region=draft)

    assert site_link(admin, displayed) == "/regios/getoond/"
    assert site_link(admin, draft) is None
    assert site_link(admin, of_a_draft) is None
    assert site_link(admin, make.a_municipality(slug="hoorn")) == "/gemeenten/hoorn/"
    assert site_link(admin, make.an_organisation()) is None


def test_view_on_site_ignores_a_slug_that_was_not_saved(admin):
    make.a_region(slug="bezet")
    form = opened(admin, Region, make.a_region(slug="eigen"))
    form.update({"slug": "nog-vrij", "name": ""})

    answer = form.send()

    assert answer.soup.select_one(".viewsitelink")["href"] == "/regios/eigen/"


def site_link(admin, row):
    link = opened(admin, type(row), row).soup.select_one(".viewsitelink")
    return link and link["href"]


@pytest.mark.parametrize(
    ("model", "maker", "query"),
    [
        (School, lambda: make.a_school(name="Collège d'Ampte"), "college d'ampte"),
        (School, lambda: make.a_former_name(name="Clusius").school, "clusius"),
        (School, lambda: make.a_school(place=make.a_place(name="Súdwest")), "SÚDWEST"),
        (School, lambda: make.a_school(brin="00WD"), "00wd"),
        (
            Municipality,
            lambda: make.a_municipality(name="Súdwest-Fryslân"),
            "sudwest-fryslân",
        ),
        (Place, lambda: make.a_place(name="Bergen"), "Bergen"),
        (Goal, lambda: make.a_goal(text="Één coördinator"), "coördinator"),
        (Agreement, lambda: make.an_agreement(project_numbers="STO18033"), "sto18033"),
        (Organisation, lambda: make.an_organisation_name(name="RKSG Tabor").organisation, "rksg"),
        (Event, lambda: make.an_event(name="PET West-Friesland"), "pet west friesland"),
    ],
)
def test_search_ignores_accents_and_case(admin, model, maker, query):
    make_another = {School: make.a_school, Goal: make.a_goal}.get(model, lambda: None)
    make_another()
    row = maker()

    page = admin.get(address(model, "changelist"), {"q": query})

    assert list(page.context["cl"].result_list) == [row]


def test_a_municipality_matches_the_name_of_its_predecessor(admin):
    langedijk = make.a_municipality(name="Langedijk")
    dijk_en_waard = make.a_succession(old=langedijk).new
    make.a_municipality()

    page = admin.get(address(Municipality, "changelist"), {"q": "langedijk"})

    assert set(page.context["cl"].result_list) == {langedijk, dijk_en_waard}


def test_a_search_for_punctuation_only_has_no_results(admin):
    make.a_school()

    page = admin.get(address(School, "changelist"), {"q": "%%"})

    assert list(page.context["cl"].result_list) == []


@pytest.mark.parametrize(
    ("field", "maker", "label"),
    [
        (
            "place",
            lambda: make.a_place(
                name="Bergen", municipality=make.a_municipality(name="Bergen (NH)")
            ),
            "Bergen (gemeente Bergen (NH))",
        ),
        (
            "successor",
            lambda: make.a_school(name="Vonk", place=make.a_place(name="Hoorn")),
            "Vonk (Hoorn)",
        ),
        (
            "municipality",
            lambda: make.a_municipality(name="Langedijk", valid_until="2021"),
            "Langedijk (tot en met 2021)",
        ),
    ],
)
def test_choices_distinguish_namesakes(admin, field, maker, label):
    chosen = maker()
    question = {"app_label": "schools", "model_name": "school", "field_name": field, "term": ""}
    offered = admin.get("/admin/autocomplete/", question).json()["results"]
    assert {"id": str(chosen.pk), "text": label} in offered

    form = opened(admin, School)
    form.update({"name": "", field: chosen.pk})
    answer = form.send()
    assert answer.soup.select_one(f"#id_{field} option[selected]").text == label


@pytest.mark.parametrize(
    ("choice", "names"),
    [
        ("ja", ["Nu"]),
        ("later", ["Straks"]),
        ("nee", ["Concept"]),
        ("onzin", ["Concept", "Nu", "Straks"]),
    ],
)
def test_a_list_is_narrowed_to_what_is_on_the_site(admin, choice, names):
    make.a_partner(name="Nu")
    make.a_partner(name="Straks", published_from=make.LONG_AHEAD)
    make.a_partner(name="Concept", **make.drafts)

    page = admin.get(address(Partner, "changelist"), {"op-de-site": choice})

    assert [partner.name for partner in page.context["cl"].result_list] == names


def test_schools_are_narrowed_to_a_level(admin):
    make.a_school(name="Pro", levels=["pro"])
    make.a_school(name="Vmbo", levels=["vmbo"])
    make.a_school(name="Vmbo-tl", levels=["vmbo-tl"])

    page = admin.get(address(School, "changelist"), {"levels": "vmbo"})

    assert [school.name for school in page.context["cl"].result_list] == ["Vmbo"]
