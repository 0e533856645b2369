// Signal through depth: histograms of activations and gradients at every layer, at once.

import {
  axes,
  button,
  buttons,
  canvas,
  clamp,
  drawAxes,
  fact,
  grab,
  heat,
  keys,
  line,
  link,
  make,
  mix,
  pixel,
  rgb,
  select,
  slider,
  stage,
} from "../shared/shared.js";
import { BENDS, histogram, kind, run } from "./signal.js";

const W = 375;
const H = 190;
const LOW = 120;
const REACH = 3;
const BINS = 61;
const ROOM = { left: 34, right: 8, top: 6, bottom: 20 };
const DEEPEST = 60;

export function render({ model, el }) {
  const ui = stage(
    el,
    "Signal through depth",
    "Click a layer in a picture, or focus the upper left one and use the arrow keys, to read its numbers below.",
  );
  const up = column("Activations: values in each layer", "size of the activations, powers of ten");
  const down = column("Gradients: values in each layer", "size of the gradients, powers of ten");
  const names = ["depth", "gain", "bend", "norm", "skip", "seed", "layer"];
  const setUp = fact(ui, "signal");
  const setDown = fact(ui, "gradient");
  const s = {};
  let found = null;

  function column(text, below) {
    const side = make("div", "ll-side", ui.view);
    return {
      top: canvas(side, W, H, text, text),
      low: canvas(side, W, LOW, below, below),
      map: null,
    };
  }
  const tell = link(ui, model, names, () => {
    read();
    refresh();
  });
  function read() {
    for (const name of names) s[name] = model.get(name);
    controls?.();
  }
  function set(values) {
    Object.assign(s, values);
    if (values.depth !== undefined) Object.assign(values, { layer: (s.layer = s.depth) });
    tell(values);
    refresh();
  }
  const short = (v) =>
    v >= 0.01 && v < 1000
      ? String(+v.toPrecision(2))
      : v.toExponential(0).replace("e+", "e").replace("-", "−");

  function refresh() {
    const start = performance.now();
    found = run(s);
    ui.root.dataset.computed = (performance.now() - start).toFixed(1); // ms, for tests
    const { sizes, gradientSizes } = found;
    const a = kind(sizes.at(-1) / sizes[0]);
    const b = kind(gradientSizes[0] / gradientSizes.at(-1));
    const k = clamp(s.layer, 0, s.depth);
    setUp(a);
    setDown(b);
    const parts = `${s.norm === "batch" ? "batch normalisation" : "no normalisation"}, ${s.skip ? "skip" : "no skip"}`;
    ui.say(
      `${s.depth} layers, gain ${s.gain.toFixed(2)}, ${parts}: the signal ${a} (${short(sizes[0])} to ${short(sizes.at(-1))}), the gradient ${b} (${short(gradientSizes.at(-1))} at the top, ${short(gradientSizes[0])} at the input). Layer ${k}: signal ${short(sizes[k])}, gradient ${short(gradientSizes[k])}.`,
    );
    ui.redraw();
  }

  // ---- the pictures

  ui.drawing = (c) => {
    drawColumn(up, found.signals, found.sizes, c.hues[0], c);
    drawColumn(down, found.gradients, found.gradientSizes, c.hues[1], c);
  };

  function drawColumn(column, values, sizes, colour, c) {
    const span = [-0.5, s.depth + 0.5];
    const a = axes(column.top, span, [-REACH, REACH], ROOM);
    const ctx = column.top.begin(c.paper);
    if (column.map?.cols !== s.depth + 1) column.map = heat(s.depth + 1, BINS);
    paint(column.map, values, rgb(c.paper), rgb(colour));
    column.map.draw(ctx, a.left, a.top, a.w, a.h, false);
    drawAxes(ctx, a, c, { grid: false, about: 6 });
    needle(ctx, a, c);
    const logs = sizes.map((v) => Math.log10(Math.max(v, 1e-30)));
    const reach = Math.max(2, 1.1 * Math.max(...logs.map(Math.abs)));
    const b = axes(column.low, span, [-reach, reach], ROOM);
    const low = column.low.begin(c.paper);
    drawAxes(low, b, c, { about: 5, xlabel: "layer" });
    line(
      low,
      [
        [b.left, b.py(0)],
        [b.left + b.w, b.py(0)],
      ],
      c.soft,
      1,
    );
    line(
      low,
      logs.map((v, k) => [b.px(k), b.py(v)]),
      colour,
      2.2,
    );
    needle(low, b, c);
  }
  function paint(map, values, paper, ink) {
    values.forEach((layer, k) => {
      const shares = histogram(layer, BINS, REACH);
      for (let i = 0; i < BINS; i++)
        map.pixels[(BINS - 1 - i) * map.cols + k] = pixel(...mix(paper, ink, Math.sqrt(shares[i])));
    });
  }
  function needle(ctx, a, c) {
    const x = a.px(clamp(s.layer, 0, s.depth));
    line(
      ctx,
      [
        [x, a.top],
        [x, a.top + a.h],
      ],
      c.ink,
      1.2,
      [3, 3],
    );
  }

  // ---- hands

  for (const surface of [up.top, up.low, down.top, down.low]) {
    const at = (x) =>
      Math.round(clamp(axes(surface, [-0.5, s.depth + 0.5], [0, 1], ROOM).x(x), 0, s.depth));
    grab(surface, { pick: () => "layer", move: (_, x) => set({ layer: at(x) }) });
  }
  keys(
    up.top,
    "Activations in each layer. Left and right arrow keys choose the layer that is read out, Shift goes further.",
    {
      arrows: (dx, dy, big) =>
        set({ layer: clamp(s.layer + (dx || dy) * (big ? 5 : 1), 0, s.depth) }),
    },
  );
  const depth = slider(ui.bar, "depth", { min: 1, max: DEEPEST, step: 1, value: 30 }, (v) =>
    set({ depth: v }),
  );
  const gain = slider(
    ui.bar,
    "gain",
    { min: 0.5, max: 2.5, step: 0.01, value: 1, format: (v) => v.toFixed(2) },
    (v) => set({ gain: v }),
  );
  const bend = select(ui.bar, "activation", BENDS, "relu", (v) => set({ bend: v }));
  const norm = select(ui.bar, "normalisation", { none: "none", batch: "batch" }, "none", (v) =>
    set({ norm: v }),
  );
  const group = buttons(ui);
  const skip = button(group, "Skip", () => {
    set({ skip: !s.skip });
    controls();
  });
  button(group, "New weights", () => set({ seed: (s.seed + 1) % 10_000 }));
  function controls() {
    depth.set(s.depth);
    gain.set(s.gain);
    bend.set(s.bend);
    norm.set(s.norm);
    skip.setAttribute("aria-pressed", String(s.skip));
  }
  read();
  refresh();
  return () => ui.close();
}
