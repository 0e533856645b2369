// The pictures of Draw and see: the pad with the unit's window, one map enlarged, the scores,
// and every map of the network. State: the drawing, the network's layers with their values in
// thousandths, the unit `at` [layer, map, row, column].

import { drawBar, drawInk, drawPen } from "../drawing/parts.js";
import { ranked } from "../drawing/pen.js";
import { pixel, rgb, signed, strokeBox, viridis, write } from "../shared/shared.js";
import { span } from "./maps.js";

export const SIDE = 236;
export const WIDE = 752;
const SQUARE = { width: SIDE, height: SIDE };
export const [PAD, LARGE, BARS] = [SQUARE, SQUARE, SQUARE];

const FRAME = "#FF8A3C";
const SHADES = Array.from({ length: 256 }, (_, i) => pixel(...viridis(i / 255)));

export function drawPad(ctx, { image, n, hand, layers, at }, focused = false) {
  const cell = SIDE / n;
  const { rows, columns } = layers[at[0]];
  const [y0, y1] = rows[at[2]].map((v) => v * cell);
  const [x0, x1] = columns[at[3]].map((v) => v * cell);
  drawInk(ctx, { image, n }, SIDE); // white on black, as the network sees it
  strokeBox(ctx, x0 + 1, y0 + 1, x1 - x0 - 2, y1 - y0 - 2, FRAME, 2.4);
  if (focused) drawPen(ctx, hand, cell, 6, "#56B4E9");
}

export function drawLarge(ctx, me, c, focused = false) {
  const [l, m, row, column] = me.at;
  const h = SIDE / me.layers[l].height;
  const w = SIDE / me.layers[l].width;
  const range = spanOf(me, l);
  drawMap(ctx, me, l, m, { x: 0, y: 0, size: SIDE }, range, rgb(c.paper));
  strokeBox(ctx, column * w + 1, row * h + 1, w - 2, h - 2, FRAME, 2.4);
  if (focused) strokeBox(ctx, 1, 1, SIDE - 2, SIDE - 2, c.hues[2], 2);
}

export function drawBars(ctx, { scores, classes }, c) {
  const order = ranked(scores, 10);
  const tall = Math.min(30, SIDE / order.length);
  const [left, most] = [84, [76]];
  const box = { left, room: SIDE - left - 40, tall, points: 12, before: 8, after: 5, most };
  const top = Math.max(...scores);
  order
    .sort((a, b) => a[0] - b[0])
    .forEach(([i, score], row) => {
      const bar = { name: classes[i], score, long: score, best: score === top };
      drawBar(ctx, bar, row * tall, box, c);
    });
}

export function drawAll(ctx, me, c, focused = false) {
  const { layers, at, boxes } = me;
  const ranges = layers.map((_, l) => spanOf(me, l));
  for (const box of boxes) {
    const { layer: l, map: m, x, y, size } = box;
    drawMap(ctx, me, l, m, box, ranges[l], rgb(c.paper));
    if (m === 0) nameLayer(ctx, layers[l], y, l === at[0] ? c.ink : c.soft);
    const colour = focused ? c.hues[2] : c.hues[1];
    if (l === at[0] && m === at[1]) strokeBox(ctx, x - 1, y - 1, size + 2, size + 2, colour, 3);
  }
}

function nameLayer(ctx, { name, height, width }, y, colour) {
  const how = { colour, align: "left", base: "top" };
  write(ctx, name, 0, y + 2, { ...how, font: "600 12px" });
  write(ctx, `${height} × ${width}`, 0, y + 18, { ...how, font: "11px" });
}

function spanOf({ values, layers, starts }, l) {
  const { maps, height, width } = layers[l];
  return span(values, starts[l], maps * height * width);
}

function drawMap(ctx, { values, layers, starts, dots }, l, m, { x, y, size }, [low, high], paper) {
  // signed where a layer goes below 0, else from dark to bright
  const { height, width } = layers[l];
  const { pixels, draw } = dots[l];
  const from = starts[l] + m * height * width;
  const most = Math.max(-low, high);
  for (let i = 0; i < height * width; i++) {
    const v = values[from + i];
    pixels[i] = low < 0 ? pixel(...signed(v / most, paper)) : SHADES[Math.round((255 * v) / high)];
  }
  draw(ctx, x, y, size, size, false);
}
