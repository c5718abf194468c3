#!/usr/bin/env bash
# Layout and lint: clang-format, shellcheck and eslint. clang-tidy takes ten minutes: tests/suites/long/06-tidy.sh.
set -euo pipefail
cd "$(dirname "$0")/../.."
scripts/format --check
if git grep -nE '^(<<<<<<<|>>>>>>>) ' -- ':!web/vendor'; then echo "a merge was left half done"; exit 1; fi
git ls-files .ci/run 'scripts/*' 'tests/suites/*.sh' | xargs grep -lE '^#!/usr/bin/env bash' | xargs shellcheck
scripts/npm tests
tests/node_modules/.bin/eslint -c tests/eslint.config.mjs --max-warnings 0 web/src web/tests tests bench
