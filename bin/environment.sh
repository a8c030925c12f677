# Sourced by the commands beside it: where the repository is, and its Python environment.
# shellcheck shell=bash

ROOT="$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd -P)"
VENV="$ROOT/.venv"
PYTHON="$VENV/bin/python"

say() { printf '%s\n' "$*" >&2; }

# Make the environment of requirements/$1.txt, or do nothing when it is already that.
# Every package is checked against the hashes of that file.
make_environment() {
    is_made "$1" && return
    mkdir -p "$VENV"
    exec 9>"$VENV/.making" && flock 9 # two commands started together make it once
    if ! is_made "$1"; then
        say "Preparing the environment (about a minute the first time) …"
        [[ -x "$PYTHON" ]] || make_venv
        install "$ROOT/requirements/$1.txt"
        # Our own code runs from where it is; children started anywhere find it.
        "$PYTHON" - "$ROOT/src" <<'PY'
import pathlib, sys, sysconfig
pathlib.Path(sysconfig.get_path("purelib"), "muniment-source.pth").write_text(sys.argv[1] + "\n")
PY
        printf '%s' "$1 $(lock_hash "$1")" >"$VENV/.made-from"
    fi
    exec 9>&-
}

# Is the environment what requirements/$1.txt asks for? The development environment holds all
# that running needs.
is_made() {
    local made
    made="$(cat "$VENV/.made-from" 2>/dev/null)" && [[ -x "$PYTHON" ]] || return 1
    [[ "$made" == "$1 $(lock_hash "$1")" || ("$1" == run && "$made" == "dev $(lock_hash dev)") ]]
}

lock_hash() { sha256sum <"$ROOT/requirements/$1.txt" | cut -d' ' -f1; }

make_venv() {
    local python
    for python in python3.11 python3.12 python3.13 python3; do
        if command -v "$python" >/dev/null && "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
            "$python" -m venv "$VENV" && return
            say "“$python -m venv” failed; on Debian install it with: apt-get install python3-venv"
            exit 1
        fi
    done
    say "Muniment needs Python 3.11 or newer; on Debian: apt-get install python3 python3-venv"
    exit 1
}

# uv is several times quicker; pip does the same with the same hashes where uv is not to be had.
install() {
    local uv
    if uv="$(command -v uv)" || uv="$(bring_uv)"; then
        as_pip_is_set
        timeout --foreground 300 "$uv" pip sync --quiet --python "$PYTHON" --require-hashes "$1" && return
        say "uv did not manage; trying pip."
    fi
    "$PYTHON" -m pip install --quiet --disable-pip-version-check --require-hashes -r "$1"
}

# Let uv look where this machine's pip looks: uv reads none of pip's settings by itself.
as_pip_is_set() {
    export UV_HTTP_TIMEOUT="${UV_HTTP_TIMEOUT:-20}"
    # Every package is checked by its hash, so it does not matter which index has it first.
    export UV_INDEX_STRATEGY="${UV_INDEX_STRATEGY:-unsafe-best-match}"
    take_over index-url UV_DEFAULT_INDEX
    take_over extra-index-url UV_INDEX
    take_over find-links UV_FIND_LINKS
    take_over cert SSL_CERT_FILE
}

take_over() {
    local pip_variable value
    pip_variable="PIP_$(tr 'a-z-' 'A-Z_' <<<"$1")"
    value="${!pip_variable:-$("$PYTHON" -m pip config get "global.$1" 2>/dev/null || true)}"
    [[ -z "$value" || -n "${!2:-}" ]] || export "$2=$value"
}

bring_uv() {
    local pins
    [[ -x "$VENV/bin/uv" ]] && { printf '%s' "$VENV/bin/uv"; return; }
    pins="$(mktemp)"
    # The version and hashes that the lock names, so that uv itself is checked too.
    awk '/^uv==/ { on = 1 } on { print } on && !/\\$/ { exit }' "$ROOT/requirements/dev.txt" >"$pins"
    "$PYTHON" -m venv --clear "$VENV/uv" >/dev/null 2>&1 &&
        "$VENV/uv/bin/python" -m pip install --quiet --disable-pip-version-check \
            --require-hashes -r "$pins" >/dev/null 2>&1 &&
        printf '%s' "$VENV/uv/bin/uv"
}
