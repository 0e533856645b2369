// Scenes: a moving picture in steps. The learner goes on and back, and drags what is in it.

import {
  button,
  buttons,
  clamp,
  fact,
  grab,
  keys,
  link,
  numbers,
  packed,
  panel,
  prefersStill,
  stage,
} from "../shared/shared.js";
import { posed, resting, SCENES, SIZE } from "./storyboards.js";

const WAY = "By keys: Page Down and Page Up go on and back; ";
const LASTS = 700; // ms, from one step to the next

export function render({ model, el }) {
  let close = open(model, el);
  const again = () => {
    close();
    el.replaceChildren();
    close = open(model, el);
  };
  model.on("change:scene", again);
  return () => {
    model.off("change:scene", again);
    close();
  };
}

function open(model, el) {
  const scene = SCENES[model.get("scene")];
  const ui = stage(el, scene.title, `${scene.hands} ${WAY}${scene.keys}.`);
  const plot = panel(ui.view, SIZE, scene.label);
  const me = { ui, model, scene, plot, s: { step: 0, at: [] }, moving: 0 };
  me.tell = link(ui, model, ["step", "at"], () => read(me));
  me.setStep = fact(ui, "step");
  addButtons(me);
  addHands(me);
  ui.drawing = (c) => scene.draw(plot.begin(c.paper), me.s, c);
  ui.onClose(() => {
    me.moving += 1;
  });
  read(me);
  return () => ui.close();
}

function read(me) {
  const step = clamp(me.model.get("step"), 0, me.scene.steps.length - 1);
  const given = [...numbers(me.model.get("at"))];
  me.moving += 1;
  Object.assign(me.s, { step, at: given.length ? given : resting(me.scene, step) });
  shown(me);
}

function shown(me, at = me.s.at) {
  // the caption and the buttons, of the step as it will stand
  const { scene, s } = me;
  const last = scene.steps.length - 1;
  me.setStep(`${s.step + 1} of ${last + 1}`);
  me.back.disabled = s.step === 0;
  me.next.disabled = s.step === last;
  me.ui.say(scene.steps[s.step].say(at));
  me.ui.redraw();
}

// ---- from step to step -----------------------------------------------------------------

function addButtons(me) {
  const group = buttons(me.ui);
  me.back = button(group, "Back", () => go(me, me.s.step - 1), { label: "Back: the step before" });
  me.next = button(group, "Next", () => go(me, me.s.step + 1), {
    main: true,
    label: "Next: the following step",
  });
}

function go(me, step) {
  const { scene, s } = me;
  if (step < 0 || step >= scene.steps.length) return;
  const to = posed(scene, step, s.at);
  Object.assign(s, { step, from: null });
  me.tell({ step, at: packed(Float64Array.from(to)) });
  shown(me, to);
  move(me, s.at, to);
}

function move(me, from, to) {
  // everything slides to its place, unless less motion is wished
  const start = performance.now();
  const mine = ++me.moving;
  const frame = (now) => {
    if (mine !== me.moving) return;
    const t = prefersStill() ? 1 : clamp((now - start) / LASTS, 0, 1);
    const ease = t * t * (3 - 2 * t);
    me.s.at = to.map((v, i) => (t === 1 ? v : from[i] + (v - from[i]) * ease));
    me.ui.redraw();
    if (t < 1) requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
}

// ---- hands -----------------------------------------------------------------------------

function addHands(me) {
  const { scene, plot, s } = me;
  grab(plot, {
    pick(px, py, event) {
      if (event) s.from = null;
      return scene.pick(s, px, py);
    },
    move: (what, px, py) => touched(me, scene.drag(s, what, px, py)),
  });
  keys(plot, `${scene.label}. ${WAY}${scene.keys}.`, {
    arrows: (dx, dy, big) => touched(me, scene.push(s, dx, dy, big)),
    other: { PageDown: () => go(me, s.step + 1), PageUp: () => go(me, s.step - 1) },
  });
}

function touched(me, at) {
  me.moving += 1; // a hand stops what slides
  me.s.at = at;
  me.tell({ at: packed(Float64Array.from(at)) });
  shown(me);
}
