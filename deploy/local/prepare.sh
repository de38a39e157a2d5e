#!/bin/sh
# Make .venv ready to run Boucle, with `dev` to test it too, with `bench` to measure it: needs Python 3.11+ and a network
# (first time), nothing else.
# Each missing thing is named in one line, with its cure.
set -eu
cd "$(dirname "$0")/../.."

fail() { echo "boucle: $1" >&2; exit 1; }

recent() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; }

python=
for name in "${PYTHON:-}" python3.11 python3.12 python3.13 python3.14 python3 python; do
    if [ -n "$name" ] && recent "$name"; then python=$(command -v "$name"); break; fi
done
[ -n "$python" ] || fail "no Python 3.11 or newer found; install one (Debian: apt install python3 python3-venv) or name it: make PYTHON=/path/to/python3"

if uv --version >/dev/null 2>&1; then
    uv=uv
else
    uv=.boucle-tools/bin/uv
    if [ ! -x "$uv" ]; then
        echo "boucle: installing uv in .boucle-tools"
        "$python" -m venv .boucle-tools >/dev/null 2>&1 \
            || fail "$python cannot make a virtual environment; cure (Debian): apt install python3-venv"
        .boucle-tools/bin/python -m pip install --quiet --disable-pip-version-check uv \
            || fail "could not install uv; is there a network to PyPI?"
    fi
fi

# Without `dev`, what is there of it already stays.
case "${1:-}" in dev) options= ;; bench) options="--group bench" ;; *) options="--no-dev --inexact" ;; esac

[ -x .venv/bin/boucle ] || echo "boucle: installing the dependencies in .venv (first time: about a minute)"
# The Python found above, never one that uv would download. By its own path: uv would make .venv anew
# at each call, under whatever runs from it, for the name of a shim (pyenv's) that only starts it.
python=$("$python" -c 'import sys; print(sys.executable)')
# shellcheck disable=SC2086 # options are words
UV_PYTHON_DOWNLOADS=never "$uv" sync --all-packages --frozen --quiet --python "$python" $options \
    || fail "could not install the dependencies; is there a network to PyPI (see the lines above)?"
# The client's calls are in no commit.
[ "${1:-}" = "" ] || .venv/bin/python -m clients.python.generate
# Tests start hundreds of processes, which may not be let write what they compile.
[ "${1:-}" = "" ] || .venv/bin/python -m compileall -q -j 0 libs services deploy tests
.venv/bin/python -m boucle.matching.engine.precompile
