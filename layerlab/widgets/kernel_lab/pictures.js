// The pictures of the kernel lab: the painted picture with the window's frame, the kernel, the
// products inside the window, the output. State: the settings `s` with image and kernel, the
// output `out`, where the keys' cursors are.

import { clamp, heat, pixel, rgb, show, signed, strokeBox, write } from "../shared/shared.js";
import { patch } from "./window.js";

export const PICTURE = { width: 286, height: 286 };
export const OUTPUT = PICTURE;
export const WEIGHTS = { width: 152, height: 152 };
export const PRODUCTS = { width: 152, height: 110 };

export function layout({ width, height }, { rows, cols }) {
  // the largest square cells that fit, in the middle
  const size = Math.floor(Math.min(width / cols, height / rows) * 4) / 4;
  return { size, left: (width - size * cols) / 2, top: (height - size * rows) / 2 };
}

export const padded = ({ rows, cols }, pad) => ({ rows: rows + 2 * pad, cols: cols + 2 * pad });

export const here = ({ s, out }) => [Math.floor(s.at / (out.cols || 1)), s.at % (out.cols || 1)];

const most = (values, least) => values.reduce((m, v) => Math.max(m, Math.abs(v)), least);

// ---- the two large ones: a colour a cell -----------------------------------------------

export function drawPicture(ctx, me, c, focused = false) {
  const { s, out, cursor } = me;
  const { rows, cols, data } = s.image;
  const p = s.padding;
  const { size, left, top } = layout(PICTURE, padded(s.image, p));
  const box = (row, col, less, colour, width) => {
    const [x, y] = [left + (col + p) * size, top + (row + p) * size];
    strokeBox(ctx, x + less, y + less, size - 2 * less, size - 2 * less, colour, width);
  };
  ctx.fillStyle = c.tint;
  ctx.fillRect(left, top, size * (cols + 2 * p), size * (rows + 2 * p));
  const [x, y] = [left + p * size, top + p * size];
  tiles(ctx, s.image, x, y, size, (i) => Array(3).fill(Math.round(255 * clamp(data[i], 0, 1))));
  strokeBox(ctx, x, y, size * cols, size * rows, c.line, 1);
  const seen = out.data.length ? patch(s.image, s.kernel, s, ...here(me)) : [];
  for (const cell of seen) box(cell.y, cell.x, 1, c.hues[1], 2.2);
  if (focused) box(...cursor.picture, 0, c.hues[2], 3);
}

export function drawOutput(ctx, me, c, sliding = false) {
  // while the window slides, what it has not reached stays empty
  const { s, out } = me;
  if (!out.data.length) return;
  const { size, left, top } = layout(OUTPUT, out);
  const [paper, later] = [rgb(c.paper), rgb(c.tint)];
  const span = most(out.data, 1e-9);
  const colour = (i) => signed((0.9 * out.data[i]) / span, paper);
  tiles(ctx, out, left, top, size, (i) => (sliding && i > s.at ? later : colour(i)));
  strokeBox(ctx, left, top, size * out.cols, size * out.rows, c.line, 1);
  const [row, col] = here(me);
  const [x, y] = [left + col * size + 1, top + row * size + 1];
  strokeBox(ctx, x, y, size - 2, size - 2, c.hues[1], 2.6);
}

function tiles(ctx, grid, x, y, size, colour) {
  // one colour a cell, thousands of cells a frame
  const { pixels, draw } = heat(grid.cols, grid.rows);
  for (let i = 0; i < pixels.length; i++) pixels[i] = pixel(...colour(i));
  draw(ctx, x, y, size * grid.cols, size * grid.rows, false);
}

// ---- the two small ones: a number a cell -----------------------------------------------

export function drawKernel(ctx, { s, cursor }, c, focused = false) {
  const { size, left, top } = layout(WEIGHTS, s.kernel);
  cells(ctx, WEIGHTS, s.kernel, s.kernel.data, c);
  if (!focused) return;
  const [row, col] = cursor.weights;
  const [x, y] = [left + col * size + 1.5, top + row * size + 1.5];
  strokeBox(ctx, x, y, size - 3, size - 3, c.hues[2], 3);
}

export function drawProducts(ctx, me, c) {
  const { s, out } = me;
  const seen = out.data.length ? patch(s.image, s.kernel, s, ...here(me)) : [];
  if (!seen.length) return;
  const { width, height } = PRODUCTS;
  const values = seen.map((cell) => cell.value * cell.weight);
  cells(ctx, { width, height: height - 24 }, s.kernel, values, c);
  const how = { colour: c.ink, font: "600 13px", base: "bottom" };
  write(ctx, `sum = ${show(out.data[s.at])}`, width / 2, height - 2, how);
}

function cells(ctx, size, grid, values, c) {
  const box = layout(size, grid);
  const top = most(values, 1);
  for (let i = 0; i < grid.rows * grid.cols; i++) {
    const x = box.left + (i % grid.cols) * box.size;
    const y = box.top + Math.floor(i / grid.cols) * box.size;
    const colour = signed((0.85 * values[i]) / top, rgb(c.paper));
    ctx.fillStyle = `rgb(${colour})`;
    ctx.fillRect(x, y, box.size, box.size);
    strokeBox(ctx, x + 0.5, y + 0.5, box.size - 1, box.size - 1, c.grid, 1);
    const text = String(+values[i].toFixed(2)).replace("-", "−");
    const points = clamp(box.size / (text.length > 4 ? 4.2 : 3.4), 6, 13);
    const how = { colour: onTop(colour), font: `600 ${points}px` };
    write(ctx, text, x + box.size / 2, y + box.size / 2, how);
  }
}

const onTop = ([r, g, b]) => (0.3 * r + 0.59 * g + 0.11 * b > 140 ? "#22303C" : "#FFFFFF");
