#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Innkeeper authors
"""Write the wrappers of inn-rpc-guard.c for every libvirt function that may do an RPC.

    generate.py /usr/share/libvirt/api/libvirt-api.xml rpc-names.inc rpc-wrappers.inc

The functions are those of libvirt's own API description, so that the guard
knows each function of the libvirt it is built against, less the LOCAL ones.
"""
import re
import sys
import xml.etree.ElementTree as ET

# Answered from memory: no socket, no wait. Everything else counts as an RPC,
# also what some drivers answer locally (virConnectGetType, virConnectClose…).
LOCAL = [
    r"vir(Conn)?(Get|Save|Copy|Reset|Set)(Last)?Error.*",
    r"virConn(Copy|Get|Reset|Set)(Last)?Error.*",
    r"virFreeError|virResetError|virDefaultErrorFunc",
    r"virInitialize|virGetVersion|virTypedParams.*|virEvent.*",
    r"virStreamEvent(Add|Update|Remove)Callback",
    r"virConnectRef|virConnectIsAlive|virConnectGetURI",
    r"vir\w+(Free|Ref|GetConnect)",
    r"vir(Domain|Network|NetworkPort|StoragePool|NWFilter|Secret)GetUUID(String)?",
    r"vir(Domain|Network|StoragePool|StorageVol|NWFilter|NodeDevice|Interface|"
    r"DomainSnapshot|DomainCheckpoint)GetName",
    r"virDomainGetID|virStorageVolGetKey|virInterfaceGetMACString",
    r"virSecretGetUsage(ID|Type)|virNWFilterBinding(GetFilterName|GetPortDev)",
]

# Answered from memory if the stream is one that never waits.
READS_STREAM = "virStreamRecv"

# How to come from a handle to its connection; a kind without a getter cannot
# be checked for two calls at a time.
CONNECTION = {
    "virConnectPtr": "{}",
    "virDomainPtr": "({0} != NULL ? virDomainGetConnect ({0}) : NULL)",
    "virNetworkPtr": "({0} != NULL ? virNetworkGetConnect ({0}) : NULL)",
    "virStoragePoolPtr": "({0} != NULL ? virStoragePoolGetConnect ({0}) : NULL)",
    "virStorageVolPtr": "({0} != NULL ? virStorageVolGetConnect ({0}) : NULL)",
    "virInterfacePtr": "({0} != NULL ? virInterfaceGetConnect ({0}) : NULL)",
    "virSecretPtr": "({0} != NULL ? virSecretGetConnect ({0}) : NULL)",
    "virDomainSnapshotPtr": "({0} != NULL ? virDomainSnapshotGetConnect ({0}) : NULL)",
    "virDomainCheckpointPtr": "({0} != NULL ? virDomainCheckpointGetConnect ({0}) : NULL)",
}

# Drops a reference; only the last one talks to the host, and then alone.
ANY_TIME = {"virConnectClose"}


def wrapper(index, function):
    name = function.get("name")
    returns = function.find("return").get("type")
    args = [(a.get("type"), a.get("name")) for a in function.findall("arg")]
    declared = ", ".join(f"{t} {n}" for t, n in args) or "void"
    passed = ", ".join(n for _, n in args)
    connection = "NULL"
    if args and name not in ANY_TIME:
        connection = CONNECTION.get(args[0][0], "NULL").format(args[0][1])
    call = f"real ({passed})"
    body = [f"{returns}", f"{name} ({declared})", "{",
            f"  static {returns} (*real) ({declared});"]
    if returns != "void":
        body.append(f"  {returns} inn_result;")
        call = f"inn_result = {call}"
    body += ["", f"  resolve ((void **) &real, \"{name}\");"]
    if name == READS_STREAM:
        body += [f"  if (never_waits ({args[0][1]}))", f"    return real ({passed});"]
    body += [f"  enter ({index}, {connection});",
             f"  {call};", "  leave ();"]
    if name == "virStreamNew":
        body.append(f"  note_stream (inn_result, {args[1][1]});")
    if returns != "void":
        body.append("  return inn_result;")
    return "\n".join(body + ["}"])


def main():
    api, names, wrappers = sys.argv[1:]
    local = re.compile("|".join(f"(?:{p})" for p in LOCAL))
    functions = [f for f in ET.parse(api).iter("function") if not local.fullmatch(f.get("name"))]
    with open(names, "w", encoding="utf-8") as out:
        for f in functions:
            print(f"\"{f.get('name')}\",", file=out)
    with open(wrappers, "w", encoding="utf-8") as out:
        for index, f in enumerate(functions):
            print(wrapper(index, f), end="\n\n", file=out)


if __name__ == "__main__":
    main()
