// The picture of one training step: a lane for Python, one for the device, a scale, a legend.

import { strokeBox, write } from "../shared/shared.js";
import { bars } from "./model.js";

export const SIZE = { width: 700, height: 212 };
export const NAMES = {
  load: "loading",
  copy: "copy",
  forward: "forward",
  backward: "backward",
  update: "optimiser",
  waiting: "waiting",
};
export const HUES = { load: 1, copy: 4, forward: 0, backward: 5, update: 2 };
const [LEFT, RIGHT, FLOOR, TALL] = [62, 14, 152, 54];
const TOPS = [16, 84]; // of the lanes
const STEPS = [0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000]; // ms

export function drawLanes(ctx, { found, first, data }, c, dark = false) {
  // the step as it is, and the outline of the one it is compared with
  const wide = Math.max(found.total, first.total);
  const px = (t) => LEFT + (t / wide) * (SIZE.width - LEFT - RIGHT);
  ["Python", "device"].forEach((name, i) => {
    write(ctx, name, LEFT - 8, TOPS[i] + TALL / 2, { colour: c.ink, align: "right" });
  });
  const top = TOPS[0] - 6;
  strokeBox(ctx, px(0), top, px(first.total) - px(0), FLOOR - top - 4, c.line, 1.5);
  for (const [lane, part, start, length] of bars(found, data)) {
    drawBar(ctx, TOPS[lane], part, px(start), px(start + length), c, dark);
  }
  drawScale(ctx, wide, px, c);
  drawLegend(ctx, c);
}

function drawBar(ctx, top, part, x0, x1, c, dark) {
  const wait = part === "waiting";
  const wide = x1 - x0;
  ctx.fillStyle = wait ? c.tint : c.hues[HUES[part]];
  ctx.fillRect(x0, top, wide, TALL);
  if (wait) hatch(ctx, x0, top, wide, c);
  ctx.strokeStyle = c.paper;
  ctx.strokeRect(x0, top, wide, TALL);
  ctx.font = "12px system-ui, sans-serif"; // for the measure
  const room = ctx.measureText(NAMES[part]).width + 8;
  if (room > wide) return;
  const middle = (x0 + x1) / 2;
  if (wait) {
    ctx.fillStyle = c.tint;
    ctx.fillRect(middle - room / 2, top + TALL / 2 - 9, room, 18);
  }
  const light = part === "backward" || part === "copy" || dark;
  const colour = wait ? c.ink : light ? "#101418" : "#FFFFFF";
  write(ctx, NAMES[part], middle, top + TALL / 2, { colour });
}

function hatch(ctx, x, y, w, c) {
  ctx.save();
  ctx.beginPath();
  ctx.rect(x, y, w, TALL);
  ctx.clip();
  ctx.beginPath();
  for (let k = -TALL; k < w; k += 9) {
    ctx.moveTo(x + k, y + TALL);
    ctx.lineTo(x + k + TALL, y);
  }
  Object.assign(ctx, { strokeStyle: c.line, lineWidth: 1 });
  ctx.stroke();
  ctx.restore();
}

function drawScale(ctx, wide, px, c) {
  const step = STEPS.find((v) => wide / 1000 / v <= 8) ?? 1e4;
  const how = { colour: c.soft, base: "top" };
  for (let v = 0; v * 1000 <= wide; v += step) {
    ctx.fillStyle = c.soft;
    ctx.fillRect(Math.round(px(v * 1000)), FLOOR, 1, 5);
    write(ctx, `${+v.toFixed(1)}`, px(v * 1000), FLOOR + 8, how);
  }
  write(ctx, "ms", LEFT - 8, FLOOR + 8, { ...how, align: "right" });
}

function drawLegend(ctx, c) {
  let x = LEFT;
  for (const part of Object.keys(HUES)) {
    ctx.fillStyle = c.hues[HUES[part]];
    ctx.fillRect(x, SIZE.height - 20, 12, 12);
    write(ctx, NAMES[part], x + 17, SIZE.height - 14, { colour: c.ink, align: "left" });
    x += 38 + ctx.measureText(NAMES[part]).width;
  }
}
