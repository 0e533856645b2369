// The picture of a curve that is drawn: axes, the learner's line, the true one over it.

import { axes, disc, drawAxes, inside, line, write } from "../shared/shared.js";
import { places } from "./judge.js";

export const SIZE = { width: 700, height: 260 };

export const askedAxes = ({ x, y }) =>
  axes(SIZE, x.range, y.range, { left: 44, right: 12, top: 10, bottom: 24 });

export function drawCurves(ctx, { ask, drawn, truth, cursor }, c) {
  // what is drawn in blue; what came out in vermilion, dashed, with its name
  const a = askedAxes(ask);
  drawAxes(ctx, a, c, { xlabel: ask.x.name, ylabel: ask.y.name });
  const xs = places(ask.x);
  inside(ctx, a, () => {
    for (const part of stretches(xs, drawn)) {
      const points = part.map(([x, y]) => [a.px(x), a.py(y)]);
      if (points.length > 1) line(ctx, points, c.hues[0], 3);
      else disc(ctx, ...points[0], 3, c.hues[0]);
    }
    if (truth.length) {
      const points = truth.map(([x, y]) => [a.px(x), a.py(y)]);
      line(ctx, points, c.hues[1], 2.2, [7, 4]);
    }
  });
  if (cursor) ringAt(ctx, a, cursor, c);
  if (truth.length) legend(ctx, a, c);
}

export function stretches(xs, drawn) {
  // runs of drawn points, where the learner left no gap
  const all = [];
  let run = [];
  xs.forEach((x, i) => {
    if (drawn[i] !== null) run.push([x, drawn[i]]);
    if (run.length && (drawn[i] === null || i === xs.length - 1)) {
      all.push(run);
      run = [];
    }
  });
  return all;
}

function ringAt(ctx, a, { x, y }, c) {
  ctx.beginPath();
  ctx.arc(a.px(x), a.py(y), 7, 0, 7);
  Object.assign(ctx, { strokeStyle: c.ink, lineWidth: 1.5 });
  ctx.stroke();
}

function legend(ctx, a, c) {
  const right = a.left + a.w - 6;
  const how = { align: "right", base: "top", font: "600 12px" };
  write(ctx, "yours", right, a.top + 4, { ...how, colour: c.hues[0] });
  write(ctx, "what came out", right, a.top + 21, { ...how, colour: c.hues[1] });
}
