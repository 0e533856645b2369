// What the pictures of Signal through depth show of a run.
import assert from "node:assert/strict";
import { test } from "node:test";
import { rgb } from "../../layerlab/widgets/shared/shared.js";
import {
  drawSizes,
  drawSpread,
  freshMap,
  layerAxes,
  SIZES,
} from "../../layerlab/widgets/signal/pictures.js";
import { run } from "../../layerlab/widgets/signal/signal.js";
import { BLUE, colours, only, points, record } from "./recording.js";

const depth = 12;
const s = { depth, gain: 1, bend: "tanh", norm: "none", skip: false, seed: 1, layer: 5 };
const found = run(s);

function columns(values) {
  // of the map: how many cells of each layer are not paper
  const map = freshMap(depth);
  record(drawSpread, values, s, map, BLUE, colours);
  const paper = 0xffffffff;
  return Array.from(
    { length: map.cols },
    (_, k) => map.pixels.filter((v, i) => i % map.cols === k && v !== paper).length,
  );
}

test("each layer has a column, and values that shrink fill less of it", () => {
  const wide = columns(found.signals);
  assert.equal(wide.length, depth + 1);
  assert.ok(wide[0] > wide.at(-1) && wide.at(-1) > 0);
});

test("the fullest bin has the colour of the curve", () => {
  const map = freshMap(depth);
  record(drawSpread, found.signals, s, map, BLUE, colours);
  const [r, g, b] = rgb(BLUE);
  assert.ok(map.pixels.includes(((255 << 24) | (b << 16) | (g << 8) | r) >>> 0));
});

test("the sizes lie at their powers of ten", () => {
  const drawn = record(drawSizes, [100, 1, 0.01], { depth: 2, layer: 0 }, BLUE, colours);
  const [curve] = only(drawn, "stroke", { strokeStyle: BLUE });
  const a = layerAxes(SIZES, 2, [-2.2, 2.2]);
  points(curve).forEach(([, y], k) => assert.ok(Math.abs(a.y(y) - [2, 0, -2][k]) < 1e-9));
});

test("the needle stands at the layer that is read, or at the last", () => {
  const needle = (layer) =>
    only(record(drawSizes, found.sizes, { depth, layer }, BLUE, colours), "stroke").find(
      ({ dash }) => dash.length,
    );
  const x = (layer) => layerAxes(SIZES, depth, [0, 1]).px(layer);
  assert.equal(points(needle(5))[0][0], x(5));
  assert.equal(points(needle(99))[0][0], x(depth));
});
