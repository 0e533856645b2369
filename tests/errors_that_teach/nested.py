"""Ten errors in functions inside functions, comprehensions, lambdas and code made of text."""

from tests.errors_that_teach.case import Case

CASES = (
    Case(
        "a comprehension",
        """
def second(rows):
    return [row[1] for row in rows]
---
second([[1, 2], [3]])
""",
        says=("in second", "row[1]", "[row[1] for row in rows]"),
    ),
    Case(
        "a generator inside sum, inside a function",
        """
xs, ys = [1.0, 2.0], [0.0, 1.0]
def height(w):
    return sum((w * x - y) ** 2 for x, y in zip(xs, ys))
---
height(1e200)
""",
        says=("in height", "(w * x - y) ** 2", "w: 1e+200", "beyond the largest float"),
        never=("<genexpr>",),
    ),
    Case(
        "a lambda as a key",
        """
pairs = [("a", 1), ("b", None)]
---
sorted(pairs, key=lambda pair: -pair[1])
""",
        says=("-pair[1]", "pair[1]: None"),
        never=("<lambda>", "`return`"),
    ),
    Case(
        "a function made by a function",
        """
def scaled(k):
    def f(x):
        return x * k
    return f
double = scaled("2")
---
double(np.ones(3))
""",
        says=("in f", "k: '2'", "x: array (3,) float64"),
        never=("is None",),
    ),
    Case(
        "a decorated function",
        """
import functools
def counted(f):
    @functools.wraps(f)
    def wrapper(*args):
        wrapper.calls += 1
        return f(*args)
    wrapper.calls = 0
    return wrapper
@counted
def ratio(a, b):
    return a / b
---
ratio(1, 0)
""",
        says=("in wrapper", "in ratio", "a / b", "`b` is 0"),
    ),
    Case(
        "three functions deep",
        """
def layer(x, W):
    return x @ W
def network(x):
    return layer(layer(x, np.ones((3, 4))), np.ones((5, 2)))
---
network(np.ones(3))
""",
        says=(
            "This cell, line 1",
            "in network",
            "in layer",
            "the last axis of `x` (4) meets the first of `W` (5)",
        ),
    ),
    Case(
        "code in a text",
        """
code = "total = 0\\nmean = total / 0"
---
exec(code)
""",
        says=("exec(code)", "A text that is run, line 2", "mean = total / 0"),
    ),
    Case(
        "a formula in a text",
        """
x = np.ones(2)
---
eval("x + np.ones(3)")
""",
        says=("x: array (2,) float64", "2 meets 3"),
    ),
    Case(
        "a recursion without an end",
        """
def factorial(n):
    return n * factorial(n - 1)
---
factorial(5)
""",
        says=("`factorial` calls itself again and again", "more calls of yours"),
    ),
    Case(
        "a method that calls another",
        """
class Network:
    def __init__(self, W):
        self.W = W
    def score(self, x):
        return self.W @ x
    def predict(self, x):
        return self.score(x) > 0
---
Network(np.ones((3, 2))).predict(np.ones(4))
""",
        says=(
            "in predict",
            "in score",
            "self.W: array (3, 2)",
            "`self.W` (2) meets the first of `x` (4)",
        ),
    ),
)
