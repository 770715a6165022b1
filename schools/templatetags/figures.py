"""Figures in templates."""

from django import template

from schools.figures.words import date_unsaid, in_words

register = template.Library()

register.filter("date_unsaid", date_unsaid)
register.filter("in_words", in_words)
