// The window: sizes, sums, and what it sees at the border.
import assert from "node:assert/strict";
import { test } from "node:test";
import { correlate, outputSize, patch } from "../../layerlab/widgets/kernel_lab/window.js";

const grid = (rows, cols, data) => ({ rows, cols, data: Float64Array.from(data) });
const plain = { stride: 1, padding: 0, dilation: 1 };
const image = grid(3, 4, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);

test("sizes follow the formula", () => {
  assert.equal(outputSize(16, 3, { stride: 1, padding: 1, dilation: 1 }), 16);
  assert.equal(outputSize(16, 3, { stride: 2, padding: 0, dilation: 3 }), 5);
});

test("the kernel is not flipped", () => {
  const out = correlate(image, grid(1, 2, [1, 10]), plain);
  assert.deepEqual(
    [out.rows, out.cols, ...out.data],
    [3, 3, 21, 32, 43, 65, 76, 87, 109, 120, 131],
  );
});

test("each sum is the sum over what the window sees", () => {
  const kernel = grid(2, 3, [1, -2, 3, 0.5, 4, -1]);
  const how = { stride: 2, padding: 2, dilation: 2 };
  const out = correlate(image, kernel, how);
  out.data.forEach((v, i) => {
    const seen = patch(image, kernel, how, Math.floor(i / out.cols), i % out.cols);
    assert.equal(
      v,
      seen.reduce((sum, cell) => sum + cell.value * cell.weight, 0),
    );
  });
});

test("a window that does not fit gives nothing", () => {
  assert.equal(
    correlate(image, grid(3, 3, new Array(9).fill(1)), { ...plain, dilation: 3 }).data.length,
    0,
  );
});
