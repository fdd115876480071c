#!/bin/sh
# Would the tests notice? Changes our code in one small place after another, and runs the tests that reach it.
#   sh scripts/mutate.sh [ROOM…] [--mutants 60] [--again]
# What it prints: scripts/mutate.py. How it works: scripts/mutants/.
exec "$(dirname "$0")/../.venv/bin/python" "$(dirname "$0")/mutate.py" "$@"
