// What the peeler's pictures show of a layer.
import assert from "node:assert/strict";
import { test } from "node:test";
import { SIDE } from "../../layerlab/widgets/onion/look.js";
import {
  cellAt,
  drawBrush,
  drawMaps,
  drawNear,
  drawPatches,
  drawTable,
  grid,
  TABLE,
} from "../../layerlab/widgets/onion/pictures.js";
import { colours, only, record, texts, VERMILION } from "./recording.js";

const image = new Float32Array(3 * SIDE * SIDE).fill(0.5);
const layer = (channels, side = 4) => ({
  ...{ channels, side },
  data: Float32Array.from({ length: channels * side * side }, (_, i) => i % 7),
});
const maps = (chosen, words = null) =>
  record(drawMaps, layer(10), new Array(10).fill(7), chosen, words, colours);

test("the pointer finds the map that lies under it", () => {
  for (const count of [3, 10, 32]) {
    const { columns, size } = grid(count);
    for (let i = 0; i < count; i++) {
      const x = ((i % columns) + 0.5) * size;
      assert.equal(cellAt(count, x, (Math.floor(i / columns) + 0.5) * size), i);
    }
    assert.equal(cellAt(count, -1, 5), null);
  }
});

test("each map is drawn, and one frame marks the chosen", () => {
  assert.equal(only(maps(3), "drawImage").length, 10);
  const [frame, ...more] = only(maps(3), "strokeRect");
  const { columns, size } = grid(10);
  assert.equal(more.length, 0);
  assert.deepEqual(frame.args.slice(0, 2), [
    (3 % columns) * size + 1.5,
    Math.floor(3 / columns) * size + 1.5,
  ]);
});

test("maps carry words only where they have some", () => {
  assert.deepEqual(texts(maps(0)), []);
  assert.equal(texts(maps(0, (i) => [`name ${i}`, "5%"])).length, 20);
});

test("what the place sees is framed, inside the picture however wide its window", () => {
  for (const [depth, at] of [
    [0, [3, 4]],
    [3, [0, 0]],
    [3, [3, 3]],
    [4, [0, 0]],
    [5, [0, 0]],
  ]) {
    const drawn = record(drawTable, image, depth, at);
    const [
      {
        args: [x, y, w, h],
      },
    ] = only(drawn, "strokeRect", { strokeStyle: VERMILION });
    const most = TABLE.width - 1.5; // the line is 3 thick and must be seen whole
    assert.ok(x >= 1.5 && y >= 1.5 && x + w <= most && y + h <= most);
  }
});

test("the brush is as large as what it paints, and shows whether it is down", () => {
  const box = (down) => only(record(drawBrush, [16, 16], 1.3, down), "strokeRect")[0];
  assert.ok(Math.abs(box(true).args[2] - (2.6 * TABLE.width) / SIDE) < 1e-9);
  assert.notEqual(box(true).strokeStyle, box(false).strokeStyle);
});

test("a patch is cut to its place, a neighbour is named", () => {
  const found = [
    [0, 9, 1, 2],
    [1, 8, 0, 0],
  ];
  const patches = record(drawPatches, found, [image, image], 2);
  assert.deepEqual(
    only(patches, "drawImage").map(({ clips }) => clips),
    [1, 1],
  );
  const rows = [["nearest in layer 1", [0, 1]]];
  const words = texts(record(drawNear, rows, [image, image], (i) => `name ${i}`, colours));
  assert.deepEqual(words, ["nearest in layer 1", "name 0", "name 1"]);
});
