# %% [markdown]
r"""
# Features: who chooses them, you or the network?

You teach a machine to read digits in three ways: by your rules, by your features, by a network that finds its own; and you measure which way wins when.

<!-- time -->
|:---|:---|
| **You need** | lessons [01](01_cake.ipynb) and [02](02_onion.ipynb); NumPy arrays and their shapes |
| **You will be able to** | make features and scale them · compare models fairly · read a learning curve · say when a network is the wrong choice |
"""

# %%
import layerlab as ll

ll.setup()

# %% [markdown]
r"""
## What lies inside what?

Three words are often mixed up. **Look at** which oval lies inside which.
"""

# %%
ll.figures.part_of_a_part()

# %% [markdown]
r"""
[Artificial intelligence](glossary.ipynb#Artificial-intelligence) is the widest: anything that acts as if it understood.
Inside lies [machine learning](glossary.ipynb#Machine-learning), where the rule comes from examples; and in there [deep learning](glossary.ipynb#Deep-learning), where stacks of layers find what to look at.
To feel the difference, solve one task from the outside in: read handwritten digits.
"""

# %%
import numpy as np

train = ll.data.load("digits", "train")
test = ll.data.load("digits", "test")      # put away until the end of each attempt
X, y, X_test, y_test = train.X / 16, train.y, test.X / 16, test.y
ll.figures.labelled_digits(X[:20], y[:20])

# %% [markdown]
r"""
Small pictures of 8 by 8 pixels, with real handwriting ([from UCI](https://archive.ics.uci.edu/dataset/80)).

## Can you write the rules yourself?

You look at the digits and notice: a zero is empty in the middle, a six is heavy at the bottom.
Such a measured property is a [feature](glossary.ipynb#Feature). A few of them stand ready; here for the first six digits above.
"""

# %%
names = ["middle", "top-bottom", "holes", "crossings"]
ll.props.handmade(X[:6], names).round(2)

# %% [markdown]
r"""
Rows are pictures. The columns: ink in the very middle, ink at the top minus ink at the bottom, patches of paper shut in by ink, how often a walk down the middle meets ink.
From such numbers you write rules, with thresholds that look right.
"""

# %%
def rule(middle, top_bottom, holes, crossings):
    if middle < 0.2:
        return 0
    if top_bottom < -0.12:
        return 6
    if holes >= 1:
        return 9 if top_bottom > 0.07 else 8
    if crossings < 1.5:
        return 1
    return 5 if top_bottom > 0.02 else 2

# %% [markdown]
r"""
<!-- predict: rules -->
Ten classes, so guessing gets one in ten. Which share do these rules get right?
- about one in ten
- about a half  ← right
- about nine in ten
Check: 0.4 < by_rules < 0.6
Why: No rule ever says 3, 4 or 7, and each threshold cuts through some class. You can add rules; every one mends a few digits and breaks others. Rules written by people are fine where people know them: a tax form, not handwriting.
"""

# %%
answers = [rule(*row) for row in ll.props.handmade(X_test, names)]   # change a threshold above
by_rules = float(np.mean(answers == y_test))
round(by_rules, 3)

# %% [markdown]
r"""
Some answers are right, and the code says *why* each was given. But the thresholds are guesses. Could a machine set them?

## What if it learns from your features?

First a trap. Features have different units: holes are counted, ink is a share. To compare them, subtract each one's mean and divide by its deviation.
"""

# %%
F, F_test = ll.props.handmade(X), ll.props.handmade(X_test)
F.shape, F.mean(axis=0).round(2), F.std(axis=0).round(2)

# %% [markdown]
r"""
The eight columns differ widely. One column by hand, so that you see what happens:
"""

# %%
column = np.array([1.0, 2.0, 6.0])
(column - column.mean()) / column.std()

# %% [markdown]
r"""
Mean 0, deviation 1, whatever it was before. Now a picture's own mean, by a small slip: the wrong axis.
"""

# %% tags=["raises-exception"]
F - F.mean(axis=1)

# %% [markdown]
r"""
*Could not be broadcast together*: `F` has 1438 rows and 8 columns, and the mean over axis 1 has one number for each row.
NumPy lays shapes over each other **from the last axis**. **Task:** find in the widget which shape makes `(1438,)` fit, without losing a number.
"""

# %%
ll.widgets.Broadcasting((1438, 8), (1438,))

# %% [markdown]
r"""
The picture shows 8 meeting 1438: a clash. Two sizes fit if they are equal or one of them is 1, which is then repeated. That is **broadcasting**.

**Your turn:** [Exercise 3.1 · handmade_features](../exercises/03_features.ipynb) (12 minutes) and [3.2 · standardise](../exercises/03_features.ipynb) (12 minutes).

Now a **classical model**: logistic regression, from scikit-learn. It weighs the features for each class and learns the weights.
"""

# %%
from sklearn.linear_model import LogisticRegression

Z, Z_test = (F - F.mean(0)) / F.std(0), (F_test - F.mean(0)) / F.std(0)
by_features = LogisticRegression(max_iter=1000).fit(Z, y).score(Z_test, y_test)
round(by_features, 3)

# %% [markdown]
r"""
The test digits were scaled with the *training* mean: a fair test knows nothing of the test set.
Learned weights on eight features beat your rules. **Task:** which single feature is worth most? Which three together?
"""

# %%
ll.widgets.FeatureWorkshop(["middle", "top-bottom"])

# %% [markdown]
r"""
The picture shows two curves over the size of the training set: your features in blue, and in vermilion a network that sees the pixels.
Such a picture is a **learning curve**. Yours flattens early: what the features do not say, no number of examples can teach.

## What if it finds the features, too?

The network of the vermilion curve gets 64 raw pixels. Its first tier makes 32 features, and baking decides which.
"""

# %%
P, P_test = X.reshape(-1, 64), X_test.reshape(-1, 64)
network = ll.props.train_stacks(P, y, [32], seeds=1, steps=150)
by_network = network.accuracy(P_test, y_test)[0]
round(by_rules, 3), round(by_features, 3), round(by_network, 3)

# %% [markdown]
r"""
Rules, features with a classical model, a network: the same digits, the same split. What did the last step cost? Count what had to be learned.
"""

# %%
8 * 10 + 10, network.parameters

# %% [markdown]
r"""
Eight weights and a bias for each of ten classes, against thousands of numbers.
**Look at** what its first tier weighs: red counts for a unit, blue against it.
"""

# %%
weights = network.layers[0][0][0].T.reshape(32, 8, 8)
ll.figures.unwritten_features(weights[:16])

# %% [markdown]
r"""
Strokes, spots, contrasts; none has a name. This is the *onion* again: the outer layer sees simple things. Finding features is [representation learning](glossary.ipynb#Representation).
*Where the onion stops being true:* peeling shows you layers that were there all along, but these appeared while baking, and another seed gives others.

A single run proves little. Five seeds, each with its own rows to learn from:
"""

# %%
def curve(fit_and_score, sizes, seeds=5):
    scores = np.zeros((len(sizes), seeds))
    for i, size in enumerate(sizes):
        for seed in range(seeds):
            rows = np.random.default_rng(seed).permutation(len(y))[:size]
            scores[i, seed] = fit_and_score(rows)
    return scores

# %% tags=["nbval-ignore-output"]
def with_features(rows):
    return LogisticRegression(max_iter=1000).fit(Z[rows], y[rows]).score(Z_test, y_test)

def with_pixels(rows):
    network = ll.props.train_stacks(P[rows], y[rows], [32], seeds=1, steps=100)
    return network.accuracy(P_test, y_test)[0]

sizes = [40, 80, 160, 320, 640, 1280]
classical, deep = curve(with_features, sizes), curve(with_pixels, sizes)
classical.mean(axis=1).round(2), deep.mean(axis=1).round(2)

# %% [markdown]
r"""
**Look at** three things: which is ahead on the left, which still climbs on the right, and how far the seeds lie apart.
"""

# %% tags=["nbval-ignore-output"]
both = {"network": deep, "8 features": classical}
ll.figures.right_by_examples(sizes, both, rules=by_rules)

# %% [markdown]
r"""
The rules need no examples and never improve. Eight features gain little after a few hundred digits. The network is ahead everywhere here, and still climbs: pixels hold more than eight numbers.

To compare at all, somebody had to cut the data.

<!-- predict: sorted_split -->
Sort the digits by class, train on the first four fifths, test on the rest. Which share is right?
- less than a quarter  ← right
- about four fifths
- as good as all, as with any order
Check: result < 0.25
Why: The back part holds eights and nines, which the model hardly saw or never saw. With the shuffled order the same model gets nearly all right. A split must be shuffled, each row in one part only.
"""

# %%
order = np.argsort(y, kind="stable")   # then: np.random.default_rng(0).permutation(len(y))
cut = 4 * len(y) // 5
front, back = order[:cut], order[cut:]
model = LogisticRegression(max_iter=1000).fit(P[front], y[front])
round(model.score(P[back], y[back]), 3)

# %% [markdown]
r"""
Which digits are confused? Count one cell of the whole table:
"""

# %%
truth, answer = 3, 7   # try 1 and 9
guesses = network.predict(P_test)[0]
int(np.sum((y_test == truth) & (guesses == answer))), int(np.sum(guesses != y_test))

# %% [markdown]
r"""
How many threes were called sevens, and how many mistakes there are in all. Before a network sees a [label](glossary.ipynb#Label), it becomes a row of zeros with a single one:
"""

# %%
np.arange(10) == 3

# %% [markdown]
r"""
**Your turn:** [3.3 · one_hot](../exercises/03_features.ipynb) (8 minutes), [3.4 · split](../exercises/03_features.ipynb) (12 minutes), [3.5 · confusion_matrix](../exercises/03_features.ipynb) (10 minutes).

So the network wins? On pictures.

## When does the classical model win?

Tables are another matter: their columns are features that an expert chose. Three sets, four models, three splits each.
"""

# %%
from sklearn.ensemble import RandomForestClassifier
from sklearn.svm import SVC
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

models = {
    "logistic regression": lambda: make_pipeline(StandardScaler(),
                                                 LogisticRegression(max_iter=1000)),
    "random forest": lambda: RandomForestClassifier(50, random_state=0),
    "support vectors": lambda: make_pipeline(StandardScaler(), SVC(C=10)),
}

# %% [markdown]
r"""
Every model gets the same rows to learn from and the same rows to be tested on, and columns scaled by the training rows.
"""

# %%
def compare(name, splits=3):
    parts = [ll.data.load(name, split) for split in ("train", "test")]
    X = np.concatenate([p.X.reshape(len(p), -1) for p in parts])
    y = np.concatenate([p.y for p in parts])
    scores = {kind: [] for kind in [*models, "network"]}
    for seed in range(splits):
        rows = np.random.default_rng(seed).permutation(len(y))
        back, front = np.split(rows, [3 * len(y) // 10])
        for kind, make in models.items():
            scores[kind].append(make().fit(X[front], y[front]).score(X[back], y[back]))
        scale = StandardScaler().fit(X[front])
        net = ll.props.train_stacks(scale.transform(X[front]), y[front], [32], seeds=1, steps=150)
        scores["network"].append(net.accuracy(scale.transform(X[back]), y[back])[0])
    return {kind: np.mean(values) for kind, values in scores.items()}

# %% tags=["nbval-ignore-output"]
table = {name: compare(name) for name in ["wine", "breast_cancer", "digits"]}
for name, row in table.items():
    print(name.ljust(14), "  ".join(f"{kind} {share:.3f}" for kind, share in row.items()))

# %% [markdown]
r"""
Test accuracy, mean of three splits. *Wine* has 178 rows of chemical measurements, *breast_cancer* 569 of cells, *digits* 1797 pictures.
"""

# %%
best = {name: max(row, key=row.get) for name, row in table.items()}
best

# %% [markdown]
r"""
On none of the three is the network first. Most gaps are about one point, and a few test rows decide them: what you may say is that the network gains nothing here. Small tables are home ground for classical models, and so, at this size, are tiny pictures; [a larger study](https://arxiv.org/abs/2207.08815) of 45 tables found tree models ahead there, too.
Networks gain where raw data is plentiful and its features are hard to name: lesson 11 shows it with larger pictures.
"""

# %% [markdown]
r"""
One more belief to test: *more data repairs any bias*. Threes against eights; but in the training set every eight carries a dot in one corner, left by a sloppy scanner. The test digits are clean.

<!-- predict: dotted_eights -->
What do more such digits do?
- they make it worse  ← right
- they change nothing
- they repair it: the most digits do best
Check: biased + 0.02 < LogisticRegression(max_iter=1000).fit(corner_dot(X[a], eight)[:16], eight[:16]).score(P_test[b], eight_test)
Why: With clean data the last row is the best. With the dot it is the worst: the more examples say "a dot means eight", the more the model trusts the dot.
"""

# %%
def corner_dot(pictures, marked):
    dotted = pictures.copy()
    dotted[:, 0, 7] = marked
    return dotted.reshape(-1, 64)

# %%
a, b = np.isin(y, [3, 8]), np.isin(y_test, [3, 8])
eight, eight_test = y[a] == 8, y_test[b] == 8
for size in [16, 64, 276]:
    model = LogisticRegression(max_iter=1000)
    fair = model.fit(P[a][:size], eight[:size]).score(P_test[b], eight_test)
    biased = model.fit(corner_dot(X[a], eight)[:size], eight[:size]).score(P_test[b], eight_test)
    print(f"{size:3} digits: clean {fair:.2f}, with the dot {biased:.2f}")

# %% [markdown]
r"""
More of the same data repeats its bias; only *other* data repairs it.

| ask | classical, with your features | network |
|---|---|---|
| what is a row? | a table with meaningful columns | pixels, sound, text |
| how many? | tens to thousands | thousands and more, or a pretrained one |
| must each answer be explained? | easier | harder |
| what may it cost? | seconds on a laptop | often a GPU |
"""

# %% [markdown]
r"""
## What we have

- Rules, features with a classical model, a network on raw data, on one task and one split.
- Features flatten early; a network needs data and keeps climbing.
- Scale with training statistics; shuffle before you split; several seeds.
- On small tables, try the classical model first. And bias does not drown in data.

**What we have not shown:** how a network learns (lessons 04 to 08), and how to borrow features from one trained elsewhere (lesson 17).
"""

# %% [markdown]
r"""
**Three quick questions**

<details><summary>1. You standardise training and test set, each with its own mean. What is wrong?</summary>

*The same measurement gets two different numbers*, and the test set's mean leaks into the test. "Nothing, both have mean 0" misses that the model was trained for one scale.
</details>
<details><summary>2. A learning curve has been flat since 200 examples. More data, other features, or another seed?</summary>

*Other features*, or a model that finds them. More data was the horizontal axis; a seed only moves the dots a little.
</details>"""

# %% [markdown]
r"""
<details><summary>3. A shop has 300 orders in a table of 12 columns. A deep network?</summary>

*Try logistic regression or a forest first.* The columns are features already, and 300 rows are few. "Deep is newer, so better" is what the table above contradicts.
</details>

Next: [04 · Can one neuron learn?](04_perceptron.ipynb)
"""
