// Pictures: a sharp canvas, axes, lines, marks, a heat map, and hands to drag with.
// From the surface to the marks on it, then to the pointer and the keys.

import { clamp } from "./kernel.js";

export const LIGHT = {
  ink: "#22303C",
  soft: "#5B6770",
  grid: "#E3E7EB",
  line: "#B4BEC6",
  paper: "#FFFFFF",
  tint: "#F4F6F8",
  hues: ["#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9"],
};
export const DARK = {
  ink: "#E6EBEF",
  soft: "#AAB6C0",
  grid: "#2C363F",
  line: "#56636E",
  paper: "#161C22",
  tint: "#202830",
  hues: ["#4BA6E0", "#FF8A3C", "#2BC49A", "#E29AC6", "#F2BC45", "#9AD7F7"],
};
export const MARKS = ["circle", "square", "triangle", "diamond", "plus", "cross"];

// ---- canvas, axes, marks ---------------------------------------------------------------

export function canvas(parent, width, height, label, caption = "") {
  const box = make("div", "ll-panel", parent);
  if (caption) make("div", "ll-caption", box).textContent = caption;
  const node = make("canvas", "", box);
  const ctx = node.getContext("2d");
  node.style.width = `${width}px`;
  node.style.aspectRatio = `${width} / ${height}`;
  node.setAttribute("role", "img");
  node.setAttribute("aria-label", label);
  const begin = (colour) => {
    // sharp on every screen
    const ratio = window.devicePixelRatio || 1;
    if (node.width !== Math.round(width * ratio))
      [node.width, node.height] = [Math.round(width * ratio), Math.round(height * ratio)];
    ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
    ctx.clearRect(0, 0, width, height);
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

export function axes(
  { width, height },
  [x0, x1],
  [y0, y1],
  { left = 30, right = 8, top = 8, bottom = 22 } = {},
) {
  const w = width - left - right;
  const h = height - top - bottom;
  return {
    left,
    right,
    top,
    w,
    h,
    x0,
    x1,
    y0,
    y1,
    px: (x) => left + ((x - x0) / (x1 - x0)) * w,
    py: (y) => top + ((y1 - y) / (y1 - y0)) * h,
    x: (px) => x0 + ((px - left) / w) * (x1 - x0),
    y: (py) => y1 - ((py - top) / h) * (y1 - y0),
  };
}

export function ticks(low, high, about = 5) {
  const rough = (high - low) / about;
  const ten = 10 ** Math.floor(Math.log10(rough));
  const step = ten * [1, 2, 5, 10].find((m) => m * ten >= rough);
  const all = [];
  for (let k = Math.ceil(low / step); k * step <= high + 1e-9 * step; k++)
    all.push(+(k * step).toPrecision(6));
  return all;
}

export function drawAxes(
  ctx,
  a,
  colours,
  { xlabel = "", ylabel = "", grid = true, about = 5 } = {},
) {
  ctx.font = "11px system-ui, sans-serif";
  ctx.lineWidth = 1;
  for (const [values, across] of [
    [ticks(a.x0, a.x1, about), true],
    [ticks(a.y0, a.y1, about), false],
  ]) {
    ctx.textAlign = across ? "center" : "right";
    ctx.textBaseline = across ? "top" : "middle";
    for (const v of values) {
      const p = Math.round(across ? a.px(v) : a.py(v)) + 0.5;
      if (grid)
        line(
          ctx,
          across
            ? [
                [p, a.top],
                [p, a.top + a.h],
              ]
            : [
                [a.left, p],
                [a.left + a.w, p],
              ],
          colours.grid,
          1,
        );
      ctx.fillStyle = colours.soft;
      const text = String(v).replace("-", "−");
      const last = a.left + a.w + (a.right ?? 8) - ctx.measureText(text).width / 2; // not over the edge
      if (across) ctx.fillText(text, Math.min(p, last), a.top + a.h + 5);
      else ctx.fillText(text, a.left - 5, p);
    }
  }
  ctx.fillStyle = colours.soft;
  ctx.textAlign = "right";
  ctx.textBaseline = "bottom";
  if (xlabel) ctx.fillText(xlabel, a.left + a.w - 4, a.top + a.h - 3);
  ctx.textAlign = "left";
  ctx.textBaseline = "top";
  if (ylabel) ctx.fillText(ylabel, a.left + 5, a.top + 3);
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

export function line(ctx, points, colour, width = 2, dash = []) {
  ctx.beginPath();
  points.forEach(([x, y], i) => (i ? ctx.lineTo(x, y) : ctx.moveTo(x, y)));
  Object.assign(ctx, {
    strokeStyle: colour,
    lineWidth: width,
    lineJoin: "round",
    lineCap: "round",
  });
  ctx.setLineDash(dash);
  ctx.stroke();
  ctx.setLineDash([]);
}

export function arrow(ctx, [x0, y0], [x1, y1], colour, width = 2.5) {
  const length = Math.hypot(x1 - x0, y1 - y0);
  const head = Math.min(10, length * 0.6);
  const angle = Math.atan2(y1 - y0, x1 - x0);
  if (length < 0.5) return;
  const wing = (turn) => [x1 - head * Math.cos(angle + turn), y1 - head * Math.sin(angle + turn)];
  line(
    ctx,
    [
      [x0, y0],
      [x1 - head * 0.7 * Math.cos(angle), y1 - head * 0.7 * Math.sin(angle)],
    ],
    colour,
    width,
  );
  ctx.beginPath();
  for (const [x, y] of [[x1, y1], wing(0.45), wing(-0.45)]) ctx.lineTo(x, y);
  ctx.fillStyle = colour;
  ctx.fill();
}

export function mark(ctx, kind, x, y, size, fill, edge) {
  const r = size * 0.9;
  const shapes = {
    square: [
      [-r, -r],
      [r, -r],
      [r, r],
      [-r, r],
    ],
    triangle: [
      [0, -size * 1.2],
      [size * 1.1, size * 0.8],
      [-size * 1.1, size * 0.8],
    ],
    diamond: [
      [0, -size * 1.25],
      [size * 1.25, 0],
      [0, size * 1.25],
      [-size * 1.25, 0],
    ],
    plus: cross(size, 0),
    cross: cross(size, Math.PI / 4),
  };
  ctx.beginPath();
  if (kind === "circle") ctx.arc(x, y, size, 0, 2 * Math.PI);
  else {
    shapes[kind].forEach(([dx, dy]) => ctx.lineTo(x + dx, y + dy));
    ctx.closePath();
  }
  ctx.fillStyle = fill;
  ctx.fill();
  if (edge) Object.assign(ctx, { strokeStyle: edge, lineWidth: 1.2 }), ctx.stroke();
}

function cross(size, turn) {
  const a = size * 1.2;
  const b = size * 0.42;
  const c = Math.cos(turn);
  const s = Math.sin(turn);
  return [
    [-b, -a],
    [b, -a],
    [b, -b],
    [a, -b],
    [a, b],
    [b, b],
    [b, a],
    [-b, a],
    [-b, b],
    [-a, b],
    [-a, -b],
    [-b, -b],
  ].map(([x, y]) => [x * c - y * s, x * s + y * c]);
}

export function heat(cols, rows) {
  // a small picture, one colour a cell, scaled by the canvas
  const node = document.createElement("canvas");
  [node.width, node.height] = [cols, rows];
  const ctx = node.getContext("2d");
  const image = ctx.createImageData(cols, rows);
  return {
    pixels: new Uint32Array(image.data.buffer),
    cols,
    rows,
    draw: (to, x, y, w, h, smooth = true) => {
      ctx.putImageData(image, 0, 0);
      to.imageSmoothingEnabled = smooth;
      to.drawImage(node, x, y, w, h);
    },
  };
}

export const rgb = (hex) => [1, 3, 5].map((i) => parseInt(hex.slice(i, i + 2), 16));
export const pixel = (r, g, b) => ((255 << 24) | (b << 16) | (g << 8) | r) >>> 0;
export const mix = (a, b, t) => a.map((v, i) => Math.round(v + (b[i] - v) * t));

const VIRIDIS = ["#440154", "#3B528B", "#21918C", "#5EC962", "#FDE725"].map(rgb);

export function viridis(t) {
  // magnitudes, 0…1
  const at = clamp(t, 0, 1) * 4;
  const i = Math.min(3, Math.floor(at));
  return mix(VIRIDIS[i], VIRIDIS[i + 1], at - i);
}

export function signed(t, middle) {
  // −1 blue, 0 the paper, +1 red
  return t < 0
    ? mix(middle, [33, 102, 172], Math.min(1, -t))
    : mix(middle, [178, 24, 43], Math.min(1, t));
}

// ---- hands: pointer and keys do the same things ----------------------------------------

export function grab(surface, { pick, move, drop = () => {} }) {
  const { node, at } = surface;
  let held = null;
  node.addEventListener("pointerdown", (event) => {
    held = pick(...at(event), event) ?? null;
    if (held === null) return;
    node.setPointerCapture(event.pointerId);
    move(held, ...at(event));
  });
  node.addEventListener("pointermove", (event) => {
    if (held !== null) move(held, ...at(event));
    else node.style.cursor = (pick(...at(event), null) ?? null) === null ? "default" : "grab";
  });
  for (const end of ["pointerup", "pointercancel"])
    node.addEventListener(end, () => {
      if (held !== null) drop(held);
      held = null;
    });
}

const STEPS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };

export function keys(surface, label, { arrows = () => {}, other = {} }) {
  surface.node.tabIndex = 0;
  surface.node.setAttribute("role", "application");
  surface.node.setAttribute("aria-label", label);
  surface.node.addEventListener("keydown", (event) => {
    const step = STEPS[event.key];
    const action = step ? () => arrows(...step, event.shiftKey) : other[event.key];
    if (!action) return;
    event.preventDefault();
    action(event);
  });
}
