#!/usr/bin/env python3
"""Lists protocols of the standard table that lack one of their tests.

    Scripts/protocol-tests.py            what is missing, and how many protocols have each test
    Scripts/protocol-tests.py --check    fails when something is missing

Each protocol is to have tests of its own that read its fields, refuse every cut header and each forbidden value
(where its decoder throws for one), and a capture that Documentation/Protocols.md names, or bytes whose source a
test says. That a cut payload is clipped and that no length, count or offset is believed is tested for all at once, by
LyingBytesTests, with layers from captures; for those that are in none, by tests of their own. A test belongs to the
protocols whose types or fields it names.
"""
import argparse
import collections
import os
import re
import sys

from oracle import ROOT

KINDS = {
    "reads fields": r"func (reads|\w*Fields|writes|decodes|splits|finds|follows)",
    "cut header": r"refusesEveryCut|func \w*[cC]utHeader|rejectsCut|rejectsEveryCut|\.truncated\(",
    "cut payload": r"func (clips|leavesOut|\w*[cC]ut(?!Header)|\w*Clip|stops|showsWhat|goesOn)",
    "forbidden value": r"\.malformed\(|func (rejects|refuses)\w*(Forbidden|Value|Wrong|Other|Bad|Short|Version|Length)",
    "lies": r"func \w*([lL]ie|[lL]ying|[hH]ostile|[nN]oise|[lL]oop|[bB]ound|[eE]nds)|survivesHostileBytes",
}

SOURCE = re.compile(r"Corpus: |RFC \d+.{0,12}(figure|appendix|example)|published|\.pcap", re.I)


def sources(folder):
    for path, _, names in os.walk(os.path.join(ROOT, folder)):
        for name in sorted(names):
            if name.endswith(".swift"):
                yield open(os.path.join(path, name), encoding="utf8").read()


def protocols():
    """By type: its token, and whether its decoder refuses values."""
    standard = open(os.path.join(ROOT, "Sources", "Dissectors", "Standard.swift"), encoding="utf8").read()
    found = {name: ["", False] for name in re.findall(r"register\((\w+)\.self", standard)}
    for text in sources("Sources/Dissectors"):
        for match in re.finditer(r"struct (\w+): [\w ,]*~Escapable \{(.*?)\n\}", text, re.S):
            if match[1] in found:
                token = re.search(r'static (?:let|var) id: ProtocolID\b[^"\n]*"([^"]+)"', match[2])
                found[match[1]][0] = token[1] if token else match[1].lower()
                found[match[1]][1] = ".malformed(" in match[2]
    return found


def functions():
    """Tests with their bodies, and the values that their suite declares."""
    for text in sources("Tests/DissectorsTests"):
        for body in re.split(r"\n  (?=@Test)", text)[1:]:
            yield body


def captures():
    """Protocols that the page names a capture of."""
    page = open(os.path.join(ROOT, "Documentation", "Protocols.md"), encoding="utf8").read()
    parts = re.split(r"^## .*\(`(.*)`\)$", page, flags=re.M)
    return {parts[i] for i in range(1, len(parts), 2) if "Captures: " in parts[i + 1]}


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="fail when something is missing")
    options = parser.parse_args()
    bodies = list(functions())
    suites = list(sources("Tests/DissectorsTests"))
    shown = captures()
    lying = open(os.path.join(ROOT, "Tests/DissectorsTests/LyingBytesTests.swift"), encoding="utf8").read()
    alone = set(re.findall(r'"([^"]+)"', lying[lying.index("let notInCorpus"):]))
    missing = collections.defaultdict(list)
    known = protocols()
    for name, (token, refuses) in known.items():
        own = re.compile(rf'\b{name}\b(?!\.self\))|\b{name}\.self|"{re.escape(token)}[."]|:{re.escape(token)}[:"]')
        mine = [body for body in bodies if own.search(body)]
        for kind, pattern in KINDS.items():
            if kind == "forbidden value" and not refuses:
                continue
            if kind in ("cut payload", "lies") and token not in alone:
                continue
            if not any(re.search(pattern, body) for body in mine):
                missing[kind].append(name)
        if token not in shown and not any(SOURCE.search(suite) for suite in suites if own.search(suite)):
            missing["capture"].append(name)
    for kind in [*KINDS, "capture"]:
        print(f"{kind}: {len(known) - len(missing[kind])} of {len(known)}; "
              + ("none is missing" if not missing[kind] else "missing: " + ", ".join(missing[kind])))
    sys.exit(options.check and any(missing.values()))


if __name__ == "__main__":
    main()
