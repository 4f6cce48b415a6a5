#!/usr/bin/env python3
"""Compares `sniff -T fields` with tshark, cell by cell.

    swift build -c release --product sniff
    Scripts/conformance.py                         the whole corpus
    Scripts/conformance.py --show tcp.len          what differs in one column
    Scripts/conformance.py --capture tcpdump       captures whose path has this in it
    PACKETS_CORPUS=~/captures Scripts/conformance.py --regenerate
                                                   golden files of your own captures, by tshark

The folder (environment variable PACKETS_CORPUS, default ../shared/corpus) holds captures at any depth.
With golden files, golden/<capture>.tsv.gz, these are compared with; without, tshark runs now.
index.tsv, where there is one, tells which captures tshark calls malformed.

The exit status is 0 when each column agrees in at least as many cells as the threshold says, over the
captures that tshark does not call malformed.
"""
import argparse
import collections
import gzip
import json
import multiprocessing
import os
import sys
import time

from oracle import ROOT, default_corpus, find_captures, glossary, run_fields, share

# Link to transport: what a dissector of this package is expected to say as tshark does.
COLUMNS = """
frame.number frame.time_epoch frame.len frame.cap_len frame.encap_type
eth.src eth.dst eth.type vlan.id llc.dsap arp.opcode arp.src.proto_ipv4 arp.dst.proto_ipv4
mpls.label ppp.protocol pppoe.session_id
ip.src ip.dst ip.proto ip.ttl ip.id ip.frag_offset ip.flags.mf ip.hdr_len ip.len ip.checksum
ipv6.src ipv6.dst ipv6.nxt ipv6.hlim ipv6.plen
icmp.type icmp.code icmpv6.type icmpv6.code igmp.type gre.proto vxlan.vni gtp.teid
tcp.srcport tcp.dstport tcp.seq_raw tcp.ack_raw tcp.flags tcp.window_size_value tcp.len tcp.hdr_len
tcp.checksum
udp.srcport udp.dstport udp.length udp.checksum
sctp.srcport sctp.dstport sctp.chunk_type
""".split()

SAMPLES = 12


def columns_and_rows(text):
    lines = text.split("\n")
    header = lines[0].split("\t")
    return header, [line.split("\t") for line in lines[1:] if line]


class Golden:
    """What tshark says of a capture: recorded, or asked now."""

    def __init__(self, corpus, capture, columns):
        recorded = os.path.join(corpus, "golden", capture + ".tsv.gz")
        self.exit, self.message = None, ""
        if os.path.exists(recorded):
            text = gzip.open(recorded, "rt", encoding="utf8", errors="replace", newline="\n").read()
            flows = recorded[:-len(".tsv.gz")] + ".flows.json.gz"
            if os.path.exists(flows):
                about = json.load(gzip.open(flows))
                self.exit, self.message = about.get("tshark_exit"), about.get("tshark_message", "")
        else:
            text, self.exit, self.message = run_fields("tshark", os.path.join(corpus, capture), columns)
        self.header, self.rows = columns_and_rows(text) if text else (columns, [])


class Result:
    def __init__(self, capture):
        self.capture = capture
        self.cells = collections.Counter()
        self.equal = collections.Counter()
        self.filled = collections.Counter()
        self.filled_equal = collections.Counter()
        self.samples = collections.defaultdict(list)
        self.differences = collections.Counter()
        self.reasons = collections.Counter()
        self.others = []
        self.frames = (0, 0)
        self.exits = (0, "", 0, "")
        self.seconds = 0.0


def compare(task):
    corpus, capture, sniff, columns, known = task
    result = Result(capture)
    golden = Golden(corpus, capture, columns)
    shared = [c for c in columns if c in golden.header]
    where = [golden.header.index(c) for c in shared]
    start = time.time()
    text, status, message = run_fields(sniff, os.path.join(corpus, capture), shared)
    result.seconds = time.time() - start
    _, ours = columns_and_rows(text) if text else (shared, [])
    result.frames = (len(golden.rows), len(ours))
    result.exits = (golden.exit, golden.message, status, message)
    width = len(golden.header)
    for theirs, mine in zip(golden.rows, ours):
        if len(theirs) != width:
            continue
        expected = [theirs[i] for i in where]
        if len(mine) != len(expected):
            mine = (mine + [""] * len(expected))[:len(expected)]
        for column, a, b in zip(shared, expected, mine):
            result.cells[column] += 1
            filled = bool(a or b)
            result.filled[column] += filled
            if a == b:
                result.equal[column] += 1
                result.filled_equal[column] += filled
            else:
                result.differences[column] += 1
                why = reason(result, golden, theirs, column, known)
                result.reasons[why] += 1
                if why == OTHER and len(result.others) < SAMPLES:
                    result.others.append((theirs[0], column, a, b, protocols(golden, theirs)))
                if len(result.samples[column]) < SAMPLES:
                    result.samples[column].append((theirs[0], a, b, protocols(golden, theirs)))
    return result


FRAGMENT = "IP fragment: tshark shows a datagram whole, in its last fragment"
TUNNEL = "within a protocol that sniff does not dissect"
SHIFTED = "tshark counts pcapng blocks that are no packets as frames"
RANGE = "a time or a length beyond its range, which tshark prints as it is or cuts"
OTHER = "other"


def reason(result, golden, row, column, known):
    """What kind of difference it is, as far as the row shows it."""
    value = dict(zip(golden.header, row))
    if result.frames[0] != result.frames[1]:
        return SHIFTED
    if column in ("frame.time_epoch", "frame.len"):
        return RANGE
    layers = value.get("frame.protocols", "").split(":")
    if "ipv6.fraghdr" in layers or "1" in value.get("ip.flags.mf", "").split(",") or any(
            offset not in ("", "0") for offset in value.get("ip.frag_offset", "").split(",")):
        return FRAGMENT
    # A layer that sniff does not know, with one in it that it does.
    strange = [i for i, layer in enumerate(layers) if layer not in known]
    if strange and any(layer in known - {"data"} for layer in layers[strange[0]:]):
        return TUNNEL
    return OTHER


def protocols(golden, row):
    if "frame.protocols" not in golden.header:
        return ""
    return row[golden.header.index("frame.protocols")]


def regenerate(corpus, captures):
    for capture in captures:
        columns = ["frame.protocols"] + COLUMNS + ["_ws.malformed"]
        text, status, message = run_fields("tshark", os.path.join(corpus, capture), columns)
        base = os.path.join(corpus, "golden", capture)
        os.makedirs(os.path.dirname(base), exist_ok=True)
        with gzip.open(base + ".tsv.gz", "wt", encoding="utf8", newline="\n") as out:
            out.write(text)
        with gzip.open(base + ".flows.json.gz", "wt", encoding="utf8") as out:
            json.dump({"tshark_exit": status, "tshark_message": message}, out)
        print(capture, text.count("\n") - 1 if text else 0, "frames", message)


def available(sniff, columns):
    known = {row[2] for row in glossary(sniff) if row[0] == "F"}
    return [c for c in columns if c in known], [c for c in columns if c not in known]


def known_protocols(sniff):
    return {row[2] for row in glossary(sniff, "protocols")} | {"ethertype"}


def table(results, columns):
    """Prints the shares of equal cells; returns the columns and their share over all cells."""
    print(f"{'column':24}{'cells':>9}{'equal':>9}{'share':>9}   {'filled':>8}{'equal':>9}{'share':>9}")
    shares, total = {}, [0, 0, 0, 0]
    for column in columns:
        counts = [sum(getattr(r, name)[column] for r in results)
                  for name in ("cells", "equal", "filled", "filled_equal")]
        if not counts[0]:
            continue
        shares[column] = (share(counts[1], counts[0]), share(counts[3], counts[2]))
        total = [a + b for a, b in zip(total, counts)]
        line(column, counts)
    line("all columns", total)
    return shares


def line(name, counts):
    cells, equal, filled, filled_equal = counts
    print(f"{name:24}{cells:9}{equal:9}{share(equal, cells):8.3f}%   "
          f"{filled:8}{filled_equal:9}{share(filled_equal, filled):8.3f}%")


def show(results, column):
    for result in sorted(results, key=lambda r: -r.differences[column]):
        if not result.differences[column]:
            break
        print(f"\n{result.capture}: {result.differences[column]} of {result.cells[column]} differ")
        for frame, theirs, ours, layers in result.samples[column]:
            print(f"  frame {frame:>6}  tshark {theirs!r}  sniff {ours!r}  {layers}")


def explain(results, title):
    reasons, captures = collections.Counter(), collections.Counter()
    for result in results:
        reasons.update(result.reasons)
        captures.update(result.reasons.keys())
    print(f"\n{title}:")
    for why, count in reasons.most_common():
        print(f"  {count:7} cells in {captures[why]:4} captures: {why}")


def show_others(results, malformed):
    print("\nOther differences:")
    for result in sorted(results, key=lambda r: -r.reasons[OTHER]):
        if not result.others:
            continue
        print(f"{result.capture}{' (malformed)' if malformed[result.capture] else ''}: "
              f"{result.reasons[OTHER]}")
        for frame, column, theirs, ours, layers in result.others:
            print(f"  frame {frame:>6} {column}: tshark {theirs!r}  sniff {ours!r}  {layers}")


def damage(results):
    print("\nCaptures of which one of both says that they are damaged, or that have not as many frames:")
    for result in results:
        theirs_exit, theirs, ours_exit, ours = result.exits
        theirs_frames, our_frames = result.frames
        if theirs_exit in (0, None) and ours_exit == 0 and theirs_frames == our_frames:
            continue
        same = theirs_exit == ours_exit and theirs_frames == our_frames
        print(f"{'  ' if same else '* '}{result.capture}\n      tshark: {theirs_frames} frames, exit "
              f"{theirs_exit} {theirs}\n      sniff:  {our_frames} frames, exit {ours_exit} {ours}")


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", default=default_corpus())
    parser.add_argument("--sniff", default=os.path.join(ROOT, ".build", "release", "sniff"))
    parser.add_argument("--jobs", type=int, default=2, help="processes at a time (2)")
    parser.add_argument("--threshold", type=float, default=99.5, help="percent of equal cells (99.5)")
    parser.add_argument("--columns", help="columns, with commas between, in place of the usual ones")
    parser.add_argument("--capture", default="", help="only captures with this in their path")
    parser.add_argument("--show", metavar="COLUMN", help="print the cells that differ in a column")
    parser.add_argument("--others", action="store_true", help="print differences of no known kind")
    parser.add_argument("--regenerate", action="store_true", help="make golden files with tshark")
    options = parser.parse_args()

    captures = find_captures(options.corpus, options.capture)
    if not captures:
        sys.exit(f"no captures in {options.corpus}")
    if options.regenerate:
        return regenerate(options.corpus, captures)
    if not os.access(options.sniff, os.X_OK):
        sys.exit(f"{options.sniff} is not there: swift build -c release --product sniff")
    wanted = options.columns.split(",") if options.columns else COLUMNS
    if options.show and options.show not in wanted:
        wanted = wanted + [options.show]
    # A line of one empty cell would look like none.
    wanted = wanted if "frame.number" in wanted else ["frame.number"] + wanted
    columns, missing = available(options.sniff, wanted)

    start = time.time()
    known = known_protocols(options.sniff)
    tasks = [(options.corpus, capture, options.sniff, columns, known) for capture in captures]
    with multiprocessing.Pool(options.jobs) as pool:
        results = pool.map(compare, tasks, chunksize=8)
    clean = [r for r in results if not captures[r.capture]]

    if options.show:
        show(results, options.show)
    print(f"\n{len(clean)} captures that tshark does not call malformed:")
    shares = table(clean, columns)
    print(f"\nAll {len(results)} captures:")
    table(results, columns)
    print("\nCaptures with most cells that differ:")
    for result in sorted(results, key=lambda r: -sum(r.differences.values()))[:15]:
        total = sum(result.differences.values())
        if total:
            worst = ", ".join(f"{c} {n}" for c, n in result.differences.most_common(5))
            mark = " (malformed)" if captures[result.capture] else ""
            print(f"  {total:7}  {result.capture}{mark}: {worst}")
    explain(clean, "Differences in captures that tshark does not call malformed, by reason")
    explain(results, "Differences in all captures, by reason")
    if options.others:
        show_others(results, captures)
    damage(results)
    frames = sum(r.frames[0] for r in results), sum(r.frames[1] for r in results)
    same = sum(r.frames[0] == r.frames[1] for r in results)
    print(f"\nFrames: tshark {frames[0]}, sniff {frames[1]}; as many in {same} of {len(results)} captures")
    print(f"sniff ran {sum(r.seconds for r in results):.1f} s; the whole comparison {time.time() - start:.0f} s")
    below = {c: s for c, s in shares.items() if min(s) < options.threshold}
    for column, (over_all, over_filled) in sorted(below.items()):
        print(f"below {options.threshold} %: {column} {over_all:.3f} % of all cells, "
              f"{over_filled:.3f} % of those that are filled")
    if missing:
        print(f"fields that sniff does not have: {' '.join(missing)}")
    failed = [c for c, s in below.items() if s[0] < options.threshold]
    sys.exit(1 if failed or missing else 0)


if __name__ == "__main__":
    main()
