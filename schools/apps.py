from django.apps import AppConfig


class SchoolsConfig(AppConfig):
    name = "schools"
    verbose_name = "Scholen"

    def ready(self) -> None:
        # The models are loaded only now.
        from regions.writing.changing import add_change_listener  # noqa: PLC0415
        from schools.namesakes import follow  # noqa: PLC0415

        add_change_listener(follow)
