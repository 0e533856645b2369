// What the perceptron playground's pictures show of its state.
import assert from "node:assert/strict";
import { test } from "node:test";
import {
  drawHistory,
  drawPlane,
  drawWeights,
  planeAxes,
  tip,
} from "../../layerlab/widgets/perceptron/pictures.js";
import { countWrong } from "../../layerlab/widgets/perceptron/rule.js";
import { BLUE, colours, GREEN, only, points, record, texts } from "./recording.js";

const p = { X: [1, 1, -1, -1, 2, -1, -2, 1], y: [1, -1, -1, 1], w: [1, 0], b: 0, updates: 0 };
const me = { p, last: null, chosen: -1, reach: 3, past: [2, 1, 0] };
const plane = (more = {}) => record(drawPlane, { ...me, ...more }, colours);
const dashed = (drawn) => only(drawn, "stroke").filter(({ dash }) => dash.length);

test("as many rings as points are wrong, each around its point", () => {
  const a = planeAxes(3);
  const rings = dashed(plane());
  assert.equal(countWrong(p), 2);
  assert.deepEqual(
    rings.map(({ path: [[, x, y]] }) => [x, y]),
    [
      [a.px(2), a.py(-1)],
      [a.px(-2), a.py(1)],
    ],
  );
});

test("the line stands where the score is 0", () => {
  const a = planeAxes(3);
  const ends = only(plane(), "stroke", { strokeStyle: colours.ink, lineWidth: 2.4 }).map(points)[0];
  for (const [x, y] of ends) assert.ok(Math.abs(p.w[0] * a.x(x) + p.w[1] * a.y(y) + p.b) < 1e-9);
});

test("without weights there is no line, no arrow and no letter", () => {
  const drawn = plane({ p: { ...p, w: [0, 0] } });
  assert.ok(texts(plane()).includes("w"));
  assert.ok(!texts(drawn).includes("w"));
  assert.equal(tip({ w: [0, 0], b: 0 }, 3), null);
});

test("the chosen line is thicker, a chosen point has a ring", () => {
  const thick = (chosen) =>
    only(plane({ chosen }), "stroke").filter(({ lineWidth }) => lineWidth === 4).length;
  assert.deepEqual([thick(-1), thick(4)], [0, 1]);
  const rings = (chosen) =>
    only(plane({ chosen }), "stroke").filter(
      ({ path: [[what, , , r]] }) => what === "arc" && r === 15,
    );
  assert.deepEqual([rings(-1).length, rings(2).length], [0, 1]);
});

test("points, arrows and sides stay inside the axes", () => {
  const drawn = plane({ last: { i: 1, from: [0, 1] } });
  for (const one of [...only(drawn, "fill"), ...dashed(drawn)]) assert.equal(one.clips, 1);
});

test("the last update is an arrow from the old weights to the new", () => {
  const green = (last) =>
    only(record(drawWeights, { p, last }, colours), "stroke", { strokeStyle: GREEN });
  assert.equal(green(null).length, 0);
  assert.equal(green({ i: 1, from: [0, 1] }).length, 1);
});

test("the history has a point for each update", () => {
  const lines = only(record(drawHistory, me, colours), "stroke", { strokeStyle: BLUE });
  assert.equal(lines[0].path.length, 3);
});
