// Hands on the bump builder: bends, tips and the base are dragged, or moved by keys.

import { grab, keys } from "../shared/shared.js";
import { edited, moveBend, refresh, remove, shift, tilt, turn } from "./changes.js";
import { forward, REACH } from "./fit.js";
import { partAxes, sumAxes, tip } from "./pictures.js";

const KEYS =
  "Units. Page Down and Page Up choose a unit or the base; left and right move its bend, " +
  "up and down tilt it, Shift moves further; T turns it round, Delete removes it.";

export function addHands(me) {
  const { s } = me;
  grab(me.parts, {
    pick: (px, py) => pickPart(me, px, py),
    move: (what, px, py) => drag(me, what, partAxes().x(px), partAxes().y(py)),
  });
  grab(me.sum, {
    pick(px, py) {
      const a = sumAxes();
      const place = (x) => [a.px(x), a.py(forward(s.units, s.base, x))];
      return front(me).find((i) => near(px, py, place(s.units[i][0])));
    },
    move(i, px) {
      me.chosen = i;
      moveBend(me, i, sumAxes().x(px));
      edited(me);
    },
  });
  keysOnParts(me);
}

const near = (px, py, [x, y], r = 12) => Math.hypot(px - x, py - y) < r;

const front = ({ s, chosen }) =>
  // the chosen one first
  [...s.units.keys()].sort((i, j) => (j === chosen) - (i === chosen) || j - i);

function pickPart(me, px, py) {
  const { units, base } = me.s;
  const a = partAxes();
  const at = ([x, y], r) => near(px, py, [a.px(x), a.py(y)], r);
  for (const i of front(me)) if (at([units[i][0], 0])) return { i, what: "bend" };
  for (const i of front(me)) if (at(tip(units[i]))) return { i, what: "tip" };
  return at([-REACH, base], 14) ? { i: units.length, what: "base" } : null;
}

function drag(me, { i, what }, x, y) {
  me.chosen = i;
  if (what === "bend") moveBend(me, i, x);
  if (what === "base") shift(me, y);
  if (what === "tip") {
    const [bend, , side] = me.s.units[i];
    if ((x - bend) * side < -0.25) turn(me, i);
    tilt(me, i, y);
  }
  edited(me);
}

// ---- keys ------------------------------------------------------------------------------

function keysOnParts(me) {
  const { s } = me;
  const choose = (by) => () => {
    const all = s.units.length + 1; // with the base
    const first = by > 0 ? 0 : all - 1;
    me.chosen = me.chosen < 0 ? first : (me.chosen + by + all) % all;
    refresh(me);
  };
  const turnChosen = () => {
    if (me.chosen < 0 || me.chosen >= s.units.length) return;
    turn(me, me.chosen);
    edited(me);
  };
  keys(me.parts, KEYS, {
    arrows(dx, dy, big) {
      if (me.chosen < 0) me.chosen = 0;
      const by = big ? 0.5 : 0.05;
      if (me.chosen >= s.units.length) shift(me, s.base + dy * by);
      else {
        const [bend, slope] = s.units[me.chosen];
        moveBend(me, me.chosen, bend + dx * by);
        tilt(me, me.chosen, slope + dy * by);
      }
      edited(me);
    },
    other: {
      PageDown: choose(1),
      PageUp: choose(-1),
      Delete: () => remove(me),
      t: turnChosen,
      T: turnChosen,
    },
  });
}
