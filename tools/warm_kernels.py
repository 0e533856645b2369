"""Kernels that start in a tenth of a second: forked from one that is warm.

`use()` makes this process start its kernels so, and leaves word in the environment, so
that the processes that it starts share one server (tools/fork_server.py). Where there is
none, as on macOS and Windows, or where a kernel wants something that it does not know, an
ordinary kernel starts.
"""

import atexit
import functools
import json
import os
import re
import select
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from importlib.metadata import EntryPoint
from pathlib import Path

from jupyter_client.provisioning import KernelProvisionerFactory, LocalProvisioner

SERVER = Path(__file__).with_name("fork_server.py")
PLACE, KIND = "LAYERLAB_WARM_KERNELS", "LAYERLAB_WARM_KIND"
PATIENCE = 300.0  # seconds for an answer: the first may import torch on a busy machine
_MODULE = ["-m", "ipykernel_launcher"]


def use(environment: dict[str, str]) -> None:
    """From now on kernels of this process are forked, if they want this environment."""
    factory = KernelProvisionerFactory.instance()
    entry = EntryPoint("warm", f"{__name__}:WarmProvisioner", factory.GROUP_NAME)
    factory.provisioners["warm"] = entry
    factory.default_provisioner_name = "warm"
    if PLACE not in os.environ and hasattr(os, "pidfd_open"):
        os.environ[PLACE] = _start(environment)


def kind_of(code: str) -> dict[str, str]:
    """The variable that says from which start a notebook with this code is forked.

    What a notebook does not import itself is not imported before it does.
    """
    asks = re.search(r"\b(import|from) torch\b", code)
    return {KIND: "torch" if asks else "plain"}


def _start(environment: dict[str, str]) -> str:
    """Start a server that ends with this process; the folder of its sockets."""
    folder = tempfile.mkdtemp(prefix="warm-")
    server = subprocess.Popen(
        [sys.executable, str(SERVER), folder],
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    atexit.register(_stop, server, folder, os.getpid())
    server.stdout.readline()  # until it is ready, or gone
    return folder


def _stop(server: subprocess.Popen, folder: str, owner: int) -> None:
    if os.getpid() == owner:
        server.stdin.close()
        server.stdout.close()
        server.wait()
        shutil.rmtree(folder, ignore_errors=True)


class WarmProvisioner(LocalProvisioner):
    """Has a kernel forked, or starts an ordinary one."""

    async def launch_kernel(self, cmd: list[str], **kwargs):
        """As LocalProvisioner's: start the process, give the connection's data."""
        place, kind = os.environ.get(PLACE), kwargs["env"].pop(KIND, "plain")
        kwargs["env"].pop(PLACE, None)
        process = forked(cmd, place and os.path.join(place, kind), **kwargs)
        if process is None:
            return await super().launch_kernel(cmd, **kwargs)
        self.process, self.pid, self.pgid = process, process.pid, process.pid
        self.cwd = kwargs.get("cwd", Path.cwd())
        return self.connection_info


def forked(
    cmd: list[str],
    place: str,
    *,
    env: dict,
    cwd=None,
    stdout=None,
    stderr=None,
    **other,
) -> "ForkedProcess | None":
    """A kernel from the server at this socket, None where it cannot give this one."""
    if not place or cmd[0] != sys.executable or cmd[1:3] != _MODULE:
        return None
    request = {"argv": cmd[3:], "cwd": str(cwd or Path.cwd()), "env": env}
    files = [_number(stdout, 1), _number(stderr, 2)]
    try:
        with socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET) as line:
            line.settimeout(PATIENCE)
            line.connect(place)
            socket.send_fds(line, [json.dumps(request).encode()], files)
            answered = line.recv(64)
        return ForkedProcess(int(answered)) if answered else None
    except OSError:
        return None


def _number(file, standard: int) -> int:
    """The number of an open file, as `subprocess` understands it."""
    if file is None:
        return standard
    return file if isinstance(file, int) else file.fileno()


class ForkedProcess:
    """A process that is not our child, with what LocalProvisioner asks of a Popen."""

    stdin = stdout = stderr = None

    def __init__(self, pid: int):
        self.pid, self._handle = pid, os.pidfd_open(pid)
        self.kill = functools.partial(self.send_signal, signal.SIGKILL)
        self.terminate = functools.partial(self.send_signal, signal.SIGTERM)

    def poll(self) -> int | None:
        """None while it runs; how it ended is not known."""
        ready, _, _ = select.select([self._handle], [], [], 0)
        return 0 if ready else None

    def wait(self) -> int:
        """Wait for its end."""
        select.select([self._handle], [], [])
        return 0

    def send_signal(self, number: int) -> None:
        """Send a signal to this very process."""
        signal.pidfd_send_signal(self._handle, number)

    def __del__(self):
        os.close(self._handle)
