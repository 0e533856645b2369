// Perceptron playground: the examples and the line on the left, the weights' journey on the right.

import {
  arrow,
  axes,
  button,
  buttons,
  canvas,
  clamp,
  drawAxes,
  fact,
  grab,
  inside,
  keys,
  line,
  link,
  MARKS,
  make,
  mark,
  mix,
  numbers,
  packed,
  player,
  prefersStill,
  rgb,
  show,
  stage,
} from "../shared/shared.js";
import { countWrong, foot, isWrong, nextWrong, score, update, xorSet } from "./rule.js";

const SIDE = 452;
const SMALL = 298;

export function render({ model, el }) {
  const ui = stage(
    el,
    "Perceptron playground",
    "Drag a point, the line or the arrow's tip. By keys: Page Down chooses, arrows move, Shift moves further.",
  );
  const plane = canvas(ui.view, SIDE, SIDE, "", "examples, and the line where the score is 0");
  const side = make("div", "ll-side", ui.view);
  const weights = canvas(
    side,
    SMALL,
    276,
    "The weight vector before and after the last update",
    "weights: the last update moves w",
  );
  const history = canvas(
    side,
    SMALL,
    124,
    "Number of wrong points after each update",
    "wrong points after each update",
  );
  const p = {};
  const told = ["X", "y", "w", "b", "updates", "xor"];
  let last = null;
  let chosen = -1;
  let cursor = 0;
  let past = [];
  let own = null;
  let home = null;
  let reach = 3.4;
  let morph = 0;

  const tell = link(ui, model, told, () => {
    read();
    remember(true);
    describe();
    ui.redraw();
  });
  const setWrong = fact(ui, "wrong");
  const setUpdates = fact(ui, "updates");

  function read() {
    Object.assign(p, {
      X: numbers(model.get("X")),
      y: numbers(model.get("y")),
      w: [...numbers(model.get("w"))],
      b: model.get("b"),
      updates: model.get("updates"),
    });
    reach = Math.max(1.15 * Math.max(...p.X.map(Math.abs)), 0.5);
    xor?.setAttribute("aria-pressed", model.get("xor"));
    last = null;
  }
  const remember = (afresh = false) => {
    past = afresh ? [countWrong(p)] : [...past.slice(-299), countWrong(p)];
  };
  const share = (...names) =>
    tell(
      Object.fromEntries(
        names.map((n) => [
          n,
          n === "X"
            ? packed(p.X, [p.y.length, 2])
            : n === "y"
              ? packed(p.y)
              : n === "w"
                ? packed(Float64Array.from(p.w))
                : p[n],
        ]),
      ),
    );

  function step() {
    const i = nextWrong(p, cursor);
    if (i < 0) {
      describe("No example is wrong: the rule has nothing left to do.");
      ui.redraw();
      return false;
    }
    last = { i, from: [...p.w] };
    Object.assign(p, update(p, i), { updates: p.updates + 1 });
    cursor = (i + 1) % p.y.length;
    remember();
    share("w", "b", "updates");
    describe(
      `Update ${p.updates}: ${name(i)} was wrong, so w moves by (${show(p.y[i] * p.X[2 * i])}, ${show(p.y[i] * p.X[2 * i + 1])}).`,
    );
    ui.redraw();
    return true;
  }

  function reset() {
    run.set(false);
    Object.assign(p, {
      X: home.X.slice(),
      y: home.y.slice(),
      w: [...home.w],
      b: home.b,
      updates: 0,
    });
    [cursor, chosen, last] = [0, -1, null];
    own = null;
    xor.setAttribute("aria-pressed", "false");
    tell({ xor: false });
    changed("X", "y", "w", "b", "updates");
  }

  function toggleXor() {
    const on = xor.getAttribute("aria-pressed") !== "true";
    if (on) own = { X: p.X.slice(), y: p.y.slice() };
    const to = on ? xorSet(p.y.length) : (own ?? home);
    xor.setAttribute("aria-pressed", on);
    tell({ xor: on });
    p.y = to.y.slice();
    Object.assign(p, { updates: 0 });
    last = null;
    glide(p.X.slice(), to.X.slice());
  }

  function glide(from, to) {
    // the points walk to their new places, unless less motion is wished
    const start = performance.now();
    const mine = ++morph;
    const apart = from.length !== to.length || prefersStill();
    const frame = (now) => {
      if (mine !== morph) return;
      const t = apart ? 1 : clamp((now - start) / 450, 0, 1);
      const ease = t * t * (3 - 2 * t);
      p.X = to.map((v, i) => (t === 1 ? v : from[i] + (v - from[i]) * ease));
      reach = Math.max(1.15 * Math.max(...p.X.map(Math.abs)), 0.5);
      if (t < 1) {
        requestAnimationFrame(frame);
        ui.redraw();
      } else changed("X", "y", "updates");
    };
    frame(start);
  }

  function changed(...names) {
    remember(true);
    share(...names);
    describe();
    ui.redraw();
  }

  const name = (i) => `point ${i + 1} (${p.y[i] > 0 ? "plus, square" : "minus, circle"})`;

  function describe(first = "") {
    const wrong = countWrong(p);
    const n = p.y.length;
    setWrong(`${wrong} of ${n}`);
    setUpdates(String(p.updates));
    const flat = p.w[0] === 0 && p.w[1] === 0;
    ui.say(
      `${first} ${wrong ? `${wrong} of ${n} points ${wrong === 1 ? "is" : "are"} on the wrong side` : "Every point is on its right side"}${flat ? "; w is 0, so there is no line yet" : `; w = (${show(p.w[0])}, ${show(p.w[1])}), b = ${show(p.b)}`}.`.trim(),
    );
  }

  // ---- the pictures

  const view = () =>
    axes(plane, [-reach, reach], [-reach, reach], { left: 28, right: 6, top: 6, bottom: 22 });
  const tip = () => {
    const at = foot(p);
    const n = Math.hypot(...p.w);
    return at && [at[0] + (p.w[0] / n) * reach * 0.26, at[1] + (p.w[1] / n) * reach * 0.26];
  };

  ui.drawing = (c) => {
    drawPlane(c);
    drawWeights(c);
    drawHistory(c);
  };

  function drawPlane(c) {
    const ctx = plane.begin(c.paper);
    const a = view();
    const at = foot(p);
    inside(ctx, a, () => {
      shade(ctx, a, at, c);
      drawAxes(ctx, a, { ...c, grid: ui.dark ? "#ffffff14" : "#22303c14" });
    });
    drawAxes(ctx, a, c, { grid: false, xlabel: "x₁", ylabel: "x₂" });
    inside(ctx, a, () => {
      if (last)
        arrow(
          ctx,
          [a.px(0), a.py(0)],
          [a.px(p.X[2 * last.i]), a.py(p.X[2 * last.i + 1])],
          c.hues[2],
          2,
        );
      if (at) drawLine(ctx, a, at, c);
      for (let i = 0; i < p.y.length; i++)
        drawPoint(ctx, a.px(p.X[2 * i]), a.py(p.X[2 * i + 1]), i, c);
    });
  }

  function shade(ctx, a, at, c) {
    // the two sides of the line, in the colours of their answers
    const paint = (hue) => `rgb(${mix(rgb(c.paper), rgb(hue), ui.dark ? 0.22 : 0.13)})`;
    ctx.fillStyle = paint(c.hues[at || p.b >= 0 ? 1 : 0]);
    ctx.fillRect(a.left, a.top, a.w, a.h);
    if (!at) return;
    const n = Math.hypot(...p.w);
    const far = 6 * reach;
    const u = p.w.map((v) => v / n);
    const v = [-u[1], u[0]];
    ctx.beginPath();
    for (const [s, t] of [
      [0, -far],
      [0, far],
      [-far, far],
      [-far, -far],
    ])
      ctx.lineTo(a.px(at[0] + u[0] * s + v[0] * t), a.py(at[1] + u[1] * s + v[1] * t));
    ctx.fillStyle = paint(c.hues[0]);
    ctx.fill();
  }

  function drawLine(ctx, a, at, c) {
    const n = Math.hypot(...p.w);
    const v = [(-p.w[1] / n) * 6 * reach, (p.w[0] / n) * 6 * reach];
    const end = tip();
    line(
      ctx,
      [
        [a.px(at[0] - v[0]), a.py(at[1] - v[1])],
        [a.px(at[0] + v[0]), a.py(at[1] + v[1])],
      ],
      c.ink,
      chosen === p.y.length ? 4 : 2.4,
    );
    arrow(ctx, [a.px(at[0]), a.py(at[1])], [a.px(end[0]), a.py(end[1])], c.ink, 2.4);
    ctx.font = "italic 600 13px Georgia, serif";
    ctx.fillStyle = c.ink;
    ctx.textAlign = "center";
    ctx.textBaseline = "middle";
    ctx.fillText(
      "w",
      a.px(end[0] + (p.w[0] / n) * reach * 0.06),
      a.py(end[1] + (p.w[1] / n) * reach * 0.06),
    );
  }

  function drawPoint(ctx, x, y, i, c) {
    const bad = isWrong(p, i);
    const plus = p.y[i] > 0;
    if (bad) {
      ctx.beginPath();
      ctx.arc(x, y, 11.5, 0, 7);
      Object.assign(ctx, { strokeStyle: c.ink, lineWidth: 1.6 });
      ctx.setLineDash([3, 2.5]);
      ctx.stroke();
      ctx.setLineDash([]);
    }
    if (last?.i === i) {
      ctx.beginPath();
      ctx.arc(x, y, 11, 0, 7);
      Object.assign(ctx, { strokeStyle: c.hues[2], lineWidth: 2.5 });
      ctx.stroke();
    }
    if (chosen === i) {
      ctx.beginPath();
      ctx.arc(x, y, 15, 0, 7);
      Object.assign(ctx, { strokeStyle: c.ink, lineWidth: 2.5 });
      ctx.stroke();
    }
    mark(ctx, MARKS[plus ? 1 : 0], x, y, 6.5, c.hues[plus ? 1 : 0], c.paper);
  }

  function drawWeights(c) {
    const ctx = weights.begin(c.paper);
    const from = last?.from ?? p.w;
    const far = 1.25 * Math.max(1, ...p.w.map(Math.abs), ...from.map(Math.abs));
    const wide = (far * 264) / 250;
    const a = axes(weights, [-wide, wide], [-far, far], { left: 28, right: 6, top: 6, bottom: 20 });
    const o = [a.px(0), a.py(0)];
    const to = [a.px(p.w[0]), a.py(p.w[1])];
    drawAxes(ctx, a, c, { about: 4, xlabel: "w₁", ylabel: "w₂" });
    if (last) {
      arrow(ctx, o, [a.px(from[0]), a.py(from[1])], c.line, 2.4);
      arrow(ctx, [a.px(from[0]), a.py(from[1])], to, c.hues[2], 3);
    }
    arrow(ctx, o, to, c.ink, 2.6);
    mark(ctx, "circle", ...o, 2.5, c.ink);
  }

  function drawHistory(c) {
    const ctx = history.begin(c.paper);
    const n = p.y.length;
    const a = axes(history, [0, Math.max(10, past.length - 1)], [0, Math.max(4, n)], {
      left: 28,
      right: 8,
      top: 6,
      bottom: 18,
    });
    drawAxes(ctx, a, c, { about: 3 });
    line(
      ctx,
      past.map((v, i) => [a.px(i), a.py(v)]),
      c.hues[0],
      2,
    );
    mark(ctx, "circle", a.px(past.length - 1), a.py(past.at(-1)), 3.5, c.hues[0], c.paper);
  }

  // ---- hands

  const near = (px, py, q, r) => q && Math.hypot(px - q[0], py - q[1]) < r;
  grab(plane, {
    pick(px, py) {
      const a = view();
      const at = foot(p);
      const end = at && tip();
      for (let i = p.y.length - 1; i >= 0; i--)
        if (near(px, py, [a.px(p.X[2 * i]), a.py(p.X[2 * i + 1])], 12)) return i;
      if (at && near(px, py, [a.px(end[0]), a.py(end[1])], 14)) return "tip";
      const distance =
        at && ((Math.abs(score(p, a.x(px), a.y(py))) / Math.hypot(...p.w) / reach) * a.w) / 2;
      return at && distance < 9 ? "line" : null;
    },
    move(what, px, py) {
      const a = view();
      const x = clamp(a.x(px), -reach, reach);
      const y = clamp(a.y(py), -reach, reach);
      if (what === "line") p.b = -(p.w[0] * x + p.w[1] * y);
      else if (what === "tip") turnTo(x, y);
      else p.X.set([x, y], 2 * what);
      chosen = Number.isInteger(what) ? what : p.y.length;
      moved(Number.isInteger(what) ? ["X"] : ["w", "b"]);
    },
    drop: () => {
      if (chosen < p.y.length) reach = Math.max(1.15 * Math.max(...p.X.map(Math.abs)), 0.5);
      ui.redraw();
    },
  });

  function turnTo(x, y) {
    // turn about the line's foot; the length of w stays
    const at = foot(p);
    const n = Math.hypot(...p.w);
    const d = Math.hypot(x - at[0], y - at[1]);
    if (d < 1e-6) return;
    p.w = [((x - at[0]) / d) * n, ((y - at[1]) / d) * n];
    p.b = -(p.w[0] * at[0] + p.w[1] * at[1]);
  }

  function moved(names, words = "") {
    last = null;
    remember(true);
    share(...names);
    describe(words);
    ui.redraw();
  }

  function choose(by) {
    const all = p.y.length + 1;
    chosen = chosen < 0 ? (by > 0 ? 0 : all - 1) : (chosen + by + all) % all;
    describe(
      chosen === p.y.length
        ? "The line: left and right turn it, up and down shift it."
        : `Chosen: ${name(chosen)} at (${show(p.X[2 * chosen])}, ${show(p.X[2 * chosen + 1])}).`,
    );
    ui.redraw();
  }

  keys(
    plane,
    "Examples and boundary. Page Down and Page Up choose a point or the line, arrow keys move it, Shift moves further.",
    {
      arrows(dx, dy, big) {
        if (chosen < 0) chosen = p.y.length;
        const by = reach * (big ? 0.1 : 0.02);
        if (chosen < p.y.length) {
          const x = clamp(p.X[2 * chosen] + dx * by, -reach, reach);
          const y = clamp(p.X[2 * chosen + 1] + dy * by, -reach, reach);
          p.X.set([x, y], 2 * chosen);
          moved(["X"], `${name(chosen)} at (${show(x)}, ${show(y)}).`);
        } else if (foot(p)) {
          const angle = -dx * (big ? 0.2 : 0.04);
          const [c, s] = [Math.cos(angle), Math.sin(angle)];
          const at = foot(p);
          const n = Math.hypot(...p.w);
          if (dx) {
            p.w = [c * p.w[0] - s * p.w[1], s * p.w[0] + c * p.w[1]];
            p.b = -(p.w[0] * at[0] + p.w[1] * at[1]);
          } else p.b -= dy * by * n * (p.w[1] < 0 ? -1 : 1);
          moved(["w", "b"]);
        }
      },
      other: { PageDown: () => choose(1), PageUp: () => choose(-1) },
    },
  );

  const group = buttons(ui);
  button(group, "One update", step, { main: true });
  const run = player(ui, group, step, { rate: model.get("rate"), main: false });
  button(group, "Reset", reset);
  const xor = button(group, "XOR", toggleXor, { label: "XOR: labels that no line can separate" });

  read();
  home = { X: p.X.slice(), y: p.y.slice(), w: [...p.w], b: p.b };
  remember(true);
  describe();
  ui.redraw();
  ui.p = p;
  return () => ui.close();
}
