// What is said of a prediction: while it is open, when it is kept, and what came out.

import { make } from "../shared/shared.js";
import { distance } from "./judge.js";

export const OPEN =
  "Commit yourself, then press This is my answer. Being wrong is how the surprise gets in.";

export function next(cells, alone) {
  // what to do once the answer is kept
  if (alone) return "Kept.";
  return cells > 1 ? `Kept. Now run the next ${cells} cells.` : "Kept. Now run the next cell.";
}

export function inWords({ kind, ask }, value) {
  // a guess as a person would say it
  if (kind === "choice") return ask.choices[value];
  if (kind === "order") return value.map((i) => ask.choices[i]).join(", ");
  if (kind === "number") return `${value} ${ask.unit}`.trim().replace("-", "−");
  return "the blue curve";
}

export function outcome(me, { value, right }) {
  // the sentence that a screen reader says
  const { kind, ask, answer } = { ...me, answer: me.sealed.answer };
  const verdict = right ? "As you predicted" : "Not as you predicted";
  if (kind === "curve") {
    const off = Math.round(100 * distance(ask, value, me.truth));
    return `${verdict}: on average your curve lies ${off}% of the height away.`;
  }
  const said = inWords(me, value);
  return right ? `${verdict}: ${answer}.` : `${verdict}: you said ${said}; it is ${answer}.`;
}

export function unfold(me, guess) {
  // guess and result beside each other, and the reason, open
  const box = make("div", "ll-came", me.ui.view);
  if (me.kind !== "curve") {
    const pair = make("div", "ll-pair", box);
    const rows = [["You said", inWords(me, guess.value)]];
    if (me.result) rows.push(["The cell gives", me.result]);
    rows.push(["So it is", me.sealed.answer]);
    for (const [name, text] of rows) {
      const part = make("div", "", pair);
      make("div", "ll-caption", part).textContent = name;
      make("b", "", part).textContent = text;
    }
  }
  const fold = make("details", "ll-why", box);
  fold.open = true;
  make("summary", "", fold).textContent = "Why";
  make("div", "", fold).innerHTML = me.sealed.why; // ours, made by the build
}
