// The pictures of Signal through depth: what is in each layer, and how large it is.

import { axes, clamp, drawAxes, heat, line, mix, pixel, rgb, segment } from "../shared/shared.js";
import { histogram } from "./signal.js";

export const SPREAD = { width: 375, height: 190 };
export const SIZES = { width: 375, height: 120 };
export const REACH = 3; // values on view: from -3 to 3
export const BINS = 61;
const ROOM = { left: 34, right: 8, top: 6, bottom: 20 };

export const layerAxes = (size, depth, span) => axes(size, [-0.5, depth + 0.5], span, ROOM);

export function drawSpread(ctx, values, { depth, layer }, map, colour, c) {
  // a histogram a layer; `map` has a column for each
  const a = layerAxes(SPREAD, depth, [-REACH, REACH]);
  paint(map, values, rgb(c.paper), rgb(colour));
  map.draw(ctx, a.left, a.top, a.w, a.h, false);
  drawAxes(ctx, a, c, { grid: false, about: 6 });
  needle(ctx, a, clamp(layer, 0, depth), c);
}

export function drawSizes(ctx, sizes, { depth, layer }, colour, c) {
  const logs = sizes.map((v) => Math.log10(Math.max(v, 1e-30)));
  const reach = Math.max(2, 1.1 * Math.max(...logs.map(Math.abs)));
  const a = layerAxes(SIZES, depth, [-reach, reach]);
  drawAxes(ctx, a, c, { about: 5, xlabel: "layer" });
  segment(ctx, [a.left, a.py(0)], [a.left + a.w, a.py(0)], c.soft, 1);
  const points = logs.map((v, k) => [a.px(k), a.py(v)]);
  line(ctx, points, colour, 2.2);
  needle(ctx, a, clamp(layer, 0, depth), c);
}

export const freshMap = (depth) => heat(depth + 1, BINS);

function paint({ pixels, cols }, values, paper, ink) {
  values.forEach((layer, k) => {
    histogram(layer, BINS, REACH).forEach((share, i) => {
      pixels[(BINS - 1 - i) * cols + k] = pixel(...mix(paper, ink, Math.sqrt(share)));
    });
  });
}

function needle(ctx, a, layer, c) {
  const x = a.px(layer);
  segment(ctx, [x, a.top], [x, a.top + a.h], c.ink, 1.2, [3, 3]);
}
