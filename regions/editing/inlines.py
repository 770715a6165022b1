"""The relation of an inline to the row of its form."""

from typing import Any

from django.contrib.admin.options import InlineModelAdmin


def parent_field(inline: InlineModelAdmin) -> Any:
    # Return the foreign key to the form's row; Django checks that it is unique or in `fk_name`.
    if inline.fk_name:
        return inline.model._meta.get_field(inline.fk_name)
    fields = inline.model._meta.fields
    return next(field for field in fields if field.related_model is inline.parent_model)


def prefix_of(inline: InlineModelAdmin) -> str:
    return str(parent_field(inline).remote_field.get_accessor_name())
