#!/usr/bin/env python3
"""A VLAN interface for kernels that have none: vlan.py NAME WIRE TAG [TAG]

Makes the interface NAME, and carries its frames over the interface WIRE with the tags put in, the
outermost first: 100, or 88a8:200 for a tag of another type than 802.1Q's.
"""
import fcntl
import select
import socket
import struct
import sys

name, wire = sys.argv[1:3]
tags = b""
for tag in sys.argv[3:]:
    number, _, kind = tag.rpartition(":")[::-1]
    tags += struct.pack("!HH", int(kind or "8100", 16), int(number))

tap = open("/dev/net/tun", "r+b", buffering=0)
fcntl.ioctl(tap, 0x400454CA, struct.pack("16sH22x", name.encode(), 0x1002))  # TUNSETIFF: TAP, no header
line = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(3))
line.bind((wire, 0))
line.setsockopt(263, 8, 1)  # PACKET_AUXDATA: the kernel takes the outermost tag out
line.setsockopt(263, 23, 1)  # PACKET_IGNORE_OUTGOING

while True:
    for ready in select.select([tap, line], [], [])[0]:
        if ready is tap:
            frame = tap.read(65536)
            line.send(frame[:12] + tags + frame[12:])
            continue
        frame, control, _, _ = line.recvmsg(65536, 256)
        for level, kind, data in control:
            status, _, _, _, _, number, protocol = struct.unpack_from("=IIIHHHH", data)
            if (level, kind) == (263, 8) and status & 0x10:
                frame = frame[:12] + struct.pack("!HH", protocol, number) + frame[12:]
        if frame[12:12 + len(tags)] == tags:
            tap.write(frame[:12] + frame[12 + len(tags):])
