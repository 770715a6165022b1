"""Columns of a school that a list row needs."""

ROW_FIELDS = (
    "name",
    "slug",
    "folded_name",
    "told_apart_by",
    "address",
    "postcode",
    "levels",
    "levels_basis",
    "profiles",
    "profiles_known",
    "profiles_basis",
    "profiles_on",
    "place__name",
    "place__folded_name",
    "municipality__name",
)
