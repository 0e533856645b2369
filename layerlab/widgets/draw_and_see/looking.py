"""What a network sees in a drawing: its maps, its scores, and each unit's window.

From the call downwards. Which layers there are, and how far each of their units sees, is
found out once, by running the network itself.
"""

import copy

import numpy as np
import torch
from torch import nn

from layerlab.errors import BadArgument

MOST_VALUES, MOST_MAPS = 300_000, 64


class Looking:
    """`looking(drawing)` gives (maps, scores) of a drawing [n, n], 0 to 1.

    `layers` tells name, number and size of the maps of each layer, and `rows[i]`,
    `columns[j]`: the stretch of the drawing that row i and column j of a map depend on.
    """

    def __init__(self, model, size: int):
        self.model, self.size = model, size
        self.channels = _channels(model)
        probe, found = self._run(model, torch.zeros(1, self.channels, size, size))
        if probe.ndim != 2 or not found:
            raise BadArgument(
                "The network must have convolutions, and give one row of scores a picture",
                f"it gives {tuple(probe.shape)} and has {len(found)} layers of maps",
                "Pass a trained CNN, such as the one of lesson 11",
            )
        self.outputs = probe.shape[1]
        self.layers = self._described(found)
        _check(self.layers)

    def __call__(self, drawing):
        """([maps, h, w] of each layer, shares of the classes) for a drawing [n, n]."""
        weights = next(self.model.parameters())
        x = torch.as_tensor(np.asarray(drawing), dtype=weights.dtype)
        x = x.to(weights.device).expand(1, self.channels, -1, -1)
        out, found = self._run(self.model, x)
        maps = [m[0, :MOST_MAPS].float().cpu().numpy() for _, m in found]
        return maps, out[0].float().softmax(0).cpu().tolist()

    def _run(self, model, x):
        """The output for x, and (name, maps) of each layer, after its bend."""
        seen, hooks = [], []
        for module in model.modules():
            if not list(module.children()):
                hooks.append(module.register_forward_hook(_noter(seen)))
        was_training = model.training
        try:
            with torch.inference_mode():
                return model.eval()(x), _stages(seen)
        finally:
            model.train(was_training)
            for hook in hooks:
                hook.remove()

    def _described(self, found) -> list[dict]:
        reach = self._reach()
        return [
            {
                "name": name,
                "maps": min(maps.shape[1], MOST_MAPS),
                "height": maps.shape[2],
                "width": maps.shape[3],
                "rows": rows,
                "columns": columns,
            }
            for (name, maps), (rows, columns) in zip(found, reach, strict=True)
        ]

    def _reach(self):
        """For each layer, the first and the end of what each row and column depends on.

        Not-a-number spreads to everything that is computed from it: row r of picture r is
        filled with it, and the rows of the maps that are hit depend on row r.
        """
        n = self.size
        model = copy.deepcopy(self.model).double().cpu()
        x = torch.zeros(2 * n, self.channels, n, n, dtype=torch.float64)
        for r in range(n):
            x[r, :, r, :] = torch.nan
            x[n + r, :, :, r] = torch.nan
        _, found = self._run(model, x)
        for _, maps in found:
            hit = maps.isnan().any(dim=1)
            yield _spans(hit[:n].any(dim=2)), _spans(hit[n:].any(dim=1))


def _spans(hit) -> list:
    """hit [source, target] -> for each target the first source and the one after the last."""
    spans = []
    for column in hit.T:
        sources = column.nonzero().flatten()
        both = (sources.min(), sources.max() + 1) if len(sources) else (0, 0)
        spans.append([int(v) for v in both])
    return spans


def _noter(seen):
    def note(module, inputs, output):
        if isinstance(output, torch.Tensor):
            seen.append((module, output.detach().clone()))

    return note


def _stages(seen) -> list:
    """One entry for each convolution: its maps after the norm and the bend that follow."""
    found, open_ = [], False
    for module, output in seen:
        if isinstance(module, nn.Conv2d):
            found.append((f"layer {len(found) + 1}", output))
            open_ = True
        elif open_ and output.shape == found[-1][1].shape and not _pools(module):
            found[-1] = (found[-1][0], output)
        else:
            open_ = False
    return found


def _pools(module) -> bool:
    return "Pool" in type(module).__name__


def _channels(model) -> int:
    convolutions = [m for m in model.modules() if isinstance(m, nn.Conv2d)]
    channels = convolutions[0].in_channels if convolutions else 0
    if channels in (1, 3):
        return channels
    raise BadArgument(
        "A drawing has one channel, or three that are alike",
        f"the network's first convolution takes {channels}",
        "Pass a network for grey or for coloured pictures",
    )


def _check(layers) -> None:
    total = sum(a["maps"] * a["height"] * a["width"] for a in layers)
    if total > MOST_VALUES:
        raise BadArgument(
            f"The maps together may have {MOST_VALUES:,} values",
            f"they have {total:,}",
            "Take fewer maps, or smaller drawings: size=28",
        )
