// The four pictures of the peeler: the table, the maps, the strongest patches, the neighbours.

import { heat, pixel, viridis } from "../shared/shared.js";
import { frame, SIDE, WINDOWS } from "./look.js";

export const LEFT = 232,
  RIGHT = 500,
  TALL = 232,
  NEAR = 7,
  PATCHES = 8;
const NONE = "#F4F6F8";

export function across(count, width, height) {
  // how many squares stand in a row, all as large as can be
  const size = (n) => Math.min(width / n, height / Math.ceil(count / n));
  let best = 1;
  for (let n = 2; n <= count; n++) if (size(n) > size(best) + 1e-9) best = n;
  return best;
}

export function grid(count) {
  const columns = across(count, RIGHT, TALL);
  return { columns, size: Math.min(RIGHT / columns, TALL / Math.ceil(count / columns)) };
}

export function cellAt(count, px, py) {
  const { columns, size } = grid(count);
  const x = Math.floor(px / size);
  const i = Math.floor(py / size) * columns + x;
  return x < columns && i >= 0 && i < count ? i : null;
}

const sheets = new Map();
function sheet(side) {
  // one small picture of each size serves them all
  if (!sheets.has(side)) sheets.set(side, heat(side, side));
  return sheets.get(side);
}

export function drawImage(ctx, image, x, y, size, [left, top, wide] = [0, 0, SIDE]) {
  // a window of it, also beyond its border
  const small = sheet(SIDE);
  for (let i = 0; i < SIDE * SIDE; i++)
    small.pixels[i] = pixel(...[0, 1, 2].map((k) => Math.round(255 * image[k * SIDE * SIDE + i])));
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

export function box(ctx, x, y, w, h, colour, width = 2.5) {
  Object.assign(ctx, { strokeStyle: colour, lineWidth: width });
  ctx.strokeRect(x, y, w, h);
}

export function drawTable(surface, c, image, layer, at) {
  // the picture, and what the strongest place of the channel sees
  const ctx = surface.begin(c.paper);
  const k = LEFT / SIDE;
  const [x, y, w, h] = frame(layer, ...at);
  drawImage(ctx, image, 0, 0, LEFT);
  const rim = (v, long) => [Math.max(1.5, v * k), Math.min(LEFT - 1.5, (v + long) * k)];
  const [x0, x1] = rim(x, w);
  const [y0, y1] = rim(y, h);
  box(ctx, x0, y0, x1 - x0, y1 - y0, "#FFFFFF", 5);
  box(ctx, x0, y0, x1 - x0, y1 - y0, "#D55E00");
}

export function drawMaps(surface, c, { channels, side, data }, tops, chosen, words) {
  const ctx = surface.begin(c.paper);
  const { columns, size } = grid(channels);
  const small = sheet(side);
  const n = side * side;
  for (let i = 0; i < channels; i++) {
    const x = (i % columns) * size;
    const y = Math.floor(i / columns) * size;
    for (let j = 0; j < n; j++) small.pixels[j] = pixel(...viridis(data[i * n + j] / tops[i]));
    small.draw(ctx, x + 2, y + 2, size - 4, size - 4, false);
    if (words) {
      const lines = words(i);
      const top = y + size - 6 - 16 * lines.length;
      ctx.fillStyle = "rgba(16, 22, 27, 0.72)";
      ctx.fillRect(x + 2, top, size - 4, 16 * lines.length + 4);
      Object.assign(ctx, {
        fillStyle: "#FFFFFF",
        font: "600 12px system-ui, sans-serif",
        textAlign: "center",
        textBaseline: "middle",
      });
      lines.forEach((text, row) => ctx.fillText(text, x + size / 2, top + 10 + 16 * row, size - 8));
    }
  }
  box(
    ctx,
    (chosen % columns) * size + 1.5,
    Math.floor(chosen / columns) * size + 1.5,
    size - 3,
    size - 3,
    c.hues[1],
    3,
  );
}

export function drawPatches(surface, c, found, pictures, layer) {
  const ctx = surface.begin(c.paper);
  const size = LEFT / 4;
  const [step, start, wide] = WINDOWS[layer];
  found.forEach(([i, , row, column], k) => {
    const window = wide >= SIDE ? [0, 0, SIDE] : [column * step + start, row * step + start, wide];
    drawImage(
      ctx,
      pictures[i],
      (k % 4) * size + 2,
      Math.floor(k / 4) * (size + 2) + 2,
      size - 4,
      window,
    );
  });
}

export function drawNear(surface, c, rows, pictures, named) {
  // rows of [words, places]
  const ctx = surface.begin(c.paper);
  const wide = RIGHT / NEAR;
  const size = 50;
  rows.forEach(([words, places], r) => {
    const y = r * 86;
    Object.assign(ctx, {
      fillStyle: c.ink,
      font: "600 12px system-ui, sans-serif",
      textAlign: "left",
      textBaseline: "top",
    });
    ctx.fillText(words, 0, y);
    Object.assign(ctx, { fillStyle: c.soft, font: "11px system-ui, sans-serif" });
    places.forEach((i, k) => {
      drawImage(ctx, pictures[i], k * wide, y + 16, size);
      ctx.fillText(named(i), k * wide, y + 18 + size, wide - 2);
    });
  });
}
