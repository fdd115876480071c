#!/bin/sh
# Set up .venv with the project and all that its checks need; where that is done, it takes some seconds.
#   sh scripts/setup.sh
set -eu
cd "$(dirname "$0")/.."
python=.venv/bin/python
[ -x $python ] || ${PYTHON:-python3} -m venv .venv
pip="$python -m pip install -q --disable-pip-version-check"
# uv needs a quarter of pip's time. It does not read pip's settings: where it finds nothing, pip does it.
$pip uv
install() { $python -m uv pip install -q --python $python "$@" 2>/dev/null || $pip "$@"; }
install -e '.[dev]'
# Other people's models need torch: a gigabyte that only the build machine must bear. pip takes the small build of it.
if [ -n "${CI:-}" ]; then
    $pip torch==2.13.0
    install -e '.[hub,use]'
fi
