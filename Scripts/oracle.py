"""What Scripts/conformance.py and Scripts/agreement.py share: captures, tshark and sniff."""
import csv
import os
import subprocess

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
CAPTURE_SUFFIXES = (".pcap", ".cap", ".pcapng", ".ntar", ".snoop", ".pcap.gz", ".pcapng.gz")

# The byte 0xff, as Python passes it to a program: it stands in no text.
NO_TEXT = "\udcff"

# Neither the user's zone nor the user's profile has a say.
ENVIRONMENT = dict(os.environ, TZ="UTC", LC_ALL="C.UTF-8", WIRESHARK_CONFIG_DIR="/nonexistent")


def default_corpus():
    return os.environ.get("PACKETS_CORPUS", os.path.join(ROOT, "..", "shared", "corpus"))


def find_captures(corpus, wanted=""):
    """Paths, and for each whether tshark calls frames of it malformed (None: not known)."""
    return {path: row and int(row.get("malformed_frames") or 0) > 0
            for path, row in captures_with_rows(corpus, wanted).items()}


def captures_with_rows(corpus, wanted=""):
    """Paths, and for each its row of index.tsv (None where there is no index)."""
    index = os.path.join(corpus, "index.tsv")
    if os.path.exists(index):
        rows = csv.DictReader(open(index, encoding="utf8"), delimiter="\t")
        found = {row["capture"]: row for row in rows}
    else:
        found = {}
        for folder, _, names in os.walk(corpus):
            for name in sorted(names):
                path = os.path.relpath(os.path.join(folder, name), corpus)
                if name.endswith(CAPTURE_SUFFIXES) and not path.startswith("golden" + os.sep):
                    found[path] = None
    return {path: row for path, row in sorted(found.items()) if not wanted or wanted in path}


def run_fields(program, path, columns, preferences=(), separator="/t", header=True, timeout=300,
               options=()):
    """Text, exit status and message of `program -T fields`."""
    command = [program, "-n", "-r", path, *options]
    for preference in preferences:
        command += ["-o", preference]
    command += ["-T", "fields", "-E", "header=" + ("y" if header else "n"),
                "-E", "separator=" + separator, "-E", "occurrence=a", "-E", "aggregator=,",
                "-E", "quote=n"]
    for column in columns:
        command += ["-e", column]
    done = subprocess.run(command, capture_output=True, env=ENVIRONMENT, timeout=timeout)
    message = " ".join(line for line in done.stderr.decode("utf8", "replace").split("\n")
                       if line and "Running as user" not in line).replace(path, "FILE")
    # What is no UTF-8 becomes U+FFFD, but a separator that is none stays.
    text = done.stdout.decode("utf8", "surrogateescape" if separator == NO_TEXT else "replace")
    return text, done.returncode, message


def glossary(program, what="fields"):
    """Rows of `program -G what`."""
    done = subprocess.run([program, "-G", what], capture_output=True, env=ENVIRONMENT)
    return [line.split("\t") for line in done.stdout.decode("utf8", "replace").split("\n") if line]


def share(part, whole):
    return 100.0 * part / whole if whole else 100.0
