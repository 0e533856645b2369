// Hands on the plane: points, the line and the arrow's tip are dragged, or moved by keys.

import { clamp, grab, keys, show } from "../shared/shared.js";
import { describe, moved, pointName } from "./changes.js";
import { planeAxes, reachOf, tip } from "./pictures.js";
import { foot, score } from "./rule.js";

const KEYS =
  "Examples and boundary. Page Down and Page Up choose a point or the line, " +
  "arrow keys move it, Shift moves further.";

export function addHands(me) {
  grab(me.plane, {
    pick: (px, py) => pick(me, px, py),
    move: (what, px, py) => drag(me, what, px, py),
    drop() {
      if (me.chosen < me.p.y.length) me.reach = reachOf(me.p.X);
      me.ui.redraw();
    },
  });
  keys(me.plane, KEYS, {
    arrows(dx, dy, big) {
      if (me.chosen < 0) me.chosen = me.p.y.length;
      if (me.chosen < me.p.y.length) pushPoint(me, dx, dy, big);
      else if (foot(me.p)) pushLine(me, dx, dy, big);
    },
    other: { PageDown: () => choose(me, 1), PageUp: () => choose(me, -1) },
  });
}

function pick({ p, reach }, px, py) {
  // a point's number, "tip", "line", or null
  const a = planeAxes(reach);
  const at = foot(p);
  const near = (x, y, r) => Math.hypot(px - a.px(x), py - a.py(y)) < r;
  for (let i = p.y.length - 1; i >= 0; i--) if (near(p.X[2 * i], p.X[2 * i + 1], 12)) return i;
  if (!at) return null;
  if (near(...tip(p, reach), 14)) return "tip";
  const distance = Math.abs(score(p, a.x(px), a.y(py))) / Math.hypot(...p.w);
  return ((distance / reach) * a.w) / 2 < 9 ? "line" : null;
}

function drag(me, what, px, py) {
  const { p, reach } = me;
  const a = planeAxes(reach);
  const x = clamp(a.x(px), -reach, reach);
  const y = clamp(a.y(py), -reach, reach);
  const isPoint = Number.isInteger(what);
  if (what === "line") p.b = -(p.w[0] * x + p.w[1] * y);
  else if (what === "tip") turnTo(p, x, y);
  else p.X.set([x, y], 2 * what);
  Object.assign(me, { chosen: isPoint ? what : p.y.length, last: null });
  moved(me, isPoint ? ["X"] : ["w", "b"]);
}

function turnTo(p, x, y) {
  // turn about the line's foot; the length of w stays
  const at = foot(p);
  const n = Math.hypot(...p.w);
  const d = Math.hypot(x - at[0], y - at[1]);
  if (d < 1e-6) return;
  p.w = [((x - at[0]) / d) * n, ((y - at[1]) / d) * n];
  p.b = -(p.w[0] * at[0] + p.w[1] * at[1]);
}

function choose(me, by) {
  const { p } = me;
  const all = p.y.length + 1;
  const first = by > 0 ? 0 : all - 1;
  const i = me.chosen < 0 ? first : (me.chosen + by + all) % all;
  me.chosen = i;
  const place = () => `(${show(p.X[2 * i])}, ${show(p.X[2 * i + 1])})`;
  const line = "The line: left and right turn it, up and down shift it.";
  describe(me, i === p.y.length ? line : `Chosen: ${pointName(me, i)} at ${place()}.`);
  me.ui.redraw();
}

function pushPoint(me, dx, dy, big) {
  const { p, reach, chosen: i } = me;
  const by = reach * (big ? 0.1 : 0.02);
  const x = clamp(p.X[2 * i] + dx * by, -reach, reach);
  const y = clamp(p.X[2 * i + 1] + dy * by, -reach, reach);
  p.X.set([x, y], 2 * i);
  me.last = null;
  moved(me, ["X"], `${pointName(me, i)} at (${show(x)}, ${show(y)}).`);
}

function pushLine(me, dx, dy, big) {
  // left and right turn it about its foot, up and down shift it
  const { p, reach } = me;
  const at = foot(p);
  const angle = -dx * (big ? 0.2 : 0.04);
  const [c, s] = [Math.cos(angle), Math.sin(angle)];
  if (dx) {
    p.w = [c * p.w[0] - s * p.w[1], s * p.w[0] + c * p.w[1]];
    p.b = -(p.w[0] * at[0] + p.w[1] * at[1]);
  } else {
    const by = reach * (big ? 0.1 : 0.02) * Math.hypot(...p.w);
    p.b -= dy * by * (p.w[1] < 0 ? -1 : 1);
  }
  me.last = null;
  moved(me, ["w", "b"]);
}
