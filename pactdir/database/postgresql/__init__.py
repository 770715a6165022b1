"""Django's PostgreSQL backend, without waiting for a server that hangs."""
