"""What the warm parent does once, so that no child has to: imports, and a conversation.

`shell_ready` is the whole of it. Python makes code faster that has run a few times (PEP
659), libraries keep what they have looked up once, and what the parent has written already
no child has to copy: so a conversation as with a learner's notebook is held before there
is one.
"""

import contextlib
import importlib
import pkgutil
import sys
import warnings

import numpy as np

import layerlab.watching
from layerlab.watching.watch import Request

from .. import wire
from . import shell, stub_checks
from .attempts import Attempts, remember
from .worker import Worker, seed

PRELOAD = (
    "matplotlib.pyplot",
    "matplotlib_inline.backend_inline",
    "layerlab.notebook",
    "layerlab.figures",
    "layerlab.data",
)
TIMES = 20
CELLS = (
    "from importlib.util import find_spec\nif not find_spec('layerlab'):\n"
    "    %pip install -q layerlab\nimport layerlab as ll; ll.setup()",
    "import numpy as np\nfrom layerlab.checks import some as check\nnp.eye(2) @ np.ones(2)",
    "import matplotlib.pyplot as plt",
    'def double(x: np.ndarray) -> np.ndarray:\n    """Twice x."""\n    return 2 * x',
    "class Point:\n    def __init__(self, x):\n        self.x = x",
    "check.double(double)",
    "for i in range(2):\n    print(f'{i} {double(i)}')\ndouble(np.arange(6.0))",
    "import asyncio",  # no loop: its descriptors would not survive the fork
)
FIGURE = "plt.plot([0, 1]); plt.show(); plt.close()"
CASE = {"x": np.arange(6.0).reshape(2, 3)}
SCENE = {"name": "Point", "setup": "p = Point(x)\nq = p.x + 1", "show": ("p.x", "q")}


def shell_ready(torch: bool = True) -> object:
    """Import what lessons use, with torch or without, and practise; give the shell."""
    with contextlib.nullcontext() if torch else _kept_out("torch"):
        for name in [*PRELOAD, *_observing()]:
            with contextlib.suppress(ImportError):
                importlib.import_module(name)
        with contextlib.suppress(ImportError):
            _train()
        made = shell.make()
        remember()
        practise(made)
    seed(0)
    return made


def _train():
    """Make one optimiser, run one backward: the first imports hundreds of modules."""
    import torch

    torch.set_num_threads(1)  # before the first backward makes more
    weight = torch.nn.Linear(2, 2).weight
    optimiser = torch.optim.Adam([weight])
    (weight**2).sum().backward()
    optimiser.step()


@contextlib.contextmanager
def _kept_out(name):
    """Importing it fails; afterwards it can be imported as if nobody had tried."""
    sys.modules[name] = None
    try:
        yield
    finally:
        del sys.modules[name]


def _observing() -> list[str]:
    """The modules of the learner's side: observers are found there by name."""
    modules = pkgutil.walk_packages(layerlab.watching.__path__, "layerlab.watching.")
    return [module.name for module in modules]


def practise(made) -> None:
    """Run cells and looks in this shell, and leave it as if none had been."""
    stub_checks.install(["some"])
    worker = Worker(made, "")
    worker.attempts = Attempts(made.user_ns)
    with _undone():
        for number in range(TIMES):
            for request in _requests(number):
                asked = wire.decode(wire.encode(request | {"number": 1}), formulas=True)
                wire.decode(wire.encode(worker.answer(asked)))
    made.reset(new_session=True)
    stub_checks.install([])
    _let_go_of_fonts()


def _requests(number):
    cells = [*CELLS, FIGURE] if number == 0 else CELLS
    for index, source in enumerate(cells):
        yield {"do": "cell", "index": index, "source": source}
    yield {"do": "defined", "keys": ["some.double", "some.Point"]}
    yield _look("double", Request({}))
    yield _look("Point", Request({}, "scene:scenario", SCENE))


def _look(name, request):
    key = {"key": f"some.{name}", "which": 0}
    asked = {"do": "look_ahead", **key, "args": [CASE] * 3, "seconds": 1.0}
    return asked | {"request": vars(request), "draws": False}


def _let_go_of_fonts():
    """matplotlib would do so in every child, and each would copy the pages to free them."""
    from matplotlib import font_manager

    with contextlib.suppress(AttributeError):
        font_manager._get_font.cache_clear()


@contextlib.contextmanager
def _undone():
    """What `ll.setup()` changes is as before."""
    import matplotlib

    with warnings.catch_warnings(), np.printoptions(), matplotlib.rc_context():
        yield
