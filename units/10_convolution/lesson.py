# %% [markdown]
r"""
# Convolution: what can a small window know?

You slide a window of nine weights over pictures, by hand, in NumPy and in torch: you see what it finds, what it saves, and where its promises end.

<!-- time -->
|:---|:---|
| **You need** | [09 · pytorch](09_pytorch.ipynb); from [06](06_layers.ipynb) what a dense layer is |
| **You will be able to** | compute any entry of a feature map by hand · choose padding and stride, and say how large the result is · say why 448 weights can stand where a dense layer needs 50 million |
"""

# %%
import layerlab as ll

ll.setup()

# %% [markdown]
r"""
## What does one window compute?

A dense layer looks at every pixel at once. What if a unit sees nine pixels only, and the *same* unit visits every place?

**Look at** the orange frames: nine pixels on the left, times nine weights, become one cell on the right. **Task:** press *Step*, then drag the window over the output. Then paint on the picture, or drag a weight.
"""

# %%
ll.widgets.KernelLab(at=83)

# %% [markdown]
r"""
The picture shows a grey cake, a kernel with negative weights on its left and positive ones on its right, and the sums that it gives: red where the picture turns brighter to the right, blue where it turns darker.

Here is a cake that you can check by hand. Zero is dark, nine is icing. Lay the window on its rows 1 to 3 and columns 0 to 2, and multiply each pixel by the weight that lies on it.
"""

# %%
import numpy as np

tiers = np.array([[0, 0, 0, 0, 0, 0],
                  [0, 0, 9, 9, 0, 0],
                  [0, 9, 9, 9, 9, 0],
                  [0, 9, 9, 9, 9, 0],
                  [0, 0, 0, 0, 0, 0]])
vertical = np.array([[-1, 0, 1],
                     [-1, 0, 1],
                     [-1, 0, 1]])

products = tiers[1:4, 0:3] * vertical
products, products.sum()

# %% [markdown]
r"""
Three nines: the left side of the window is dark, the right side is icing, and the sum says so.

<!-- predict: one_column -->
What is the sum one column further to the right? And two? Where is it negative?
Number: 9 ± 0
Check: result == 9
Why: 27, 9, -9, -27. In the middle the lower tier is as bright on the left as on the right and cancels; only the upper tier is left over. At the right edge of the cake the sum is negative: bright to the left, dark to the right.
"""

# %%
c = 1   # the window's first column: 0 to 3
(tiers[1:4, c:c + 3] * vertical).sum()

# %% [markdown]
r"""
With `c = 4` it fails: two columns are left, and the kernel has three. A window of 3 in a row of 6 has 4 places.
To visit them all you can move the window. You can also move the *picture*: nine copies, each shifted, each times one weight, added up.
"""

# %%
def look(picture, kernel):
    """All sums of a 3 by 3 kernel, from nine shifted copies of the picture."""
    h, w = picture.shape[0] - 2, picture.shape[1] - 2   # the places of the window
    return sum(kernel[i, j] * picture[i:i + h, j:j + w]
               for i in range(3) for j in range(3))

look(tiers, vertical)

# %% [markdown]
r"""
The middle row is the one that you know. The weights are called a [kernel](glossary.ipynb#Kernel), and the table of sums is a [feature map](glossary.ipynb#Feature-map): lesson [02](02_onion.ipynb) peeled such maps from a trained network.

$$\text{map}[r, c] = \sum_{i,\,j} \text{kernel}[i, j] \cdot \text{picture}[r + i,\; c + j]$$

Everybody calls this a *convolution*, and NumPy knows a function of that name. Try both on one row.
"""

# %%
row = [0, 0, 9, 9, 0]
np.correlate(row, [-1, 0, 1], "valid"), np.convolve(row, [-1, 0, 1], "valid")

# %% [markdown]
r"""
The signs have turned round. A mathematician's **convolution** lays the kernel on backwards; ours is a **cross-correlation**, and so is torch's, [as its manual says](https://docs.pytorch.org/docs/stable/generated/torch.nn.Conv2d.html).
A network that learns its kernels does not mind: it would learn the mirrored one. You mind, as soon as you copy a kernel from a book.

<details><summary>For which kernels do both give the same?</summary>

For those that look the same after half a turn, such as a blur.
</details>

**Your turn:** [Exercise 10.2 · correlate](../exercises/10_convolution.ipynb) (15 minutes), window by window, for kernels of any shape.

So nine weights find an edge. What else?
"""

# %% [markdown]
r"""
## What can nine weights find?

A tower has tiers, too. The photograph comes with scikit-learn; [danielbuechele](https://www.flickr.com/photos/danielbuechele/6061409035/) took it ([CC BY 2.0](https://creativecommons.org/licenses/by/2.0/)). We keep every fifth pixel.
"""

# %%
from sklearn.datasets import load_sample_image

photo = load_sample_image("china.jpg")[::5, :427:5]   # height, width, colour
tower = photo.mean(axis=2)                            # grey, as floats
blur = np.ones((3, 3)) / 9
copy = np.array([[0, 0, 0], [0, 1, 0], [0, 0, 0]])
kernels = {"vertical": vertical, "horizontal": vertical.T,
           "blur": blur, "sharpen": 3 * copy - 2 * blur}

# %%
maps = {name: look(tower, kernel) for name, kernel in kernels.items()}
ll.figures.photograph_and_maps(tower, maps, signed=["vertical", "horizontal"])

# %% [markdown]
r"""
The second map finds walls, the third finds roofs. *Blur* averages nine neighbours; *sharpen* adds twice the difference between the picture and its blur.

<!-- predict: plain_wall -->
What does each kernel answer on a plain wall, where every pixel is 7?
- all of them 7
- all of them 0
- blur and sharpen 7, the edge finders 0  ← right
- blur 7, the others 0
Check: [round(float(look(wall, k)[0, 0]), 3) for k in kernels.values()] == [0, 0, 7, 7]
Why: One number tells it, the sum of the weights: on a plain wall the map is 7 times that sum. Blur and sharpen sum to 1 and keep the brightness; the edge finders sum to 0 and are silent where nothing happens.
"""

# %%
kernel = kernels["sharpen"]   # try the other three
wall = np.full((4, 4), 7.0)
look(wall, kernel).round(3)

# %% [markdown]
r"""
We took care to say *as floats*. Here is why: the vertical finder with one row, right neighbour minus left, on the bytes of the photograph as they came.
"""

# %%
green = photo[:, :, 1]
as_bytes = green[:, 2:] - green[:, :-2]
as_floats = green[:, 2:].astype(float) - green[:, :-2]

ll.figures.bytes_and_floats(as_bytes, abs(as_floats))

# %%
np.array([10], dtype=np.uint8) - np.array([11], dtype=np.uint8)

# %% [markdown]
r"""
10 minus 11 is 255. A **uint8** holds 0 to 255 and begins again at the other end, without a warning: a sky that gets darker by 1 becomes white. Pictures come as bytes. Turn them to floats before you calculate.

**Task:** in the lab below, find a kernel that answers to the roofs and not to the walls. Then set `picture` to "empty", and look at your own drawing.
"""

# %%
picture = "photograph"   # or "cake", or "empty" to draw your own
ll.widgets.KernelLab(picture, "outline", padding=0, at=1020)

# %% [markdown]
r"""
The picture shows the tower in 48 by 48 pixels, and its outline: the map is 46 by 46. Turn the padding up by one, and a bright frame appears. Why?

## What about the border, and colours?

**Look at** the numbers under the bars: where does each window begin? The row has 7 pixels, the kernel 3 weights.
"""

# %%
settings = {"as it is": (range(0, 5), 1), "padding 1": (range(-1, 6), 1),
            "stride 2": (range(0, 5, 2), 1), "dilation 2": (range(0, 3), 2)}
ll.figures.windows_on_a_row(settings)   # where each begins, and how far apart its weights are

# %% [markdown]
r"""
[Padding](glossary.ipynb#Padding) lays zeros round the picture, so that the map can be as large as the picture. [Stride](glossary.ipynb#Stride) is how far the window moves; with 2, the map shrinks by half. [Dilation](glossary.ipynb#Dilation) spreads the weights, so that three of them reach over five pixels.

The counting is always the same: where may a window begin? With padding 1 and stride 2:
"""

# %%
padding, stride = 1, 2   # try 0 and 3
list(range(0 - padding, 7 + padding - 2, stride))

# %% [markdown]
r"""
The last beginning leaves room for two more weights; hence the - 2.

<!-- predict: corner -->
A white sheet, padded by one and blurred. What is in the corner of the map?
Number: 0.44 ± 0.02
Check: abs(result[0, 0] - 4 / 9) < 0.01
Why: In the corner five of the nine pixels are padding: 4/9 is left. A frame of zeros looks like a dark frame round the picture, and an edge finder finds it. Networks even read from it [where in the picture they are](https://arxiv.org/abs/2001.08248).
"""

# %%
sheet = np.ones((4, 5))
look(np.pad(sheet, 1), blur).round(2)

# %% [markdown]
r"""
And a padding that goes wrong in silence. A colour picture of the bakery, one pixel on each side:
"""

# %%
X, y = ll.data.load("bakery", n=40, noise=0)
cake = X[37] / 255   # height, width, colour
np.pad(cake, 1).shape, np.pad(cake, ((1, 1), (1, 1), (0, 0))).shape

# %% [markdown]
r"""
The first has five colours: `np.pad` with one number pads *every* axis. Say a pair for each axis.

Kernel size, padding, stride are the *cake*'s recipe: the baker chooses them. The weights are what baking finds.

**Your turn:** [Exercise 10.1 · output_size](../exercises/10_convolution.ipynb) (10 minutes) makes a formula of the counting.

Five colours are wrong. What does a window do with three?
"""

# %% [markdown]
r"""
It reaches through all of them. A kernel for a colour picture has a sheet of weights for each [channel](glossary.ipynb#Channel), and all products go into *one* sum. Here is one for red things: plus on the red sheet, minus on the other two.
"""

# %%
cake = cake.transpose(2, 0, 1)   # (3, 32, 32): channels first, as torch wants them
red = np.stack([2 * blur, -blur, -blur])
found = sum(look(cake[c], red[c]) for c in range(3))
r, c = np.unravel_index(found.argmax(), found.shape)   # the strongest place

ll.figures.strongest_window(cake.transpose(1, 2, 0), found, corner=(r, c))

# %% [markdown]
r"""
The window found the cherry. A window on the grey picture would know only how bright the cherry is.

A **convolutional layer** has k kernels, each with c sheets and one bias: $W$ is (k, c, 3, 3), and it makes k maps. Here is a whole layer, ours and torch's, with weights by chance.
"""

# %%
import torch

rng = np.random.default_rng(0)
W, b = rng.normal(size=(4, 3, 3, 3)), rng.normal(size=4)
ours = np.stack([b[k] + sum(look(cake[c], W[k, c]) for c in range(3)) for k in range(4)])
theirs = torch.nn.functional.conv2d(torch.tensor(cake)[None], torch.tensor(W), torch.tensor(b))
theirs.shape, float(np.abs(ours - theirs[0].numpy()).max()) < 1e-13

# %% [markdown]
r"""
The same to the last digit that a float64 holds: only the order of some additions differs. `[None]` makes a batch of one picture.

What if the colours stay last?
"""

# %% tags=["raises-exception"]
photos = torch.tensor(X[:1] / 255)   # (1, 32, 32, 3)
torch.nn.functional.conv2d(photos, torch.tensor(W), torch.tensor(b))

# %% [markdown]
r"""
*Expected input to have 3 channels, but got 32*: torch took the rows for channels. It can only complain because 32 is not 3; a picture of 3 by 3 pixels would pass.

**Your turn:** [Exercise 10.3 · conv2d](../exercises/10_convolution.ipynb) (25 minutes): batches, stride, padding, and kernels of any size.

Why go to such trouble, when a dense layer sees everything?
"""

# %% [markdown]
r"""
## What does sharing buy?

First, fewer weights. Both layers below turn a colour picture into 16 maps of the same size.

<!-- predict: sharing -->
How many weights has the shared one, beside the dense one? And for pictures twice as high and wide?
- a sixteenth
- about a thousandth
- about a hundred-thousandth  ← right
Check: 5e-6 < shared / dense < 2e-5
Why: It has 448, and the dense one 50,348,032. With side 64 the dense layer needs 16 times as many: 805,371,904. The shared one still has 448: it does not know how large the picture is.
"""

# %%
side, maps = 32, 16   # try side = 64
pixels = side * side
dense = (3 * pixels) * (maps * pixels) + maps * pixels   # each with each, and biases
shared = maps * (3 * 3 * 3) + maps
f"{dense:,}", f"{shared:,}"

# %% [markdown]
r"""
The window is a dense layer with two rules: most weights are 0, and the others are the same in every row. On a row of 6 pixels:
"""

# %%
band = np.array([[-1, 0, 1, 0, 0, 0],
                 [0, -1, 0, 1, 0, 0],
                 [0, 0, -1, 0, 1, 0],
                 [0, 0, 0, -1, 0, 1]])
band @ tiers[1], look(np.stack([0 * tiers[1], tiers[1], 0 * tiers[1]]), vertical)[0]

# %% [markdown]
r"""
That is [weight sharing](glossary.ipynb#Weight-sharing): what is learned at one place is known at all. [Fukushima](https://doi.org/10.1007/BF00344251) built such layers in 1980, and [LeCun and others](https://doi.org/10.1162/neco.1989.1.4.541) trained them by backpropagation in 1989.

Second, a promise: move the cake, and the map moves along. Put the cake on a large dark table, so that nothing falls off.
"""

# %%
table = np.pad(cake[0], 16)
move = lambda picture, steps: np.roll(picture, steps, axis=1)

before, after = look(table, vertical), look(move(table, 3), vertical)
np.abs(after - move(before, 3)).max(), after.max() == before.max()

# %% [markdown]
r"""
Zero, exactly: *look, then move* is *move, then look*. This is **shift** [equivariance](glossary.ipynb#Equivariance). A dense layer promises nothing of the kind.
And if only *whether* counts and not *where*, take the largest entry of the whole map: it stays what it was. That is **invariance**.

<!-- predict: stride_moves -->
Now the map keeps every second place only, in both directions. Is the map of a moved cake still a moved map? Try `steps` from 1 to 4.
- yes, for every step
- for every second step  ← right
- never
Check: [change(2, k) < 1e-9 for k in (1, 2, 3, 4)] == [False, True, False, True]
Why: `change` tries every way to move the old map, and gives the best one's mean difference, as a share of the map's mean size. Two steps, or four, and it is 0: the map has moved by one, or by two. After one step the window stands on other pixels than before, and no move of the old map gives the new one.
"""

# %%
steps = 1   # how far the cake moves
def change(stride, steps):
    before = look(table, vertical)[::stride, ::stride]
    after = look(move(table, steps), vertical)[::stride, ::stride]
    away = min(np.abs(after - move(before, s)).mean() for s in range(9))
    return away / np.abs(before).mean()

round(float(change(2, steps)), 2)

# %%
changes = {stride: [100 * change(stride, k) for k in range(9)] for stride in (1, 2, 4)}
ll.figures.change_by_stride(changes)

# %% [markdown]
r"""
So the promise holds for stride 1, away from the border. With strides it holds for their multiples alone, and pooling, which you meet next, has a stride too.
"""

# %% [markdown]
r"""
Trained networks do change their minds when a picture moves by a pixel: [Azulay and Weiss](https://jmlr.org/papers/v20/19-519.html) measured it, and [Zhang](https://proceedings.mlr.press/v97/zhang19a.html) blurs before he strides.

Nine pixels are little, though. How does a network of small windows see a whole cake?

## How far does a stack of windows see?

Windows on windows. Below, one number at the end of a stack is asked, by its gradient, which pixels of the picture it depends on. **Look at** the bright squares: above each stand the strides of its layers, and its width in pixels.
"""

# %%
def seen(strides, n=31):
    x = torch.zeros(1, 1, n, n, requires_grad=True)
    out = x
    for s in strides:
        out = torch.nn.functional.conv2d(out, torch.ones(1, 1, 3, 3), stride=s, padding=1)
    middle = out.shape[-1] // 2
    out[0, 0, middle, middle].backward()
    return x.grad[0, 0].numpy()   # on how many ways each pixel arrives

# %%
stacks = [(1,), (1, 1), (1, 1, 1), (2, 1, 1), (2, 2, 1)]
ll.figures.what_stacks_see({strides: seen(strides) for strides in stacks})

# %% [markdown]
r"""
One window sees 3 pixels across, two see 5, three see 7. A stride spreads the windows that come *after* it: with one at the start 11, with two 15.

<!-- predict: three_strides -->
And with all three strides 2?
Number: 15 ± 0 pixels
Check: result[0] == 15
Why: No layer comes after the last stride, so it spreads nothing. The last two numbers say that some pixels arrive on nine ways and the corners on one: a number sees the middle of its field best. [Luo and others](https://arxiv.org/abs/1701.04128) found the same in deep networks.
"""

# %%
strides = (2, 2, 2)
field = seen(strides)
int((field.sum(axis=0) > 0).sum()), int(field.max()), int(field[field > 0].min())

# %% [markdown]
r"""
What one number can see is its [receptive field](glossary.ipynb#Receptive-field). It is the *onion*'s order: the outer skin sees nine pixels, each deeper one more, at the heart the whole picture. Where the onion stops being true: its skins lie apart, and windows overlap.

The usual way to make maps smaller is **max** [pooling](glossary.ipynb#Pooling): of each small block, keep the largest. "Somewhere here was a cherry."
"""

# %%
tiny = np.array([[1, 2, 5, 3], [4, 3, 0, 1], [-1, -2, 7, 6], [-5, -3, 8, 2]])
tiny.reshape(2, 2, 2, 2).max(axis=(1, 3))   # blocks of 2 by 2

# %% [markdown]
r"""
Check the lower left one: -1, the largest of four negative numbers. That is why a frame of *zeros* would be wrong here: 0 would win.

**Your turn:** [Exercise 10.4 · max_pool](../exercises/10_convolution.ipynb) (15 minutes) and [10.5 · receptive_field](../exercises/10_convolution.ipynb) (12 minutes).
"""

# %% [markdown]
r"""
## What we have

- A window: multiply, add, write down one number. Bytes to floats first.
- Padding, stride, dilation: count where a window may begin.
- Channels: one kernel reaches through all, and makes one map.
- Sharing: few weights, and maps that move with the picture, for stride 1 and away from the border.
- Stacks that see far, early strides most of all.

**What we have not shown:** where the weights come from. All kernels here were written by hand or drawn by chance. And a window knows *that* there is a cherry, not how many, nor on which cake.
"""

# %% [markdown]
r"""
**Three quick questions**

<details><summary>1. A kernel of nine weights sums to 0. What does it answer on a picture that is bright everywhere, and on one that is dark everywhere?</summary>

*0 on both.* "Large on the bright one" would be a kernel that sums to more than 0. Edge finders see changes, no brightness; the border of a padded picture is a change.
</details>
"""

# %% [markdown]
r"""
<details><summary>2. Two layers of 3 by 3, or one of 5 by 5: which sees further, and which has more weights (one channel)?</summary>

*Both see 5; the one has 25 weights, the two have 18.* "Six pixels" would add windows that overlap. Put a bend between the two; without it they collapse into the one.
</details>
<details><summary>3. A network of convolutions with stride 2 recognises every cookie in your test pictures. You move each picture by one pixel. Must it still?</summary>

*No.* "Yes, it is equivariant" holds for stride 1 only. Moved cookies in training help; the layers alone promise nothing.
</details>

Next: [11 · A network that sees](11_cnn.ipynb)
"""
