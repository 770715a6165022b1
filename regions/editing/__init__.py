"""Editing in the admin: what the forms, lists and pages of all apps share."""
