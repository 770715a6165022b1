"""PDF documents to download: rewritten on upload, stored under a random key, served as attachments.

`checking` refuses an upload or returns it rewritten, `files` stores and erases, `views` serves. The
models derive from `regions.models.Document`; each names the row whose page offers it.
"""
