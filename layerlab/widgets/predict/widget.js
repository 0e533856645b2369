// Predict: a question, the learner's own answer, and then what came out beside it.

import { button, buttons, link, stage } from "../shared/shared.js";
import { askChoice, askNumber, askOrder } from "./asking.js";
import { askCurve, describeCurve } from "./curve.js";
import { isRight, unseal } from "./judge.js";
import { next, OPEN, outcome, unfold } from "./telling.js";

const WAYS = { choice: askChoice, number: askNumber, order: askOrder, curve: askCurve };
const TOLD = ["guess", "ran", "result", "truth"];

export function render({ model, el }) {
  const ui = stage(el, "Your prediction");
  const me = { ui, model, kind: model.get("kind"), ask: model.get("ask"), truth: [] };
  me.sealed = unseal(model.get("sealed"));
  me.changed = () => {
    me.press.disabled = me.way.value() === null;
  };
  me.commit = () => {
    const value = me.way.value();
    if (value === null || me.guess) return;
    const right = isRight(me.kind, me.ask, me.sealed, value);
    me.tell({ guess: { value, right } });
    keep(me, { value, right });
  };
  me.tell = link(ui, model, TOLD, () => look(me));
  me.way = WAYS[me.kind](me);
  me.press = button(buttons(ui), "This is my answer", me.commit, { main: true });
  me.changed();
  nameCurve(me);
  ui.say(OPEN);
  look(me);
  return () => ui.close();
}

function look(me) {
  // what the page or Python knows already
  const { model } = me;
  const guess = model.get("guess");
  if (guess?.value !== undefined && !me.guess) {
    me.way.show(guess.value);
    keep(me, guess);
  } else reveal(me);
}

function keep(me, guess) {
  me.guess = guess;
  me.way.lock();
  me.press.hidden = true;
  me.ui.say(next(me.model.get("cells") ?? 1, me.model.alone));
  me.ui.redraw();
  reveal(me);
}

function reveal(me) {
  // once the learner has answered and the cells have run; without a kernel at once
  const { model, ui } = me;
  if (!me.guess || me.shown || !(model.get("ran") || model.alone)) return;
  me.shown = true;
  me.result = model.get("result") ?? "";
  if (me.kind === "curve") me.truth = trueCurve(me);
  unfold(me, me.guess);
  ui.say(outcome(me, me.guess));
  nameCurve(me);
  ui.redraw();
  const hidden = document.querySelectorAll(`style[data-predict="${model.get("name")}"]`);
  for (const style of hidden) style.remove(); // on an exported page: the outputs below
}

function trueCurve({ model, sealed }) {
  const { x = [], y = [] } = model.get("truth") ?? {};
  return x.length ? x.map((v, i) => [v, y[i]]) : sealed.right;
}

function nameCurve(me) {
  if (me.kind === "curve") describeCurve(me.ui.view.querySelector("canvas"), me);
}
