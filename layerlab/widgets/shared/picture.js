// Pictures: a sharp canvas, axes, lines, marks and a heat map, from the surface to its marks.

import { make } from "./elements.js";

// ---- surfaces --------------------------------------------------------------------------

export function panel(parent, { width, height }, label, caption = "") {
  const box = make("div", "ll-panel", parent);
  if (caption) make("div", "ll-caption", box).textContent = caption;
  const node = make("canvas", "", box);
  const ctx = node.getContext("2d");
  node.style.width = `${width}px`;
  node.style.aspectRatio = `${width} / ${height}`;
  node.setAttribute("role", "img");
  node.setAttribute("aria-label", label);
  const begin = (colour) => {
    sharpen(node, ctx, width, height);
    if (colour) {
      ctx.fillStyle = colour;
      ctx.fillRect(0, 0, width, height);
    }
    return ctx;
  };
  const at = (event) => {
    // pointer → our coordinates, whatever size the page gives us
    const box = node.getBoundingClientRect();
    return [
      ((event.clientX - box.left) * width) / box.width,
      ((event.clientY - box.top) * height) / box.height,
    ];
  };
  return { node, box, width, height, ctx, begin, at };
}

function sharpen(node, ctx, width, height) {
  const ratio = window.devicePixelRatio || 1; // as many pixels as the screen has
  const wide = Math.round(width * ratio);
  if (node.width !== wide) Object.assign(node, { width: wide, height: Math.round(height * ratio) });
  ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
  ctx.clearRect(0, 0, width, height);
}

export function heat(cols, rows) {
  // a small picture, one colour a cell, scaled by the canvas
  const node = document.createElement("canvas");
  [node.width, node.height] = [cols, rows];
  const ctx = node.getContext("2d");
  const image = ctx.createImageData(cols, rows);
  const draw = (to, x, y, w, h, smooth = true) => {
    ctx.putImageData(image, 0, 0);
    to.imageSmoothingEnabled = smooth;
    to.drawImage(node, x, y, w, h);
  };
  return { pixels: new Uint32Array(image.data.buffer), cols, rows, draw };
}

// ---- axes ------------------------------------------------------------------------------

export function axes(
  { width, height },
  [x0, x1],
  [y0, y1],
  { left = 30, right = 8, top = 8, bottom = 22 } = {},
) {
  const w = width - left - right;
  const h = height - top - bottom;
  const px = (x) => left + ((x - x0) / (x1 - x0)) * w;
  const py = (y) => top + ((y1 - y) / (y1 - y0)) * h;
  const x = (px) => x0 + ((px - left) / w) * (x1 - x0);
  const y = (py) => y1 - ((py - top) / h) * (y1 - y0);
  return { left, right, top, w, h, x0, x1, y0, y1, px, py, x, y };
}

export function ticks(low, high, about = 5) {
  const rough = (high - low) / about;
  const ten = 10 ** Math.floor(Math.log10(rough));
  const step = ten * [1, 2, 5, 10].find((m) => m * ten >= rough);
  const all = [];
  const end = high + 1e-9 * step;
  for (let k = Math.ceil(low / step); k * step <= end; k++) all.push(+(k * step).toPrecision(6));
  return all;
}

export function drawAxes(ctx, a, colours, how = {}) {
  const { xlabel = "", ylabel = "", grid = true, about = 5 } = how;
  ctx.lineWidth = 1;
  for (const v of ticks(a.x0, a.x1, about)) drawTick(ctx, a, v, true, grid, colours);
  for (const v of ticks(a.y0, a.y1, about)) drawTick(ctx, a, v, false, grid, colours);
  const { left, top, w, h } = a;
  const plain = { colour: colours.soft, font: "11px" };
  if (xlabel)
    write(ctx, xlabel, left + w - 4, top + h - 3, { ...plain, align: "right", base: "bottom" });
  if (ylabel) write(ctx, ylabel, left + 5, top + 3, { ...plain, align: "left", base: "top" });
}

function drawTick(ctx, a, value, across, grid, colours) {
  const { left, top, w, h } = a;
  const p = Math.round(across ? a.px(value) : a.py(value)) + 0.5;
  if (grid && across) segment(ctx, [p, top], [p, top + h], colours.grid, 1);
  if (grid && !across) segment(ctx, [left, p], [left + w, p], colours.grid, 1);
  const text = tickText(value);
  const how = { colour: colours.soft, font: "11px", align: across ? "center" : "right" };
  if (!across) return write(ctx, text, left - 5, p, how);
  const last = left + w + (a.right ?? 8) - ctx.measureText(text).width / 2; // not over the edge
  write(ctx, text, Math.min(p, last), top + h + 5, { ...how, base: "top" });
}

function tickText(value) {
  // large ones in powers of ten: there is room for five digits
  const text = Math.abs(value) < 1e5 ? String(value) : value.toExponential().replace("e+", "e");
  return text.replace("-", "−");
}

export function inside(ctx, a, draw, more = 0) {
  // nothing leaves the axes, but for so many pixels to either side
  ctx.save();
  ctx.beginPath();
  ctx.rect(a.left - more, a.top, a.w + 2 * more, a.h);
  ctx.clip();
  draw();
  ctx.restore();
}

// ---- lines, boxes, marks, writing ------------------------------------------------------

export function line(ctx, points, colour, width = 2, dash = []) {
  ctx.beginPath();
  points.forEach(([x, y], i) => (i ? ctx.lineTo(x, y) : ctx.moveTo(x, y)));
  const round = { lineJoin: "round", lineCap: "round" };
  Object.assign(ctx, { strokeStyle: colour, lineWidth: width, ...round });
  ctx.setLineDash(dash);
  ctx.stroke();
  ctx.setLineDash([]);
}

export const segment = (ctx, from, to, ...how) => line(ctx, [from, to], ...how);

export function strokeBox(ctx, x, y, w, h, colour, width) {
  Object.assign(ctx, { strokeStyle: colour, lineWidth: width });
  ctx.strokeRect(x, y, w, h);
}

export function ring(ctx, x, y, radius, colour, width, dash = []) {
  ctx.beginPath();
  ctx.arc(x, y, radius, 0, 7);
  Object.assign(ctx, { strokeStyle: colour, lineWidth: width });
  ctx.setLineDash(dash);
  ctx.stroke();
  ctx.setLineDash([]);
}

export function disc(ctx, x, y, radius, colour) {
  ctx.beginPath();
  ctx.arc(x, y, radius, 0, 7);
  ctx.fillStyle = colour;
  ctx.fill();
}

export function arrow(ctx, [x0, y0], [x1, y1], colour, width = 2.5) {
  const length = Math.hypot(x1 - x0, y1 - y0);
  const head = Math.min(10, length * 0.6);
  const angle = Math.atan2(y1 - y0, x1 - x0);
  if (length < 0.5) return;
  const back = (far, turn = 0) => [
    x1 - far * Math.cos(angle + turn),
    y1 - far * Math.sin(angle + turn),
  ];
  segment(ctx, [x0, y0], back(head * 0.7), colour, width);
  ctx.beginPath();
  for (const [x, y] of [[x1, y1], back(head, 0.45), back(head, -0.45)]) ctx.lineTo(x, y);
  ctx.fillStyle = colour;
  ctx.fill();
}

export const MARKS = ["circle", "square", "triangle", "diamond", "plus", "cross"];
const PLUS = [
  -0.42, -1.2, 0.42, -1.2, 0.42, -0.42, 1.2, -0.42, 1.2, 0.42, 0.42, 0.42, 0.42, 1.2, -0.42, 1.2,
  -0.42, 0.42, -1.2, 0.42, -1.2, -0.42, -0.42, -0.42,
];
const SHAPES = {
  // corners x, y, x, y … of a mark of size 1
  square: [-0.9, -0.9, 0.9, -0.9, 0.9, 0.9, -0.9, 0.9],
  triangle: [0, -1.2, 1.1, 0.8, -1.1, 0.8],
  diamond: [0, -1.25, 1.25, 0, 0, 1.25, -1.25, 0],
  plus: PLUS,
  cross: PLUS.map((v, i) => (i % 2 ? PLUS[i - 1] + v : v - PLUS[i + 1]) * Math.SQRT1_2), // by 45°
};

export function mark(ctx, kind, x, y, size, fill, edge) {
  const corners = SHAPES[kind] ?? [];
  ctx.beginPath();
  if (kind === "circle") ctx.arc(x, y, size, 0, 2 * Math.PI);
  for (let i = 0; i < corners.length; i += 2) {
    ctx.lineTo(x + size * corners[i], y + size * corners[i + 1]);
  }
  if (corners.length) ctx.closePath();
  ctx.fillStyle = fill;
  ctx.fill();
  if (!edge) return;
  Object.assign(ctx, { strokeStyle: edge, lineWidth: 1.2 });
  ctx.stroke();
}

export function write(
  ctx,
  text,
  x,
  y,
  { colour, font = "12px", align = "center", base = "middle" },
  ...most
) {
  const lie = { textAlign: align, textBaseline: base };
  Object.assign(ctx, { fillStyle: colour, font: `${font} system-ui, sans-serif`, ...lie });
  ctx.fillText(text, x, y, ...most);
}
