"""Data that could leak: rows of every model, in a leader's regions and in others.

Models are found by their relations to Region, so a new one is included automatically.
"""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count
from typing import Any

from django.apps import apps
from django.contrib import admin
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import Group, Permission, User
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import F

from pactdir.models import AuditEvent, Submission, SubmissionState
from partners.models import Cost, Offer, OfferRegion
from regions.directory import DirectoryModel, Publishable
from regions.models import (
    Assignment,
    Document,
    MunicipalityParticipation,
    Picture,
    Pictured,
    Region,
)
from regions.models.people import AssignmentRole
from regions.rights import parent_field_name
from regions.writing.changing import changing
from schools.models import Figure
from tests import make
from tests.admin.isolation.marks import (
    A_DAY,
    FOREIGN,
    OWN,
    TEXTS,
    Marks,
    is_shared,
    marked_texts,
    needs_value,
    plain_value,
)

# Keys that occur nowhere else on a page; later rows count on from the last key of the leader's
# rows.
FIRST_FOREIGN, FIRST_OWN, FIRST_RECORD = 7_100_000, 8_100_000, 7_200_000
NOT_THERE = 7_900_000
Model = type[models.Model]
# Fields that a row needs to be valid.
VALUES: dict[Model, dict[str, Any]] = {
    Offer: {"partner": None, "cost": Cost.PAID},
    Submission: {
        "partner": None,
        "offer": None,
        "state": SubmissionState.SENT,
        "sent_at": datetime(2020, 1, 1, tzinfo=UTC),
    },
}


def concrete(model: Model) -> Model:
    return model._meta.concrete_model or model


def is_record(model: Model) -> bool:
    return hasattr(model, "history_type")


def way_to_region(model: Model, seen: frozenset[Model] = frozenset()) -> str | None:
    if concrete(model) is Region:
        return "pk"
    for model_field in model._meta.concrete_fields:
        target = model_field.related_model
        if not isinstance(target, type) or concrete(target) in seen:
            continue
        if concrete(target) is Region:
            return model_field.name
        # A user may have several regions, and a row may have no picture or another region's:
        # neither determines the owner.
        if target not in (User, Picture) and not is_shared(target):
            further = way_to_region(target, seen | {concrete(model)})
            if further:
                return f"{model_field.name}__{further}"
    return None


def owned_models(site: admin.AdminSite) -> list[Model]:
    candidates = {concrete(model) for model in [*site._registry, *apps.get_models()]}
    return sorted(
        (
            model
            for model in candidates
            if not is_shared(model) and not is_record(model) and way_to_region(model)
        ),
        key=lambda model: model._meta.label,
    )


def national_models(site: admin.AdminSite) -> list[Model]:
    """The other models in the admin: accounts, and rows maintained by the site."""
    owned = owned_models(site)
    candidates = {concrete(model) for model in site._registry}
    return sorted(
        (model for model in candidates if model not in owned and not is_shared(model)),
        key=lambda model: model._meta.label,
    )


@dataclass
class World:
    site: admin.AdminSite
    marks: Marks = field(default_factory=lambda: Marks(FOREIGN))
    own_marks: Marks = field(default_factory=lambda: Marks(OWN))
    # Keys by model: other regions' rows, deleted ones included; the leader's rows; shared rows.
    foreign: dict[Model, list[int]] = field(default_factory=dict)
    own: dict[Model, list[int]] = field(default_factory=dict)
    shared: dict[Model, list[int]] = field(default_factory=dict)
    # (record, row) pairs by model, of other regions and of the leader.
    foreign_records: dict[Model, list[tuple[int, int]]] = field(default_factory=dict)
    own_records: dict[Model, list[tuple[int, int]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._keys, self._own_keys = count(FIRST_FOREIGN), count(FIRST_OWN)
        self._shared: dict[tuple[Model, int], models.Model] = {}
        self._begun: set[tuple[Model, Region | None]] = set()
        self._further = count(1)

    # -- building ------------------------------------------------------------------------------

    def build(self) -> "World":
        with changing():
            self._regions_and_users()
        with changing():
            for model in national_models(self.site):
                if model is not User and not model._default_manager.exists():
                    self._foreign_row(model, None)
                keys = model._default_manager.values_list("pk", flat=True)
                self._register(self.foreign, model, *keys)
            for model in owned_models(self.site):
                self._rows_of(model)
        self._move_records()
        self._log()
        return self

    def _regions_and_users(self) -> None:
        on_the_site: dict[str, Any] = {"published_from": A_DAY.replace(year=2020)}
        self.other_user = self._create(User, None, foreign=True)
        self.region = self._create(Region, None, foreign=False, **on_the_site)
        self.second = self._create(Region, None, foreign=False, published_from=None)
        self.hidden = self._create(Region, None, foreign=True)
        self.published = self._create(Region, None, foreign=True, **on_the_site)
        leads, writes = AssignmentRole.LEADER, AssignmentRole.EDITOR
        self.national = self._user_with(is_staff=True, is_superuser=True)
        self.leader = self._user_with((self.region, leads))
        self.editor = self._user_with((self.region, writes))
        self.leader_of_two = self._user_with(
            (self.region, leads), (self.second, leads), is_staff=True
        )
        self._give_every_permission(self.leader_of_two)

    def _give_every_permission(self, user: User) -> None:
        # Permissions that open the stock admin, but not this one.
        everything = Group.objects.create(
            pk=next(self._keys), name=self.marks.new("auth.Group name")
        )
        everything.permissions.set(Permission.objects.all())
        user.groups.add(everything)
        user.user_permissions.set(Permission.objects.all())

    def _user_with(self, *assigned: Any, **fields: Any) -> User:
        user = make.a_user(pk=next(self._own_keys), **fields)
        for region, role in assigned:
            make.an_assignment(pk=next(self._own_keys), user=user, region=region, role=role)
        return user

    def _rows_of(self, model: Model) -> None:
        if model is Region:
            deleted = self._foreign_row(Region, None)
            deleted.delete()
            return
        states: list[dict[str, Any]] = [
            {"published_from": None},
            {"published_from": A_DAY.replace(year=2020)},
        ]
        for state in states if issubclass(model, Publishable) else [{}]:
            for region in [self.hidden, self.published, *self._nowhere(model)]:
                row = self._foreign_row(model, region, **state)
                if model is not AuditEvent:  # saved once
                    self._set_texts(row, foreign=True)
            for region in [self.region, self.second]:
                self._own_row(model, region, **state)
        if issubclass(model, DirectoryModel) and model.owner_path == "region":
            self._moved_and_gone(model)

    def _nowhere(self, model: Model) -> list[None]:
        names = [field for field in model._meta.concrete_fields if field.related_model is Region]
        return [None] if names and all(field.null for field in names) else []

    def _moved_and_gone(self, model: type[DirectoryModel]) -> None:
        # A picture stays in its region.
        bare = {"picture": None} if issubclass(model, Pictured) else {}
        moved_out = self._create(model, self.region, foreign=False, now_foreign=True, **bare)
        self._set_texts(moved_out, foreign=True, region=self.hidden)

        moved_in = self._create(model, self.hidden, foreign=True, now_foreign=False, **bare)
        users = [field.name for field in model._meta.concrete_fields if field.related_model is User]
        changes = {name: self._user_with() for name in users}
        self._set_texts(moved_in, foreign=False, region=self.region, **changes)

        self._foreign_row(model, self.hidden).delete()
        deleted = self._create(model, self.region, foreign=False, now_foreign=True, **bare)
        self._set_texts(deleted, foreign=True, region=self.published)
        deleted.delete()

    def _foreign_row(self, model: Model, region: Region | None, **fields: Any) -> Any:
        return self._create(model, region, foreign=True, **fields)

    def _own_row(self, model: Model, region: Region | None, **fields: Any) -> Any:
        return self._create(model, region, foreign=False, **fields)

    def _create(
        self,
        model: Model,
        region: Region | None,
        foreign: bool,
        now_foreign: bool | None = None,
        **fields: Any,
    ) -> Any:
        """A row with a mark in every text; `now_foreign` if it will move to another region."""
        fields = {**VALUES.get(model, {}), **fields}
        is_foreign = foreign if now_foreign is None else now_foreign
        row = model(pk=next(self._keys if is_foreign else self._own_keys))
        for model_field in model._meta.concrete_fields:
            if model_field.name in fields:
                setattr(row, model_field.name, fields[model_field.name])
            elif model_field.is_relation:
                setattr(row, model_field.name, self._related(model_field, region, foreign))
            elif needs_value(model_field) and (
                model_field.choices or not isinstance(model_field, TEXTS)
            ):
                setattr(row, model_field.name, plain_value(model_field))
        self._set_texts(row, foreign)
        self._register(self.foreign if is_foreign else self.own, model, row.pk)
        return row

    def _set_texts(self, row: Any, foreign: bool, **changes: Any) -> None:
        texts = marked_texts(row, self.marks if foreign else self.own_marks)
        for name, value in (texts | changes).items():
            setattr(row, name, value)
        if foreign and FIRST_FOREIGN <= row.pk < FIRST_OWN:
            self.marks.exact |= {
                str(getattr(row, field.name)): f"{row._meta.label} {row.pk} {field.name}"
                for field in row._meta.concrete_fields
                if isinstance(field, models.UUIDField)
            }
        row._history_user = self.other_user if foreign and hasattr(self, "other_user") else None
        row.save()

    def _related(self, relation: Any, region: Region | None, foreign: bool) -> Any:
        target = relation.related_model
        if relation.model is OfferRegion and target is Region:
            return make.a_region()  # a school other than that of the offer
        if target is Region:
            return region
        if target is Picture and relation.model is Region:
            return None  # the region must exist first
        if target is User:
            return self.other_user if foreign else self._user_with()  # a colleague
        if target is Figure:
            return self._figure_around(region, foreign)
        if is_shared(target):
            return self._shared_row(target, self._next(relation.model, region))
        if relation.null and not way_to_region(target):
            return None
        return self._create(target, region, foreign)

    def _figure_around(self, region: Region | None, foreign: bool) -> Figure:
        # A goal of the region can be measured only by figures of its participants.
        link = self._create(MunicipalityParticipation, region, foreign)
        figure = make.a_figure(municipality=link.municipality, area_code="")
        self._register(self.shared, Figure, figure.pk)
        return figure

    def _next(self, model: Model, region: Region | None) -> int:
        if (model, region) not in self._begun:
            self._begun.add((model, region))
            return 0
        return next(self._further)

    def _shared_row(self, model: Model, nth: int) -> models.Model:
        if (model, nth) not in self._shared:
            row = make.a_row_of(model)
            self._shared[model, nth] = row
            self._register(self.shared, model, row.pk)
        return self._shared[model, nth]

    def _register(self, where: dict[Model, list[int]], model: Model, *keys: int) -> None:
        stored = where.setdefault(concrete(model), [])
        stored.extend(key for key in keys if key not in stored)

    # -- history records -----------------------------------------------------------------------

    def _move_records(self) -> None:
        for nth, model in enumerate(owned_models(self.site)):
            if not issubclass(model, DirectoryModel):
                continue
            records = model.history.model
            rows = records.objects.all()
            rows.update(history_id=F("history_id") + FIRST_RECORD + nth * 1000)
            own: list[tuple[int, int]] = []
            others: list[tuple[int, int]] = []
            for record in rows.order_by("history_id"):
                region = record.id if model is Region else _owner_then(record)
                is_own = self._is_own(model, record.id, region)
                (own if is_own else others).append((record.history_id, record.id))
            # Keep the keys of records that a leader may read apart from those of other regions.
            rows.filter(history_id__in=[key for key, _ in own]).update(
                history_id=F("history_id") + FIRST_OWN - FIRST_FOREIGN
            )
            self.own_records[model] = [(key + FIRST_OWN - FIRST_FOREIGN, of) for key, of in own]
            self.foreign_records[model] = others

    def _is_own(self, model: Model, row: int, region: int) -> bool:
        # A leader may read records from when the row was in one of their regions.
        return row in self.own[model] and region in (self.region.pk, self.second.pk)

    def _log(self) -> None:
        # Log entries about rows of others, including those of the leader's former region.
        for model, keys in self.foreign.items():
            for user in (self.leader, self.other_user):
                LogEntry.objects.bulk_create(
                    LogEntry(
                        user=user,
                        content_type=ContentType.objects.get_for_model(model),
                        object_id=str(key),
                        object_repr=self.marks.new(f"log of {model._meta.label} {key}"),
                        action_flag=CHANGE,
                        change_message=self.marks.new(f"log of {model._meta.label} {key}"),
                    )
                    for key in keys
                )

    # -- rows that may change ------------------------------------------------------------------

    def snapshot(self, tables: set[str] | None = None) -> dict[str, Any]:
        return dict(self._rows(tables))

    def _rows(self, tables: set[str] | None) -> Any:
        for model in apps.get_models(include_auto_created=True):
            if model._meta.label in UNWATCHED:
                continue
            if tables is not None and model._meta.db_table not in tables:
                continue
            rows = model._base_manager.all()
            way = self._own_way(model)
            if way:
                ours = rows.filter(**{f"{way}__in": self._keys_own_way(model)})
                rows = rows.exclude(pk__in=ours.values("pk"))
            erased = getattr(model, "instance_type", None)
            if erased is not None and issubclass(erased, Picture | Document):
                # Erasing its file changes all records, also from when it was of others.
                rows = rows.exclude(id__in=self.own.get(erased, []))
            for values in rows.order_by("pk").values():
                values.pop("last_login", None)  # because the walk logs in
                key = values[model._meta.pk.attname]
                yield f"{model._meta.label} {key}", values

    def _own_way(self, model: Any) -> str | None:
        if model is Assignment:
            return None
        if is_record(model):
            if model is Region.history.model:
                return "id"
            # The parent may be deleted, but its key is still in the record.
            name = parent_field_name(model.instance_type)
            return f"{name}_id" if name else way_to_region(model)
        return None if is_shared(model) else way_to_region(model)

    def _keys_own_way(self, model: Any) -> Any:
        """Keys of the leader's regions, or of the parents that a record's row had there."""
        own = [self.region.pk, self.second.pk]
        if not is_record(model) or (name := parent_field_name(model.instance_type)) is None:
            return own
        above = model.instance_type._meta.get_field(name).related_model
        return above.history.filter(region_id__in=own).values("id")


def _owner_then(record: Any) -> Any:
    # The region of a record, through its parent, which never moves here.
    *way, last = record.instance_type.owner_path.split("__")
    above = record
    for name in way:
        target = above._meta.get_field(name).related_model
        above = target._base_manager.get(pk=getattr(above, f"{name}_id"))
    return getattr(above, f"{last}_id")


# The search index and the audit log are derived from rows that are compared themselves.
UNWATCHED = {
    "sessions.Session",
    "pactdir.AccountSession",
    "pactdir.AuditEvent",
    "regions.ContentVersion",
    "pactdir.SearchEntry",
}
