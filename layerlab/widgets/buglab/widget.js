// Bug lab: the curves of a healthy training and of one with bugs, on the same axes.

import { button, buttons, fact, link, panel, stage } from "../shared/shared.js";
import { BUGS, readBugs, writeBugs } from "./bugs.js";
import { EPOCHS, run } from "./lab.js";
import { drawRun, percent, SIZE } from "./pictures.js";

const HINT =
  "Blue, solid: training loss. Vermilion, dashed: validation loss. " +
  "Switch bugs on and off; both trainings run anew, from the same start.";

export function render({ model, el }) {
  const ui = stage(el, "Bug lab", HINT);
  const me = { ui, model, s: {}, runs: {}, switches: {}, seedRun: null };
  me.good = panel(ui.view, SIZE, "", "as it should be");
  me.bad = panel(ui.view, SIZE, "", "with the bugs that are on");
  me.setTold = fact(ui, "validation says");
  me.setFresh = fact(ui, "new examples say");
  me.tell = link(ui, model, ["bugs", "seed"], () => {
    read(me);
    train(me);
  });
  ui.drawing = (c) => {
    drawRun(me.good.begin(c.paper), me.runs.healthy, c);
    drawRun(me.bad.begin(c.paper), me.runs.bugged, c);
  };
  addButtons(me);
  read(me);
  train(me);
  Object.assign(ui, { s: me.s, runs: me.runs });
  return () => ui.close();
}

function read({ s, model }) {
  s.bugs = readBugs(model.get("bugs"));
  s.seed = model.get("seed");
}

function train(me) {
  const { s, runs, ui } = me;
  if (me.seedRun !== s.seed) runs.healthy = run(new Set(), s.seed);
  me.seedRun = s.seed;
  runs.bugged = s.bugs.size ? run(s.bugs, s.seed) : runs.healthy;
  for (const [name, node] of Object.entries(me.switches)) {
    node.setAttribute("aria-pressed", s.bugs.has(name));
  }
  me.setTold(percent(runs.bugged.told));
  me.setFresh(percent(runs.bugged.fresh));
  describe(me);
  ui.redraw();
}

function describe({ s, runs, good, bad, ui }) {
  const ends = ({ train_loss, val_loss }) =>
    `at the end ${train_loss.at(-1).toFixed(2)} in training, ` +
    `${val_loss.at(-1).toFixed(2)} in validation`;
  const label = `Loss over ${EPOCHS} epochs`;
  const n = s.bugs.size;
  good.node.setAttribute("aria-label", `${label} without a bug: ${ends(runs.healthy)}`);
  bad.node.setAttribute("aria-label", `${label} with ${n} bugs: ${ends(runs.bugged)}`);
  const on = Object.keys(BUGS).filter((name) => s.bugs.has(name));
  const words = on.map((name) => BUGS[name].words).join("; ");
  const shown = n > 1 ? `${n} bugs at once; alone each shows this: ${words}` : capital(words);
  const first = n ? shown : "No bug is on: both trainings are the same";
  ui.say(`${first}. ${capital(ends(runs.bugged))}.`);
}

const capital = (words) => words && words[0].toUpperCase() + words.slice(1);

function addButtons(me) {
  const { ui, s } = me;
  const changed = () => {
    me.tell({ bugs: writeBugs(s.bugs), seed: s.seed });
    train(me);
  };
  const flip = (name) => () => {
    if (!s.bugs.delete(name)) s.bugs.add(name);
    changed();
  };
  const group = buttons(ui);
  for (const [name, { text }] of Object.entries(BUGS)) {
    me.switches[name] = button(group, text, flip(name));
  }
  const more = buttons(ui);
  const other = () => {
    s.seed = (s.seed + 1) % 10000;
    changed();
  };
  const heal = () => {
    s.bugs.clear();
    changed();
  };
  button(more, "Other data", other, { label: "Other data and other first weights" });
  button(more, "All healthy", heal);
}
