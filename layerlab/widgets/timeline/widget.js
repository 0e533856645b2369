// Where the time goes: two lanes of one training step, a model; four controls.

import {
  button,
  buttons,
  canvas,
  fact,
  link,
  select,
  show,
  slider,
  stage,
} from "../shared/shared.js";
import { bars, largestPart, trainingStep } from "./model.js";

const WIDTH = 700;
const HEIGHT = 212;
const LEFT = 62;
const RIGHT = 14;
const TOPS = [16, 84];
const TALL = 54;
const FLOOR = 152;
const NAMES = {
  load: "loading",
  copy: "copy",
  forward: "forward",
  backward: "backward",
  update: "optimiser",
  waiting: "waiting",
};
const HUES = { load: 1, copy: 4, forward: 0, backward: 5, update: 2 };

export function render({ model, el }) {
  const ui = stage(
    el,
    "Where the time goes: a model of one training step",
    "Computed from costs that are assumed, or that you pass; nothing here is measured. The grey outline is the step that you began with.",
  );
  const lanes = canvas(ui.view, WIDTH, HEIGHT, "", "");
  const names = ["data", "precision", "channels", "batch"];
  const words = model.get("words");
  const s = {};
  const setStep = fact(ui, "one step");
  const setRate = fact(ui, "pictures a second");
  const setBusy = fact(ui, "device computes");
  const tell = link(ui, model, [...names, "costs"], () => {
    read();
    refresh();
  });
  let found;
  let first;

  function read() {
    for (const name of [...names, "costs"]) s[name] = model.get(name);
    first ??= trainingStep(s.costs, s);
    sync?.();
  }
  function set(values) {
    Object.assign(s, values);
    tell(values);
    refresh();
  }
  const ms = (t) => `${show(t / 1000, t < 10000 ? 2 : 1)} ms`;

  function refresh() {
    found = trainingStep(s.costs, s);
    const most = largestPart(found);
    const waits = found.waiting / found.total;
    const times = found.rate / first.rate;
    setStep(ms(found.total));
    setRate(Math.round(found.rate).toLocaleString("en"));
    setBusy(`${Math.round(100 * found.busy)}%`);
    const text =
      `One step takes ${ms(found.total)}, the largest part is ${NAMES[most]} with ${ms(found[most])}. ` +
      (waits > 0.005
        ? `The device waits ${Math.round(100 * waits)}% of the time. `
        : "The device never waits for pictures. ") +
      `${show(times, 1)} times as many pictures a second as at the start.`;
    ui.say(text);
    lanes.node.setAttribute("aria-label", text);
    ui.redraw();
  }

  ui.drawing = (c) => {
    const ctx = lanes.begin(c.paper);
    const wide = Math.max(found.total, first.total);
    const px = (t) => LEFT + (t / wide) * (WIDTH - LEFT - RIGHT);
    Object.assign(ctx, {
      font: "12px system-ui, sans-serif",
      textBaseline: "middle",
      textAlign: "right",
      fillStyle: c.ink,
    });
    ["Python", "device"].forEach((name, i) => ctx.fillText(name, LEFT - 8, TOPS[i] + TALL / 2));
    Object.assign(ctx, { strokeStyle: c.line, lineWidth: 1.5 });
    ctx.strokeRect(px(0), TOPS[0] - 6, px(first.total) - px(0), FLOOR - TOPS[0] + 2);
    for (const [lane, part, start, length] of bars(found, s.data))
      bar(ctx, c, lane, part, px(start), px(start + length));
    scale(ctx, c, wide, px);
    legend(ctx, c);
  };
  function legend(ctx, c) {
    let x = LEFT;
    Object.assign(ctx, { textAlign: "left", textBaseline: "middle" });
    for (const part of Object.keys(HUES)) {
      ctx.fillStyle = c.hues[HUES[part]];
      ctx.fillRect(x, HEIGHT - 20, 12, 12);
      ctx.fillStyle = c.ink;
      ctx.fillText(NAMES[part], x + 17, HEIGHT - 14);
      x += 38 + ctx.measureText(NAMES[part]).width;
    }
  }
  function bar(ctx, c, lane, part, x0, x1) {
    const top = TOPS[lane];
    const wait = part === "waiting";
    ctx.fillStyle = wait ? c.tint : c.hues[HUES[part]];
    ctx.fillRect(x0, top, x1 - x0, TALL);
    if (wait) hatch(ctx, c, x0, top, x1 - x0);
    ctx.strokeStyle = c.paper;
    ctx.strokeRect(x0, top, x1 - x0, TALL);
    if (ctx.measureText(NAMES[part]).width + 8 > x1 - x0) return;
    const light = wait || part === "backward" || part === "copy" || ui.dark;
    if (wait) {
      const w = ctx.measureText(NAMES[part]).width + 8;
      ctx.fillStyle = c.tint;
      ctx.fillRect((x0 + x1 - w) / 2, top + TALL / 2 - 9, w, 18);
    }
    Object.assign(ctx, {
      textAlign: "center",
      fillStyle: wait ? c.ink : light ? "#101418" : "#FFFFFF",
    });
    ctx.fillText(NAMES[part], (x0 + x1) / 2, top + TALL / 2);
  }
  function hatch(ctx, c, x, y, w) {
    ctx.save();
    ctx.beginPath();
    ctx.rect(x, y, w, TALL);
    ctx.clip();
    ctx.beginPath();
    for (let k = -TALL; k < w; k += 9) {
      ctx.moveTo(x + k, y + TALL);
      ctx.lineTo(x + k + TALL, y);
    }
    Object.assign(ctx, { strokeStyle: c.line, lineWidth: 1 });
    ctx.stroke();
    ctx.restore();
  }
  function scale(ctx, c, wide, px) {
    const step =
      [0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000].find(
        (v) => wide / 1000 / v <= 8,
      ) ?? 1e4;
    Object.assign(ctx, { fillStyle: c.soft, textAlign: "center", textBaseline: "top" });
    for (let v = 0; v * 1000 <= wide; v += step) {
      ctx.fillRect(Math.round(px(v * 1000)), FLOOR, 1, 5);
      ctx.fillText(`${+v.toFixed(1)}`, px(v * 1000), FLOOR + 8);
    }
    ctx.textAlign = "right";
    ctx.fillText("ms", LEFT - 8, FLOOR + 8);
  }

  const controls = {};
  for (const [name, label] of [
    ["data", "data path"],
    ["precision", "precision"],
    ["channels", "layout"],
  ]) {
    controls[name] = select(ui.bar, label, words[name], model.get(name), (value) =>
      set({ [name]: value }),
    );
  }
  const size = slider(
    ui.bar,
    "batch",
    { min: 4, max: 11, step: 1, value: 6, format: (v) => String(2 ** v) },
    (v) => set({ batch: 2 ** v }),
  );
  const group = buttons(ui);
  button(
    group,
    "From here",
    () => {
      first = found;
      refresh();
    },
    { label: "Compare from here on with the present step" },
  );
  function sync() {
    for (const name of ["data", "precision", "channels"]) controls[name].set(s[name]);
    size.set(Math.round(Math.log2(s.batch)));
  }
  read();
  refresh();
  return () => ui.close();
}
