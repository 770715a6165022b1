"""Figures in templates."""

from django import template

from schools.figures.words import date_not_in_source, in_words

register = template.Library()

register.filter("date_not_in_source", date_not_in_source)
register.filter("in_words", in_words)
