"""Several processes at once from a notebook, by torchrun. Introduced in lesson 13."""

import os
import subprocess
import sys

from layerlab.errors import LayerlabError

SECONDS = 120


def torchrun(module: str, *arguments: str, processes: int = 2) -> str:
    """Run `python -m module` in so many processes on this machine; give what they print.

    Raises LayerlabError with the last lines where a process fails or the time is up.
    """
    command = [
        *(sys.executable, "-m", "torch.distributed.run", "--standalone"),
        *(f"--nproc-per-node={processes}", "-m", module, *arguments),
    ]
    environment = {"OMP_NUM_THREADS": "1", **os.environ}
    try:
        done = subprocess.run(
            command, capture_output=True, text=True, timeout=SECONDS, env=environment
        )
    except subprocess.TimeoutExpired:
        raise LayerlabError(
            "The processes should end",
            f"after {SECONDS} seconds they had not",
            "Do all of them call every all-reduce?",
        ) from None
    if done.returncode:
        last = " / ".join(done.stderr.strip().splitlines()[-3:])
        raise LayerlabError("torchrun ended with an error", last)
    return done.stdout.strip()
