"""Thirty errors of NumPy: by shape, by type, by index."""

from tests.errors_that_teach.case import Case

SHAPES = (
    Case(
        "the weights stand on the left of the table",
        """
w = np.array([0.5, -3.0])
X = np.ones((6, 2))
b = -2.0
---
w @ X + b
""",
        says=(
            "w: array (2,) float64",
            "X: array (6, 2) float64",
            "the last axis of `w` (2) meets the first of `X` (6)",
        ),
        never=("flatten", "transpose"),
    ),
    Case(
        "a batch meets a batch",
        """
H = np.ones((4, 2))
dlogits = np.ones((4, 2))
---
H @ dlogits
""",
        says=("the last axis of `H` (2) meets the first of `dlogits` (4)",),
    ),
    Case(
        "np.dot of two tables",
        """
A = np.ones((3, 4))
B = np.ones((3, 5))
---
C = np.dot(A, B)
""",
        says=("np.dot(A, B)", "the last axis of `A` (4) meets the first of `B` (3)"),
    ),
    Case(
        "a stack of matrices",
        """
Q = np.ones((8, 5, 16))
K = np.ones((8, 5, 16))
---
scores = Q @ K
""",
        says=("the last axis of `Q` (16) meets the last but one of `K` (5)",),
        never=("the first of",),
    ),
    Case(
        "a number is no matrix",
        """
X = np.ones((6, 2))
lr = 0.1
---
step = X @ lr
""",
        says=("lr: 0.1", "a single number, which has none", "`*` multiplies"),
        never=("must be equal",),
    ),
    Case(
        "the mean over the wrong axis",
        """
F = np.ones((1438, 8))
---
F - F.mean(axis=1)
""",
        says=("F: array (1438, 8) float64", "8 meets 1438"),
        never=("Which axis is missing",),
    ),
    Case(
        "one more number than places",
        """
x = np.arange(4.0)
y = np.arange(5.0)
---
error = ((x - y) ** 2).mean()
""",
        says=("x - y", "x: array (4,)", "y: array (5,)", "4 meets 5"),
    ),
    Case(
        "a row is written into a table that is wider",
        """
X = np.zeros((3, 4))
row = np.ones(3)
---
X[0] = row
""",
        says=("row: array (3,)", "The place holds the shape (4,), and (3,) is written"),
    ),
    Case(
        "a reshape that loses numbers",
        """
pixels = np.zeros(784)
---
picture = pixels.reshape(28, 27)
""",
        says=("pixels: array (784,)", "there are 784, and 28 · 27 = 756"),
    ),
    Case(
        "a reshape with a rest",
        """
pixels = np.zeros(784)
---
rows = pixels.reshape(30, -1)
""",
        says=("784 entries cannot be shared out evenly among 30",),
    ),
    Case(
        "tables of different widths, one below the other",
        """
cakes = np.ones((5, 3))
onions = np.ones((4, 2))
---
X = np.concatenate([cakes, onions])
""",
        says=("cakes: array (5, 3)", "along axis 1, number 0 has 3 and number 1 has 2"),
    ),
    Case(
        "two arrays where one list is wanted",
        """
cakes = np.ones(5)
onions = np.ones(4)
---
X = np.concatenate(cakes, onions)
""",
        says=("`np.concatenate([cakes, onions])`",),
        never=("single number",),
    ),
    Case(
        "rows of different lengths",
        """
rows = [[1, 2, 3], [4, 5]]
---
X = np.array(rows)
""",
        says=("rows: list of 2 lists", "different lengths"),
    ),
    Case(
        "an axis too many",
        """
x = np.arange(5.0)
---
x.sum(axis=1)
""",
        says=("axis 0 only, and axis 1 is named",),
    ),
    Case(
        "a mask of the wrong length",
        """
X = np.ones((6, 2))
keep = np.array([True, False, True])
---
X[keep]
""",
        says=(
            "keep: array (3,) bool",
            "The mask has 3 entries along axis 0, and the array 6",
        ),
    ),
)
TYPES = (
    Case(
        "an array as a condition",
        """
x = np.array([-1.0, 2.0])
---
if x > 0:
    print("positive")
""",
        says=("`if` wants one True or False", "x: array (2,) float64"),
    ),
    Case(
        "a chain of comparisons",
        """
x = np.array([-1.0, 0.5, 2.0])
---
inside = 0 < x < 1
""",
        says=("A chain of comparisons", "`(0 … x) & (x … 1)`"),
    ),
    Case(
        "and between two masks",
        """
x = np.array([-1.0, 0.5, 2.0])
---
inside = (x > 0) and (x < 1)
""",
        says=("for arrays write `&` and `|`",),
        never=("chain",),
    ),
    Case(
        "a half is added to whole numbers in place",
        """
counts = np.zeros(3, dtype=int)
---
counts += 0.5
""",
        says=(
            "counts: array (3,) int64",
            "float64",
            "int64, whole numbers",
            "astype(float)",
        ),
    ),
    Case(
        "several numbers in one place",
        """
w = np.zeros(3)
---
w[0] = [1.0, 2.0]
""",
        says=("One entry of an array is to hold several values",),
        never=("different lengths",),
    ),
    Case(
        "texts and numbers",
        """
prices = np.array(["1.5", "2.0"])
---
prices + 1
""",
        says=("Texts meet numbers", "astype(float)"),
    ),
    Case(
        "math for a whole array",
        """
z = np.array([0.0, 1.0])
---
p = 1 / (1 + math.exp(-z))
""",
        says=("z: array (2,) float64", "`np.exp` takes a whole array"),
    ),
    Case(
        "a shape without its brackets",
        """
w = np.zeros(2, 3)
""",
        says=("a shape goes in brackets of its own",),
    ),
    Case(
        "a whole number to a negative power",
        """
lengths = np.array([1, 2, 4])
---
lengths ** -1
""",
        says=("lengths: array (3,) int64", "a negative power is a fraction"),
    ),
    Case(
        "a list's method on an array",
        """
losses = np.zeros(0)
---
losses.append(0.3)
""",
        says=("`losses` is an array; `.append` belongs to lists",),
    ),
)
INDICES = (
    Case(
        "one row too far",
        """
X = np.ones((6, 2))
for i in range(7):
    row = X[i]
""",
        says=("i: 6", "Axis 0 has 6 entries, counted from 0: index 6"),
    ),
    Case(
        "two indices for one axis",
        """
w = np.zeros(3)
---
w[0, 1]
""",
        says=("The array has 1 axis, and 2 indices are given",),
    ),
    Case(
        "half of a length",
        """
x = np.arange(10)
---
x[len(x) / 2]
""",
        says=("`len(x) / 2` is a float", "`//` a whole number"),
    ),
    Case(
        "an array of floats as indices",
        """
order = np.zeros(3)
x = np.arange(10)
---
x[order]
""",
        says=("order: array (3,) float64", "must hold whole numbers"),
    ),
    Case(
        "the largest of nothing",
        """
hits = np.ones(4)[np.zeros(4, dtype=bool)]
---
hits.max()
""",
        says=("hits: array (0,)", "The array is empty"),
    ),
)
CASES = (*SHAPES, *TYPES, *INDICES)
