#!/usr/bin/env python3
"""Compares every field that sniff declares with tshark, frame by frame.

    swift build --product sniff
    Scripts/agreement.py                           the whole corpus: a table, protocol by protocol
    Scripts/agreement.py --protocol ntp            one protocol (or several: ntp,dns), with its fields
    Scripts/agreement.py --show ntp.stratum        examples of what differs in one field
    Scripts/agreement.py --capture zeek            captures whose path has this in it
    Scripts/agreement.py --layers                  frames whose protocols are the same in the same order

Both programs get the same command line (`-n -r FILE -T fields -e ... -E occurrence=a`), tshark with its
reassembly off; what it reassembles nevertheless it is asked about packet by packet. A pair is a frame
and a field that at least one of both prints a value for; it agrees when the values are equal. Coverage
is the share of the values that tshark prints in its own fields of a protocol whose name is among ours.
Shares are of the captures that tshark does not call malformed (index.tsv tells; without it, all count);
--malformed compares only the others.

What tshark says of a capture is kept: in the folder of the environment variable PACKETS_TSHARK_CACHE, or
in .build/agreement-cache.

The exit status is 0 when each protocol reaches --threshold and --coverage, all together --total, and
the frames' protocols --order.
"""
import argparse
import collections
import hashlib
import json
import multiprocessing
import os
import subprocess
import sys
import tempfile
import time
import zipfile

from oracle import ENVIRONMENT, NO_TEXT, ROOT, captures_with_rows, default_corpus, glossary, run_fields, share

# sniff looks at each packet by itself: so does tshark then. What lies on TCP does not gather
# segments either once the first of these is off. The last is for what disturbs reassembly: tshark
# leaves out what lies on a segment that other packets show to be out of order or sent again.
PREFERENCES = """
tcp.desegment_tcp_streams ip.defragment ipv6.defragment wlan.defragment sctp.reassembly
smb.trans_reassembly smb.dcerpc_reassembly smb2.pipe_reassembly dcerpc.reassemble_dcerpc
smtp.desegment_lines smtp.desegment_data pop.desegment_data tls.desegment_ssl_records
tls.desegment_ssl_application_data cotp.reassemble clnp.reassemble rtp.desegment_rtp_streams
http.desegment_headers http.desegment_body quic.reassemble_crypto_out_of_order ppi.reassemble
nbss.desegment_nbss_commands dns.desegment_dns_messages resp.desegment_data ssh.desegment_buffers
tcp.no_subdissector_on_error
""".split()

# Messages of these protocols tshark puts together from several packets, and has no preference against it; it
# says so in the field given, which is 1 for a whole message. A packet with another number it is asked about
# again, out of the capture, and told to forget all it knows after each packet.
TOGETHER = {"dnp3": "dnp3.al.fragment.count"}
FORGET = ["-M", "1"]
# It does not give back the memory of what it forgot.
FORGOTTEN_AT_ONCE = 64

# A text may have one of them in it: that line is then read again with another. A frame whose texts
# have all of them is not compared.
SEPARATORS = "\x1f\x1e\x1d\x1c\x02\x10\x19"
SAMPLES = 8
ALWAYS = ["frame.number", "frame.protocols"]


class Tshark:
    """What tshark knows: its fields with their protocols, and its answers, which are kept."""

    def __init__(self, corpus):
        self.corpus = corpus
        version = subprocess.run(["tshark", "--version"], capture_output=True, env=ENVIRONMENT)
        self.version = version.stdout.decode().split("\n")[0]
        key = hashlib.sha256(repr((self.version, PREFERENCES)).encode()).hexdigest()[:12]
        self.cache = os.path.join(cache_folder(), key)
        about = os.path.join(self.cache, "about.json")
        if not os.path.exists(about):
            os.makedirs(self.cache, exist_ok=True)
            with open(f"{about}.{os.getpid()}", "w") as file:
                json.dump(self.learn(), file)
            os.replace(f"{about}.{os.getpid()}", about)
        with open(about) as file:
            self.preferences, self.parent = json.load(file)
        self.fields = collections.defaultdict(list)
        for name, protocol in self.parent.items():
            self.fields[protocol].append(name)

    @staticmethod
    def learn():
        """The preferences that it has, and the protocol of each field."""
        known = subprocess.run(["tshark", "-G", "currentprefs"], capture_output=True, env=ENVIRONMENT)
        names = {line.lstrip("#").split(":")[0]
                 for line in known.stdout.decode("utf8", "replace").split("\n")}
        parent = {}
        # A name may stand for several fields.
        for row in glossary("tshark"):
            if row[0] == "F" and len(row) > 4:
                parent.setdefault(row[2], row[4])
        return [f"{name}:FALSE" for name in PREFERENCES if name in names], parent

    def path(self, capture):
        size = os.path.getsize(os.path.join(self.corpus, capture))
        return os.path.join(self.cache, f"{capture}.{size}.zip")

    def answers(self, capture, protocols):
        """For `frame` and each of `protocols`: {field: [rows, values]}; and the layers of each row."""
        path = self.path(capture)
        held = {}
        if os.path.exists(path):
            with zipfile.ZipFile(path) as file:
                there = set(file.namelist())
                held = {name: json.loads(file.read(entry(name)))
                        for name in ["frames", *protocols] if entry(name) in there}
        missing = [p for p in protocols if p not in held and p in self.fields]
        if missing or "frames" not in held:
            new = self.ask(capture, missing)
            self.keep(path, new)
            held.update(new)
        return held

    def ask(self, capture, protocols):
        found = self.ask_for(os.path.join(self.corpus, capture), protocols)
        for protocol in TOGETHER.keys() & set(protocols):
            rows = [row for row, count in zip(*found[protocol].get(TOGETHER[protocol], ((), ())))
                    if set(count.split(",")) != {"1"}]
            for start in range(0, len(rows), FORGOTTEN_AT_ONCE):
                self.ask_alone(capture, protocol, rows[start:start + FORGOTTEN_AT_ONCE], found)
        return found

    def ask_alone(self, capture, protocol, rows, found):
        """Replaces what was found of a protocol in some packets by what each of them alone says."""
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "packets")
            subprocess.run(["editcap", "-r", os.path.join(self.corpus, capture), path,
                            *(str(row + 1) for row in rows)], capture_output=True, check=True)
            alone = self.ask_for(path, [protocol], FORGET)
        again = {rows[row] for row, layers in enumerate(alone["frames"][:len(rows)])
                 if protocol in layers.split(":")}
        found[protocol] = merged(found[protocol], alone[protocol], rows, again)

    def ask_for(self, path, protocols, options=()):
        owner = {name: p for p in protocols for name in self.fields[p]}
        names = [name for name in owner if name not in ALWAYS]
        found = {p: {} for p in protocols}
        # A command line takes so many names, and memory so many columns.
        for start in range(0, max(len(names), 1), 6000):
            rows, values = sparse("tshark", path, [*ALWAYS, *names[start:start + 6000]],
                                  self.preferences, options)
            for name, cells in values.items():
                if name in owner:
                    found[owner[name]][name] = cells
        return {"frames": layer_names(rows, values), **found}

    def guess(self, row):
        """What to ask in one go: the protocols that the index names, and their parts."""
        there = set((row or {}).get("protocols", "").split(",")) & set(self.fields)
        return sorted(p for p in self.fields if p in there or p.split(".")[0] in there)

    def keep(self, path, answers):
        os.makedirs(os.path.dirname(path), exist_ok=True)
        scratch = f"{path}.{os.getpid()}"
        before = {}
        if os.path.exists(path):
            with zipfile.ZipFile(path) as file:
                before = {name: file.read(name) for name in file.namelist()}
        with zipfile.ZipFile(scratch, "w", zipfile.ZIP_DEFLATED, compresslevel=4) as file:
            for name, data in before.items():
                if name not in map(entry, answers):
                    file.writestr(name, data)
            for name, answer in answers.items():
                file.writestr(entry(name), json.dumps(answer, separators=(",", ":")))
        os.replace(scratch, path)


def entry(protocol):
    """What an answer is kept as."""
    return f"{protocol}, each packet alone" if protocol in TOGETHER else protocol


def merged(values, others, rows, again):
    """`values`, but in the rows of `again` what `others` has; its rows count from 0 those of `rows`."""
    found = {}
    for name in values.keys() | others.keys():
        cells = {row: value for row, value in zip(*values.get(name, ((), ()))) if row not in again}
        for row, value in zip(*others.get(name, ((), ()))):
            if rows[row] in again:
                cells[rows[row]] = value
        if cells:
            found[name] = [list(part) for part in zip(*sorted(cells.items()))]
    return found


def cache_folder():
    return os.environ.get("PACKETS_TSHARK_CACHE") or os.path.join(ROOT, ".build", "agreement-cache")


def sparse(program, path, names, preferences=(), options=()):
    """How many frames there are, and {field: [rows, values]} with rows counted from 0."""
    lines = []
    # sniff takes only text for a separator.
    for separator in SEPARATORS if program != "tshark" else NO_TEXT + SEPARATORS:
        text, _, message = run_fields(program, path, names, preferences, separator, header=False,
                                      options=options, timeout=1800 if options else 300)
        if not text and "valid" in message:
            sys.exit(f"{program}: {message}")
        again = [line.split(separator) for line in text.split("\n") if line]
        lines = [a if len(a) == len(names) else b for a, b in zip(lines or again, again)]
        if all(len(cells) == len(names) for cells in lines):
            break
    found = {}
    for row, cells in enumerate(lines):
        for name, value in zip(names, cells) if len(cells) == len(names) else ():
            if value:
                column = found.setdefault(name, ([], []))
                column[0].append(row)
                column[1].append(value.encode("utf8", "surrogateescape").decode("utf8", "replace"))
    return len(lines), found


def layer_names(rows, values):
    """frame.protocols of each frame."""
    layers = dict(zip(*values.get("frame.protocols", ((), ()))))
    return [layers.get(row, "") for row in range(rows)]


class Ours:
    """What sniff declares."""

    def __init__(self, sniff, tshark):
        self.program = sniff
        self.protocols = {row[2] for row in glossary(sniff, "protocols")}
        self.fields, self.owners = collections.defaultdict(list), collections.defaultdict(list)
        for row in glossary(sniff):
            if row[0] == "F" and row[4] != "frame" and row[2] not in self.fields[row[4]]:
                self.fields[row[4]].append(row[2])
                self.owners[row[2]].append(row[4])
        self.unknown = sorted(n for n in self.owners if n not in tshark.parent)
        # tshark's protocols whose fields are ours under another protocol: dns for mdns.
        self.families = {}
        for protocol, names in self.fields.items():
            family = {tshark.parent[n] for n in names if n in tshark.parent} | {protocol}
            family |= {p for p in tshark.fields if p.startswith(protocol + ".")}
            self.families[protocol] = {
                p for p in family if p == protocol or p not in self.protocols or p not in self.fields
                or protocol not in tshark.fields}

    def answers(self, path, protocols):
        names = list(dict.fromkeys(n for p in sorted(protocols) for n in self.fields.get(p, ())))
        return names, sparse(self.program, path, ["frame.number", *names])[1]


class Layers:
    """How many frames name the same protocols, and what the others are about."""

    def __init__(self):
        self.frames, self.same, self.strict = 0, 0, 0
        self.shapes = collections.Counter()     # (protocol before, theirs, ours)
        self.where = {}                         # (capture, frame, theirs, ours) of one of each

    def update(self, other):
        self.frames += other.frames
        self.same += other.same
        self.strict += other.strict
        self.shapes.update(other.shapes)
        for shape, place in other.where.items():
            self.where.setdefault(shape, place)


class Result:
    def __init__(self, capture):
        self.capture = capture
        self.pairs = collections.Counter()      # (protocol, field)
        self.equal = collections.Counter()
        self.theirs = collections.Counter()     # (protocol, field): tshark's own values
        self.samples = collections.defaultdict(list)
        self.frames = (0, 0)
        self.layers = Layers()


def compare(task):
    capture, row, wanted = task
    tshark, ours = compare.tshark, compare.ours
    result = Result(capture)
    path = os.path.join(tshark.corpus, capture)
    guess = tshark.guess(row)
    if wanted and row and not compare.everywhere and not wanted & set(row["protocols"].split(",")):
        return result
    theirs = tshark.answers(capture, guess)
    frames = theirs["frames"]
    our_frames = layer_names(*sparse(ours.program, path, ALWAYS))
    result.frames = len(frames), len(our_frames)
    # Rows would not match: tshark counts blocks of a pcapng file that are no packets.
    if len(frames) != len(our_frames):
        return result
    layers(result, frames, our_frames, ours.protocols)
    here = {t for f in {*frames, *our_frames} for t in f.split(":")} & set(ours.fields)
    if wanted:
        here &= wanted
    if not here or compare.only_layers:
        return result
    families = {p: ours.families[p] for p in here}
    asked = {f for family in families.values() for f in family}
    asked = sorted(asked | {tshark.parent[n] for p in here for n in ours.fields[p] if n in tshark.parent})
    theirs = {p: answer for p, answer in tshark.answers(capture, asked).items() if p in asked}
    names, mine = ours.answers(path, here)

    lost = {row for row, layers in enumerate(frames) if not layers}
    lost |= set(range(len(frames))) - set(mine.get("frame.number", ((), ()))[0])
    tokens = {f: set(f.split(":")) for f in set(frames) | set(our_frames)}

    def protocol_of(name, row, candidates):
        if len(candidates) == 1:
            return candidates[0]
        there = tokens[frames[row]] | tokens[our_frames[row]]
        return next((c for c in candidates if c in there), candidates[0])

    for name in names:
        candidates = [p for p in ours.owners[name] if p in here]
        parent = tshark.parent.get(name)
        if parent is None or not candidates:
            continue
        expected = theirs.get(parent, {}).get(name, ((), ()))
        got = mine.get(name, ((), ()))
        a, b = dict(zip(*expected)), dict(zip(*got))
        for row in (a.keys() | b.keys()) - lost:
            key = protocol_of(name, row, candidates), name
            result.pairs[key] += 1
            if a.get(row) == b.get(row):
                result.equal[key] += 1
            elif len(result.samples[key]) < SAMPLES:
                result.samples[key].append((row + 1, a.get(row), b.get(row), frames[row]))
    count_coverage(result, theirs, families, frames, tokens)
    return result


def count_coverage(result, theirs, families, frames, tokens):
    holders = collections.defaultdict(list)
    for protocol, family in families.items():
        for parent in family:
            holders[parent].append(protocol)
    for parent, answer in theirs.items():
        among = sorted(holders.get(parent, ()), key=lambda p: p != parent)
        for name, (rows, _) in answer.items():
            for row in rows:
                there = tokens[frames[row]]
                owner = next((p for p in among if p in there), among[0] if among else None)
                if owner:
                    result.theirs[owner, name] += 1


def layers(result, frames, our_frames, known):
    """Compares frame.protocols. `data` is what both call bytes that no dissector of theirs knows: ours may
    stand where tshark names no protocol of ours, but not in place of one or of tshark's `data`."""
    known = known | {"ethertype"}
    found = result.layers
    for row, (a, b) in enumerate(zip(frames, our_frames)):
        if not (a and b):
            continue
        found.frames += 1
        mine = [t for t in b.split(":") if t in known]
        theirs = [t for t in a.split(":") if t in known]
        if theirs == mine:
            found.same += 1
            found.strict += 1
        elif theirs == without_unknown(mine, a.split(":"), known):
            found.same += 1
        else:
            shape = difference(theirs, mine)
            found.shapes[shape] += 1
            found.where.setdefault(shape, (result.capture, row + 1, a, b))


def without_unknown(mine, theirs, known):
    """Our protocols without a `data` in whose place tshark has a protocol that is not ours, or none."""
    kept, rest = [], [t for t in theirs if t in known]
    for token in mine:
        if rest and rest[0] == token:
            rest.pop(0)
        elif token == "data":
            continue
        kept.append(token)
    return kept


def difference(theirs, mine):
    """The protocol before what differs, and both sides of that."""
    start = len(os.path.commonprefix([theirs, mine]))
    end = len(os.path.commonprefix([theirs[start:][::-1], mine[start:][::-1]]))
    return (theirs[start - 1] if start else "", ":".join(theirs[start:len(theirs) - end]),
            ":".join(mine[start:len(mine) - end]))


def prepare(options):
    compare.tshark = Tshark(options.corpus)
    compare.ours = Ours(options.sniff, compare.tshark)
    compare.only_layers = options.layers
    compare.everywhere = options.everywhere


def merge(results):
    total = Result("")
    for result in results:
        total.pairs.update(result.pairs)
        total.equal.update(result.equal)
        total.theirs.update(result.theirs)
    return total


def by_protocol(total, ours):
    """[protocol, pairs, agreeing, tshark's values, those in fields of ours]"""
    rows = collections.defaultdict(lambda: [0, 0, 0, 0])
    for (protocol, name), count in total.pairs.items():
        rows[protocol][0] += count
        rows[protocol][1] += total.equal[protocol, name]
    for (protocol, name), count in total.theirs.items():
        rows[protocol][2] += count
        rows[protocol][3] += count if name in ours.owners else 0
    return sorted((protocol, *counts) for protocol, counts in rows.items())


def print_table(total, ours, options):
    """Prints the table; returns what misses its goal."""
    print(f"{'protocol':20}{'pairs':>10}{'agreeing':>10}{'share':>9}"
          f"{'of tshark':>11}{'ours':>10}{'coverage':>10}")
    sums, missed = [0, 0, 0, 0], []
    for protocol, *counts in by_protocol(total, ours):
        sums = [a + b for a, b in zip(sums, counts)]
        line(protocol, counts)
        if share(counts[1], counts[0]) < options.threshold:
            missed.append(f"{protocol}: {share(counts[1], counts[0]):.2f} % of the pairs agree")
        if share(counts[3], counts[2]) < options.coverage:
            missed.append(f"{protocol}: {share(counts[3], counts[2]):.1f} % of tshark's values are in fields of ours")
    line("all", sums)
    if share(sums[1], sums[0]) < options.total:
        missed.append(f"all: {share(sums[1], sums[0]):.2f} % of the pairs agree")
    return missed


def line(name, counts):
    pairs, equal, theirs, covered = counts
    print(f"{name:20}{pairs:10}{equal:10}{share(equal, pairs):8.2f}%"
          f"{theirs:11}{covered:10}{share(covered, theirs):9.1f}%")


def print_fields(total, results, ours, limit=60):
    """The fields of the protocols that were asked for: what differs most, what we lack."""
    wrong = [(count - total.equal[key], key) for key, count in total.pairs.items()
             if count > total.equal[key]]
    samples = collections.defaultdict(list)
    for result in results:
        for key, found in result.samples.items():
            samples[key] += [(result.capture, *sample) for sample in found[:2]]
    print("\nFields that differ:")
    for count, key in sorted(wrong, reverse=True)[:limit]:
        print(f"{count:8} of {total.pairs[key]:7}  {key[1]}")
        for sample in samples[key][:2]:
            print_sample(sample)
    lacking = [(count, key) for key, count in total.theirs.items() if key[1] not in ours.owners]
    print("\nFields of tshark's that we lack:")
    for count, (_, name) in sorted(lacking, reverse=True)[:limit]:
        print(f"{count:8}  {name}")


def print_sample(sample):
    capture, frame, theirs, mine, protocols = sample
    print(f"    {capture} frame {frame}  {protocols}\n      tshark {shorten(theirs)}\n      sniff  {shorten(mine)}")


def shorten(value):
    text = repr(value)
    return text if len(text) <= 200 else text[:160] + f"... ({len(text)} characters)"


def show(results, name, count):
    left = count
    for result in results:
        for (_, field), samples in result.samples.items():
            for sample in samples if field == name else ():
                if left:
                    print_sample((result.capture, *sample))
                    left -= 1


def print_layers(results, samples):
    """Prints how many frames agree, and what differs most; returns the share of those that agree."""
    found = Layers()
    for result in results:
        found.update(result.layers)
    print(f"\nFrames with the same protocols in the same order: {found.same} of {found.frames}, "
          f"{share(found.same, found.frames):.2f} % (with `data` taken for a protocol: "
          f"{share(found.strict, found.frames):.2f} %)")
    for shape, count in found.shapes.most_common(samples):
        before, theirs, mine = shape
        print(f"{count:8}  after {before or 'nothing'}: tshark {theirs or 'nothing'}, sniff {mine or 'nothing'}\n"
              "    {} frame {}\n      tshark {}\n      sniff  {}".format(*found.where[shape]))
    return share(found.same, found.frames)


def layers_missed(found, options):
    return [] if found >= options.order else [f"layers: {found:.2f} % of the frames agree"]


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", default=default_corpus())
    newest = max((os.path.join(ROOT, ".build", kind, "sniff") for kind in ("debug", "release")),
                 key=lambda path: os.path.getmtime(path) if os.path.exists(path) else 0)
    parser.add_argument("--sniff", default=newest, help="the program (the newer of debug and release)")
    parser.add_argument("--jobs", type=int, default=2, help="processes at a time (2)")
    parser.add_argument("--protocol", default="", help="only these protocols, with commas between")
    parser.add_argument("--capture", default="", help="only captures with this in their path")
    parser.add_argument("--show", metavar="FIELD", help="print examples of what differs in a field")
    parser.add_argument("--count", type=int, default=40, help="how many examples (40)")
    parser.add_argument("--layers", action="store_true", help="compare only the layers, with examples")
    parser.add_argument("--everywhere", action="store_true",
                        help="with --protocol, also captures in which tshark does not see it")
    parser.add_argument("--malformed", action="store_true", help="the malformed captures instead")
    parser.add_argument("--threshold", type=float, default=95, help="percent of pairs of a protocol (95)")
    parser.add_argument("--total", type=float, default=98, help="percent of all pairs (98)")
    parser.add_argument("--coverage", type=float, default=66.6, help="percent of tshark's values (66.6)")
    parser.add_argument("--order", type=float, default=97, help="percent of frames with the same protocols (97)")
    options = parser.parse_args()
    if not os.access(options.sniff, os.X_OK):
        sys.exit(f"{options.sniff} is not there: swift build --product sniff")

    start = time.time()
    prepare(options)
    tshark, ours = compare.tshark, compare.ours
    wanted = set(options.protocol.split(",")) - {""}
    if options.show:
        if options.show not in ours.owners:
            sys.exit(f"{options.show} is no field of sniff's")
        wanted = wanted or set(ours.owners[options.show])
    if wanted - set(ours.fields):
        sys.exit(f"not among sniff's protocols with fields: {' '.join(sorted(wanted - set(ours.fields)))}")
    captures = captures_with_rows(options.corpus, options.capture)
    captures = {c: row for c, row in captures.items()
                if row is None or (int(row["malformed_frames"] or 0) > 0) == options.malformed}
    tasks = [(c, row, wanted) for c, row in captures.items()]
    # The largest first: none is then waited for at the end.
    tasks.sort(key=lambda t: -os.path.getsize(os.path.join(options.corpus, t[0])))
    # Forked, so that the workers have what is prepared.
    with multiprocessing.get_context("fork").Pool(options.jobs) as pool:
        results = sorted(pool.imap_unordered(compare, tasks, chunksize=1), key=lambda r: r.capture)

    missed = []
    if options.layers:
        missed = layers_missed(print_layers(results, options.count), options)
    elif options.show:
        show(results, options.show, options.count)
    else:
        total = merge(results)
        if wanted:
            print_fields(total, results, ours)
            print()
        missed = print_table(total, ours, options)
        names = [n for n in ours.unknown if not wanted or wanted & set(ours.owners[n])]
        if names:
            print(f"\nFields that are ours only: {' '.join(names)}")
        if not wanted:
            missed += layers_missed(print_layers(results, 0), options)
    shifted = [f"{r.capture} ({r.frames[0]}, {r.frames[1]})" for r in results if r.frames[0] != r.frames[1]]
    if shifted:
        print(f"\nNot compared, since tshark and sniff count frames differently: {', '.join(shifted)}")
    print(f"\n{len(results)} captures, {time.time() - start:.0f} s")
    for what in missed:
        print(f"below its goal: {what}")
    sys.exit(1 if missed else 0)


if __name__ == "__main__":
    main()
