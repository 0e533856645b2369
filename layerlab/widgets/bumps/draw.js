// The two pictures of the bump builder: the curve with the sum, and each unit's own part.

import { axes, drawAxes, inside, line, MARKS, mark } from "../shared/shared.js";
import { forward, part, REACH, XS } from "./fit.js";

export const W = 376,
  H = 316,
  TIP = 1;
export const hue = (c, i) => c.hues[i % 4];
export const sumAxes = (surface) => axes(surface, [-REACH - 0.15, REACH + 0.15], [-1, 2.6]);
export const partAxes = (surface) => axes(surface, [-REACH - 0.15, REACH + 0.15], [-3, 3]);
export const tip = ([bend, slope, side]) => [bend + side * TIP, slope * TIP];

export function drawSum(surface, c, s, target, chosen) {
  const ctx = surface.begin(c.paper);
  const a = sumAxes(surface);
  const fine = Array.from({ length: 241 }, (_, i) => -REACH + (i * REACH) / 120);
  drawAxes(ctx, a, c, { xlabel: "x" });
  inside(
    ctx,
    a,
    () => {
      XS.forEach((x, i) => mark(ctx, "circle", a.px(x), a.py(target[i]), 2.2, c.ink));
      line(
        ctx,
        fine.map((x) => [a.px(x), a.py(forward(s.units, s.base, x))]),
        c.hues[0],
        2.5,
      );
      s.units.forEach((unit, i) => {
        const at = [a.px(unit[0]), a.py(forward(s.units, s.base, unit[0]))];
        if (i === chosen) ring(ctx, at, c);
        mark(ctx, MARKS[i % 4], ...at, 5.5, hue(c, i), c.paper);
      });
    },
    4,
  );
}

export function drawParts(surface, c, s, chosen) {
  const ctx = surface.begin(c.paper);
  const a = partAxes(surface);
  drawAxes(ctx, a, c, { xlabel: "x" });
  inside(
    ctx,
    a,
    () => {
      line(
        ctx,
        [
          [a.px(-REACH), a.py(s.base)],
          [a.px(REACH), a.py(s.base)],
        ],
        c.soft,
        chosen === s.units.length ? 3 : 1.5,
        [6, 4],
      );
      s.units.forEach((unit, i) => {
        const ends = [-REACH - 0.15, unit[0], REACH + 0.15].map((x) => [
          a.px(x),
          a.py(part(unit, x)),
        ]);
        line(ctx, ends, hue(c, i), i === chosen ? 3.2 : 1.8);
      });
      s.units.forEach((unit, i) => {
        const bend = [a.px(unit[0]), a.py(0)];
        const end = tip(unit).map((v, k) => (k ? a.py(v) : a.px(v)));
        if (i === chosen) ring(ctx, bend, c);
        mark(ctx, "circle", ...end, 5, c.paper, hue(c, i));
        mark(ctx, MARKS[i % 4], ...bend, 6, hue(c, i), c.paper);
      });
      mark(ctx, "diamond", a.px(-REACH), a.py(s.base), 6, c.paper, c.soft);
    },
    4,
  );
}

function ring(ctx, [x, y], c) {
  ctx.beginPath();
  ctx.arc(x, y, 11, 0, 7);
  Object.assign(ctx, { strokeStyle: c.ink, lineWidth: 2 });
  ctx.stroke();
}
