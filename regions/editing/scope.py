"""Determines which rows a user can see in the admin, and which they may write.

All pages, lists, choices and actions use `get_queryset()` and the `has_…_permission()` methods of
`options`, `base` and `stacked_rows`, which call this module. A model without an owner that is not
shared is visible only to national editors, and so is any model that is not a DirectoryModel.
"""

from dataclasses import dataclass
from typing import Any, ClassVar, cast

from django import forms
from django.db.models import Model, QuerySet

from regions.directory import DirectoryModel
from regions.models import Region
from regions.rights import Rights, parent_field_name, region_of

ONLY_LEADERS_PUBLISH = (
    "Publiceren kan alleen een projectleider. Laat dit leeg: dan is het een concept."
)
NOT_YOURS = "In deze regio kunt u dit niet wijzigen."


def scoped(rows: QuerySet, rights: Rights) -> QuerySet:
    """Return the rows this user may see; none if the model has no relation to regions."""
    if rights.is_national:
        return rows
    if not issubclass(rows.model, DirectoryModel):
        return rows.none()
    return cast(QuerySet, cast(Any, rows).visible_to(rights))


def names_owner(db_field: Any) -> bool:
    model = db_field.model
    return issubclass(model, DirectoryModel) and model.owner_path == db_field.name


@dataclass(frozen=True)
class Scope:
    """The rights of leaders and editors on one model; national editors may do everything."""

    model: type[Model]
    only_leaders: bool = False  # True if editors, who may not publish, have no access

    @property
    def is_known(self) -> bool:
        model = self.model
        return issubclass(model, DirectoryModel) and (
            model.is_shared or model.owner_path is not None
        )

    @property
    def is_owned(self) -> bool:
        return issubclass(self.model, DirectoryModel) and self.model.owner_path is not None

    def regions(self, rights: Rights) -> frozenset[int]:
        model: Any = self.model
        return rights.leads if self.only_leaders else rights.regions_to_write(model)

    def may_write(self, rights: Rights, row: DirectoryModel) -> bool:
        return rights.may_change(row) and (
            not self.only_leaders or rights.may_publish_in(region_of(row))
        )

    def may_write_somewhere(self, rights: Rights) -> bool:
        return self.is_owned and bool(self.regions(rights))


class KeepsChoices(forms.ModelForm):
    """A form in which the current value of some fields stays valid, even if it is not offered.

    A picture always stays, since a national editor may have chosen a national one.
    """

    kept_choices: ClassVar[tuple[str, ...]] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in {"picture", *self.kept_choices}:
            field: Any = self.fields.get(name)
            if field is not None and (key := getattr(self.instance, f"{name}_id")):
                field.queryset |= field.queryset.model._default_manager.filter(pk=key)


class ScopedForm(forms.ModelForm):
    """Checks the submitted row, since permissions were only checked for the stored one."""

    rights: ClassVar[Rights] = Rights()

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        if not self.rights.is_national and isinstance(self.instance, DirectoryModel):
            self._reject_other_regions(cleaned if cleaned is not None else self.cleaned_data)
        return cleaned

    def _reject_other_regions(self, cleaned: dict[str, Any]) -> None:
        if (parent_field := parent_field_name(type(self.instance))) is not None:
            parent = cleaned.get(parent_field)
            if parent is not None and not self.rights.may_change(parent):
                self.add_error(parent_field, NOT_YOURS)
            return
        region = self._new_region(cleaned)
        if region is None or region in self.rights.leads:
            return
        if cleaned.get("published_from"):
            self.add_error("published_from", ONLY_LEADERS_PUBLISH)
        elif region not in self.rights.regions_to_write(type(self.instance)):
            self.add_error(None, NOT_YOURS)

    def _new_region(self, cleaned: dict[str, Any]) -> int | None:
        path = self.instance.owner_path
        if path in cleaned and isinstance(cleaned[path], Region):
            return cleaned[path].pk
        if path == "pk":
            return self.instance.pk
        return getattr(self.instance, f"{path}_id", None)
