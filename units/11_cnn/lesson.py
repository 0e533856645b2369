# %% [markdown]
r"""
# A network that sees: what does it get wrong, and why?

You train a small convolutional network on real pictures in a few seconds, look at its worst mistakes and its first kernels, and break it by moving the pictures a little.

<!-- time -->
|:---|:---|
| **You need** | [09 · pytorch](09_pytorch.ipynb) and [10 · convolution](10_convolution.ipynb) |
| **You will be able to** | follow a picture's shape through a network · say where a network fails and how sure it is there · show when good marks in a test mean little |
"""

# %%
import layerlab as ll

ll.setup()

# %% [markdown]
r"""
## Can a few windows tell a shirt from a coat?

Here are two pictures each of eight kinds of clothes, 28 by 28 points; there are ten kinds in all. **Look at** the shirts: would you always know?
"""

# %%
import numpy as np
import torch
from torch import nn

clothes = ll.data.load("fashion_mnist", n=10_000, fallback=True)
names = clothes.classes
first = np.concatenate([np.flatnonzero(clothes.y == k)[:2] for k in range(8)])
ll.figures.named_pictures(clothes.X[first], [names[k] for k in clothes.y[first]])

# %% [markdown]
r"""
Trousers and shoes are easy to tell. The tops differ by a sleeve or a collar.

The set is [Fashion-MNIST](https://arxiv.org/abs/1708.07747). Where it can be neither found nor fetched, `fallback=True` takes grey cakes from our bakery: the same shapes, the same code. The names and numbers in this text are those of the clothes.
Of 10,000 pictures we keep 2,000 apart for [validation](glossary.ipynb#Validation-set), to watch the training, and 2,000 more come from the set's own test split.
"""

# %%
device = ll.device()
X, y = clothes.torch(device)
test = ll.data.load("fashion_mnist", "test", n=2000, fallback=True)
X_test, y_test = test.torch(device)
train, val = (X[:8000], y[:8000]), (X[8000:], y[8000:])
train[0].shape, val[0].shape, X_test.shape

# %% [markdown]
r"""
## What does each layer do to the shape?

One picture, one layer after the other: eight windows of 5 by 5 with a border of 2 zeros (`padding`), then pooling by 2.

<!-- predict: shapes -->
Which shapes come out?
- (1, 8, 24, 24), then (1, 8, 12, 12)
- (1, 8, 28, 28), then (1, 8, 14, 14)  ← right
- (8, 1, 28, 28), then (8, 1, 14, 14)
- (1, 8, 32, 32), then (1, 4, 16, 16)
Check: result[1:] == [(1, 8, 28, 28), (1, 8, 14, 14)]
Why: The border makes room for the windows at the edge. Without it a window of 5 fits in 24 places only, so the maps are 24 by 24 and the pooled ones 12 by 12. Lesson 10 has the formula.
"""

# %%
padding = 2   # try 0
x = train[0][:1].cpu()
maps = nn.Conv2d(1, 8, kernel_size=5, padding=padding)(x)
small = nn.MaxPool2d(2)(maps.relu())
[tuple(t.shape) for t in (x, maps, small)]

# %% [markdown]
r"""
The number of pictures stays, the channels become 8, and pooling halves the height and the width.
How much must be learned for this? One window has 25 weights and a bias: 26 numbers for each map. A dense layer that gives as many numbers needs a weight from every point of the picture to every number of the maps.
"""

# %%
dense_weights = 28 * 28 * (8 * 28 * 28)
8 * 26, dense_weights

# %% [markdown]
r"""
208 numbers against almost five million. A convolution shares its window over all places; that is what it saves.

**Your turn:** [Exercise 11.2 · conv_parameters](../exercises/11_cnn.ipynb) (8 minutes).

At the end the maps must become one row of numbers for the last layer. How long is the row? Guess wrong, as everybody does once.
"""

# %% tags=["raises-exception"]
torch.manual_seed(0)
parts = [nn.Conv2d(1, 8, 5, padding=2), nn.ReLU(), nn.MaxPool2d(2),
         nn.Conv2d(8, 16, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten()]
guess = nn.Linear(16 * 14 * 14, 10)
nn.Sequential(*parts, guess)(x)

# %% [markdown]
r"""
Read the first line: *1x784 and 3136x10*. The first pair is what arrives, one row of 784; the second is the layer, made for 3,136.
784 is $16 \cdot 7 \cdot 7$: there are two poolings, and the guess counted one. (That the picture has $28 \cdot 28 = 784$ points, too, is a coincidence.) When in doubt, let the stack tell you.
"""

# %%
nn.Sequential(*parts)(x).shape

# %% [markdown]
r"""
So here is the whole network, from the picture to ten scores.
"""

# %%
def make_net(seed=0, channels=1, last=16 * 7 * 7):
    torch.manual_seed(seed)
    return nn.Sequential(
        nn.Conv2d(channels, 8, 5, padding=2), nn.ReLU(), nn.MaxPool2d(2),
        nn.Conv2d(8, 16, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2),
        nn.Flatten(), nn.Linear(last, 10))

model = make_net().to(device)
sum(p.numel() for p in model.parameters())

# %% [markdown]
r"""
Convolution, bend, pooling, again, and one dense layer for the answer: a **convolutional neural network**, or CNN.
The layout goes back to [LeCun and others](https://doi.org/10.1109/5.726791), who read bank cheques with it in 1998.

**Your turn:** [Exercise 11.1 · SmallCNN](../exercises/11_cnn.ipynb) (15 minutes) builds one for larger pictures in colour.

9,226 numbers, all of them chance so far. What can they become in a few seconds?
"""

# %% [markdown]
r"""
## How well does it see, and where does it fail?

You wrote the training loop in lesson 09; `ll.training.fit` is that loop, and keeps the best weights. We put the first kernels aside, to compare them later.
"""

# %%
kernels_before = model[0].weight.detach().cpu().clone()
history = ll.training.fit(model, train, val, epochs=5, lr=0.02)

# %% tags=["nbval-ignore-output"]
ll.figures.training_and_validation(history.curves())

# %% [markdown]
r"""
Both curves still fall at the end, and stay close together: it has not begun to learn by heart.
(Validation begins lower because it is measured after the epoch, and the training loss all through it.)
Now the pictures that it never met. (Your last digits may differ from ours: processors add in different orders.)
"""

# %% tags=["nbval-ignore-output"]
ll.training.evaluate(model, (X_test, y_test))

# %% [markdown]
r"""
Of the clothes about 87% are right; by chance it would be 10%. **Draw and see** shows what it looks at.

**Look at** the orange frame: it is the window of the unit that you point at. **Task:** find a unit of layer 2 that answers to an edge, such as a sleeve's. Then rub out a part with the eraser, and watch the scores.
"""

# %% tags=["nbval-ignore-output"]
ll.widgets.DrawAndSee(model, names, examples=X_test[:6], at=[1, 3, 10, 2])

# %% [markdown]
r"""
From left to right: a test picture, one map of layer 2 enlarged, and the scores as shares; below, all 16 maps of that layer (live, those of layer 1 too). A unit of layer 1 sees 5 by 5 points, one of layer 2 sees 10 by 10.

An accuracy hides which classes suffer. The confusion matrix of [lesson 03](03_features.ipynb) does not: a row is the truth, a column the answer.
"""

# %%
with torch.inference_mode():
    shares = model(X_test).softmax(dim=1).cpu().numpy()
answer, truth = shares.argmax(axis=1), y_test.cpu().numpy()
confusion = np.zeros((10, 10), dtype=int)
np.add.at(confusion, (truth, answer), 1)   # one more in that row and column

# %% tags=["nbval-ignore-output"]
ll.figures.mistakes_by_pair(confusion, names)

# %% [markdown]
r"""
The brighter a square, the more mistakes. The diagonal, the right answers, is left out, so that they show. With clothes, they gather where shirts, T-shirts, pullovers and coats meet; the rows of trousers and bags hold little.

<!-- predict: shirt -->
Of all the times it says *shirt*, how often is it one? And of all shirts, how many does it find? Class 6 is *shirt*; try the others.
- both about as often as in all classes
- both clearly less often  ← right
- it finds nearly all, and says it too often
Check: names[6] != "shirt" or max((said & are).sum() / said.sum(), (said & are).sum() / are.sum()) < 0.82
Why: For shirts both are well below the 87% of all classes, somewhere between a half and four fifths. For trousers (class 1) both are above 90%.
"""

# %% tags=["nbval-ignore-output"]
k = 6   # which class
said, are = answer == k, truth == k
print(names[k], "| right when it says so:", round((said & are).sum() / said.sum(), 2),
      "| found:", round((said & are).sum() / are.sum(), 2))

# %% [markdown]
r"""
The first share is the **precision** of a class: right ones among its answers. The second is its **recall**: right ones among its examples. **F1** is their harmonic mean, twice their product divided by their sum: it is high only where both are.

**Your turn:** [Exercise 11.3 · per_class](../exercises/11_cnn.ipynb) (12 minutes).

Which mistakes are worst? Those of which it was surest.
"""

# %% tags=["nbval-ignore-output"]
wrong = np.flatnonzero(answer != truth)
worst = wrong[np.argsort(-shares[wrong, answer[wrong]])][:12]
right, said = [names[k] for k in truth[worst]], [names[k] for k in answer[worst]]
ll.figures.surest_mistakes(test.X[worst], right, said, shares[worst].max(axis=1))

# %% [markdown]
r"""
Go through them one by one, and sort: where would you have erred too? Where is the label doubtful? Where was it misled?
Such a list tells you what to do next, and an accuracy does not. And note how sure it is: a share of 99% is no promise.

What do its windows look for?
"""

# %% [markdown]
r"""
## What did its first kernels become?

**Look at** the upper row, chance, and the lower one, the same eight windows after training. Red is positive, blue negative, each window on its own scale.
"""

# %% tags=["nbval-ignore-output"]
kernels = torch.cat([kernels_before, model[0].weight.detach().cpu()])[:, 0]   # (16, 5, 5)
kernels = kernels / kernels.abs().amax(dim=(1, 2), keepdim=True)   # each on its own scale
ll.figures.kernels_before_and_after(kernels[:8].numpy(), kernels[8:].numpy())

# %% [markdown]
r"""
Above there is speckle. Below, with the clothes, several windows have a red side and a blue side, so they answer to an edge, as the kernels that you painted in [lesson 10](10_convolution.ipynb).
The fifth has hardly moved: five epochs are short, and not every window is needed.
Nobody told it what an edge is: descent found that edges help.

This is the outermost skin of the *onion*. Where the onion stops being true: its skins are alike, and the layers of a network are not. Layer 2 combines what layer 1 found, in windows twice as wide.

Does it know what a shirt *is*, then?
"""

# %% [markdown]
r"""
## What if tomorrow's pictures differ a little?

Every piece of clothing lies in the middle of its picture. Move the test pictures to the side.
Change `by` to see what a move looks like.
"""

# %%
by = 4   # points to the right
def moved(X, by):
    return torch.roll(X, by, dims=3)   # what leaves on the right comes in on the left

pair = torch.stack([X_test[:4], moved(X_test[:4], by)]).cpu()[:, :, 0]   # (2, 4, 28, 28)
ll.figures.moved_pictures(*pair.numpy(), by)

# %% [markdown]
r"""
You would still name them all. Does the network? The first number below is its share of right answers on unmoved pictures, then the moves by 1 to 8 points.

<!-- predict: third_gone -->
By how many points can you move them before a third of the right answers is gone?
Number: 3 ± 0 points
Check: names[6] != "shirt" or next(by for by, share in enumerate(plain) if share < plain[0] * 2 / 3) == 3
Why: With the clothes three points are enough, a ninth of the picture's width, and at eight hardly anything is left but guessing. (Our cakes lie anywhere in their pictures, so a net that learned from them falls more slowly.)
"""

# %% tags=["nbval-ignore-output"]
def right_at(model, X, y):
    return [ll.training.evaluate(model, (moved(X, by), y))["accuracy"] for by in range(9)]

plain = right_at(model, X_test, y_test)
[round(share, 2) for share in plain]

# %% [markdown]
r"""
Convolution is the same everywhere, yet the network is not: its last layer has a weight of its own for every place on the maps, and learned from pictures in the middle only.

We cannot photograph everything again, but we can move what we have. Here a whole batch goes the same way, by a draw of `rng`; your exercise does better.
"""

# %%
def nudge(X, rng):
    by = torch.randint(-4, 5, (1,), generator=rng).item()
    return moved(X, by)

sturdy = make_net().to(device)
ll.training.fit(sturdy, train, val, epochs=5, lr=0.02, augment=nudge)
nudged = right_at(sturdy, X_test, y_test)

# %% tags=["nbval-ignore-output"]
ll.figures.right_by_move(plain, nudged)

# %% [markdown]
r"""
Trained with nudges it nearly holds its level up to 4 points, as far as it was nudged, and then it falls, too. On pictures that were not moved it is a little worse, for the same five epochs had more to teach.

Changing the training pictures in ways that do not change their names is called **augmentation**. It belongs to training alone: a test must see the pictures as they are.

**Your turn:** [Exercise 11.4 · random_shift_flip](../exercises/11_cnn.ipynb) (20 minutes).
"""

# %% [markdown]
r"""
A shift can be seen. Another difference hides better. In this bakery 19 of 20 cakes were photographed before a background that belongs to their kind.

<!-- predict: backgrounds -->
A test from the same bakery, and a test where backgrounds are drawn by lot. How far apart?
- half of all pictures or more  ← right
- some twenty points
- a few points: a cake is a cake
Check: same - fair > 0.5
Why: The background. In the first test more than 90% are right, in the fair one less than 40%: the difference is what it knew about the wallpaper. With `bias = 0` the two tests are alike, and it must look at the cakes.
"""

# %% tags=["nbval-ignore-output"]
bias = 0.95   # 19 of 20; try 0: no habit
def tray(split, n, bias):
    return ll.data.load("bakery", split, n=n, background_bias=bias, rotation=20)

baker = make_net(channels=3, last=16 * 8 * 8).to(device)
ll.training.fit(baker, tray("train", 2500, bias), epochs=4, lr=0.01, batch_size=64)
same, fair = (ll.training.evaluate(baker, tray("test", 1000, b))["accuracy"] for b in (bias, 0))
round(same, 2), round(fair, 2)

# %% [markdown]
r"""
Both nets had good marks in a test that was like their training. A test can only say how a network does *on pictures like these*.

**Your turn:** [Exercise 11.5 · train_to](../exercises/11_cnn.ipynb) (25 minutes): your own network, 97% right, within a budget.
"""

# %% [markdown]
r"""
## What we have

- Convolution, bend, pooling, twice, then one dense layer: a CNN of 9,226 numbers.
- A confusion matrix, precision and recall, and the worst mistakes: where it fails.
- First kernels that went from chance to edges.
- Augmentation, and two tests that good marks did not warn of.

**What we have not shown:** why more layers made such networks worse for years. That is lesson 12. Why a network answered as it did, and what its later layers see, comes in part IV.
"""

# %% [markdown]
r"""
**Three quick questions**

<details><summary>1. Pictures twice as high and wide come in. Which layers of this network need other numbers of weights: the convolutions, the pooling, or the last one?</summary>

*The last one.* A window's weights do not depend on the picture's size, and pooling has none. The row after flattening gets four times as long.
</details>
<details><summary>2. A class has recall 0.95 and precision 0.4. What does the network do?</summary>

*It says that name too often.* It finds nearly all examples, and more than half of what it calls so is something else. Saying it too rarely would give low recall.
</details>"""

# %% [markdown]
r"""
<details><summary>3. Your network has 98% on a test split of your own photographs. May it go to work in another shop?</summary>

*You do not know yet.* The split shares light, background and camera with the training pictures. Test on pictures from the other shop. A larger split of your own would repeat its habits.
</details>

**A challenge:** [cakes against the clock](../exercises/11_cnn.ipynb).

Next: [12 · Why deeper was worse, until it was better](12_depth.ipynb)
"""
