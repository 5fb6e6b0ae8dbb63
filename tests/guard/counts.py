#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Innkeeper authors
"""Read the live call counters of inn-rpc-guard.

    counts.py FILE          prints “NAME N” per function called, and the total
"""
import struct
import sys

RECORD = struct.Struct("=56sQ")


def read(path):
    """Function name → number of calls so far."""
    with open(path, "rb") as f:
        data = f.read()
    return {name.rstrip(b"\0").decode(): n for name, n in RECORD.iter_unpack(data) if n}


if __name__ == "__main__":
    counts = read(sys.argv[1])
    for function, calls in sorted(counts.items(), key=lambda x: -x[1]):
        print(function, calls)
    print("total", sum(counts.values()))
