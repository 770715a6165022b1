"""Writes of public data: one transaction per change, a content version, a history record per row.

Every app may import `changing` and `version_cache`; `recording` and `baseline` are for
`regions.directory` and migrations. Knows no models but the content version.
"""
