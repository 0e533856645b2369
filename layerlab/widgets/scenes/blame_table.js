// The outer product and the transpose grow out of blame arrows (lesson 07). Three units speak to
// two; blame arrives at the two. Each wire's blame is what was said times who is blamed: a table.
// Down goes what each unit collects along its own wires: the table of weights, read by rows.
// `at` holds what the three said, the blame of the two, and how many wires have been asked.

import { arrow, clamp, disc, mix, rgb, ring, segment, strokeBox, write } from "../shared/shared.js";
import { num, times } from "./words.js";

const W = [
  [1, -1],
  [2, 0.5],
  [-0.5, 1],
]; // (3, 2)
const SAYS = [70, 180, 290].map((y) => [92, y]); // where the three units stand
const HEARS = [110, 250].map((y) => [310, y]);
const CELL = { x: 470, y: 96, wide: 84, high: 56 };

export const blameTable = {
  title: "Where the outer product and the transpose come from",
  hands: "Drag a circle up or down to change its number.",
  keys: "left and right choose a circle, up and down change its number",
  label: "Three units wired to two, with blame on the wires, and a table of the wires",
  weights: W,

  steps: [
    {
      pose: [1, 0, 2, 0.5, -1, 0],
      say: (at) => {
        const z = blameTable.forward(at);
        return (
          "Forward. Each wire carries what its unit says, times its weight; " +
          `the right units add up: ` +
          `${num(z[0])} and ${num(z[1])}. They read the table of weights by columns: z = h @ W.`
        );
      },
    },
    {
      pose: [null, null, null, null, null, 0],
      say: ([, , , d0, d1]) => `Blame arrives from the loss: ${num(d0)} and ${num(d1)}.`,
    },
    {
      pose: [null, null, null, null, null, 1],
      say: ([h0, , , d0]) =>
        `Ask one wire. If its weight grows by 1, z₀ grows by what was said, ${num(h0)}; ` +
        `so its blame is ${times(h0, d0)} = ${num(h0 * d0)}.`,
    },
    {
      pose: [null, null, null, null, null, 6],
      say: () =>
        "Ask all six: everything that was said times everyone who is blamed. A table of all " +
        "products, the outer product of h and d. It has the shape of W.",
    },
    {
      pose: [null, null, null, null, null, 6],
      say: (at) => {
        const down = blameTable.down(at);
        return (
          "And down: a unit that spoke to both collects from both, along its own wires. " +
          `The first: ${times(W[0][0], at[3])} plus ${times(W[0][1], at[4])} is ${num(down[0])}. ` +
          "That reads the table of weights by rows."
        );
      },
    },
    {
      pose: [null, null, null, null, null, 6],
      say: () =>
        "To read by rows with the same product, turn the table over: d @ Wᵀ. " +
        "That is all the transpose does: the wires are the same, walked backwards.",
    },
  ],

  forward: (at) => [0, 1].map((k) => W.reduce((sum, row, j) => sum + at[j] * row[k], 0)),
  outer: (at) => W.map((row, j) => row.map((_, k) => at[j] * at[3 + k])),
  down: (at) => W.map((row) => row[0] * at[3] + row[1] * at[4]),

  // ---- hands ---------------------------------------------------------------------------

  pick({ step }, px, py) {
    const all = step > 0 ? [...SAYS, ...HEARS] : SAYS;
    const near = all.findIndex(([x, y]) => Math.hypot(px - x, py - y) < 26);
    return near < 0 ? null : near;
  },

  drag(s, what, _px, py) {
    const before = s.from?.[1] ?? py;
    s.from = [0, py];
    return changed(s.at, what, s.at[what] + (before - py) / 50);
  },

  push(s, dx, dy, big) {
    const count = s.step > 0 ? 5 : 3;
    s.chosen = ((s.chosen ?? 0) + dx + count) % count;
    if (!dy) return s.at;
    const step = big ? 0.5 : 0.1;
    return changed(s.at, s.chosen, Math.round((s.at[s.chosen] + dy * step) * 10) / 10);
  },

  // ---- pictures ------------------------------------------------------------------------

  draw(ctx, s, c) {
    const { step, at } = s;
    W.forEach((row, j) => {
      row.forEach((_, k) => {
        blameTable.drawWire(ctx, step, at, j, k, c);
      });
    });
    const z = blameTable.forward(at);
    SAYS.forEach((place, j) => {
      blameTable.drawUnit(ctx, place, num(at[j]), s.chosen === j, c);
      if (step > 3) blameTable.drawBlame(ctx, place, blameTable.down(at)[j], -1, c);
    });
    HEARS.forEach((place, k) => {
      blameTable.drawUnit(ctx, place, num(z[k]), s.chosen === 3 + k, c);
      if (step > 0) blameTable.drawBlame(ctx, place, at[3 + k], 1, c);
    });
    write(ctx, "h", 92, 24, { colour: c.soft, font: "italic 600 16px" });
    write(ctx, "z", 310, 24, { colour: c.soft, font: "italic 600 16px" });
    if (step === 2 || step === 3) blameTable.drawOuter(ctx, at, c);
    else blameTable.drawWeights(ctx, step, c);
  },

  drawWire(ctx, step, at, j, k, c) {
    const [x0, y0] = SAYS[j];
    const [x1, y1] = HEARS[k];
    const number = 2 * j + k;
    const asked = step === 2 || step === 3 ? number < at[5] : step > 3;
    const from = [x0 + 24, y0];
    const to = [x1 - 24, y1];
    if (asked) arrow(ctx, to, from, step > 3 ? c.hues[2] : c.hues[1], 2.5);
    else segment(ctx, from, to, c.line, 2);
    const text = asked && step < 4 ? blameTable.outer(at)[j][k] : W[j][k];
    const share = 0.3 + 0.14 * k;
    const [x, y] = [from[0] + share * (to[0] - from[0]), from[1] + share * (to[1] - from[1])];
    ctx.fillStyle = c.paper;
    ctx.fillRect(x - 17, y - 9, 34, 18);
    const colour = asked && step < 4 ? c.hues[1] : c.soft;
    write(ctx, num(text), x, y, { colour, font: "600 12px" });
  },

  drawUnit(ctx, [x, y], text, chosen, c) {
    disc(ctx, x, y, 22, c.tint);
    ring(ctx, x, y, 22, chosen ? c.hues[0] : c.ink, chosen ? 4 : 1.6);
    write(ctx, text, x, y, { colour: c.ink, font: "600 14px" });
  },

  drawBlame(ctx, [x, y], value, side, c) {
    // beside the unit: what it has to answer for
    const text = { colour: c.hues[2], font: "700 14px" };
    write(ctx, num(value), x + side * 46, y, text);
  },

  drawOuter(ctx, at, c) {
    const table = blameTable.outer(at);
    write(ctx, "blame of each wire: h times d", CELL.x, 30, {
      colour: c.ink,
      align: "left",
      font: "600 13px",
    });
    const marks = { colour: c.hues[2], font: "700 14px" };
    [0, 1].forEach((k) => {
      write(ctx, num(at[3 + k]), CELL.x + CELL.wide * (k + 0.5), CELL.y - 18, marks);
    });
    table.forEach((row, j) => {
      const y = CELL.y + CELL.high * (j + 0.5);
      write(ctx, num(at[j]), CELL.x - 22, y, { colour: c.ink, font: "700 14px" });
      row.forEach((value, k) => {
        const there = 2 * j + k < at[5];
        drawCell(ctx, j, k, there ? num(value) : "", there ? c.hues[1] : null, c);
      });
    });
  },

  drawWeights(ctx, step, c) {
    const turned = step === 5;
    const words = turned ? "Wᵀ: the same table, turned over" : "the table of weights W";
    write(ctx, words, CELL.x, 30, { colour: c.ink, align: "left", font: "600 13px" });
    W.forEach((row, j) => {
      row.forEach((value, k) => {
        const lit = step === 0 ? k === 0 : step === 4 ? j === 0 : step === 5 && j === 0;
        const hue = step === 0 ? c.hues[0] : c.hues[2];
        if (turned) drawCell(ctx, k, j, num(value), lit ? hue : null, c);
        else drawCell(ctx, j, k, num(value), lit ? hue : null, c);
      });
    });
    const says = { 0: "read by columns: h @ W", 4: "read by rows: W @ d", 5: "by columns: d @ Wᵀ" };
    write(ctx, says[step] ?? "", CELL.x, CELL.y + 3 * CELL.high + 22, {
      colour: c.soft,
      align: "left",
      font: "13px",
    });
  },
};

function drawCell(ctx, row, column, text, hue, c) {
  const [x, y] = [CELL.x + column * CELL.wide, CELL.y + row * CELL.high];
  ctx.fillStyle = hue ? `rgb(${mix(rgb(c.paper), rgb(hue), 0.25)})` : c.paper;
  ctx.fillRect(x, y, CELL.wide - 4, CELL.high - 4);
  strokeBox(ctx, x, y, CELL.wide - 4, CELL.high - 4, c.line, 1);
  const middle = [x + CELL.wide / 2 - 2, y + CELL.high / 2 - 2];
  write(ctx, text, ...middle, { colour: c.ink, font: "600 15px" });
}

function changed(at, which, value) {
  const next = [...at];
  next[which] = clamp(value, -2, 2);
  return next;
}
