#!/bin/sh
# Build the source archive and from it the wheel, install each where nothing else is, and do the main job with it.
#   sh scripts/check_packages.sh
set -eu
cd "$(dirname "$0")/.."
samples=$PWD/corpora/report
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"${PYTHON:-python3}" -m venv "$work/venv"
pip="$work/venv/bin/python -m pip install -q --disable-pip-version-check"
$pip build
"$work/venv/bin/python" -m build -q --outdir "$work/dist" .
for package in "$work"/dist/*.whl "$work"/dist/*.tar.gz; do
    $pip --force-reinstall --no-deps "$package"
    $pip "$package" # what it depends on, once
    # Somewhere else: here, Python would find our sources before what is installed.
    (cd "$work" && venv/bin/align pair "$samples/report.en.docx" "$samples/report.zh.docx" -o out.tmx)
    (cd "$work" && venv/bin/python -m align read "$samples/report.en.pdf" >out.txt)
    rows=$(grep -c '<tu ' "$work/out.tmx")
    [ "$rows" -gt 100 ] || { echo "only $rows units with $package" >&2; exit 1; }
    echo "$(basename "$package"): installed, $rows units"
    rm "$work"/out.*
done
