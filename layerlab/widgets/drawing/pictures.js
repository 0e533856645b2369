// The pictures of the drawing pad: the pad with its ink, and a bar for each word.

import { strokeBox } from "../shared/shared.js";
import { drawBar, drawInk, drawPen } from "./parts.js";
import { ranked } from "./pen.js";

export const PAD = { width: 308, height: 308 };
export const BARS = { width: 400, height: 308 };

export function drawPad(ctx, { image, n, hand, tip }, c, focused = false) {
  const side = PAD.width;
  const cell = side / n;
  drawInk(ctx, { image, n }, side, (v) => 255 - v); // black on white
  strokeBox(ctx, 1, 1, side - 2, side - 2, c.line, 2);
  if (focused) drawPen(ctx, hand, cell, Math.max(5, tip * cell), "#D55E00");
}

export function drawBars(ctx, { names, scores }, c) {
  const [[first]] = ranked(scores);
  const top = Math.max(1, ...scores);
  const tall = Math.min(34, BARS.height / names.length);
  const box = { left: 96, room: BARS.width - 148, tall, points: 13, before: 10, after: 8 };
  names.forEach((name, i) => {
    const score = scores[i];
    const best = i === first && score > 0;
    drawBar(ctx, { name, score, long: Math.max(0, score) / top, best }, i * tall, box, c);
  });
}
