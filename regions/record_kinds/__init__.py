"""Record kinds of this app; see `regions.directory.registry` for how to add one."""

from regions.record_kinds import agreements, municipality, pictures, region, theme

__all__ = ["agreements", "municipality", "pictures", "region", "theme"]
