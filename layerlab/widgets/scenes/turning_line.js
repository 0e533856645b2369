// The line turns with w (lesson 04). An arrow, the shadow that a thing throws on it, and the
// line where the shadow has no length. `at` holds w₁, w₂ and b.

import {
  arrow,
  axes,
  clamp,
  drawAxes,
  inside,
  MARKS,
  mark,
  ring,
  segment,
  write,
} from "../shared/shared.js";
import { num, pair, signedNum } from "./words.js";

const BELT = [
  [2, -1, 1],
  [1, -2, 1],
  [3, 0.5, 1],
  [-1, 2, 0],
  [-2, 1, 0],
  [0.5, 3, 0],
]; // sweet, sharp, whether it is a cake: the belt of the lesson
const WATCHED = BELT[2];

export const turningLine = {
  title: "The line turns with w",
  hands: "Drag the arrow's tip; in the last step the line, too.",
  keys: "left and right turn the arrow, up and down make it longer, or shift the line at the end",
  label: "An arrow from the origin, six things, and the line straight across the arrow",

  steps: [
    {
      pose: [1, -0.5, 0],
      say: (at) =>
        `w = ${pair(at.slice(0, 2))} is an arrow. The ringed cake throws a shadow on it, ` +
        `${num(turningLine.shadow(at))} long; times the arrow's length ` +
        `${num(Math.hypot(at[0], at[1]))} that is w · x = ${num(turningLine.score(at, WATCHED))}.`,
    },
    {
      pose: [1, -0.5, 0],
      say: () =>
        "Where a shadow has no length, the score is 0. All those places make one line, " +
        "and it stands straight across the arrow.",
    },
    {
      pose: [0.3, 1.4, 0],
      say: (at) =>
        `Turn w, and the line turns with it: between them is always a right angle. ` +
        `Now ${turningLine.right(at)} of 6 things are on their side.`,
    },
    {
      pose: [2, -1, 0],
      say: (at) =>
        `w = ${pair(at.slice(0, 2))}: make the arrow longer, and every score grows with it. ` +
        "The line does not care: twice nothing is nothing.",
    },
    {
      pose: [1, -0.5, -1],
      say: (at) =>
        `The bias shifts the line along the arrow, by −b / |w| = ${num(turningLine.shift(at))}. ` +
        "It does not turn it. Three numbers, and every line of the plane can be said.",
    },
  ],

  score: ([w1, w2, b], [x1, x2]) => w1 * x1 + w2 * x2 + b,
  shadow: (at, x = WATCHED) => (at[0] * x[0] + at[1] * x[1]) / Math.hypot(at[0], at[1]),
  shift: ([w1, w2, b]) => -b / Math.hypot(w1, w2),
  right: (at) => BELT.filter((x) => turningLine.score(at, x) >= 0 === Boolean(x[2])).length,

  line(at) {
    // a point of the line, and its direction
    const n = Math.hypot(at[0], at[1]);
    const far = turningLine.shift(at);
    return { foot: [(far * at[0]) / n, (far * at[1]) / n], along: [-at[1] / n, at[0] / n] };
  },

  // ---- hands ---------------------------------------------------------------------------

  pick({ step, at }, px, py) {
    const a = turningLine.plane();
    if (Math.hypot(px - a.px(at[0]), py - a.py(at[1])) < 18) return "tip";
    const n = Math.hypot(at[0], at[1]);
    const off = Math.abs(turningLine.score(at, [a.x(px), a.y(py)])) / n;
    return step === 4 && off < 0.25 && px < a.left + a.w ? "line" : null;
  },

  drag({ at }, what, px, py) {
    const a = turningLine.plane();
    const x = clamp(a.x(px), -3.6, 3.6);
    const y = clamp(a.y(py), -3.6, 3.6);
    if (what === "line") return [at[0], at[1], clamp(-(at[0] * x + at[1] * y), -6, 6)];
    return Math.hypot(x, y) < 0.3 ? at : [x, y, at[2]];
  },

  push({ step, at }, dx, dy, big) {
    const by = big ? 0.25 : 0.05;
    const [cos, sin] = [Math.cos(-dx * by), Math.sin(-dx * by)];
    const w = [cos * at[0] - sin * at[1], sin * at[0] + cos * at[1]];
    if (step === 4) return [...w, clamp(at[2] - 2 * dy * by, -6, 6)];
    const longer = clamp(1 + dy * by, 0.3 / Math.hypot(...w), 3.6 / Math.hypot(...w));
    return [w[0] * longer, w[1] * longer, at[2]];
  },

  // ---- pictures ------------------------------------------------------------------------

  plane: () =>
    axes({ width: 380, height: 380 }, [-4, 4], [-4, 4], { left: 28, right: 6, top: 6, bottom: 22 }),

  draw(ctx, { step, at }, c) {
    const a = turningLine.plane();
    const place = ([x, y]) => [a.px(x), a.py(y)];
    drawAxes(ctx, a, c, { xlabel: "sweet", ylabel: "sharp" });
    inside(ctx, a, () => {
      if (step > 0) turningLine.drawLine(ctx, place, at, c);
      if (step < 2) turningLine.drawShadow(ctx, place, at, c);
      for (const [x, y, cake] of BELT)
        mark(ctx, MARKS[cake], ...place([x, y]), 7, c.hues[cake], c.paper);
      ring(ctx, ...place(WATCHED), 12, c.ink, 1.6);
      arrow(ctx, place([0, 0]), place(at), c.ink, 3);
    });
    turningLine.drawScores(ctx, at, c);
  },

  drawLine(ctx, place, at, c) {
    const { foot, along } = turningLine.line(at);
    const far = (s) => place([foot[0] + s * along[0], foot[1] + s * along[1]]);
    segment(ctx, far(-12), far(12), c.hues[2], 2.5);
    const out = [at[0], at[1]].map((v) => (0.3 * v) / Math.hypot(at[0], at[1]));
    const side = along.map((v) => 0.3 * v);
    const corner = (i, j) =>
      place([foot[0] + i * out[0] + j * side[0], foot[1] + i * out[1] + j * side[1]]);
    segment(ctx, corner(1, 0), corner(1, 1), c.hues[2], 1.5);
    segment(ctx, corner(1, 1), corner(0, 1), c.hues[2], 1.5);
  },

  drawShadow(ctx, place, at, c) {
    const far = turningLine.shadow(at) / Math.hypot(at[0], at[1]);
    const end = [far * at[0], far * at[1]];
    segment(ctx, place(WATCHED), place(end), c.soft, 1.5, [4, 4]);
    segment(ctx, place([0, 0]), place(end), c.hues[4], 7);
  },

  drawScores(ctx, at, c) {
    // a bar for each thing, to the side of its answer
    const middle = 570;
    const text = { colour: c.soft, align: "left" };
    const sum = `score = ${num(at[0])} · sweet ${signedNum(at[1])} · sharp ${signedNum(at[2])}`;
    write(ctx, sum, 420, 20, { colour: c.ink, font: "600 14px", align: "left" });
    BELT.forEach((x, i) => {
      const y = 66 + 44 * i;
      const score = turningLine.score(at, x);
      const wide = clamp(score * 17, -118, 118);
      ctx.fillStyle = c.hues[x[2]];
      ctx.fillRect(middle + Math.min(0, wide), y - 9, Math.abs(wide), 18);
      mark(ctx, MARKS[x[2]], 428, y, 7, c.hues[x[2]], c.paper);
      const side = score < 0 ? "right" : "left";
      const beside = middle + wide + (score < 0 ? -6 : 6);
      write(ctx, num(score), beside, y, { colour: c.ink, align: side, font: "600 13px" });
    });
    segment(ctx, [middle, 44], [middle, 308], c.line, 1.5);
    write(ctx, "onion", middle - 118, 326, text);
    write(ctx, "cake", middle + 118, 326, { ...text, align: "right" });
  },
};
