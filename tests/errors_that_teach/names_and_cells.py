"""Fifteen errors of names, of cells that did not run, and of text that is no Python."""

from tests.errors_that_teach.case import Case

CASES = (
    Case(
        "a check before its stub ran",
        """
from layerlab.checks import perceptron as check
---
check.predict(predict)
""",
        says=("Run the cell that defines `predict` first",),
        never=("typo", "missing import"),
    ),
    Case(
        "a letter changes its place",
        """
weights = np.zeros(3)
---
weigths.sum()
""",
        says=("There is a name `weights`", "typo"),
    ),
    Case(
        "a name that is set below",
        """
print(loss)
loss = 0.5
""",
        says=("`loss` gets its value in line 2, below this line",),
    ),
    Case(
        "a cell that ended before",
        """
ratio = 1 / 0
---
ratio + 1
""",
        says=(
            "The cell that begins “ratio = 1 / 0” sets `ratio`",
            "stop with an error",
        ),
    ),
    Case(
        "a name of a function's inside",
        """
def forward(x):
    hidden = x * 2
    return hidden
---
forward(3)
hidden
""",
        says=("`hidden` is known inside `forward` only", "`return`"),
    ),
    Case(
        "a module's name without the module",
        """
sqrt(2.0)
""",
        says=("`math.sqrt` exists",),
        never=("typo",),
    ),
    Case(
        "another language's name",
        """
ready = true
""",
        says=("Python writes `True`",),
    ),
    Case(
        "a name of which nothing is known",
        """
xylophone
""",
        says=("The name `xylophone` has no value here",),
        never=("There is a name",),
    ),
    Case(
        "a counter inside a function",
        """
calls = 0
def count():
    calls += 1
---
count()
""",
        says=("Line 3 sets `calls` inside `count`",),
    ),
    Case(
        "a module spelt otherwise",
        """
import nmpy
""",
        says=("There is a module `numpy`", "typo"),
    ),
    Case(
        "a bracket that stays open",
        """
xs = [1, 2
ys = 3
""",
        says=(
            "SyntaxError",
            "This cell, line 1",
            "xs = [1, 2",
            "The bracket `[` is opened here",
        ),
    ),
    Case(
        "a colon is missing",
        """
for i in range(3)
    print(i)
""",
        says=("for i in range(3)", "ends with a colon"),
    ),
    Case(
        "nothing stands below the colon",
        """
if True:
print(1)
""",
        says=("IndentationError", "the 'if' statement in line 1 must be indented"),
    ),
    Case(
        "one equals sign where two are meant",
        """
x = 3
if x = 3:
    print(x)
""",
        says=("This cell, line 2", "`==` asks whether two are equal"),
    ),
    Case(
        "a cell that is timed",
        """
%%time
a = [1, 2]
b = a - 1
""",
        says=("This cell, line 3", "b = a - 1", "`a` is a list"),
        never=("run_cell_magic", "IPython"),
    ),
)
