// The benchmark's demo: a perceptron's score on a 100x100 field with 200 points over it;
// computed here, or asked of the kernel. It draws with the same shared parts as every widget.

import {
  asker,
  axes,
  heat,
  link,
  MARKS,
  mark,
  numbers,
  panel,
  pixel,
  rgb,
  signed,
  slider,
  stage,
} from "../../layerlab/widgets/shared/shared.js";

const N = 100;
const REACH = 3;
const SIZE = { width: 400, height: 400 };

export function render({ model, el }) {
  const inBrowser = model.get("where") === "browser";
  const ui = stage(el, inBrowser ? "In the browser" : "By the kernel");
  const plane = panel(ui.view, SIZE, "Score and points");
  const me = { X: numbers(model.get("X")), y: numbers(model.get("y")) };
  me.scores = new Float32Array(N * N);
  const field = heat(N, N);
  const tell = link(ui, model, ["b"], () => {});
  const ask = asker(ui, model, ({ b }, [{ buffer, byteOffset }]) => {
    me.scores.set(new Float32Array(buffer.slice(byteOffset, byteOffset + 4 * N * N)));
    ui.shown = b;
    ui.redraw();
  });
  const change = (b) => {
    if (!inBrowser) return ask({ b });
    compute(me.scores, b);
    ui.shown = b;
    tell({ b });
    ui.redraw();
  };
  ui.drawing = (c) => draw(plane.begin(c.paper), me, field, c);
  slider(ui.bar, "bias", { min: -2, max: 2, step: 0.02, value: 0 }, change);
  change(0);
  return () => ui.close();
}

function compute(scores, b) {
  for (let i = 0; i < N * N; i++) {
    const x = REACH * ((2 * (i % N)) / N - 1);
    const y = REACH * (1 - (2 * Math.floor(i / N)) / N);
    scores[i] = 0.8 * x - 0.6 * y + b;
  }
}

const SHADES = Uint32Array.from({ length: 129 }, (_, i) =>
  pixel(...signed(i / 64 - 1, rgb("#FFFFFF"))),
);

function draw(ctx, { X, y, scores }, field, c) {
  const a = axes(SIZE, [-REACH, REACH], [-REACH, REACH]);
  scores.forEach((score, i) => {
    field.pixels[i] = SHADES[Math.round(64 * (1 + Math.tanh(score)))];
  });
  field.draw(ctx, a.left, a.top, a.w, a.h);
  y.forEach((k, i) => {
    mark(ctx, MARKS[k], a.px(X[2 * i]), a.py(X[2 * i + 1]), 3, c.hues[k], c.paper);
  });
}
