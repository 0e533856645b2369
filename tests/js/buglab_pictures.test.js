// What the bug lab's picture shows of a training.
import assert from "node:assert/strict";
import { test } from "node:test";
import { readBugs, writeBugs } from "../../layerlab/widgets/buglab/bugs.js";
import { drawRun } from "../../layerlab/widgets/buglab/pictures.js";
import { BLUE, colours, only, points, record, texts, VERMILION } from "./recording.js";

const run = { train_loss: [1, 0.5, 9], val_loss: [1, 0.8, 0.7], told: 0.85, fresh: 0.6 };
const drawn = record(drawRun, run, colours);
const curve = (hue) => only(drawn, "stroke", { strokeStyle: hue })[0];

test("training is solid, validation is dashed", () => {
  assert.deepEqual([curve(BLUE).dash, curve(VERMILION).dash], [[], [6, 4]]);
});

test("a loss beyond the chart stays at its upper edge", () => {
  const [, , [, top]] = points(curve(BLUE));
  assert.ok(top >= 8 && top <= points(curve(BLUE))[1][1]);
});

test("both judges are quoted", () => {
  assert.ok(texts(drawn).includes("validation says 85%, new examples 60%"));
});

test("a set of bugs survives writing and reading, what is no bug is dropped", () => {
  assert.equal(writeBugs(readBugs("leak,softmax,cat")), "softmax,leak");
  assert.equal(readBugs("").size, 0);
});
