from django.apps import AppConfig


class SchoolsConfig(AppConfig):
    name = "schools"
    verbose_name = "Scholen"

    def ready(self) -> None:
        # Not at the top: models cannot be imported before apps are ready.
        from regions.writing.changing import add_change_listener  # noqa: PLC0415
        from schools.namesakes import update_after  # noqa: PLC0415

        add_change_listener(update_after)
