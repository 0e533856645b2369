// Landscapes: their slopes against differences, and the four kinds of walk.
import assert from "node:assert/strict";
import { test } from "node:test";
import { LANDS, tableLand, verdict, walk } from "../../layerlab/widgets/descent/land.js";

const still = () => 0;
const go = (land, lr, start = [3, 1], momentum = 0) =>
  walk(LANDS[land], { start, lr, momentum, noise: 0 }, 40, still);

test("every slope is that of its landscape", () => {
  for (const [name, { d, f, g }] of Object.entries(LANDS)) {
    for (const at of [
      [0.3, -1.2],
      [-2, 1.7],
    ].map((p) => p.slice(0, d))) {
      g(...at).forEach((slope, j) => {
        const shift = (by) => f(...at.map((v, k) => (k === j ? v + by : v)));
        assert.ok(Math.abs(slope - (shift(1e-5) - shift(-1e-5)) / 2e-5) < 1e-6, name);
      });
    }
  }
});

test("the learning rate decides between crawling, arriving, swinging and exploding", () => {
  const kinds = [0.01, 0.5, 1.9, 2.1].map((lr) => verdict(LANDS.parabola, go("parabola", lr), 0));
  assert.deepEqual(kinds, ["crawls", "arrives", "swings", "explodes"]);
});

test("noise that holds a walk up is no arrival: the loss judges", () => {
  const loud = [1.8, -1.8];
  let k = 0;
  const how = { start: [0.5], lr: 0.5, momentum: 0, noise: 1 };
  const path = walk(LANDS.parabola, how, 40, () => loud[k++ % 2]);
  assert.equal(verdict(LANDS.parabola, path, 1), "rises");
  const slope = Math.abs(path.at(-1)[0]);
  assert.ok(slope < 0.08 * 0.5 + 0.6 * 1, "by its slope it would have arrived");
});

test("a loss that jumps up and down has not settled", () => {
  const noise = [1, -0.7, 0.2, -1.3, 0.8];
  const kind = (lr) => {
    let k = 0;
    const how = { start: [-3, 2], lr, momentum: 0, noise: 0.8 };
    const path = walk(LANDS.ravine, how, 120, () => noise[k++ % 5]);
    return verdict(LANDS.ravine, path, 0.8);
  };
  assert.deepEqual([1.2, 0.25].map(kind), ["trembles", "arrives"]);
});

test("a walk has one entry more than steps, and starts at the start", () => {
  assert.equal(go("bowl", 0.1).length, 41);
  assert.deepEqual(go("bowl", 0.1)[0], [3, 1]);
  assert.deepEqual(go("parabola", 0.5)[1], [1.5]);
});

test("momentum carries on", () => {
  assert.deepEqual(go("parabola", 0.5, [4, 0], 0.5).slice(0, 3), [[4], [2], [0]]);
});

test("the learner's own table is read between its points", () => {
  const n = 101;
  const values = Float64Array.from({ length: n * n }, (_, i) => {
    const x = -2 + (4 * (i % n)) / 100;
    const y = -2 + (4 * Math.floor(i / n)) / 100;
    return x * x + 3 * y;
  });
  const land = tableLand(values, [n, n], [-2, 2]);
  assert.ok(Math.abs(land.f(0.51, -1.33) - (0.51 ** 2 - 3.99)) < 1e-3);
  assert.ok(Math.abs(land.g(0.5, 0)[0] - 1) < 1e-6 && Math.abs(land.g(0.5, 0)[1] - 3) < 1e-6);
});
