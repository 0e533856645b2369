// What can be done to the units, and how it is told: to Python, and in words.

import { clamp, numbers, packed, show } from "../shared/shared.js";
import { CURVES, loss, MOST, nextPlace, REACH, step, still, XS } from "./fit.js";

const STEEPEST = 4;
const PER_FRAME = 12;

export function read(me) {
  const { s, model } = me;
  const flat = numbers(model.get("units"));
  for (const name of ["curve", "base", "steps"]) s[name] = model.get(name);
  s.units = Array.from({ length: flat.length / 3 }, (_, i) => [...flat.slice(3 * i, 3 * i + 3)]);
  me.chosen = Math.min(me.chosen, s.units.length);
  aim(me);
}

export function aim(me) {
  const { s, model } = me;
  me.target = s.curve === "yours" ? [...numbers(model.get("table"))] : XS.map(CURVES[s.curve].f);
  me.speed = still(s.units);
  me.land?.set(s.curve);
}

function share({ s, tell }) {
  const units = packed(Float64Array.from(s.units.flat()), [s.units.length, 3]);
  tell({ curve: s.curve, base: s.base, steps: s.steps, units });
}

export const copyOf = ({ curve, base, steps, units }) => ({
  ...{ curve, base, steps },
  units: units.map((unit) => [...unit]),
});

// ---- words -----------------------------------------------------------------------------

function unitName({ units, base }, i) {
  if (i === units.length) return `The base, at ${show(base)}`;
  const [bend, slope, side] = units[i];
  const where = side > 0 ? "right" : "left";
  return `Unit ${i + 1} bends at ${show(bend)}, slope ${show(slope)} to the ${where}`;
}

export function refresh(me, words = "") {
  const { s, ui, chosen } = me;
  const miss = loss(s.units, s.base, me.target);
  const n = s.units.length;
  me.setUnits(String(n));
  me.setError(miss < 0.01 ? miss.toExponential(1).replace("-", "−") : show(miss, 3));
  me.setSteps(String(s.steps));
  const name = chosen >= 0 && !words ? `${unitName(s, chosen)}. ` : "";
  const sum = `The sum of ${n} unit${n === 1 ? "" : "s"} misses the curve by`;
  ui.say(`${words} ${name}${sum} ${+miss.toPrecision(2)} (mean squared error).`.trim());
  ui.redraw();
}

export function edited(me, words = "") {
  me.speed = still(me.s.units);
  share(me);
  refresh(me, words);
}

// ---- what the buttons do ---------------------------------------------------------------

export function add(me) {
  const { units } = me.s;
  if (units.length >= MOST) return refresh(me, `${MOST} units are enough to tell apart.`);
  units.push([nextPlace(me.added++), 0.5, 1]);
  me.chosen = units.length - 1;
  edited(me);
}

export function remove(me) {
  const { units } = me.s;
  if (!units.length) return refresh(me, "There is no unit to remove.");
  const i = me.chosen >= 0 && me.chosen < units.length ? me.chosen : units.length - 1;
  units.splice(i, 1);
  me.chosen = Math.min(me.chosen, units.length - 1);
  edited(me, `Unit ${i + 1} is gone.`);
}

export function descend(me) {
  const { s } = me;
  if (!s.units.length) {
    refresh(me, "Add a unit first: descent moves units, it does not make them.");
    return false;
  }
  for (let k = 0; k < PER_FRAME; k++) step(s, me.speed, me.target);
  s.steps += PER_FRAME;
  share(me);
  refresh(me);
  return true;
}

export function restart(me) {
  me.play.set(false);
  Object.assign(me.s, copyOf(me.home));
  Object.assign(me, { chosen: -1, added: 0 });
  aim(me);
  edited(me);
}

// ---- what hands do to one unit ---------------------------------------------------------

export function moveBend({ s }, i, x) {
  s.units[i][0] = +clamp(x, -REACH, REACH).toFixed(3);
}

export function tilt({ s }, i, slope) {
  s.units[i][1] = +clamp(slope, -STEEPEST, STEEPEST).toFixed(3);
}

export function turn({ s }, i) {
  s.units[i][2] *= -1;
}

export function shift({ s }, y) {
  s.base = +clamp(y, -2, 2.5).toFixed(3);
}
