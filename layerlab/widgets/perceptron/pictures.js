// The pictures of the perceptron playground: the examples with the line, the weights' journey,
// and how many points were wrong. Each is drawn from the state alone: examples and weights `p`,
// the last update, the chosen thing, how far the plane reaches.

import {
  arrow,
  axes,
  drawAxes,
  inside,
  line,
  MARKS,
  mark,
  mix,
  rgb,
  ring,
  segment,
} from "../shared/shared.js";
import { foot, isWrong } from "./rule.js";

export const PLANE = { width: 452, height: 452 };
export const WEIGHTS = { width: 298, height: 276 };
export const HISTORY = { width: 298, height: 124 };

export const reachOf = (X) => Math.max(1.15 * Math.max(...X.map(Math.abs)), 0.5);

export const planeAxes = (reach) =>
  axes(PLANE, [-reach, reach], [-reach, reach], { left: 28, right: 6, top: 6, bottom: 22 });

export function tip(p, reach) {
  // where the arrow of w ends; null where there is no line
  const at = foot(p);
  const n = Math.hypot(...p.w);
  return at?.map((v, k) => v + (p.w[k] / n) * reach * 0.26) ?? null;
}

// ---- the examples and the line ---------------------------------------------------------

export function drawPlane(ctx, { p, last, chosen, reach }, c, dark = false) {
  const a = planeAxes(reach);
  const at = foot(p);
  const place = (i) => [a.px(p.X[2 * i]), a.py(p.X[2 * i + 1])];
  inside(ctx, a, () => {
    shade(ctx, a, p, reach, c, dark);
    drawAxes(ctx, a, { ...c, grid: dark ? "#ffffff14" : "#22303c14" });
  });
  drawAxes(ctx, a, c, { grid: false, xlabel: "x₁", ylabel: "x₂" });
  inside(ctx, a, () => {
    if (last) arrow(ctx, [a.px(0), a.py(0)], place(last.i), c.hues[2], 2);
    if (at) drawLine(ctx, a, p, reach, c, chosen === p.y.length);
    for (let i = 0; i < p.y.length; i++) {
      if (isWrong(p, i)) ring(ctx, ...place(i), 11.5, c.ink, 1.6, [3, 2.5]);
      if (last?.i === i) ring(ctx, ...place(i), 11, c.hues[2], 2.5);
      if (chosen === i) ring(ctx, ...place(i), 15, c.ink, 2.5);
      const kind = p.y[i] > 0 ? 1 : 0;
      mark(ctx, MARKS[kind], ...place(i), 6.5, c.hues[kind], c.paper);
    }
  });
}

function shade(ctx, a, p, reach, c, dark) {
  // the two sides of the line, in the colours of their answers
  const at = foot(p);
  const paint = (hue) => `rgb(${mix(rgb(c.paper), rgb(hue), dark ? 0.22 : 0.13)})`;
  ctx.fillStyle = paint(c.hues[at || p.b >= 0 ? 1 : 0]);
  ctx.fillRect(a.left, a.top, a.w, a.h);
  if (!at) return;
  const n = Math.hypot(...p.w);
  const far = 6 * reach;
  const u = p.w.map((v) => v / n);
  const corner = (s, t) =>
    ctx.lineTo(a.px(at[0] + u[0] * s - u[1] * t), a.py(at[1] + u[1] * s + u[0] * t));
  ctx.beginPath();
  corner(0, -far);
  corner(0, far);
  corner(-far, far);
  corner(-far, -far);
  ctx.fillStyle = paint(c.hues[0]);
  ctx.fill();
}

function drawLine(ctx, a, p, reach, c, chosen) {
  const at = foot(p);
  const end = tip(p, reach);
  const n = Math.hypot(...p.w);
  const along = [(-p.w[1] / n) * 6 * reach, (p.w[0] / n) * 6 * reach];
  const far = (sign) => [a.px(at[0] + sign * along[0]), a.py(at[1] + sign * along[1])];
  segment(ctx, far(-1), far(1), c.ink, chosen ? 4 : 2.4);
  arrow(ctx, [a.px(at[0]), a.py(at[1])], [a.px(end[0]), a.py(end[1])], c.ink, 2.4);
  const [x, y] = end.map((v, k) => v + (p.w[k] / n) * reach * 0.06);
  Object.assign(ctx, { font: "italic 600 13px Georgia, serif", fillStyle: c.ink });
  Object.assign(ctx, { textAlign: "center", textBaseline: "middle" });
  ctx.fillText("w", a.px(x), a.py(y));
}

// ---- the weights and the history -------------------------------------------------------

export function drawWeights(ctx, { p, last }, c) {
  const from = last?.from ?? p.w;
  const far = 1.25 * Math.max(1, ...p.w.map(Math.abs), ...from.map(Math.abs));
  const wide = (far * 264) / 250;
  const room = { left: 28, right: 6, top: 6, bottom: 20 };
  const a = axes(WEIGHTS, [-wide, wide], [-far, far], room);
  const place = ([x, y]) => [a.px(x), a.py(y)];
  const origin = place([0, 0]);
  drawAxes(ctx, a, c, { about: 4, xlabel: "w₁", ylabel: "w₂" });
  if (last) {
    arrow(ctx, origin, place(from), c.line, 2.4);
    arrow(ctx, place(from), place(p.w), c.hues[2], 3);
  }
  arrow(ctx, origin, place(p.w), c.ink, 2.6);
  mark(ctx, "circle", ...origin, 2.5, c.ink);
}

export function drawHistory(ctx, { p, past }, c) {
  const span = [0, Math.max(10, past.length - 1)];
  const room = { left: 28, right: 8, top: 6, bottom: 18 };
  const a = axes(HISTORY, span, [0, Math.max(4, p.y.length)], room);
  const points = past.map((v, i) => [a.px(i), a.py(v)]);
  drawAxes(ctx, a, c, { about: 3 });
  line(ctx, points, c.hues[0], 2);
  mark(ctx, "circle", ...points.at(-1), 3.5, c.hues[0], c.paper);
}
