#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Innkeeper authors
"""Records what QEMU's VNC server says, once per encoding, for test-vnc-corpus.c.

    record.py FOLDER

The guest draws the colours of VGA mode 13h: the picture changes its size, and ends the same
in each.
"""
import gzip
import os
import socket
import struct
import subprocess
import sys
import tempfile
import time

# mov ax,13h; int 10h; mov ax,a000h; mov es,ax; xor di,di; again: mov ax,di; shr ax,3; xor al,ah;
# stosb; cmp di,64000; jne again; cli; hlt
GUEST = bytes.fromhex("b81300 cd10 b800a0 8ec0 31ff 89f8 c1e803 30e0 aa 81ff00fa 75f2 fa f4")

ENCODINGS = {
    "raw": [0],
    "tight": [7],
    "zrle": [16],
}
# What else the program asks for.
MORE = [1, -258, -261, -308, -223, -307, -224, -314, -239, -257]


def read(connection, n):
    data = b""
    while len(data) < n:
        piece = connection.recv(n - len(data))
        if not piece:
            raise EOFError
        data += piece
    return data


def record(path, encodings):
    """Listens until nothing comes for a second."""
    with socket.socket(socket.AF_UNIX) as connection:
        connection.connect(path)
        connection.settimeout(1)
        heard = read(connection, 12)
        connection.send(b"RFB 003.008\n")
        heard += read(connection, 2)
        connection.send(bytes([1]))
        heard += read(connection, 4)
        connection.send(bytes([1]))
        start = read(connection, 24)
        heard += start + read(connection, struct.unpack(">I", start[20:])[0])
        connection.send(struct.pack(">B3xBBBBHHHBBB3x", 0, 32, 24, 0, 1, 255, 255, 255, 16, 8, 0))
        codes = encodings + MORE
        connection.send(struct.pack(f">BxH{len(codes)}i", 2, len(codes), *codes))
        size = start[:4]
        connection.send(b"\3\0\0\0\0\0" + size)
        quiet = 0
        while quiet < 3:
            try:
                heard += connection.recv(1 << 20)
                quiet = 0
            except socket.timeout:
                quiet += 1
            connection.send(b"\3\1\0\0\0\0\x40\x00\x40\x00")
        return heard


def main():
    with tempfile.TemporaryDirectory() as folder:
        disk = os.path.join(folder, "disk")
        with open(disk, "wb") as f:
            f.write(GUEST.ljust(510, b"\0") + b"\x55\xaa" + bytes(512 * 63))
        for name, encodings in ENCODINGS.items():
            path = os.path.join(folder, name)
            qemu = subprocess.Popen(
                ["qemu-system-x86_64", "-accel", "tcg", "-m", "16", "-nodefaults", "-vga", "std",
                 "-drive", f"file={disk},format=raw", "-vnc", f"unix:{path}"])
            try:
                while not os.path.exists(path):
                    time.sleep(.01)
                heard = record(path, encodings)
            finally:
                qemu.kill()
                qemu.wait()
            with open(os.path.join(sys.argv[1], f"{name}.rfb.gz"), "wb") as f:
                f.write(gzip.compress(heard, 9, mtime=0))
            print(name, len(heard))


main()
