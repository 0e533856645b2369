# %% [markdown]
r"""
# Data: can you believe your score?

You guess coins right nine times in ten, find out how that lied, and learn to seat your data so that a score means what it says.

<!-- time -->
|:---|:---|
| **You need** | [09 · pytorch](09_pytorch.ipynb) and [11 · cnn](11_cnn.ipynb); from [03](03_features.ipynb) what a split is |
| **You will be able to** | split data so that the test can be believed · say how far a score may stray · see what an average hides, and mend it · batch rows of different length |
"""

# %%
import layerlab as ll

ll.setup()

# %% [markdown]
r"""
## Who may sit at the test table?

A guest tasted 24 cakes, and a *coin* decided which he liked. Each cake was photographed six times. Two models learn from the photographs on the train tray what he liked; 26 more cakes are sealed. Of those nobody can guess more than one half.

**Look at** the three bars. **Task 1:** make the test say 100% while the sealed bar stays near one half. **Task 2:** find the button with which test and sealed agree for ten shuffles running.
"""

# %%
ll.widgets.LeakLab()

# %% [markdown]
r"""
The picture shows photographs on a train and a test tray, six of each cake side by side, a sealed tray face down, and for two models the shares right on each.

<details><summary>What did you find?</summary>

The lie is made by the split, not by the models. After *Shuffle rows* a cake sits on both trays, and its nearest neighbour is itself in other light. *Keep families together*, and the bars agree as well as eight cakes let them: honest bars wobble. Of the two switches, *Columns on everything* lies as well, and *Scale on everything* changes next to nothing here.
</details>

**The lie is made by the split**, whatever the model.
"""

# %% [markdown]
r"""
Who sits where has names. The [training](glossary.ipynb#Training) set teaches. The [validation set](glossary.ipynb#Validation-set) chooses: the recipe, the day to stop. The [test set](glossary.ipynb#Test-set) tells, once.

In the *cake*: data are the ingredients, and the test is a guest who was never in the kitchen. *Where that stops being true:* a guest may come again, and a test set is used up. Each look at it that changes a decision makes it a little more yours.

A table where chance seats the guests has its own trouble. Of 1,000 rows 20 are rare; 100 rows are drawn for the test.

<!-- predict: no_rare_one -->
How often does the test hold no rare row at all?
- never in practice
- about one time in nine  ← right
- every second time
Check: 0.08 < result < 0.15
Why: Each rare row misses the test with chance 0.9, and $0.9^{20}$ is 0.12. The other way round, five and more sit there now and then. Two is what you wanted.
"""

# %%
rare = 20   # try 50
import numpy as np

rng = np.random.default_rng(0)
y = np.repeat([0, 1], [1000 - rare, rare])
none = [y[rng.permutation(1000)[:100]].sum() == 0 for split in range(2000)]
float(np.mean(none))

# %% [markdown]
r"""
A [stratified split](glossary.ipynb#Stratified-split) leaves nothing of that to chance: it takes the same share from every class, and shuffles inside each.

**Your turn:** [Exercise 14.1.1 · stratified_split](../exercises/14_data.ipynb) (12 minutes).

Fair shares, then. And yet a coin can be guessed.
"""

# %% [markdown]
r"""
## How can a coin be guessed nine times in ten?

Throw a coin eight times. Beside it lie 1,000 other coins, thrown eight times each. How many agree with yours every time? By hand: $1000 / 2^8 \approx 4$.
"""

# %%
mine = rng.integers(0, 2, 8)
others = rng.integers(0, 2, (1000, 8))
(others == mine).all(axis=1).sum()

# %% [markdown]
r"""
None of them knows yours. Whoever *searches* long enough finds some that seem to.

Now 100 rows of 5,000 random numbers, and a coin for each. A recipe that you may meet at work: keep the 20 columns in which heads and tails differ most; put 30 rows aside as the test; learn the means of heads and of tails from the other 70; answer with the nearer one.
"""

# %%
def means(X, y):
    return np.stack([X[y == k].mean(axis=0) for k in (0, 1)])   # (2, columns)

def right(X, y, m):
    away = [((X - m[k]) ** 2).sum(axis=1) for k in (0, 1)]
    return float((np.argmin(away, axis=0) == y).mean())

def guess_coins(seed, choosers):
    rng = np.random.default_rng(seed)
    X, y = rng.normal(size=(600, 5000)), rng.integers(0, 2, 600)
    train, test, new = slice(0, 70), slice(70, 100), slice(100, 600)
    tails, heads = means(X[choosers], y[choosers])
    best = np.argsort(-abs(heads - tails))[:20]
    m = means(X[train][:, best], y[train])
    return right(X[test][:, best], y[test], m), right(X[new][:, best], y[new], m)

# %% [markdown]
r"""
The 500 rows `new` are our look behind the curtain: here we can throw as many new coins as we like.

<!-- predict: chosen_first -->
All 100 rows choose the columns. What does the test say, and what do new rows say?
- both about 0.5
- both about 0.9
- the test about 0.9, new rows about 0.5  ← right
- the test about 0.7, new rows about 0.6
Check: 0.8 < result[0] and 0.45 < result[1] < 0.55
Why: The 30 test rows helped to choose. Among 5,000 columns there are always 20 that agree with *these* 100 coins, test rows included. Let the 70 training rows choose alone, and both say one half.
"""

# %%
choosers = slice(0, 100)   # slice(0, 70): the training rows alone
before = np.array([guess_coins(seed, choosers) for seed in range(10)])
before.mean(axis=0).round(2)

# %% [markdown]
r"""
Ten seeds each. **Look at** the gap between a line's two ends.
"""

# %%
inside = np.array([guess_coins(seed, slice(0, 70)) for seed in range(10)])
ll.props.show_pairs({"columns chosen by all rows": (before, 0.5),
                     "chosen by the training rows": (inside, 0.5)})

# %% [markdown]
r"""
<!-- claim: before[:, 0] > before[:, 1] by 0.3 -->
<!-- claim: inside[:, 0] ≈ inside[:, 1] within 0.05 -->
The left program splits, trains on 70 rows, tests on 30. The [leak](glossary.ipynb#Leak) happened a line earlier. **Whatever learns from data, if only which columns to keep, belongs inside the split.** In the lab that was *Columns on everything*. *Scale on everything* breaks the rule, too, and did little harm there; one keeps the rule because one cannot know beforehand.
"""

# %% [markdown]
r"""
**What it cost.** Around 2000 the chips came that measure thousands of genes in one patient: few rows, many columns. In 2002 [Ambroise and McLachlan](https://doi.org/10.1073/pnas.102102699) showed that published tests of cancer without any error had chosen their genes on the test patients, too. Inside the split the errors were back.

In 2006 a group at Duke University announced genes that tell which drug will help. Two statisticians, [Baggerly and Coombes](https://arxiv.org/abs/1010.1092), could not get the same numbers, and worked backwards from the printed ones until they knew how those had been made.
"""

# %%
ll.props.show_slipped_list()

# %% [markdown]
r"""
Lists of genes had slipped by one row. Elsewhere labels were swapped, and samples stood there twice. "The most common errors are simple", they wrote in 2009, when the results were already choosing drugs for patients.
Three trials with [about a hundred patients](https://clinicalresearchnewsonline.com/news/2010/11/01/faulty-research-pulled-subsequent-trials-questioned) were stopped and papers retracted; in 2015 the authorities found [misconduct](https://en.wikipedia.org/wiki/Anil_Potti) as well. A sealed set, and a program that others can run, would have told at once.

## What if the same cake stands on both sides?

A catalogue of 150 cakes, photographed eight times each: the cake a little moved and turned, the light elsewhere. `rebake` bakes the same cakes with some factors changed.
"""

# %%
family = np.repeat(np.arange(150), 8)   # 0 0 0 0 0 0 0 0 1 1 …
many = ll.data.load("bakery", n=150, seed=100).take(family)
f, rng = many.factors, np.random.default_rng(0)
def by(most):
    return rng.uniform(-most, most, len(many))

shots = ll.data.rebake(many, x=f["x"] + by(0.05),
                       y=f["y"] + by(0.05),
                       angle=f["angle"] + by(8),
                       light=0.5 + by(0.5))
ll.props.show_photographs(shots)

# %% [markdown]
r"""
Shown without grain; no two are the same. A fifth of the 1,200 is the test; a small CNN learns the rest.
"""

# %%
import torch

X, y = shots.torch()
new = ll.data.load("bakery", "val", n=2000).torch()   # our look behind the curtain
sealed = ll.data.load("bakery", "test", n=2000)   # closed until the end of the lesson

def test_and_new(test, seed=0):
    torch.manual_seed(seed)
    net, train = ll.props.small_net(), ~torch.tensor(test)
    ll.training.fit(net, (X[train], y[train]), epochs=15, batch_size=64, seed=seed,
                    augment=ll.props.mirrored, device="cpu", progress=False)
    sets = (X[~train], y[~train]), new
    return [round(ll.training.evaluate(net, s)["accuracy"], 2) for s in sets]

# %% [markdown]
r"""
<!-- predict: twins -->
The rows are shuffled one by one. The test says very nearly 1.00. What do photographs of *new* cakes say? (Chance gets 0.10.)
- about 0.95
- about 0.7
- about 0.4  ← right
- 0.10
Check: result[0] > 0.95 and 0.3 < result[1] < 0.5
Why: Each test photograph has about six sisters in the training set. To recognise a sister is easier than to know what a croissant is, and the test cannot tell the two apart.
"""

# %%
shuffled = np.arange(1200) < 240   # a fifth of the rows …
rng = np.random.default_rng(0)
test_and_new(rng.permutation(shuffled))   # … wherever they fall

# %% [markdown]
r"""
Now whole cakes: thirty of them go to the test with all that belongs to them, and one line does it.
"""

# %% tags=["nbval-ignore-output"]
thirty = rng.permutation(150)[:30]
test_and_new(np.isin(family, thirty))

# %% [markdown]
r"""
An honest number, and a modest one, of one draw of thirty cakes. (Your last digits may differ: processors add in different orders.) A script measured five. Beside *rows* and *families* stands the control, *strangers*: 1,200 different cakes, shuffled row by row.
"""

# %%
pairs = {}
for split in ("rows", "families", "strangers"):
    runs = ll.props.score_runs("photographs", split=split)
    pairs[split] = [(run["test"], run["sealed"]) for run in runs], 0.1
ll.props.show_pairs(pairs)

# %% [markdown]
r"""
Only the first panel lies. Whole cakes tell the truth *on average*, and wobble: thirty cakes are thirty guests, not 240. And as many photographs of more cakes teach far more.
<!-- claim: [test for test, new in pairs["rows"][0]] >> [new for test, new in pairs["rows"][0]] by 0.5 -->
<!-- claim: [test for test, new in pairs["families"][0]] ≈ [new for test, new in pairs["families"][0]] within 0.06 -->
<!-- claim: [new for test, new in pairs["strangers"][0]] >> [new for test, new in pairs["rows"][0]] by 0.2 -->

How far may a score stray? A share $p$ of $n$ *independent* guests has the [standard error](glossary.ipynb#Standard-error)

$$\sqrt{p\,(1 - p) / n},$$

and two of them either way hold the truth 19 times in 20. Count what is independent: cakes, patients, speakers, days.
"""

# %%
p, guests = 0.3, np.array([30, 240, 2000])   # cakes; photographs, by mistake; all new cakes
(2 * np.sqrt(p * (1 - p) / guests)).round(2)

# %% [markdown]
r"""
Where nobody wrote down the families, twins are found by their pixels. Of CIFAR-10's test pictures 3.3% [have a near copy in the training set](https://arxiv.org/abs/1902.00423), of CIFAR-100's 10%.

**Your turn:** [Exercise 14.1.2 · group_split](../exercises/14_data.ipynb) (12 minutes) and [14.2 · near_copies](../exercises/14_data.ipynb) (15 minutes).

So the split is honest. Can an honest test still be fooled?
"""

# %% [markdown]
r"""
## Who wins among a thousand coins?

Guessers of coins, again, on an honest table of 100. Each guesses by a coin of their own. We keep the best.

<!-- predict: best_of_many -->
Draw the score of the best one, when 1, 10, 100, 1,000 take part.
Curve: powers of ten from 0 to 3 in 15 steps, score of the best from 0.4 to 1
Points: 0 0.5, 1 0.58, 2 0.63, 3 0.66
Truth: np.log10(counts), best.mean(axis=0)
Why: Nobody knows anything, and the best of a thousand has 0.66. One guesser strays by a standard error of 0.05; the more there are, the further the luckiest has strayed: on average by at most 0.05 times the root of 2 log(m) for m of them, the dotted line.
"""

# %%
n = 100   # examples at the table; try 10_000
rng = np.random.default_rng(0)
counts = [1, 10, 100, 1000]
def winner(m):
    coins = rng.integers(0, 2, n)
    guesses = rng.integers(0, 2, (m, n))
    return (guesses == coins).mean(axis=1).max()

best = np.array([[winner(m) for m in counts] for again in range(30)])
ll.props.show_winners(counts, best, n=n)

# %% [markdown]
r"""
**Choosing is fitting**: a thousand settings on 100 examples are a model with one parameter, *which one*. The winner's luck does not come along: on new coins it has one half again.

So one set chooses, and another, which had no part in it, tells: validation and test. The formula says what else helps: with 10,000 examples the best of a thousand has 0.52.
"""

# %% [markdown]
r"""
<details><summary>Have thousands of papers on one test set worn it out?</summary>

Less than feared. [Recht and others](https://arxiv.org/abs/1902.10811) made new test sets for CIFAR-10 and ImageNet by the old recipe, and models lost 3 to 15 and 11 to 14 points. But those that had gained on the old set gained on the new one, too; the authors blame slightly harder pictures, not the choosing. Large sets bear many looks. Your 100 rows do not.
</details>

**Your turn:** [Exercise 14.5 · choose](../exercises/14_data.ipynb) (12 minutes), and the open one, [14.6 · honest_score](../exercises/14_data.ipynb) (25 minutes): columns, families and luck at once.

Say the score is honest, then. What does it leave out?
"""

# %% [markdown]
r"""
## What does 90% right hide?

Customers do not order evenly: in a shop's 2,500 photographs the commonest kind of cake occurs more than fifty times as often as the rarest. The same net as before.
"""

# %% tags=["nbval-ignore-output"]
shop = ll.data.load("bakery", n=2500, tail=50)
counts = np.bincount(shop.y, minlength=10)
torch.manual_seed(0)
net = ll.props.small_net()
ll.training.fit(net, shop, epochs=10, batch_size=64, augment=ll.props.mirrored,
                device="cpu", progress=False)
own = ll.data.load("bakery", "val", n=2500, seed=1, tail=50)   # the shop's own test
accuracy = ll.training.evaluate(net, own)["accuracy"]
round(accuracy, 2)

# %% [markdown]
r"""
<!-- predict: rarest -->
What share does it find of the three rarest kinds?
- about 0.85
- about 0.6
- below 0.4  ← right
Check: np.mean(result[-3:]) < 0.4
Why: Accuracy is an average over *photographs*, and the three rarest kinds are three in a hundred of them. Whoever never says "pretzel" loses next to nothing.
"""

# %%
def scores_of(data):
    X, y = data.torch()
    with torch.inference_mode():
        return net.eval()(X), y

def found(scores, y):
    said = scores.argmax(dim=1)
    return [round(float((said[y == k] == k).float().mean()), 2) for k in range(10)]

found(*scores_of(own))   # the commonest kind first

# %% [markdown]
r"""
The share found of a kind is its [recall](glossary.ipynb#Precision-and-recall), from lesson 11; the mean over the kinds is the **balanced accuracy**. Report both, and how many examples stand behind each.
"""

# %% [markdown]
r"""
The usual cure is [class weights](glossary.ipynb#Class-weights): a factor $n / (k \cdot \text{count})$ on each example's loss, so that all $k$ classes weigh the same. By hand, for labels 0, 0, 0, 1: $4 / (2 \cdot 3) = 0.67$ and $4 / (2 \cdot 1) = 2$; three times $0.67$ is once $2$.
Others draw the rare examples more often. A third way leaves the training alone and corrects the scores: `scores - log_shares`.

<details><summary>Why the logarithm of the shares?</summary>

A net speaks for *its* customers. By Bayes' rule
$$\log P(k \mid x) = \log P(x \mid k) + \log \text{share}_k + \dots$$
with dots that are the same for all $k$. For guests who order evenly, take the middle term off: what is left says how well the picture fits the kind.
</details>

<!-- predict: cures -->
Which of the three helps the CNN most to find the rarest kinds?
- class weights
- drawing the rare ones more often
- taking the log shares off  ← right
Check: ll.props.cure_recalls("cnn", "log shares taken off")[:, -3:].mean() > 0.1 + max(ll.props.cure_recalls("cnn", c)[:, -3:].mean() for c in ("class weights", "drawn evenly"))
Why: Weights give the CNN's rare kinds a little and take it from the others. A net that fits every example has little loss left to multiply; a linear model cannot, and weights decide whom it fits. The last row, the control, takes the shares off the wrong kinds.
"""

# %%
ll.props.show_cures()

# %% [markdown]
r"""
<!-- claim: ll.props.cure_recalls("cnn", "log shares taken off")[:, -3:].mean(1) >> ll.props.cure_recalls("cnn", "class weights")[:, -3:].mean(1) by 0.1 -->
<!-- claim: ll.props.cure_recalls("cnn", "wrong shares taken off")[:, -3:].mean(1) << ll.props.cure_recalls("cnn", "as it is")[:, -3:].mean(1) -->
Three seeds, each cure at its best of three rates; chosen and told on the same 2,000 pictures, so every one is flattered a little. Others saw it, too: [weights fade](https://arxiv.org/abs/1812.03372), [the subtraction helps](https://arxiv.org/abs/2007.07314). The shop, where rare kinds *are* rare, pays the price.

Say that our guests order evenly. We **open the sealed set**, once: 200 cakes a kind.
"""

# %% tags=["nbval-ignore-output"]
log_shares = torch.tensor(np.log(counts / counts.sum()))
def accuracies(data):   # as it is, and corrected
    scores, y = scores_of(data)
    said = [scores.argmax(dim=1), (scores - log_shares).argmax(dim=1)]
    return [round(float((answer == y).float().mean()), 2) for answer in said]

scores, kinds = scores_of(sealed)
ll.props.show_recalls({"as it is": found(scores, kinds),
                       "log shares off": found(scores - log_shares, kinds)},
                      shop.classes, counts)
{"the shop's own test": accuracies(own), "sealed": accuracies(sealed)}

# %% [markdown]
r"""
And some of the rest is no error of the net. In ten well-known test sets [3.3% of the labels are wrong](https://arxiv.org/abs/2103.14749), by careful estimate. How do you find yours?

We make every fifth label of the handwritten digits a lie, train for four epochs *on the lies*, and sort the examples by their [loss](glossary.ipynb#Loss).

<!-- predict: suspects -->
Of the 50 examples with the largest loss, how many bear a wrong label?
Number: 50 ± 5 labels
Check: 45 <= result <= 50
Why: What most sevens teach contradicts the few that are called "two". After four epochs the net knows what the labels agree on, and a lie costs it most.
"""

# %%
rng = np.random.default_rng(0)   # other seeds, other lies
digits = ll.data.load("digits")
lie = rng.random(len(digits)) < 0.2
given = np.where(lie, (digits.y + rng.integers(1, 10, len(lie))) % 10, digits.y)
data = digits.torch().X.flatten(1), torch.tensor(given)

torch.manual_seed(0)
reader = torch.nn.Sequential(torch.nn.Linear(64, 128), torch.nn.ReLU(),
                             torch.nn.Linear(128, 10))
ll.training.fit(reader, data, epochs=4, batch_size=32, device="cpu", progress=False)
loss = torch.nn.functional.cross_entropy(reader(data[0]), data[1], reduction="none")
suspects = loss.argsort(descending=True).numpy()
first = suspects[:20]
ll.props.show_suspects(digits.X[first], given[first], digits.y[first])
int(lie[suspects[:50]].sum())

# %% [markdown]
r"""
Look before you throw them out: a rare true example has a large loss, too.

**Your turn:** [Exercise 14.3 · class_weights](../exercises/14_data.ipynb) (8 minutes).

One thing was always the same until now: the size of a row.
"""

# %% [markdown]
r"""
## How do rows of different length fit in one batch?

Sentences, songs, a customer's orders: some are longer. Three customers, and the loader of lesson 09.
"""

# %% tags=["raises-exception"]
from torch.utils.data import DataLoader

orders = [torch.tensor(row) for row in ([2.0, 4.0], [1.0, 0.0, 5.0, 3.0], [6.0])]
next(iter(DataLoader(orders, batch_size=3)))

# %% [markdown]
r"""
*Equal size, but got [2] at entry 0 and [4] at entry 1*: a tensor has straight edges. The function that makes a batch of examples is called **collate**, and the usual one stacks.

Yours fills the short rows up ([padding](glossary.ipynb#Padding)), and keeps beside the batch a [mask](glossary.ipynb#Mask): true where a number is real.
"""

# %%
batch = torch.tensor([[2.0, 4.0, 0.0, 0.0],
                      [1.0, 0.0, 5.0, 3.0],
                      [6.0, 0.0, 0.0, 0.0]])
lengths = torch.tensor([2, 4, 1])
mask = torch.arange(4) < lengths[:, None]   # (3, 4)
ll.props.show_padded(batch, mask)
(batch * mask).sum(dim=1) / mask.sum(dim=1)   # the means of the real ones

# %% [markdown]
r"""
The second customer ordered nothing once: a real 0. That is why the mask comes from the lengths, and never from the numbers.

<!-- predict: company -->
The mean of the orders 2, 4 is 3. Their row stands in a batch whose longest row has 100 places, and nobody uses the mask. What is the mean now?
- 3
- 1.5
- 0.06  ← right
Check: abs(result - 0.06) < 0.001
Why: The sum is still 6, and it is divided by 100. Worse, it depends on who else is in the batch: in other company the same customer gets another answer. With the mask it stays 3.
"""

# %%
company = 100   # places of the longest row; try 4
row = torch.zeros(company)
row[:2] = torch.tensor([2.0, 4.0])
round(float(row.mean()), 3)

# %% [markdown]
r"""
Test any net for such rows so: a row alone and the same row in a batch get the same answer.

Padding costs time, too. Cake reviews of 8 to 21 words, in batches of 32: which share of the places is empty, shuffled, and sorted by length?
"""

# %%
reviews = ll.data.load("reviews", n=2048).X
words = np.array([len(review.split()) for review in reviews])

def empty(order):
    rows = words[order].reshape(-1, 32)
    places = 32 * rows.max(axis=1)
    return round(float(1 - rows.sum() / places.sum()), 2)

empty(rng.permutation(2048)), empty(np.argsort(words))

# %% [markdown]
r"""
Sorted, nothing is wasted, and every epoch has the same batches. The usual way lies between: shuffle, cut into large chunks, sort inside each.

**Your turn:** [Exercises 14.4.1 and 14.4.2 · collate, masked_mean](../exercises/14_data.ipynb) (20 minutes). Lesson 19 is built on them.
"""

# %% [markdown]
r"""
**What we have**

- A lie is made by the split: twins on both sides, columns chosen by all.
- Independent guests count, not rows: two standard errors either way.
- Choosing is fitting. Validation chooses; the test tells, once.
- An average hides the rare and the wrongly labelled.
- Unequal rows: padding, and a mask that nobody forgets.

**What we have not shown:** time. A split by chance lets a model look into the future; where days matter, the test lies *after* the training. And a sealed set of this bakery says nothing of the bakery next door.
"""

# %% [markdown]
r"""
**Three quick questions**

<details><summary>1. Ten recordings each of 40 speakers; the test is a tenth of all recordings, drawn at random, and says 99%. How many independent guests does it have?</summary>

*None of those you want.* "40 recordings" counts rows; "40 speakers" counts guests who were all in the kitchen. For new speakers, put whole speakers aside: four of them, and a score that strays by much.
</details>
<details><summary>2. You fill gaps in a table with each column's mean, and split afterwards. A leak?</summary>

*Yes, mostly a small one.* "No, it does not use the labels" is no excuse: test rows took part in what the training sees. Compute the means on the training rows.
</details>
"""

# %% [markdown]
r"""
<details><summary>3. Two nets have 0.87 and 0.85 on 300 test pictures. Which is better?</summary>

*The test does not say.* Two standard errors are 0.04 here, more than the difference. "The first, by two points" reads the luck of 300 guests. (Where both see the same pictures, count those on which they differ: that is sharper.)
</details>

Next: how to train well. Until lesson 15 is there, [the speedrun](speedrun.ipynb) shows a recipe at full speed.
"""
