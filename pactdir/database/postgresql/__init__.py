"""Django's PostgreSQL backend, but without waiting for a hanging server."""
