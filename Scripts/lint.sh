#!/usr/bin/env bash
# Checks the format of all Swift code against .swift-format; `swift format -i FILE` mends a file.
set -euo pipefail
cd "$(dirname "$0")/.."
git ls-files -z --cached --others --exclude-standard '*.swift' |
  xargs -0 swift format lint --strict --parallel
