// Feature workshop: tick features; a classical model learns from them at once, at every size.

import { button, buttons, fact, link, make, numbers, panel, stage } from "../shared/shared.js";
import { curve } from "./logistic.js";
import { drawCurves, percent, SIZE } from "./pictures.js";

const HINT =
  "Tick a feature, and the classical model learns from it at once. " +
  "Tab goes from box to box, Space ticks.";
const LABEL = "Share right on unseen digits as the training set grows";
const CAPTION = "digits named rightly, of 438 never trained on";

export function render({ model, el }) {
  const ui = stage(el, "Feature workshop", HINT);
  const me = { ui, model, ...measured(model), chosen: [], yours: [], before: null };
  me.boxes = addBoxes(me);
  const plot = panel(ui.view, SIZE, LABEL, CAPTION);
  me.setYours = fact(ui, "yours");
  me.setPixels = fact(ui, "pixels");
  me.setNet = fact(ui, "network");
  me.tell = link(ui, model, ["chosen"], () => read(me));
  const group = buttons(ui);
  const all = () => choose(me, me.names, "All features are on.");
  const none = () => choose(me, [], "No feature is on: the model can only guess.");
  button(group, "All", all, { label: "Switch all features on" });
  button(group, "None", none, { label: "Switch all features off" });
  ui.drawing = (c) => drawCurves(plot.begin(c.paper), me, c);
  read(me);
  return () => ui.close();
}

function measured(model) {
  // the digits' features, the orders in which they are learned, what the network reached
  const lists = ["names", "sizes", "pixels", "network"].map((name) => model.get(name));
  const [names, sizes, pixels, network] = lists;
  const [X, y] = [numbers(model.get("X")), numbers(model.get("y"))];
  const data = { X, y, d: model.get("X").shape[1], train: model.get("train"), classes: 10 };
  const [count, long] = model.get("orders").shape;
  const all = numbers(model.get("orders"));
  const orders = Array.from({ length: count }, (_, i) => all.subarray(i * long, (i + 1) * long));
  return { names, sizes, pixels, network, data, orders, kept: new Map() };
}

function addBoxes(me) {
  const list = make("fieldset", "ll-side", me.ui.view);
  const legend = make("legend", "ll-caption", list);
  Object.assign(list.style, { border: "0", margin: "0", padding: "0", minWidth: "130px" });
  legend.textContent = "features for the model";
  return Object.fromEntries(me.names.map((name) => [name, addBox(me, list, name)]));
}

function addBox(me, list, name) {
  const label = make("label", "", list);
  const box = make("input", "", label);
  box.type = "checkbox";
  const row = { display: "flex", gap: "8px", alignItems: "center", minHeight: "24px" };
  Object.assign(label.style, row);
  label.append(name);
  box.addEventListener("change", () => {
    const others = me.chosen.filter((n) => n !== name);
    const now = box.checked ? [...others, name] : others;
    choose(me, now, `${name} is ${box.checked ? "on" : "off"}.`);
  });
  return box;
}

// ---- the state, in words ---------------------------------------------------------------

function read(me) {
  me.chosen = me.model.get("chosen");
  tick(me);
  learn(me);
}

function tick({ names, boxes, chosen }) {
  for (const name of names) boxes[name].checked = chosen.includes(name);
}

function choose(me, next, words) {
  me.before = me.yours;
  me.chosen = me.names.filter((name) => next.includes(name));
  tick(me);
  me.tell({ chosen: me.chosen });
  learn(me, words);
}

function learn(me, words = "") {
  const { ui, names, chosen, sizes, pixels, network } = me;
  const yours = accuracies(me);
  me.yours = yours;
  me.setYours(percent(yours.at(-1)));
  me.setPixels(percent(pixels.at(-1)));
  me.setNet(percent(network.at(-1)));
  const meet = sizes.filter((_, i) => yours[i] >= pixels[i]).at(-1);
  const first = `${percent(yours[0])} right after ${sizes[0]} digits`;
  const last = `${percent(yours.at(-1))} after ${sizes.at(-1)}`;
  const ahead = meet
    ? `Your features are ahead of raw pixels up to ${meet} digits`
    : "Raw pixels are ahead everywhere";
  const count = `${chosen.length} of ${names.length} features`;
  ui.say(`${words} ${count}: ${first}, ${last}. ${ahead}.`.trim());
  ui.redraw();
}

function accuracies({ chosen, names, kept, data, sizes, orders }) {
  // of each set of features, computed once
  const key = chosen.join();
  const places = chosen.map((name) => names.indexOf(name));
  const guess = () => sizes.map(() => 0.1);
  if (!kept.has(key)) kept.set(key, places.length ? curve(data, places, sizes, orders) : guess());
  return kept.get(key);
}
