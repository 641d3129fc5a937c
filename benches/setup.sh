#!/bin/sh
# Sets up what kaoping is measured against, in an environment of its own: benches/setup.sh [FOLDER]
set -eu
cd "$(dirname "$0")/.."
folder="${1:-${CARGO_TARGET_DIR:-target}/bench-venv}"
python3 -m venv "$folder"
"$folder/bin/pip" install --quiet polars duckdb
"$folder/bin/pip" list 2>/dev/null | grep -E '^(polars|duckdb) '
