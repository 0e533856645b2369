"""What is written twice agrees: the browser's mathematics and Python's, under node."""

import numpy as np
import pytest

from layerlab.widgets import CakeBuilder, Descent, KernelLab, PerceptronPlayground
from layerlab.widgets.network import sets
from layerlab.widgets.perceptron import xor_set
from tests.node import address, javascript, needs_node

pytestmark = needs_node


@pytest.mark.parametrize("name", sorted(sets.CLASSES))
def test_the_points_of_a_set_agree(name):
    theirs = javascript("network/recipe.js", f"m.makeSet('{name}', 0.2)")
    X, y = sets.make(name, noise=0.2)
    assert np.allclose(np.reshape(theirs["X"], (-1, 2)), X, atol=1e-12)
    assert theirs["y"] == y.tolist()


@pytest.mark.parametrize(("data", "classes"), [("moons", 2), ("flavours", 6)])
def test_both_bake_the_same_cake(data, classes):
    tiers = "5tanh,4relu,3sigmoid"
    cake = CakeBuilder(data=data, tiers=tiers, seed=9, steps=40, lr=0.2, batch=8)
    expression = (
        f"await (async () => {{ const n = await import({address('network/net.js')});"
        f" const data = m.standardise(m.makeSet('{data}', 0.16));"
        f" const net = n.makeNet(m.readTiers('{tiers}'), {classes}, 9);"
        " for (let k = 0; k < 40; k++)"
        " n.trainStep(net, data, { lr: 0.2, batch: 8, seed: 9 }, k);"
        " return { w: n.flatten(net), ...n.score(net, data) }; })()"
    )
    theirs = javascript("network/recipe.js", expression)
    flat = np.concatenate([v.ravel() for pair in cake.layers for v in pair])
    assert np.allclose(theirs["w"], flat, atol=1e-9)
    assert theirs["loss"] == pytest.approx(cake.loss, abs=1e-5)
    assert theirs["accuracy"] == pytest.approx(cake.accuracy)


@pytest.mark.parametrize("land", ["parabola", "valleys", "ravine", "saddle", "hills"])
def test_the_walks_agree_with_their_noise(land):
    widget = Descent(land, lr=0.3, momentum=0.5, noise=0.4, seed=5)
    setting = "{ start: [-3.4, 2.2], lr: 0.3, momentum: 0.5, noise: 0.4 }"
    expression = (
        f"(() => {{ const r = s.chance(5), land = m.LANDS.{land};"
        f" const path = m.walk(land, {setting}, 40, () => s.bell(r));"
        " return { path, kind: m.verdict(land, path, 0.4) }; })()"
    )
    theirs = javascript("descent/land.js", expression)
    assert np.allclose(theirs["path"], widget.path, atol=1e-9)
    assert theirs["kind"] == widget.verdict


def test_the_sums_of_the_window_agree():
    lab = KernelLab(kernel=[[1, -2], [0.5, 3], [0, 1]], stride=2, padding=2, dilation=2)
    grids = (
        f"{{ rows: {g.shape[0]}, cols: {g.shape[1]}, data: {g.ravel().tolist()} }}"
        for g in (lab.image, lab.kernel)
    )
    how = "{ stride: 2, padding: 2, dilation: 2 }"
    theirs = javascript(
        "kernel_lab/window.js", f"m.correlate({', '.join(grids)}, {how})"
    )
    assert (theirs["rows"], theirs["cols"]) == lab.output.shape
    assert np.allclose(theirs["data"], lab.output.ravel())


def test_the_xor_points_and_the_updates_agree():
    theirs = javascript("perceptron/rule.js", "m.xorSet(20)")
    X, y = xor_set(20)
    assert (
        np.allclose(np.reshape(theirs["X"], (-1, 2)), X) and theirs["y"] == y.tolist()
    )
    playground = PerceptronPlayground(xor=True)
    for _ in range(30):
        playground.step()
    expression = (
        "(() => { const p = { ...m.xorSet(20), w: [-0.6, 0.9], b: 0 };"
        " for (let k = 0, at = 0; k < 30; k++) { const i = m.nextWrong(p, at);"
        " Object.assign(p, m.update(p, i)); at = i + 1; } return [...p.w, p.b]; })()"
    )
    theirs = javascript("perceptron/rule.js", expression)
    assert np.allclose(theirs, [*playground.w, playground.b])
