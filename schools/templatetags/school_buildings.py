"""Use as {% for building in schools|by_building %}."""

from django import template

from schools.buildings import by_building

register = template.Library()

register.filter("by_building", by_building)
