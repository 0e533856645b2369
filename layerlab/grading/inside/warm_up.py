"""A conversation as with a learner's notebook, held in the warm parent before there is one.

Python makes code faster that has run a few times (PEP 659), libraries keep what they have
looked up once, and what the parent has written already no child has to copy.
"""

import contextlib
import warnings

import numpy as np

from layerlab.grading import wire
from layerlab.grading.inside import stub_checks
from layerlab.grading.inside.worker import Worker
from layerlab.watching.watch import Request

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


def rehearse(made) -> None:
    """Run cells and looks in this shell, and leave it as if none had been."""
    stub_checks.install(["some"])
    worker = Worker(made, "")
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
    yield {"do": "defined", "names": ["double", "Point"]}
    yield _look("double", Request({}))
    yield _look("Point", Request({}, "scene:scenario", SCENE))


def _look(name, request):
    asked = {"do": "look_ahead", "name": name, "args": [CASE] * 3, "seconds": 1.0}
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
