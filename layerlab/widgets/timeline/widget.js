// Where the time goes: two lanes of one training step, a model; four controls.

import {
  button,
  buttons,
  fact,
  link,
  panel,
  select,
  show,
  slider,
  stage,
} from "../shared/shared.js";
import { largestPart, trainingStep } from "./model.js";
import { drawLanes, NAMES, SIZE } from "./pictures.js";

const HINT =
  "Computed from costs that are assumed, or that you pass; nothing here is measured. " +
  "The grey outline is the step that you began with.";
const CHOICES = { data: "data path", precision: "precision", channels: "layout" };
const TOLD = [...Object.keys(CHOICES), "batch", "costs"];

export function render({ model, el }) {
  const ui = stage(el, "Where the time goes: a model of one training step", HINT);
  const me = { ui, model, s: {}, found: null, first: null };
  me.lanes = panel(ui.view, SIZE, "", "");
  me.setStep = fact(ui, "one step");
  me.setRate = fact(ui, "pictures a second");
  me.setBusy = fact(ui, "device computes");
  me.tell = link(ui, model, TOLD, () => {
    read(me);
    refresh(me);
  });
  ui.drawing = (c) => {
    const { found, first, s } = me;
    drawLanes(me.lanes.begin(c.paper), { found, first, data: s.data }, c, ui.dark);
  };
  me.controls = addControls(me);
  read(me);
  refresh(me);
  return () => ui.close();
}

function read(me) {
  const { s, model, controls } = me;
  for (const name of TOLD) s[name] = model.get(name);
  me.first ??= trainingStep(s.costs, s);
  for (const name of Object.keys(CHOICES)) controls[name].set(s[name]);
  controls.batch.set(Math.round(Math.log2(s.batch)));
}

function refresh(me) {
  const { s, ui } = me;
  me.found = trainingStep(s.costs, s);
  me.setStep(ms(me.found.total));
  me.setRate(Math.round(me.found.rate).toLocaleString("en"));
  me.setBusy(`${Math.round(100 * me.found.busy)}%`);
  const text = sentence(me.found, me.first);
  ui.say(text);
  me.lanes.node.setAttribute("aria-label", text);
  ui.redraw();
}

const ms = (t) => `${show(t / 1000, t < 10000 ? 2 : 1)} ms`;

function sentence(found, first) {
  const most = largestPart(found);
  const waits = found.waiting / found.total;
  const waiting =
    waits > 0.005
      ? `The device waits ${Math.round(100 * waits)}% of the time.`
      : "The device never waits for pictures.";
  const part = `the largest part is ${NAMES[most]} with ${ms(found[most])}`;
  const times = `${show(found.rate / first.rate, 1)} times as many pictures a second`;
  return `One step takes ${ms(found.total)}, ${part}. ${waiting} ${times} as at the start.`;
}

function addControls(me) {
  const { ui, model, s } = me;
  const set = (values) => {
    Object.assign(s, values);
    me.tell(values);
    refresh(me);
  };
  const controls = {};
  const words = model.get("words");
  for (const [name, label] of Object.entries(CHOICES)) {
    const value = model.get(name);
    controls[name] = select(ui.bar, label, words[name], value, (v) => set({ [name]: v }));
  }
  const powers = { min: 4, max: 11, step: 1, value: 6, format: (v) => String(2 ** v) };
  controls.batch = slider(ui.bar, "batch", powers, (v) => set({ batch: 2 ** v }));
  const fromHere = () => {
    me.first = me.found;
    refresh(me);
  };
  const label = "Compare from here on with the present step";
  button(buttons(ui), "From here", fromHere, { label });
  return controls;
}
