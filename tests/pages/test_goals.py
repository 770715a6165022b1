"""A goal with its latest figure and evidence, limited to public rows of its region."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from news.calendar import calendar
from news.models import Article, Event, GoalArticle, GoalEvent
from pactdir.pages.goals import data_by_goal
from regions.clock import today
from regions.wording.dutch import day_in_words
from regions.writing.changing import changing
from schools.models import GoalFigure
from tests import make
from tests.pages.reading import block, main_of, text_of, words, words_of
from tests.regions.sheets.reading import sheet_of

pytestmark = pytest.mark.django_db

BY_TEST = "Bron: testbron (datum niet bekend)"
LAST_YEAR = {"starts_on": date(2021, 6, 1), "ends_on": date(2021, 6, 2)}


@pytest.fixture
def region():
    return make.a_region(name="Regio Noord", slug="noord")


@pytest.fixture
def goal(region):
    return make.a_goal(
        region=region, text="Meer techniek.", target="300", horizon="2030", source="plan, 2020"
    )


@pytest.fixture
def goals(client):
    def of(query=""):
        return block(client.get(f"/regios/noord/{query}"), "Doelen").select(".goals > li")

    return of


def measured(goal, **fields):
    indicator = make.an_indicator(name="Leerlingen techniek", slug="techniek", unit="leerlingen")
    area = {"indicator": indicator, "region": goal.region, "area_code": goal.region.slug}
    figures = [
        make.a_figure(**area, period=year, as_of=f"{year}-10-01", low=count, source="telling")
        for year, count in (("2019", 180), ("2021", 212), ("2020", 190))
    ]
    make.a_goal_figure(goal=goal, figure=figures[0])
    return figures


def test_a_goal_without_data_says_so(goal, goals):
    (shown,) = goals()

    assert words_of(shown.select("p"))[:2] == [
        "Meer techniek.",
        "Streefwaarde: 300. Te bereiken in 2030. Geen meting bekend. Nog geen bewijs opgegeven. "
        "Bron: plan, 2020.",
    ]
    address = f"http://testserver/regios/noord/?peildatum={today().isoformat()}#doel-{goal.pk}"
    day = day_in_words(today())
    assert shown["id"] == f"doel-{goal.pk}"
    assert words(shown.details) == (
        "Verwijs naar dit doel Regio Noord. Doel: “Meer techniek.” Streefwaarde: 300. "
        "Te bereiken in 2030. Geen meting bekend. Geen bewijs opgegeven. Bron: plan, 2020. "
        f"Techniek in de regio, stand op {day}: {address} , geraadpleegd op {day}."
    )
    assert shown.details.a["href"] == address


def test_a_goal_shows_the_latest_figure_of_the_series_and_its_evidence(client, goal, goals):
    measured(goal)
    make.a_goal_document(goal=goal, name="Jaarverslag", dated="2020", source="Penvoerder, 2020")
    article = make.an_article(
        region=goal.region, name="Lab open", kind="verhaal", dated="2022-03-04"
    )
    make.a_goal_article(goal=goal, article=article)
    make.a_goal_event(goal=goal, event=make.an_event(region=goal.region, name="PET", **LAST_YEAR))
    cancelled = make.an_event(region=goal.region, name="Dag", status="geannuleerd")
    make.a_goal_event(goal=goal, event=cancelled)
    (shown,) = goals()

    assert words_of(shown.select(".goal__measure"))[1] == (
        "Laatste meting: 212 leerlingen, 2021. Leerlingen techniek, Regio Noord . "
        "Bron: telling (datum niet bekend). Peildatum 1 oktober 2021."
    )
    assert words_of(shown.select(".goal__evidence li")) == [
        f"Dag (activiteit, woensdag 20 mei 2099, gaat niet door). {BY_TEST}",
        f"Lab open (verhaal, 4 maart 2022). {BY_TEST}",
        f"PET (activiteit, 1 en 2 juni 2021). {BY_TEST}",
        "Jaarverslag (document, 2020). Bron: Penvoerder, 2020",
    ]
    cited = words(shown.details)
    assert "Laatste meting: 212 leerlingen (Leerlingen techniek, Regio Noord; 2021)." in cited
    assert "Lab open (verhaal, 4 maart 2022)" in cited
    assert "plan, 2020, telling" in cited
    assert "Penvoerder, 2020" in cited
    assert "Geen meting" not in words(shown)
    assert "Nog geen bewijs" not in words(shown)
    assert "bereikt, staat er niet bij" in words(shown)
    of_figure = client.get("/cijfers/techniek/noord/")
    assert "Leerlingen techniek: Regio Noord 2021: 212 leerlingen" in text_of(of_figure)
    facts = {row["gegeven"]: row for row in sheet_of(client, "/regios/noord/")}
    assert facts["doel 1: meting"]["waarde"] == "212"
    said = "Laatste meting: 212 leerlingen (Leerlingen techniek, Regio Noord; 2021)."
    assert said in text_of(client.get("/vergelijken/?regio=noord"))
    assert facts["doel 1: meting"]["cijfer: periode"] == "2021"
    assert facts["doel 1: bewijs"]["waarde"] == "Jaarverslag"


def test_an_end_goal_of_an_agreement_is_on_every_page_that_shows_its_goals(client, goal):
    agreement = make.an_agreement(
        region=goal.region,
        kind="sto-project",
        starts="2020",
        ends="2023",
        end_goal="Het technisch vmbo verdubbelt.",
        source="plan, 2020",
    )
    said = "Einddoel van het STO-project: Het technisch vmbo verdubbelt. Geen meting bekend."
    page = client.get("/regios/noord/")

    shown = block(page, "Doelen")
    assert words(shown.find(id=f"einddoel-{agreement.pk}")) == f"{said} Bron: plan, 2020."
    cited = words(shown.find_all("details")[-1])
    assert cited.startswith(f"Verwijs naar dit einddoel Regio Noord. {said} Bron: plan, 2020. ")
    day = today().isoformat()
    assert f"/regios/noord/?peildatum={day}#einddoel-{agreement.pk}" in cited
    assert said in text_of(client.get("/regios/noord/jaar/2022/"))
    assert said not in text_of(client.get("/regios/noord/jaar/2019/"))
    assert said in text_of(client.get("/vergelijken/?regio=noord"))
    [compared] = sheet_of(client, "/vergelijken/", "?regio=noord")
    assert compared["einddoel"] == f"{said} Bron: plan, 2020."
    facts = {row["gegeven"]: row["waarde"] for row in sheet_of(client, "/regios/noord/")}
    assert facts["einddoel"] == "Het technisch vmbo verdubbelt."
    assert facts["einddoel: meting"] == "niet bekend"


def test_example_evidence_is_labelled_everywhere(client, goal):
    region = goal.region
    region.is_example = True
    region.save()
    measured(goal)
    make.a_municipality(name="Hier", slug="hier", is_example=True)
    event = make.an_event(region=region, name="PET")
    figure = "/cijfers/techniek/noord/"
    make.a_region(slug="zuid")
    compared = client.get("/vergelijken/?regio=noord&regio=zuid")
    then = client.get(f"{figure}?peildatum=2018-01-01")
    titles = [
        client.get(page).content.decode().partition("</title>")[0]
        for page in ("/regios/noord/", "/gemeenten/hier/", figure, event.get_absolute_url())
    ]

    assert all("(verzonnen voorbeeld)" in title for title in titles)
    assert "Leerlingen techniek, Regio Noord; 2021) (verzonnen)." in text_of(compared)
    assert "Dit is een verzonnen voorbeeld." in text_of(then)
    assert 'href="/regios/noord/' in str(main_of(then))
    assert "Het getal hierboven is verzonnen." in text_of(client.get(figure))
    assert "CBS en Kadaster" not in client.get("/gemeenten/hier.csv").content.decode()
    events = Event.objects.with_last_change()
    assert "Verzonnen voorbeeld: PET" in calendar(events, today(), str).decode()


def test_as_of_a_past_date_only_evidence_that_existed_counts(goal, goals):
    measured(goal)
    make.a_goal_document(goal=goal, name="Van een jaar", dated="2020")
    make.a_goal_document(goal=goal, name="Zonder datum")
    make.a_goal_event(goal=goal, event=make.an_event(region=goal.region, name="PET", **LAST_YEAR))
    (during,) = goals("?peildatum=2020-12-30")
    (after,) = goals("?peildatum=2021-09-01")

    assert "Nog geen bewijs opgegeven" in words(during)
    assert "Laatste meting: 190 leerlingen, 2020" in words(during)
    assert f"?peildatum=2020-12-30#doel-{goal.pk}" in during.details.a["href"]
    assert [words(proof.a) for proof in after.select(".goal__evidence li")] == [
        "PET",
        "Van een jaar",
    ]


@pytest.mark.parametrize(
    "hide",
    [
        lambda goal: make.a_goal_article(
            goal=goal, article=make.an_article(region=goal.region, **make.drafts)
        ),
        lambda goal: make.a_goal_article(
            goal=goal,
            article=make.an_article(region=goal.region, published_from=today() + timedelta(1)),
        ),
        lambda goal: make.a_goal_event(
            goal=goal, event=make.an_event(region=goal.region, **make.drafts)
        ),
        lambda goal: make.a_goal_event(
            goal=goal,
            event=make.an_event(region=goal.region, school=make.a_school(**make.drafts)),
        ),
        lambda goal: make.a_goal_figure(
            goal=goal,
            figure=make.a_figure(
                indicator=make.an_indicator(**make.drafts), region=goal.region, area_code=""
            ),
        ),
        lambda goal: make.a_goal_figure(
            goal=goal,
            figure=make.a_figure(
                school=make.a_school_participation(
                    region=goal.region, school=make.a_school(**make.drafts)
                ).school,
                area_code="",
            ),
        ),
    ],
    ids=["draft article", "coming article", "draft event", "draft school", "indicator", "school"],
)
def test_unpublished_rows_are_not_evidence_on_any_page(client, goal, goals, hide):
    member = make.a_municipality_participation(region=goal.region).municipality
    hidden = str(hide(goal))
    (shown,) = goals()

    assert "Geen meting bekend. Nog geen bewijs opgegeven." in words(shown)
    for address in ("/regios/noord/", "/regios/noord.csv", member.get_absolute_url()):
        assert hidden not in client.get(address).content.decode()


def test_evidence_of_another_region_is_refused(goal):
    other = make.a_region()
    school = make.a_school_participation(region=other).school
    figures = [
        make.a_figure(**{"area_code": "", **area})
        for area in (
            {"region": other},
            {"school": school},
            {"municipality": school.municipality or make.a_municipality()},
            {"province": "PV27"},
            {"area_code": "NL"},
        )
    ]
    for figure in figures:
        with pytest.raises(ValidationError, match="niet van de regio van het doel"):
            make.a_goal_figure(goal=goal, figure=figure)
    for make_row in (
        lambda: make.a_goal_article(goal=goal, article=make.an_article(region=other)),
        lambda: make.a_goal_article(goal=goal, article=make.an_article(region=None)),
        lambda: make.a_goal_event(goal=goal, event=make.an_event(region=other)),
    ):
        with pytest.raises(ValidationError, match="niet van de regio van het doel"):
            make_row()

    assert not any(model.objects.exists() for model in (GoalArticle, GoalEvent, GoalFigure))


def test_a_figure_of_a_participant_disappears_when_it_leaves(goal, goals):
    by_school = make.a_school(municipality=make.a_municipality(), name="Het Baken")
    link = make.a_school_participation(region=goal.region, school=by_school)
    stated = make.a_municipality_participation(region=goal.region)
    for area in (
        {"school": by_school},
        {"municipality": by_school.municipality},
        {"municipality": stated.municipality},
    ):
        make.a_goal_figure(goal=goal, figure=make.a_figure(**area, area_code=""))

    assert words(goals()[0]).count("Laatste meting: ") == 4  # and once in the citation
    stated.delete()
    assert words(goals()[0]).count("Laatste meting: ") == 3
    link.delete()
    assert "Geen meting bekend" in words(goals()[0])


def test_evidence_that_moves_to_another_region_disappears(goal, goals):
    article = make.a_goal_article(goal=goal).article
    with changing():
        Article.objects.filter(pk=article.pk).update(region=make.a_region())

    assert "Nog geen bewijs opgegeven" in words(goals()[0])


@pytest.mark.parametrize("rows", [1, 5])
def test_loading_all_goals_takes_five_queries(django_assert_num_queries, rows):
    for _ in range(rows):
        goal = make.a_goal()
        make.a_goal_document(goal=goal)
        make.a_goal_article(goal=goal)
        make.a_goal_event(goal=goal)
        make.a_goal_figure(goal=goal)
    with django_assert_num_queries(
        5
    ):  # links to figures, the series of those, and one for each other kind of evidence
        data = data_by_goal.compute(today())

    assert len(data) == rows
