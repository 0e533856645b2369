// A nudge runs through two layers (lesson 07). Three rulers with one scale: the input x, what the
// first layer makes of it, h = relu(1.5 x − 1), and the loss L = (h − 2)². Each layer stretches
// the nudge by its own slope. `at` holds x and the nudge d.

import { arrow, clamp, disc, segment, write } from "../shared/shared.js";
import { num, times } from "./words.js";

const [RULER_LEFT, RULER_UNIT] = [180, 108]; // where 0 is, and pixels for 1
const RULERS = [70, 190, 310]; // of x, h and L, from above
const RULER_NAMES = ["x", "h = relu(1.5 x − 1)", "L = (h − 2)²"];

export const nudge = {
  title: "A nudge runs through two layers",
  hands: "Drag the dot of x, or the end of its nudge.",
  keys: "left and right move x, up and down change the nudge",
  label: "Three rulers, for x, h and L, with a nudge that is stretched from one to the next",

  steps: [
    {
      pose: [1, 0],
      say: ([x]) => {
        const { h, L } = nudge.values(x);
        return `Forward: x = ${num(x)} gives h = ${num(h)}, and h gives the loss L = ${num(L)}.`;
      },
    },
    {
      pose: [1, 0.4],
      say: (at) =>
        `Nudge x by ${num(at[1])}. The first layer stretches it by its slope ` +
        `${num(nudge.slopes(at[0])[0])}: ` +
        `h moves by ${num(nudge.moves(at)[1], 3)}.`,
    },
    {
      pose: [1, 0.4],
      say: (at) =>
        "The second layer takes that and has its own slope, " +
        `${num(nudge.slopes(at[0])[1])} at this h. ` +
        `L moves by ${num(nudge.moves(at)[2], 3)}: the other way round, and farther.`,
    },
    {
      pose: [1, 0.04],
      say: (at) =>
        "A smaller nudge, so that the slopes hold all along it: " +
        `L moves ${num(nudge.ratio(at), 2)} times as far. The smaller it is, ` +
        "the nearer that comes " +
        `to the product of the slopes, ${nudge.product(at[0])}.`,
    },
    {
      pose: [1, 0.04],
      say: ([x]) => {
        const [first, second] = nudge.slopes(x);
        return (
          `Backward, without any nudge: blame 1 at L, ${num(second)} at h, and ` +
          `${times(second, first)} = ${num(first * second)} at x. One walk back.`
        );
      },
    },
    {
      pose: [0.4, 0.2],
      say: (at) =>
        `At x = ${num(at[0])} the unit is ` +
        `${nudge.slopes(at[0])[0] ? "awake" : "silent: its slope is 0"}. ` +
        `L moves by ${num(nudge.moves(at)[2], 3)}. A factor of 0 stops every nudge, and all blame.`,
    },
  ],

  values(x) {
    const h = Math.max(1.5 * x - 1, 0);
    return { h, L: (h - 2) ** 2 };
  },

  slopes: (x) => [1.5 * x - 1 > 0 ? 1.5 : 0, 2 * (nudge.values(x).h - 2)],

  moves([x, d]) {
    // of x, h and L
    const [before, after] = [nudge.values(x), nudge.values(x + d)];
    return [d, after.h - before.h, after.L - before.L];
  },

  ratio: ([x, d]) => (d ? nudge.moves([x, d])[2] / d : NaN),
  product(x) {
    const [first, second] = nudge.slopes(x);
    return `${times(first, second)} = ${num(first * second)}`;
  },

  // ---- hands ---------------------------------------------------------------------------

  pick({ step, at: [x, d] }, px, py) {
    if (Math.abs(py - RULERS[0]) > 24) return null;
    const near = (value) => Math.abs(px - RULER_LEFT - RULER_UNIT * value);
    if (step > 0 && near(x + d) < Math.min(16, near(x))) return "d";
    return near(x) < 16 ? "x" : null;
  },

  drag({ at: [x, d] }, what, px) {
    const value = (px - RULER_LEFT) / RULER_UNIT;
    return what === "x" ? inRange(value, d) : inRange(x, value - x);
  },

  push({ step, at: [x, d] }, dx, dy, big) {
    const by = big ? 0.2 : 0.04;
    return inRange(x + dx * by, step > 0 ? d + (dy * by) / 2 : d);
  },

  // ---- pictures ------------------------------------------------------------------------

  draw(ctx, { step, at }, c) {
    const { h, L } = nudge.values(at[0]);
    const starts = [at[0], h, L];
    const moves = nudge.moves(at);
    const shown = step === 0 ? 0 : step === 1 ? 2 : 3; // rulers that the nudge has reached
    for (let k = 0; k < 2; k++) {
      if (k + 1 < shown) nudge.drawRibbon(ctx, k, starts, moves, c);
      nudge.drawSlope(ctx, k, step, at, starts, c);
    }
    RULERS.forEach((y, k) => {
      nudge.drawRuler(ctx, y, RULER_NAMES[k], c);
      nudge.drawMove(ctx, y, starts[k], k < shown ? moves[k] : 0, c);
      if (step === 4) nudge.drawBlame(ctx, k, at[0], c);
    });
  },

  drawRuler(ctx, y, name, c) {
    const end = RULER_LEFT + 4.4 * RULER_UNIT;
    segment(ctx, [RULER_LEFT - 40, y], [end, y], c.line, 2);
    for (let v = 0; v <= 4; v++) {
      const x = RULER_LEFT + v * RULER_UNIT;
      segment(ctx, [x, y - 5], [x, y + 5], c.line, 1.5);
      write(ctx, String(v), x, y + 18, { colour: c.soft, font: "12px" });
    }
    write(ctx, name, 12, y - 24, { colour: c.ink, font: "600 14px", align: "left" });
  },

  drawMove(ctx, y, start, move, c) {
    const at = (v) => RULER_LEFT + clamp(v, -0.4, 4.4) * RULER_UNIT;
    if (Math.abs(move) > 1e-9) arrow(ctx, [at(start), y], [at(start + move), y], c.hues[1], 5);
    disc(ctx, at(start), y, 7, c.ink);
  },

  drawRibbon(ctx, k, starts, moves, c) {
    // from what moved above to what moved below
    const x = (j, share) =>
      RULER_LEFT + clamp(starts[j] + share * moves[j], -0.4, 4.4) * RULER_UNIT;
    ctx.beginPath();
    ctx.moveTo(x(k, 0), RULERS[k]);
    ctx.lineTo(x(k, 1), RULERS[k]);
    ctx.lineTo(x(k + 1, 1), RULERS[k + 1]);
    ctx.lineTo(x(k + 1, 0), RULERS[k + 1]);
    ctx.closePath();
    ctx.globalAlpha = 0.2;
    ctx.fillStyle = c.hues[1];
    ctx.fill();
    ctx.globalAlpha = 1;
  },

  drawSlope(ctx, k, step, at, starts, c) {
    const from = [RULER_LEFT + starts[k] * RULER_UNIT, RULERS[k] + 8];
    const to = [RULER_LEFT + starts[k + 1] * RULER_UNIT, RULERS[k + 1] - 8];
    segment(ctx, from, to, c.soft, 1.2, [4, 4]);
    if (step <= k) return;
    const words = `× ${num(nudge.slopes(at[0])[k])}`;
    const y = (RULERS[k] + RULERS[k + 1]) / 2;
    write(ctx, words, 690, y, { colour: c.hues[1], font: "700 17px", align: "right" });
  },

  drawBlame(ctx, k, x, c) {
    const [first, second] = nudge.slopes(x);
    const blame = [first * second, second, 1][k];
    const words = `blame ${num(blame)}`;
    write(ctx, words, 730, RULERS[k] - 22, {
      colour: c.hues[2],
      font: "700 15px",
      align: "right",
    });
    if (k < 2) arrow(ctx, [720, RULERS[k + 1] - 40], [720, RULERS[k] + 14], c.hues[2], 2.5);
  },
};

function inRange(x, d) {
  const place = clamp(x, 0, 2.4);
  return [place, clamp(d, 0.01, Math.min(0.8, 2.6 - place))];
}
