#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Innkeeper authors
"""Many hosts, most of which hang: the others are there at once, and quitting is."""
import os
import time

import harness
import tap
from harness import rig

N_HUNG = 20
N_HEALTHY = 10
N_MACHINES = 3

desktop = harness.Desktop()


def files(folder):
    """One per host, so that each has a URI of its own."""
    for i in range(N_HEALTHY):
        yield rig.write_machines(os.path.join(folder, f"host-{i}.xml"), N_MACHINES)


@tap.test
def twenty_hung_hosts_among_thirty():
    with rig.NeverAnswers() as silent:
        hung = [f"test+unix:///host-{i}?socket={silent.path}" for i in range(N_HUNG)]
        healthy = list(files(desktop.dir))
        # They take turns, so that a healthy one stands behind each hung one.
        uris = [u for pair in zip(hung, healthy) for u in pair] + hung[N_HEALTHY:]
        desktop.hosts(*uris, **desktop.host_names({healthy[0]: "first"}))
        with desktop.program() as app:
            app.find(None, f"{N_HEALTHY * N_MACHINES} machines…")
            tap.comment(f"listed {time.monotonic() - app.started:.2f} s after the start")
            app.find(None, f"Hosts · {N_HEALTHY} of {N_HUNG + N_HEALTHY}")
            # The first row, that is: hosts that come later did not move it away.
            app.select("machine-1", host="first")
            app.keys("ctrl+p")
            app.wait_state("machine-1", "Paused", host="first")
            took = app.quit()
        tap.comment(f"quit took {took:.2f} s")
        assert took < 1


if __name__ == "__main__":
    tap.main(desktop)
