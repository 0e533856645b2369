"""Notebooks that reach for the points of parts: of unit 04's update (w 1, b 1), 08's Value.

Each has a unit, cells, and the points of the one exercise that they may earn at most.
"""

ONE_EACH = """
def moves_w(x, y, w, b):
    wrong = (w @ x + b >= 0) != (y > 0)
    return (w + y * x if wrong else w), 7.0
def moves_b(x, y, w, b):
    wrong = (w @ x + b >= 0) != (y > 0)
    return 0 * w + 7, (b + y if wrong else b)
check.update(moves_w)
check.update(moves_b)
"""
LIAR = """
class Liar(dict):
    def __getitem__(self, key): return 0.0
    def __contains__(self, key): return True
    def __eq__(self, other): return True
"""
IMPORT = "import numpy as np\nfrom layerlab.checks import {} as check"
ENGINE = """
class Value:
    def __init__(self, data, parents=()):
        self.data, self.grad, self.parents = data, 0.0, tuple(parents)
        self._backward = lambda: None
    def __add__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        out = Value(self.data + other.data, (self, other))
        def rule():
            self.grad += out.grad
            other.grad += out.grad
        out._backward = rule
        return out
    def __mul__(self, other):
        {product}
    def tanh(self):
        {tanh}
    __radd__, __rmul__ = __add__, __mul__
check.Value(Value)
"""


def engine(product="return 0", tanh="return 0") -> str:
    """A Value whose sums are right."""
    return ENGINE.format(product=product, tanh=tanh)


NOTEBOOKS = {
    # unit, exercise, cells, the most points
    "one part each from two functions": (
        "perceptron", "update", [ONE_EACH], 1),
    "a dict that holds everything": (
        "perceptron", "update", [LIAR + "def update(*a): return Liar()\ncheck.update(update)"], 0),
    "a tuple that is none": (
        "perceptron", "update",
        ["class T(tuple):\n    def __eq__(self, o): return True\n"
         "def update(x, y, w, b): return T((w, b))\ncheck.update(update)"], 0),
    "parts that nobody asked for": (
        "perceptron", "update",
        ["def update(x, y, w, b): return {'w': w, 'b': b, 'earned_by': {'w': 99}, 'parts': {'b': 9}}"], 0),
    "says that parts are earned": (
        "perceptron", "update",
        ["import layerlab.watching.watch as t\nt.earned_by = {'w': 9}\n"
         "def update(x, y, w, b): return 0, 0\nupdate.earned_by = {'w': 1}\ncheck.update(update)"], 0),
    "sums alone": ("autograd", "Value", [engine()], 1),
    "products that do not end": ("autograd", "Value", [engine("while True: pass")], 1),
    "tanh that ends the process": ("autograd", "Value", [engine(tanh="__import__('os')._exit(0)")], 1),
    "products of 30 GB": ("autograd", "Value", [engine("return [0] * (4 * 10**9)")], 1),
    "a blank that raises late": (
        "autograd", "Value", [engine("raise NotImplementedError('your turn')",
                                     "raise NotImplementedError('your turn')")], 1),
    "ten thousand checks": (
        "perceptron", "update",
        ["for n in range(10_000):\n    check.update(lambda x, y, w, b, n=n: (n, n))"], 0),
}  # fmt: skip
