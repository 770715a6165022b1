"""A user's own forms, submitted with other regions' rows or with extra fields."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import models
from django.forms.models import _get_foreign_key
from django.test import Client

from news.models import Article, Event
from regions.models import Confirmation, Region
from schools.models import School, SchoolParticipation
from tests.admin.filling import address, opened
from tests.admin.isolation.walk import Probe, Walker, report
from tests.admin.isolation.world import NOT_THERE, concrete

# Fields that no form for a leader contains.
EXTRA = {
    "is_superuser": "on",
    "is_staff": "on",
    "user_permissions": "1",
    "version": "99",
    "sequence": "99",
    "uid": "00000000-0000-4000-8000-000000000000",
    "id": str(NOT_THERE),
    "pk": str(NOT_THERE),
    "history_user": str(NOT_THERE),
    "slug": "van-een-ander",
    "is_example": "on",
    "folded_name": "onzin",
    "by": str(NOT_THERE),
    "made_by": str(NOT_THERE),
}
UNCHANGED = ("pk", "region_id", "slug", "is_example", "folded_name", "uid", "sequence", "by_id")


@pytest.fixture
def walker(world):
    return Walker(world, world.leader)


def own_row(world, model):
    if model is Region:
        return world.region
    rows = model.objects.filter(pk__in=world.own[model], **{model.owner_path: world.region})
    return list(rows.order_by("pk")[:2])[-1]


def editable(world):
    registered = map(concrete, world.site._registry)
    return [model for model in registered if getattr(model, "owner_path", None)]


def shared(world):
    return [model for model in world.shared if model in world.site._registry]


def form_data(client, model, row):
    form = opened(client, model, row).items()
    filled = {k: v for k, v in form if "__prefix__" not in k and v not in ([], None)}
    return {k: tuple(v) if isinstance(v, list) else v for k, v in filled.items()} | {"_save": "1"}


def post(where, body, kind):
    return Probe("POST", where, tuple(body.items()), kind)


def findings_of(walker, probes):
    return [finding for probe in probes for finding in walker.findings(probe)]


def test_no_row_is_moved_to_another_region_or_linked_to_its_rows(world, walker, sampled):
    probes = []
    for model in editable(world):
        row = own_row(world, model)
        form = form_data(walker.client, model, row)
        for field in model._meta.concrete_fields:
            keys = world.foreign.get(concrete(field.related_model), []) if field.is_relation else []
            for key in keys[:2]:
                for where in (address(model, "change", row.pk), address(model, "add")):
                    probes.append(post(where, {**form, field.name: str(key)}, field.name))

    findings = findings_of(walker, sampled(probes))

    assert len(probes) >= 40
    assert not findings, report(findings)


def test_no_row_of_another_region_is_attached_to_an_own_parent(world, walker, sampled):
    form = form_data(walker.client, Region, world.region)
    where = address(Region, "change", world.region.pk)
    probes = []
    for prefix, model in inlines(world).items():
        key = world.foreign[model][0]
        with_key = {**form, f"{prefix}-0-id": str(key)}
        probes += [
            post(where, with_key, f"{prefix} id"),
            post(where, {**with_key, f"{prefix}-INITIAL_FORMS": "0"}, f"{prefix} as new"),
            post(where, {**form, f"{prefix}-0-region": str(world.hidden.pk)}, f"{prefix} region"),
        ]
        if prefix in ("goals", "school_participations"):
            probes += [
                post(where, {**with_key, f"{prefix}-0-DELETE": "on"}, f"{prefix} delete"),
                post(where, {**with_key, f"{prefix}-INITIAL_FORMS": "9"}, f"{prefix} more"),
                post(where, {**with_key, f"{prefix}-TOTAL_FORMS": "9"}, f"{prefix} total"),
            ]

    findings = findings_of(walker, sampled(probes))

    assert len(probes) >= 30
    assert not findings, report(findings)


def inlines(world):
    region_admin = world.site.get_model_admin(Region)
    return {
        _get_foreign_key(Region, inline.model).remote_field.get_accessor_name(): inline.model
        for inline in region_admin.inlines
    }


def test_the_prefixes_of_all_inlines_are_known(world, walker):
    form = form_data(walker.client, Region, world.region)

    assert {f"{prefix}-TOTAL_FORMS" for prefix in inlines(world)} <= form.keys()
    assert {f"{prefix}-0-id" for prefix in inlines(world)} <= form.keys()


def test_leaders_cannot_change_shared_rows(world, walker):
    national = Client()
    national.force_login(world.national)
    probes = []
    for model in shared(world):
        key = world.shared[model][0]
        form = form_data(national, model, model.objects.get(pk=key))
        other = {k: f"{v} anders" if _is_text(model, k) else v for k, v in form.items()}
        for page in (address(model, "change", key), address(model, "delete", key)):
            probes.append(post(page, {**other, "post": "yes"}, "change"))
        probes.append(post(address(model, "change", key), {**other, "_saveasnew": "1"}, "as new"))
        probes.append(post(address(model, "add"), {**other, "slug": "iets-nieuws"}, "add"))
        chosen = {"action": "delete_selected", "_selected_action": (str(key),), "post": "yes"}
        probes.append(post(address(model, "changelist"), chosen, "delete"))

    statuses = {str(probe): walker.send(probe).status for probe in probes}
    findings = findings_of(walker, probes)

    assert len(probes) >= 40
    assert not findings, report(findings)
    assert set(statuses.values()) <= {200, 302, 403}


def _is_text(model, name):
    names = {
        field.name for field in model._meta.concrete_fields if isinstance(field, models.CharField)
    }
    return name in names and not model._meta.get_field(name).choices


def test_values_for_fields_not_in_the_form_are_ignored(world, walker):
    for model in editable(world):
        row = own_row(world, model)
        form = form_data(walker.client, model, row)
        more = {name: value for name, value in EXTRA.items() if name not in form}
        before = world.snapshot()

        answer = walker.client.post(address(model, "change", row.pk), {**form, **more})

        assert answer.status_code == 302, (model, answer.status_code)
        after = model.objects.get(pk=row.pk)
        assert stored_values(after) == stored_values(row), model
        assert what_else_changed(before, world.snapshot()) == []
    world.leader.refresh_from_db()
    assert (world.leader.is_superuser, world.leader.is_staff) == (False, False)


def stored_values(row):
    return {name: getattr(row, name) for name in UNCHANGED if hasattr(row, name)}


def what_else_changed(before, after):
    return [
        name
        for name in before.keys() | after.keys()
        if before.get(name) != after.get(name) and not name.startswith("admin.LogEntry")
    ]


def test_a_file_sent_for_a_text_field_is_refused(world, walker):
    article = own_row(world, Article)
    form = form_data(walker.client, Article, article)
    file = SimpleUploadedFile("../../onzin.html", b"<script>alert(1)</script>", "text/html")
    before = world.snapshot()

    answer = walker.client.post(address(Article, "change", article.pk), {**form, "name": file})

    assert answer.status_code == 200  # because the name is missing
    assert world.snapshot() == before
    assert Article.objects.get(pk=article.pk).name == article.name


def test_a_leader_confirms_only_as_themselves(world, walker):
    body = {"region": world.region.pk, "block": "about", "on": "2026-01-01", "_save": "1"}
    before = set(Confirmation.objects.values_list("pk", flat=True))

    walker.client.post(address(Confirmation, "add"), {**body, "by": world.other_user.pk})

    (confirmation,) = Confirmation.objects.exclude(pk__in=before)
    assert confirmation.by == world.leader


def test_no_slug_reveals_a_draft_of_the_same_name_in_another_region(world, walker):
    theirs = Event.objects.filter(pk__in=world.foreign[Event], published_from=None).first()
    form = {"region": world.region.pk, "starts_on": "2031-05-20", "_save": "1", "status": "gepland"}
    form |= {"source": "bron", "name": theirs.slug, "published_from": "2026-01-01"}
    form |= {"event_themes-TOTAL_FORMS": "0", "event_themes-INITIAL_FORMS": "0"}
    form |= {"goal_events-TOTAL_FORMS": "0", "goal_events-INITIAL_FORMS": "0"}
    before = set(Event.objects.values_list("pk", flat=True))

    answer = walker.client.post(address(Event, "add"), form)

    assert answer.status_code == 302
    (event,) = Event.objects.exclude(pk__in=before)
    assert event.slug == theirs.slug


def test_only_published_other_regions_are_counted(world, walker):
    """The school also takes part in two draft regions and a published one."""
    school = world.shared[School][0]
    regions = SchoolParticipation.objects.filter(school=school).values_list("region", flat=True)
    others = {world.region.pk, world.second.pk, world.hidden.pk, world.published.pk}
    assert set(regions) == others

    page = walker.client.get(address(School, "change", school)).content.decode()

    assert "ook in 1 andere regio" in page
    assert "andere regio's" not in page
