// What the kernel lab's pictures show of its state.
import assert from "node:assert/strict";
import { test } from "node:test";
import {
  drawKernel,
  drawOutput,
  drawPicture,
  drawProducts,
  layout,
  PICTURE,
} from "../../layerlab/widgets/kernel_lab/pictures.js";
import { correlate } from "../../layerlab/widgets/kernel_lab/window.js";
import { colours, GREEN, only, record, texts, VERMILION } from "./recording.js";

const image = { rows: 4, cols: 4, data: Float64Array.from({ length: 16 }, (_, i) => i / 15) };
const kernel = { rows: 2, cols: 2, data: Float64Array.of(1, -2, 0.25, 3) };

function lab(how = {}) {
  const s = { image, kernel, stride: 1, padding: 0, dilation: 1, at: 0, ...how };
  return { s, out: correlate(s.image, s.kernel, s), cursor: { picture: [1, 2], weights: [0, 1] } };
}

const frames = (me) =>
  only(record(drawPicture, me, colours), "strokeRect", { strokeStyle: VERMILION });

test("the window frames as many cells as the kernel has, where the output's cell looks", () => {
  const { size, left, top } = layout(PICTURE, image);
  const found = frames(lab({ at: 4 })).map(({ args: [x, y] }) => [
    (x - left) / size,
    (y - top) / size,
  ]);
  assert.deepEqual(
    found.map((at) => at.map(Math.floor)),
    [
      [1, 1],
      [2, 1],
      [1, 2],
      [2, 2],
    ],
  );
});

test("dilation and padding spread the frames", () => {
  const xs = frames(lab({ dilation: 2, padding: 1 })).map(({ args: [x] }) => x);
  const { size } = layout(PICTURE, { rows: 6, cols: 6 });
  assert.ok(Math.abs(xs[1] - xs[0] - 2 * size) < 1e-9);
});

test("a cursor is framed only where the keys are", () => {
  const green = (focused) =>
    only(record(drawPicture, lab(), colours, focused), "strokeRect", { strokeStyle: GREEN }).length;
  assert.deepEqual([green(false), green(true)], [0, 1]);
});

test("each weight is written with a true minus", () => {
  assert.deepEqual(texts(record(drawKernel, lab(), colours)), ["1", "−2", "0.25", "3"]);
});

test("the products are those under the window, and their sum is said", () => {
  const me = lab();
  const said = texts(record(drawProducts, me, colours));
  const products = [0, -2 / 15, 0.25 * (4 / 15), 3 * (5 / 15)].map((v) => +v.toFixed(2));
  assert.deepEqual(
    said.slice(0, 4).map((text) => +text.replace("−", "-")),
    products,
  );
  assert.equal(said.at(-1), `sum = ${me.out.data[0].toFixed(2)}`);
});

test("a window that does not fit leaves no frames, no products, no output", () => {
  const me = lab({ dilation: 3, kernel: { rows: 3, cols: 3, data: new Float64Array(9) } });
  assert.equal(frames(me).length, 0);
  assert.deepEqual(record(drawProducts, me, colours), []);
  assert.deepEqual(record(drawOutput, me, colours), []);
});

test("while the window slides, later cells of the output are empty", () => {
  const pixels = (sliding) => {
    const drawn = record(drawOutput, lab({ at: 3 }), colours, sliding);
    const [node] = only(drawn, "drawImage")[0].args;
    return new Uint32Array(node.ctx.images[0].data.buffer);
  };
  const [still, sliding] = [pixels(false), pixels(true)];
  assert.deepEqual([...sliding.slice(0, 4)], [...still.slice(0, 4)]);
  assert.equal(new Set(sliding.slice(4)).size, 1);
});
