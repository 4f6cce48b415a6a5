#!/usr/bin/env bash
# What a packet costs the receiver in processor time, against a program that calls libpcap itself, both
# over one virtual link in turns. Prints each run and the medians; fails when `for try await` takes more
# than LIMIT times what the bare loop does. Needs root.
#
#   Scripts/live-cost.sh [ROUNDS [RATE [COUNT [LIMIT [OTHER]]]]]
#
# OTHER is another receiver to compare with, called as `OTHER recv-pcap INTERFACE SECONDS BUFFER_MIB`.
set -euo pipefail
cd "$(dirname "$0")/.."
rounds=${1:-5} rate=${2:-250000} count=${3:-1000000} limit=${4:-1.5} other=${5:-}
if [[ $EUID -ne 0 ]] || ! ip link add pcost0 type veth peer name pcost1; then
  echo "skipped: a virtual link needs root"
  exit 0
fi
trap 'ip link del pcost0; rm -f "$log"' EXIT
log=$(mktemp)
swift build -c release --product live-receiver >&2
receiver=$(swift build -c release --show-bin-path)/live-receiver
seconds=$((count / rate + 2))
for end in pcost0 pcost1; do
  sysctl -qw "net.ipv6.conf.$end.disable_ipv6=1"
  ip link set "$end" up
done

measure() {
  (sleep 0.5; "$receiver" send pcost1 "$count" "$rate") &
  "$@" pcost0 "$seconds" 8 | tee -a "$log"
  wait $!
}

for ((round = 0; round < rounds; round++)); do
  for way in raw async batch; do measure "$receiver" "$way"; done
  if [[ -n $other ]]; then measure "$other" recv-pcap; fi
done
awk -v limit="$limit" '
  { split($0, parts, "cpu_ns/pkt="); split(parts[2], number, " ")
    ways[$1]; list[$1, ++count[$1]] = number[1] }
  function median(way,   i, j, t, n) {
    n = count[way]
    for (i = 1; i < n; i++)
      for (j = i + 1; j <= n; j++)
        if (list[way, j] < list[way, i]) { t = list[way, i]; list[way, i] = list[way, j]; list[way, j] = t }
    return list[way, int((n + 1) / 2)]
  }
  END {
    bare = median("raw")
    for (way in ways)
      printf "%-10s %4d ns a packet, %.2f times the bare loop\n", way, median(way), median(way) / bare
    if (median("async") > limit * bare) { print "more than " limit " times"; exit 1 }
  }' "$log"
