"""Erases a person from rows, history, mail and logs, on a page of the admin and by command.

`people` finds the rows of one person, `erasing` erases them, `mentions` finds free text with the
name, `listing` keeps the list of hashes that is applied again after a restore of a backup.
"""
