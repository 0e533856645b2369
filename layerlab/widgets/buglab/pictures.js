// The picture of one training in the bug lab: both losses, and what each judge says at the end.

import { axes, clamp, drawAxes, line, write } from "../shared/shared.js";
import { EPOCHS } from "./lab.js";

export const SIZE = { width: 374, height: 230 };
export const TOP_LOSS = 2;

export const percent = (share) => `${Math.round(100 * share)}%`;

export function drawRun(ctx, { train_loss, val_loss, told, fresh }, c) {
  const room = { left: 30, right: 8, top: 8, bottom: 22 };
  const a = axes(SIZE, [1, EPOCHS], [0, TOP_LOSS], room);
  const points = (values) => values.map((v, i) => [a.px(i + 1), a.py(clamp(v, 0, TOP_LOSS))]);
  drawAxes(ctx, a, c, { xlabel: "epoch", ylabel: "loss" });
  line(ctx, points(val_loss), c.hues[1], 2.2, [6, 4]);
  line(ctx, points(train_loss), c.hues[0], 2.2);
  const text = `validation says ${percent(told)}, new examples ${percent(fresh)}`;
  const how = { colour: c.ink, align: "right", base: "top" };
  write(ctx, text, a.left + a.w - 6, a.top + 4, how);
}
