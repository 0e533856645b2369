"""Two convolutions and a shortcut around them."""

import torch

from layerlab.checking import Exercise, Mistake, Part, case, looks, worked

from . import blocks, shared


def _cases(rng):
    """With and without a change of channels and size."""
    yield worked(x=shared.tensor(rng, 2, 2, 3, 3), c_in=2, c_out=2, stride=1)
    yield worked(x=shared.tensor(rng, 2, 2, 4, 4), c_in=2, c_out=3, stride=2)
    for n, c_in, c_out, stride, side in (
        (3, 4, 4, 1, 5),
        (2, 3, 3, 1, 4),
        (2, 3, 5, 1, 4),
        (3, 2, 4, 2, 6),
        (2, 3, 3, 2, 5),
        (2, 4, 2, 1, 3),
        (4, 1, 6, 3, 7),
    ):
        x = shared.tensor(rng, n, c_in, side, side)
        yield case(x=x, c_in=c_in, c_out=c_out, stride=stride)


def _as_before(c_in, c_out, stride, **_):
    return c_in == c_out and stride == 1


# weights by the order in which layers run: so every part may be called as a learner likes
_WEIGHTS = 'fill(model, by="run", x=x)  # weights of the check'


def _block(**parts):
    return type("ResidualBlock", (blocks.Block,), parts)


def _runs(forward):
    return _block(forward=forward)


def _ways(**options):
    """A block whose projection is another one."""

    def way(self, c_in, c_out, stride):
        same = stride == 1 and c_in == c_out
        return (
            blocks.straight()
            if same
            else blocks.project(c_in, c_out, stride, **options)
        )

    return _block(way=way)


def _relu_before_norm(self, x):
    return self.bn2(self.conv2(self.bn1(torch.relu(self.conv1(x)))))


def _no_middle_relu(self, x):
    return self.bn2(self.conv2(self.bn1(self.conv1(x))))


def _relu_on_both(self, x):
    return torch.relu(torch.relu(self.inner(x)) + self.shortcut(x))


def _relu_before_the_sum(self, x):
    return torch.relu(self.inner(x)) + self.shortcut(x)


def _stacked(self, x):
    out = torch.relu(self.inner(x))
    return torch.cat([out, self.shortcut(x)], dim=1)


def _skip_from_conv1(self, x):
    h = torch.relu(self.bn1(self.conv1(x)))
    return torch.relu(self.bn2(self.conv2(h)) + h)


def _x_overwritten(self, x):
    x = self.inner(x)
    return torch.relu(x + x)


def _sum_before_norm(self, x):
    h = self.conv2(torch.relu(self.bn1(self.conv1(x))))
    return torch.relu(self.bn2(h + self.shortcut(x)))


def _where_it_fits(self, x):
    h = self.inner(x)
    return torch.relu(h + x) if h.shape == x.shape else torch.relu(h)


_COUNT = "sum(p.numel() for p in model.parameters())"


ResidualBlock = Exercise(
    number="12.4", name="ResidualBlock", difficulty=2, minutes=20, points=3,
    reference=blocks.Block, cases=_cases,
    observe=looks.module(
        "ResidualBlock",
        _COUNT,
        "tuple(model.train()(x).shape)",
        "model.train()(x)",
        "model.eval()(x)",
        build=("c_in", "c_out", "stride"),
        fill="",
        setup=_WEIGHTS,
    ),
    closeness=shared.LOOSE, uses_random=True,
    parts=(
        Part("channels and size as before", 2, where=_as_before),
        Part("other channels or size", 1, where=lambda **args: not _as_before(**args)),
    ),
    mistakes=(
        Mistake("no skip", code=
            _runs(lambda self, x: torch.relu(self.inner(x) + 0 * self.shortcut(x))), message=
            "Nothing is added: this is the plain block. What came in must reach the sum before the "
            "last ReLU."),
        Mistake("no padding", blocks.Unpadded, hint=2, message=
            "Without padding the maps shrink and no longer fit the shortcut: `padding=1`."),
        Mistake("no skip, no projection", _block(
            way=lambda self, *a: None, forward=lambda self, x: torch.relu(self.inner(x))
        ), message=
            "There is no shortcut at all: this is the plain block. What came in must be added "
            "before the last ReLU."),
        Mistake("ReLU before the sum", _runs(_relu_before_the_sum), hint=2, message=
            "The ReLU comes before the sum. Then a block can only add, never take away. Add first, "
            "then bend."),
        Mistake("ReLU before and after the sum", _runs(_relu_on_both), hint=2, message=
            "There is a ReLU before the sum, and one after it. The first is too much: with it a "
            "block can only add to what came in, never take away."),
        Mistake("last ReLU missing", hint=2, code=
            _runs(lambda self, x: self.inner(x) + self.shortcut(x)), message=
            "The ReLU after the sum is missing."),
        Mistake("middle ReLU missing", _block(inner=_no_middle_relu), hint=2, message=
            "There is no ReLU between the two convolutions, so they could be one."),
        Mistake("ReLU before the norm", _block(inner=_relu_before_norm), hint=2, message=
            "Between the convolutions the ReLU comes before bn1. The order here is convolution, "
            "normalisation, ReLU."),
        Mistake("subtracted", hint=2, code=
            _runs(lambda self, x: torch.relu(self.inner(x) - self.shortcut(x))), message=
            "The shortcut was subtracted. It is added: the block learns what to add to x."),
        Mistake("subtracted from the shortcut", hint=2, code=
            _runs(lambda self, x: torch.relu(self.shortcut(x) - self.inner(x))), message=
            "The block's work was subtracted from x. It is added."),
        Mistake("multiplied", hint=2, code=
            _runs(lambda self, x: torch.relu(self.inner(x) * self.shortcut(x))), message=
            "The two ways were multiplied. Their sum is asked for."),
        Mistake("joined", _runs(_stacked), hint=2, message=
            "The two ways were set side by side, so there are twice the channels. Add them."),
        Mistake("no projection", _block(bends=lambda self, *a: False), hint=3, message=
            "Where channels or size change, x itself does not fit the sum. There the shortcut "
            "needs a 1 x 1 convolution of its own, with a normalisation."),
        Mistake("projection for channels only", hint=3, code=
            _block(bends=lambda self, c_in, c_out, stride: c_in != c_out), message=
            "With stride 2 and the same channels the picture shrinks, and x does not fit the sum. "
            "There, too, the shortcut needs its own convolution."),
        Mistake("projection for stride only", hint=3, code=
            _block(bends=lambda self, c_in, c_out, stride: stride != 1), message=
            "Where only the number of channels changes, x does not fit the sum. There, too, the "
            "shortcut needs its own convolution."),
        Mistake("projection always", _block(bends=lambda self, *a: True), hint=3, message=
            "The shortcut has a convolution even where nothing changes shape. There x itself goes "
            "through, untouched: that is the point."),
        Mistake("projection without its norm", _ways(norm=False), hint=3, message=
            "The shortcut's convolution is not followed by a normalisation."),
        Mistake("projection of 3 x 3", _ways(size=3), hint=3, message=
            "The shortcut's window is 3 x 3. A window of 1 x 1 changes the channels and mixes no "
            "neighbours."),
        Mistake("projection without its stride", _block(
            way=lambda self, c_in, c_out, stride: (
                blocks.project(c_in, c_out, 1)
                if (c_in, stride) != (c_out, 1)
                else blocks.straight()
            )
        ), hint=3, message=
            "The shortcut's convolution has stride 1, so it gives more pixels than the other way "
            "where the block has a stride."),
        Mistake("projection with a bias", _ways(bias=True), hint=3, message=
            "The shortcut's convolution has a bias. The normalisation after it takes any constant "
            "out again, so leave it away."),
        Mistake("convolutions with a bias", _block(bias=True), hint=2, message=
            "The convolutions have a bias. The normalisation after them takes any constant out "
            "again: `bias=False`."),
        Mistake("stride twice", _block(strides=staticmethod(lambda s: (s, s))), hint=3, message=
            "Both convolutions have the stride. Only the first one shrinks the picture."),
        Mistake("stride on the second", hint=3, code=
            _block(strides=staticmethod(lambda s: (1, s))), message=
            "The second convolution has the stride. It belongs to the first."),
        Mistake("stride forgotten", _block(
            strides=staticmethod(lambda s: (1, 1)),
            way=lambda self, c_in, c_out, stride: blocks.Block.way(self, c_in, c_out, 1),
        ), hint=3, message=
            "The stride plays no part: the picture keeps its size."),
        Mistake("windows of 1 x 1", _block(size=1), hint=2, message=
            "The convolutions look at one pixel each. Their windows are 3 x 3, with a padding of "
            "1."),
        Mistake("one norm for both", blocks.OneNorm, hint=2, message=
            "bn1 follows both convolutions. Each has its own statistics: the second belongs to "
            "bn2."),
        Mistake("no norms used", blocks.NoNorm, hint=2, message=
            "bn1 and bn2 are made, but not used."),
        Mistake("one convolution", blocks.OneConvolution, hint=2, message=
            "conv2 and bn2 are made, but not used."),
        Mistake("skip from the middle", _runs(_skip_from_conv1), message=
            "What was added is not what came in, but what the first convolution made of it. Keep "
            "x, and add it (or its shortcut) at the end."),
        Mistake("sum before the second norm", _runs(_sum_before_norm), hint=2, message=
            "The sum was normalised: bn2 belongs to the long way, before the two ways meet."),
        Mistake("added only where it fits", _runs(_where_it_fits), hint=3, message=
            "Where channels or size change, nothing was added. There, too, the shortcut brings "
            "what came in, by its 1 x 1 convolution."),
        Mistake("shortcut bent", hint=2, code=
            _runs(lambda self, x: torch.relu(self.inner(x) + self.shortcut(x).relu())), message=
            "There is a ReLU on the shortcut before the sum. What came in goes through unbent; the "
            "one ReLU comes after the sum."),
        Mistake("bn2 is bn1", blocks.SharedNorm, hint=2, message=
            "bn2 is bn1 under another name. Each convolution has a normalisation of its own."),
        Mistake("x overwritten", _runs(_x_overwritten), message=
            "The name x was given to what the layers made, so that was added to itself. What came "
            "in must still be there at the sum."),
    ),
    hints=(
        "Two ways lead from x to the sum. What happens on the long one, what on the short one, and "
        "what after they meet?",
        "The long way: conv1, bn1, ReLU, conv2, bn2. Add the short way to it; then one ReLU.",
        "The stride belongs to conv1. Where `stride != 1` or `c_in != c_out`, the short way is an "
        "`nn.Sequential` of a convolution with a window of 1 and the same stride, and a "
        "normalisation; elsewhere an `nn.Identity`.",
    ),
    alternatives=(blocks.ListedOtherwise, blocks.OtherNames),
)  # fmt: skip
