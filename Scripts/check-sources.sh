#!/usr/bin/env bash
# Rules of the library's sources that neither compiler nor formatter checks: who imports whom, no
# trap on input, no promise to the compiler that it cannot check, sizes.
set -euo pipefail
cd "$(dirname "$0")/.."
failed=0

complain() {
  printf '%s\n' "$1" >&2
  failed=1
}

libc="Glibc Musl Darwin"

# The modules that a module may import.
allowed() {
  case $1 in
    PacketCore) echo "Synchronization $libc" ;;
    CaptureFiles) echo "PacketCore CZlib Synchronization $libc" ;;
    PcapBinding) echo "PacketCore CaptureFiles CPcap Synchronization $libc" ;;
    Dissectors) echo "PacketCore Crypto CryptoExtras Synchronization" ;;
    Packets) echo "PacketCore CaptureFiles PcapBinding Dissectors" ;;
    *) return 1 ;;
  esac
}

for folder in Sources/*/; do
  module=$(basename "$folder")
  [ -e "$folder/module.modulemap" ] && continue
  modules=$(allowed "$module") || { complain "$0 does not know the module $module"; continue; }
  while IFS=: read -r file line text; do
    imported=$(sed -E 's/.*\bimport +((struct|class|enum|func|let|var|typealias|protocol) +)?([A-Za-z_]+).*/\3/' <<<"$text")
    case " $modules " in
      *" $imported "*) ;;
      *) complain "$file:$line: $module may not import $imported" ;;
    esac
  done < <(grep -rnE '^ *((@[A-Za-z_]+|public|package|internal|private|fileprivate) +)*import ' "$folder" --include='*.swift' || true)
done

forbid() {
  local pattern=$1 reason=$2
  shift 2
  local found
  found=$(grep -rsnE "$pattern" --include='*.swift' "$@" | grep -vE '^[^:]*:[0-9]+: *//' || true)
  [ -z "$found" ] || complain "$reason:
$found"
}

forbid '@unchecked' 'a promise that the compiler cannot check' Sources
forbid '\btry!|\bas!|\bfatalError\(|\bpreconditionFailure\(' 'a trap' Sources
forbid '\bunsafeFlags\b' 'unsafe flags, which no package may depend on' Package.swift
forbid '\b(TODO|FIXME)\b' 'unfinished' Sources Examples

while IFS= read -r file; do
  lines=$(wc -l <"$file")
  [ "$lines" -le 600 ] || complain "$file: $lines lines, more than 600"
done < <(git ls-files '*.swift' | grep -v -e '+IANA' -e '/Generated/' || true)

[ "$failed" = 0 ] && echo "The sources keep to the rules."
exit "$failed"
