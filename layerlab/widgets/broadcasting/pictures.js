// The picture of broadcasting: sizes in columns on the left, the last two axes as cells beside.

import { mix, rgb, write } from "../shared/shared.js";
import { align } from "./shapes.js";

export const SIZE = { width: 740, height: 268 };
const MOST = 12; // cells drawn along one axis
const LINES = [66, 114, 162]; // of a, b and their sum in the table

export function drawShapes(ctx, { a, b }, c) {
  const columns = align(a, b);
  const fits = columns.every((k) => k.fits);
  const out = lastTwo(columns.map((k) => k.out));
  drawTable(ctx, columns, c);
  drawArray(ctx, "a", a, fits ? out : null, 320, c.hues[0], c);
  drawArray(ctx, "b", b, fits ? out : null, 465, c.hues[2], c);
  if (fits) drawArray(ctx, "a + b", out, out, 610, c.hues[3], c);
  else {
    name(ctx, "a + b", 610, c);
    write(ctx, "no result", 660, 110, { colour: c.hues[1], font: "600 14px" });
  }
  const sign = { colour: c.soft, font: "600 18px" };
  write(ctx, "+", 445, 110, sign);
  write(ctx, "=", 590, 110, sign);
  const part = columns.length > 2 ? "drawn: the last two axes" : "";
  if (part) write(ctx, part, 490, 258, { colour: c.soft });
}

const lastTwo = (shape) => [1, 1, ...shape].slice(-2);

const name = (ctx, text, x, c) =>
  write(ctx, text, x + 50, 20, { colour: c.soft, font: "600 13px" });

// ---- the table -------------------------------------------------------------------------

function drawTable(ctx, columns, c) {
  const step = Math.min(52, 230 / columns.length);
  const [left, right] = [290 - step * columns.length, 290];
  const title = { colour: c.soft, font: "600 13px", align: "right" };
  ["a", "b", "a + b"].forEach((text, row) => write(ctx, text, left - 14, LINES[row], title));
  columns.forEach((column, i) => {
    drawColumn(ctx, column, right - step * (columns.length - i - 0.5), c);
  });
  ctx.fillStyle = c.line;
  ctx.fillRect(left, 138, step * columns.length, 1);
}

function drawColumn(ctx, { a, b, fits, out }, x, c) {
  // what is missing or repeated stands back
  const repeated = (n) => n === undefined || (n === 1 && out !== 1);
  const given = (n, row) => {
    const colour = repeated(n) ? c.soft : fits ? c.ink : c.hues[1];
    write(ctx, n ?? "·", x, LINES[row], { colour, font: "600 17px" });
  };
  given(a, 0);
  given(b, 1);
  write(ctx, fits ? out : "✗", x, LINES[2], { colour: c.hues[fits ? 0 : 1], font: "700 18px" });
  write(ctx, fits ? "" : "clash", x, 186, { colour: c.hues[1] });
}

// ---- the arrays ------------------------------------------------------------------------

function drawArray(ctx, text, shape, out, x, hue, c) {
  // full colour: the array's own cells; pale: repeated
  const [rows, cols] = lastTwo(shape);
  const whole = out ?? [rows, cols];
  const [R, C] = whole.map((n) => Math.min(n, MOST));
  const size = Math.min(26, 100 / C, 200 / R);
  const left = x + 50 - (size * C) / 2;
  const top = 40;
  const pale = `rgb(${mix(rgb(c.paper), rgb(hue), 0.28)})`;
  name(ctx, text, x, c);
  for (let r = 0; r < R; r++) {
    for (let k = 0; k < C; k++) {
      ctx.fillStyle = r < rows && k < cols ? hue : pale;
      ctx.fillRect(left + k * size + 1, top + r * size + 1, size - 2, size - 2);
    }
  }
  const more = whole.some((n) => n > MOST);
  const below = top + size * R + 10;
  if (more) write(ctx, "…", x + 50, below, { colour: c.soft, font: "600 14px" });
}
