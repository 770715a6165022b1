#!/usr/bin/env bash
# Every malformed question, thousands of them, on both databases; `make test` asks a few hundred.
set -euo pipefail
cd "$(dirname "$0")/.."
. tests/environment.sh

asked=(.venv/bin/pytest --every-question tests/pages/test_malformed.py)
"${asked[@]}"
bash tests/on_postgresql.sh "${asked[@]}"
