from django.apps import AppConfig


class RegionsConfig(AppConfig):
    name = "regions"
    verbose_name = "Regio's en gemeenten"

    def ready(self) -> None:
        from regions.directory import watch_writes  # noqa: PLC0415 (models are loaded only now)

        watch_writes()
