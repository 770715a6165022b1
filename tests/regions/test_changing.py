"""Public data is written only inside `changing()`, and every change counts once."""

import pytest
from asgiref.sync import async_to_sync
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import connection, models, transaction
from django.db.models import F
from django.test.utils import CaptureQueriesContext

from regions.directory import DirectoryModel, DirectoryQuerySet
from regions.models import Goal, OldSlug, Region
from regions.writing.changing import ContentVersion, OutsideChange, changing, current_change
from tests import make

APPS = ["regions", "schools", "partners", "news", "pactdir"]
OUR_MODELS = [
    model
    for app in APPS
    for model in apps.get_app_config(app).get_models()
    if not hasattr(model, "history_type")
]
PUBLIC = [model for model in OUR_MODELS if issubclass(model, DirectoryModel)]
# Models that are not public, or that `changing()` writes itself.
NOT_PUBLIC = {
    "regions.assignment",
    "regions.assignmentchange",
    "regions.contentversion",
    "regions.erasure",
    "regions.formeruser",
    "regions.formeruserchange",
    "regions.oldslug",
    "regions.preview",
    "pactdir.accountlink",
    "pactdir.accountsession",
    "pactdir.auditevent",
    "pactdir.brake",
    "pactdir.demorow",
    "pactdir.errorreport",
    "pactdir.handsetpassword",
    "pactdir.import",
    "pactdir.importedrow",
    "pactdir.invitation",
    "pactdir.linkcheck",
    "pactdir.message",
    "pactdir.passwordrequest",
    "pactdir.schoolmatch",
    "pactdir.searchentry",
    "pactdir.subscriber",
    "pactdir.submission",
    "pactdir.submissionlink",
    "pactdir.upload",
}

each_public_model = pytest.mark.parametrize("model", PUBLIC, ids=lambda model: model.__name__)


def version():
    return ContentVersion.current()


@pytest.fixture
def version_count(db):
    """Counts how often the content version was incremented since `begin()`."""

    class VersionCount:
        start = 0

        def begin(self):
            self.start = version()

        @property
        def increase(self):
            return version() - self.start

    return VersionCount()


def any_field(model):
    return next(field for field in model._meta.concrete_fields if not field.primary_key)


def unchanged_values(model):
    name = any_field(model).attname
    return {name: F(name)}


# --- models and managers ---


def test_every_model_is_public_or_listed_as_not_public():
    assert {model._meta.label_lower for model in OUR_MODELS if model not in PUBLIC} <= NOT_PUBLIC
    assert len(PUBLIC) >= 23


@each_public_model
def test_every_manager_of_a_public_model_guards_its_writes(model):
    assert model._meta.abstract is False
    for manager in (model._default_manager, model._base_manager, *model._meta.managers):
        assert isinstance(manager.all(), DirectoryQuerySet)


@each_public_model
def test_no_public_model_has_a_many_to_many_table(model):
    assert model._meta.many_to_many == ()


# --- save() and delete() open a change ---


@each_public_model
def test_saving_a_row_increments_the_version(version_count, model):
    row = make.a_row_of(model)
    version_count.begin()
    row.save()
    assert version_count.increase == 1


@each_public_model
def test_deleting_a_row_increments_the_version(version_count, model):
    row = make.a_row_of(model)
    version_count.begin()
    row.delete()
    assert version_count.increase == 1
    assert not model.objects.exists()


@each_public_model
def test_deleting_a_queryset_increments_the_version_once(version_count, model):
    make.a_row_of(model)
    version_count.begin()
    model.objects.all().delete()
    assert version_count.increase == 1
    assert not model.objects.exists()


def test_the_first_change_creates_the_version(db):
    ContentVersion.objects.all().delete()
    assert version() == 0
    make.a_theme()
    assert version() == 1


def test_there_is_a_single_version_row(db):
    make.a_theme()
    make.a_theme()
    assert list(ContentVersion.objects.values_list("pk", flat=True)) == [1]


def test_cascaded_deletes_are_touched_too(version_count):
    goal = make.a_goal()
    other = make.a_goal()
    version_count.begin()
    with changing() as change:
        goal_pk, region_pk = goal.pk, goal.region.pk
        Region.objects.filter(pk=goal.region.pk).delete()
    assert change.touched == {(Goal, goal_pk), (Region, region_pk)}
    assert version_count.increase == 1
    assert list(Goal.objects.all()) == [other]


# --- other writes need an open change ---


@each_public_model
def test_update_needs_an_open_change(version_count, model):
    make.a_row_of(model)
    version_count.begin()
    with pytest.raises(OutsideChange):
        model.objects.update(**unchanged_values(model))
    assert version_count.increase == 0
    with changing():
        assert model.objects.update(**unchanged_values(model)) == 1
    assert version_count.increase == 1


@each_public_model
def test_bulk_create_needs_an_open_change(version_count, model):
    row = make.a_row_of(model)
    row.delete()
    row.pk = None
    version_count.begin()
    with pytest.raises(OutsideChange):
        model.objects.bulk_create([row])
    assert (version_count.increase, model.objects.count()) == (0, 0)
    with changing():
        model.objects.bulk_create([row])
    assert (version_count.increase, model.objects.count()) == (1, 1)


@each_public_model
def test_bulk_update_needs_an_open_change(version_count, model):
    row = make.a_row_of(model)
    name = any_field(model).name
    version_count.begin()
    with pytest.raises(OutsideChange):
        model.objects.bulk_update([row], [name])
    assert version_count.increase == 0
    with changing():
        assert model.objects.bulk_update([row], [name]) == 1
    assert version_count.increase == 1


@each_public_model
def test_a_write_that_bypasses_save_or_delete_is_refused(version_count, model):
    row = make.a_row_of(model)
    version_count.begin()
    for write in (
        lambda: models.Model.save(row),
        lambda: row.save_base(raw=True),
        lambda: models.Model.delete(row),
    ):
        with pytest.raises(OutsideChange), transaction.atomic():
            write()
    assert (version_count.increase, model.objects.count()) == (0, 1)


def test_a_refused_write_has_no_effect(transactional_db):
    region = make.a_region(name="Ahorn")
    region.name = "Zonnebloem"
    with pytest.raises(OutsideChange):
        models.Model.save(region)
    with pytest.raises(OutsideChange):
        region.save_base(raw=True)
    region.refresh_from_db()
    assert region.name == "Ahorn"


ASYNC_WRITES = {
    "aupdate": lambda region: Region.objects.aupdate(summary="x"),
    "abulk_create": lambda region: Region.objects.abulk_create([region]),
    "abulk_update": lambda region: Region.objects.abulk_update([region], ["summary"]),
}


@pytest.mark.parametrize("write", ASYNC_WRITES.values(), ids=ASYNC_WRITES.keys())
def test_an_async_write_needs_an_open_change(db, write):
    region = make.a_region()

    async def write_it():
        await write(region)

    with pytest.raises(OutsideChange):
        async_to_sync(write_it)()


RELATED_WRITES = {
    "update": lambda region, goal: region.goals.update(target="x"),
    "bulk_create": lambda region, goal: region.goals.bulk_create([Goal(region=region, text="x")]),
    "bulk_update": lambda region, goal: region.goals.bulk_update([goal], ["target"]),
    "add": lambda region, goal: make.a_region().goals.add(goal),
}


@pytest.mark.parametrize("write", RELATED_WRITES.values(), ids=RELATED_WRITES.keys())
def test_a_write_through_a_relation_needs_an_open_change(db, write):
    goal = make.a_goal()
    region = goal.region
    with pytest.raises(OutsideChange), transaction.atomic():
        write(region, goal)
    assert list(Goal.objects.values_list("region", "target")) == [(region.pk, "")]


@pytest.mark.parametrize("write", ["clear", "set", "remove"])
def test_removing_from_a_relation_needs_an_open_change(db, write):
    partner = make.a_partner(place=make.a_place())
    others = {"clear": [], "set": [[]], "remove": [partner]}[write]
    with pytest.raises(OutsideChange), transaction.atomic():
        getattr(partner.place.partners, write)(*others)
    partner.refresh_from_db()
    assert partner.place is not None


# --- one version per change ---


def test_a_change_of_many_rows_increments_the_version_once(version_count):
    goal = make.a_goal()
    version_count.begin()
    with changing():
        goal.save()
        with changing():
            make.an_article(region=goal.region)
        Goal.objects.update(target="x")
        goal.delete()
    assert version_count.increase == 1


def test_a_change_that_touches_nothing_keeps_the_version(version_count):
    region = make.a_region()
    version_count.begin()
    with changing(), changing():
        Region.objects.filter(pk=region.pk).exists()
    assert version_count.increase == 0


def test_a_model_that_is_not_public_keeps_the_version(version_count):
    assignment = make.an_assignment()
    version_count.begin()
    with changing():
        assignment.save()
        assignment.delete()
    assert version_count.increase == 0


def test_an_error_rolls_back_the_change_and_keeps_the_version(version_count):
    region = make.a_region(name="Ahorn", slug="ahorn")
    version_count.begin()
    region.slug = "zonnebloem"

    def failing_change():
        with changing():
            region.save()
            make.a_goal(region=region)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        failing_change()
    assert version_count.increase == 0
    assert list(Region.objects.values_list("slug", flat=True)) == ["ahorn"]
    assert not Goal.objects.exists()
    assert not OldSlug.objects.exists()


def test_an_invalid_row_keeps_the_version(version_count):
    region = make.a_region()
    version_count.begin()
    with pytest.raises(ValidationError):
        make.a_goal(region=region, text="")
    assert version_count.increase == 0


def test_no_change_is_open_after_an_error(db):
    make.a_region()
    with pytest.raises(ZeroDivisionError), changing():
        raise ZeroDivisionError
    with pytest.raises(OutsideChange):
        current_change()
    with pytest.raises(OutsideChange):
        Region.objects.update(summary="x")


def test_the_version_is_written_last_before_the_commit(transactional_db):
    make.a_theme()
    with CaptureQueriesContext(connection) as queries:
        goal = make.a_goal(region=make.a_region())
        goal.region.delete()
    statements = [query["sql"].split()[0] for query in queries]
    commits = [index for index, word in enumerate(statements) if word == "COMMIT"]
    assert len(commits) == 3  # the region, its goal, and the region deleted
    for index in commits:
        before = queries[index - 1]["sql"]
        assert before.startswith("UPDATE")
        assert ContentVersion._meta.db_table in before


def test_bulk_delete_needs_an_open_change_and_is_recorded(db):
    goals = [make.a_goal(), make.a_goal()]
    with pytest.raises(OutsideChange):
        Goal.objects.all().bulk_delete()

    with changing() as change:
        change.reason = "opgeruimd"
        Goal.objects.all().bulk_delete()

    assert not Goal.objects.exists()
    records = Goal.history.filter(history_type="-", change_id=change.id)
    assert {(record.id, record.history_change_reason) for record in records} == {
        (goal.pk, "opgeruimd") for goal in goals
    }


def test_reading_a_history_creates_no_model_class():
    assert type(Goal.history) is type(Goal.history)
