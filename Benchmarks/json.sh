#!/usr/bin/env bash
# JSON of whole captures: sniff beside tshark, on the same files in the same run.
#
#   swift build -c release --product sniff
#   Benchmarks/json.sh [FILE...]      captures of 20,000 packets or so; default: small.k20, mtu.k20, web.k20, mix.k20
#                                     of the folder BENCH (see README.md)
#
# Each program runs three times, in turns; the best time of each counts, start and end included.
set -euo pipefail
cd "$(dirname "$0")/.."
sniff=${SNIFF:-.build/release/sniff}
data=${BENCH:-${TMPDIR:-/tmp}/packets-bench}/data
goal=${GOAL:-20}
files=("$@")
[ ${#files[@]} -gt 0 ] || files=("$data"/{small,mtu,web,mix}.k20.pcap)
export TZ=UTC LC_ALL=C.UTF-8 WIRESHARK_CONFIG_DIR=/nonexistent

# Seconds of the processor that a command takes.
measure() {
  local TIMEFORMAT='%U %S' times
  times=$({ time "$@" >/dev/null 2>&1; } 2>&1)
  awk '{print $1 + $2}' <<<"$times"
}

least() { sort -g | head -1; }

printf '%-24s %9s %5s %11s %11s %7s %11s %11s\n' file packets form 'tshark, s' 'sniff, s' times 'tshark, MB' 'sniff, MB'
slow=0
for file in "${files[@]}"; do
  packets=$("$sniff" -r "$file" -T fields -e frame.number | tail -1)
  for form in json ek; do
    theirs='' ours=''
    for _ in 1 2 3; do
      theirs+="$(measure tshark -n -r "$file" -T $form)"$'\n'
      ours+="$(measure "$sniff" -n -r "$file" -T $form)"$'\n'
    done
    theirs=$(printf %s "$theirs" | least) ours=$(printf %s "$ours" | least)
    times=$(awk "BEGIN {printf \"%.1f\", $theirs / ($ours > 0 ? $ours : 0.001)}")
    printf '%-24s %9s %5s %11s %11s %7s %11s %11s\n' "$(basename "$file")" "$packets" $form "$theirs" "$ours" "$times" \
      "$(tshark -n -r "$file" -T $form 2>/dev/null | wc -c | awk '{printf "%.1f", $1 / 1e6}')" \
      "$("$sniff" -n -r "$file" -T $form | wc -c | awk '{printf "%.1f", $1 / 1e6}')"
    if [ $form = json ] && awk "BEGIN {exit !($times < $goal)}"; then slow=1; fi
  done
done
exit $slow
