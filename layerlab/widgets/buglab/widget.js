// Bug lab: the curves of a healthy training and of one with bugs, on the same axes.

import {
  axes,
  button,
  buttons,
  canvas,
  clamp,
  drawAxes,
  fact,
  line,
  link,
  stage,
} from "../shared/shared.js";
import { BUGS, EPOCHS, readBugs, run, writeBugs } from "./lab.js";

const WIDTH = 374;
const HEIGHT = 230;
const TOP_LOSS = 2;

export function render({ model, el }) {
  const ui = stage(
    el,
    "Bug lab",
    "Blue, solid: training loss. Vermilion, dashed: validation loss. Switch bugs on and off; both trainings run anew, from the same start.",
  );
  const good = canvas(ui.view, WIDTH, HEIGHT, "", "as it should be");
  const bad = canvas(ui.view, WIDTH, HEIGHT, "", "with the bugs that are on");
  const setTold = fact(ui, "validation says");
  const setFresh = fact(ui, "new examples say");
  const s = {};
  const runs = {};
  const switches = {};
  let seedRun = null;
  const tell = link(ui, model, ["bugs", "seed"], () => {
    read();
    train();
  });

  function read() {
    s.bugs = readBugs(model.get("bugs"));
    s.seed = model.get("seed");
  }
  function train() {
    if (seedRun !== s.seed) {
      runs.healthy = run(new Set(), s.seed);
      seedRun = s.seed;
    }
    runs.bugged = s.bugs.size ? run(s.bugs, s.seed) : runs.healthy;
    for (const [name, node] of Object.entries(switches))
      node.setAttribute("aria-pressed", s.bugs.has(name));
    setTold(percent(runs.bugged.told));
    setFresh(percent(runs.bugged.fresh));
    describe();
    ui.redraw();
  }
  const percent = (share) => `${Math.round(100 * share)}%`;
  const ends = (r) =>
    `${r.train_loss.at(-1).toFixed(2)} in training, ${r.val_loss.at(-1).toFixed(2)} in validation`;
  function describe() {
    const words = [...Object.keys(BUGS)]
      .filter((name) => s.bugs.has(name))
      .map((name) => BUGS[name].words)
      .join("; ");
    good.node.setAttribute(
      "aria-label",
      `Loss over ${EPOCHS} epochs without a bug: at the end ${ends(runs.healthy)}`,
    );
    bad.node.setAttribute(
      "aria-label",
      `Loss over ${EPOCHS} epochs with ${s.bugs.size} bugs: at the end ${ends(runs.bugged)}`,
    );
    const first =
      s.bugs.size > 1
        ? `${s.bugs.size} bugs at once; alone each shows this: ${words}`
        : words && words[0].toUpperCase() + words.slice(1);
    ui.say(
      words
        ? `${first}. At the end ${ends(runs.bugged)}.`
        : `No bug is on: both trainings are the same. At the end ${ends(runs.healthy)}.`,
    );
  }
  function changed() {
    tell({ bugs: writeBugs(s.bugs), seed: s.seed });
    train();
  }
  function flip(name) {
    if (!s.bugs.delete(name)) s.bugs.add(name);
    changed();
  }

  ui.drawing = (c) => {
    drawRun(good, runs.healthy, c);
    drawRun(bad, runs.bugged, c);
  };
  function drawRun(surface, r, c) {
    const ctx = surface.begin(c.paper);
    const a = axes(surface, [1, EPOCHS], [0, TOP_LOSS], { left: 30, right: 8, top: 8, bottom: 22 });
    drawAxes(ctx, a, c, { xlabel: "epoch", ylabel: "loss" });
    const points = (values) => values.map((v, i) => [a.px(i + 1), a.py(clamp(v, 0, TOP_LOSS))]);
    line(ctx, points(r.val_loss), c.hues[1], 2.2, [6, 4]);
    line(ctx, points(r.train_loss), c.hues[0], 2.2);
    Object.assign(ctx, {
      font: "12px system-ui, sans-serif",
      textAlign: "right",
      textBaseline: "top",
      fillStyle: c.ink,
    });
    ctx.fillText(
      `validation says ${percent(r.told)}, new examples ${percent(r.fresh)}`,
      a.left + a.w - 6,
      a.top + 4,
    );
  }

  const group = buttons(ui);
  for (const [name, { text }] of Object.entries(BUGS))
    switches[name] = button(group, text, () => flip(name));
  const more = buttons(ui);
  button(
    more,
    "Other data",
    () => {
      s.seed = (s.seed + 1) % 10000;
      changed();
    },
    { label: "Other data and other first weights" },
  );
  button(more, "All healthy", () => {
    s.bugs.clear();
    changed();
  });

  read();
  train();
  ui.s = s;
  ui.runs = runs;
  return () => ui.close();
}
