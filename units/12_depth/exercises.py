# %% [markdown]
r"""
# Exercises 12: deep nets that learn

Six small pieces of what makes depth work: two spreads for the first weights, an instrument that watches every layer, a normalisation, the block with the plus sign, and a way to get rid of the normalisation when training is over.

How it works: fill in a cell where it says `raise NotImplementedError`, run it, and run the check below it.
A check tells you what it tried and what is likely wrong.
The [lesson](../course/12_depth.ipynb) has everything you need.
"""

# %%
import layerlab as ll

ll.setup()

# %%
import math
import torch
from torch import nn
from layerlab.checks import depth as check

# %% [markdown]
r"""
<!-- exercise: kaiming_std -->

The spread (standard deviation) of first weights that keeps a signal's size from layer to layer.
With the lesson's formula, $n\,\sigma^2$ must equal 2 for ReLU. In general it must equal the square of the `gain`: √2 for ReLU, 1 for a layer that does not bend.

Example: 100 inputs and a gain of 2 ask for a spread of 0.2, since $100 \cdot 0.2^2 = 4 = 2^2$.
"""

# %%
def kaiming_std(fan_in: int, gain: float = math.sqrt(2)) -> float:
    """The standard deviation of the first weights; fan_in: inputs of one unit."""
    # <solution>
    return gain / math.sqrt(fan_in)
    # </solution>


# %%
check.kaiming_std(kaiming_std)

# %% [markdown]
r"""
<!-- hints: kaiming_std -->
"""

# %% [markdown]
r"""
<!-- exercise: xavier_std -->

For signals $\sigma^2 = 1 / \text{fan\_in}$ would be right, for gradients $\sigma^2 = 1 / \text{fan\_out}$.
Xavier initialisation puts the mean of the two fans in their place. There is no gain here. Give back the standard deviation.

Example: 100 inputs and 100 outputs ask for 0.1; 6 inputs and 2 outputs have the mean 4, and ask for 0.5.
"""

# %%
def xavier_std(fan_in: int, fan_out: int) -> float:
    """The standard deviation of the first weights; fan_in inputs, fan_out outputs."""
    # <solution>
    return math.sqrt(2 / (fan_in + fan_out))
    # </solution>


# %%
check.xavier_std(xavier_std)

# %% [markdown]
r"""
<!-- hints: xavier_std -->
"""

# %% [markdown]
r"""
<!-- exercise: signal_statistics -->

Watch every layer of a model while it runs once with `x`, in the mode in which it comes. Give back a list with one row for each time a layer runs, in the order in which they run: its name, the mean of its output, and the output's standard deviation (torch's `std()`), over all entries.
A layer here is a module without children; its name is the one that `model.named_modules()` tells, which yields pairs of a name and a module. Afterwards no hook is left on the model.

Example: for `nn.Sequential(nn.Linear(2, 3), nn.ReLU())` the list has two rows, with the names `"0"` and `"1"`; the second mean is not negative.
"""

# %%
def signal_statistics(model: nn.Module, x: torch.Tensor) -> list[tuple[str, float, float]]:
    """Rows (name, mean, std) of the outputs of all layers without children, as they run."""
    # <solution>
    rows, handles = [], []

    def watch(name):
        def hook(module, inputs, output):
            rows.append((name, output.mean().item(), output.std().item()))

        return hook

    for name, module in model.named_modules():
        if not list(module.children()):
            handles.append(module.register_forward_hook(watch(name)))
    model(x)
    for handle in handles:
        handle.remove()
    return rows
    # </solution>


# %%
check.signal_statistics(signal_statistics)

# %% [markdown]
r"""
<!-- hints: signal_statistics -->
"""

# %% [markdown]
r"""
<!-- exercise: BatchNorm2d -->

Batch normalisation for pictures (n, c, h, w): each *channel* is made standard over batch, rows and columns, then multiplied by its `weight` (begins at 1) and moved by its `bias` (begins at 0). Both are parameters, made by `nn.Parameter(tensor)`; `eps` stands under the root.
In training the batch counts (its variance divides by the number of values), and gradients flow through its mean and variance too. The buffers `running_mean` (begins at 0) and `running_var` (begins at 1) move by the part `momentum` towards this batch's mean and *unbiased* variance (divided by one less). In evaluation they count, and stay.
A buffer is a tensor that is saved with the module and goes with it to a GPU, but is not trained; `self.register_buffer("name", tensor)` makes it, and then it is `self.name`.

Example: a channel with the values 1, 3, 5, 7 becomes -1.34, -0.45, 0.45, 1.34; afterwards `running_mean` is 0.4.
"""

# %%
class BatchNorm2d(nn.Module):
    """Batch normalisation with the names and defaults of torch's own."""

    def __init__(self, num_features: int, eps: float = 1e-5, momentum: float = 0.1):
        super().__init__()
        self.eps, self.momentum = eps, momentum
        # <solution>
        self.weight = nn.Parameter(torch.ones(num_features))
        self.bias = nn.Parameter(torch.zeros(num_features))
        self.register_buffer("running_mean", torch.zeros(num_features))
        self.register_buffer("running_var", torch.ones(num_features))
        # </solution>

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """(n, c, h, w) -> (n, c, h, w)"""
        # <solution>
        mean, var = self.running_mean, self.running_var
        if self.training:
            mean, var = x.mean((0, 2, 3)), x.var((0, 2, 3), unbiased=False)
            with torch.no_grad():
                unbiased = x.var((0, 2, 3))
                self.running_mean += self.momentum * (mean - self.running_mean)
                self.running_var += self.momentum * (unbiased - self.running_var)
        c = (-1, 1, 1)  # so that channels meet channels
        z = (x - mean.view(c)) / torch.sqrt(var.view(c) + self.eps)
        return z * self.weight.view(c) + self.bias.view(c)
        # </solution>


# %%
check.BatchNorm2d(BatchNorm2d)

# %% [markdown]
r"""
<!-- hints: BatchNorm2d -->
"""

# %% [markdown]
r"""
<!-- exercise: ResidualBlock -->

The block of the measured nets. The long way is `conv1`, `bn1`, ReLU, `conv2`, `bn2`: windows of 3 x 3, padding 1, no biases, the stride on `conv1`. What came in is added, then one last ReLU.
Where the shapes differ (`stride != 1` or `c_in != c_out`), what came in goes through a shortcut first: a convolution of 1 x 1 with the same stride and without bias, and a normalisation of its own. Elsewhere it is added as it is. You may use torch's `nn.BatchNorm2d`, and give the parts other names.

Example: `ResidualBlock(8, 16, stride=2)` turns (4, 8, 32, 32) into (4, 16, 16, 16).
"""

# %%
class ResidualBlock(nn.Module):
    """Two convolutions and a shortcut around them."""

    def __init__(self, c_in: int, c_out: int, stride: int = 1):
        super().__init__()
        # <solution>
        self.conv1 = nn.Conv2d(c_in, c_out, 3, stride, padding=1, bias=False)
        self.bn1 = nn.BatchNorm2d(c_out)
        self.conv2 = nn.Conv2d(c_out, c_out, 3, padding=1, bias=False)
        self.bn2 = nn.BatchNorm2d(c_out)
        self.shortcut = nn.Identity()
        if stride != 1 or c_in != c_out:
            conv = nn.Conv2d(c_in, c_out, 1, stride, bias=False)
            self.shortcut = nn.Sequential(conv, nn.BatchNorm2d(c_out))
        # </solution>

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """(n, c_in, h, w) -> (n, c_out, h / stride, w / stride)"""
        # <solution>
        h = torch.relu(self.bn1(self.conv1(x)))
        return torch.relu(self.bn2(self.conv2(h)) + self.shortcut(x))
        # </solution>


# %%
check.ResidualBlock(ResidualBlock)

# %% [markdown]
r"""
<!-- hints: ResidualBlock -->
"""

# %% [markdown]
r"""
<!-- exercise: fuse_conv_bn -->

Put a trained normalisation into the convolution before it. Give back a *new* `nn.Conv2d` with a bias whose output equals that of `bn(conv(x))` in evaluation; `conv` and `bn` stay as they are, their modes too.
A convolution without bias (`conv.bias` is None) counts as one with a bias of 0. Stride, padding, dilation and groups are those of `conv`.

Example: a weight of 3 with bias 1, followed by a normalisation with `weight` 2, `running_mean` 4, `running_var` + `eps` 0.25 and `bias` 5, becomes a weight of 12 with bias -7.
"""

# %%
def fuse_conv_bn(conv: nn.Conv2d, bn: nn.BatchNorm2d) -> nn.Conv2d:
    """One convolution that does the work of conv and bn in evaluation."""
    # <solution>
    scale = bn.weight / torch.sqrt(bn.running_var + bn.eps)
    old_bias = 0 if conv.bias is None else conv.bias
    fused = nn.Conv2d(
        conv.in_channels, conv.out_channels, conv.kernel_size, conv.stride,
        conv.padding, conv.dilation, conv.groups, bias=True,
    )
    with torch.no_grad():
        fused.weight.copy_(conv.weight * scale.view(-1, 1, 1, 1))
        fused.bias.copy_((old_bias - bn.running_mean) * scale + bn.bias)
    return fused
    # </solution>


# %%
check.fuse_conv_bn(fuse_conv_bn)

# %% [markdown]
r"""
<!-- hints: fuse_conv_bn -->
"""

# %% [markdown]
r"""
## Together: watch a net of your own blocks

Your blocks, stacked, and your own instrument on them. Add blocks, take a ReLU away, and see what happens to the numbers. (This cell waits until the pieces above are written.)
"""

# %%
try:
    torch.manual_seed(0)
    model = nn.Sequential(nn.Conv2d(3, 8, 3, padding=1), *[ResidualBlock(8, 8) for _ in range(5)])
    for name, mean, std in signal_statistics(model, torch.randn(16, 3, 16, 16)):
        if name.endswith("bn2"):
            print(f"{name}: mean {mean:.2f}, std {std:.2f}")
except (NotImplementedError, AttributeError):
    print("The blocks are still to be written.")

# %% [markdown]
r"""
### Finale: three nets under your instrument

When all six checks pass: how does the signal fare over twelve layers with your `kaiming_std`, with half of it, and in your own blocks?
"""

# %% tags=["nbval-ignore-output"]
ll.finale(check, kaiming_std, xavier_std, signal_statistics, BatchNorm2d, ResidualBlock, fuse_conv_bn)

# %% [markdown]
r"""
**All six?** Then deep nets hold no secret that you have not built yourself.
Next: [lesson 13 · Where does the time go?](../course/13_gpu.ipynb)
"""
