#!/usr/bin/env bash
# Counts with callgrind the instructions that a packet costs in each loop, and compares them with
# Thresholds/instructions.txt: 3 % more is a failure. `instructions.sh update` writes the file anew.
source "$(dirname "$0")/measure.sh"
thresholds=Thresholds/instructions.txt

# Valgrind 3.19 writes to the mask that a program passes to sigsuspend, and libdispatch's is read-only:
# the program, whose main thread waits there, gets a copy to pass.
gcc -O2 -shared -fPIC -x c -o "$work/sigsuspend.so" - <<'C'
#include <signal.h>
#include <sys/syscall.h>
#include <unistd.h>
int sigsuspend(const sigset_t *mask) {
  sigset_t copy = *mask;
  return syscall(SYS_rt_sigsuspend, &copy, 8);
}
C

instructions() {
  LD_PRELOAD=$work/sigsuspend.so valgrind --tool=callgrind --callgrind-out-file=/dev/null "$bin/contestant" "$@" 2>&1 >/dev/null |
    sed -n 's/.*Collected : \([0-9]*\).*/\1/p'
}

for way in "${ways[@]}"; do
  for format in pcap pcapng; do
    for task in T0 T1; do
      few=$(instructions $task "$work/$less.$format" "$way")
      many=$(instructions $task "$work/$more.$format" "$way")
      python3 -c "print('$way $format $task', f'{($many - $few) / ($more - $less):.1f}')"
    done
  done
done | tee "$work/counts" >&2

if [ "${1:-}" = update ]; then
  mkdir -p Thresholds
  { echo "# loop, file, task, instructions a packet"; cat "$work/counts"; } >"$thresholds"
  exit
fi

python3 - "$work/counts" "$thresholds" <<'P'
import sys
counts, limits = ({tuple(l.split()[:3]): float(l.split()[3]) for l in open(name) if l[0] != "#"} for name in sys.argv[1:])
failed = False
for key, limit in limits.items():
    count = counts.get(key)
    over = count is None or count > limit * 1.03
    failed |= over
    print(" ".join(key), f"{count} instructions a packet, {limit} before", "TOO MANY" if over else "")
sys.exit(failed)
P
