"""Twenty errors of torch: by shape, type, device and gradient."""

from tests.errors_that_teach.case import Case as AnyCase


def Case(name, code, **known):
    """A case that needs torch."""
    return AnyCase(name, code, needs="torch", **known)


CASES = (
    Case(
        "two dtypes",
        """
W = torch.ones(2, 3)
x = torch.tensor(np.array([[1.0, 2.0]]))
---
x @ W
""",
        says=(
            "x: tensor (1, 2) float64 on cpu",
            "W: tensor (2, 3) float32 on cpu",
            "the left is float64 and the right float32",
        ),
    ),
    Case(
        "a layer for longer rows",
        """
x = torch.ones(1, 1, 28, 28)
parts = [nn.Conv2d(1, 8, 3), nn.MaxPool2d(2), nn.Flatten()]
---
net = nn.Sequential(*parts, nn.Linear(8 * 14 * 14, 10))
net(x)
""",
        says=(
            "x: tensor (1, 1, 28, 28)",
            "rows of 1568 numbers got rows of 1352",
            "inside torch",
        ),
        never=("Is a flatten missing",),
    ),
    Case(
        "the colours stand last",
        """
photos = torch.ones(1, 32, 32, 3)
W = torch.ones(4, 3, 3, 3)
---
F.conv2d(photos, W)
""",
        says=("3 channels on axis 1", "stands last", ".permute(0, 3, 1, 2)"),
    ),
    Case(
        "a batch without an axis for channels",
        """
digits = torch.ones(5, 28, 28)
layer = nn.Conv2d(1, 4, 3)
---
layer(digits)
""",
        says=("digits: tensor (5, 28, 28)", "taken for one picture", "5 channels"),
        never=("stands last",),
    ),
    Case(
        "vectors of two lengths",
        """
prediction = torch.ones(4)
target = torch.ones(5)
---
loss = ((prediction - target) ** 2).mean()
""",
        says=("prediction - target", "4 meets 5"),
    ),
    Case(
        "a matrix with a vector",
        """
W = torch.ones(3, 4)
x = torch.ones(3)
---
W @ x
""",
        says=("the last axis of `W` (4) meets the first of `x` (3)",),
    ),
    Case(
        "tensors that cannot be joined",
        """
first = torch.ones(2, 3)
second = torch.ones(2, 4)
---
torch.cat([first, second])
""",
        says=("first: tensor (2, 3)", "number 1, counted from 0, has 4 where 3"),
    ),
    Case(
        "a view after a transpose",
        """
X = torch.ones(2, 3)
---
X.T.view(6)
""",
        says=("`reshape` can",),
    ),
    Case(
        "class numbers as floats",
        """
logits = torch.ones(4, 3)
y = torch.zeros(4)
---
nn.CrossEntropyLoss()(logits, y)
""",
        says=("y: tensor (4,) float32", "whole numbers, int64", ".long()"),
    ),
    Case(
        "fewer answers than rows",
        """
logits = torch.ones(4, 3)
y = torch.zeros(3).long()
---
F.cross_entropy(logits, y)
""",
        says=("4 rows of scores and 3 targets",),
    ),
    Case(
        "a class that has no column",
        """
logits = torch.ones(2, 3)
y = torch.tensor([0, 3])
---
F.cross_entropy(logits, y)
""",
        says=("class 3", "counted from 0"),
    ),
    Case(
        "an array for a layer",
        """
x = np.ones((4, 3))
layer = nn.Linear(3, 2)
---
layer(x)
""",
        says=("x: array (4, 3) float64", "`torch.tensor(…)` makes one of it"),
    ),
    Case(
        "an index beyond the table",
        """
table = nn.Embedding(10, 4)
words = torch.tensor([1, 10])
---
table(words)
""",
        says=("a row that its table does not have", "words: tensor (2,) int64"),
    ),
    Case(
        "a tensor on another device",
        """
W = torch.ones(2, 3, device="meta")
x = torch.ones(4, 2)
---
x + W[0, :2]
""",
        says=("x: tensor (4, 2) float32 on cpu", "on meta", "lie on different devices"),
        never=("made anew on the CPU",),
    ),
    Case(
        "a number read where there is none",
        """
y = torch.ones(8, device="meta")
---
if y.sum() > 3:
    print("large")
""",
        says=("y: tensor (8,) float32 on meta", "a device that holds none here"),
    ),
    Case(
        "nothing wants a gradient",
        """
w = torch.ones(2)
---
loss = (w * w).sum()
loss.backward()
""",
        says=("loss: tensor () float32 on cpu", "requires gradients"),
        never=("second time",),
    ),
    Case(
        "the same graph twice",
        """
w = torch.ones(2, requires_grad=True)
loss = (w * w).sum()
loss.backward()
---
loss.backward()
""",
        says=("ran through the same graph before",),
    ),
    Case(
        "weights changed while gradients are recorded",
        """
w = torch.ones(2, requires_grad=True)
---
w += 1
""",
        says=("w: tensor (2,) float32 on cpu, requires_grad", "torch.no_grad()"),
    ),
    Case(
        "a gradient that was never computed",
        """
w = torch.ones(2, requires_grad=True)
---
w.data -= 0.1 * w.grad
""",
        says=("`w.grad` is None: `backward` has not reached it",),
        never=("return",),
    ),
    Case(
        "a spread of one number",
        """
bn = nn.BatchNorm1d(1)
z = torch.ones(5)
---
bn(z[:1, None])   # a batch of one
""",
        says=("z[:1, None]: tensor (1, 1)", "each channel has one value", ".eval()"),
    ),
)
