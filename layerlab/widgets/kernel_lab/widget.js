// Kernel lab: paint a picture and a kernel, slide the window, watch the sum.

import {
  button,
  buttons,
  canvas,
  clamp,
  fact,
  grab,
  heat,
  keys,
  link,
  make,
  numbers,
  packed,
  pixel,
  player,
  rgb,
  select,
  show,
  signed,
  slider,
  stage,
} from "../shared/shared.js";
import { correlate, patch } from "./window.js";

const BIG = 286;
const SMALL = 152;
const YOURS = "yours";

export function render({ model, el }) {
  const ui = stage(
    el,
    "Kernel lab",
    "Paint the picture; drag a kernel cell up or down; point at the output. By keys: arrows move, Space paints, + and − change a weight.",
  );
  const picture = canvas(ui.view, BIG, BIG, "", "picture: paint it");
  const middle = make("div", "ll-side", ui.view);
  const weights = canvas(middle, SMALL, SMALL, "", "kernel: drag a cell");
  const products = canvas(
    middle,
    SMALL,
    SMALL - 42,
    "Picture times kernel inside the window",
    "picture × kernel, summed",
  );
  const output = canvas(ui.view, BIG, BIG, "", "output: each cell is one sum");
  const names = ["image", "kernel", "preset", "stride", "padding", "dilation", "at"];
  const presets = model.get("presets");
  const s = {};
  const setSize = fact(ui, "output");
  const setSum = fact(ui, "sum");
  const cursor = { picture: [0, 0], weights: [0, 0] };
  let out;
  let span = 1;
  let brush = 1;
  let stroke = [0, 0];
  let from = null;

  const tell = link(ui, model, names, () => {
    read();
    refresh();
  });
  function grid(name) {
    const value = model.get(name);
    const [rows, cols] = value.shape;
    return { rows, cols, data: numbers(value) };
  }
  function read() {
    for (const name of names)
      s[name] = name === "image" || name === "kernel" ? grid(name) : model.get(name);
    sync?.();
  }
  const give = (g) => packed(g.data, [g.rows, g.cols]);

  function refresh(words = "") {
    out = correlate(s.image, s.kernel, s);
    span = out.data.reduce((m, v) => Math.max(m, Math.abs(v)), 1e-9);
    s.at = clamp(s.at, 0, Math.max(0, out.data.length - 1));
    const [r, c] = here();
    setSize(`${out.rows} × ${out.cols}`);
    setSum(out.data.length ? show(out.data[s.at]) : "none");
    ui.say(
      `${words} ${out.data.length ? `The window at row ${r + 1}, column ${c + 1} sums to ${show(out.data[s.at])}; the output is ${out.rows} by ${out.cols}` : "The window does not fit into the picture: less dilation or more padding"}.`.trim(),
    );
    ui.redraw();
  }
  function set(values, words) {
    Object.assign(s, values);
    tell(Object.fromEntries(Object.entries(values).map(([k, v]) => [k, v.data ? give(v) : v])));
    refresh(words);
  }
  const here = () => [Math.floor(s.at / (out.cols || 1)), s.at % (out.cols || 1)];

  // ---- the pictures

  function layout(surface, { rows, cols }, height = surface.height) {
    const size = Math.floor(Math.min(surface.width / cols, height / rows) * 4) / 4;
    return { size, left: (surface.width - size * cols) / 2, top: (height - size * rows) / 2 };
  }
  const css = (rgb3) => `rgb(${rgb3})`;
  const onTop = (rgb3) =>
    0.3 * rgb3[0] + 0.59 * rgb3[1] + 0.11 * rgb3[2] > 140 ? "#22303C" : "#FFFFFF";

  ui.drawing = (c) => {
    drawPicture(c);
    drawKernel(c);
    drawProducts(c);
    drawOutput(c);
  };

  function padded() {
    const p = s.padding;
    return { rows: s.image.rows + 2 * p, cols: s.image.cols + 2 * p };
  }
  function drawPicture(c) {
    const ctx = picture.begin(c.paper);
    const p = s.padding;
    const { size, left, top } = layout(picture, padded());
    ctx.fillStyle = c.tint;
    ctx.fillRect(left, top, size * (s.image.cols + 2 * p), size * (s.image.rows + 2 * p));
    tiles(ctx, s.image, left + p * size, top + p * size, size, (i) => {
      const v = Math.round(255 * clamp(s.image.data[i], 0, 1));
      return [v, v, v];
    });
    frame(
      ctx,
      left + p * size,
      top + p * size,
      size * s.image.cols,
      size * s.image.rows,
      c.line,
      1,
    );
    if (out.data.length)
      for (const cell of patch(s.image, s.kernel, s, ...here()))
        frame(
          ctx,
          left + (cell.x + p) * size + 1,
          top + (cell.y + p) * size + 1,
          size - 2,
          size - 2,
          c.hues[1],
          2.2,
        );
    if (document.activeElement === picture.node)
      frame(
        ctx,
        left + (cursor.picture[1] + p) * size,
        top + (cursor.picture[0] + p) * size,
        size,
        size,
        c.hues[2],
        3,
      );
  }
  function tiles(ctx, g, x, y, size, colour) {
    // one colour a cell, thousands of cells a frame
    const picture = heat(g.cols, g.rows);
    for (let i = 0; i < picture.pixels.length; i++) picture.pixels[i] = pixel(...colour(i));
    picture.draw(ctx, x, y, size * g.cols, size * g.rows, false);
  }
  function frame(ctx, x, y, w, h, colour, width) {
    Object.assign(ctx, { strokeStyle: colour, lineWidth: width });
    ctx.strokeRect(x, y, w, h);
  }
  function cells(surface, g, value, c, most, height) {
    const ctx = surface.begin(c.paper);
    const box = layout(surface, g, height);
    for (let i = 0; i < g.rows * g.cols; i++) {
      const x = box.left + (i % g.cols) * box.size;
      const y = box.top + Math.floor(i / g.cols) * box.size;
      const colour = signed((0.85 * value(i)) / most, rgb(c.paper));
      ctx.fillStyle = css(colour);
      ctx.fillRect(x, y, box.size, box.size);
      frame(ctx, x + 0.5, y + 0.5, box.size - 1, box.size - 1, c.grid, 1);
      const text = String(+value(i).toFixed(2)).replace("-", "−");
      const points = clamp(box.size / (text.length > 4 ? 4.2 : 3.4), 6, 13);
      Object.assign(ctx, {
        fillStyle: onTop(colour),
        font: `600 ${points}px system-ui, sans-serif`,
        textAlign: "center",
        textBaseline: "middle",
      });
      ctx.fillText(text, x + box.size / 2, y + box.size / 2);
    }
    return [ctx, box];
  }
  function drawKernel(c) {
    const most = s.kernel.data.reduce((m, v) => Math.max(m, Math.abs(v)), 1);
    const [ctx, box] = cells(weights, s.kernel, (i) => s.kernel.data[i], c, most);
    if (document.activeElement === weights.node)
      frame(
        ctx,
        box.left + cursor.weights[1] * box.size + 1.5,
        box.top + cursor.weights[0] * box.size + 1.5,
        box.size - 3,
        box.size - 3,
        c.hues[2],
        3,
      );
  }
  function drawProducts(c) {
    const seen = out.data.length ? patch(s.image, s.kernel, s, ...here()) : [];
    const g = { rows: s.kernel.rows, cols: s.kernel.cols };
    if (!seen.length) return products.begin(c.paper);
    const values = seen.map((cell) => cell.value * cell.weight);
    const most = values.reduce((m, v) => Math.max(m, Math.abs(v)), 1);
    const [ctx] = cells(products, g, (i) => values[i], c, most, products.height - 24);
    Object.assign(ctx, {
      fillStyle: c.ink,
      font: "600 13px system-ui, sans-serif",
      textAlign: "center",
      textBaseline: "bottom",
    });
    ctx.fillText(`sum = ${show(out.data[s.at])}`, SMALL / 2, products.height - 2);
  }
  function drawOutput(c) {
    const ctx = output.begin(c.paper);
    const paper = rgb(c.paper);
    if (!out.data.length) return;
    const { size, left, top } = layout(output, out);
    const later = rgb(c.tint);
    tiles(ctx, out, left, top, size, (i) =>
      play.running && i > s.at ? later : signed((0.9 * out.data[i]) / span, paper),
    );
    frame(ctx, left, top, size * out.cols, size * out.rows, c.line, 1);
    const [r, k] = here();
    frame(ctx, left + k * size + 1, top + r * size + 1, size - 2, size - 2, c.hues[1], 2.6);
  }

  // ---- hands

  function cellAt(surface, g, px, py, pad = 0) {
    const { size, left, top } = layout(surface, { rows: g.rows + 2 * pad, cols: g.cols + 2 * pad });
    const r = Math.floor((py - top) / size) - pad;
    const c = Math.floor((px - left) / size) - pad;
    return r >= 0 && c >= 0 && r < g.rows && c < g.cols ? [r, c] : null;
  }
  function dab([r, c], value) {
    // the brush is thicker on a picture of many pixels
    const { rows, cols, data } = s.image;
    const tip = Math.max(1, Math.round(Math.max(rows, cols) / 20));
    for (let y = r; y < Math.min(r + tip, rows); y++)
      data.fill(value, y * cols + c, y * cols + Math.min(c + tip, cols));
  }
  function paint(to, value, start = to) {
    // a stroke without gaps, however fast the hand
    const n = Math.max(1, ...to.map((v, k) => Math.abs(v - start[k])));
    for (let k = 0; k <= n; k++)
      dab(
        to.map((v, i) => Math.round(start[i] + ((v - start[i]) * k) / n)),
        value,
      );
    set({ image: s.image }, `Pixel row ${to[0] + 1}, column ${to[1] + 1} is now ${value}.`);
  }
  function weigh([r, c], value) {
    s.kernel.data[r * s.kernel.cols + c] = clamp(Math.round(value * 4) / 4, -9, 9);
    set(
      { kernel: s.kernel, preset: YOURS },
      `Weight row ${r + 1}, column ${c + 1} is now ${show(s.kernel.data[r * s.kernel.cols + c])}.`,
    );
    preset.set(YOURS);
  }
  const light = ([r, c]) => s.image.data[r * s.image.cols + c];

  grab(picture, {
    pick(px, py, event) {
      const at = cellAt(picture, s.image, px, py, s.padding);
      if (at && event) {
        brush = light(at) < 0.5 ? 1 : 0;
        stroke = at;
      }
      return at ? "brush" : null;
    },
    move(_, px, py) {
      const at = cellAt(picture, s.image, px, py, s.padding);
      if (at) {
        if (light(at) !== brush) paint(at, brush, stroke);
        cursor.picture = stroke = at;
      }
    },
  });
  grab(weights, {
    pick(px, py, event) {
      const at = cellAt(weights, s.kernel, px, py);
      if (at && event)
        from = { y: py, value: s.kernel.data[at[0] * s.kernel.cols + at[1]], moved: false };
      return at;
    },
    move(at, _, py) {
      const by = (from.y - py) / 14;
      cursor.weights = at;
      if (Math.abs(by) > 0.4) {
        from.moved = true;
        weigh(at, from.value + Math.round(by * 2) / 2);
      }
    },
    drop(at) {
      if (!from.moved) weigh(at, from.value >= 1 ? -1 : Math.floor(from.value) + 1);
    },
  });
  grab(output, {
    pick: (px, py) => cellAt(output, out, px, py),
    move(_, px, py) {
      const at = cellAt(output, out, px, py);
      if (at) set({ at: at[0] * out.cols + at[1] });
    },
  });

  const walk = (name, g, dx, dy, n) => {
    const [r, c] = cursor[name];
    cursor[name] = [clamp(r - dy * n, 0, g.rows - 1), clamp(c + dx * n, 0, g.cols - 1)];
  };
  keys(picture, "Picture. Arrow keys move, Space paints or wipes the pixel.", {
    arrows: (dx, dy, big) => {
      walk("picture", s.image, dx, dy, big ? 4 : 1);
      refresh(
        `Pixel row ${cursor.picture[0] + 1}, column ${cursor.picture[1] + 1}: ${show(light(cursor.picture))}.`,
      );
    },
    other: { " ": () => paint(cursor.picture, light(cursor.picture) < 0.5 ? 1 : 0) },
  });
  const heavier = (by) => () =>
    weigh(
      cursor.weights,
      s.kernel.data[cursor.weights[0] * s.kernel.cols + cursor.weights[1]] + by,
    );
  keys(weights, "Kernel. Arrow keys move, plus and minus change the weight.", {
    arrows: (dx, dy) => {
      walk("weights", s.kernel, dx, dy, 1);
      const [r, c] = cursor.weights;
      refresh(
        `Weight row ${r + 1}, column ${c + 1}: ${show(s.kernel.data[r * s.kernel.cols + c])}.`,
      );
    },
    other: { "+": heavier(0.5), "=": heavier(0.5), "-": heavier(-0.5) },
  });
  keys(output, "Output. Arrow keys move the window, Shift moves it further.", {
    arrows: (dx, dy, big) => {
      const [r, c] = here();
      const n = big ? 4 : 1;
      set({
        at: clamp(r - dy * n, 0, out.rows - 1) * out.cols + clamp(c + dx * n, 0, out.cols - 1),
      });
    },
  });
  for (const surface of [picture, weights])
    for (const event of ["focus", "blur"]) surface.node.addEventListener(event, ui.redraw);

  function step(n = 1) {
    const last = out.data.length - 1;
    if (last < 0) return false;
    set({ at: s.at === last ? 0 : Math.min(s.at + n, last) });
    return s.at !== last;
  }
  const hurry = () => step(Math.ceil(out.data.length / 600)); // a large picture takes no longer than a small one
  const group = buttons(ui);
  const play = player(ui, group, hurry, { rate: 30, text: "Slide" });
  play.node.addEventListener("click", () => {
    if (play.running && s.at >= out.data.length - 1) set({ at: 0 });
  });
  button(group, "Step", () => step());
  button(
    group,
    "Clear",
    () => {
      s.image.data.fill(0);
      set({ image: s.image }, "The picture is empty.");
    },
    { label: "Clear the picture" },
  );
  const preset = select(ui.bar, "kernel", { ...presets, [YOURS]: "your own" }, YOURS, (name) => {
    const given = presets[name]?.rows;
    set({
      preset: name,
      ...(given
        ? {
            kernel: {
              rows: given.length,
              cols: given[0].length,
              data: Float64Array.from(given.flat()),
            },
          }
        : {}),
    });
  });
  const dial = (name, low, high) =>
    slider(ui.bar, name, { min: low, max: high, step: 1, value: low }, (v) => set({ [name]: v }));
  const stride = dial("stride", 1, 3);
  const padding = dial("padding", 0, 3);
  const dilation = dial("dilation", 1, 3);
  function sync() {
    preset.set(s.preset);
    stride.set(s.stride);
    padding.set(s.padding);
    dilation.set(s.dilation);
  }
  read();
  refresh();
  return () => ui.close();
}
