#!/bin/sh
# Would the tests notice? Changes our code in small ways (cosmic-ray), one at a time, and runs the tests near it.
#   sh scripts/mutate.sh [MUTANTS [ROOM…]]
# MUTANTS of each room are taken, always the same ones (60 unless told); without a ROOM, all of the table below.
# Works on a copy. What survived is told with its change, and stays in out/mutants/ROOM.txt. Hours, if you let it.
set -eu
cd "$(dirname "$0")/.."
python=$PWD/.venv/bin/python
reports=$PWD/out/mutants
count=${1:-60}
[ $# -eq 0 ] || shift
[ $# -gt 0 ] || set -- beads sentences paragraphs quantities exchange terms

tests_of() {
    case $1 in
    beads) echo tests/test_beads.py ;;
    sentences) echo tests/test_lattice.py tests/test_sentences.py tests/test_samples.py ;;
    paragraphs) echo tests/test_paragraph*.py tests/test_samples.py ;;
    quantities) echo tests/test_quantities.py ;;
    exchange) echo tests/test_exchange_*.py ;;
    terms) echo tests/test_terms_[bcfmrs]*.py ;;
    *) echo "no room $1" >&2 && exit 2 ;;
    esac
}

# Keep a sample of the mutants that were found: by a hash of what and where they are, so that it stays the same.
sample() {
    "$python" - "$1" "$2" <<'PYTHON'
import hashlib, sqlite3, sys

with sqlite3.connect(sys.argv[1]) as session:
    rows = session.execute("SELECT job_id, module_path, operator_name, occurrence FROM mutation_specs").fetchall()
    rows.sort(key=lambda row: hashlib.sha256(repr(row[1:]).encode()).digest())
    left_out = [(row[0],) for row in rows[int(sys.argv[2]) :]]
    for table in ("mutation_specs", "work_items"):
        session.executemany(f"DELETE FROM {table} WHERE job_id = ?", left_out)
PYTHON
}

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$reports"
cp -R align tests corpora models scripts pyproject.toml README.md CONTRIBUTING.md "$work"
cd "$work"
for room in "$@"; do
    path=align/$room
    [ -d "$path" ] || path=$path.py
    cat >"$room.toml" <<TOML
[cosmic-ray]
module-path = "$path"
timeout = 240.0
excluded-modules = []
test-command = "$python -m pytest -x -q -n0 -p no:cacheprovider $(tests_of "$room" | tr '\n' ' ')"
[cosmic-ray.distributor]
name = "local"
TOML
    "$python" -m cosmic_ray.cli init "$room.toml" "$room.sqlite" >/dev/null
    sample "$room.sqlite" "$count"
    "$python" -m cosmic_ray.cli baseline "$room.toml"
    "$python" -m cosmic_ray.cli exec "$room.toml" "$room.sqlite"
    "$python" -m cosmic_ray.tools.report "$room.sqlite" --show-diff --surviving-only >"$reports/$room.txt"
    echo "$room: $(tail -n 2 "$reports/$room.txt" | tr '\n' ' ')"
done
