// Perceptron playground: the examples and the line on the left, the weights' journey on the right.

import { button, buttons, fact, link, make, panel, player, stage } from "../shared/shared.js";
import { describe, read, remember, reset, step, toggleXor } from "./changes.js";
import { addHands } from "./hands.js";
import { drawHistory, drawPlane, drawWeights, HISTORY, PLANE, WEIGHTS } from "./pictures.js";

const HINT =
  "Drag a point, the line or the arrow's tip. " +
  "By keys: Page Down chooses, arrows move, Shift moves further.";
const TOLD = ["X", "y", "w", "b", "updates", "xor"];

export function render({ model, el }) {
  const ui = stage(el, "Perceptron playground", HINT);
  const me = { ui, model, p: {}, last: null, chosen: -1, cursor: 0, past: [] };
  Object.assign(me, { own: null, home: null, reach: 3.4, morph: 0, ...surfaces(ui) });
  me.tell = link(ui, model, TOLD, () => {
    read(me);
    remember(me, true);
    describe(me);
    ui.redraw();
  });
  me.setWrong = fact(ui, "wrong");
  me.setUpdates = fact(ui, "updates");
  ui.drawing = (c) => {
    drawPlane(me.plane.begin(c.paper), me, c, ui.dark);
    drawWeights(me.weights.begin(c.paper), me, c);
    drawHistory(me.history.begin(c.paper), me, c);
  };
  addHands(me);
  addButtons(me);
  read(me);
  me.home = { X: me.p.X.slice(), y: me.p.y.slice(), w: [...me.p.w], b: me.p.b };
  remember(me, true);
  describe(me);
  ui.redraw();
  ui.p = me.p;
  return () => ui.close();
}

function surfaces(ui) {
  const plane = panel(ui.view, PLANE, "", "examples, and the line where the score is 0");
  const side = make("div", "ll-side", ui.view);
  const weightsLabel = "The weight vector before and after the last update";
  const weights = panel(side, WEIGHTS, weightsLabel, "weights: the last update moves w");
  const historyLabel = "Number of wrong points after each update";
  const history = panel(side, HISTORY, historyLabel, "wrong points after each update");
  return { plane, weights, history };
}

function addButtons(me) {
  const group = buttons(me.ui);
  button(group, "One update", () => step(me), { main: true });
  me.run = player(me.ui, group, () => step(me), { rate: me.model.get("rate"), main: false });
  button(group, "Reset", () => reset(me));
  const label = "XOR: labels that no line can separate";
  me.xor = button(group, "XOR", () => toggleXor(me), { label });
}
