"""The kinds of records of the ground floor; `regions.directory.registry` says how to add one."""

from regions.record_kinds import agreements, municipality, region, theme

__all__ = ["agreements", "municipality", "region", "theme"]
