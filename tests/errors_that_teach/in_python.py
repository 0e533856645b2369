"""Twenty errors of Python itself."""

from tests.errors_that_teach.case import Case

CASES = (
    Case(
        "one step past the end",
        """
xs = [3, 1, 2]
for i in range(4):
    print(xs[i])
""",
        says=("`xs` has 3 entries, 0 to 2, and 3 is asked for",),
    ),
    Case(
        "the middle of a list",
        """
xs = [3, 1, 2]
---
middle = xs[len(xs) / 2]
""",
        says=("`len(xs) / 2` is a float", "`//` a whole number"),
    ),
    Case(
        "a list asked like a table",
        """
rows = [[1, 2], [3, 4]]
---
rows[0, 1]
""",
        says=("A list takes one index", "`rows[0][1]`"),
        never=("`//`",),
    ),
    Case(
        "a key spelt otherwise",
        """
recipe = {"lr": 0.1, "steps": 100}
---
recipe["step"]
""",
        says=("`recipe` has the key 'steps'", "typo"),
    ),
    Case(
        "a key that is not there",
        """
recipe = {"lr": 0.1, "steps": 100}
---
recipe["momentum"]
""",
        says=("no key 'momentum'", "'lr', 'steps'"),
        never=("typo",),
    ),
    Case(
        "a list does not compute",
        """
prices = [1.5, 2.0]
---
prices * 1.19
""",
        says=("`prices` is a list", "`np.array(…)`"),
        never=("None",),
    ),
    Case(
        "a text and a number",
        """
n = 3
---
print("epoch " + n)
""",
        says=('`"epoch "` is a text', "f-string", "n: 3"),
        never=("`n` is a text",),
    ),
    Case(
        "sort gives nothing back",
        """
scores = [3, 1, 2]
best = scores.sort()
---
best[0]
""",
        says=("`best` is None: `.sort(…)` changes what it is called on",),
        never=("`return`",),
    ),
    Case(
        "a function without return",
        """
def predict(w, x):
    score = w * x
---
y = predict(2, 3)
y + 1
""",
        says=("`y` is None: `predict` has no `return` with a value",),
    ),
    Case(
        "a branch without return",
        """
def sign(x):
    if x > 0:
        return 1
---
total = 1 + sign(-2)
""",
        says=(
            "`sign(-2)` is None: one of the ways through `sign` ends without a value",
        ),
    ),
    Case(
        "one argument too few",
        """
def predict(w, b, x):
    return w * x + b
---
predict(1, 2)
""",
        says=("`predict(w, b, x)`", "leaves out 'x'"),
    ),
    Case(
        "an argument by a wrong name",
        """
def train(model, steps=10):
    return model
---
train(None, step=20)
""",
        says=("`train(model, steps=10)`", "is `step` a typo for `steps`?"),
        never=("is None",),
    ),
    Case(
        "self was forgotten",
        """
class Neuron:
    def predict(x):
        return x
---
neuron = Neuron()
neuron.predict(3)
""",
        says=("`Neuron.predict` lacks `self`",),
        never=("`x` is",),
    ),
    Case(
        "the name of a built-in function was taken",
        """
sum = 3 + 4
---
sum([1, 2, 3])
""",
        says=("`sum` was given a value, 7", "`del sum`"),
        never=("multiplication",),
    ),
    Case(
        "a number before a bracket",
        """
x = 3
---
y = 2(x + 1)
""",
        says=("`2` is a number", "2 * (…)"),
    ),
    Case(
        "a function that was not called",
        """
def loss():
    return 2.0
---
loss + 1
""",
        says=("`loss` is a function and was not called",),
    ),
    Case(
        "the mean of nothing",
        """
losses = []
---
sum(losses) / len(losses)
""",
        says=("`len(losses)` is 0: `losses` is empty",),
    ),
    Case(
        "a generator used twice",
        """
squares = (i * i for i in range(4))
total = sum(squares)
---
largest = max(squares)
""",
        says=("squares: generator, used up", "gives its entries once"),
    ),
    Case(
        "a loop over a number",
        """
steps = 5
---
for step in steps:
    print(step)
""",
        says=("`steps` is the single number 5", "`range(…)`"),
    ),
    Case(
        "a number too large",
        """
def p(z):
    return 1 / (1 + math.exp(-z))
---
p(-1000.0)
""",
        says=("-z: 1000.0", "beyond the largest float", "in p"),
    ),
)
