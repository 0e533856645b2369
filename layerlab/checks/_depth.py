"""Modules and functions for the checks of unit 12: the right ones, and many wrong ones.

In the order of the exercises. Each class reads as the right answer, with its parts in
methods that the mistakes below replace.
"""

import torch
from torch import nn

# ---- lines that the cases of 12.2, 12.4 and 12.5 run first ---------------------------------

TWICE = """
class Twice(nn.Module):
    def __init__(self):
        super().__init__()
        self.last = nn.Linear(3, 2)
        self.bend = nn.ReLU()
        self.first = nn.Linear(3, 3)

    def forward(self, x):
        h = self.bend(self.first(x))
        return self.last(self.bend(h - 0.3) + x)
"""

# Known layers get weights by their name, whatever else there is by its shape: so the way
# round may be called and nested as a learner likes.
WEIGHTS = """
import zlib
def weights(model):
    with torch.no_grad():
        for name, p in model.named_parameters():
            known = name.split('.')[0] in ('conv1', 'bn1', 'conv2', 'bn2')
            key = name if known else f'{p.ndim} {name.endswith("bias")}'
            rng = np.random.default_rng(zlib.crc32(key.encode()))
            shift = 0.5 if p.ndim == 1 else 0
            p.copy_(torch.tensor(rng.normal(size=tuple(p.shape)) / p[0].numel()**0.5 + shift))
    return model
weights(model)
"""

TRAINED = """
bn = nn.BatchNorm2d(conv.out_channels, eps=eps)
fill(conv)
fill(bn)
bn.running_mean.copy_(torch.linspace(-1, 2, conv.out_channels))
bn.running_var.copy_(spread * torch.linspace(0.2, 3, conv.out_channels))
bn.eval()
weight_before = conv.weight.detach().clone()
"""

# ---- 12.2 signal_statistics -------------------------------------------------------------


def _leaves(model):
    return [(n, m) for n, m in model.named_modules() if n and not list(m.children())]


def _everything(model):
    return [(n, m) for n, m in model.named_modules() if n]


def _weighted(model):
    return [(n, m) for n, m in _leaves(model) if list(m.parameters())]


def _first_level(model):
    return list(model.named_children())


def _numbers(name, t):
    return name, t.mean().item(), t.std().item()


def _statistics(which=_leaves, tell=_numbers, tensor="output", remove=True, run=1):
    """signal_statistics with one thing changed; each variant is somebody's mistake."""

    def code(model, x):
        found = []

        def watch(name):
            def hook(module, inputs, output):
                found.append(tell(name, inputs[0] if tensor == "input" else output))

            return hook

        handles = [m.register_forward_hook(watch(n)) for n, m in which(model)]
        for _ in range(run):
            model(x)
        for handle in handles if remove else ():
            handle.remove()
        return found

    return code


def _kept_and_measured_later(model, x):
    kept = []
    handles = [
        m.register_forward_hook(lambda m, i, o, n=n: kept.append((n, o)))
        for n, m in _leaves(model)
    ]
    model(x)
    for handle in handles:
        handle.remove()
    return [_numbers(name, output) for name, output in kept]


def _last_name_for_all(model, x):
    """The closure's classic: every hook sees the loop's last name."""
    found, last = [], _leaves(model)[-1][0]
    handles = [
        m.register_forward_hook(lambda m, i, o: found.append(_numbers(last, o)))
        for _, m in _leaves(model)
    ]
    model(x)
    for handle in handles:
        handle.remove()
    return found


def _once_a_name(model, x):
    return list({row[0]: row for row in _statistics()(model, x)}.values())


def _as_defined(model, x):
    order = [name for name, _ in _leaves(model)]
    return sorted(_statistics()(model, x), key=lambda row: order.index(row[0]))


def _one_after_the_other(model, x):
    """Runs the leaves as a chain, whatever the model's own forward does."""
    found = []
    for name, module in _leaves(model):
        x = module(x)
        found.append(_numbers(name, x))
    return found


def _of_the_weights(model, x):
    model(x)
    return [_numbers(n, m.weight) for n, m in _leaves(model) if hasattr(m, "weight")]


def _with_class_names(model, x):
    kinds = {name: type(m).__name__ for name, m in _leaves(model)}
    return [(kinds[name], *rest) for name, *rest in _statistics()(model, x)]


def _with_numbers_for_names(model, x):
    return [(i, *row[1:]) for i, row in enumerate(_statistics()(model, x))]


def _as_a_dict(model, x):
    return {name: tuple(rest) for name, *rest in _statistics()(model, x)}


def _without_gradients(model, x):
    with torch.no_grad():
        return [list(row) for row in _statistics()(model, x)]


def _by_a_global_hook(model, x):
    """One hook for all modules of the process, removed in a `finally`."""
    names, found = {m: n for n, m in _leaves(model)}, []

    def hook(module, inputs, output):
        if module in names:
            found.append((names[module], output.detach().mean(), output.detach().std()))

    handle = nn.modules.module.register_module_forward_hook(hook)
    try:
        model(x)
    finally:
        handle.remove()
    return found


# ---- 12.3 BatchNorm2d -------------------------------------------------------------------


class _BatchNorm(nn.Module):
    axes = (0, 2, 3)

    def __init__(self, num_features, eps=1e-5, momentum=0.1):
        super().__init__()
        self.eps, self.momentum = eps, momentum
        self.weight = nn.Parameter(torch.ones(num_features))
        self.bias = nn.Parameter(torch.zeros(num_features))
        self.register_buffer("running_mean", torch.zeros(num_features))
        self.register_buffer("running_var", torch.ones(num_features))

    def forward(self, x):
        mean, var = self.statistics(x)
        return self.scaled(self.centred(x, mean, var))

    def statistics(self, x):
        if not self.training:
            return self.running_mean, self.running_var
        mean, var = x.mean(self.axes), x.var(self.axes, unbiased=False)
        with torch.no_grad():
            self.remember(mean, self.unbiased(x))
        return mean, var

    def unbiased(self, x):
        return x.var(self.axes)

    def remember(self, mean, var):
        self.running_mean.mul_(1 - self.momentum).add_(self.momentum * mean)
        self.running_var.mul_(1 - self.momentum).add_(self.momentum * var)

    def centred(self, x, mean, var):
        return (x - _wide(mean)) / torch.sqrt(_wide(var) + self.eps)

    def scaled(self, x):
        return x * _wide(self.weight) + _wide(self.bias)


def _wide(values):
    return values[:, None, None]  # (c, 1, 1)


def _norm(**parts):
    return type("BatchNorm2d", (_BatchNorm,), parts)


def _batch_in_eval(self, x):
    return x.mean(self.axes), x.var(self.axes, unbiased=False)


def _own_in_eval(self, x):
    return _BatchNorm.statistics(self, x) if self.training else _batch_in_eval(self, x)


def _running_in_training(self, x):
    if self.training:
        with torch.no_grad():
            self.remember(x.mean(self.axes), self.unbiased(x))
    return self.running_mean, self.running_var


def _also_in_eval(self, x):
    mean, var = x.mean(self.axes), x.var(self.axes, unbiased=False)
    with torch.no_grad():
        self.remember(mean, self.unbiased(x))
    return (mean, var) if self.training else (self.running_mean, self.running_var)


def _unbiased_everywhere(self, x):
    mean, var = _BatchNorm.statistics(self, x)
    return (mean, x.var(self.axes)) if self.training else (mean, var)


def _with_graph(self, mean, var):
    with torch.enable_grad():
        old, m = (self.running_mean, self.running_var), self.momentum
        self.running_mean = (1 - m) * old[0] + m * mean
        self.running_var = (1 - m) * old[1] + m * var


def _mean_only(self, mean, var):
    self.running_mean.mul_(1 - self.momentum).add_(self.momentum * mean)


def _swapped(self, mean, var):
    self.running_mean.mul_(self.momentum).add_((1 - self.momentum) * mean)
    self.running_var.mul_(self.momentum).add_((1 - self.momentum) * var)


def _overwritten(self, mean, var):
    self.running_mean.copy_(mean)
    self.running_var.copy_(var)


def _only_added(self, mean, var):
    self.running_mean.add_(self.momentum * mean)
    self.running_var.add_(self.momentum * var)


def _eps_outside(self, x, mean, var):
    return (x - _wide(mean)) / (torch.sqrt(_wide(var)) + self.eps)


def _no_eps(self, x, mean, var):
    return (x - _wide(mean)) / torch.sqrt(_wide(var))


def _by_the_variance(self, x, mean, var):
    return (x - _wide(mean)) / (_wide(var) + self.eps)


class _PlainAttributes(_BatchNorm):
    def __init__(self, num_features, eps=1e-5, momentum=0.1):
        nn.Module.__init__(self)
        self.eps, self.momentum = eps, momentum
        self.weight = nn.Parameter(torch.ones(num_features))
        self.bias = nn.Parameter(torch.zeros(num_features))
        self.running_mean = torch.zeros(num_features)
        self.running_var = torch.ones(num_features)


class _OtherNames(_BatchNorm):
    def __init__(self, num_features, eps=1e-5, momentum=0.1):
        super().__init__(num_features, eps, momentum)
        del self.weight, self.bias
        self.gamma = nn.Parameter(torch.ones(num_features))
        self.beta = nn.Parameter(torch.zeros(num_features))

    def scaled(self, x):
        return x * _wide(self.gamma) + _wide(self.beta)


class _NoParameters(_BatchNorm):
    def __init__(self, num_features, eps=1e-5, momentum=0.1):
        super().__init__(num_features, eps, momentum)
        del self.weight, self.bias

    def scaled(self, x):
        return x


class _TensorsForParameters(_BatchNorm):
    def __init__(self, num_features, eps=1e-5, momentum=0.1):
        super().__init__(num_features, eps, momentum)
        del self.weight, self.bias
        self.weight, self.bias = torch.ones(num_features), torch.zeros(num_features)


class _StartsAtZero(_BatchNorm):
    def __init__(self, num_features, eps=1e-5, momentum=0.1):
        super().__init__(num_features, eps, momentum)
        self.running_var.zero_()


class _RunningAsParameters(_BatchNorm):
    def __init__(self, num_features, eps=1e-5, momentum=0.1):
        super().__init__(num_features, eps, momentum)
        del self.running_mean, self.running_var
        self.running_mean = nn.Parameter(torch.zeros(num_features))
        self.running_var = nn.Parameter(torch.ones(num_features))


class _ByHandShapes(_BatchNorm):
    """The same with flattened pictures, n / (n - 1) by hand, and buffers set anew."""

    def statistics(self, x):
        if not self.training:
            return self.running_mean, self.running_var
        flat = x.detach().transpose(0, 1).flatten(1)  # (c, n * h * w)
        n, m = flat.shape[1], self.momentum
        mean, var = flat.mean(1), ((flat - flat.mean(1, keepdim=True)) ** 2).mean(1)
        self.running_mean = (1 - m) * self.running_mean + m * mean
        self.running_var = (1 - m) * self.running_var + m * var * n / (n - 1)
        mean = x.mean(self.axes)
        return mean, ((x - _wide(mean)) ** 2).mean(self.axes)


# ---- 12.4 ResidualBlock -----------------------------------------------------------------


class _Block(nn.Module):
    size, bias, strides = 3, False, staticmethod(lambda s: (s, 1))

    def __init__(self, c_in, c_out, stride=1):
        super().__init__()
        first, second = self.strides(stride)
        how = {"padding": self.size // 2, "bias": self.bias}
        self.conv1 = nn.Conv2d(c_in, c_out, self.size, first, **how)
        self.bn1 = nn.BatchNorm2d(c_out)
        self.conv2 = nn.Conv2d(c_out, c_out, self.size, second, **how)
        self.bn2 = nn.BatchNorm2d(c_out)
        self.shortcut = self.way(c_in, c_out, stride)

    def way(self, c_in, c_out, stride):
        return (
            _project(c_in, c_out, stride)
            if self.bends(c_in, c_out, stride)
            else _straight()
        )

    def bends(self, c_in, c_out, stride):
        return stride != 1 or c_in != c_out

    def forward(self, x):
        return torch.relu(self.inner(x) + self.shortcut(x))

    def inner(self, x):
        return self.bn2(self.conv2(torch.relu(self.bn1(self.conv1(x)))))


def _straight():
    return nn.Identity()


def _project(c_in, c_out, stride, size=1, bias=False, norm=True):
    conv = nn.Conv2d(c_in, c_out, size, stride, padding=size // 2, bias=bias)
    return nn.Sequential(conv, nn.BatchNorm2d(c_out)) if norm else nn.Sequential(conv)


def _block(**parts):
    return type("ResidualBlock", (_Block,), parts)


def _runs(forward):
    return _block(forward=forward)


def _ways(**options):
    """A block whose projection is another one."""

    def way(self, c_in, c_out, stride):
        same = stride == 1 and c_in == c_out
        return _straight() if same else _project(c_in, c_out, stride, **options)

    return _block(way=way)


class _Unpadded(_Block):
    def __init__(self, c_in, c_out, stride=1):
        super().__init__(c_in, c_out, stride)
        self.conv1.padding = self.conv2.padding = (0, 0)


class _OneNorm(_Block):
    def inner(self, x):
        return self.bn1(self.conv2(torch.relu(self.bn1(self.conv1(x)))))


class _SharedNorm(_Block):
    def __init__(self, c_in, c_out, stride=1):
        super().__init__(c_in, c_out, stride)
        self.bn2 = self.bn1


class _OneConvolution(_Block):
    def inner(self, x):
        return self.bn1(self.conv1(x))


class _NoNorm(_Block):
    def inner(self, x):
        return self.conv2(torch.relu(self.conv1(x)))


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


class _ListedOtherwise(nn.Module):
    """Convolutions first, then norms; the way round in its own attributes; None for none."""

    def __init__(self, c_in, c_out, stride=1):
        super().__init__()
        self.conv1 = nn.Conv2d(c_in, c_out, 3, stride, 1, bias=False)
        self.conv2 = nn.Conv2d(c_out, c_out, 3, 1, 1, bias=False)
        self.bn1, self.bn2 = nn.BatchNorm2d(c_out), nn.BatchNorm2d(c_out)
        self.relu, self.down = nn.ReLU(inplace=True), None
        if (c_in, 1) != (c_out, stride):
            self.down = nn.Conv2d(c_in, c_out, 1, stride, bias=False)
            self.down_bn = nn.BatchNorm2d(c_out)

    def forward(self, x):
        way = x if self.down is None else self.down_bn(self.down(x))
        out = self.relu(self.bn1(self.conv1(x)))
        out = self.bn2(self.conv2(out))
        out += way
        return self.relu(out)


# ---- 12.5 fuse_conv_bn ------------------------------------------------------------------


def _fused(bias=None, scale=None, weight=None, copy=("stride", "padding"), give=None):
    """fuse_conv_bn with one thing changed; each variant is somebody's mistake."""

    def code(conv, bn):
        factor = (scale or _scale)(bn)
        how = {name: getattr(conv, name) for name in (*copy, "dilation", "groups")}
        c_in, c_out, size = conv.in_channels, conv.out_channels, conv.kernel_size
        new = nn.Conv2d(c_in, c_out, size, bias=True, **how)
        with torch.no_grad():
            new.weight.copy_((weight or _along_the_outputs)(conv.weight, factor))
            new.bias.copy_((bias or _bias)(conv, bn, factor))
        return give(new, conv, bn) if give else new

    return code


def _scale(bn):
    return bn.weight / torch.sqrt(bn.running_var + bn.eps)


def _old_bias(conv):
    return 0.0 if conv.bias is None else conv.bias


def _bias(conv, bn, factor):
    return (_old_bias(conv) - bn.running_mean) * factor + bn.bias


def _along_the_outputs(weight, factor):
    return weight * factor[:, None, None, None]


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
    import copy

    new = copy.deepcopy(conv)
    var, mean = bn.running_var.double(), bn.running_mean.double()
    factor = bn.weight.detach().double() / (var + bn.eps) ** 0.5
    weight = torch.einsum("o,oihw->oihw", factor, conv.weight.detach().double())
    old = 0 if conv.bias is None else conv.bias.detach().double()
    new.weight = nn.Parameter(weight.float())
    new.bias = nn.Parameter((bn.bias.detach() + factor * (old - mean)).float())
    return new
