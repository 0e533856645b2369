// What happens to the examples and the line, and how it is told: to Python, and in words.

import { clamp, numbers, packed, prefersStill, show } from "../shared/shared.js";
import { reachOf } from "./pictures.js";
import { countWrong, nextWrong, update, xorSet } from "./rule.js";

export function read(me) {
  const { p, model } = me;
  Object.assign(p, { X: numbers(model.get("X")), y: numbers(model.get("y")) });
  Object.assign(p, { w: [...numbers(model.get("w"))], b: model.get("b") });
  p.updates = model.get("updates");
  me.reach = reachOf(p.X);
  me.xor?.setAttribute("aria-pressed", model.get("xor"));
  me.last = null;
}

export function remember(me, afresh = false) {
  const wrong = countWrong(me.p);
  me.past = afresh ? [wrong] : [...me.past.slice(-299), wrong];
}

function share({ p, tell }, names) {
  const told = { X: () => packed(p.X, [p.y.length, 2]), y: () => packed(p.y) };
  told.w = () => packed(Float64Array.from(p.w));
  tell(Object.fromEntries(names.map((name) => [name, told[name]?.() ?? p[name]])));
}

export const pointName = ({ p }, i) =>
  `point ${i + 1} (${p.y[i] > 0 ? "plus, square" : "minus, circle"})`;

export function describe(me, first = "") {
  const { p, ui } = me;
  const wrong = countWrong(p);
  const n = p.y.length;
  me.setWrong(`${wrong} of ${n}`);
  me.setUpdates(String(p.updates));
  const sides = wrong
    ? `${wrong} of ${n} points ${wrong === 1 ? "is" : "are"} on the wrong side`
    : "Every point is on its right side";
  const flat = p.w[0] === 0 && p.w[1] === 0;
  const where = flat
    ? "; w is 0, so there is no line yet"
    : `; w = (${show(p.w[0])}, ${show(p.w[1])}), b = ${show(p.b)}`;
  ui.say(`${first} ${sides}${where}.`.trim());
}

export function moved(me, names, words = "") {
  // something was put elsewhere: a fresh start for the history
  remember(me, true);
  share(me, names);
  describe(me, words);
  me.ui.redraw();
}

// ---- what the buttons do ---------------------------------------------------------------

export function step(me) {
  const { p } = me;
  const i = nextWrong(p, me.cursor);
  if (i < 0) {
    describe(me, "No example is wrong: the rule has nothing left to do.");
    me.ui.redraw();
    return false;
  }
  me.last = { i, from: [...p.w] };
  Object.assign(p, update(p, i), { updates: p.updates + 1 });
  me.cursor = (i + 1) % p.y.length;
  remember(me);
  share(me, ["w", "b", "updates"]);
  const [dx, dy] = [show(p.y[i] * p.X[2 * i]), show(p.y[i] * p.X[2 * i + 1])];
  const moves = `so w moves by (${dx}, ${dy})`;
  describe(me, `Update ${p.updates}: ${pointName(me, i)} was wrong, ${moves}.`);
  me.ui.redraw();
  return true;
}

export function reset(me) {
  const { p, home } = me;
  me.run.set(false);
  Object.assign(p, { X: home.X.slice(), y: home.y.slice(), w: [...home.w], b: home.b, updates: 0 });
  Object.assign(me, { cursor: 0, chosen: -1, last: null, own: null });
  me.xor.setAttribute("aria-pressed", "false");
  me.tell({ xor: false });
  moved(me, ["X", "y", "w", "b", "updates"]);
}

export function toggleXor(me) {
  const { p } = me;
  const on = me.xor.getAttribute("aria-pressed") !== "true";
  if (on) me.own = { X: p.X.slice(), y: p.y.slice() };
  const to = on ? xorSet(p.y.length) : (me.own ?? me.home);
  me.xor.setAttribute("aria-pressed", on);
  me.tell({ xor: on });
  Object.assign(p, { y: to.y.slice(), updates: 0 });
  me.last = null;
  glide(me, p.X.slice(), to.X.slice());
}

function glide(me, from, to) {
  // the points walk to their new places, unless less motion is wished
  const { p } = me;
  const start = performance.now();
  const mine = ++me.morph;
  const apart = from.length !== to.length || prefersStill();
  const frame = (now) => {
    if (mine !== me.morph) return;
    const t = apart ? 1 : clamp((now - start) / 450, 0, 1);
    const ease = t * t * (3 - 2 * t);
    p.X = to.map((v, i) => (t === 1 ? v : from[i] + (v - from[i]) * ease));
    me.reach = reachOf(p.X);
    if (t === 1) return moved(me, ["X", "y", "updates"]);
    requestAnimationFrame(frame);
    me.ui.redraw();
  };
  frame(start);
}
