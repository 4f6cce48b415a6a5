#!/usr/bin/env bash
# run.sh SECONDS [reader|dissect|write...]  fuzzes each target for so long.
# run.sh SECONDS protocols [NAME...]        fuzzes the decoder of each protocol of the standard table, or
#   of those named: two at once, for SECONDS together. Prints one line a protocol.
#
# Inputs that crash, hang or use too much memory are kept in Regressions/TARGET, those of a protocol in
# Regressions/protocol/NAME, which the tests replay. PACKETS_CORPUS names a folder of captures to start
# from, by default ../shared/corpus beside the package; what was learnt is kept in .build/corpus.
set -uo pipefail
cd "$(dirname "$0")" || exit
seconds=${1:?"usage: run.sh SECONDS [reader|dissect|write|protocols [NAME...]]"}
shift
captures=${PACKETS_CORPUS:-../../shared/corpus}
[ -d "$captures" ] || captures=../Examples/Captures

swift build -c release --sanitize fuzzer -Xswiftc -sanitize=fuzzer,address | tail -1 || exit
bin=$(swift build -c release --show-bin-path)

# AddressSanitizer's quarantine is kept small, so that the limit speaks of the program.
# Swift's own crash reporter hangs in a process with AddressSanitizer.
export SWIFT_BACKTRACE=enable=no
export ASAN_OPTIONS=quarantine_size_mb=8:detect_leaks=1:allocator_may_return_null=0
export LSAN_OPTIONS=suppressions=$PWD/leaks.txt:print_suppressions=0

# fuzz PROGRAM SECONDS LOG NAME FOLDER OPTION... SEEDS
fuzz() {
  local program=$1 seconds=$2 log=$3 name=$4 findings=$5
  shift 5
  mkdir -p ".build/corpus/$name" "$findings"
  "$program" -max_total_time="$seconds" -timeout=5 -malloc_limit_mb=64 -print_final_stats=1 \
    -artifact_prefix="$findings/" "${@:1:$#-1}" ".build/corpus/$name" "${!#}" >"$log" 2>&1
}

# fuzz_protocol BIN SECONDS NAME: 64 MiB over what the program takes before the first input.
fuzz_protocol() {
  local bin=$1 seconds=$2 name=$3 log=.build/protocol-$3.log result=0
  local findings=Regressions/protocol/$name before after
  before=$(find "$findings" -type f 2>/dev/null | wc -l)
  export FUZZ_PROTOCOL=$name
  fuzz "$bin/fuzz-protocol" "$seconds" "$log" "protocol-$name" "$findings" -rss_limit_mb="$limit" \
    -max_len=4096 -detect_leaks=0 ".build/seeds/protocol/$name" || result=1
  after=$(find "$findings" -type f | wc -l)
  printf '%-20s %9s runs %6s MB %3s features x100 %3s findings\n' "$name" \
    "$(sed -n 's/^stat::number_of_executed_units: *//p' "$log")" \
    "$(sed -n 's/^stat::peak_rss_mb: *//p' "$log")" \
    "$(grep -oE 'ft: [0-9]+' "$log" | tail -1 | awk '{print int($2 / 100)}')" $((after - before))
  rmdir "$findings" 2>/dev/null
  return "$result"
}

protocols() {
  mkdir -p .build/seeds
  [ -d .build/seeds/protocol ] || "$bin/fuzz-protocol" seed .build/seeds/protocol "$captures" || exit
  local names
  if [ $# -gt 0 ]; then names=("$@"); else mapfile -t names < <("$bin/fuzz-protocol" list); fi
  local share=$((seconds / ${#names[@]}))
  limit=$(FUZZ_PROTOCOL=data "$bin/fuzz-protocol" -runs=1 -print_final_stats=1 2>&1 |
    awk '/peak_rss_mb/ { print $2 + 64 }')
  export limit
  export -f fuzz fuzz_protocol
  echo "== ${#names[@]} protocols, $((share > 0 ? share : 1)) s each, up to $limit MB"
  printf '%s\n' "${names[@]}" |
    xargs -P 2 -I NAME bash -c 'fuzz_protocol "$@"' _ "$bin" $((share > 0 ? share : 1)) NAME
}

if [ "${1:-}" = protocols ]; then
  shift
  protocols "$@"
  exit
fi

[ $# -gt 0 ] || set -- reader dissect write
[ -d .build/seeds/reader ] || python3 seeds.py "$captures" .build/seeds || exit
failed=0
for target; do
  # The writer starts from the same files as the reader.
  seeds=.build/seeds/${target/write/reader}
  echo "== $target, $seconds s"
  fuzz "$bin/fuzz-$target" "$seconds" ".build/$target.log" "$target" "Regressions/$target" \
    -rss_limit_mb=512 -max_len=16384 "$seeds" || failed=1
  grep -E 'ERROR|SUMMARY|Fatal error|artifact|stat::|DONE' ".build/$target.log"
done
exit "$failed"
