from django.apps import AppConfig


class RegionsConfig(AppConfig):
    name = "regions"
    verbose_name = "Regio's en gemeenten"

    def ready(self) -> None:
        # Models can only be imported here.
        from regions.directory import discover_record_kinds, watch_writes  # noqa: PLC0415

        watch_writes()
        discover_record_kinds()
