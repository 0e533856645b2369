// What the picture of one training step shows of its parts.
import assert from "node:assert/strict";
import { test } from "node:test";
import { bars, trainingStep } from "../../layerlab/widgets/timeline/model.js";
import { drawLanes, SIZE } from "../../layerlab/widgets/timeline/pictures.js";
import { colours, only, record, texts } from "./recording.js";

const costs = {
  ...{ decode: 400, convert: 20, copy: 10, compute: 60, launch: 3000, update: 900 },
  ...{ half: 2, last: 1, last_half: 1.5 },
};
const how = (data) => ({ data, precision: "float32", channels: "first", batch: 64 });
const first = trainingStep(costs, how("single"));
const lanes = (data) =>
  record(drawLanes, { found: trainingStep(costs, how(data)), first, data }, colours);
const boxes = (data) => only(lanes(data), "fillRect").filter(({ args: [, , , h] }) => h === 54);

test("each part of the step is a box on its lane, one after the other", () => {
  const parts = bars(first, "single");
  assert.equal(boxes("single").length, parts.length);
  const device = boxes("single").filter(({ args: [, y] }) => y === 84);
  device.slice(1).forEach(({ args: [x] }, k) => {
    const { args } = device[k];
    assert.ok(Math.abs(args[0] + args[2] - x) < 1e-9);
  });
});

test("nothing is drawn beyond the picture", () => {
  for (const data of ["single", "ahead", "batch", "resident"]) {
    for (const {
      args: [x, , w],
    } of boxes(data)) {
      assert.ok(x >= 0 && x + w <= SIZE.width, data);
    }
  }
});

test("a device that waits is hatched, one that never waits is not", () => {
  const hatched = (data) => only(lanes(data), "stroke").length;
  assert.deepEqual([hatched("single"), hatched("resident")], [1, 0]);
});

test("the outline keeps the width of the first step", () => {
  const wide = (data) => only(lanes(data), "strokeRect", { lineWidth: 1.5 })[0].args[2];
  assert.ok(Math.abs(wide("single") - wide("resident")) < 1e-9);
});

test("a word stands only on a box that has room for it", () => {
  const words = texts(lanes("single"));
  assert.ok(words.includes("waiting"));
  const legend = 5;
  const parts = ["loading", "copy", "forward", "backward", "optimiser", "waiting"];
  assert.ok(words.filter((word) => parts.includes(word)).length < legend + boxes("single").length);
});
