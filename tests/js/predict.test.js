// Predictions: the seal, numbers as people type them, who is right, and what is drawn.
import assert from "node:assert/strict";
import { test } from "node:test";
import {
  between,
  distance,
  isRight,
  isWhole,
  places,
  typed,
  unseal,
} from "../../layerlab/widgets/predict/judge.js";
import { stretches } from "../../layerlab/widgets/predict/pictures.js";
import { inWords, next, outcome } from "../../layerlab/widgets/predict/telling.js";

const ask = { x: { name: "w", range: [0, 4], steps: 4 }, y: { name: "L", range: [0, 2] } };

test("the seal is Python's", () => {
  const text = Buffer.from(JSON.stringify({ why: "−2 · √n", right: 1 })).toString("base64");
  assert.deepEqual(unseal(text), { why: "−2 · √n", right: 1 });
});

test("a number may be typed in many ways", () => {
  const ways = { "−2": -2, "2,000,000": 2e6, " 4/9 ": 4 / 9, "5e-3": 0.005, "85 %": 85, 0.5: 0.5 };
  for (const [text, value] of Object.entries(ways)) assert.equal(typed(text), value, text);
  for (const text of ["", "many", "1/2/3", "3/", "-"]) assert.ok(Number.isNaN(typed(text)), text);
});

test("each kind of question knows who is right", () => {
  assert.ok(isRight("choice", {}, { right: 1 }, 1));
  assert.ok(!isRight("choice", {}, { right: 1 }, 0));
  assert.ok(isRight("number", {}, { right: 0.44, within: 0.02 }, 4 / 9));
  assert.ok(!isRight("number", {}, { right: 31, within: 0 }, 30));
  assert.ok(isRight("order", {}, { right: [2, 0, 1] }, [2, 0, 1]));
  assert.ok(!isRight("order", {}, { right: [2, 0, 1] }, [0, 1, 2]));
  const curve = {
    right: [
      [0, 0],
      [4, 2],
    ],
    within: 0.1,
  }; // prettier
  assert.ok(isRight("curve", ask, curve, [0.1, 0.5, 1, 1.4, 2]));
  assert.ok(!isRight("curve", ask, curve, [1, 1, 1, 1, 1]));
});

test("a curve is compared inside its axes", () => {
  assert.deepEqual(places(ask.x), [0, 1, 2, 3, 4]);
  const points = [
    [0, 9],
    [4, 9],
  ]; // far above: at the upper edge
  assert.equal(distance(ask, [2, 2, 2, 2, 2], points), 0);
  assert.equal(distance(ask, [1, 1, 1, 1, 1], points), 0.5);
  assert.deepEqual(
    [-1, 1, 3, 9].map((x) =>
      between(
        [
          [0, 0],
          [2, 2],
          [4, 0],
        ],
        x,
      ),
    ),
    [0, 1, 1, 0],
  );
});

test("a curve is whole when no column is left out", () => {
  assert.ok(isWhole([1, 0, 2]) && !isWhole([1, null, 2]));
  assert.deepEqual(stretches([0, 1, 2, 3], [1, null, 2, 3]), [
    [[0, 1]],
    [
      [2, 2],
      [3, 3],
    ],
  ]);
});

test("what is said names the guess and the answer", () => {
  const me = { kind: "choice", ask: { choices: ["up", "down"] }, sealed: { answer: "down" } };
  assert.equal(
    outcome(me, { value: 0, right: false }),
    "Not as you predicted: you said up; it is down.",
  );
  assert.equal(outcome(me, { value: 1, right: true }), "As you predicted: down.");
  assert.equal(inWords({ kind: "number", ask: { unit: "MB" } }, -1.6), "−1.6 MB");
  assert.equal(inWords({ kind: "order", ask: { choices: ["a", "b", "c"] } }, [2, 0, 1]), "c, a, b");
});

test("the next step is named, with a kernel and without", () => {
  assert.match(next(1, false), /run the next cell\./);
  assert.match(next(2, false), /the next 2 cells/);
  assert.equal(next(1, true), "Kept.");
});
