#!/usr/bin/env bash
# Three nodes behind nginx on PostgreSQL, killed one after another, the database too; then on a pair of which the standby is
# promoted and wires are cut. A standby that is not synchronous loses turns, and must be found out. The long runs are
# `scripts/chaos --nodes 600` and `--pair 600`. The documented proxy configurations are checked by the proxies themselves.
set -euo pipefail
cd "$(dirname "$0")/../.."
python3 -W ignore tests/reliability/chaos.py build/release/foyer --seconds 20
python3 -W ignore tests/reliability/chaos.py build/release/foyer --pair --seconds 30
said=$(python3 -W ignore tests/reliability/chaos.py build/release/foyer --pair --asynchronous --seconds 12) && status=0 || status=$?
case "$status $said" in
  1*lost*) echo "what a standby missed is found missing" ;;
  "0 this machine"*) echo "$said" ;;
  *) echo "a store that lost turns was not found out: $said"; exit 1 ;;
esac
home=$(mktemp -d); trap 'rm -rf "$home"' EXIT
HOME=$home XDG_DATA_HOME=$home XDG_CONFIG_HOME=$home caddy validate --config docs/proxies/Caddyfile --adapter caddyfile >"$home/log" 2>&1 ||
  { cat "$home/log"; exit 1; }
echo "Caddy takes docs/proxies/Caddyfile, nginx ran docs/proxies/nginx.conf"
