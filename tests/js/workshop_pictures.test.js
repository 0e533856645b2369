// What the feature workshop's picture shows of its learners.
import assert from "node:assert/strict";
import { test } from "node:test";
import { drawCurves } from "../../layerlab/widgets/workshop/pictures.js";
import { BLUE, colours, only, points, record, texts, VERMILION } from "./recording.js";

const state = {
  sizes: [10, 100, 1000],
  pixels: [0.3, 0.55, 0.85],
  network: [0.2, 0.6, 0.9],
  yours: [0.5, 0.7, 0.8],
  before: null,
};

test("both curves rise as they were given, the better one above", () => {
  const drawn = record(drawCurves, state, colours);
  const ys = (hue) => points(only(drawn, "stroke", { strokeStyle: hue })[0]).map(([, y]) => y);
  const [yours, network] = [ys(BLUE), ys(VERMILION)];
  assert.deepEqual(
    yours.map((y, i) => y < network[i]), // a canvas counts downwards
    [true, true, false],
  );
  assert.ok(yours[0] > yours[1] && yours[1] > yours[2]);
});

test("what was before stays as a pale line", () => {
  const pale = (before) =>
    only(record(drawCurves, { ...state, before }, colours), "stroke", {
      strokeStyle: colours.grid,
      lineWidth: 2,
    }).length;
  assert.deepEqual([pale(null), pale([0.1, 0.2, 0.3])], [0, 1]);
});

test("every size is written, and each curve is named", () => {
  const words = texts(record(drawCurves, state, colours));
  for (const word of [
    "10",
    "100",
    "1000",
    "network on raw pixels",
    "same model on raw pixels",
    "your features",
    "60%",
  ]) {
    assert.ok(words.includes(word), word);
  }
});
