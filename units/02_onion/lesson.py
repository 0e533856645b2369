# %% [markdown]
r"""
# An onion of layers: what does each layer see?

You take a trained network, peel it from the outside in, and look at a cupcake through the eyes of every layer.

<!-- time -->
|:---|:---|
| **You need** | [lesson 01](01_cake.ipynb); lists and loops, and NumPy arrays with their shapes |
| **You will be able to** | read a layer's maps · find what a channel is looking for · say which pictures a layer takes for alike · tell a layer that works from one that does not |
"""

# %%
import layerlab as ll

ll.setup()

# %% [markdown]
r"""
## What is inside?

A small network has looked at ten thousand drawings from a bakery and learned ten names, from *layer cake* to *pretzel*. Nobody told it what to look for.
**Look at** the dark squares: each is the picture again, as one small part of the network sees it. **Task:** press *Peel* until you reach the answer; then choose *an empty sheet* and paint a thing that it calls a doughnut.
"""

# %%
ll.widgets.OnionPeeler(14, channel=3)

# %% [markdown]
r"""
The picture shows a cupcake, and beside it the twelve maps of the first layer; a bright spot says "here I found something".
Below are the patches that one of them likes best, and the pictures that the layer, or a comparison of pixels, takes for most alike.
<details><summary>It says *pie slice*, or *cookie*?</summary>

That is everybody's first doughnut. It has learned what doughnuts of this bakery are, not what you mean: a fat ring with a very small hole. Paint a round brown cake, some 18 pixels across, and one dab of cream in its middle.
</details>

Now peel by hand. Take a cupcake that the network has never seen.
"""

# %%
onion = ll.props.load_onion()
test = ll.data.load("bakery", "test", n=200, noise=0)
cupcake = test.X[55]
x = onion.see(cupcake)
cupcake.shape, x.shape

# %% [markdown]
r"""
The same numbers in another order. The network wants the colours first: three sheets of 32 by 32, for red, green and blue.
Send them through one layer after the other.
"""

# %%
first, second, third, fourth = onion.layers
a = first(x)
b = second(a)
c = third(b)
d = fourth(c)
a.shape, b.shape, c.shape, d.shape

# %% [markdown]
r"""
Read a shape from the left: *how many sheets*, then how high and how wide each is. Inwards there are more sheets, and they get coarser.

<!-- predict: most_numbers -->
Which of the four layers gives out the most numbers, and which the fewest?
1. the first, `a`
2. the second, `b`
3. the fourth, `d`
4. the third, `c`
Check: a.size > b.size > d.size > c.size
Why: The first gives as many as the picture itself has. The second gives half of that, the third half again; the fourth has some more sheets. A layer does not have to keep everything: where the tablecloth ends is of no use to the answer.
"""

# %%
stage = a   # then b, c, d; and x
stage.size

# %% [markdown]
r"""
One sheet of a layer is called a [channel](glossary.ipynb#Channel), and what it shows for a picture is a [feature map](glossary.ipynb#Feature-map). Together, the numbers of one layer are what it knows of the picture, its [representation](glossary.ipynb#Representation).

And what if somebody forgets that the colours come first?
"""

# %% tags=["raises-exception"]
first(cupcake)

# %% [markdown]
r"""
The message names both shapes. Pictures in files and on screens have the colours last, `(32, 32, 3)`; this layer took the 32 rows for 32 sheets.
When a network refuses a picture, print its shape.

**Your turn:** [Exercise 2.1 · peel](../exercises/02_onion.ipynb) (8 minutes) keeps every stage in a list.

Twelve sheets, then 24. What does one of them look for?
"""

# %% [markdown]
r"""
## What is a channel looking for?

Each channel slides one small **window** over the picture, and writes down everywhere how well it fits.
**Look at** the three maps beside the picture: which channels find the cherry, and which one follows the edges?
"""

# %%
import numpy as np

ll.figures.maps_of_a_layer(cupcake, a, channels=[6, 10, 2])

# %% [markdown]
r"""
A window is small enough for paper. Here it is two pixels wide and weighs them with -1 and 1, on a single row of a picture: dark, dark, bright, bright, dark.
"""

# %%
row = np.array([0.0, 0.0, 1.0, 1.0, 0.0])
fit = -1 * row[:-1] + 1 * row[1:]     # the window at four places
fit, np.maximum(fit, 0)               # and after the bend

# %% [markdown]
r"""
By hand: at the second place $-1 \cdot 0 + 1 \cdot 1 = 1$. The window answers where dark turns to bright, and nowhere else: it is an edge detector, with two weights. The bend of lesson 01 silences the opposite edge, the $-1$.

The network found its windows while it was trained. To learn what one is looking for, do not read its weights: ask it. Show it 200 pictures, and keep the spots where it answers most.
"""

# %%
def favourites(maps, channels, layer):
    rows = [ll.props.exciting_patches(test.X, maps, channel=k, k=6) for k in channels]
    ll.figures.favourites(rows, channels, layer=layer)

A = first(onion.see(test.X))
favourites(A, [6, 10, 2], layer=1)

# %% [markdown]
r"""
One row is one channel, and each patch is all that the channel sees: 6 by 6 pixels. Red; purple, with or without red; light above dark.
<!-- predict: twelve_pixels -->
A number of the second layer sees 12 by 12 pixels. What can it know that the first cannot?
- finer shades of one colour
- one thing on another, as red on something light  ← right
- whole things, as a cupcake
Check: B[:, 17].max() > 4 * second(first(onion.see(np.full((32, 32, 3), [200, 20, 20], np.uint8))))[17].max()
Why: Combinations: not red, but *red on something light with an edge below*, which in this bakery is a cherry. A sheet of nothing but red leaves that channel cool. Then dots on dough, and stripes that wind. If you tried other channels you met some that fit no word. That is the rule, not the exception; names are our habit, not the network's.
"""

# %%
channels = [17, 9, 18]   # any of 0 to 23: how many can you name?
B = second(A)
favourites(B, channels, layer=2)

# %% [markdown]
r"""
Further in: 24 by 24 pixels, and then the whole picture.
"""

# %%
C = third(B)
favourites(C, [9, 6, 23], layer=3)

# %%
D = fourth(C)
favourites(D, [0, 12, 23], layer=4)

# %% [markdown]
r"""
In layer 3 the first row likes pie slices, the second things that bend; the third has no name. In layer 4 each row is one kind of thing, with one stranger: onions, doughnuts, cupcakes, whatever their colour and tablecloth.

So the onion goes from colours and edges over small things and parts to whole things. The same order was [found in networks for photographs](https://arxiv.org/abs/1311.2901). The patch of the picture that one number depends on is its [receptive field](glossary.ipynb#Receptive-field).

**Your turn:** [Exercise 2.2 · top_activating](../exercises/02_onion.ipynb) (12 minutes) finds the pictures.
"""

# %% [markdown]
r"""
### A story: a cat and a bar of light

In 1959 David Hubel and Torsten Wiesel showed a cat dots of light, and one cell in its brain stayed silent, until the edge of their glass slide moved across the screen: it answered to [a line in one direction](https://doi.org/10.1113/jphysiol.1959.sp006308). Cells further in answered to combinations. Some twenty years later it earned them a Nobel Prize. Ask our network the same:
"""

# %%
def bar(degrees):
    down, right = np.mgrid[:32, :32] - 15.5
    turn = np.radians(degrees)
    on = np.abs(down * np.cos(turn) + right * np.sin(turn)) < 2
    return np.where(on[..., None], 220, 60).repeat(3, axis=2).astype(np.uint8)

angles = np.arange(0, 181, 15)
answers = np.array([first(onion.see(bar(a)))[:, 4:12, 4:12].max(axis=(1, 2)) for a in angles])
liked = answers.std(axis=0).argsort()[::-1][:3]   # the three that mind the angle most
ll.figures.answers_to_bars(angles, {int(k): answers[:, k] for k in liked})

# %% [markdown]
r"""
The middle of each map (`[:, 4:12, 4:12]`) keeps the border out. All three answer to some directions far more than to others. Nobody told these channels about directions, as nobody told the cat.
<!-- claim: (answers.max(axis=0) / answers.min(axis=0))[liked].min() > 2 -->

<details><summary>A slow lane: which axis vanishes, and argsort backwards</summary>

A stack of maps has the axes *channel, row, column*: 0, 1, 2. `max(axis=(1, 2))` goes over rows and columns, so these two vanish and one number a channel stays.
`argsort` gives the *places* of the numbers, smallest first: `np.argsort([5, 9, 7])` is `[0, 2, 1]`. For largest first turn it round, `[::-1]`, or sort the negatives, `np.argsort(-x)`.
One line to try: `np.arange(24).reshape(2, 3, 4).max(axis=(1, 2))`.
</details>

If a layer knows whole things, does it also know which pictures are *alike*?
"""

# %% [markdown]
r"""
## Which pictures are alike?

Take a doughnut. **Look at** the two rows: which pictures are nearest to it pixel by pixel, and which in the fourth layer?
"""

# %%
train = ll.data.load("bakery", "train", n=400, noise=0)
stages = [onion.see(train.X)]
for layer in onion.layers:
    stages.append(layer(stages[-1]))

def order(one, many):
    away = [np.linalg.norm(one - other) for other in many]
    return np.argsort(away)

# %%
i = 7   # a doughnut; try 4, 6 and 9
near = order(onion.see(test.X[i]), stages[0])[:5]
deep = order(D[i], stages[4])[:5]
rows = [np.stack([test.X[i], *train.X[found]]) for found in (near, deep)]
names = [[onion.names[k] for k in train.y[found]] for found in (near, deep)]
ll.figures.neighbours(rows, names)

# %% [markdown]
r"""
The pixels have chosen the tablecloth: everything above lies on blue or violet. The fourth layer has chosen the thing. A doughnut here, turned and on another cloth, has hardly a pixel in common with the one on the left.

*Near* has one meaning in both rows: put all numbers of a stage in a list, subtract two lists, square, add, take the root. For two short lists:
"""

# %%
p, q = np.array([1.0, 2.0]), np.array([4.0, 6.0])
np.sqrt(((p - q) ** 2).sum())

# %% [markdown]
r"""
By hand: the differences are 3 and 4, and $\sqrt{9 + 16} = 5$. It is Pythagoras, with as many sides as there are numbers; the name is **Euclidean distance**.

<!-- predict: by_pixels -->
Give each of 200 new pictures the name of its [nearest neighbour](glossary.ipynb#Nearest-neighbour). How often is that right, by pixels? And then in each of the four layers?
- about as often as by guessing, one in ten
- about one in four  ← right
- about three in four
Check: 0.18 < result < 0.3
Why: By pixels less than one in four are right. It climbs with every layer, and in the fourth nearly all are. No layer was ever told which pictures are alike; only the final answer was judged.
"""

# %%
depth = 0   # 0 is the pixels; then 1, 2, 3, 4
new = [onion.see(test.X), A, B, C, D][depth]
names = [train.y[order(one, stages[depth])[0]] for one in new]
round(float(np.mean(names == test.y)), 2)

# %% [markdown]
r"""
That is what a good representation is for: *distance means something*. Shops that show "similar items" [work like this](https://arxiv.org/abs/1505.07647).

**Your turn:** [Exercise 2.3 · nearest](../exercises/02_onion.ipynb) (12 minutes).

The answer comes at the end. But where inside does it appear?
"""

# %% [markdown]
r"""
## Where does the answer appear?

Stop at a layer and ask the easiest of all readers: one weighted sum a name, nothing more. If that suffices, the layer has already laid out the answer in plain sight.

Such a reader on one number, by hand. Five things, one measurement each; the reader draws the line in the middle between the two groups.
"""

# %%
values, kinds = np.array([1.0, 2.0, 3.0, 7.0, 9.0]), np.array([0, 0, 0, 1, 1])
line = (values[kinds == 0].mean() + values[kinds == 1].mean()) / 2
new_values = np.array([4.0, 6.0])
line, new_values > line

# %% [markdown]
r"""
$(2 + 8) / 2 = 5$: new things are judged by the line that the old ones drew. The same with ten names, fitted on 400 pictures and tried on 200 others, at every stage.
(Each map is first averaged down to 4 by 4, so that all stages are equally coarse.)
"""

# %%
def climb(network):
    seen, new, shares = onion.see(train.X), onion.see(test.X), []
    for layer in [lambda x: x, *network.layers]:
        seen, new = layer(seen), layer(new)
        reader = ll.props.read_out(ll.props.shrink_maps(seen), train.y)
        shares.append(np.mean(reader(ll.props.shrink_maps(new)) == test.y))
    return np.round(shares, 2)

baked = climb(onion)
baked

# %% [markdown]
r"""
It climbs all the way. Each layer lays out a little plainer what the one outside it made.

<!-- predict: raw_layers -->
Is that the training, or do layers do it by themselves? `onion.raw(2)` keeps the two outermost layers as trained and gives the inner two random weights, as before training; `onion.raw(0)` keeps none.
Draw the curve of the last.
Curve: stage from 0 to 4 in 20 steps, share right from 0 to 1
Points: 0 0.24, 1 0.42, 2 0.42, 3 0.36, 4 0.36
Truth: range(5), climbed[0]
Why: Even raw layers help at first: random windows are windows, and the bend makes new features. Then nothing more comes, and some is lost. The half-trained network climbs as long as it is trained; its raw inner layers add next to nothing, and the last one throws away a part of what the outer ones found.
"""

# %%
kept = 4, 2, 0   # layers that stay trained; try 3 and 1, too
climbed = {keep: climb(onion.raw(keep)) if keep < 4 else baked for keep in kept}
ll.figures.reading_by_stage(climbed)

# %% [markdown]
r"""
*Where the onion stops being true:* its skins are all alike, and peeling one always brings another onion. A network's layers differ; and an inner layer sees something new only if training made it. Deep is not the same as wise.
"""

# %% [markdown]
r"""
A simple reader on top of a frozen layer is called a [**linear probe**](glossary.ipynb#Linear-probe) ([Alain and Bengio](https://arxiv.org/abs/1610.01644)).

**Your turn:** [Exercise 2.4 · probe_accuracy](../exercises/02_onion.ipynb) (15 minutes).
"""

# %% [markdown]
r"""
## How does a nudge get through?

One question is left: if a pixel changes a little, how much does the answer change? Take a tiny onion of two layers, *half of it*, then *cube*, and nudge what goes in.
**Look at** how large the nudge is after each layer.
"""

# %%
nudge = 0.001
outer, nudged_outer = 4 / 2, (4 + nudge) / 2             # the first layer, the outer skin
inner, nudged_inner = outer ** 3, nudged_outer ** 3      # the second, nearer to the heart
round((nudged_outer - outer) / nudge, 2), round((nudged_inner - inner) / nudge, 2)

# %% [markdown]
r"""
The first layer makes half of it. The second meets the number 2, where the cube has the slope $3 \cdot 2^2 = 12$, and makes twelve times as much of what it gets: $0.5 \cdot 12 = 6$.
So you peel: a slope for each layer, *each at the number that reaches that layer*, and all of them multiplied.

<!-- predict: ten_slopes -->
Ten layers, each with the slope 0.5. How much of a nudge arrives?
- half of it
- a twentieth
- about a thousandth  ← right
- nothing at all
Check: 0.0005 < result < 0.002
Why: $0.5^{10}$ is 0.00098. At slope 1.5 it would be more than 57 times the nudge. In a deep stack, slopes a little below one fade, slopes a little above one explode; lesson 12 is about keeping them near one.
"""

# %%
slope = 0.5   # then 1.0, then 1.5
slope ** 10

# %% [markdown]
r"""
In the real onion a nudge also spreads. Brighten one pixel, and count the places that change in each layer.
"""

# %%
y = x.copy()
y[:, 16, 16] += 0.5
for layer in onion.layers:
    x, y = layer(x), layer(y)
    changed = (x != y).any(axis=0)
    print(x.shape, "places changed:", changed.sum(), "of", changed.size)

# %% [markdown]
r"""
From a few places among many to all there are: in the fourth layer every place has heard of this pixel.
The rule that multiplies slopes is the **chain rule**; lesson 07 runs it backwards through a whole network.

**Your turn:** [Exercise 2.5 · onion_derivative](../exercises/02_onion.ipynb) (15 minutes).
"""

# %% [markdown]
r"""
## What we have

- Layers turn sheets of pixels into more and coarser sheets.
- Ask a channel what it looks for by its favourite patches: colours and edges, small things, parts, whole things. Some have no name.
- By pixels the tablecloth decides who is alike; deep inside, the thing does.
- A linear probe climbs layer by layer, in trained layers only.

**What we have not shown:** how the windows are found (lessons 04 to 08) and computed (10 and 11); and whether the favourites are the *reason* for an answer (lesson 18).
"""

# %% [markdown]
r"""
**Three quick questions**

<details><summary>1. The favourite patches of a channel are all red. Does it detect cherries?</summary>

*You cannot tell yet.* Show it red without a cherry, and a cherry that is not red: paint them in the widget. "Yes" trusts eight patches from one bakery; "no, it detects red" does so as well.
</details>
<details><summary>2. A network has forty layers, and a probe is as good after layer 10 as after layer 40. What do layers 11 to 40 see?</summary>

*Nothing new that helps a plain reader.* They may be badly trained, or not needed. "Deeper layers always know more" is what the raw network above contradicts.
</details>"""

# %% [markdown]
r"""
<details><summary>3. You search your photographs for pictures like one of your dog on a meadow, pixel by pixel. What comes back?</summary>

*Meadows.* Most pixels are grass, so the grass decides. "Dogs" needs a space in which the thing counts and the background does not; a deep layer of a network trained for that.
</details>

**A challenge:** [a seven into a one](../exercises/02_onion.ipynb).

Next: [03 · Who chooses the features, you or the network?](03_features.ipynb)
"""
