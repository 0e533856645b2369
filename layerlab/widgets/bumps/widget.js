// Bump builder: bend a sum of ReLU units to a curve by hand, or let descent do it.

import { button, buttons, fact, link, panel, player, select, stage } from "../shared/shared.js";
import { add, aim, copyOf, descend, edited, read, refresh, remove, restart } from "./changes.js";
import { CURVES } from "./fit.js";
import { addHands } from "./hands.js";
import { drawParts, drawSum, SIZE } from "./pictures.js";

const HINT =
  "Right: drag a unit's mark to move its bend, its open circle to tilt it " +
  "(across the bend: to turn it round). Keys: Page Down chooses, arrows move, " +
  "Shift moves further, T turns, Delete removes.";
const NAMES = ["curve", "units", "base", "steps"];
const PARTS = "what each unit adds";

export function render({ model, el }) {
  const ui = stage(el, "Bump builder", HINT);
  const me = { ui, model, s: {}, target: [], chosen: -1, speed: null, home: null, added: 0 };
  const label = "The curve (dots) and the sum of your units";
  me.sum = panel(ui.view, SIZE, label, "the curve, and the sum of the units");
  me.parts = panel(ui.view, SIZE, "What each unit adds; dashed: the base", PARTS);
  me.setUnits = fact(ui, "units");
  me.setError = fact(ui, "error");
  me.setSteps = fact(ui, "steps");
  me.tell = link(ui, model, NAMES, () => {
    read(me);
    refresh(me);
  });
  ui.drawing = (c) => {
    drawSum(me.sum.begin(c.paper), me, c);
    drawParts(me.parts.begin(c.paper), me, c);
  };
  addHands(me);
  addControls(me);
  read(me);
  me.home = copyOf(me.s);
  refresh(me);
  ui.s = me.s;
  return () => ui.close();
}

function addControls(me) {
  const { ui, model, s } = me;
  const group = buttons(ui);
  button(group, "Add a unit", () => add(me), { main: true });
  const label = "Remove the chosen unit, or the last";
  button(group, "Remove", () => remove(me), { label });
  const text = "Let descent do it";
  me.play = player(ui, group, () => descend(me), { text, main: false });
  button(group, "Start again", () => restart(me));
  const curves = { ...CURVES, ...(model.get("table") ? { yours: { text: "your curve" } } : {}) };
  me.land = select(ui.bar, "curve", curves, "hill", (curve) => {
    Object.assign(s, { curve, steps: 0 });
    aim(me);
    edited(me);
  });
}
