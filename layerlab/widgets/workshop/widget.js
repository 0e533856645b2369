// Feature workshop: tick features; a classical model learns from them at once, at every size.

import {
  axes,
  button,
  buttons,
  canvas,
  fact,
  line,
  link,
  make,
  mark,
  numbers,
  stage,
} from "../shared/shared.js";
import { curve } from "./lda.js";

const WIDTH = 520;
const HEIGHT = 320;

export function render({ model, el }) {
  const ui = stage(
    el,
    "Feature workshop",
    "Tick a feature, and the classical model learns from it at once. Tab goes from box to box, Space ticks.",
  );
  const list = make("fieldset", "ll-side", ui.view);
  const legend = make("legend", "ll-caption", list);
  Object.assign(list.style, { border: "0", margin: "0", padding: "0", minWidth: "130px" });
  legend.textContent = "features for the model";
  const plot = canvas(
    ui.view,
    WIDTH,
    HEIGHT,
    "Test accuracy as the training set grows",
    "digits named rightly, of 359 never trained on",
  );
  const setYours = fact(ui, "yours");
  const setNet = fact(ui, "network");
  const names = model.get("names");
  const sizes = model.get("sizes");
  const network = model.get("network");
  const shape = model.get("X").shape;
  const data = {
    X: numbers(model.get("X")),
    y: numbers(model.get("y")),
    d: shape[1],
    train: model.get("train"),
    classes: 10,
  };
  const rows = model.get("orders").shape;
  const all = numbers(model.get("orders"));
  const orders = Array.from({ length: rows[0] }, (_, i) =>
    all.subarray(i * rows[1], (i + 1) * rows[1]),
  );
  const boxes = {};
  const kept = new Map();
  let chosen = [];
  let yours = [];
  let before = null;

  const tell = link(ui, model, ["chosen"], read);
  const percent = (v) => `${Math.round(100 * v)}%`;
  function read() {
    chosen = model.get("chosen");
    for (const name of names) boxes[name].checked = chosen.includes(name);
    learn();
  }
  function learn(words = "") {
    const key = chosen.join();
    if (!kept.has(key))
      kept.set(
        key,
        chosen.length
          ? curve(
              data,
              chosen.map((name) => names.indexOf(name)),
              sizes,
              orders,
            )
          : sizes.map(() => 0.1),
      );
    yours = kept.get(key);
    setYours(percent(yours.at(-1)));
    setNet(percent(network.at(-1)));
    const meet = sizes.filter((_, i) => yours[i] >= network[i]).at(-1);
    ui.say(
      `${words} ${chosen.length} of ${names.length} features: ${percent(yours[0])} right after ${sizes[0]} digits, ${percent(yours.at(-1))} after ${sizes.at(-1)}. ${meet ? `Your features are ahead of the network up to ${meet} digits` : "The network is ahead everywhere"}.`.trim(),
    );
    ui.redraw();
  }
  function choose(next, words) {
    before = yours;
    chosen = names.filter((name) => next.includes(name));
    for (const name of names) boxes[name].checked = chosen.includes(name);
    tell({ chosen });
    learn(words);
  }
  for (const name of names) {
    const label = make("label", "", list);
    const box = make("input", "", label);
    box.type = "checkbox";
    Object.assign(label.style, {
      display: "flex",
      gap: "8px",
      alignItems: "center",
      minHeight: "24px",
    });
    label.append(name);
    box.addEventListener("change", () =>
      choose(
        box.checked ? [...chosen, name] : chosen.filter((n) => n !== name),
        `${name} is ${box.checked ? "on" : "off"}.`,
      ),
    );
    boxes[name] = box;
  }
  const group = buttons(ui);
  button(group, "All", () => choose(names, "All features are on."), {
    label: "Switch all features on",
  });
  button(group, "None", () => choose([], "No feature is on: the model can only guess."), {
    label: "Switch all features off",
  });

  ui.drawing = (c) => {
    const ctx = plot.begin(c.paper);
    const low = Math.log10(sizes[0]);
    const high = Math.log10(sizes.at(-1));
    const a = axes(plot, [low - 0.05, high + 0.05], [0, 1.02], { left: 44, right: 12, bottom: 34 });
    ctx.font = "11px system-ui, sans-serif";
    for (const v of [0, 0.2, 0.4, 0.6, 0.8, 1]) {
      line(
        ctx,
        [
          [a.left, a.py(v)],
          [a.left + a.w, a.py(v)],
        ],
        c.grid,
        1,
      );
      Object.assign(ctx, { fillStyle: c.soft, textAlign: "right", textBaseline: "middle" });
      ctx.fillText(percent(v), a.left - 5, a.py(v));
    }
    for (const size of sizes) {
      Object.assign(ctx, { fillStyle: c.soft, textAlign: "center", textBaseline: "top" });
      ctx.fillText(String(size), a.px(Math.log10(size)), a.top + a.h + 4);
    }
    ctx.fillText(
      "training digits (each step to the right about doubles them)",
      a.left + a.w / 2,
      a.top + a.h + 18,
    );
    if (before) trace(ctx, a, before, c.grid, "circle", 2);
    trace(ctx, a, network, c.hues[1], "square", 2.5);
    trace(ctx, a, yours, c.hues[0], "circle", 2.5);
    name(ctx, a, network, "network on raw pixels", c.hues[1], 8);
    name(ctx, a, yours, "your features", c.hues[0], 14);
  };
  function trace(ctx, a, values, colour, kind, width) {
    const at = values.map((v, i) => [a.px(Math.log10(sizes[i])), a.py(v)]);
    line(ctx, at, colour, width);
    for (const [x, y] of at) mark(ctx, kind, x, y, 3.6, colour);
  }
  function name(ctx, a, values, text, colour, dy) {
    Object.assign(ctx, {
      fillStyle: colour,
      font: "600 12px system-ui, sans-serif",
      textAlign: "right",
      textBaseline: "middle",
    });
    ctx.fillText(text, a.left + a.w - 6, a.py(values.at(-1)) + dy + (values === network ? 30 : 0));
  }
  read();
  return () => ui.close();
}
