#!/usr/bin/env bash
# Every test: those marked `postgres` on PostgreSQL first, then all of them on SQLite, whose count closes the run.
set -uo pipefail
cd "$(dirname "$0")/.."
from=$SECONDS
echo "== tests on PostgreSQL"
.venv/bin/python scripts/postgres.py .venv/bin/python -m pytest -m postgres -n 2 --dist loadgroup -q
postgres=$?
echo "== took $((SECONDS - from)) s"
if [ $postgres -eq 77 ] && [ -z "${CI:-}" ]; then postgres=0; fi
from=$SECONDS
echo "== tests on SQLite"
.venv/bin/python -m pytest -n 2 --dist loadgroup "$@"
sqlite=$?
if [ $postgres -ne 0 ]; then echo "The tests on PostgreSQL failed or could not run (code $postgres)."; exit 1; fi
exit $sqlite
