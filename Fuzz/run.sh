#!/usr/bin/env bash
# run.sh SECONDS [reader|dissect|write…]: fuzzes each target for so long. Inputs that crash, hang or use too
# much memory are kept in Regressions/TARGET, which the tests replay. PACKETS_CORPUS names a folder of
# captures to start from, by default ../shared/corpus beside the package; what was learnt is kept in
# .build/corpus.
set -uo pipefail
cd "$(dirname "$0")" || exit
seconds=${1:?"usage: run.sh SECONDS [reader|dissect|write...]"}
shift
[ $# -gt 0 ] || set -- reader dissect write
captures=${PACKETS_CORPUS:-../../shared/corpus}
[ -d "$captures" ] || captures=../Examples/Captures

swift build -c release --sanitize fuzzer -Xswiftc -sanitize=fuzzer,address | tail -1 || exit
bin=$(swift build -c release --show-bin-path)
[ -d .build/seeds ] || python3 seeds.py "$captures" .build/seeds || exit

# AddressSanitizer's quarantine is kept small, so that the limit speaks of the program.
# Swift's own crash reporter hangs in a process with AddressSanitizer.
export SWIFT_BACKTRACE=enable=no
export ASAN_OPTIONS=quarantine_size_mb=8:detect_leaks=1:allocator_may_return_null=0
export LSAN_OPTIONS=suppressions=$PWD/leaks.txt:print_suppressions=0
failed=0
for target; do
  # The writer starts from the same files as the reader.
  seeds=.build/seeds/${target/write/reader}
  mkdir -p ".build/corpus/$target" "Regressions/$target"
  echo "== $target, $seconds s"
  "$bin/fuzz-$target" -max_total_time="$seconds" -timeout=5 -malloc_limit_mb=64 -rss_limit_mb=512 \
    -max_len=16384 -print_final_stats=1 -artifact_prefix="Regressions/$target/" \
    ".build/corpus/$target" "$seeds" >".build/$target.log" 2>&1 || failed=1
  grep -E 'ERROR|SUMMARY|Fatal error|artifact|stat::|DONE' ".build/$target.log"
done
exit "$failed"
