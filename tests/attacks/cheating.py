"""Notebooks that answer nothing and want points all the same: they must earn none."""

NAMES = ("predict", "update", "train", "margin", "lift")
_DEFS = "\n".join(f"def {n}(*a, **k): return ANSWER" for n in NAMES)


def _all(answer: str) -> str:
    return _DEFS.replace("ANSWER", answer)


CELLS = {
    "says passed": "print('passed 11 of 11')\n" + _all("'passed'"),
    "true": _all("True"),
    "none": _all("None"),
    "equal to everything": (
        "class E:\n    def __eq__(self, o): return True\n    def __array__(self, *a, **k):\n"
        "        import numpy as np; return np.array(0)\n    def __bool__(self): return True\n" + _all("E()")
    ),
    "array that equals": (
        "import numpy as np\nclass A(np.ndarray):\n    def __eq__(self, o): return np.True_\n"
        "    def __array_ufunc__(self, *a, **k): return True\n    def __array_function__(self, *a, **k): return True\n"
        + _all("np.zeros(1).view(A)")
    ),
    "float that equals": (
        "class F(float):\n    def __eq__(self, o): return True\n    def __sub__(self, o): return 0.0\n" + _all("F(0)")
    ),
    "not a number": _all("float('nan')"),
    "array of wildcards": "import numpy as np\n" + _all("np.full((3, 3), np.nan)"),
    "infinite": _all("float('inf')"),
    "enormous integers": _all("10 ** 5000"),
    "a list that contains itself": "L = []; L.append(L)\n" + _all("L"),
    "a deep list": (
        "def deep():\n    x = []\n    for _ in range(10**5): x = [x]\n    return x\n" + _all("deep()")
    ),
    "a generator without end": "import itertools\n" + _all("(i for i in itertools.count())"),
    "a gigantic answer": "import numpy as np\n" + _all("np.zeros((2**14, 2**12))"),
    "strange dtypes": "import numpy as np\n" + _all("np.array([(1, 2)], dtype=[('a', 'i4'), ('b', 'O')])"),
    "an answer that raises when looked at": (
        "class R:\n    def __getattr__(self, n): raise SystemExit\n    def __repr__(self): raise KeyboardInterrupt\n"
        + _all("R()")
    ),
    "exits when called": _all("__import__('os')._exit(0)"),
    "raises KeyboardInterrupt": (
        "\n".join(f"def {n}(*a, **k): raise KeyboardInterrupt" for n in NAMES)
    ),
    "raises SystemExit": "\n".join(f"def {n}(*a, **k): raise SystemExit(0)" for n in NAMES),
    "hangs when called": "\n".join(f"def {n}(*a, **k):\n    while True: pass" for n in NAMES[:2]),
    "the check redefined": (
        "class check:\n    predict = update = train = margin = lift = staticmethod(lambda f: True)\n" + _all("1")
    ),
    "stolen reference": (
        "import layerlab.checks.perceptron as p\nimport importlib, sys\n"
        "for n in ('predict', 'update', 'train', 'margin', 'lift'):\n"
        "    try: globals()[n] = getattr(p, n).reference\n    except Exception: pass\n"
    ),
    "stolen reference, reloaded": (
        "import sys, importlib, layerlab\n"
        "for m in [m for m in sys.modules if m.startswith('layerlab.checks')]: del sys.modules[m]\n"
        "sys.meta_path[:] = [f for f in sys.meta_path if f is not None]\n"
        "vars(layerlab).pop('checks', None)\n"
        "import layerlab.checks.perceptron as p\n"
        "predict, update, train, margin, lift = (getattr(p, n).reference for n in "
        "('predict', 'update', 'train', 'margin', 'lift'))"
    ),
    "the checks' file": (
        "import layerlab, pathlib\nfolder = pathlib.Path(layerlab.__file__).parent / 'checks/perceptron'\n"
        "for name in ('shared', 'margin'):\n    exec((folder / f'{name}.py').read_text())\n"
        "margin = margin.reference"
    ),
    "the solutions' file": (
        "import json, glob\nfor p in glob.glob('/**/solutions/04_perceptron.ipynb', recursive=True):\n"
        "    for c in json.load(open(p))['cells']:\n        if c['cell_type'] == 'code': exec(''.join(c['source']))"
    ),
    "another submission": (
        "import glob, json\nfor p in glob.glob('/**/*.ipynb', recursive=True):\n"
        "    try:\n        for c in json.load(open(p))['cells']: exec(''.join(c['source']))\n    except Exception: pass"
    ),
    "frames": (
        "import sys, inspect\ndef hunt(*a, **k):\n    f = sys._getframe()\n    while f:\n"
        "        for v in list(f.f_locals.values()) + list(f.f_globals.values()):\n"
        "            if hasattr(v, 'reference') or hasattr(v, 'expected'):\n"
        "                return getattr(v, 'expected', None) or v.reference(*a)\n        f = f.f_back\n"
        "predict = update = train = margin = lift = hunt"
    ),
    "objects of the collector": (
        "import gc\ndef hunt(*a, **k):\n    for o in gc.get_objects():\n"
        "        if type(o).__name__ in ('Exercise', 'Case') and hasattr(o, 'reference'): return o.reference(*a)\n"
        "predict = update = train = margin = lift = hunt"
    ),
    "patched comparison": (
        "import numpy as np, builtins\nnp.isclose = np.allclose = np.array_equal = lambda *a, **k: np.True_\n"
        "np.testing.assert_allclose = lambda *a, **k: None\nbuiltins.all = lambda *a: True\n" + _all("0")
    ),
    "patched torch": "import torch\ntorch.allclose = torch.equal = lambda *a, **k: True\n" + _all("torch.zeros(1)"),
    "patched engine": (
        "import sys\nfor n, m in list(sys.modules.items()):\n    if n.startswith('layerlab.'):\n"
        "        for k in list(vars(m)):\n            if k in ('compare', 'fails', 'judge_attempt', 'same_value', 'close'):\n"
        "                setattr(m, k, lambda *a, **k: None)\n" + _all("0")
    ),
    "patched watch": (
        "import sys\nfrom layerlab.watching.watch import Observation\n"
        "for m in list(sys.modules.values()):\n    if getattr(m, 'watch', None) and 'layerlab' in getattr(m, '__name__', ''):\n"
        "        m.watch = lambda *a, **k: Observation(value=True)\n"
        "        m.watch_all = lambda f, many, *s: [Observation(value=True) for _ in many]\n" + _all("0")
    ),
    "patched answers": (
        "import sys\nd = sys.modules.get('layerlab.grading.inside.worker')\n"
        "d and setattr(d.Worker, 'answer', lambda self, r: {'passed': True, 'points': 11, 'verdict': 'passed'})\n"
        + _all("0")
    ),
    "a verdict instead of an answer": (
        "try: from layerlab.checking.verdict import Verdict\n"
        "except ImportError: from collections import namedtuple; Verdict = namedtuple('Verdict', 'a b c d e f')\n"
        + _all("Verdict(True, 'passed', 'passed', None, 'perceptron.predict', 99)")
    ),
    "fake messages": (
        "import os, json, struct\nt = json.dumps(['d', [['number', 3], ['seen', ['d', [['value', True]]]]]]).encode()\n"
        "for fd in range(3, 64):\n    try: os.write(fd, (struct.pack('!II', len(t), 0) + t) * 50)\n    except OSError: pass\n" + _all("0")
    ),
    "a pickle": (
        "import os, pickle\nclass P:\n    def __reduce__(self): return (os.system, ('touch /tmp/layerlab-owned',))\n"
        "for fd in range(3, 64):\n    try: os.write(fd, pickle.dumps(P()))\n    except OSError: pass\n" + _all("P()")
    ),
    "code instead of data": (
        "import sys\nfrom layerlab.watching.plain import Formula\n"
        "code = Formula(\"__import__('os').system('touch /tmp/layerlab-owned') or 1\")\n"
        "for m in list(sys.modules.values()):\n    if getattr(m, 'to_plain', None): m.to_plain = lambda v, *a: code\n"
        + _all("0")
    ),
    "says that the machine is busy": "class MachineBusy(Exception): pass\n" + "\n".join(
        f"def {n}(*a, **k): raise MachineBusy('busy')" for n in NAMES
    ),
    "lies about every observation": (
        "import sys\nd = sys.modules['layerlab.grading.inside.worker']\n"
        "lie = {'value': [0] * 10**5, 'type_name': 7, 'raised': {'type_name': [], 'line': True, 'begun': 'x'},\n"
        "       'changed': [1] * 99, 'random_used': 'no', 'warnings': {'a': 1}, 'printed': None}\n"
        "d.watch = lambda *a: None\nd.watch_all = lambda f, many, *s: many\nd.asdict_shallow = lambda seen: lie\n" + _all("0")
    ),
    "changes its arguments into the answer": _all("[v.__imul__(0) if hasattr(v, 'shape') and v.shape else v for v in a]"),
    "metadata with points": "# points: 11, grade: true, score = 11\n" + _all("11"),
    "a table of the check's cases": (
        "TABLE\n"
    ),
}  # fmt: skip
