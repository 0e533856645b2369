// The two pictures of the bump builder: the curve with the sum, and each unit's own part.
// State: units and base `s`, the curve's values `target`, the number of the chosen unit.

import { axes, drawAxes, inside, line, MARKS, mark, ring, segment } from "../shared/shared.js";
import { forward, part, REACH, XS } from "./fit.js";

export const SIZE = { width: 376, height: 316 };
const TIP = 1; // how far from its bend a unit is held to be tilted
const SPAN = [-REACH - 0.15, REACH + 0.15];
const FINE = Array.from({ length: 241 }, (_, i) => -REACH + (i * REACH) / 120);

export const sumAxes = () => axes(SIZE, SPAN, [-1, 2.6]);
export const partAxes = () => axes(SIZE, SPAN, [-3, 3]);
export const tip = ([bend, slope, side]) => [bend + side * TIP, slope * TIP];

const hue = (c, i) => c.hues[i % 4];

export function drawSum(ctx, { s, target, chosen }, c) {
  const a = sumAxes();
  const sum = (x) => [a.px(x), a.py(forward(s.units, s.base, x))];
  drawAxes(ctx, a, c, { xlabel: "x" });
  const draw = () => {
    XS.forEach((x, i) => mark(ctx, "circle", a.px(x), a.py(target[i]), 2.2, c.ink));
    line(ctx, FINE.map(sum), c.hues[0], 2.5);
    s.units.forEach(([bend], i) => {
      const at = sum(bend);
      if (i === chosen) ring(ctx, ...at, 11, c.ink, 2);
      mark(ctx, MARKS[i % 4], ...at, 5.5, hue(c, i), c.paper);
    });
  };
  inside(ctx, a, draw, 4);
}

export function drawParts(ctx, { s, chosen }, c) {
  const a = partAxes();
  const place = ([x, y]) => [a.px(x), a.py(y)];
  drawAxes(ctx, a, c, { xlabel: "x" });
  const draw = () => {
    const [left, right] = [place([-REACH, s.base]), place([REACH, s.base])];
    segment(ctx, left, right, c.soft, chosen === s.units.length ? 3 : 1.5, [6, 4]);
    s.units.forEach((unit, i) => {
      const bent = [SPAN[0], unit[0], SPAN[1]].map((x) => place([x, part(unit, x)]));
      line(ctx, bent, hue(c, i), i === chosen ? 3.2 : 1.8);
    });
    s.units.forEach((unit, i) => {
      const bend = place([unit[0], 0]);
      if (i === chosen) ring(ctx, ...bend, 11, c.ink, 2);
      mark(ctx, "circle", ...place(tip(unit)), 5, c.paper, hue(c, i));
      mark(ctx, MARKS[i % 4], ...bend, 6, hue(c, i), c.paper);
    });
    mark(ctx, "diamond", ...left, 6, c.paper, c.soft);
  };
  inside(ctx, a, draw, 4);
}
