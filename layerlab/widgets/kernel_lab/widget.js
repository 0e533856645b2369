// Kernel lab: paint a picture and a kernel, slide the window, watch the sum.

import {
  button,
  buttons,
  clamp,
  fact,
  link,
  make,
  numbers,
  packed,
  panel,
  player,
  select,
  show,
  slider,
  stage,
} from "../shared/shared.js";
import { addHands, YOURS } from "./hands.js";
import {
  drawKernel,
  drawOutput,
  drawPicture,
  drawProducts,
  here,
  OUTPUT,
  PICTURE,
  PRODUCTS,
  WEIGHTS,
} from "./pictures.js";
import { correlate } from "./window.js";

const HINT =
  "Paint the picture; drag a kernel cell up or down; point at the output. " +
  "By keys: arrows move, Space paints, + and − change a weight.";
const NAMES = ["image", "kernel", "preset", "stride", "padding", "dilation", "at"];
const GRIDS = ["image", "kernel"];

export function render({ model, el }) {
  const ui = stage(el, "Kernel lab", HINT);
  const me = { ui, model, s: {}, cursor: { picture: [0, 0], weights: [0, 0] }, ...surfaces(ui) };
  me.setSize = fact(ui, "output");
  me.setSum = fact(ui, "sum");
  me.refresh = (words) => refresh(me, words);
  me.tell = link(ui, model, NAMES, () => {
    read(me);
    refresh(me);
  });
  me.set = (values, words) => {
    Object.assign(me.s, values);
    const give = ([name, v]) => [name, v.data ? packed(v.data, [v.rows, v.cols]) : v];
    me.tell(Object.fromEntries(Object.entries(values).map(give)));
    refresh(me, words);
  };
  addHands(me);
  me.controls = addControls(me);
  ui.drawing = (c) => {
    const focused = ({ node }) => document.activeElement === node;
    drawPicture(me.picture.begin(c.paper), me, c, focused(me.picture));
    drawKernel(me.weights.begin(c.paper), me, c, focused(me.weights));
    drawProducts(me.products.begin(c.paper), me, c);
    drawOutput(me.output.begin(c.paper), me, c, me.play.running);
  };
  read(me);
  refresh(me);
  return () => ui.close();
}

function surfaces(ui) {
  const picture = panel(ui.view, PICTURE, "", "picture: paint it");
  const middle = make("div", "ll-side", ui.view);
  const weights = panel(middle, WEIGHTS, "", "kernel: drag a cell");
  const label = "Picture times kernel inside the window";
  const products = panel(middle, PRODUCTS, label, "picture × kernel, summed");
  const output = panel(ui.view, OUTPUT, "", "output: each cell is one sum");
  return { picture, weights, products, output };
}

function read({ s, model, controls }) {
  for (const name of NAMES) {
    const value = model.get(name);
    const [rows, cols] = value.shape ?? [];
    s[name] = GRIDS.includes(name) ? { rows, cols, data: numbers(value) } : value;
  }
  for (const [name, control] of Object.entries(controls)) control.set(s[name]);
}

function refresh(me, words = "") {
  const { s, ui } = me;
  const out = correlate(s.image, s.kernel, s);
  me.out = out;
  s.at = clamp(s.at, 0, Math.max(0, out.data.length - 1));
  const [r, c] = here(me);
  const sum = out.data.length ? show(out.data[s.at]) : "none";
  me.setSize(`${out.rows} × ${out.cols}`);
  me.setSum(sum);
  const said = out.data.length
    ? `The window at row ${r + 1}, column ${c + 1} sums to ${sum}; ` +
      `the output is ${out.rows} by ${out.cols}`
    : "The window does not fit into the picture: less dilation or more padding";
  ui.say(`${words} ${said}.`.trim());
  ui.redraw();
}

// ---- controls --------------------------------------------------------------------------

function addControls(me) {
  const { ui, set } = me;
  addButtons(me);
  const presets = me.model.get("presets");
  const preset = select(ui.bar, "kernel", { ...presets, [YOURS]: "your own" }, YOURS, (name) => {
    const rows = presets[name]?.rows;
    if (!rows) return set({ preset: name });
    const data = Float64Array.from(rows.flat());
    set({ preset: name, kernel: { rows: rows.length, cols: rows[0].length, data } });
  });
  const dial = (name, min, max) =>
    slider(ui.bar, name, { min, max, step: 1, value: min }, (v) => set({ [name]: v }));
  const stride = dial("stride", 1, 3);
  const padding = dial("padding", 0, 3);
  return { preset, stride, padding, dilation: dial("dilation", 1, 3) };
}

function addButtons(me) {
  const { ui, s, set } = me;
  const step = (n = 1) => {
    const last = me.out.data.length - 1;
    if (last < 0) return false;
    set({ at: s.at === last ? 0 : Math.min(s.at + n, last) });
    return s.at !== last;
  };
  const hurry = () => step(Math.ceil(me.out.data.length / 600)); // a large picture takes no longer
  const group = buttons(ui);
  me.play = player(ui, group, hurry, { rate: 30, text: "Slide" });
  me.play.node.addEventListener("click", () => {
    if (me.play.running && s.at >= me.out.data.length - 1) set({ at: 0 });
  });
  button(group, "Step", () => step());
  const clear = () => {
    s.image.data.fill(0);
    set({ image: s.image }, "The picture is empty.");
  };
  button(group, "Clear", clear, { label: "Clear the picture" });
}
