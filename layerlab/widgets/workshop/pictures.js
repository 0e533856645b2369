// The picture of the workshop: accuracy against the number of training digits, of a classical
// model on the ticked features, of the same model on raw pixels, and of a network on these.

import { axes, line, mark, segment, write } from "../shared/shared.js";

export const SIZE = { width: 520, height: 320 };
export const percent = (v) => `${Math.round(100 * v)}%`;

export function drawCurves(ctx, { sizes, pixels, network, yours, before }, c) {
  const [low, high] = [Math.log10(sizes[0]), Math.log10(sizes.at(-1))];
  const room = { left: 44, right: 12, bottom: 34 };
  const a = axes(SIZE, [low - 0.05, high + 0.05], [0, 1.02], room);
  drawScales(ctx, a, sizes, c);
  const trace = (values, colour, kind, width) => {
    const points = values.map((v, i) => [a.px(Math.log10(sizes[i])), a.py(v)]);
    line(ctx, points, colour, width);
    for (const [x, y] of points) mark(ctx, kind, x, y, 3.6, colour);
  };
  if (before) trace(before, c.grid, "circle", 2);
  trace(pixels, c.hues[2], "triangle", 2);
  trace(network, c.hues[1], "square", 2.5);
  trace(yours, c.hues[0], "circle", 2.5);
  const name = (text, y, colour) => {
    const how = { colour, font: "600 12px", align: "right" };
    write(ctx, text, a.left + a.w - 6, y, how);
  };
  const top = a.py(network.at(-1));
  name("network on raw pixels", top + 24, c.hues[1]);
  name("same model on raw pixels", top + 40, c.hues[2]);
  name("your features", Math.max(a.py(yours.at(-1)) + 14, top + 56), c.hues[0]);
}

function drawScales(ctx, a, sizes, c) {
  const how = { colour: c.soft, font: "11px" };
  for (const v of [0, 0.2, 0.4, 0.6, 0.8, 1]) {
    segment(ctx, [a.left, a.py(v)], [a.left + a.w, a.py(v)], c.grid, 1);
    write(ctx, percent(v), a.left - 5, a.py(v), { ...how, align: "right" });
  }
  const below = (text, x, dy) => write(ctx, text, x, a.top + a.h + dy, { ...how, base: "top" });
  for (const size of sizes) below(String(size), a.px(Math.log10(size)), 4);
  const title = "training digits (each step to the right about doubles them)";
  below(title, a.left + a.w / 2, 18);
}
