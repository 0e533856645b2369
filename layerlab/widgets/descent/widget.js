// Descent: a landscape, a start, and the whole walk at once, so that it follows the sliders.

import {
  axes,
  bell,
  button,
  buttons,
  canvas,
  chance,
  clamp,
  drawAxes,
  fact,
  grab,
  heat,
  inside,
  keys,
  line,
  link,
  make,
  mark,
  mix,
  numbers,
  packed,
  pixel,
  player,
  rgb,
  select,
  show,
  slider,
  stage,
  viridis,
} from "../shared/shared.js";
import { LANDS, tableLand, verdict, walk } from "./land.js";

const W = 452;
const H = 400;
const SIDE = 298;
const REACH = 4;
const SAYS = {
  explodes: "explodes: every step is bigger than the last",
  swings: "swings from side to side",
  arrives: "arrives where the slope is almost 0",
  crawls: "has not arrived yet: it crawls",
};

export function render({ model, el }) {
  const ui = stage(
    el,
    "Descent",
    "Drag the start in the picture, or focus it and use the arrow keys (Shift for big steps).",
  );
  const picture = canvas(ui.view, W, H, "", "the landscape, and the walk down it");
  const side = make("div", "ll-side", ui.view);
  const losses = canvas(side, SIDE, 190, "Loss after each step", "loss after each step");
  const scale = canvas(side, SIDE, 154, "Length of each step", "length of each step");
  const names = ["land", "lr", "momentum", "noise", "start", "shown", "seed"];
  const setLoss = fact(ui, "loss");
  const setKind = fact(ui, "the walk");
  const lands = { ...LANDS };
  const s = {};
  if (model.get("table"))
    lands.yours = tableLand(
      numbers(model.get("table")),
      model.get("table").shape,
      model.get("bounds"),
    );
  let path = [];
  let field = null;
  let fieldOf = "";

  const tell = link(ui, model, names, () => {
    read();
    refresh();
  });
  function read() {
    for (const name of names)
      s[name] = name === "start" ? [...numbers(model.get("start"))] : model.get(name);
    controls?.();
  }
  const limits = () => (s.land === "yours" ? model.get("bounds") : [-REACH, REACH]);

  function refresh(words = "") {
    const random = chance(s.seed);
    const land = lands[s.land];
    path = walk(land, s, model.get("steps"), () => bell(random));
    const at = path[Math.min(s.shown, path.length - 1)];
    const kind = verdict(land, path, s.noise);
    const loss = land.f(...at);
    setLoss(Math.abs(loss) < 1e4 ? show(loss, 3) : loss.toExponential(1));
    setKind(kind);
    ui.say(
      `${words} Learning rate ${+s.lr.toPrecision(2)}: the walk ${SAYS[kind]}. After ${Math.min(s.shown, path.length - 1)} steps it is at ${at.map((v) => show(v)).join(", ")}, loss ${show(loss)}.`.trim(),
    );
    ui.redraw();
  }
  function set(values) {
    Object.assign(s, values);
    tell({
      ...values,
      ...(values.start ? { start: packed(Float64Array.from(values.start)) } : {}),
    });
    refresh();
  }
  function step() {
    if (s.shown >= path.length - 1) return false;
    set({ shown: s.shown + 1 });
    return s.shown < path.length - 1;
  }

  // ---- the pictures

  ui.drawing = (c) => {
    (lands[s.land].d === 1 ? drawCurve : drawField)(c);
    const f = lands[s.land].f;
    const shown = path.slice(0, s.shown + 1);
    const first = f(...path[0]);
    drawTrace(
      losses,
      path.map((p) => f(...p)),
      Math.max(first * 1.3, 0.5),
      c,
    );
    drawTrace(
      scale,
      path.slice(1).map((p, k) => Math.hypot(...p.map((v, j) => v - path[k][j]))),
      Math.max(0.5, 1.3 * Math.hypot(...path[1].map((v, j) => v - path[0][j]))),
      c,
      shown.length - 2,
    );
  };

  function drawCurve(c) {
    const ctx = picture.begin(c.paper);
    const [low, high] = limits();
    const f = lands[s.land].f;
    const xs = Array.from({ length: 201 }, (_, i) => low + ((high - low) * i) / 200);
    const ys = xs.map(f);
    const bottom = Math.min(...ys);
    const top = Math.max(...ys);
    const a = axes(
      picture,
      [low, high],
      [bottom - 0.06 * (top - bottom), top + 0.04 * (top - bottom)],
    );
    drawAxes(ctx, a, c, { xlabel: "w", ylabel: "loss" });
    inside(ctx, a, () => {
      line(
        ctx,
        xs.map((x, i) => [a.px(x), a.py(ys[i])]),
        c.soft,
        2.5,
      );
      const seen = path
        .slice(0, s.shown + 1)
        .map(([x]) => [a.px(clamp(x, -50, 50)), a.py(f(clamp(x, -50, 50)))]);
      tangent(ctx, a, path[Math.min(s.shown, path.length - 1)][0], c);
      dots(ctx, seen, c);
    });
  }
  function tangent(ctx, a, x, c) {
    const slope = lands[s.land].g(x)[0];
    const y = lands[s.land].f(x);
    const d = (a.x1 - a.x0) / 9;
    if (Math.abs(x) < 50)
      line(
        ctx,
        [
          [a.px(x - d), a.py(y - slope * d)],
          [a.px(x + d), a.py(y + slope * d)],
        ],
        c.hues[2],
        2,
        [5, 4],
      );
  }
  function drawField(c) {
    const ctx = picture.begin(c.paper);
    const [low, high] = limits();
    const a = axes(picture, [low, high], [low, high]);
    const key = s.land + ui.dark;
    if (fieldOf !== key) {
      field = paint(lands[s.land].f, low, high, rgb(c.paper));
      fieldOf = key;
    }
    field.draw(ctx, a.left, a.top, a.w, a.h);
    drawAxes(ctx, a, c, { grid: false, xlabel: "w₁", ylabel: "w₂" });
    inside(ctx, a, () =>
      dots(
        ctx,
        path.slice(0, s.shown + 1).map(([x, y]) => [a.px(x), a.py(y)]),
        c,
      ),
    );
  }
  function paint(f, low, high, paper) {
    // bands of equal height: their edges are the contours
    const n = 440;
    const map = heat(n, n);
    const value = new Float64Array(n * n);
    const at = (i) => low + ((high - low) * (i + 0.5)) / n;
    for (let i = 0; i < n * n; i++) value[i] = f(at(i % n), at(n - 1 - Math.floor(i / n)));
    const least = value.reduce((m, v) => Math.min(m, v));
    const most = value.reduce((m, v) => Math.max(m, v));
    const band = value.map((v) =>
      Math.floor(14 * Math.sqrt((v - least) / (most - least || 1)) - 1e-9),
    );
    for (let i = 0; i < n * n; i++) {
      const edge =
        band[i] !== band[Math.min(n * n - 1, i + n)] || (i % n < n - 1 && band[i] !== band[i + 1]);
      map.pixels[i] = pixel(...mix(viridis(band[i] / 13), paper, edge ? 0.3 : 0.55));
    }
    return map;
  }
  function dots(ctx, seen, c) {
    line(ctx, seen, c.ink, 1.6);
    seen.forEach(([x, y], i) => {
      if (i) mark(ctx, "circle", x, y, 3, c.ink);
    });
    mark(ctx, "diamond", ...seen[0], 7, c.paper, c.ink);
    mark(ctx, "circle", ...seen.at(-1), 6.5, c.hues[1], c.paper);
  }
  function drawTrace(to, values, top, c, upTo = s.shown) {
    const ctx = to.begin(c.paper);
    const low = Math.min(0, ...values.filter(Number.isFinite).map((v) => Math.max(v, -top)));
    const a = axes(to, [0, model.get("steps")], [low, top], { left: 34 });
    drawAxes(ctx, a, c, { about: 4, xlabel: "steps" });
    inside(ctx, a, () => {
      const points = values.map((v, i) => [a.px(i), a.py(clamp(v, low - top, 3 * top))]);
      line(ctx, points, c.grid, 2);
      const seen = points.slice(0, Math.max(1, upTo + 1));
      line(ctx, seen, c.hues[0], 2);
      mark(ctx, "circle", ...seen.at(-1), 3.5, c.hues[0], c.paper);
    });
  }

  // ---- hands

  const plane = () => {
    const [low, high] = limits();
    return axes(picture, [low, high], [low, high]);
  };
  const place = (x, y) => {
    const [low, high] = limits();
    set({ start: [clamp(x, low, high), clamp(y, low, high)] });
  };
  grab(picture, {
    pick: () => "start",
    move: (_, px, py) => {
      const a = plane();
      place(a.x(px), lands[s.land].d === 1 ? s.start[1] : a.y(py));
    },
  });
  keys(picture, "Landscape. Arrow keys move the start, Shift moves it further.", {
    arrows: (dx, dy, big) => {
      const [low, high] = limits();
      const by = (high - low) / (big ? 16 : 80);
      place(s.start[0] + dx * by, s.start[1] + (lands[s.land].d === 1 ? 0 : dy * by));
    },
  });
  const group = buttons(ui);
  const play = player(ui, group, step, { rate: 8, text: "Play" });
  play.node.addEventListener("click", () => {
    if (play.running && s.shown >= path.length - 1) set({ shown: 0 });
  });
  button(group, "Step", step);
  button(group, "Reset", () => {
    play.set(false);
    set({ shown: 0 });
  });
  const land = select(ui.bar, "landscape", lands, "bowl", (v) => set({ land: v }));
  const lr = slider(
    ui.bar,
    "learning rate",
    { min: -3, max: 0.6, step: 0.02, value: 0, format: (v) => String(+(10 ** v).toPrecision(2)) },
    (v) => set({ lr: +(10 ** v).toPrecision(3) }),
  );
  const momentum = slider(
    ui.bar,
    "momentum",
    { min: 0, max: 0.98, step: 0.02, value: 0, format: (v) => v.toFixed(2) },
    (v) => set({ momentum: v }),
  );
  const noise = slider(
    ui.bar,
    "sample noise",
    { min: 0, max: 3, step: 0.1, value: 0, format: (v) => v.toFixed(1) },
    (v) => set({ noise: v }),
  );
  function controls() {
    land.set(s.land);
    lr.set(Math.log10(s.lr));
    momentum.set(s.momentum);
    noise.set(s.noise);
  }
  read();
  refresh();
  return () => ui.close();
}
