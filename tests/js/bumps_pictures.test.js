// What the bump builder's pictures show of its units.
import assert from "node:assert/strict";
import { test } from "node:test";
import { CURVES, forward, XS } from "../../layerlab/widgets/bumps/fit.js";
import {
  drawParts,
  drawSum,
  partAxes,
  sumAxes,
  tip,
} from "../../layerlab/widgets/bumps/pictures.js";
import { BLUE, colours, only, points, record } from "./recording.js";

const s = {
  units: [
    [-1, 0.8, 1],
    [0.5, -1.5, 1],
    [1, 0.6, -1],
  ],
  base: 0.3,
};
const me = { s, target: XS.map(CURVES.hill.f), chosen: -1 };

test("the blue line is the sum of the units", () => {
  const a = sumAxes();
  const [blue] = only(record(drawSum, me, colours), "stroke", {
    strokeStyle: BLUE,
    lineWidth: 2.5,
  });
  for (const [x, y] of points(blue)) {
    assert.ok(Math.abs(a.y(y) - forward(s.units, s.base, a.x(x))) < 1e-9);
  }
});

test("the curve is there as 61 dots", () => {
  const dots = only(record(drawSum, me, colours), "fill", { fillStyle: colours.ink });
  assert.equal(dots.length, 61);
});

test("each unit has a mark at its bend, and an open circle at its tip", () => {
  const a = partAxes();
  const open = only(record(drawParts, me, colours), "fill", { fillStyle: colours.paper });
  const circles = open.filter(({ path: [[what]] }) => what === "arc");
  assert.deepEqual(
    circles.map(({ path: [[, x, y]] }) => [x, y]),
    s.units.map(tip).map(([x, y]) => [a.px(x), a.py(y)]),
  );
});

test("the chosen unit has a ring in both pictures, the chosen base a thick line", () => {
  const rings = (draw, chosen) =>
    only(record(draw, { ...me, chosen }, colours), "stroke").filter(
      ({ path: [[what, , , r]] }) => what === "arc" && r === 11,
    ).length;
  for (const draw of [drawSum, drawParts])
    assert.deepEqual(
      [-1, 1].map((i) => rings(draw, i)),
      [0, 1],
    );
  const base = (chosen) =>
    only(record(drawParts, { ...me, chosen }, colours), "stroke").find(({ dash }) => dash.length);
  assert.deepEqual(
    [0, 3].map((i) => base(i).lineWidth),
    [1.5, 3],
  );
});

test("a tip lies one to the side on which its unit rises", () => {
  assert.deepEqual(tip([1, 0.5, -1]), [0, 0.5]);
  assert.deepEqual(tip([1, 0.5, 1]), [2, 0.5]);
});
