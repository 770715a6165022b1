"""Writes of public data: one transaction per change, a content version, and history records.

Every app may import `changing` and `version_cache`; `recording` and `baseline` are for
`regions.directory` and migrations. Imports no models except the content version.
"""
