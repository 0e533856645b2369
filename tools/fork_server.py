"""A process that forks kernels from a warm start: read from the end upwards.

    python tools/fork_server.py FOLDER

It imports what every kernel imports, and waits at two sockets in FOLDER: `plain`, and
`torch`, where torch is imported too; each when it is first asked for. Whoever sends a kernel's command, folder,
environment and outputs is answered with a process number. Nothing of the course is
imported here, and no random state is handed on, so that such a kernel is like one that
was started afresh. It ends when its standard input does: when whoever started it is gone.
"""

import gc
import importlib
import json
import os
import random
import select
import signal
import socket
import sys

MESSAGE = 2**20  # bytes, more than any environment has
PLAIN = (
    *("ipykernel.kernelapp", "ipykernel.ipkernel", "ipykernel.inprocess.ipkernel"),
    *("IPython.core.completer", "IPython.core.historyapp", "jedi", "pygments.lexers"),
    *("matplotlib.figure", "matplotlib.backends.backend_agg"),
    *("matplotlib.style", "matplotlib.ticker", "numpy.random"),
)
TORCH = ("torch", "torch.nn.functional", "torch.optim", "torch.utils.data")
# what may differ between the environment of this process and that of a kernel
OWN = (
    *("LAYERLAB_", "JPY_", "PYTEST_", "MPLBACKEND", "TORCHINDUCTOR_", "KMP_"),
    *("PWD", "OLDPWD", "SHLVL", "COLUMNS", "LINES", "_"),
)


def fits(environment):
    """Whether a kernel that is started in this environment would be the same."""

    def kept(variables):
        return {k: v for k, v in variables.items() if not k.startswith(OWN)}

    return kept(environment) == kept(os.environ)


def become(request, files):
    """In the new process: take the place of a kernel that was just started."""
    os.setsid()
    os.chdir(request["cwd"])
    os.environ.clear()
    os.environ.update(request["env"])
    with open(os.devnull, "rb") as nothing:
        for place, file in enumerate([nothing.fileno(), *files]):
            os.dup2(file, place)
    for file in files:
        os.close(file)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    sys.argv = [importlib.util.find_spec("ipykernel_launcher").origin, *request["argv"]]
    if spawning := sys.modules.get("multiprocessing.process"):
        spawning.ORIGINAL_DIR = os.getcwd()
    sys.modules["numpy"].random.seed()
    if torch := sys.modules.get("torch"):
        torch.seed()
    random.seed()


def answer(listening):
    """Fork for one request; True in the process that is to be a kernel."""
    with listening.accept()[0] as connection:
        data, files, _, _ = socket.recv_fds(connection, MESSAGE, 2)
        request = json.loads(data) if data else {}
        if request and fits(request["env"]) and os.fork() == 0:
            become(request, files)
            connection.send(str(os.getpid()).encode())
            return True
    for file in files:
        os.close(file)
    return False


def warm(names):
    """Import these; what lies in memory now is shared with all that are forked."""
    for name in names:
        importlib.import_module(name)
    gc.collect()
    gc.freeze()


def divide(sockets):
    """The first that wants torch: a process of its own imports it, and answers."""
    mine, theirs = ("torch", "plain") if os.fork() == 0 else ("plain", "torch")
    sockets.pop(theirs).close()
    if mine == "torch":
        warm(TORCH)


def serve(sockets):
    """Answer until nobody is left to ask; returns in a process that is to be a kernel."""
    while True:
        ready, _, _ = select.select([0, *sockets.values()], [], [])
        if 0 in ready:
            os._exit(0)
        if "matplotlib" not in sys.modules:
            warm(PLAIN)
        if len(sockets) == 2 and sockets["torch"] in ready:
            divide(sockets)
        for listening in sockets.values():
            if listening in ready and answer(listening):
                return


def reap(signum, frame):
    """Wait for the processes that have ended."""
    try:
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass
    except ChildProcessError:
        pass


def main(folder):
    """Import, listen, serve; and in each forked process, run a kernel."""
    del sys.path[0]  # the folder of this file
    os.environ["MPLBACKEND"] = "module://matplotlib_inline.backend_inline"
    sockets = {}
    for name in ("torch", "plain"):
        sockets[name] = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        sockets[name].bind(os.path.join(folder, name))
        sockets[name].listen(64)
    signal.signal(signal.SIGCHLD, reap)
    print("ready", flush=True)
    serve(sockets)
    for listening in sockets.values():
        listening.close()


if __name__ == "__main__":
    main(sys.argv[1])
    kernelapp = sys.modules["ipykernel.kernelapp"]
    kernelapp.launch_new_instance(parent_handle=os.getppid())  # ends when that is gone
