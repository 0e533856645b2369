// The four pictures of the peeler: the table, the maps, the strongest patches, the neighbours.
// A picture is 3 x 32 x 32 numbers 0…1; a layer is { channels, side, data }.

import { heat, pixel, strokeBox, viridis, write } from "../shared/shared.js";
import { frame, SIDE, WINDOWS } from "./look.js";

export const TABLE = { width: 232, height: 232 };
export const PATCHES = { width: 232, height: 122 };
export const MAPS = { width: 500, height: 232 };
export const NEAR = { width: 500, height: 172 };
export const [NEAREST, STRONGEST] = [7, 8]; // how many of them are shown
const NONE = "#F4F6F8";

// ---- places ----------------------------------------------------------------------------

export function across(count, width, height) {
  // how many squares stand in a row, all as large as can be
  const size = (n) => Math.min(width / n, height / Math.ceil(count / n));
  let best = 1;
  for (let n = 2; n <= count; n++) if (size(n) > size(best) + 1e-9) best = n;
  return best;
}

export function grid(count) {
  const columns = across(count, MAPS.width, MAPS.height);
  const rows = Math.ceil(count / columns);
  return { columns, size: Math.min(MAPS.width / columns, MAPS.height / rows) };
}

export function cellAt(count, px, py) {
  const { columns, size } = grid(count);
  const x = Math.floor(px / size);
  const i = Math.floor(py / size) * columns + x;
  return x < columns && i >= 0 && i < count ? i : null;
}

// ---- one picture -----------------------------------------------------------------------

const sheets = new Map();

function sheet(side) {
  // one small picture of each size serves them all
  if (!sheets.has(side)) sheets.set(side, heat(side, side));
  return sheets.get(side);
}

function drawImage(ctx, image, x, y, size, [left, top, wide] = [0, 0, SIDE]) {
  // a window of it, also beyond its border
  const small = sheet(SIDE);
  const n = SIDE * SIDE;
  for (let i = 0; i < n; i++) {
    small.pixels[i] = pixel(...[0, 1, 2].map((k) => Math.round(255 * image[k * n + i])));
  }
  const scale = size / wide;
  ctx.save();
  ctx.beginPath();
  ctx.rect(x, y, size, size);
  ctx.clip();
  ctx.fillStyle = NONE;
  ctx.fillRect(x, y, size, size);
  small.draw(ctx, x - left * scale, y - top * scale, SIDE * scale, SIDE * scale, false);
  ctx.restore();
}

// ---- the four --------------------------------------------------------------------------

export function drawTable(ctx, image, layer, at) {
  // the picture, and what the strongest place of the channel sees
  const scale = TABLE.width / SIDE;
  const [x, y, w, h] = frame(layer, ...at);
  drawImage(ctx, image, 0, 0, TABLE.width);
  const low = (v) => Math.max(1.5, v * scale);
  const high = (v) => Math.min(TABLE.width - 1.5, v * scale);
  const box = [low(x), low(y), high(x + w) - low(x), high(y + h) - low(y)];
  strokeBox(ctx, ...box, "#FFFFFF", 5);
  strokeBox(ctx, ...box, "#D55E00", 2.5);
}

export function drawBrush(ctx, [x, y], tip, down) {
  const scale = TABLE.width / SIDE;
  const side = 2 * tip * scale;
  strokeBox(ctx, (x - tip) * scale, (y - tip) * scale, side, side, down ? "#D55E00" : "#0072B2", 3);
}

export function drawMaps(ctx, { channels, side, data }, tops, chosen, words, c) {
  // `words` gives the lines that stand on a map, or is null
  const { columns, size } = grid(channels);
  const small = sheet(side);
  const n = side * side;
  const place = (i) => [(i % columns) * size, Math.floor(i / columns) * size];
  for (let i = 0; i < channels; i++) {
    const [x, y] = place(i);
    for (let j = 0; j < n; j++) small.pixels[j] = pixel(...viridis(data[i * n + j] / tops[i]));
    small.draw(ctx, x + 2, y + 2, size - 4, size - 4, false);
    if (words) drawWords(ctx, words(i), x, y, size);
  }
  const [x, y] = place(chosen);
  strokeBox(ctx, x + 1.5, y + 1.5, size - 3, size - 3, c.hues[1], 3);
}

function drawWords(ctx, lines, x, y, size) {
  const top = y + size - 6 - 16 * lines.length;
  ctx.fillStyle = "rgba(16, 22, 27, 0.72)";
  ctx.fillRect(x + 2, top, size - 4, 16 * lines.length + 4);
  const how = { colour: "#FFFFFF", font: "600 12px" };
  lines.forEach((text, row) => write(ctx, text, x + size / 2, top + 10 + 16 * row, how, size - 8));
}

export function drawPatches(ctx, found, pictures, layer) {
  const size = PATCHES.width / 4;
  const [step, start, wide] = WINDOWS[layer];
  found.forEach(([i, , row, column], k) => {
    const whole = wide >= SIDE;
    const window = whole ? [0, 0, SIDE] : [column * step + start, row * step + start, wide];
    const [x, y] = [(k % 4) * size + 2, Math.floor(k / 4) * (size + 2) + 2];
    drawImage(ctx, pictures[i], x, y, size - 4, window);
  });
}

export function drawNear(ctx, rows, pictures, named, c) {
  // rows of [words, places]
  const wide = NEAR.width / NEAREST;
  const size = 50;
  const lie = { align: "left", base: "top" };
  rows.forEach(([words, places], r) => {
    const y = r * 86;
    write(ctx, words, 0, y, { ...lie, colour: c.ink, font: "600 12px" });
    places.forEach((i, k) => {
      drawImage(ctx, pictures[i], k * wide, y + 16, size);
      const how = { ...lie, colour: c.soft, font: "11px" };
      write(ctx, named(i), k * wide, y + 18 + size, how, wide - 2);
    });
  });
}
