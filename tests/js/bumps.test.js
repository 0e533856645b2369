// The bump builder's sum, its slopes and its descent.
import assert from "node:assert/strict";
import { test } from "node:test";
import {
  CURVES,
  forward,
  loss,
  nextPlace,
  slopes,
  step,
  still,
  XS,
} from "../../layerlab/widgets/bumps/fit.js";

const target = XS.map(CURVES.hill.f);
const tent = [
  [-1.5, 1, 1],
  [0, -2, 1],
  [1.5, 1, 1],
];

test("three units make the tent exactly", () => {
  assert.ok(loss(tent, 0, XS.map(CURVES.tent.f)) < 1e-25);
});

test("a unit on the other side rises to the left", () => {
  assert.deepEqual(
    [-2, -1, 1].map((x) => forward([[-1, 3, -1]], 0.5, x)),
    [3.5, 0.5, 0.5],
  );
});

test("the slopes are those of the loss: finite differences agree", () => {
  const units = [
    [-1.23, 0.7, 1],
    [0.38, -1.1, -1],
  ];
  const base = 0.2;
  const e = 1e-6;
  const { byUnit, byBase } = slopes(units, base, target);
  const moved = (i, j, d) => units.map((u, k) => u.map((v, l) => (k === i && l === j ? v + d : v)));
  for (const i of [0, 1])
    for (const j of [0, 1]) {
      const n =
        (loss(moved(i, j, e), base, target) - loss(moved(i, j, -e), base, target)) / (2 * e);
      assert.ok(Math.abs(n - byUnit[i][j]) < 1e-6, `${i} ${j}: ${n} ${byUnit[i][j]}`);
    }
  assert.ok(
    Math.abs((loss(units, base + e, target) - loss(units, base - e, target)) / (2 * e) - byBase) <
      1e-6,
  );
});

test("descent fits tent, hill and rise with eight units; on the wave it gets stuck", () => {
  for (const [name, { f }] of Object.entries(CURVES)) {
    const goal = XS.map(f);
    const s = { units: [...Array(8).keys()].map((k) => [nextPlace(k), 0.5, 1]), base: 0 };
    const speed = still(s.units);
    for (let k = 0; k < 1200; k++) step(s, speed, goal);
    const after = loss(s.units, s.base, goal);
    assert.ok(name === "wave" ? after > 0.1 && after < 0.14 : after < 0.005, `${name}: ${after}`);
  }
});

test("twelve new units bend at twelve places", () => {
  assert.equal(new Set([...Array(12).keys()].map(nextPlace)).size, 12);
});
