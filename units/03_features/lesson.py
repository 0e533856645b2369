# %% [markdown]
r"""
# Features: who chooses them, you or the network?

You invent a measurement, watch a machine read digits from it, set it against raw pixels and a network, and find out when your idea is worth more than data.

<!-- time -->
|:---|:---|
| **You need** | lessons [01](01_cake.ipynb) and [02](02_onion.ipynb); NumPy arrays and their shapes |
| **You will be able to** | make a feature and see what it is worth · compare learners fairly, with a control · say when your knowledge beats data, and when it does not |
"""

# %%
import layerlab as ll

ll.setup()

# %% [markdown]
r"""
## What would you measure?

Small pictures of 8 by 8 pixels, [handwriting of real people](https://archive.ics.uci.edu/dataset/80). **Look at** the zeros, the ones, the sixes: what differs?
"""

# %%
import numpy as np

digits = ll.data.load("digits")
X, y = digits.X / 16, digits.y   # (1438, 8, 8), 0 is paper and 1 is ink
ll.figures.labelled_digits(X[:20], y[:20])

# %% [markdown]
r"""
A measured property is a [feature](glossary.ipynb#Feature): a picture goes in, *one number* comes out. Here is one, on one picture.
"""

# %%
def my_feature(picture):
    return picture[3:5, 3:5].mean()   # yours: change this line later

X[0][3:5, 3:5], my_feature(X[0])

# %% [markdown]
r"""
Rows 3 and 4, columns 3 and 4: the four pixels in the very middle, and their mean by hand is the number below.

<!-- predict: darkest_middle -->
Measure all digits. Which has the lightest middle on average, which the darkest?
1. the zero
2. the nine
3. the seven
4. the one
Check: mine[y == 0].mean() < mine[y == 9].mean() < mine[y == 7].mean() < mine[y == 1].mean()
Why: A zero is written round its middle, and a one through it. A seven often has a bar there. The nine's middle lies below its loop, where some people put ink and others do not.
"""

# %%
mine = np.array([my_feature(picture) for picture in X])
ll.figures.ten_histograms(mine, y)
ll.figures.digits_in_order(X, y, mine)

# %% [markdown]
r"""
A row is a digit, a bar says how many of it have that value. Where two rows overlap, the number cannot tell the two apart. Below, sixteen of the pictures in the order of their number.
"""

# %% [markdown]
r"""
**Now yours.** Change the line in `my_feature`, run it and the cell with the two pictures again. Three ideas: ink on the left minus ink on the right, `picture[:, :4].mean() - picture[:, 4:].mean()`; rows that hold ink, `(picture.max(axis=1) > 0.5).sum()`; how unlike its mirror picture it is.

<details><summary>Five minutes: what does <code>axis</code> leave?</summary>

A mean over an axis walks along it and melts it away. The other axes stay.

```
A = 1 3      A.mean(axis=0) = 3 5     down each column
    5 7      A.mean(axis=1) = 2 6     along each row
             A.mean()       = 4       over all
```

For pictures (n, 8, 8), `X.mean(axis=(1, 2))` melts rows and columns: one number for each picture. Try `X[:3].mean(axis=0).shape` and `X[:3].mean(axis=(1, 2))`.
</details>

**Your turn:** [Exercise 3.1 · handmade_features](../exercises/03_features.ipynb) (12 minutes) measures a whole batch.
"""

# %% [markdown]
r"""
## What can one number know?

First without learning. You saw that zeros are light in the middle, so you write a rule.
"""

# %%
threshold = 0.2   # less ink in the middle than this: a zero
middle = X[:, 3:5, 3:5].mean(axis=(1, 2))
said = middle < threshold
round(float((y[said] == 0).mean()), 2), round(float(said[y == 0].mean()), 2)

# %% [markdown]
r"""
Of the digits that the rule calls a zero most are zeros, and of the zeros it finds nearly all. Good, for one line. But it took a look at the histograms, and there are nine digits more.

Let a machine set the thresholds: [**logistic regression**](glossary.ipynb#Logistic-regression), a classical model. It gives each digit a score, a weight times the number plus a bias; the largest score is the answer. `fit` finds weights and biases from examples, 1,000 of them here; the other 438 are asked.

<!-- predict: one_number -->
With the ink in the middle alone, what share of the 438 does it read rightly? Guessing gets one in ten.
- about 0.1, as guessing
- about 0.25  ← right
- about 0.6
- about 0.9
Check: 0.2 < share < 0.4
Why: One number can be cut into a few stretches, and each stretch gets one answer. Zeros and ones have a stretch of their own. Most others share theirs, and somebody has to lose.
"""

# %%
from sklearn.linear_model import LogisticRegression

learn, choose = slice(0, 1000), slice(1000, 1438)

def answers_from(F):   # F: (1438, k), a row of k features for each digit
    model = LogisticRegression(max_iter=1000).fit(F[learn], y[learn])
    return model.predict(F[choose])

answers = answers_from(middle[:, None])   # [:, None] makes a column; then mine[:, None]
share = float((answers == y[choose]).mean())
round(share, 3)

# %% [markdown]
r"""
Which digits lose? Count who is taken for whom: a row is the truth, a column the answer.
"""

# %%
table = np.zeros((10, 10), dtype=int)
for truth, answer in zip(y[choose], answers):
    table[truth, answer] += 1
ll.figures.confusions(table)

# %% [markdown]
r"""
**Look at** the columns: some answers are never given. This is a [**confusion matrix**](glossary.ipynb#Confusion-matrix), and it says what your next feature should tell apart.

You have met two of the three words that are often mixed up.
"""

# %%
ll.figures.part_of_a_part()

# %% [markdown]
r"""
[Artificial intelligence](glossary.ipynb#Artificial-intelligence) is the widest: your rule belongs to it. In [machine learning](glossary.ipynb#Machine-learning) the rule comes from examples, and you chose the feature. In [deep learning](glossary.ipynb#Deep-learning) layers find that, too; we come to it.

Before a network sees a [label](glossary.ipynb#Label), it becomes a row of zeros with a single one: `np.arange(10) == 3` for a three.

**Your turn:** [3.5 · confusion_matrix](../exercises/03_features.ipynb) (10 minutes) and [3.3 · one_hot](../exercises/03_features.ipynb) (8 minutes).

But may you believe the share that came out?
"""

# %% [markdown]
r"""
## Which digits may you ask?

Nobody learns from the 438 digits that are asked: a model knows its own examples by heart. It also matters *which* they are. The digits came shuffled. Here is the other way.

<!-- predict: sorted_split -->
Sort the digits by class, learn from the first 1,000, ask the last 438. All 64 pixels are the features. Which share is right?
- about a quarter  ← right
- about three quarters
- nearly all, as in any order
Check: 0.1 < result < 0.4
Why: The last 438 are sevens, eights and nines. Of these the model met nine sevens and nothing else, so it cannot even say eight or nine. Shuffled, the same model gets nearly all right. So shuffle before you split.
"""

# %%
order = np.argsort(y)   # by class; then: np.random.default_rng(0).permutation(1438)
P = X.reshape(-1, 64)   # each picture as a row of 64 pixels
first, last = order[:1000], order[1000:]
model = LogisticRegression(max_iter=1000).fit(P[first], y[first])
round(model.score(P[last], y[last]), 3)

# %% [markdown]
r"""
There is a third part. You will keep the features that do well on the 438, so a little of that is luck: they *chose*. They are the [validation set](glossary.ipynb#Validation-set). The [test set](glossary.ipynb#Test-set), 359 digits more, stays **sealed** until the last section, and chooses nothing. (Lesson 14 shows how luck grows.)

Now several features at once. Eight stand ready, such as `holes`, patches of paper shut in by ink.
"""

# %%
F = ll.props.handmade(X)   # (1438, 8)
F.mean(axis=0).round(2), F.std(axis=0).round(2)

# %% [markdown]
r"""
Holes are counted, ink is a share: the columns have different units. So each gets mean 0 and [standard deviation](glossary.ipynb#Standard-deviation) 1, by the 1,000 rows that teach. One column by hand:
"""

# %%
column = np.array([1.0, 2.0, 6.0])   # mean 3; root of the mean of 4, 1 and 9: 2.16
(column - column.mean()) / column.std()

# %% [markdown]
r"""
<details><summary>Five minutes: what is a standard deviation?</summary>

How far the values lie from their mean, typically. Take the distances (−2, −1, 3), square them (4, 1, 9) so that signs do not cancel, take the mean (4.67), and the root (2.16).

```
1   2       mean 3          6
|---|-------+---------------|      distances 2, 1, 3
```

Try `np.array([3.0, 3.0, 3.0]).std()`, and the same with one 9 in it.
</details>

Now for all columns, with a slip: the wrong axis.
"""

# %% tags=["raises-exception"]
F - F.mean(axis=1)

# %% [markdown]
r"""
*Could not be broadcast together*: `F` has 1438 rows of 8, and the mean over axis 1 is one number a row. NumPy lays shapes over each other **from the last axis**. **Task:** which second shape fits, without losing a number?
"""

# %%
ll.widgets.Broadcasting((1438, 8), (1438,))

# %% [markdown]
r"""
The picture shows 8 meeting 1438: a clash. Two sizes fit if they are equal or one of them is 1, which is then repeated: [**broadcasting**](glossary.ipynb#Broadcasting). (1438, 1) fits, but a digit's own mean is not what we want. Over axis 0:
"""

# %%
def standard(F):   # by the rows that teach
    return (F - F[learn].mean(axis=0)) / F[learn].std(axis=0)

def right(F):
    return round(float((answers_from(standard(F)) == y[choose]).mean()), 3)

right(F[:, :3]), right(F)

# %% [markdown]
r"""
Three features, then eight.

**Your turn:** [3.2 · standardise](../exercises/03_features.ipynb) (12 minutes), [3.4 · split](../exercises/03_features.ipynb) (12 minutes).

How far can you push it?
"""

# %% [markdown]
r"""
## How far do features by hand get?

Eight ideas of people read three digits in four. Is that much? Compared with what? You need a [**control**](glossary.ipynb#Control): *the same model* without any idea, which gets the picture pixel by pixel.

<!-- predict: pixels_control -->
Logistic regression on 64 raw pixels, 1,000 digits to learn from: what share of the 438 is right?
- about 0.5: a pixel by itself says nothing
- about 0.8, as the eight features
- above 0.9  ← right
Check: result > 0.9
Why: A pixel says little, but 64 of them hold all that the eight features are made of. And these digits are centred: each pixel always means the same place. Somebody did that work before.
"""

# %%
pixels = P   # then P[:, 16:48], the four rows in the middle
round(float((answers_from(pixels) == y[choose]).mean()), 3)

# %% [markdown]
r"""
So the ideas were not needed. Now a network: the same pixels, then one **hidden tier**, which makes features of them, then scores.

One run proves little. A script measured ten seeds at each number of digits, every learner with its best setting on validation digits, and asked about test digits.

<!-- predict: hidden_tier -->
After 1,000 digits, by how many points (hundredths) is the network ahead of the same pixels without a hidden tier?
Number: 1 ± 1.5 points
Check: 0 < 100 * (network_runs[5] - pixel_runs[5]).mean() < 2.5
Why: About one point. The eight features are 23 points behind both: nearly all of the way is *pixels against eight numbers*. Without the control the network would have got the credit.
"""

# %%
sizes = (40, 80, 160, 320, 640, 1000)
runs = [ll.props.learner_runs("digits", name)
        for name in ("features", "pixels", "network")]
feature_runs, pixel_runs, network_runs = [r[:6] for r in runs]   # (6 sizes, 10 seeds)
ll.figures.right_by_examples(sizes, {"eight features": feature_runs,
                                     "pixels": pixel_runs, "network": network_runs})
round(float((network_runs[5] - pixel_runs[5]).mean()), 3)

# %% [markdown]
r"""
These are [**learning curves**](glossary.ipynb#Learning-curve), bands all ten seeds. Pixels beat the eight features everywhere.
<!-- claim: pixel_runs[0] > feature_runs[0] by 0.2 -->
<!-- claim: pixel_runs[5] >> feature_runs[5] by 0.2 -->
With forty digits the hidden tier costs a point, with a thousand it brings one, with 160 neither.
<!-- claim: network_runs[0] < pixel_runs[0] -->
<!-- claim: network_runs[2] ≈ pixel_runs[2] within 0.005 -->
<!-- claim: network_runs[5] > pixel_runs[5] by 0.01 -->
The features flatten: from 640 to 1,000 they gain less than a point. What they do not say, no example can teach.
<!-- claim: feature_runs[5] ≈ feature_runs[4] within 0.01 -->

What did the tier find?
"""

# %%
network = ll.props.train_stacks(P[learn], y[learn], [32], seeds=1, steps=150)
weights = network.layers[0][0][0].T.reshape(32, 8, 8)   # a picture for each unit
ll.figures.unwritten_features(weights[:16])
round(network.accuracy(P[choose], y[choose])[0], 3), network.parameters, 64 * 10 + 10

# %% [markdown]
r"""
Red counts for a unit, blue against it: strokes, spots, contrasts, none with a name. It took 2,410 numbers to learn; the control has 650. Finding features is [representation learning](glossary.ipynb#Representation).

In the *onion* this is the outer layer, which sees simple things. *Where the onion stops being true:* its skins were there all along. These features appeared while baking, and another seed gives others.

And yours? The widget fits the model of your cells whenever you tick a box. **Task 1:** which single feature is worth most? **Task 2:** which three together? **Task 3:** tick *all*, then take *yours* away: what was it worth? (Until you change `my_feature`, yours repeats *middle*, and a repetition is worth nothing.)
"""

# %%
ll.widgets.FeatureWorkshop(["middle", "yours"], extra=mine)

# %% [markdown]
r"""
The picture shows your curve in blue, low and flat, and far above it the pixels with and without a hidden tier, close together.

A good first feature is often a poor second one: what counts is what it says that the others do not.

**Your turn:** [3.6 · features](../exercises/03_features.ipynb) (20 minutes): six columns of yours, 70% of sealed digits.

Are your ideas good for nothing, then?
"""

# %% [markdown]
r"""
## When is an idea worth a thousand examples?

Somebody centred those digits for you. Undo it: every digit lies anywhere on a larger sheet.
"""

# %%
sheets = ll.props.on_sheets(X)   # (1438, 16, 16)
ll.figures.scattered(sheets[:8], y[:8])

# %% [markdown]
r"""
<!-- predict: anywhere -->
A thousand sheets, 256 pixels each. How often are logistic regression on the pixels and the network right?
- both above 0.9, as before
- 0.9 and 0.95
- about 0.2 and 0.5  ← right
- both about 0.1
Check: result[0] < 0.3 and 0.3 < result[1] < 0.6
Why: A pixel now means "ink, somewhere in a digit", which says next to nothing. The network must learn each stroke anew at every place, and a thousand examples are few for that.
"""

# %%
sheets_learned = 1000   # then 160, and 40
found = [ll.props.learner_runs("sheets", name, sheets_learned)
         for name in ("pixels", "network")]
[round(float(shares.mean()), 2) for shares in found]

# %% [markdown]
r"""
You know something that no pixel says: *where it lies does not matter*. Three lines tell it to the machine: find the ink, move it to the corner, cut.
"""

# %%
def cut_out(sheet):
    top, left = [np.flatnonzero(sheet.any(axis=axis))[0] for axis in (1, 0)]
    return np.roll(sheet, (-top, -left), axis=(0, 1))[:8, :8]   # (8, 8)

names = ("cut pixels", "pixels", "network", "cut network")
cut = {name: ll.props.learner_runs("sheets", name) for name in names}
ll.figures.right_by_examples((40, 160, 1000), cut)

# %% [markdown]
r"""
The names with *cut* learned from what `cut_out` left. One idea of yours and forty sheets beat a network with a thousand.
<!-- claim: cut["cut pixels"][0] >> cut["network"][2] by 0.1 -->
<!-- claim: cut["cut pixels"][2] >> cut["network"][2] by 0.4 -->
After the cut the hidden tier adds next to nothing again.
<!-- claim: cut["cut network"][2] ≈ cut["cut pixels"][2] within 0.02 -->

A good idea says what does *not* matter. [Lesson 10](10_convolution.ipynb) builds this one into the layers themselves. (Ours needs clean paper: one speck in a corner, and `cut_out` fails.)

Where columns are ideas already, as in a table of measurements, is there anything left to find?
"""

# %%
rows = {"wine": 80, "breast_cancer": 160, "diabetes": 160}   # to learn from
by_table = {name: [ll.props.learner_runs(name, "columns", n),
                   ll.props.learner_runs(name, "network", n)] for name, n in rows.items()}
ll.figures.two_learners(by_table, ("logistic regression", "network"))

# %% [markdown]
r"""
Twenty splits of each table, the best settings of both. On *diabetes* (is a patient's illness above the median a year later?) the classical model wins by two points.
<!-- claim: by_table["diabetes"][0] > by_table["diabetes"][1] by 0.02 -->
On the other two nothing lies between them.
<!-- claim: by_table["wine"][0] ≈ by_table["wine"][1] within 0.005 -->
<!-- claim: by_table["breast_cancer"][0] ≈ by_table["breast_cancer"][1] within 0.005 -->
(The splits share their patients, so twenty prove less than twenty new tables would.) Then take the model that has a few dozen numbers, and needs no seed. [A larger study](https://arxiv.org/abs/2207.08815) of 45 tables found classical models, trees there, ahead as well.
"""

# %% [markdown]
r"""
**Who chose?** In 1959 Arthur Samuel of IBM made the words *machine learning* known, with a program that [learned checkers](https://doi.org/10.1147/rd.33.0210). He had thought of 38 things to look at on a board; the program chose 16 of them and learned their weights. It should also make such terms itself, he wrote, but nobody knew how. In 1962 it won against [a man who called himself a master](https://brainwagon.org/2008/04/18/checker-game-from-the-past/), and the world was impressed. Five years later Samuel reported that [the best players still beat it](https://doi.org/10.1147/rd.116.0601).
"""

# %%
ll.figures.who_chose()

# %% [markdown]
r"""
Orange is chosen by people, blue is learned. Deep Blue, which beat the chess champion in 1997, had [some 8,000 features](https://doi.org/10.1016/S0004-3702%2801%2900129-1), built by specialists over years. Twenty years later AlphaZero got the rules and the bare board, played [millions of games against itself](https://doi.org/10.1126/science.aar6404) on thousands of special chips, and found its own. Ideas cost people's years; finding them costs data and machines. And features that are found may be wrong ones:

<!-- predict: dotted_eights -->
Threes against eights. In the training set every eight has a dot in one corner, left by a sloppy scanner; new digits are clean. The model has learned from 16 such digits. What do 200 do?
- they repair it: with so many, one pixel drowns
- nothing to speak of  ← right
- they ruin it: it can only guess
Check: abs(np.mean(many) - np.mean(few)) < 0.05 and np.mean(clean) > np.mean(many) + 0.08
Why: Each further eight says again that a dot means eight. More of the same data repeats its bias, so the shapes hardly get their chance. Only other data repairs it, or somebody who looks at the pictures.
"""

# %%
pair = np.flatnonzero((y == 3) | (y == 8))

def with_dot(size, seed, dot):
    order = np.random.default_rng(seed).permutation(pair)
    some, new = order[:size], order[200:]   # the new ones are clean
    taught = X[some].copy()
    taught[y[some] == 8, 0, 7] = dot
    model = LogisticRegression(max_iter=1000).fit(taught.reshape(size, 64), y[some])
    return model.score(P[new], y[new])

few, many, clean = [[with_dot(size, seed, dot) for seed in range(10)]
                    for size, dot in ((16, 1), (200, 1), (200, 0))]
round(np.mean(few), 2), round(np.mean(many), 2), round(np.mean(clean), 2)

# %% [markdown]
r"""
Means of ten seeds: 16 dotted digits, 200, and the control, 200 clean ones, which do far better.
<!-- claim: many ≈ few within 0.05 -->
<!-- claim: clean > many by 0.1 -->

Last, the **sealed digits**, opened once. Everything is decided: all your columns, the pixels, the network of above.
"""

# %% tags=["nbval-ignore-output"]
test = ll.data.load("digits", "test")
X_test, P_test = test.X / 16, test.X.reshape(-1, 64) / 16

def opened(F, F_test):
    model = LogisticRegression(max_iter=1000).fit(F[learn], y[learn])
    return round(model.score(F_test, test.y), 3)

all_nine = np.c_[F, mine]   # np.c_ sets columns side by side
mean, std = all_nine[learn].mean(axis=0), all_nine[learn].std(axis=0)
new_nine = np.c_[ll.props.handmade(X_test), [my_feature(picture) for picture in X_test]]
ours = opened((all_nine - mean) / std, (new_nine - mean) / std)
{"eight features and yours": ours, "pixels": opened(P, P_test),
 "network": round(network.accuracy(P_test, test.y)[0], 3)}

# %% [markdown]
r"""
All three are lower than on the validation digits. These 359 happen to be harder, for the pixels as well, which chose nothing. That is why two learners are compared on the *same* digits.
<!-- claim: ours < right(all_nine) -->
<!-- claim: opened(P, P_test) < float((answers_from(P) == y[choose]).mean()) -->
<!-- claim: network.accuracy(P_test, test.y)[0] < network.accuracy(P[choose], y[choose])[0] -->
"""

# %% [markdown]
r"""
## What we have

- A feature is a number that somebody thought of; its histograms and confusions say what it knows.
- Shuffle, scale by the training rows, choose on validation, open the test set once.
- A control shows what does the work: here the pixels, and hardly the hidden tier.
- An idea that says what does not matter can be worth more than all the data.

**What we have not shown:** how a network learns (lessons 04 to 08); new *writers*, since those of our digits are on both sides; features borrowed from a network trained elsewhere (lesson 17).
"""

# %% [markdown]
r"""
**Three quick questions**

<details><summary>1. A network on pixels has 0.96, your features have 0.72. Is it the hidden tier?</summary>

*You cannot tell yet.* Give the same pixels to a model without one: 0.95. "Yes, networks find better features" gives the tier what the pixels did.
</details>
<details><summary>2. A learning curve has been flat since 600 examples. More data, other features, or another seed?</summary>

*Other features*, or a model that finds them. More data was the horizontal axis; a seed only moves the dots a little.
</details>"""

# %% [markdown]
r"""
<details><summary>3. A shop has 300 orders in a table of 12 columns. A deep network?</summary>

*Logistic regression first.* The columns are ideas already, and 300 rows are few. "Deep is newer, so better" is what *diabetes* contradicts; "never a network" claims more than three tables can say.
</details>

Next: [04 · Can one neuron learn?](04_perceptron.ipynb)
"""
