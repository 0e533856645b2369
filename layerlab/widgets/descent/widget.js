// Descent: a landscape, a start, and the whole walk at once, so that it follows the sliders.

import {
  bell,
  button,
  buttons,
  chance,
  clamp,
  fact,
  grab,
  keys,
  link,
  make,
  numbers,
  packed,
  panel,
  player,
  select,
  show,
  slider,
  stage,
} from "../shared/shared.js";
import { LANDS, SAYS, tableLand, verdict, walk } from "./land.js";
import {
  contours,
  drawCurve,
  drawField,
  drawLengths,
  drawLosses,
  LANDSCAPE,
  LOSSES,
  planeAxes,
  SCALE,
} from "./pictures.js";

const HINT =
  "Drag the start in the picture, or focus it and use the arrow keys (Shift for big steps).";
const NAMES = ["land", "lr", "momentum", "noise", "start", "steps", "shown", "seed", "walked"];
const REACH = 4;

export function render({ model, el }) {
  const ui = stage(el, "Descent", HINT);
  const me = { ui, model, s: {}, lands: { ...LANDS }, path: [], map: null, mapOf: "" };
  const table = model.get("table");
  if (table) me.lands.yours = tableLand(numbers(table), table.shape, model.get("bounds"));
  Object.assign(me, surfaces(ui));
  me.setLoss = fact(ui, "loss");
  me.setKind = fact(ui, "the walk");
  me.tell = link(ui, model, NAMES, () => {
    read(me);
    refresh(me);
  });
  ui.drawing = (c) => draw(me, c);
  addHands(me);
  addButtons(me);
  me.controls = addControls(me);
  read(me);
  refresh(me);
  return () => ui.close();
}

function surfaces(ui) {
  const picture = panel(ui.view, LANDSCAPE, "", "the landscape, and the walk down it");
  const side = make("div", "ll-side", ui.view);
  const losses = panel(side, LOSSES, "Loss after each step", "loss after each step");
  const scale = panel(side, SCALE, "Length of each step", "length of each step");
  return { picture, losses, scale };
}

function draw(me, c) {
  const { s, ui, path } = me;
  const land = me.lands[s.land];
  const shape = { land, limits: limits(me), path, shown: s.shown, steps: me.model.get("steps") };
  const key = s.land + ui.dark;
  if (land.d === 2 && me.mapOf !== key) {
    Object.assign(me, { map: contours(land.f, shape.limits, c.paper), mapOf: key });
  }
  const ctx = me.picture.begin(c.paper);
  if (land.d === 1) drawCurve(ctx, shape, c);
  else drawField(ctx, { ...shape, map: me.map }, c);
  drawLosses(me.losses.begin(c.paper), shape, c);
  drawLengths(me.scale.begin(c.paper), shape, c);
}

// ---- the state -------------------------------------------------------------------------

function read({ s, model, controls }) {
  for (const name of NAMES) s[name] = model.get(name);
  s.start = [...numbers(s.start)];
  controls.land.set(s.land);
  controls.lr.set(Math.log10(s.lr));
  controls.momentum.set(s.momentum);
  controls.noise.set(s.noise);
  for (const dial of [controls.momentum, controls.noise]) dial.node.disabled = !!s.walked;
}

const limits = ({ s, model }) => (s.land === "yours" ? model.get("bounds") : [-REACH, REACH]);

function refresh(me, words = "") {
  const { s, ui } = me;
  const land = me.lands[s.land];
  const random = chance(s.seed);
  const own = s.walked?.shape[1] === land.d; // else Python is still on its way
  me.path = own ? rows(s.walked, land.d) : walk(land, s, s.steps, () => bell(random));
  const last = Math.min(s.shown, me.path.length - 1);
  const at = me.path[last];
  const loss = land.f(...at);
  const kind = verdict(land, me.path, s.noise);
  me.setLoss(Math.abs(loss) < 1e4 ? show(loss, 3) : loss.toExponential(1));
  me.setKind(kind);
  const place = at.map((v) => show(v)).join(", ");
  const walked = `Learning rate ${+s.lr.toPrecision(2)}: the walk ${SAYS[kind]}.`;
  const end = `After ${last} steps it is at ${place}, loss ${show(loss)}.`;
  ui.say(`${words} ${walked} ${end}`.trim());
  ui.redraw();
}

function rows(walked, d) {
  // the walk of the learner's own function, made by Python
  const flat = numbers(walked);
  return Array.from({ length: flat.length / d }, (_, k) => [...flat.slice(k * d, (k + 1) * d)]);
}

function set(me, values) {
  Object.assign(me.s, values);
  const { start } = values;
  me.tell({ ...values, ...(start ? { start: packed(Float64Array.from(start)) } : {}) });
  refresh(me);
}

// ---- hands and controls ----------------------------------------------------------------

function addHands(me) {
  const { s, picture } = me;
  const isCurve = () => me.lands[s.land].d === 1;
  const place = (x, y) => {
    const [low, high] = limits(me);
    set(me, { start: [clamp(x, low, high), clamp(y, low, high)] });
  };
  grab(picture, {
    pick: () => "start",
    move(_, px, py) {
      const a = planeAxes(limits(me));
      place(a.x(px), isCurve() ? s.start[1] : a.y(py));
    },
  });
  keys(picture, "Landscape. Arrow keys move the start, Shift moves it further.", {
    arrows: (dx, dy, big) => {
      const [low, high] = limits(me);
      const by = (high - low) / (big ? 16 : 80);
      place(s.start[0] + dx * by, s.start[1] + (isCurve() ? 0 : dy * by));
    },
  });
}

function addButtons(me) {
  const { ui, s } = me;
  const step = () => {
    if (s.shown >= me.path.length - 1) return false;
    set(me, { shown: s.shown + 1 });
    return s.shown < me.path.length - 1;
  };
  const group = buttons(ui);
  const play = player(ui, group, step, { rate: 8, text: "Play" });
  play.node.addEventListener("click", () => {
    if (play.running && s.shown >= me.path.length - 1) set(me, { shown: 0 });
  });
  button(group, "Step", step);
  button(group, "Reset", () => {
    play.set(false);
    set(me, { shown: 0 });
  });
}

function addControls(me) {
  const { bar } = me.ui;
  const land = select(bar, "landscape", me.lands, "bowl", (v) => set(me, { land: v }));
  const powers = { min: -3, max: 0.6, step: 0.02, value: 0 };
  const format = (v) => String(+(10 ** v).toPrecision(2));
  const lr = slider(bar, "learning rate", { ...powers, format }, (v) =>
    set(me, { lr: +(10 ** v).toPrecision(3) }),
  );
  const dial = (label, name, max, step, digits) => {
    const how = { min: 0, max, step, value: 0, format: (v) => v.toFixed(digits) };
    return slider(bar, label, how, (v) => set(me, { [name]: v }));
  };
  const momentum = dial("momentum", "momentum", 0.98, 0.02, 2);
  const noise = dial("sample noise", "noise", 3, 0.1, 1);
  return { land, lr, momentum, noise };
}
