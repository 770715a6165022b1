"""Figures in templates."""

from django import template

from schools.figures.words import date_unsaid

register = template.Library()

register.filter("date_unsaid", date_unsaid)
