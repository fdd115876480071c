#!/bin/sh
# One word runs all: set up, lint, types, tests. Needs only Python 3.11 or later.
#   sh scripts/check.sh [arguments for pytest]
set -eu
cd "$(dirname "$0")/.."
python=.venv/bin/python
# Tests start hundreds of processes: none is to compile all modules anew, which takes a third of its time.
unset PYTHONDONTWRITEBYTECODE
sh scripts/setup.sh
$python -m ruff check .
$python -m ruff format --check .
$python scripts/words.py check
# Each process takes a stretch of the tests, so that what a module sets up, a browser or a batch, is set up once.
# Two more than there are cores: half of its time a test waits for another process.
# One thread in each: more of them only wait for one another, which takes a quarter more of the processor.
export OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1
workers=$($python -c 'import os; print((os.cpu_count() or 1) + 2)')
# Beside the tests, in what they leave of the processor, which is a quarter.
nice -n 19 $python -m mypy &
types=$!
# On the build machine, breaking files takes no more than that either.
broken=
[ -z "${CI:-}" ] || { nice -n 19 $python scripts/fuzz.py --seconds 300 & broken=$!; }
failed=0
$python -m pytest -n "$workers" --dist worksteal "$@" || failed=$?
wait $types || { echo "mypy found errors, see above" >&2; failed=1; }
[ -z "$broken" ] || wait "$broken" || { echo "the fuzzer broke something, see above" >&2; failed=1; }
exit $failed
