// The pictures of the descent: the landscape with the walk, and two traces over the steps.
// State: the landscape `land` with its `limits`, the walk's places `path`, of which `shown` steps
// are on view, and how many `steps` a walk has.

import {
  axes,
  clamp,
  drawAxes,
  heat,
  inside,
  line,
  mark,
  mix,
  pixel,
  rgb,
  segment,
  viridis,
} from "../shared/shared.js";

export const LANDSCAPE = { width: 452, height: 400 };
export const LOSSES = { width: 298, height: 190 };
export const SCALE = { width: 298, height: 154 };
const FINE = 440; // cells a side of the map

export const planeAxes = (limits) => axes(LANDSCAPE, limits, limits);

// ---- the landscape ---------------------------------------------------------------------

export function drawCurve(ctx, { land, limits, path, shown }, c) {
  const [low, high] = limits;
  const xs = Array.from({ length: 201 }, (_, i) => low + ((high - low) * i) / 200);
  const ys = xs.map(land.f);
  const [bottom, top] = [Math.min(...ys), Math.max(...ys)];
  const tall = top - bottom;
  const a = axes(LANDSCAPE, limits, [bottom - 0.06 * tall, top + 0.04 * tall]);
  drawAxes(ctx, a, c, { xlabel: "w", ylabel: "loss" });
  inside(ctx, a, () => {
    const points = xs.map((x, i) => [a.px(x), a.py(ys[i])]);
    line(ctx, points, c.soft, 2.5);
    const within = (x) => clamp(x, -50, 50);
    const walked = path.slice(0, shown + 1).map(([x]) => within(x));
    tangent(ctx, a, land, path[Math.min(shown, path.length - 1)][0], c);
    drawWalk(
      ctx,
      walked.map((x) => [a.px(x), a.py(land.f(x))]),
      c,
    );
  });
}

function tangent(ctx, a, { f, g }, x, c) {
  if (Math.abs(x) >= 50) return;
  const [slope] = g(x);
  const d = (a.x1 - a.x0) / 9;
  const end = (by) => [a.px(x + by), a.py(f(x) + slope * by)];
  segment(ctx, end(-d), end(d), c.hues[2], 2, [5, 4]);
}

export function drawField(ctx, { map, limits, path, shown }, c) {
  const a = planeAxes(limits);
  map.draw(ctx, a.left, a.top, a.w, a.h);
  drawAxes(ctx, a, c, { grid: false, xlabel: "w₁", ylabel: "w₂" });
  const walked = path.slice(0, shown + 1).map(([x, y]) => [a.px(x), a.py(y)]);
  inside(ctx, a, () => drawWalk(ctx, walked, c));
}

export function contours(f, [low, high], paper) {
  // bands of equal height: their edges are the contours
  const n = FINE;
  const map = heat(n, n);
  const value = new Float64Array(n * n);
  const at = (i) => low + ((high - low) * (i + 0.5)) / n;
  for (let i = 0; i < n * n; i++) value[i] = f(at(i % n), at(n - 1 - Math.floor(i / n)));
  const least = value.reduce((m, v) => Math.min(m, v));
  const range = value.reduce((m, v) => Math.max(m, v)) - least || 1;
  const band = value.map((v) => Math.floor(14 * Math.sqrt((v - least) / range) - 1e-9));
  const soft = rgb(paper);
  for (let i = 0; i < n * n; i++) {
    const below = band[Math.min(n * n - 1, i + n)];
    const edge = band[i] !== below || (i % n < n - 1 && band[i] !== band[i + 1]);
    map.pixels[i] = pixel(...mix(viridis(band[i] / 13), soft, edge ? 0.3 : 0.55));
  }
  return map;
}

function drawWalk(ctx, walked, c) {
  line(ctx, walked, c.ink, 1.6);
  for (const [x, y] of walked.slice(1)) mark(ctx, "circle", x, y, 3, c.ink);
  mark(ctx, "diamond", ...walked[0], 7, c.paper, c.ink);
  mark(ctx, "circle", ...walked.at(-1), 6.5, c.hues[1], c.paper);
}

// ---- the traces ------------------------------------------------------------------------

export function drawLosses(ctx, { land, path, shown, steps }, c) {
  const values = path.map((p) => land.f(...p));
  drawTrace(ctx, LOSSES, values, steps, shown, c);
}

export function drawLengths(ctx, { path, shown, steps }, c) {
  const long = path.slice(1).map((p, k) => Math.hypot(...p.map((v, j) => v - path[k][j])));
  const walked = path.slice(0, shown + 1).length;
  drawTrace(ctx, SCALE, long, steps, walked - 2, c);
}

function drawTrace(ctx, size, values, steps, shown, c) {
  // the axis grows with what is on view: no curve leaves its picture
  const seen = values.slice(0, Math.max(1, shown + 1)).filter(Number.isFinite);
  const top = 1.05 * Math.max(0.5, ...seen);
  const low = Math.min(0, ...seen);
  const a = axes(size, [0, steps], [low, top], { left: 34 });
  drawAxes(ctx, a, c, { about: 4, xlabel: "steps" });
  inside(ctx, a, () => {
    const points = values.map((v, i) => [a.px(i), a.py(clamp(v, low - top, 3 * top))]);
    const walked = points.slice(0, Math.max(1, shown + 1));
    line(ctx, points, c.grid, 2);
    line(ctx, walked, c.hues[0], 2);
    mark(ctx, "circle", ...walked.at(-1), 3.5, c.hues[0], c.paper);
  });
}
