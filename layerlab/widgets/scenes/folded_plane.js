// A layer folds the plane, twice (lesson 06). Two ReLU units make |x|, which is a fold; a layer
// of four folds a sheet to a quarter. One straight cut through all sheets is a closed shape when
// they are unfolded. `at` holds how far each layer has folded (0 to 1), and where the cut is.

import {
  axes,
  clamp,
  drawAxes,
  heat,
  inside,
  mix,
  pixel,
  rgb,
  segment,
  write,
} from "../shared/shared.js";
import { num } from "./words.js";

const HALF = 2; // the sheet goes from −2 to 2
const PLATE = { width: 360, height: 376 };
const MOST_CUT = [1.9, 0.95];
const ANSWERS = 64; // cells of the right picture, along each side

export const foldedPlane = {
  title: "A layer folds the plane, twice",
  hands: "Drag the cut.",
  keys: "left and right move the cut",
  label: "A sheet that is folded, with a straight cut; beside it the unfolded sheet",

  steps: [
    {
      pose: [0, 0, 1.2],
      say: () => "A sheet of paper, as large as the plane that we look at. It has not been folded.",
    },
    {
      pose: [1, 0, 1.2],
      say: () =>
        "relu(x) + relu(−x) is |x|: two units fold the sheet along a line. " +
        "Four units fold it along both axes: every place now lies on three others.",
    },
    {
      pose: [1, 0, 1.2],
      say: (at) => `One neuron above them cuts straight through all four sheets, at ${num(at[2])}.`,
    },
    {
      pose: [0, 0, 1.2],
      say: () =>
        `Unfold it. One straight cut became a shape of ${foldedPlane.sides(1)} sides: ` +
        "the border in the plane that was given.",
    },
    {
      pose: [1, 1, 0.6],
      say: () =>
        "Fold again, before the cut: a second layer of four units folds what is folded already. " +
        "Sixteen sheets lie on one another.",
    },
    {
      pose: [0, 0, 0.6],
      say: () =>
        `Unfold: ${foldedPlane.sides(2)} sides from 8 units. A second layer multiplies the folds ` +
        "of the first; in one layer they would only add.",
    },
  ],

  layers: (step) => (step < 4 ? 1 : 2),

  values(layers, x, y) {
    // what the layers make of a place: two numbers
    const once = [Math.abs(x), Math.abs(y)];
    return layers === 1 ? once : once.map((v) => Math.abs(v - 1));
  },

  score: (layers, cut, x, y) => cut - foldedPlane.values(layers, x, y).reduce((a, b) => a + b),

  border(layers, cut) {
    // the sides, each between two places of the unfolded sheet
    const middles = layers === 1 ? [0] : [-1, 1];
    const round = [0, 1, 2, 3, 4].map((k) => [
      Math.round(Math.cos((k * Math.PI) / 2)) * cut,
      Math.round(Math.sin((k * Math.PI) / 2)) * cut,
    ]);
    const sides = (x, y) =>
      [0, 1, 2, 3].map((k) => [round[k], round[k + 1]].map(([u, v]) => [x + u, y + v]));
    return middles.flatMap((x) => middles.flatMap((y) => sides(x, y)));
  },

  sides: (layers) => foldedPlane.border(layers, 0.5).length,

  // ---- hands ---------------------------------------------------------------------------

  pick: ({ step }, px) => (step > 1 && px < PLATE.width ? "cut" : null),

  drag({ step, at }, _what, px, py) {
    const a = foldedPlane.plate();
    const layers = foldedPlane.layers(step);
    const cut = foldedPlane.values(layers, a.x(px), a.y(py)).reduce((u, v) => u + v);
    return [at[0], at[1], clamp(cut, 0.2, MOST_CUT[layers - 1])];
  },

  push({ step, at }, dx, _dy, big) {
    const most = MOST_CUT[foldedPlane.layers(step) - 1];
    return [at[0], at[1], clamp(at[2] + dx * (big ? 0.2 : 0.04), 0.2, most)];
  },

  // ---- folding -------------------------------------------------------------------------

  place([first, second], x, y) {
    // where a place of the sheet lies while it is being folded: first across, then upwards
    const turn = (value, line, done) =>
      value < line ? line + (value - line) * Math.cos(Math.PI * clamp(done, 0, 1)) : value;
    const u = turn(turn(x, 0, 2 * first), 1, 2 * second);
    const v = turn(turn(y, 0, 2 * first - 1), 1, 2 * second - 1);
    return second > 0 ? [u, v] : [turn(x, 0, 2 * first), turn(y, 0, 2 * first - 1)];
  },

  // ---- pictures ------------------------------------------------------------------------

  plate: () => axes(PLATE, [-2.2, 2.2], [-2.2, 2.2], { left: 28, right: 12, top: 32, bottom: 24 }),

  draw(ctx, { step, at }, c) {
    foldedPlane.drawSheets(ctx, step, at, c);
    ctx.save();
    ctx.translate(380, 0);
    foldedPlane.drawAnswers(ctx, step, at, c);
    ctx.restore();
  },

  drawSheets(ctx, step, at, c) {
    // see-through patches: the more lie on one another, the darker
    const a = foldedPlane.plate();
    const put = (x, y) => {
      const [u, v] = foldedPlane.place(at, x, y);
      return [a.px(u), a.py(v)];
    };
    for (let i = -HALF; i < HALF; i++) {
      for (let j = -HALF; j < HALF; j++) {
        const round = [put(i, j), put(i + 1, j), put(i + 1, j + 1), put(i, j + 1)];
        ctx.beginPath();
        round.forEach(([x, y], k) => (k ? ctx.lineTo(x, y) : ctx.moveTo(x, y)));
        ctx.closePath();
        ctx.globalAlpha = 0.14;
        ctx.fillStyle = c.hues[0];
        ctx.fill();
        ctx.globalAlpha = 1;
        Object.assign(ctx, { strokeStyle: c.line, lineWidth: 1 });
        ctx.stroke();
      }
    }
    if (step > 1)
      for (const [from, to] of foldedPlane.border(foldedPlane.layers(step), at[2]))
        segment(ctx, put(...from), put(...to), c.hues[1], 3);
    const sheets = 4 ** (at[0] + at[1]);
    const words = sheets > 1.5 ? `${Math.round(sheets)} sheets on one another` : "the sheet";
    write(ctx, words, a.left + a.w / 2, 16, { colour: c.soft, font: "13px" });
  },

  drawAnswers(ctx, step, at, c) {
    const a = foldedPlane.plate();
    const layers = foldedPlane.layers(step);
    if (step > 1) foldedPlane.paint(ctx, a, layers, at[2], c);
    drawAxes(ctx, a, c, { about: 4, grid: step < 2 });
    inside(ctx, a, () => {
      if (step < 2) return;
      for (const [from, to] of foldedPlane.border(layers, at[2]))
        segment(ctx, [a.px(from[0]), a.py(from[1])], [a.px(to[0]), a.py(to[1])], c.hues[1], 2.5);
    });
    const sides = step > 1 ? `: ${foldedPlane.sides(layers)} sides` : "";
    write(ctx, `what the network answers${sides}`, a.left, 16, {
      colour: c.ink,
      align: "left",
      font: "600 13px",
    });
  },

  paint(ctx, a, layers, cut, c) {
    foldedPlane.cells ||= heat(ANSWERS, ANSWERS);
    const [out, into] = [0, 1].map((k) => pixel(...mix(rgb(c.paper), rgb(c.hues[k]), 0.2)));
    const { pixels } = foldedPlane.cells;
    for (let i = 0; i < pixels.length; i++) {
      const x = a.x0 + (((i % ANSWERS) + 0.5) / ANSWERS) * (a.x1 - a.x0);
      const y = a.y1 - ((Math.floor(i / ANSWERS) + 0.5) / ANSWERS) * (a.y1 - a.y0);
      pixels[i] = foldedPlane.score(layers, cut, x, y) > 0 ? into : out;
    }
    foldedPlane.cells.draw(ctx, a.left, a.top, a.w, a.h, false);
  },
};
