// What the drawing pad and Draw and see show of a drawing and its scores.
import assert from "node:assert/strict";
import { test } from "node:test";
import { offsets, place } from "../../layerlab/widgets/draw_and_see/maps.js";
import * as see from "../../layerlab/widgets/draw_and_see/pictures.js";
import { BARS, drawBars, drawPad } from "../../layerlab/widgets/drawing/pictures.js";
import { heat } from "../../layerlab/widgets/shared/shared.js";
import { BLUE, colours, only, record, texts } from "./recording.js";

const n = 4;
const image = Uint8Array.from({ length: 16 }, (_, i) => (i === 5 ? 255 : i === 6 ? 100 : 0));
const hand = { pen: [2, 2], down: false, rubber: false, keyed: true };
const pad = { image, n, hand, tip: 1, names: ["cake", "onion", "pie"], scores: [0.2, 0.7, 0.1] };

test("only inked pixels are drawn: black on white here, white on black for the network", () => {
  const ink = (drawn) => only(drawn, "fillRect").map(({ fillStyle }) => fillStyle);
  assert.deepEqual(ink(record(drawPad, pad, colours)), ["rgb(0,0,0)", "rgb(155,155,155)"]);
  const shown = record(see.drawPad, look());
  assert.deepEqual(ink(shown), ["rgb(255,255,255)", "rgb(100,100,100)"]);
});

test("the pen shows while keys move it, full when it is down", () => {
  const pen = (more, focused) => {
    const drawn = record(drawPad, { ...pad, hand: { ...hand, ...more } }, colours, focused);
    return ["stroke", "fill"].map((what) => only(drawn, what).length);
  };
  assert.deepEqual(pen({}, false), [0, 0]);
  assert.deepEqual(pen({}, true), [1, 0]);
  assert.deepEqual(pen({ down: true }, true), [0, 1]);
  assert.deepEqual(pen({ keyed: false }, true), [0, 0]);
});

test("the best word has the strong colour, every bar its percent", () => {
  const drawn = record(drawBars, pad, colours);
  assert.equal(only(drawn, "fillRect", { fillStyle: BLUE }).length, 1);
  assert.deepEqual(texts(drawn), ["cake", "20%", "onion", "70%", "pie", "10%"]);
  const long = only(drawn, "fillRect").map(({ args: [x, , w] }) => x + w);
  assert.ok(Math.max(...long) <= BARS.width);
});

test("an empty pad has no best word", () => {
  const drawn = record(drawBars, { ...pad, scores: [0, 0, 0] }, colours);
  assert.equal(only(drawn, "fillRect", { fillStyle: BLUE }).length, 0);
});

function look(more = {}) {
  const rows = [
    [0, 2],
    [0, 3],
    [1, 4],
    [2, 4],
  ];
  const layer = { name: "conv 1", maps: 2, height: 4, width: 4, rows, columns: rows };
  const layers = [layer, { ...layer, name: "conv 2", maps: 3 }];
  const values = Int32Array.from({ length: 80 }, (_, i) => (i < 32 ? i : i - 60));
  const me = { image, n, hand, layers, values, starts: offsets(layers), at: [0, 1, 2, 3] };
  const dots = layers.map(() => heat(4, 4));
  return { ...me, dots, boxes: place(layers, see.WIDE).boxes, ...more };
}

test("the frame on the pad is the window of the unit", () => {
  const [{ args }] = only(record(see.drawPad, look()), "strokeRect");
  const cell = see.SIDE / n;
  assert.deepEqual(args, [2 * cell + 1, cell + 1, 2 * cell - 2, 3 * cell - 2]);
});

test("every map is drawn, every layer is named once, one frame marks the map on view", () => {
  const drawn = record(see.drawAll, look(), colours);
  assert.equal(only(drawn, "drawImage").length, 5);
  assert.deepEqual(texts(drawn), ["conv 1", "4 × 4", "conv 2", "4 × 4"]);
  assert.equal(only(drawn, "strokeRect").length, 1);
});

test("the unit is framed in the large map", () => {
  const [
    {
      args: [x, y],
    },
  ] = only(record(see.drawLarge, look(), colours), "strokeRect");
  const cell = see.SIDE / 4;
  assert.deepEqual([x, y], [3 * cell + 1, 2 * cell + 1]);
});

test("of many classes the ten best are drawn, in their order", () => {
  const classes = Array.from({ length: 14 }, (_, i) => `c${i}`);
  const scores = classes.map((_, i) => i / 100);
  const names = texts(record(see.drawBars, { scores, classes }, colours)).filter(
    (t) => t[0] === "c",
  );
  assert.deepEqual(names, classes.slice(4));
});
