#!/usr/bin/env bash
# Sends all malformed requests and those of the isolation walks, thousands of them, on both
# databases, and checks each page in all looks; `make test` does a part.
set -euo pipefail
cd "$(dirname "$0")/.."
. tests/environment.sh

pytest=(.venv/bin/pytest --every-request tests/pages/test_malformed.py tests/admin/isolation)
"${pytest[@]}"
bash tests/on_postgresql.sh "${pytest[@]}"
.venv/bin/pytest --every-request tests/browser/test_access.py tests/browser/test_admin_look.py
