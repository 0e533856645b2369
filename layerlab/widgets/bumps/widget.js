// Bump builder: bend a sum of ReLU units to a curve by hand, or let descent do it.

import {
  button,
  buttons,
  canvas,
  clamp,
  fact,
  grab,
  keys,
  link,
  numbers,
  packed,
  player,
  select,
  show,
  stage,
} from "../shared/shared.js";
import { drawParts, drawSum, H, partAxes, sumAxes, tip, W } from "./draw.js";
import { CURVES, forward, loss, MOST, nextPlace, REACH, step, still, XS } from "./fit.js";

const STEEPEST = 4;
const PER_FRAME = 12;

export function render({ model, el }) {
  const ui = stage(
    el,
    "Bump builder",
    "Right: drag a unit's mark to move its bend, its open circle to tilt it (across the bend: to turn it round). Keys: Page Down chooses, arrows move, Shift moves further, T turns, Delete removes.",
  );
  const sum = canvas(
    ui.view,
    W,
    H,
    "The curve (dots) and the sum of your units",
    "the curve, and the sum of the units",
  );
  const parts = canvas(
    ui.view,
    W,
    H,
    "What each unit adds; dashed: the base",
    "what each unit adds",
  );
  const names = ["curve", "units", "base", "steps"];
  const s = {};
  const setUnits = fact(ui, "units");
  const setError = fact(ui, "error");
  const setSteps = fact(ui, "steps");
  const curves = { ...CURVES };
  let target = [];
  let chosen = -1;
  let speed = null;
  let home = null;
  let added = 0;
  if (model.get("table")) curves.yours = { text: "your curve" };

  const tell = link(ui, model, names, () => {
    read();
    refresh();
  });
  function read() {
    const flat = numbers(model.get("units"));
    Object.assign(s, {
      curve: model.get("curve"),
      base: model.get("base"),
      steps: model.get("steps"),
    });
    s.units = Array.from({ length: flat.length / 3 }, (_, i) => [...flat.slice(3 * i, 3 * i + 3)]);
    chosen = Math.min(chosen, s.units.length);
    aim();
  }
  function aim() {
    target = s.curve === "yours" ? [...numbers(model.get("table"))] : XS.map(CURVES[s.curve].f);
    speed = still(s.units);
    land?.set(s.curve);
  }
  const share = () =>
    tell({
      curve: s.curve,
      base: s.base,
      steps: s.steps,
      units: packed(Float64Array.from(s.units.flat()), [s.units.length, 3]),
    });

  const name = (i) => {
    if (i === s.units.length) return `The base, at ${show(s.base)}`;
    const [bend, slope, side] = s.units[i];
    return `Unit ${i + 1} bends at ${show(bend)}, slope ${show(slope)} to the ${side > 0 ? "right" : "left"}`;
  };
  function refresh(words = "") {
    const miss = loss(s.units, s.base, target);
    setUnits(String(s.units.length));
    setError(miss < 0.01 ? miss.toExponential(1).replace("-", "−") : show(miss, 3));
    setSteps(String(s.steps));
    ui.say(
      `${words} ${chosen >= 0 && !words ? `${name(chosen)}. ` : ""}The sum of ${s.units.length} unit${s.units.length === 1 ? "" : "s"} misses the curve by ${+miss.toPrecision(2)} (mean squared error).`.trim(),
    );
    ui.redraw();
  }
  function edited(words = "") {
    speed = still(s.units);
    share();
    refresh(words);
  }

  ui.drawing = (c) => {
    drawSum(sum, c, s, target, chosen);
    drawParts(parts, c, s, chosen);
  };

  // ---- what can be done to a unit

  function add() {
    if (s.units.length >= MOST) {
      refresh(`${MOST} units are enough to tell apart.`);
      return;
    }
    s.units.push([nextPlace(added++), 0.5, 1]);
    chosen = s.units.length - 1;
    edited();
  }
  function remove() {
    if (!s.units.length) {
      refresh("There is no unit to remove.");
      return;
    }
    const i = chosen >= 0 && chosen < s.units.length ? chosen : s.units.length - 1;
    s.units.splice(i, 1);
    chosen = Math.min(chosen, s.units.length - 1);
    edited(`Unit ${i + 1} is gone.`);
  }
  const moveBend = (i, x) => {
    s.units[i][0] = +clamp(x, -REACH, REACH).toFixed(3);
  };
  const tilt = (i, slope) => {
    s.units[i][1] = +clamp(slope, -STEEPEST, STEEPEST).toFixed(3);
  };
  const turn = (i) => {
    s.units[i][2] *= -1;
  };
  const shift = (y) => {
    s.base = +clamp(y, -2, 2.5).toFixed(3);
  };
  function descend() {
    if (!s.units.length) {
      refresh("Add a unit first: descent moves units, it does not make them.");
      return false;
    }
    for (let k = 0; k < PER_FRAME; k++) step(s, speed, target);
    s.steps += PER_FRAME;
    share();
    refresh();
    return true;
  }
  function restart() {
    play.set(false);
    Object.assign(s, {
      curve: home.curve,
      base: home.base,
      steps: home.steps,
      units: home.units.map((u) => [...u]),
    });
    [chosen, added] = [-1, 0];
    aim();
    edited();
  }

  // ---- hands

  const near = (px, py, [x, y], r = 12) => Math.hypot(px - x, py - y) < r;
  const front = () => [...s.units.keys()].sort((i, j) => (j === chosen) - (i === chosen) || j - i); // the chosen one first
  grab(parts, {
    pick(px, py) {
      const a = partAxes(parts);
      const place = ([x, y]) => [a.px(x), a.py(y)];
      for (const i of front())
        if (near(px, py, place([s.units[i][0], 0]))) return { i, what: "bend" };
      for (const i of front()) if (near(px, py, place(tip(s.units[i])))) return { i, what: "tip" };
      return near(px, py, place([-REACH, s.base]), 14) ? { i: s.units.length, what: "base" } : null;
    },
    move({ i, what }, px, py) {
      const a = partAxes(parts);
      const [x, y] = [a.x(px), a.y(py)];
      chosen = i;
      if (what === "bend") moveBend(i, x);
      else if (what === "base") shift(y);
      else {
        if ((x - s.units[i][0]) * s.units[i][2] < -0.25) turn(i);
        tilt(i, y);
      }
      edited();
    },
  });
  grab(sum, {
    pick(px, py) {
      const a = sumAxes(sum);
      return front().find((i) =>
        near(px, py, [a.px(s.units[i][0]), a.py(forward(s.units, s.base, s.units[i][0]))]),
      );
    },
    move(i, px) {
      chosen = i;
      moveBend(i, sumAxes(sum).x(px));
      edited();
    },
  });

  function choose(by) {
    const all = s.units.length + 1;
    chosen = chosen < 0 ? (by > 0 ? 0 : all - 1) : (chosen + by + all) % all;
    refresh();
  }
  keys(
    parts,
    "Units. Page Down and Page Up choose a unit or the base; left and right move its bend, up and down tilt it, Shift moves further; T turns it round, Delete removes it.",
    {
      arrows(dx, dy, big) {
        if (chosen < 0) chosen = 0;
        const by = big ? 0.5 : 0.05;
        if (chosen >= s.units.length) shift(s.base + dy * by);
        else {
          moveBend(chosen, s.units[chosen][0] + dx * by);
          tilt(chosen, s.units[chosen][1] + dy * by);
        }
        edited();
      },
      other: {
        PageDown: () => choose(1),
        PageUp: () => choose(-1),
        Delete: remove,
        t: turnChosen,
        T: turnChosen,
      },
    },
  );
  function turnChosen() {
    if (chosen >= 0 && chosen < s.units.length) {
      turn(chosen);
      edited();
    }
  }

  const group = buttons(ui);
  button(group, "Add a unit", add, { main: true });
  button(group, "Remove", remove, { label: "Remove the chosen unit, or the last" });
  const play = player(ui, group, descend, { text: "Let descent do it", main: false });
  button(group, "Start again", restart);
  const land = select(ui.bar, "curve", curves, "hill", (v) => {
    s.curve = v;
    s.steps = 0;
    aim();
    edited();
  });

  read();
  home = { curve: s.curve, base: s.base, steps: s.steps, units: s.units.map((u) => [...u]) };
  refresh();
  ui.s = s;
  return () => ui.close();
}
