#!/usr/bin/env bash
# JSON of whole captures: sniff beside tshark, on the same files in the same run.
#
#   swift build -c release --product sniff
#   Benchmarks/json.sh [FILE...]      captures of 20,000 packets or so; default: small.k20, mtu.k20, web.k20, mix.k20
#                                     of the folder BENCH (see README.md)
#
# Each program runs ROUNDS times (5) in turns, start and end included, into /dev/null; the table has the medians,
# in seconds, of the time of the processor (user and system) and of the time that passed. FORMS names the forms.
# Fails when JSON is not GOAL times (20) faster than tshark's, by the time that passed.
set -euo pipefail
cd "$(dirname "$0")/.."
export SNIFF=${SNIFF:-.build/release/sniff} GOAL=${GOAL:-20} ROUNDS=${ROUNDS:-5} FORMS=${FORMS:-json ek}
export TZ=UTC LC_ALL=C.UTF-8 WIRESHARK_CONFIG_DIR=/nonexistent
data=${BENCH:-${TMPDIR:-/tmp}/packets-bench}/data
[ $# -gt 0 ] || set -- "$data"/{small,mtu,web,mix}.k20.pcap

exec python3 - "$@" <<'P'
import os, resource, statistics, subprocess, sys, time

def run(*command):
    """Seconds of the processor, and seconds that passed."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    passed, after = time.monotonic() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, passed

def size(*command):
    child = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    return sum(len(block) for block in iter(lambda: child.stdout.read(1 << 20), b"")) / 1e6

sniff, goal, slow = os.environ["SNIFF"], float(os.environ["GOAL"]), False
print("| file | form | tshark, CPU | sniff, CPU | times | tshark, passed | sniff, passed | times | tshark, MB | sniff, MB |")
print("|---|---|--:|--:|--:|--:|--:|--:|--:|--:|")
for path in sys.argv[1:]:
    for form in os.environ["FORMS"].split():
        commands = [(name, "-n", "-r", path, "-T", form) for name in ("tshark", sniff)]
        times = [[], []]
        for _ in range(int(os.environ["ROUNDS"])):
            for taken, command in zip(times, commands): taken.append(run(*command))
        (their_cpu, theirs), (our_cpu, ours) = (
            [statistics.median(column) for column in zip(*taken)] for taken in times)
        print(f"| {os.path.basename(path)} | {form} | {their_cpu:.2f} | {our_cpu:.3f} | {their_cpu / our_cpu:.1f} "
              f"| {theirs:.2f} | {ours:.3f} | {theirs / ours:.1f} | {size(*commands[0]):.0f} | {size(*commands[1]):.0f} |", flush=True)
        slow |= form == "json" and theirs / ours < goal
sys.exit(slow)
P
