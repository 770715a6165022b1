from typing import Any

from django.db.migrations.operations import AlterField, SeparateDatabaseAndState


class AlterWords(SeparateDatabaseAndState):
    """Alters attributes of fields that the database does not store, such as help texts.

    Django would re-render all models for each field, which takes nearly half of the time of
    creating a database.
    """

    def __init__(self, *fields: AlterField) -> None:
        super().__init__(state_operations=fields)

    def state_forwards(self, app_label: str, state: Any) -> None:
        state.__dict__.pop("apps", None)  # rendered again on next access
        super().state_forwards(app_label, state)
