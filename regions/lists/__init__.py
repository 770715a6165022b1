"""Lists narrowed by what the address asks for: filters, facets and the names a view reads.

Every app, search and `nearby` may import its modules.
"""
