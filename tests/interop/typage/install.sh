#!/bin/sh
# Installs typage, at the versions and hashes of package-lock.json, into TARGET_DIR/interop/typage.
# No script of a package runs.
set -eu

if [ $# -ne 1 ]; then
    echo "usage: $0 TARGET_DIR" >&2
    exit 2
fi
here=$(cd "$(dirname "$0")" && pwd)
there=$1/interop/typage

mkdir -p "$there"
cp "$here/package.json" "$here/package-lock.json" "$here/.npmrc" "$here/typage.mjs" "$there"
cd "$there"
npm ci --ignore-scripts --no-audit --no-fund
