// The drawing pad's pen, and the order of its bars.
import assert from "node:assert/strict";
import { test } from "node:test";
import { ink, ranked } from "../../layerlab/widgets/drawing/pen.js";

const N = 12;
const pad = () => new Uint8Array(N * N);
const at = (grid, r, c) => grid[r * N + c];

test("a line is full in its middle and leaves the far side empty", () => {
  const grid = pad();
  ink(grid, N, [2, 6], [10, 6], 1.15);
  assert.equal(at(grid, 5, 6), 255);
  assert.equal(at(grid, 6, 6), 255);
  assert.equal(at(grid, 1, 6), 0);
  assert.equal(at(grid, 11, 6), 0);
});

test("a line beyond the edge stays on the pad", () => {
  const grid = pad();
  ink(grid, N, [-5, -5], [20, 20], 1.15);
  assert.equal(grid.length, N * N);
  assert.equal(at(grid, 0, 0), 255);
  assert.equal(at(grid, N - 1, N - 1), 255);
});

test("a second stroke over the first never takes ink away", () => {
  const grid = pad();
  ink(grid, N, [2, 6], [10, 6], 1.15);
  const before = [...grid];
  ink(grid, N, [6, 2], [6, 10], 1.15);
  assert.ok(before.every((v, i) => grid[i] >= v));
});

test("the eraser takes away what lies under it, and only that", () => {
  const grid = pad().fill(255);
  ink(grid, N, [6, 6], [6, 6], 2, true);
  assert.equal(at(grid, 6, 6), 0);
  assert.equal(at(grid, 0, 0), 255);
});

test("the strongest score comes first, the earlier of two equals before the later", () => {
  assert.deepEqual(ranked([0.2, 0.5, 0.5]), [
    [1, 0.5],
    [2, 0.5],
    [0, 0.2],
  ]);
});
