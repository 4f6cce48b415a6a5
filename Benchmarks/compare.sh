#!/usr/bin/env bash
# compare.sh [ROUNDS] [FILE…]: runs our three loops and the C yardstick interleaved, for T0, T1 and T3, and
# prints a table for each file (small, mtu, web, mix). PACKETS_BENCH names the folder of the yardstick.
set -euo pipefail
cd "$(dirname "$0")"
bench=$(cd "${PACKETS_BENCH:-../../shared/bench}" && pwd)
rounds=${1:-7}
shift $(($# > 0))
[ $# -gt 0 ] || set -- small mtu web mix

swift build -c release --product contestant >&2
"$bench/prepare.sh" >&2
PATH="$(swift build -c release --show-bin-path):$PATH"
export CONTESTANTS=$PWD/contestants.txt

for file; do
  for task in T0 T1 T3; do
    python3 "$bench/run.py" "$file" "$task" "$rounds" \
      c_read,c_best,packets_sync,packets_async,packets_chunk,packets_layers
    echo
  done
done
