"""Names of the kinds of files whose rows are school locations with a code."""

SECONDARY_SCHOOLS = "scholen"
PRIMARY_AND_SPECIAL_SCHOOLS = "basisscholen en vso"
REGISTERS = (SECONDARY_SCHOOLS, PRIMARY_AND_SPECIAL_SCHOOLS)
