// The perceptron's rule as lesson 04 tells it.
import assert from "node:assert/strict";
import { test } from "node:test";
import {
  countWrong,
  foot,
  isWrong,
  nextWrong,
  score,
  update,
  xorSet,
} from "../../layerlab/widgets/perceptron/rule.js";

const problem = (w, b) => ({ X: Float64Array.of(2, 1, -1, -2), y: Int32Array.of(1, -1), w, b });

test("a score of 0 counts as +1", () => {
  assert.equal(isWrong(problem([0, 0], 0), 0), false);
  assert.equal(isWrong(problem([0, 0], 0), 1), true);
});

test("an update adds y times x, and y to the bias", () => {
  assert.deepEqual(update(problem([0.5, 0], 1), 1), { w: [1.5, 2], b: 0 });
});

test("the search for a wrong example goes round and ends", () => {
  assert.equal(nextWrong(problem([0, 0], 0), 0), 1);
  assert.equal(nextWrong(problem([-1, -1], 0), 1), 1);
  assert.equal(nextWrong(problem([1, 1], 0), 0), -1);
});

test("no line has ever separated the XOR set: 2000 updates and still wrong", () => {
  const p = { ...xorSet(20), w: [0, 0], b: 0 };
  for (let k = 0, at = 0; k < 2000; k++) {
    const i = nextWrong(p, at);
    assert.notEqual(i, -1);
    Object.assign(p, update(p, i));
    at = i + 1;
  }
  assert.ok(countWrong(p) > 0);
});

test("the foot of the line lies on it", () => {
  const p = problem([3, 4], -10);
  const [x, y] = foot(p);
  assert.ok(Math.abs(score(p, x, y)) < 1e-12);
  assert.equal(foot(problem([0, 0], 1)), null);
});
