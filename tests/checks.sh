# Linters and type checks; sourced by run.sh and quick.sh.
say "ruff"
.venv/bin/ruff format --check --quiet .
.venv/bin/ruff check --quiet .
say "mypy"
.venv/bin/mypy .
