// What the playground shows of the network: small maps of the units, regions, the loss curve.

import { axes, clamp, drawAxes, heat, line, mark, MARKS, mix, pixel, rgb, signed } from "../shared/shared.js";
import { forward, probabilities } from "./net.js";

const SMALL = 20;
const store = new WeakMap(); // each playground keeps its heat maps between frames

export function bounds({ X }) {
  let most = 0.5;
  for (const v of X) most = Math.max(most, Math.abs(v));
  return 1.12 * most;
}

export function makeMaps(me, c) { // every unit's response over the plane, layer after layer
  const { net, points } = me, reach = bounds(points), paper = rgb(c.paper), key = net.sizes.join();
  let kept = store.get(me);
  if (kept?.key !== key) store.set(me, kept = { ...kept, key, maps: net.sizes.map((n) => Array.from({ length: n }, () => heat(SMALL, SMALL))), most: [] });
  const most = net.sizes.map((n) => new Float64Array(n).fill(1e-9)), values = net.sizes.map((n) => new Float64Array(n * SMALL * SMALL));
  for (let i = 0; i < SMALL * SMALL; i++) {
    forward(net, reach * (2 * (i % SMALL + 0.5) / SMALL - 1), reach * (1 - 2 * (Math.floor(i / SMALL) + 0.5) / SMALL));
    net.A.forEach((a, l) => a.forEach((v, j) => { values[l][j * SMALL * SMALL + i] = v; most[l][j] = Math.max(most[l][j], Math.abs(v)); }));
  }
  kept.maps.forEach((row, l) => row.forEach((map, j) => {
    for (let i = 0; i < SMALL * SMALL; i++) map.pixels[i] = pixel(...signed(values[l][j * SMALL * SMALL + i] / most[l][j], paper));
  }));
  return kept.maps;
}

export function drawRegions(plane, me, c, dark) {
  const { net, points, unit } = me, reach = bounds(points), ctx = plane.begin(c.paper), wide = reach * plane.width / plane.height;
  const a = axes(plane, [-wide, wide], [-reach, reach], { left: 0, right: 0, top: 0, bottom: 0 }), size = net.sizes.reduce((n, v) => n + v * v, 0) > 500 ? 48 : 72;
  const kept = store.get(me), cols = Math.round(size * plane.width / plane.height);
  if (kept.field?.rows !== size) kept.field = heat(cols, size);
  const paper = rgb(c.paper), hues = c.hues.map(rgb), values = new Float64Array(cols * size), deep = dark ? 0.62 : 0.5;
  let most = 1e-9;
  for (let i = 0; i < cols * size; i++) {
    const out = forward(net, wide * (2 * (i % cols + 0.5) / cols - 1), reach * (1 - 2 * (Math.floor(i / cols) + 0.5) / size));
    if (unit) { values[i] = net.A[unit.tier + 1][unit.unit]; most = Math.max(most, Math.abs(values[i])); continue; }
    const p = probabilities(out), k = p.length, best = p.indexOf(Math.max(...p)), sure = (p[best] - 1 / k) / (1 - 1 / k);
    kept.field.pixels[i] = pixel(...mix(paper, hues[best], 0.1 + deep * clamp(Number.isFinite(sure) ? sure : 0, 0, 1)));
  }
  if (unit) for (let i = 0; i < cols * size; i++) kept.field.pixels[i] = pixel(...signed(0.9 * values[i] / most, paper));
  kept.field.draw(ctx, 0, 0, plane.width, plane.height);
  for (let i = 0; i < points.y.length; i++) mark(ctx, MARKS[points.y[i]], a.px(points.X[2 * i]), a.py(points.X[2 * i + 1]), 3.6, c.hues[points.y[i]], dark ? "#0C1014" : "#FFFFFF");
}

export function drawLoss(curve, history, c) {
  const seen = history.filter(([, v]) => Number.isFinite(v)), ctx = curve.begin(c.paper), most = Math.max(0.7, ...seen.slice(0, 3).map(([, v]) => 1.1 * v)), last = seen.at(-1);
  const a = axes(curve, [0, Math.max(100, history.at(-1)?.[0] ?? 0)], [0, most], { left: 30, right: 8, top: 5, bottom: 18 });
  drawAxes(ctx, a, c, { about: 3 });
  line(ctx, seen.map(([x, v]) => [a.px(x), a.py(Math.min(v, most))]), c.hues[0], 2);
  if (last) mark(ctx, "circle", a.px(last[0]), a.py(Math.min(last[1], most)), 3.5, c.hues[0], c.paper);
}
