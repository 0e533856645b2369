// The benchmark's demo: a perceptron's score on a 100x100 field with 200 points over it;
// computed here, or asked of the kernel. It draws with the same shared parts as every widget.

import {
  asker,
  axes,
  canvas,
  heat,
  link,
  MARKS,
  mark,
  numbers,
  pixel,
  rgb,
  signed,
  slider,
  stage,
} from "../../layerlab/widgets/shared/shared.js";

const N = 100;
const REACH = 3;

export function render({ model, el }) {
  const inBrowser = model.get("where") === "browser";
  const ui = stage(el, inBrowser ? "In the browser" : "By the kernel");
  const plane = canvas(ui.view, 400, 400, "Score and points");
  const field = heat(N, N);
  const X = numbers(model.get("X"));
  const y = numbers(model.get("y"));
  const scores = new Float32Array(N * N);
  const shades = Uint32Array.from({ length: 129 }, (_, i) =>
    pixel(...signed(i / 64 - 1, rgb("#FFFFFF"))),
  );
  const tell = link(ui, model, ["b"], () => {});
  const ask = asker(ui, model, (content, buffers) => {
    scores.set(
      new Float32Array(
        buffers[0].buffer.slice(buffers[0].byteOffset, buffers[0].byteOffset + 4 * N * N),
      ),
    );
    ui.shown = content.b;
    ui.redraw();
  });
  function change(b) {
    if (inBrowser) {
      compute(b);
      ui.shown = b;
      tell({ b });
      ui.redraw();
    } else ask({ b });
  }
  function compute(b) {
    for (let i = 0; i < N * N; i++)
      scores[i] =
        0.8 * REACH * ((2 * (i % N)) / N - 1) - 0.6 * REACH * (1 - (2 * Math.floor(i / N)) / N) + b;
  }
  ui.drawing = (c) => {
    const ctx = plane.begin(c.paper);
    const a = axes(plane, [-REACH, REACH], [-REACH, REACH]);
    for (let i = 0; i < N * N; i++)
      field.pixels[i] = shades[Math.round(64 * (1 + Math.tanh(scores[i])))];
    field.draw(ctx, a.left, a.top, a.w, a.h);
    for (let i = 0; i < y.length; i++)
      mark(ctx, MARKS[y[i]], a.px(X[2 * i]), a.py(X[2 * i + 1]), 3, c.hues[y[i]], c.paper);
  };
  slider(ui.bar, "bias", { min: -2, max: 2, step: 0.02, value: 0 }, change);
  change(0);
  return () => ui.close();
}
