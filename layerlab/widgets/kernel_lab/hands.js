// Hands on the kernel lab: paint the picture, drag a weight, point at the output; keys do the same.

import { clamp, grab, keys, show } from "../shared/shared.js";
import { here, layout, OUTPUT, PICTURE, padded, WEIGHTS } from "./pictures.js";

export const YOURS = "yours";

export function addHands(me) {
  handsOnPicture(me);
  handsOnKernel(me);
  handsOnOutput(me);
  for (const { node } of [me.picture, me.weights]) {
    for (const event of ["focus", "blur"]) node.addEventListener(event, me.ui.redraw);
  }
}

function cellAt(size, grid, px, py, pad = 0) {
  const box = layout(size, padded(grid, pad));
  const r = Math.floor((py - box.top) / box.size) - pad;
  const c = Math.floor((px - box.left) / box.size) - pad;
  return r >= 0 && c >= 0 && r < grid.rows && c < grid.cols ? [r, c] : null;
}

function walk(me, name, { rows, cols }, dx, dy, n) {
  const [r, c] = me.cursor[name];
  me.cursor[name] = [clamp(r - dy * n, 0, rows - 1), clamp(c + dx * n, 0, cols - 1)];
}

const valueAt = (grid, [r, c]) => grid.data[r * grid.cols + c];

const spot = ([r, c]) => `row ${r + 1}, column ${c + 1}`;

// ---- the picture -----------------------------------------------------------------------

function handsOnPicture(me) {
  const { s, cursor } = me;
  const find = (px, py) => cellAt(PICTURE, s.image, px, py, s.padding);
  let stroke = [0, 0];
  let brush = 1;
  grab(me.picture, {
    pick(px, py, event) {
      const at = find(px, py);
      if (at && event) [brush, stroke] = [valueAt(s.image, at) < 0.5 ? 1 : 0, at];
      return at ? "brush" : null;
    },
    move(_, px, py) {
      const at = find(px, py);
      if (!at) return;
      if (valueAt(s.image, at) !== brush) paint(me, at, brush, stroke);
      stroke = at;
      cursor.picture = at;
    },
  });
  keys(me.picture, "Picture. Arrow keys move, Space paints or wipes the pixel.", {
    arrows: (dx, dy, big) => {
      walk(me, "picture", s.image, dx, dy, big ? 4 : 1);
      const at = cursor.picture;
      me.refresh(`Pixel ${spot(at)}: ${show(valueAt(s.image, at))}.`);
    },
    other: { " ": () => paint(me, cursor.picture, valueAt(s.image, cursor.picture) < 0.5 ? 1 : 0) },
  });
}

function paint(me, to, value, start = to) {
  // a stroke without gaps, however fast the hand
  const n = Math.max(1, ...to.map((v, k) => Math.abs(v - start[k])));
  for (let k = 0; k <= n; k++) {
    const at = to.map((v, i) => Math.round(start[i] + ((v - start[i]) * k) / n));
    dab(me.s.image, at, value);
  }
  me.set({ image: me.s.image }, `Pixel ${spot(to)} is now ${value}.`);
}

function dab({ rows, cols, data }, [r, c], value) {
  // the brush is thicker on a picture of many pixels
  const tip = Math.max(1, Math.round(Math.max(rows, cols) / 20));
  const end = Math.min(c + tip, cols);
  for (let y = r; y < Math.min(r + tip, rows); y++) data.fill(value, y * cols + c, y * cols + end);
}

// ---- the kernel ------------------------------------------------------------------------

function handsOnKernel(me) {
  const { s, cursor } = me;
  let from = null;
  grab(me.weights, {
    pick(px, py, event) {
      const at = cellAt(WEIGHTS, s.kernel, px, py);
      if (at && event) from = { y: py, value: valueAt(s.kernel, at), moved: false };
      return at;
    },
    move(at, _, py) {
      const by = (from.y - py) / 14;
      cursor.weights = at;
      if (Math.abs(by) <= 0.4) return;
      from.moved = true;
      weigh(me, at, from.value + Math.round(by * 2) / 2);
    },
    drop(at) {
      if (!from.moved) weigh(me, at, from.value >= 1 ? -1 : Math.floor(from.value) + 1);
    },
  });
  const heavier = (by) => () => weigh(me, cursor.weights, valueAt(s.kernel, cursor.weights) + by);
  keys(me.weights, "Kernel. Arrow keys move, plus and minus change the weight.", {
    arrows: (dx, dy) => {
      walk(me, "weights", s.kernel, dx, dy, 1);
      const at = cursor.weights;
      me.refresh(`Weight ${spot(at)}: ${show(valueAt(s.kernel, at))}.`);
    },
    other: { "+": heavier(0.5), "=": heavier(0.5), "-": heavier(-0.5) },
  });
}

function weigh(me, at, value) {
  const { kernel } = me.s;
  kernel.data[at[0] * kernel.cols + at[1]] = clamp(Math.round(value * 4) / 4, -9, 9);
  const words = `Weight ${spot(at)} is now ${show(valueAt(kernel, at))}.`;
  me.set({ kernel, preset: YOURS }, words);
  me.controls.preset.set(YOURS);
}

// ---- the output ------------------------------------------------------------------------

function handsOnOutput(me) {
  const find = (px, py) => cellAt(OUTPUT, me.out, px, py);
  grab(me.output, {
    pick: find,
    move(_, px, py) {
      const at = find(px, py);
      if (at) me.set({ at: at[0] * me.out.cols + at[1] });
    },
  });
  keys(me.output, "Output. Arrow keys move the window, Shift moves it further.", {
    arrows: (dx, dy, big) => {
      const [r, c] = here(me);
      const n = big ? 4 : 1;
      const { rows, cols } = me.out;
      me.set({ at: clamp(r - dy * n, 0, rows - 1) * cols + clamp(c + dx * n, 0, cols - 1) });
    },
  });
}
