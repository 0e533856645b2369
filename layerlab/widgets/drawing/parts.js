// What the drawing pad and Draw and see draw alike: the ink, the pen, a bar with its words.

import { disc, ring, write } from "../shared/shared.js";

export function drawInk(ctx, { image, n }, side, shade = (v) => v) {
  const cell = side / n;
  for (let i = 0; i < image.length; i++) {
    if (!image[i]) continue;
    const v = shade(image[i]);
    ctx.fillStyle = `rgb(${v},${v},${v})`;
    ctx.fillRect((i % n) * cell, Math.floor(i / n) * cell, cell + 0.3, cell + 0.3);
  }
}

export function drawPen(ctx, { pen, down, keyed }, cell, radius, colour) {
  if (!keyed) return; // the pointer shows where it is
  const [x, y] = pen.map((v) => v * cell);
  if (down) disc(ctx, x, y, radius, colour);
  else ring(ctx, x, y, radius, colour, 2);
}

export function drawBar(ctx, { name, score, long, best }, y, box, c) {
  const { left, room, tall, points, before, after, most = [] } = box;
  const font = `${best ? 650 : 400} ${points}px`;
  const how = { colour: best ? c.ink : c.soft, font };
  write(ctx, name, left - before, y + tall / 2, { ...how, align: "right" }, ...most);
  ctx.fillStyle = c.tint;
  ctx.fillRect(left, y + 0.2 * tall, room, 0.6 * tall);
  ctx.fillStyle = best ? c.hues[0] : c.hues[5];
  ctx.fillRect(left, y + 0.2 * tall, room * long, 0.6 * tall);
  const percent = `${Math.round(100 * score)}%`;
  write(ctx, percent, left + room + after, y + tall / 2, { ...how, align: "left" });
}
