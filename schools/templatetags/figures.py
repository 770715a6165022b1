"""Figures in templates."""

from django import template

from schools.figures.words import date_not_in_source, in_words, unit_after

register = template.Library()

register.filter("date_not_in_source", date_not_in_source)
register.filter("in_words", in_words)
register.filter("unit_after", unit_after)
