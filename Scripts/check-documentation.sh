#!/usr/bin/env bash
# Builds the reference documentation of all library modules with DocC and fails on a link that leads
# nowhere. The pages go to the folder given, or are thrown away.
set -euo pipefail
cd "$(dirname "$0")/.."

docc=$(command -v docc || xcrun --find docc)
extract=$(command -v swift-symbolgraph-extract || xcrun --find swift-symbolgraph-extract)
target=$(swiftc -print-target-info |
  python3 -c 'import json, sys; print(json.load(sys.stdin)["target"]["triple"])')
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
pages=${1:-$work/Packets.doccarchive}

[ -d .build/debug/Modules ] || swift build
mkdir "$work/graphs"
for folder in Sources/*/; do
  module=$(basename "$folder")
  [ -e "$folder/module.modulemap" ] && continue
  "$extract" -module-name "$module" -target "$target" -I .build/debug/Modules \
    -Xcc -fmodule-map-file="$PWD/Sources/CPcap/module.modulemap" \
    -Xcc -fmodule-map-file="$PWD/Sources/CZlib/module.modulemap" \
    -minimum-access-level public -emit-extension-block-symbols -output-dir "$work/graphs"
done

catalog=()
[ -d Documentation/Packets.docc ] && catalog=(Documentation/Packets.docc)
failed=0
"$docc" convert ${catalog[@]+"${catalog[@]}"} --fallback-display-name Packets \
  --fallback-bundle-identifier Packets --additional-symbol-graph-dir "$work/graphs" \
  --output-path "$pages" >"$work/log" 2>&1 || failed=1

# Parameters that need no words are no fault; links that lead nowhere are.
if grep -E -A 3 "error:|doesn't exist|is ambiguous|No external resolver" "$work/log"; then
  echo "A link to another module's type names the module: \`\`PacketCore/Packet\`\`." >&2
  failed=1
fi
echo "$(find "$pages/data" -name '*.json' | wc -l) pages"
exit "$failed"
