// What the pictures of the descent show of a walk.
import assert from "node:assert/strict";
import { test } from "node:test";
import { LANDS, walk } from "../../layerlab/widgets/descent/land.js";
import {
  contours,
  drawCurve,
  drawField,
  drawLengths,
  drawLosses,
  LOSSES,
  planeAxes,
} from "../../layerlab/widgets/descent/pictures.js";
import { axes } from "../../layerlab/widgets/shared/shared.js";
import { BLUE, colours, GREEN, only, points, record, VERMILION } from "./recording.js";

const limits = [-4, 4];

function walked(name, lr, shown, steps = 20) {
  const land = LANDS[name];
  const how = { start: [3, 1], lr, momentum: 0, noise: 0 };
  return { land, limits, path: walk(land, how, steps, () => 0), shown, steps };
}

const ends = (drawn) => only(drawn, "fill", { fillStyle: VERMILION });

test("as many places are marked as steps are shown", () => {
  const dots = (shown) =>
    only(record(drawCurve, walked("parabola", 0.1, shown), colours), "fill").filter(
      ({ path: [[what, , , r]] }) => what === "arc" && r === 3,
    ).length;
  assert.deepEqual([dots(0), dots(1), dots(7)], [0, 1, 7]);
});

test("the tangent has the slope of the curve at the last shown place", () => {
  const state = walked("parabola", 0.2, 2);
  const drawn = record(drawCurve, state, colours);
  const [from, to] = only(drawn, "stroke", { strokeStyle: GREEN }).map(points)[0];
  const ys = [0, 8]; // the parabola's span over the limits
  const a = axes({ width: 452, height: 400 }, limits, [ys[0] - 0.48, ys[1] + 0.32]);
  const slope = (a.y(to[1]) - a.y(from[1])) / (a.x(to[0]) - a.x(from[0]));
  assert.ok(Math.abs(slope - state.path[2][0]) < 1e-6);
});

test("the walk on a field ends at its last shown place", () => {
  const map = { draw() {} };
  const state = { ...walked("bowl", 0.1, 5), map };
  const [{ path }] = ends(record(drawField, state, colours));
  const a = planeAxes(limits);
  assert.deepEqual(path[0].slice(1, 3), [a.px(state.path[5][0]), a.py(state.path[5][1])]);
});

test("there are fourteen bands, and a line between any two", () => {
  const { pixels } = contours((x) => x, [0, 1], colours.paper);
  assert.equal(new Set(pixels).size, 14 + 13);
});

test("the losses go down their axis, what is shown in blue", () => {
  const state = walked("parabola", 0.1, 4);
  const blue = only(record(drawLosses, state, colours), "stroke", { strokeStyle: BLUE })[0];
  const top = 1.05 * 4.5;
  const a = axes(LOSSES, [0, 20], [0, top], { left: 34 });
  const losses = points(blue).map(([, y]) => a.y(y));
  assert.equal(losses.length, 5);
  losses.forEach((v, k) => assert.ok(Math.abs(v - state.land.f(...state.path[k])) < 1e-9));
});

test("a loss that grows stays in its picture, whatever is on view", () => {
  for (const shown of [3, 12]) {
    const state = walked("parabola", 2.2, shown);
    const blue = only(record(drawLosses, state, colours), "stroke", { strokeStyle: BLUE })[0];
    const a = axes(LOSSES, [0, 20], [0, 1], { left: 34 });
    const highest = Math.min(...points(blue).map(([, y]) => y));
    assert.ok(highest > a.top && highest < a.top + 0.1 * a.h);
  }
});

test("there is one length fewer than places", () => {
  const state = walked("parabola", 0.1, 20);
  const grey = only(record(drawLengths, state, colours), "stroke", { strokeStyle: colours.grid });
  assert.equal(grey.at(-1).path.length, state.path.length - 1);
});

test("a walk that explodes is drawn with finite numbers", () => {
  for (const draw of [drawCurve, drawLosses, drawLengths]) {
    for (const { path } of record(draw, walked("parabola", 4, 20), colours)) {
      assert.ok(path.flat().every((v) => typeof v === "string" || Number.isFinite(v)));
    }
  }
});
