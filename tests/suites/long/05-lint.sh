#!/usr/bin/env bash
# Layout and lint: clang-format, shellcheck and eslint always; clang-tidy too, unless FOYER_QUICK is set (it takes minutes).
set -euo pipefail
cd "$(dirname "$0")/../../.."
scripts/format --check
git ls-files .ci/run 'scripts/*' 'tests/suites/*.sh' | xargs grep -lE '^#!/usr/bin/env bash' | xargs shellcheck
scripts/npm tests
tests/node_modules/.bin/eslint -c tests/eslint.config.mjs --max-warnings 0 web/src web/tests tests
if [ -z "${FOYER_QUICK:-}" ]; then scripts/tidy; fi
