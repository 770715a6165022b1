"""Django's backend for PostgreSQL, that does not wait for a server which says nothing."""
