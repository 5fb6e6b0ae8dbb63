#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Innkeeper authors
"""Make-believe hosts for the pictures of the program.

  make-hosts.py FOLDER    writes libvirt test hosts and the settings that show them

Then, with the display and session bus of your choice:
  XDG_CONFIG_HOME=FOLDER GSETTINGS_BACKEND=keyfile innkeeper
"""

import hashlib
import os
import sys
import uuid

OS = {
    'debian': 'http://debian.org/debian/12', 'ubuntu': 'http://ubuntu.com/ubuntu/22.04',
    'fedora': 'http://fedoraproject.org/fedora/37', 'win': 'http://microsoft.com/win/2k22',
    'freebsd': 'http://freebsd.org/freebsd/13.1', 'alma': 'http://almalinux.org/almalinux/9',
}
# name, title, system, vCPUs, GiB, state of the test driver (1 running, 3 paused, 5 off, 6 crashed)
HOSTS = {
    'This Computer': (64, (
        ('alma9-ci', 'CI runner, AlmaLinux', 'alma', 4, 4, 1, 'build lab'),
        ('ceph-lab-1', 'Storage lab, node 1', 'debian', 2, 4, 1, 'lab'),
        ('ceph-lab-2', 'Storage lab, node 2', 'debian', 2, 4, 1, 'lab'),
        ('ceph-lab-3', 'Storage lab, node 3', 'debian', 2, 4, 3, 'lab'),
        ('fedora-desktop', 'Fedora Workstation', 'fedora', 4, 8, 5, 'lab'),
        ('freebsd13', '', 'freebsd', 2, 2, 1, 'lab'),
        ('kernel-test', 'Crash dump target', 'debian', 2, 2, 6, 'lab'),
        ('win-office', 'Windows Server 2022', 'win', 4, 8, 5, 'windows'),
    )),
    'kvm-ams-01': (256, (
        ('bastion-01', '', 'debian', 1, 1, 1, 'prod'),
        ('build-deb-01', 'Debian packages', 'debian', 8, 16, 1, 'build'),
        ('build-deb-02', 'Debian packages', 'debian', 8, 16, 1, 'build'),
        ('build-deb-10', 'Debian packages', 'debian', 8, 16, 5, 'build'),
        ('db-primary', 'PostgreSQL, primary', 'debian', 16, 32, 1, 'prod'),
        ('db-replica', 'PostgreSQL, replica', 'debian', 16, 32, 1, 'prod'),
        ('gitlab', 'GitLab CE', 'ubuntu', 4, 12, 1, 'prod'),
        ('monitoring', 'Prometheus and Grafana', 'ubuntu', 4, 8, 1, 'prod'),
        ('web-1', 'Front end', 'ubuntu', 2, 4, 1, 'prod'),
        ('web-2', 'Front end', 'ubuntu', 2, 4, 1, 'prod'),
        ('web-10', 'Front end', 'ubuntu', 2, 4, 5, 'prod'),
    )),
}


def machine(host, name, title, system, cpus, memory, state):
    kind = '<title>%s</title>' % title if title else ''
    return f'''  <domain type='test' xmlns:test='http://libvirt.org/schemas/domain/test/1.0'>
    <name>{name}</name><uuid>{uuid.uuid5(uuid.NAMESPACE_DNS, name + host)}</uuid>{kind}
    <metadata><libosinfo:libosinfo xmlns:libosinfo='http://libosinfo.org/xmlns/libvirt/domain/1.0'>
      <libosinfo:os id='{OS[system]}'/></libosinfo:libosinfo></metadata>
    <memory unit='GiB'>{memory}</memory><vcpu>{cpus}</vcpu>
    <os><type arch='x86_64'>hvm</type></os>
    <test:runstate>{state}</test:runstate>
  </domain>
'''


def main(folder):
    settings = os.path.join(folder, 'glib-2.0', 'settings')
    os.makedirs(settings, exist_ok=True)
    uris = []
    groups = []
    for host, (memory, machines) in HOSTS.items():
        path = os.path.join(folder, host.replace(' ', '-').lower() + '.xml')
        with open(path, 'w', encoding='utf-8') as file:
            file.write("<?xml version='1.0'?>\n<node>\n  <cpu><mhz>2600</mhz><model>x86_64</model>"
                       '<active>32</active><nodes>1</nodes><sockets>1</sockets><cores>32</cores>'
                       f'<threads>1</threads></cpu>\n  <memory>{memory << 20}</memory>\n')
            file.writelines(machine(host, *one[:-1]) for one in machines)
            file.write('</node>\n')
        uri = 'test://' + os.path.abspath(path)
        uris.append(uri)
        tags = ', '.join("'%s': %r" % (uuid.uuid5(uuid.NAMESPACE_DNS, one[0] + host),
                                       one[-1].split()) for one in machines)
        groups.append('[org/innkeeper/Innkeeper/hosts/%s]\nname=%r\ntags={%s}\n' %
                      (hashlib.sha1(uri.encode()).hexdigest(), host, tags))
    with open(os.path.join(settings, 'keyfile'), 'w', encoding='utf-8') as file:
        file.write('[org/innkeeper/Innkeeper]\nhosts=%r\nautoconnect=%r\n'
                   "saved-searches=[('Larger than 8 GiB', 'mem>8G'), ('Web servers', 'web')]\n"
                   % (uris, uris))
        file.writelines('\n' + group for group in groups)


if __name__ == '__main__':
    main(sys.argv[1])
