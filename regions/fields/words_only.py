from typing import Any

from django.db.migrations.operations import AlterField, SeparateDatabaseAndState


class AlterWords(SeparateDatabaseAndState):
    """Alters what is said of fields, such as help texts; the database holds none of it.

    Django would render all models anew for each field, nearly half of the work of a new database.
    """

    def __init__(self, *fields: AlterField) -> None:
        super().__init__(state_operations=fields)

    def state_forwards(self, app_label: str, state: Any) -> None:
        state.__dict__.pop("apps", None)  # rendered when next asked for
        super().state_forwards(app_label, state)
