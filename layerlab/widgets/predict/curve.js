// Hands on the curve: a pointer draws it in one go or in several; arrows carry a pen along.

import { button, buttons, clamp, grab, keys, panel } from "../shared/shared.js";
import { isWhole, places } from "./judge.js";
import { askedAxes, drawCurves, SIZE } from "./pictures.js";

const KEYS =
  "Axes to draw on. Left and right carry the pen, up and down raise and lower it, " +
  "Shift makes larger steps.";
const [UP, FAR_UP, FAR] = [1 / 40, 1 / 8, 5]; // of the height; columns

export function askCurve(me) {
  // the axes of a question; its value is a list of heights, null where nothing is drawn
  const { ui, ask } = me;
  const xs = places(ask.x);
  const [low, high] = ask.y.range;
  const pen = { column: -1, height: (low + high) / 2 };
  const mine = { me, xs, pen, drawn: xs.map(() => null), locked: false };
  mine.surface = panel(ui.view, SIZE, "", "");
  ui.drawing = (c) => {
    const { drawn } = mine;
    const cursor = pen.column < 0 || mine.locked ? null : { x: xs[pen.column], y: pen.height };
    drawCurves(mine.surface.begin(c.paper), { ask, drawn, truth: me.truth, cursor }, c);
  };
  addPointer(mine, askedAxes(ask));
  keys(mine.surface, KEYS, { arrows: (dx, dy, far) => carry(mine, dx, dy, far) });
  const group = buttons(ui);
  mine.wipe = button(group, "Wipe", () => wipe(mine));
  return {
    value: () => (isWhole(mine.drawn) ? [...mine.drawn] : null),
    show(value) {
      mine.drawn = [...value];
    },
    lock() {
      mine.locked = true;
      mine.wipe.hidden = true;
    },
  };
}

function addPointer(mine, a) {
  let last = -1;
  const column = (x) =>
    clamp(Math.round(((x - a.x0) / (a.x1 - a.x0)) * (mine.xs.length - 1)), 0, mine.xs.length - 1);
  grab(mine.surface, {
    pick: (_px, _py, event) => {
      if (event) last = -1;
      return mine.locked ? null : "pen";
    },
    move(_what, px, py) {
      const to = column(a.x(px));
      draw(mine, last < 0 ? to : last, to, clamp(a.y(py), a.y0, a.y1));
      last = to;
    },
  });
}

function draw(mine, from, to, height) {
  // straight to a new height, over the columns that the hand has skipped
  const start = mine.drawn[from] ?? height;
  const count = Math.abs(to - from);
  for (let i = 0; i <= count; i++) {
    const at = from + Math.sign(to - from) * i;
    if (count === 0 || i > 0) mine.drawn[at] = start + ((height - start) * i) / (count || 1);
  }
  if (count === 0) mine.drawn[to] = height;
  Object.assign(mine.pen, { column: to, height });
  changed(mine);
}

function carry(mine, dx, dy, far) {
  if (mine.locked) return;
  const { pen, xs, me } = mine;
  const [low, high] = me.ask.y.range;
  const from = Math.max(0, pen.column);
  const to = pen.column < 0 ? 0 : clamp(from + dx * (far ? FAR : 1), 0, xs.length - 1);
  const height = clamp(pen.height + dy * (far ? FAR_UP : UP) * (high - low), low, high);
  draw(mine, from, to, height);
  const { x, y } = me.ask;
  const whole = isWhole(mine.drawn) ? " The curve is whole." : "";
  me.ui.say(`${x.name} ${short(xs[to])}: ${y.name} ${short(height)}.${whole}`);
}

const short = (value) => `${+value.toPrecision(3)}`.replace("-", "−");

function wipe(mine) {
  mine.drawn = mine.xs.map(() => null);
  mine.pen.column = -1;
  changed(mine);
}

function changed({ me }) {
  me.changed();
  me.ui.redraw();
}

export function describeCurve(node, { ask, truth }) {
  // in words, for who does not see it
  const axes = `${ask.y.name} over ${ask.x.name}, from ${ask.x.range.join(" to ")}`;
  const seen = truth.length ? "your curve, and the one that came out" : KEYS;
  node.setAttribute("aria-label", `${axes}: ${seen}`);
}
