#!/usr/bin/env bash
# What a packet costs the receiver, against a program that calls libpcap itself, in one run over a
# virtual link. Needs root, and a release build of live-receiver.
#
#   Scripts/live-cost.sh [ROUNDS [RATE [COUNT [LIVE]]]]
#
# LIVE is another receiver to compare with, called as `LIVE recv-pcap INTERFACE SECONDS BUFFER_MIB`.
set -euo pipefail
cd "$(dirname "$0")/.."
rounds=${1:-3} rate=${2:-400000} count=${3:-1000000} other=${4:-}
receiver=$(swift build -c release --show-bin-path)/live-receiver
near=pcost0 far=pcost1
buffer=8
seconds=$((count / rate + 2))

ip link add "$near" type veth peer name "$far"
trap 'ip link del "$near"' EXIT
for end in "$near" "$far"; do
  sysctl -qw "net.ipv6.conf.$end.disable_ipv6=1"
  ip link set "$end" up
done

send() {
  sleep 0.5
  "$receiver" send "$far" "$count" "$rate"
}

for ((round = 0; round < rounds; round++)); do
  for way in raw async batch; do
    send &
    "$receiver" "$way" "$near" "$seconds" "$buffer"
    wait $!
  done
  if [[ -n $other ]]; then
    send &
    "$other" recv-pcap "$near" "$seconds" "$buffer"
    wait $!
  fi
done
