#!/usr/bin/env bash
# Sends all malformed requests, thousands of them, on both databases; `make test` sends a few hundred.
set -euo pipefail
cd "$(dirname "$0")/.."
. tests/environment.sh

pytest=(.venv/bin/pytest --every-request tests/pages/test_malformed.py)
"${pytest[@]}"
bash tests/on_postgresql.sh "${pytest[@]}"
