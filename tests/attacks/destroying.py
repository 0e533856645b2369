"""Cells added to an honest notebook: they must cost it nothing, and nobody else either.

`SECRET` in a text stands for a file outside, `GRADER` for the checker's process number.
"""

CELLS = {
    # time
    "endless loop": "while True: pass",
    "endless loop that swallows everything": (
        "while True:\n    try:\n        while True: pass\n    except BaseException: pass"
    ),
    "sleep": "import time; time.sleep(10**6)",
    "alarm taken away, then a loop": (
        "import signal\nsignal.signal(signal.SIGALRM, signal.SIG_IGN)\nwhile True: pass"
    ),
    "a C call that does not return": "x = 10 ** 10 ** 9",
    "a regular expression without end": "import re; re.match(r'(a+)+$', 'a' * 60 + 'b')",
    "waiting for input": "input('name? ')",
    "waiting on a lock": "import threading\nl = threading.Lock(); l.acquire(); l.acquire()",
    "endless await": "import asyncio\nawait asyncio.Event().wait()",
    # memory
    "30 GB list": "x = [0] * (4 * 10**9)",
    "array of 30 GB": "import numpy as np; x = np.ones(4 * 10**9)",
    "tensor of 30 GB": "import torch; x = torch.ones(8 * 10**9)",
    "growing until it ends": "x = []\nwhile True: x.append(bytearray(2**26))",
    "shared memory": (
        "from multiprocessing import shared_memory as s\n"
        "x = [s.SharedMemory(create=True, size=2**30) for _ in range(40)]\n"
        "for y in x: y.buf[:] = b'1' * 2**30"
    ),
    "memory of System V": (
        "import ctypes\nl = ctypes.CDLL(None); l.shmat.restype = ctypes.c_void_p\n"
        "for _ in range(40):\n    i = l.shmget(0, 2**28, 0o1600); assert i >= 0\n"
        "    a = l.shmat(i, None, 0); ctypes.memset(a, 1, 2**28); l.shmdt(ctypes.c_void_p(a))"
    ),
    "memory in nameless files": (
        "import os\nfor _ in range(120): os.write(os.memfd_create('x'), bytes(2**25))"
    ),
    "recursion": "def f(): return f()\nimport sys; sys.setrecursionlimit(10**9); f()",
    "deep nesting": "exec('(' * 10**6)",
    # processes and threads
    "fork bomb": "import os\nwhile True: os.fork()",
    "fork bomb that ignores errors": (
        "import os\nwhile True:\n    try: os.fork()\n    except OSError: pass"
    ),
    "clone by system call": (
        "import ctypes\nl = ctypes.CDLL(None)\nfor _ in range(10000): l.syscall(56, 17, 0, 0, 0, 0)"
    ),
    "a shell": "import subprocess; subprocess.run('echo x > SECRET', shell=True)",
    "os.system": "import os; assert os.system('echo x > SECRET') == 0",
    "exec": "import os; os.execv('/bin/sh', ['sh', '-c', 'echo x > SECRET'])",
    "a shell magic": "!echo x > SECRET",
    "a bash cell": "%%bash\necho x > SECRET",
    "multiprocessing": (
        "import multiprocessing as m\np = m.Process(target=print); p.start(); p.join()"
    ),
    "threads that outlive": (
        "import threading\ndef f():\n    while True: pass\n"
        "for _ in range(8): threading.Thread(target=f, daemon=False).start()"
    ),
    "thread bomb": (
        "import threading, time\n"
        "while True: threading.Thread(target=time.sleep, args=(999,)).start()"
    ),
    # disk
    "a file of 10 GB": (
        "with open('big', 'wb') as f:\n    for _ in range(10000): f.write(bytes(2**20))"
    ),
    "many files": "for i in range(10**6): open(f'f{i}', 'w').write('x' * 1000)",
    "a sparse file": "f = open('s', 'wb'); f.truncate(10**13)",
    "endless folders": "import os\nwhile True: os.mkdir('d'); os.chdir('d')",
    "overwrite outside": "open('SECRET', 'w').write('x')",
    "delete outside": "import os; os.remove('SECRET')",
    "rename outside": "import os; os.rename('SECRET', 'SECRET.bak')",
    "chmod outside": "import os; os.chmod('SECRET', 0)",
    "link to outside": "import os; os.symlink('SECRET', 'l'); open('l', 'w').write('x')",
    "hard link to outside": "import os; os.link('SECRET', 'l'); open('l', 'w').write('x')",
    "read outside": "assert 'word' not in open('SECRET').read()",
    "delete everything": "import shutil; shutil.rmtree('/', ignore_errors=True)",
    "overwrite Python": (
        "import os, glob\nfor f in [os.__file__, *glob.glob(os.path.dirname(os.__file__) + '/*.py')]:\n"
        "    try: open(f, 'w').write('x')\n    except OSError: pass"
    ),
    "write to /proc/sys": "open('/proc/sys/kernel/core_pattern', 'w').write('|/bin/sh')",
    "mount": "import ctypes\nl = ctypes.CDLL(None)\nassert l.mount(b't', b'/usr', b'tmpfs', 0, 0) == 0",
    "another namespace": "import ctypes; assert ctypes.CDLL(None).unshare(0x10000000) == 0",
    # output
    "much output": "for i in range(10**9): print('x' * 10**4)",
    "a long line": "print('x' * 10**8)",
    "many displays": "from IPython.display import display\nfor i in range(10**5): display(i)",
    "bytes on the real stdout": "import os\nfor _ in range(10**4): os.write(1, bytes(10**5))",
    "endless repr": "class R:\n    def __repr__(self):\n        while True: pass\nR()",
    "control characters": "print('\\x1b[2J\\x1b]0;title\\x07\\x00\\x08' * 100)",
    # leaving
    "sys.exit": "import sys; sys.exit(0)",
    "os._exit": "import os; os._exit(0)",
    "exit": "exit()",
    "abort": "import os; os.abort()",
    "segmentation fault": "import ctypes; ctypes.string_at(0)",
    "kill itself": "import os, signal; os.kill(os.getpid(), signal.SIGKILL)",
    "atexit": "import atexit\ndef f():\n    while True: pass\natexit.register(f)",
    # signals to others
    "kill everyone": "import os; os.kill(-1, 9)",
    "kill its group": "import os; os.killpg(0, 9)",
    "kill the parent": "import os; os.kill(os.getppid(), 9)",
    "kill the grader": "import os; os.kill(GRADER, 9)",
    "kill by number": "import os\nfor p in range(2, 70000):\n    try: os.kill(p, 9)\n    except OSError: pass",
    "debug others": "import ctypes; assert ctypes.CDLL(None).ptrace(16, GRADER, 0, 0) == 0",
    "lower the grader's priority": "import os; os.setpriority(os.PRIO_PROCESS, GRADER, 19)",
    "priority of all one's processes": (
        "import os\nos.setpriority(os.PRIO_USER, 0, 19); os.setpriority(os.PRIO_PGRP, 0, 19)"
    ),
    "limits of the grader": "import resource; resource.prlimit(GRADER, resource.RLIMIT_AS, (1, 1))",
    # environment and network
    "network": "import socket; socket.create_connection(('192.0.2.1', 9), timeout=60)",
    "a server": "import socket; s = socket.socket(); s.bind(('127.0.0.1', 0)); s.listen()",
    "download": "import urllib.request; urllib.request.urlopen('http://192.0.2.1/')",
    "pip": "%pip install nothing-at-all",
    "environment": "import os; assert 'LAYERLAB_TEST_SECRET' not in os.environ",
    "close every descriptor": "import os; os.closerange(0, 1000)",
    "garbage to every descriptor": (
        "import os\nfor fd in range(3, 64):\n    try: os.write(fd, b'garbage' * 1000)\n    except OSError: pass"
    ),
    "messages that announce gigabytes": (
        "import os\nfor fd in range(3, 64):\n    try: os.write(fd, b'\\xff' * 8)\n    except OSError: pass"
    ),
    "deeply nested messages": (
        "import os, struct\nt = b'[' * 10**6\nfor fd in range(3, 64):\n"
        "    try: os.write(fd, struct.pack('!II', len(t), 0) + t)\n    except OSError: pass"
    ),
    # the interpreter and the shell
    "builtins gone": "import builtins\nfor n in ['len', 'range', 'print']: delattr(builtins, n)",
    "modules gone": "import sys; sys.modules.clear()",
    "trace of every line": "import sys\nsys.settrace(lambda *a: 1 / 0)",
    "shell destroyed": "ip = get_ipython(); ip.run_cell = None; ip.user_ns = None",
    "cells rewritten": (
        "ip = get_ipython()\nip.input_transformers_cleanup.append(lambda lines: ['1/0'])"
    ),
    "trees rewritten": (
        "import ast\nclass T(ast.NodeTransformer):\n    def visit_FunctionDef(self, n): return None\n"
        "get_ipython().ast_transformers.append(T())"
    ),
    "garbage collector off, cycles": "import gc; gc.disable(); gc.freeze()",
    "clock turned": "import time\ntime.monotonic = time.perf_counter = time.time = lambda: 0",
    "decoder gone": "import json; json.loads = json.dumps = None",
    # HTML
    "scripts": "from IPython.display import HTML\nHTML('<script>document.title=1</script>')",
    "HTML in text": "print('</pre><script>alert(1)</script><img src=x onerror=alert(1)>')",
    "a picture that is none": (
        "from IPython.display import display\n"
        "display({'image/png': '\" onerror=alert(1) x=\"'}, raw=True)"
    ),
    "a small picture of 10 gigapixels": (
        "import struct, zlib\nfrom IPython.display import display, Image\n"
        "def part(k, d): return struct.pack('!I', len(d)) + k + d + struct.pack('!I', zlib.crc32(k + d))\n"
        "head = part(b'IHDR', struct.pack('!IIBBBBB', 100000, 100000, 1, 0, 0, 0, 0))\n"
        "display(Image(b'\\x89PNG\\r\\n\\x1a\\n' + head + part(b'IDAT', zlib.compress(bytes(10**6)))))"
    ),
    # what the judge reads before anything runs
    "50,000 lines of magics": "%a\n" * 50_000,
    "100,000 brackets": "(" * 100_000,
    # honest oddities
    "warning on stderr": "import warnings, sys; warnings.warn('careful'); print('e', file=sys.stderr)",
    "progress bar": "from tqdm import tqdm\nfor _ in tqdm(range(2000)): pass",
}

# these cells undo what the learner's own answers need: no points can be expected after
SELF_HARM = {
    "builtins gone", "modules gone", "trace of every line", "shell destroyed",
    "cells rewritten", "trees rewritten", "clock turned", "decoder gone",
}  # fmt: skip
