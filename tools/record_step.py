"""Record one training step of lesson 13 with torch's profiler: layerlab/props/cpu_step.json.

    python -m tools.record_step

Twenty steps warm up; of ten that are recorded, the fastest is kept. The file is in the format of Chrome's trace viewer
(https://ui.perfetto.dev opens it), and says on what machine it was made.
"""

import datetime
import io
import json
import os
import platform

import numpy as np
import torch
from PIL import Image
from torch import nn
from torch.profiler import ProfilerActivity, profile, record_function

from layerlab import data
from layerlab.props.gpu import FILE, PARTS

BATCH, WARM = 64, 20


def main() -> None:
    """Record, and write the file."""
    torch.manual_seed(0)
    cakes = data.load("bakery", n=BATCH)
    shelf, y = [_png(picture) for picture in cakes.X], torch.as_tensor(cakes.y)
    model = nn.Sequential(
        nn.Conv2d(3, 16, 5, stride=4), nn.ReLU(), nn.Flatten(), nn.Linear(784, 10)
    )
    opt = torch.optim.SGD(model.parameters(), lr=0.1)
    for _ in range(WARM):
        _step(shelf, y, model, opt)
    traces = [_recorded(shelf, y, model, opt) for _ in range(10)]
    text = json.dumps({"otherData": _where(), "traceEvents": min(traces, key=_length)})
    FILE.write_text(text.replace("}, {", "},\n{") + "\n", "utf-8")
    print(f"{FILE.name}: {len(text):,} bytes")


def _recorded(*step):
    with profile(activities=[ProfilerActivity.CPU]) as recorded:
        _step(*step)
    return _events(recorded)


def _length(events):
    return sum(e["dur"] for e in events if e["name"] in PARTS)


def _png(picture):
    file = io.BytesIO()
    Image.fromarray(picture).save(file, "png")
    return file.getvalue()


def _step(shelf, y, model, opt):
    with record_function("loading"):
        x = torch.stack([_picture(file) for file in shelf])
    opt.zero_grad()
    with record_function("forward"):
        loss = nn.functional.cross_entropy(model(x), y)
    with record_function("backward"):
        loss.backward()
    with record_function("optimiser"):
        opt.step()


def _picture(file):
    pixels = np.asarray(Image.open(io.BytesIO(file)))
    return torch.from_numpy(pixels / 255.0).float().permute(2, 0, 1)


def _where():
    return {
        "device": "CPU",
        "cores": os.cpu_count(),
        "machine": platform.machine(),
        "torch": torch.__version__.split("+")[0],
        "date": datetime.date.today().isoformat(),
        "what": f"one step, {BATCH} pictures read from PNG one by one, a small network",
    }


def _events(recorded):
    """Every event of the step as a plain dict, times in whole microseconds from 0."""
    events = sorted(recorded.events(), key=lambda e: e.time_range.start)
    zero = events[0].time_range.start
    return [
        {
            "name": e.name,
            "ph": "X",
            "pid": 0,
            "tid": 0 if e.name in PARTS else 1,
            "ts": round(e.time_range.start - zero),
            "dur": round(e.time_range.elapsed_us()),
        }
        for e in events
        if e.name in PARTS or e.name.startswith(("aten::", "autograd::engine"))
    ]


if __name__ == "__main__":
    main()
