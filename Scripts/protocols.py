#!/usr/bin/env python3
"""Writes Documentation/Protocols.md: every protocol with its specification, captures and fields.

    swift build --product sniff
    Scripts/protocols.py             writes the page
    Scripts/protocols.py --check     fails when the page is not what the code says

Protocols and fields are those of `sniff -G`. A specification is what stands between
brackets in the first sentences of its view's documentation comment, or else what it says in `specification`. Captures are those of index.tsv in the folder of the
environment variable PACKETS_CORPUS (default ../shared/corpus) that tshark sees the protocol in; where there
is no such folder, those that the page names already.
"""
import argparse
import collections
import os
import re
import sys

from oracle import ROOT, captures_with_rows, default_corpus, glossary

PAGE = os.path.join(ROOT, "Documentation", "Protocols.md")
HEAD = """# Protocols

Made by `Scripts/protocols.py` from the code; do not edit. {count} protocols with {fields} fields. A protocol is
found by the numbers that announce it (EtherType, IP protocol, port) and, for those that have a probe, by
its first bytes on any port. Names of protocols and fields are Wireshark's.

"""
KINDS = {"FT_BOOLEAN": "flag", "FT_ETHER": "MAC address", "FT_IPv4": "IPv4 address",
         "FT_IPv6": "IPv6 address", "FT_BYTES": "bytes", "FT_STRING": "text", "FT_DOUBLE": "number",
         "FT_ABSOLUTE_TIME": "time", "FT_RELATIVE_TIME": "duration", "FT_NONE": "heading"}


def kind(name):
    number = re.match(r"FT_U?INT(\d+)", name)
    return f"number, {number[1]} bits" if number else KINDS.get(name, name)


def captures_by_protocol():
    """The three smallest captures for each protocol; None where there is no index."""
    rows = captures_with_rows(default_corpus()) if os.path.isdir(default_corpus()) else {}
    if not rows or None in rows.values():
        return None
    found = collections.defaultdict(list)
    for capture, row in rows.items():
        if int(row["malformed_frames"] or 0) == 0:
            for protocol in row["protocols"].split(","):
                found[protocol].append((int(row["bytes"]), capture))
    return {protocol: [c for _, c in sorted(list_)[:3]] for protocol, list_ in found.items()}


def captures_of_page():
    """What the page names now."""
    found, current = {}, None
    if os.path.exists(PAGE):
        for line in open(PAGE, encoding="utf8"):
            if line.startswith("## "):
                current = re.search(r"`(.*)`", line)[1]
            elif line.startswith("Captures: ") and current:
                found[current] = re.findall(r"`([^`]*)`", line)
    return found


def specifications_in_sources():
    """By protocol: the link, or the standard's name, between brackets in the view's comment."""
    found = {}
    for folder, _, names in os.walk(os.path.join(ROOT, "Sources")):
        for name in names:
            if name.endswith(".swift"):
                found.update(specifications_in(open(os.path.join(folder, name), encoding="utf8").read()))
    return found


def specifications_in(text):
    views = r"((?:^ *///.*\n)+)(?:@\w+.*\n)*(?:public )?struct (\w+): \w+, ~Escapable"
    for match in re.finditer(views, text, re.M):
        identifier = re.search(r'static (?:let|var) id: ProtocolID\b[^"\n]*"([^"\\]*)', text[match.end():])
        if not identifier:
            continue
        comment = " ".join(line.strip()[3:].strip() for line in match[1].split("\n") if line.strip())
        comment = comment.split(" +--")[0]
        link = r"\[[^\]]*\]\([^)]*\)"
        for pattern in (rf"\(({link}[^()]*)\)", r"\(([^()]*(?:RFC|IEEE|ISO|ITU|Cisco)[^()]*)\)", rf"({link})",
                        r"\(([^()]{8,})\)", r"(RFC \d+)"):
            reference = re.search(pattern, comment)
            if reference:
                yield identifier[1], reference[1]
                break


def escape(text):
    return text.replace("|", "\\|").replace("<", "&lt;")


def page(sniff):
    fields = collections.defaultdict(dict)
    for row in glossary(sniff):
        if row[0] == "F":
            fields[row[4]].setdefault(row[2], (row[1], row[3]))
    captures = captures_by_protocol()
    if captures is None:
        captures = captures_of_page()
    protocols = glossary(sniff, "specifications")
    in_sources = specifications_in_sources()
    total = sum(len(fields[row[0]]) for row in protocols)
    text = [HEAD.format(count=len(protocols), fields=total)]
    for name, title, specification in protocols:
        specification = in_sources.get(name) or specification
        text.append(f"## {title} (`{name}`)\n\n")
        if specification:
            text.append(f"Specification: {specification}.\n\n")
        shown = captures.get(name, [])
        if shown:
            text.append("Captures: " + ", ".join(f"`{c}`" for c in shown) + ".\n\n")
        if fields[name]:
            text.append("| Field | Name | Value |\n|:--|:--|:--|\n")
            for field, (label, type_) in fields[name].items():
                text.append(f"| `{field}` | {escape(label)} | {kind(type_)} |\n")
            text.append("\n")
    return "".join(text).rstrip("\n") + "\n"


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    newest = max((os.path.join(ROOT, ".build", kind, "sniff") for kind in ("debug", "release")),
                 key=lambda path: os.path.getmtime(path) if os.path.exists(path) else 0)
    parser.add_argument("--sniff", default=newest, help="the program (the newer of debug and release)")
    parser.add_argument("--check", action="store_true", help="only compare")
    options = parser.parse_args()
    if not os.access(options.sniff, os.X_OK):
        sys.exit(f"{options.sniff} is not there: swift build --product sniff")
    text = page(options.sniff)
    if not options.check:
        with open(PAGE, "w", encoding="utf8") as file:
            file.write(text)
        return
    if not os.path.exists(PAGE) or open(PAGE, encoding="utf8").read() != text:
        sys.exit("Documentation/Protocols.md is not what the code says: Scripts/protocols.py writes it.")
    print("Documentation/Protocols.md is what the code says.")


if __name__ == "__main__":
    main()
