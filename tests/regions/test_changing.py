"""The door: every write of public data passes it, and it counts every change once."""

import pytest
from asgiref.sync import async_to_sync
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import connection, models, transaction
from django.db.models import F
from django.test.utils import CaptureQueriesContext

from regions.directory import DirectoryModel, DirectoryQuerySet
from regions.models import Goal, OldSlug, Region
from regions.writing.changing import ContentVersion, OutsideTheDoor, changing, current_change
from tests import make

FLOORS = ["regions", "schools", "partners", "news", "pactdir"]
OURS = [
    model
    for floor in FLOORS
    for model in apps.get_app_config(floor).get_models()
    if not hasattr(model, "history_type")
]
PUBLIC = [model for model in OURS if issubclass(model, DirectoryModel)]
# Not public, or kept by the door itself.
NOT_PUBLIC = {
    "regions.assignment",
    "regions.contentversion",
    "regions.oldslug",
    "regions.preview",
    "pactdir.demorow",
    "pactdir.import",
    "pactdir.importedrow",
    "pactdir.schoolmatch",
    "pactdir.searchentry",
    "pactdir.upload",
}

each_public_model = pytest.mark.parametrize("model", PUBLIC, ids=lambda model: model.__name__)


def version():
    return ContentVersion.current()


@pytest.fixture
def raised(db):
    """By how much the version was raised since the test began, asked at its end."""

    class Raised:
        start = 0

        def begin(self):
            self.start = version()

        @property
        def by(self):
            return version() - self.start

    return Raised()


def a_field_of(model):
    """Any column but the key; written as it was, it changes nothing."""
    return next(field for field in model._meta.concrete_fields if not field.primary_key)


def written_as_it_was(model):
    name = a_field_of(model).attname
    return {name: F(name)}


# Who stands behind the door


def test_every_model_is_public_or_named_as_not():
    assert {model._meta.label_lower for model in OURS if model not in PUBLIC} <= NOT_PUBLIC
    assert len(PUBLIC) >= 23


@each_public_model
def test_every_manager_of_a_public_model_knows_the_door(model):
    assert model._meta.abstract is False
    for manager in (model._default_manager, model._base_manager, *model._meta.managers):
        assert isinstance(manager.all(), DirectoryQuerySet)


@each_public_model
def test_no_public_model_has_rows_that_no_save_passes(model):
    assert model._meta.many_to_many == ()


# save() and delete() open it


@each_public_model
def test_saving_a_row_raises_the_version_by_one(raised, model):
    row = make.a_row_of(model)
    raised.begin()
    row.save()
    assert raised.by == 1


@each_public_model
def test_deleting_a_row_raises_the_version_by_one(raised, model):
    row = make.a_row_of(model)
    raised.begin()
    row.delete()
    assert raised.by == 1
    assert not model.objects.exists()


@each_public_model
def test_deleting_rows_together_raises_the_version_by_one(raised, model):
    make.a_row_of(model)
    raised.begin()
    model.objects.all().delete()
    assert raised.by == 1
    assert not model.objects.exists()


def test_the_first_row_of_all_makes_the_version(db):
    ContentVersion.objects.all().delete()
    assert version() == 0
    make.a_theme()
    assert version() == 1


def test_there_is_one_version(db):
    make.a_theme()
    make.a_theme()
    assert list(ContentVersion.objects.values_list("pk", flat=True)) == [1]


def test_what_falls_with_a_deleted_row_is_noted_too(raised):
    goal = make.a_goal()
    other = make.a_goal()
    raised.begin()
    with changing() as change:
        goal_pk, region_pk = goal.pk, goal.region.pk
        Region.objects.filter(pk=goal.region.pk).delete()
    assert change.touched == {(Goal, goal_pk), (Region, region_pk)}
    assert raised.by == 1
    assert list(Goal.objects.all()) == [other]


# The rest is refused outside, and counted inside


@each_public_model
def test_an_update_is_refused_outside_and_counted_inside(raised, model):
    make.a_row_of(model)
    raised.begin()
    with pytest.raises(OutsideTheDoor):
        model.objects.update(**written_as_it_was(model))
    assert raised.by == 0
    with changing():
        assert model.objects.update(**written_as_it_was(model)) == 1
    assert raised.by == 1


@each_public_model
def test_making_rows_in_bulk_is_refused_outside_and_counted_inside(raised, model):
    row = make.a_row_of(model)
    row.delete()
    row.pk = None
    raised.begin()
    with pytest.raises(OutsideTheDoor):
        model.objects.bulk_create([row])
    assert (raised.by, model.objects.count()) == (0, 0)
    with changing():
        model.objects.bulk_create([row])
    assert (raised.by, model.objects.count()) == (1, 1)


@each_public_model
def test_updating_rows_in_bulk_is_refused_outside_and_counted_inside(raised, model):
    row = make.a_row_of(model)
    name = a_field_of(model).name
    raised.begin()
    with pytest.raises(OutsideTheDoor):
        model.objects.bulk_update([row], [name])
    assert raised.by == 0
    with changing():
        assert model.objects.bulk_update([row], [name]) == 1
    assert raised.by == 1


@each_public_model
def test_a_write_that_passes_by_the_model_itself_is_refused(raised, model):
    row = make.a_row_of(model)
    raised.begin()
    for write in (
        lambda: models.Model.save(row),
        lambda: row.save_base(raw=True),
        lambda: models.Model.delete(row),
    ):
        with pytest.raises(OutsideTheDoor), transaction.atomic():
            write()
    assert (raised.by, model.objects.count()) == (0, 1)


def test_what_was_refused_was_not_written(transactional_db):
    region = make.a_region(name="Ahorn")
    region.name = "Zonnebloem"
    with pytest.raises(OutsideTheDoor):
        models.Model.save(region)
    with pytest.raises(OutsideTheDoor):
        region.save_base(raw=True)
    region.refresh_from_db()
    assert region.name == "Ahorn"


ASYNC_WRITES = {
    "aupdate": lambda region: Region.objects.aupdate(summary="x"),
    "abulk_create": lambda region: Region.objects.abulk_create([region]),
    "abulk_update": lambda region: Region.objects.abulk_update([region], ["summary"]),
}


@pytest.mark.parametrize("write", ASYNC_WRITES.values(), ids=ASYNC_WRITES.keys())
def test_an_asynchronous_write_is_refused_all_the_same(db, write):
    region = make.a_region()

    async def write_it():
        await write(region)

    with pytest.raises(OutsideTheDoor):
        async_to_sync(write_it)()


RELATED_WRITES = {
    "update": lambda region, goal: region.goals.update(target="x"),
    "bulk_create": lambda region, goal: region.goals.bulk_create([Goal(region=region, text="x")]),
    "bulk_update": lambda region, goal: region.goals.bulk_update([goal], ["target"]),
    "add": lambda region, goal: make.a_region().goals.add(goal),
}


@pytest.mark.parametrize("write", RELATED_WRITES.values(), ids=RELATED_WRITES.keys())
def test_through_a_relation_there_is_no_way_round(db, write):
    goal = make.a_goal()
    home = goal.region
    with pytest.raises(OutsideTheDoor), transaction.atomic():
        write(home, goal)
    assert list(Goal.objects.values_list("region", "target")) == [(home.pk, "")]


@pytest.mark.parametrize("write", ["clear", "set", "remove"])
def test_a_relation_is_not_cut_outside(db, write):
    partner = make.a_partner(place=make.a_place())
    others = {"clear": [], "set": [[]], "remove": [partner]}[write]
    with pytest.raises(OutsideTheDoor), transaction.atomic():
        getattr(partner.place.partners, write)(*others)
    partner.refresh_from_db()
    assert partner.place is not None


# One change is one version


def test_a_change_of_many_rows_raises_the_version_once(raised):
    goal = make.a_goal()
    raised.begin()
    with changing():
        goal.save()
        with changing():
            make.an_article(region=goal.region)
        Goal.objects.update(target="x")
        goal.delete()
    assert raised.by == 1


def test_a_change_that_touches_nothing_raises_nothing(raised):
    region = make.a_region()
    raised.begin()
    with changing(), changing():
        Region.objects.filter(pk=region.pk).exists()
    assert raised.by == 0


def test_what_is_not_public_raises_nothing(raised):
    assignment = make.an_assignment()
    raised.begin()
    with changing():
        assignment.save()
        assignment.delete()
    assert raised.by == 0


def test_an_error_undoes_all_and_raises_nothing(raised):
    region = make.a_region(name="Ahorn", slug="ahorn")
    raised.begin()
    region.slug = "zonnebloem"

    def half_a_job():
        with changing():
            region.save()
            make.a_goal(region=region)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        half_a_job()
    assert raised.by == 0
    assert list(Region.objects.values_list("slug", flat=True)) == ["ahorn"]
    assert not Goal.objects.exists()
    assert not OldSlug.objects.exists()


def test_a_row_that_is_refused_raises_nothing(raised):
    region = make.a_region()
    raised.begin()
    with pytest.raises(ValidationError):
        make.a_goal(region=region, text="")
    assert raised.by == 0


def test_the_door_is_closed_again_after_a_change_and_after_an_error(db):
    make.a_region()
    with pytest.raises(ZeroDivisionError), changing():
        raise ZeroDivisionError
    with pytest.raises(OutsideTheDoor):
        current_change()
    with pytest.raises(OutsideTheDoor):
        Region.objects.update(summary="x")


def test_the_version_is_the_last_thing_written_before_the_commit(transactional_db):
    make.a_theme()
    with CaptureQueriesContext(connection) as queries:
        goal = make.a_goal(region=make.a_region())
        goal.region.delete()
    written = [query["sql"].split()[0] for query in queries]
    commits = [place for place, word in enumerate(written) if word == "COMMIT"]
    assert len(commits) == 3  # the region, its goal, and the region deleted
    for place in commits:
        before = queries[place - 1]["sql"]
        assert before.startswith("UPDATE")
        assert ContentVersion._meta.db_table in before


def test_deleting_many_at_once_asks_for_the_door_and_is_recorded(db):
    goals = [make.a_goal(), make.a_goal()]
    with pytest.raises(OutsideTheDoor):
        Goal.objects.all().bulk_delete()

    with changing() as change:
        change.reason = "opgeruimd"
        Goal.objects.all().bulk_delete()

    assert not Goal.objects.exists()
    gone = Goal.history.filter(history_type="-", change_id=change.id)
    assert {(one.id, one.history_change_reason) for one in gone} == {
        (goal.pk, "opgeruimd") for goal in goals
    }
