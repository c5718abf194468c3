#!/usr/bin/env bash
# Three nodes behind nginx on one PostgreSQL, killed one after another, the database too. The long run is
# `scripts/chaos --nodes 600`. The documented proxy configurations are checked by the proxies themselves.
set -euo pipefail
cd "$(dirname "$0")/../.."
python3 -W ignore tests/reliability/chaos.py build/release/foyer --seconds 30
home=$(mktemp -d); trap 'rm -rf "$home"' EXIT
HOME=$home XDG_DATA_HOME=$home XDG_CONFIG_HOME=$home caddy validate --config docs/proxies/Caddyfile --adapter caddyfile >"$home/log" 2>&1 ||
  { cat "$home/log"; exit 1; }
echo "Caddy takes docs/proxies/Caddyfile, nginx ran docs/proxies/nginx.conf"
