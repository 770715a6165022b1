"""Admins are composed of parts: short inheritance chains, and one class that calls the parts."""

import pytest
from django.contrib import admin

from news.models import Event
from regions.editing.base import NamedAdmin
from regions.editing.composed import ComposedAdmin
from tests.import_graph import FLOORS

DEEPEST = 4
MAX_CLASSES = 6


def is_ours(cls):
    return cls.__module__.split(".")[0] in FLOORS


def own_classes(cls):
    return [base for base in cls.__mro__ if is_ours(base)]


def depth(cls):
    return is_ours(cls) + max(map(depth, cls.__bases__), default=0)


def all_admins():
    for model_admin in admin.site._registry.values():
        yield type(model_admin)
        yield from model_admin.inlines


def classes_that_define(method):
    bases = {base for cls in all_admins() for base in own_classes(cls)}
    return {base for base in bases if method in vars(base)}


def test_no_admin_or_inline_has_a_long_inheritance_chain():
    assert {cls.__name__ for cls in all_admins() if depth(cls) > DEEPEST} == set()
    assert {cls.__name__ for cls in all_admins() if len(own_classes(cls)) > MAX_CLASSES} == set()


@pytest.mark.parametrize("method", ["get_fieldsets", "changeform_view"])
def test_one_class_calls_the_parts(method):
    assert classes_that_define(method) == {ComposedAdmin}


def test_a_longer_chain_is_found():
    class Base(NamedAdmin):
        __module__ = "news.admin"

    class Longer(Base):
        __module__ = "news.admin"

    assert depth(type(admin.site.get_model_admin(Event))) == DEEPEST
    assert depth(Longer) == DEEPEST + 1
