"""Writes of public data: one transaction per change, a content version, and history records.

Every app may import `changing` and `version_cache`; `recording` and `baseline` are for
`regions.directory` and migrations. Knows no models but the content version.
"""
