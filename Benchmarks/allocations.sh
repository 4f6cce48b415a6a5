#!/usr/bin/env bash
# Counts the heap allocations that a packet costs in each loop: none. What is left are those of a chunk
# of some 256 KiB, if any; the table shows how many there were in all.
source "$(dirname "$0")/measure.sh"
gcc -O2 -shared -fPIC malloc-counter.c -o "$work/counter.so"

allocations() {
  LD_PRELOAD=$work/counter.so "$bin/contestant" "$@" 2>&1 >/dev/null |
    sed -n 's/.*allocations=\([0-9]*\).*/\1/p'
}

failed=0
echo "| loop | file | task | allocations, $less packets | allocations, $more packets | per packet |"
echo "|---|---|---|---|---|---|"
for way in "${ways[@]}"; do
  for format in pcap pcapng; do
    for task in T0 T1; do
      few=$(allocations $task "$work/$less.$format" "$way")
      many=$(allocations $task "$work/$more.$format" "$way")
      python3 - "$few" "$many" <<P || failed=1
few, many = $few, $many
each = (many - few) / ($more - $less)
print(f"| $way | $format | $task | {few} | {many} | {each:.5f} |")
exit(each >= 0.001)
P
    done
  done
done
exit "$failed"
