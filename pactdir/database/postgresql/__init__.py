"""Django's PostgreSQL backend, but without waiting for a hung server."""
