from django.apps import AppConfig


class RegionsConfig(AppConfig):
    name = "regions"
    verbose_name = "Regio's en gemeenten"

    def ready(self) -> None:
        # Models can only be imported from here on.
        from regions.directory import connect_write_signals, discover_record_kinds  # noqa: PLC0415
        from regions.documents.files import connect_erasing  # noqa: PLC0415
        from regions.pictures import files  # noqa: F401, PLC0415 (connects a receiver)

        connect_write_signals()
        connect_erasing()
        discover_record_kinds()
