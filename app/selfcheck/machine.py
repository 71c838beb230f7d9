"""What the system says of a process: its memory, its connections."""

from __future__ import annotations

import os
import re
from pathlib import Path

_SOCKET = re.compile(r"socket:\[(\d+)\]")


def resident_mib(pid: int) -> float:
    """Resident memory of a process in MiB, 0 where the system does not tell."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text(encoding="utf-8").splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS")), 0.0)


def internet_sockets(pid: int) -> int:
    """How many sockets of the internet's protocols a process holds; 0 where the system does not tell.

    A process without such a socket neither has nor had open any way into a network at this moment.
    """
    inodes: set[str] = set()
    for name in ("tcp", "tcp6", "udp", "udp6", "raw", "raw6"):
        try:
            rows = Path(f"/proc/{pid}/net/{name}").read_text(encoding="ascii").splitlines()[1:]
        except OSError:
            continue
        inodes |= {row.split()[9] for row in rows if len(row.split()) > 9}
    n_sockets = 0
    try:
        for entry in os.scandir(f"/proc/{pid}/fd"):
            match = _SOCKET.match(os.readlink(entry.path))
            n_sockets += match is not None and match.group(1) in inodes
    except OSError:
        pass
    return n_sockets
