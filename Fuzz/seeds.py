#!/usr/bin/env python3
"""seeds.py CAPTURES FOLDER: small captures for fuzz-reader and packets for fuzz-dissect.

Takes from each folder of CAPTURES (searched at any depth) files up to 16 KiB as they are, all formats in
turn, and the first packets of pcap files. An input of fuzz-dissect is the link type (two bytes), the
number of bytes that were not captured, and the packet.
"""
import gzip, os, struct, sys

captures, folder = sys.argv[1:3]
largest_file, packets_of_a_file, largest_packet = 16 << 10, 12, 1600
magics = {b"\xd4\xc3\xb2\xa1": "<", b"\x4d\x3c\xb2\xa1": "<", b"\xa1\xb2\xc3\xd4": ">", b"\xa1\xb2\x3c\x4d": ">"}
known = tuple(magics) + (b"\n\r\r\n", b"snoop\0\0\0", b"\x34\xcd\xb2\xa1", b"\xa1\xb2\xcd\x34")

def is_capture(data):
    try:
        if data.startswith(b"\x1f\x8b"): data = gzip.decompress(data)
    except (OSError, EOFError): return False
    return data.startswith(known)

def packets(data):
    order = magics[data[:4]]
    link = struct.unpack(order + "I", data[20:24])[0] & 0xFFFF
    at = 24
    for _ in range(packets_of_a_file):
        if at + 16 > len(data): return
        captured, original = struct.unpack(order + "2I", data[at + 8:at + 16])
        at += 16
        if captured > largest_packet or at + captured > len(data): return
        yield struct.pack(">HB", link, min(max(original - captured, 0), 255)) + data[at:at + captured]
        at += captured

counts = {"reader": 0, "dissect": 0}
def seed(target, data):
    os.makedirs(f"{folder}/{target}", exist_ok=True)
    with open(f"{folder}/{target}/seed-{counts[target]:05}", "wb") as file: file.write(data)
    counts[target] += 1

for parent, folders, files in sorted(os.walk(captures)):
    folders.sort()
    for name in sorted(files):
        with open(os.path.join(parent, name), "rb") as file: data = file.read(1 << 16)
        if not is_capture(data): continue
        if len(data) <= largest_file: seed("reader", data)
        if data[:4] in magics and len(data) >= 24:
            for packet in packets(data): seed("dissect", packet)
print(", ".join(f"{count} seeds for {target}" for target, count in counts.items()))
