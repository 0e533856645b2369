// Signal through depth: histograms of activations and gradients at every layer, at once.

import {
  button,
  buttons,
  clamp,
  fact,
  grab,
  keys,
  link,
  make,
  panel,
  select,
  slider,
  stage,
} from "../shared/shared.js";
import { drawSizes, drawSpread, freshMap, layerAxes, SIZES, SPREAD } from "./pictures.js";
import { BENDS, DEEPEST, kind, run } from "./signal.js";

const HINT =
  "Click a layer in a picture, or focus the upper left one and use the arrow keys, " +
  "to read its numbers below.";
const KEYS =
  "Activations in each layer. Left and right arrow keys choose the layer that is read out, " +
  "Shift goes further.";
export const NORMS = { none: "none", batch: "batch" };
const NAMES = ["depth", "gain", "bend", "norm", "skip", "seed", "layer"];

export function render({ model, el }) {
  const ui = stage(el, "Signal through depth", HINT);
  const me = { ui, model, s: {}, found: null };
  const size = (what) => `size of the ${what}, powers of ten`;
  me.up = column(ui, "Activations: values in each layer", size("activations"));
  me.down = column(ui, "Gradients: values in each layer", size("gradients"));
  me.setUp = fact(ui, "signal");
  me.setDown = fact(ui, "gradient");
  me.tell = link(ui, model, NAMES, () => {
    read(me);
    refresh(me);
  });
  ui.drawing = (c) => {
    const { signals, sizes, gradients, gradientSizes } = me.found;
    drawColumn(me.up, me.s, signals, sizes, c.hues[0], c);
    drawColumn(me.down, me.s, gradients, gradientSizes, c.hues[1], c);
  };
  addHands(me);
  me.controls = addControls(me);
  read(me);
  refresh(me);
  return () => ui.close();
}

function column(ui, text, below) {
  const side = make("div", "ll-side", ui.view);
  return { top: panel(side, SPREAD, text, text), low: panel(side, SIZES, below, below), map: null };
}

function drawColumn(column, s, values, sizes, colour, c) {
  if (column.map?.cols !== s.depth + 1) column.map = freshMap(s.depth);
  drawSpread(column.top.begin(c.paper), values, s, column.map, colour, c);
  drawSizes(column.low.begin(c.paper), sizes, s, colour, c);
}

// ---- the state, in words ---------------------------------------------------------------

function read(me) {
  const { s, model, controls } = me;
  for (const name of NAMES) s[name] = model.get(name);
  for (const name of ["depth", "gain", "bend", "norm"]) controls[name].set(s[name]);
  controls.skip.setAttribute("aria-pressed", String(s.skip));
}

function set(me, given) {
  // another depth: its last layer is read out
  const values = "depth" in given ? { ...given, layer: given.depth } : given;
  Object.assign(me.s, values);
  me.tell(values);
  refresh(me);
}

function refresh(me) {
  const { s, ui } = me;
  const start = performance.now();
  me.found = run(s);
  ui.root.dataset.computed = (performance.now() - start).toFixed(1); // ms, for tests
  const { sizes, gradientSizes } = me.found;
  const up = kind(sizes.at(-1) / sizes[0]);
  const down = kind(gradientSizes[0] / gradientSizes.at(-1));
  me.setUp(up);
  me.setDown(down);
  ui.say(sentence(s, sizes, gradientSizes, up, down));
  ui.redraw();
}

function sentence(s, sizes, gradientSizes, up, down) {
  const k = clamp(s.layer, 0, s.depth);
  const norm = s.norm === "batch" ? "batch normalisation" : "no normalisation";
  const recipe = `gain ${s.gain.toFixed(2)}, ${norm}, ${s.skip ? "skip" : "no skip"}`;
  const signal = `the signal ${up} (${short(sizes[0])} to ${short(sizes.at(-1))})`;
  const [top, input] = [short(gradientSizes.at(-1)), short(gradientSizes[0])];
  const gradient = `the gradient ${down} (${top} at the top, ${input} at the input)`;
  const layer = `Layer ${k}: signal ${short(sizes[k])}, gradient ${short(gradientSizes[k])}`;
  return `${s.depth} layers, ${recipe}: ${signal}, ${gradient}. ${layer}.`;
}

function short(v) {
  if (v >= 0.01 && v < 1000) return String(+v.toPrecision(2));
  return v.toExponential(0).replace("e+", "e").replace("-", "−");
}

// ---- hands and controls ----------------------------------------------------------------

function addHands(me) {
  const { s, up, down } = me;
  for (const surface of [up.top, up.low, down.top, down.low]) {
    const move = (_, px) => {
      const layer = layerAxes(surface, s.depth, [0, 1]).x(px);
      set(me, { layer: Math.round(clamp(layer, 0, s.depth)) });
    };
    grab(surface, { pick: () => "layer", move });
  }
  keys(up.top, KEYS, {
    arrows: (dx, dy, big) => {
      const layer = s.layer + (dx || dy) * (big ? 5 : 1);
      set(me, { layer: clamp(layer, 0, s.depth) });
    },
  });
}

function addControls(me) {
  const { s, ui } = me;
  const depths = { min: 1, max: DEEPEST, step: 1, value: 30 };
  const depth = slider(ui.bar, "depth", depths, (v) => set(me, { depth: v }));
  const gains = { min: 0.5, max: 2.5, step: 0.01, value: 1, format: (v) => v.toFixed(2) };
  const gain = slider(ui.bar, "gain", gains, (v) => set(me, { gain: v }));
  const bend = select(ui.bar, "activation", BENDS, "relu", (v) => set(me, { bend: v }));
  const norm = select(ui.bar, "normalisation", NORMS, "none", (v) => set(me, { norm: v }));
  const group = buttons(ui);
  const skip = button(group, "Skip", () => {
    set(me, { skip: !s.skip });
    skip.setAttribute("aria-pressed", String(s.skip));
  });
  button(group, "New weights", () => set(me, { seed: (s.seed + 1) % 10_000 }));
  return { depth, gain, bend, norm, skip };
}
