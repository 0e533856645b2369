"""A convolution and the normalisation behind it become one convolution."""

import copy

import torch
from torch import nn

from layerlab.checking import Exercise, Mistake, case, looks, worked

from . import shared


def _scale(bn):
    return bn.weight / torch.sqrt(bn.running_var + bn.eps)


def _old_bias(conv):
    return 0.0 if conv.bias is None else conv.bias


def _bias(conv, bn, factor):
    return (_old_bias(conv) - bn.running_mean) * factor + bn.bias


def _along_the_outputs(weight, factor):
    return weight * factor[:, None, None, None]


_KEPT = ("stride", "padding", "dilation", "groups")


def _fused(bias=None, scale=None, weight=None, kept=_KEPT, give=None):
    """fuse_conv_bn with one thing changed; each variant is somebody's mistake."""

    def code(conv, bn):
        factor = (scale or _scale)(bn)
        how = {name: getattr(conv, name) for name in kept}
        c_in, c_out, size = conv.in_channels, conv.out_channels, conv.kernel_size
        new = nn.Conv2d(c_in, c_out, size, bias=True, **how)
        with torch.no_grad():
            new.weight.copy_((weight or _along_the_outputs)(conv.weight, factor))
            new.bias.copy_((bias or _bias)(conv, bn, factor))
        return give(new, conv, bn) if give else new

    return code


# lines that every case runs first
_TRAINED = """
bn = nn.BatchNorm2d(conv.out_channels, eps=eps)
fill(conv)
fill(bn, by="name")
bn.running_mean.copy_(torch.linspace(-1, 2, conv.out_channels))
bn.running_var.copy_(spread * torch.linspace(0.2, 3, conv.out_channels))
before = state_of(conv, bn)
"""


def _cases(rng):
    """Every option of a convolution, with and without a bias; bn in either mode."""

    def layers(conv, x, eps=1e-5, spread=1.0, first=False, after=""):
        lines = f"conv = nn.{conv}\n{_TRAINED.strip()}"
        lines = lines.replace("\nbefore", f"\n{after}\nbefore") if after else lines
        return (worked if first else case)(x=x, eps=eps, spread=spread, setup=lines)

    x = shared.tensor(rng, 1, 1, 2, 2)
    yield layers("Conv2d(1, 2, 1)", x, first=True, after="bn.eval()")
    x = shared.tensor(rng, 2, 3, 5, 5)
    yield layers("Conv2d(3, 4, 3, bias=False)", x)
    yield layers("Conv2d(3, 3, 3, padding=1)", x, eps=0.5)
    yield layers(
        "Conv2d(3, 3, 3, padding=1, bias=False)", x, eps=0.1, after="bn.eval()"
    )
    yield layers("Conv2d(3, 5, 3, stride=2, padding=1)", x, spread=1e-4)
    yield layers("Conv2d(3, 2, 1)", x, eps=1e-3, spread=1e-4)
    yield layers("Conv2d(3, 4, (3, 1), stride=(1, 2), bias=False)", x, spread=1e-4)
    x = shared.tensor(rng, 2, 4, 6, 6)
    yield layers("Conv2d(4, 4, 3, stride=2, padding=2, dilation=2)", x, spread=1e-4)
    x = shared.tensor(rng, 2, 4, 4, 4)
    yield layers("Conv2d(4, 6, 3, stride=2, groups=2, bias=False)", x)


def _along_the_inputs(weight, factor):
    return weight * factor[None, : weight.shape[1], None, None]


def _in_place(conv, bn):
    fused = _fused()(conv, bn)
    with torch.no_grad():
        conv.weight.copy_(fused.weight)
        if conv.bias is None:
            conv.bias = nn.Parameter(fused.bias.detach().clone())
        else:
            conv.bias.copy_(fused.bias)
    return conv


def _copies_in_a_row(conv, bn):
    return nn.Sequential(copy.deepcopy(conv), copy.deepcopy(bn)).eval()


def _modes_changed(conv, bn):
    conv.eval()
    bn.eval()
    return _fused()(conv, bn)


def _needs_a_bias(conv, bn):
    if conv.bias is None:
        return conv.bias - bn.running_mean
    return _fused()(conv, bn)


def _by_torch(conv, bn):
    from torch.nn.utils.fusion import fuse_conv_bn_eval

    training = conv.training, bn.training
    fused = fuse_conv_bn_eval(conv.eval(), bn.eval())
    conv.train(training[0])
    bn.train(training[1])
    return fused


def _by_probing(conv, bn):
    """A deep copy whose weights are set anew, in float64 on the way."""
    new = copy.deepcopy(conv)
    var, mean = bn.running_var.double(), bn.running_mean.double()
    factor = bn.weight.detach().double() / (var + bn.eps) ** 0.5
    weight = torch.einsum("o,oihw->oihw", factor, conv.weight.detach().double())
    old = 0 if conv.bias is None else conv.bias.detach().double()
    new.weight = nn.Parameter(weight.float())
    new.bias = nn.Parameter((bn.bias.detach() + factor * (old - mean)).float())
    return new


fuse_conv_bn = Exercise(
    number="12.5", name="fuse_conv_bn", difficulty=2, minutes=15, points=3,
    reference=_fused(), cases=_cases,
    observe=looks.training(
        "fuse_conv_bn",
        "isinstance(result, nn.Conv2d)",
        "result is not conv",
        "state_of(conv, bn) == before",
        "tuple(result(x).shape)",
        "result(x)",
        call="fuse_conv_bn(conv, bn)",
    ),
    closeness=shared.LOOSE, uses_random=True,
    mistakes=(
        Mistake("bias dropped", code=
            _fused(bias=lambda conv, bn, f: bn.bias - bn.running_mean * f), message=
            "The convolution's own bias is lost. It goes through the normalisation like everything "
            "else, where there is one."),
        Mistake("bias not scaled", _fused(
            bias=lambda conv, bn, f: _old_bias(conv) + bn.bias - bn.running_mean * f
        ), hint=2, message=
            "The convolution's bias was added as it is. The normalisation scales it, too."),
        Mistake("mean not scaled", _fused(
            bias=lambda conv, bn, f: _old_bias(conv) * f + bn.bias - bn.running_mean
        ), hint=2, message=
            "The running mean was subtracted as it is. It is taken off before the scaling, so it "
            "is scaled as well."),
        Mistake("mean forgotten", hint=2, code=
            _fused(bias=lambda conv, bn, f: _old_bias(conv) * f + bn.bias), message=
            "The running mean plays no part."),
        Mistake("mean added", _fused(
            bias=lambda conv, bn, f: (_old_bias(conv) + bn.running_mean) * f + bn.bias
        ), hint=2, message=
            "The running mean was added. A normalisation takes it off."),
        Mistake("shift forgotten", hint=2, code=
            _fused(bias=lambda conv, bn, f: (_old_bias(conv) - bn.running_mean) * f), message=
            "`bn.bias` is not in the new bias."),
        Mistake("bias left as drawn", hint=2, code=
            _fused(bias=lambda conv, bn, f: torch.zeros(conv.out_channels)), message=
            "The new layer's bias holds nothing. All that does not multiply x gathers there: mean, "
            "shift, and the old bias."),
        Mistake("eps dropped", hint=2, code=
            _fused(scale=lambda bn: bn.weight / torch.sqrt(bn.running_var)), message=
            "eps is missing under the root. It is small as a rule, and need not be."),
        Mistake("eps outside the root", hint=2, code=
            _fused(scale=lambda bn: bn.weight / (torch.sqrt(bn.running_var) + bn.eps)), message=
            "eps was added to the deviation. It stands under the root."),
        Mistake("usual eps", hint=2, code=
            _fused(scale=lambda bn: bn.weight / torch.sqrt(bn.running_var + 1e-5)), message=
            "An eps of 0.00001 was taken for granted. This layer has its own: `bn.eps`."),
        Mistake("variance for deviation", hint=2, code=
            _fused(scale=lambda bn: bn.weight / (bn.running_var + bn.eps)), message=
            "The scale divides by the variance. Take the root."),
        Mistake("bn.weight forgotten", hint=2, code=
            _fused(scale=lambda bn: 1 / torch.sqrt(bn.running_var + bn.eps)), message=
            "`bn.weight` is missing from the scale."),
        Mistake("weights not scaled", _fused(weight=lambda weight, factor: weight), hint=2, message=
            "The new layer has the old weights. Each output channel's kernel is multiplied by the "
            "channel's scale."),
        Mistake("scaled along the inputs", _fused(weight=_along_the_inputs), hint=3, message=
            "The scale runs along the input channels. A convolution's weight is (c_out, c_in, h, "
            "w), and the normalisation has one scale for each output."),
        Mistake("scaled along the kernel", hint=3, code=
            _fused(weight=lambda weight, factor: weight * factor), message=
            "The scale met the last axis, the kernel's columns. It needs three more axes to stand "
            "along the outputs."),
        Mistake("changed in place", _in_place, message=
            "The given convolution itself was changed, so the old model is broken, and calling it "
            "again would scale twice. Make a new layer."),
        Mistake("needs a bias", _needs_a_bias, message=
            "A convolution before a normalisation often has no bias: `conv.bias` is None then, and "
            "counts as 0."),
        Mistake("one after the other", code=
            _fused(give=lambda new, conv, bn: torch.nn.Sequential(conv, bn)), message=
            "This still computes both layers, one after the other. One convolution is asked for."),
        Mistake("copies, one after the other", _copies_in_a_row, message=
            "This still computes both layers, one after the other. One convolution is asked for."),
        Mistake("numbers for a layer", hint=3, code=
            _fused(give=lambda new, conv, bn: (new.weight, new.bias)), message=
            "Two tensors came back. A new `nn.Conv2d` with these as weight and bias is asked for."),
        Mistake("stride lost", _fused(kept=("padding", "dilation", "groups")), hint=3, message=
            "The new layer has another stride than the old one."),
        Mistake("padding lost", _fused(kept=("stride", "dilation", "groups")), hint=3, message=
            "The new layer has no padding, and the old one had."),
        Mistake("stride and padding lost", _fused(kept=("dilation", "groups")), hint=3, message=
            "The new layer has neither the stride nor the padding of the old one."),
        Mistake("dilation lost", _fused(kept=("stride", "padding", "groups")), hint=3, message=
            "The new layer's weights lie side by side, and the old one's had gaps between them: "
            "its dilation is lost."),
        Mistake("groups lost", _fused(kept=("stride", "padding", "dilation")), hint=3, message=
            "The new layer has another number of groups, so that its weight has another shape. "
            "Hand the old one's `groups` over."),
        Mistake("modes changed", _modes_changed, message=
            "One of the two given layers came in training mode and was left in evaluation mode. "
            "Both stay as they are; no mode is needed to compute with their numbers."),
        Mistake("shift scaled", _fused(
            bias=lambda conv, bn, f: (_old_bias(conv) - bn.running_mean + bn.bias) * f
        ), hint=2, message=
            "`bn.bias` was scaled. A normalisation adds it last, as it is."),
        Mistake("multiplied by the deviation", hint=2, code=
            _fused(scale=lambda bn: bn.weight * torch.sqrt(bn.running_var + bn.eps)), message=
            "The scale multiplies by the deviation. A normalisation divides by it."),
        Mistake("eps outside the fraction", hint=2, code=
            _fused(scale=lambda bn: bn.weight / torch.sqrt(bn.running_var) + bn.eps), message=
            "eps was added to the scale. It stands under the root, beside the variance: the "
            "brackets close too early."),
    ),
    hints=(
        "Write both layers in one line for one channel: first w·x + b, then the normalisation of "
        "that. What multiplies x, and what is left over?",
        "The scale of a channel is bn.weight over the root of (running_var + eps). It multiplies "
        "the kernel; and it multiplies (old bias minus running_mean), to which bn.bias is added.",
        "Make an `nn.Conv2d` with the old one's sizes, stride, padding, dilation and groups, and "
        "with a bias; fill both under `torch.no_grad()` with `copy_`. The scale needs the shape "
        "(c_out, 1, 1, 1).",
    ),
    alternatives=(_by_torch, _by_probing),
)  # fmt: skip
