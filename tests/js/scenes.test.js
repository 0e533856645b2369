// The scenes: what each of them teaches holds for its numbers, and every step draws and speaks.
import assert from "node:assert/strict";
import { test } from "node:test";
import { blameTable } from "../../layerlab/widgets/scenes/blame_table.js";
import { foldedPlane } from "../../layerlab/widgets/scenes/folded_plane.js";
import { growingSquare } from "../../layerlab/widgets/scenes/growing_square.js";
import { nudge } from "../../layerlab/widgets/scenes/nudge.js";
import { posed, resting, SCENES } from "../../layerlab/widgets/scenes/storyboards.js";
import { turningLine } from "../../layerlab/widgets/scenes/turning_line.js";
import { project, xorLifted, xorLiftedByUnit } from "../../layerlab/widgets/scenes/xor_lifted.js";
import { BLUE, colours, only, record, texts } from "./recording.js";

const near = (a, b, by = 1e-9) => assert.ok(Math.abs(a - b) < by, `${a} is not ${b}`);
const drawn = (scene, step, at = resting(scene, step)) => record(scene.draw, { step, at }, colours);

for (const [name, scene] of Object.entries(SCENES)) {
  test(`${name}: every step draws, and says a sentence without a gap`, () => {
    scene.steps.forEach((step, k) => {
      const at = resting(scene, k);
      assert.ok(at.every(Number.isFinite), `${k}: ${at}`);
      assert.ok(drawn(scene, k).length > 5);
      const words = [step.say(at), ...texts(drawn(scene, k))].join(" ");
      assert.match(step.say(at), /\.$/);
      assert.doesNotMatch(words, /NaN|undefined|Infinity|-\d/, words); // a minus is −
    });
  });

  test(`${name}: keys move something in its last step, and it stays in the picture`, () => {
    const step = scene.steps.length - 1;
    for (const way of [
      [1, 0],
      [-1, 0],
      [0, 1],
      [0, -1],
    ]) {
      const s = { step, at: resting(scene, step) };
      for (let k = 0; k < 60; k++) s.at = scene.push(s, ...way, true);
      assert.ok(s.at.every(Number.isFinite));
      assert.doesNotMatch(scene.steps[step].say(s.at), /NaN|Infinity/);
    }
    const moved = [
      [1, 0],
      [0, 1],
      [0, -1],
    ].map((way) => String(scene.push({ step, at: resting(scene, step) }, ...way, false)));
    assert.ok(moved.some((at) => at !== String(resting(scene, step))));
  });
}

test("what a step leaves open stays as the learner made it", () => {
  assert.deepEqual(posed(blameTable, 1, [1, 2, 0.5, 0, 1, 6]), [1, 2, 0.5, 0, 1, 0]);
});

// ---- turning line ----------------------------------------------------------------------

test("the line is straight across w, wherever w points", () => {
  for (const at of [
    [1, -0.5, 0],
    [0.3, 1.4, -1],
    [-2, 0.1, 2],
  ]) {
    const { foot, along } = turningLine.line(at);
    near(at[0] * along[0] + at[1] * along[1], 0);
    for (const s of [-3, 0, 5])
      near(turningLine.score(at, [foot[0] + s * along[0], foot[1] + s * along[1]]), 0);
  }
});

test("a longer w leaves the line, the bias shifts it along the arrow and does not turn it", () => {
  const [one, three, shifted] = [
    [1, -0.5, -1],
    [3, -1.5, -3],
    [1, -0.5, 2],
  ].map(turningLine.line);
  one.foot.forEach((v, k) => {
    near(v, three.foot[k]);
  });
  assert.deepEqual(one.along, shifted.along);
  near(turningLine.shift([1, -0.5, 2]), -2 / Math.hypot(1, 0.5));
});

test("the score is the shadow times the arrow's length", () => {
  const at = [1, -0.5, 0];
  near(turningLine.shadow(at, [3, 0.5]) * Math.hypot(1, 0.5), turningLine.score(at, [3, 0.5]));
});

// ---- lifted ----------------------------------------------------------------------------

const CORNERS = [
  [0, 0],
  [0, 1],
  [1, 0],
  [1, 1],
];

test("both third numbers let one flat plane part the corners", () => {
  for (const scene of [xorLifted, xorLiftedByUnit])
    assert.deepEqual(
      CORNERS.map((corner) => scene.score(corner) > 0),
      [false, true, true, false],
    );
});

test("from above the border is a cross for the product and a strip for the unit", () => {
  for (const t of [-0.2, 0.3, 1.1]) {
    near(xorLifted.score([0.5, t]), 0);
    near(xorLifted.score([t, 0.5]), 0);
    near(xorLiftedByUnit.score([t, 0.5 - t]), 0);
    near(xorLiftedByUnit.score([t, 1.5 - t]), 0);
  }
});

test("from above nobody sees the height, and turning keeps the middle", () => {
  const [low, high] = [0, 1].map((z) => project([0, 90], [1, 1, z]));
  near(low.py, high.py, 1e-6);
  for (const turn of [0, 40, 170]) near(project([turn, 30], [0.5, 0.5, 0]).px, 370);
});

// ---- folded plane ----------------------------------------------------------------------

test("two ReLU units make the fold, and folding puts every place where the layers say", () => {
  const relu = (x) => Math.max(x, 0);
  for (const [x, y] of [
    [1.4, -0.3],
    [-1.7, -0.9],
    [0.2, 1.5],
  ]) {
    near(foldedPlane.values(1, x, y)[0], relu(x) + relu(-x));
    assert.deepEqual(foldedPlane.place([0, 0], x, y), [x, y]);
    const once = foldedPlane.place([1, 0], x, y);
    const twice = foldedPlane.place([1, 1], x, y);
    [0, 1].forEach((k) => {
      near(once[k], foldedPlane.values(1, x, y)[k]);
      near(twice[k] - 1, foldedPlane.values(2, x, y)[k]);
    });
  }
});

test("one straight cut has 4 sides when unfolded once, 16 when twice, all on the border", () => {
  assert.deepEqual([foldedPlane.sides(1), foldedPlane.sides(2)], [4, 16]);
  for (const layers of [1, 2])
    for (const [from, to] of foldedPlane.border(layers, 0.6)) {
      const middle = [0, 1].map((k) => (from[k] + to[k]) / 2);
      for (const place of [from, middle, to]) near(foldedPlane.score(layers, 0.6, ...place), 0);
    }
});

test("folded, all sides of the cut lie on one line", () => {
  for (const [folds, layers] of [
    [[1, 0], 1],
    [[1, 1], 2],
  ])
    for (const side of foldedPlane.border(layers, 0.6))
      for (const [x, y] of side) {
        const [u, v] = foldedPlane.place(folds, x, y);
        near(u + v - (layers === 2 ? 2 : 0), 0.6);
      }
});

// ---- growing square --------------------------------------------------------------------

test("the new area is two strips and a corner", () => {
  for (const at of [
    [2, 1],
    [0.7, 0.3],
    [3, 0.01],
  ]) {
    const { strips, corner } = growingSquare.pieces(at);
    near(growingSquare.added(at), strips[0] + strips[1] + corner);
  }
});

test("what is new for each 1 comes to 2e, off by d alone", () => {
  for (const e of [0.5, 2, 3.1])
    for (const d of [1, 0.1, 0.001]) near(growingSquare.rate([e, d]) - 2 * e, d, 1e-9);
});

test("the areas are drawn to scale", () => {
  const boxes = only(drawn(growingSquare, 1, [2, 0.5]), "fillRect").slice(0, 4);
  const areas = boxes.map(({ args: [, , w, h] }) => w * h);
  near(areas[1], areas[0] / 4);
  near(areas[3], areas[0] / 16);
  assert.equal(boxes[0].fillStyle, BLUE);
});

// ---- nudge -----------------------------------------------------------------------------

test("a nudge's effect equals the product of the slopes, the nearer the smaller it is", () => {
  for (const x of [0.9, 1, 1.8, 2.2]) {
    const [first, second] = nudge.slopes(x);
    const off = (d) => Math.abs(nudge.ratio([x, d]) - first * second);
    near(nudge.ratio([x, 1e-6]), first * second, 1e-5);
    assert.ok(off(0.01) < off(0.1) / 5);
  }
});

test("at a silent unit every nudge ends", () => {
  assert.deepEqual(nudge.moves([0.4, 0.2]), [0.2, 0, 0]);
  assert.equal(nudge.slopes(0.4)[0] * nudge.slopes(0.4)[1] + 0, 0);
});

// ---- blame table -----------------------------------------------------------------------

const at = [1, 0.3, 2, 0.5, -1, 6];
const loss = (h, W) =>
  // a loss whose blame at z is d: the sum of d times z
  [0, 1].reduce((sum, k) => sum + at[3 + k] * W.reduce((z, row, j) => z + h[j] * row[k], 0), 0);

test("a wire's blame is what was felt by moving its weight", () => {
  blameTable.outer(at).forEach((row, j) => {
    row.forEach((blame, k) => {
      const moved = (by) =>
        blameTable.weights.map((r, i) => r.map((w, l) => w + by * (i === j && l === k)));
      near((loss(at, moved(1e-4)) - loss(at, moved(-1e-4))) / 2e-4, blame, 1e-7);
    });
  });
});

test("a unit's blame is what was felt by moving what it says: the transpose", () => {
  const turned = [0, 1].map((k) => blameTable.weights.map((row) => row[k]));
  blameTable.down(at).forEach((blame, j) => {
    const moved = (by) => at.slice(0, 3).map((h, i) => h + by * (i === j));
    const { weights } = blameTable;
    near((loss(moved(1e-4), weights) - loss(moved(-1e-4), weights)) / 2e-4, blame, 1e-7);
    near(
      turned.reduce((sum, row, k) => sum + at[3 + k] * row[j], 0),
      blame,
    );
  });
});

test("the table fills wire by wire", () => {
  const filled = (asked) =>
    texts(drawn(blameTable, 3, [1, 0.5, 2, 0.5, -1, asked])).filter((text) => text === "−2").length;
  assert.equal(filled(6) - filled(0), 2); // on its wire, and in its cell
});
