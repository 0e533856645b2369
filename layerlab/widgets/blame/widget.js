// Blame graph: step forward and backward through a small graph; break an edge and see what fails.

import {
  button,
  buttons,
  canvas,
  clamp,
  fact,
  keys,
  line,
  link,
  player,
  select,
  show,
  stage,
} from "../shared/shared.js";
import { edges, felt, inner, lastStep, near, run, slopes } from "./graph.js";

const W = 764;
const H = 390;
const SAYS = {
  cut: "sends nothing",
  sign: "sends the wrong sign",
  overwrite: "puts its blame in the place of what was there",
};
const number = (v) =>
  !Number.isFinite(v)
    ? "?"
    : Math.abs(v) >= 1000
      ? v.toExponential(1)
      : Number.isInteger(v)
        ? show(v, 0)
        : show(v, 2);

export function render({ model, el }) {
  const ui = stage(
    el,
    "Blame graph",
    "Click an edge in the picture to break it. With the picture in focus: ← → step, ↑ ↓ choose the broken edge.",
  );
  const picture = canvas(
    ui.view,
    W,
    H,
    "",
    "black: the value · on the edges: the local slope and the blame that went back along it · green: all the blame that has arrived",
  );
  const names = ["graph", "step", "broken", "how"];
  const setStep = fact(ui, "step");
  const setWrong = fact(ui, "wrong blame");
  const s = {};
  let nodes = [];
  let all = [];
  let truth = [];
  let state = null;
  let differs = [];
  let width = 62;
  const tell = link(ui, model, names, () => {
    read();
    refresh();
  });

  function read() {
    for (const name of names) s[name] = model.get(name);
    nodes = model.get("graphs")[s.graph];
    [all, truth] = [edges(nodes), felt(nodes)];
    width = new Set(nodes.map(({ at }) => at[0])).size > 7 ? 54 : 62;
    const graded = s.graph === "yours" && nodes.some((node) => node.grad);
    differs = nodes.map(
      (node, i) =>
        graded && i < nodes.length - 1 && node.grad !== null && !near(node.grad, truth[i]),
    );
    controls?.();
  }
  const wrong = (i) => state.complete[i] && !near(state.blame[i], truth[i]);

  function refresh() {
    state = run(nodes, s.step, s.broken, s.how);
    const bad = nodes.filter((_, i) => wrong(i)).length;
    const arrived = state.complete.filter(Boolean).length;
    setStep(`${s.step} of ${lastStep(nodes)}`);
    setWrong(arrived ? `${bad} of ${arrived}` : "none yet");
    ui.say(words());
    ui.redraw();
  }
  function set(values) {
    if (values.graph)
      Object.assign(values, { broken: -1, step: inner(model.get("graphs")[values.graph]).length });
    tell(values);
    Object.assign(s, values);
    if (values.graph) {
      model.set(values);
      read();
    }
    controls();
    refresh();
  }
  const go = (to) => {
    set({ step: clamp(to, 0, lastStep(nodes)) });
    return s.step < lastStep(nodes);
  };

  // ---- words

  const edgeName = (e) => `${nodes[all[e].i].label} → ${nodes[all[e].p].label}`;
  function words() {
    const node = nodes[state.active];
    const break_ = s.broken >= 0 ? ` The broken edge ${edgeName(s.broken)} ${SAYS[s.how]}.` : "";
    if (state.phase === "start") return `Step 0: only the inputs are known.${break_}`;
    if (state.phase === "forward")
      return `Forward: ${node.label} = ${formula(node)} = ${number(node.data)}.${break_}`;
    if (state.phase === "seed")
      return `Backward: the blame of ${node.label} for itself is 1.${break_}`;
    const parts = all.map((edge, e) => ({ ...edge, e })).filter(({ i }) => i === state.active);
    const said = parts.map(
      ({ p, slot, e }) =>
        `${nodes[p].label} gets ${number(state.blame[state.active])} × ${number(slopes(nodes, state.active)[slot])}${e === s.broken ? " (broken)" : ""}`,
    );
    return `Backward: ${node.label} passes its blame on: ${said.join(", ")}.${break_}${s.step === lastStep(nodes) ? ending() : ""}`;
  }
  function ending() {
    const bad = nodes.map((_, i) => i).filter(wrong);
    const own = nodes.map((_, i) => i).filter((i) => differs[i]);
    const mine = own.length
      ? ` Your own .grad differs at ${own.map((i) => `${nodes[i].label} (${number(nodes[i].grad)}, nudging says ${number(truth[i])})`).join(", ")}.`
      : "";
    if (!bad.length) return ` Done: nudging every node says the same.${mine}`;
    return ` Done, and wrong at ${bad.map((i) => `${nodes[i].label} (nudging says ${number(truth[i])})`).join(", ")}.${mine}`;
  }
  function formula({ op, parents }) {
    const values = parents.map((p) =>
      nodes[p].data < 0 ? `(${number(nodes[p].data)})` : number(nodes[p].data),
    );
    if (values.length === 2) return values.join(` ${{ "*": "×", "-": "−" }[op] ?? op} `);
    return op === "square" ? `${values[0]}²` : `${op}(${values.join(", ")})`;
  }

  // ---- the picture

  const place = ({ at: [x, y] }) => [50 + x * (W - 100), 34 + y * (H - 68)];
  ui.drawing = (c) => {
    const ctx = picture.begin(c.paper);
    ctx.textAlign = "center";
    ctx.textBaseline = "middle";
    all.forEach((edge, e) => drawEdge(ctx, edge, e, c));
    all.forEach((edge, e) => drawNumbers(ctx, edge, e, c));
    nodes.forEach((node, i) => drawNode(ctx, node, i, c));
  };
  function ends({ i, p, slot }) {
    // two edges between the same nodes lie beside each other
    const double = nodes[i].parents.filter((q) => q === p).length > 1 ? (slot ? 9 : -9) : 0;
    const [x0, y0] = place(nodes[p]);
    const [x1, y1] = place(nodes[i]);
    return [
      [x0, y0 + double],
      [x1, y1 + double],
    ];
  }
  function drawEdge(ctx, edge, e, c) {
    const bad = e === s.broken;
    const live = edge.i === state.active && s.step > 0;
    line(
      ctx,
      ends(edge),
      bad ? c.hues[1] : live ? c.hues[0] : c.line,
      live || bad ? 2.5 : 1.5,
      bad && s.how === "cut" ? [6, 5] : [],
    );
  }
  function drawNumbers(ctx, edge, e, c) {
    if (!state.known[edge.i]) return;
    const [[x0, y0], [x1, y1]] = ends(edge);
    const t = edge.slot ? 0.56 : 0.44;
    const x = x0 + t * (x1 - x0);
    const y = y0 + t * (y1 - y0);
    const local = `×${number(slopes(nodes, edge.i)[edge.slot])}`;
    const back = state.sent[e] === null ? "" : ` → ${number(state.sent[e])}`;
    ctx.font = "11px system-ui, sans-serif";
    const tight =
      Math.abs(y1 - y0) < 40 && x1 - x0 - width < ctx.measureText(local + back).width + 8; // two lines then
    for (const [text, dy] of tight
      ? [
          [local, -9],
          [back, 9],
        ]
      : [[local + back, 0]]) {
      const w = ctx.measureText(text).width;
      ctx.fillStyle = c.paper;
      if (!tight) ctx.fillRect(x - w / 2 - 2, y - 8, w + 4, 16);
      ctx.fillStyle = e === s.broken ? c.hues[1] : back ? c.ink : c.soft;
      ctx.fillText(text.trim(), tight ? (x0 + x1) / 2 : x, y + dy);
    }
  }
  function drawNode(ctx, node, i, c) {
    const [x, y] = place(node);
    const bad = wrong(i);
    const w = width;
    const h = 52;
    ctx.beginPath();
    ctx.roundRect(x - w / 2, y - h / 2, w, h, 8);
    Object.assign(ctx, {
      fillStyle: i === state.active && s.step > 0 ? c.tint : c.paper,
      strokeStyle: bad ? c.hues[1] : i === state.active && s.step > 0 ? c.hues[0] : c.soft,
      lineWidth: bad ? 2.5 : 1.5,
    });
    ctx.fill();
    ctx.stroke();
    const text = (words, dy, colour, font = "12px") => {
      ctx.font = `${font} system-ui, sans-serif`;
      ctx.fillStyle = colour;
      ctx.fillText(words, x, y + dy);
    };
    text(
      `${node.label}${node.op ? ` ${{ "*": "×", "-": "−", square: "²" }[node.op] ?? node.op}` : ""}`,
      -16,
      c.soft,
      "11px",
    );
    if (state.known[i]) text(number(node.data), 0, c.ink);
    if (state.blame[i] !== null)
      text(
        `${bad ? "✗ " : ""}${number(state.blame[i])}`,
        16,
        bad ? c.hues[1] : c.hues[2],
        "bold 12px",
      );
    if (differs[i] && state.complete[i])
      text(`yours: ${number(node.grad)}`, 34, c.hues[1], "bold 11px");
  }

  // ---- hands

  picture.node.addEventListener("click", (event) => {
    const [x, y] = picture.at(event);
    const far = all.map((edge) => distance([x, y], ...ends(edge)));
    const e = far.indexOf(Math.min(...far));
    if (far[e] < 9) set({ broken: e === s.broken ? -1 : e });
  });
  picture.node.style.cursor = "pointer";
  function distance([x, y], [x0, y0], [x1, y1]) {
    const t = clamp(
      ((x - x0) * (x1 - x0) + (y - y0) * (y1 - y0)) / ((x1 - x0) ** 2 + (y1 - y0) ** 2 || 1),
      0.1,
      0.9,
    );
    return Math.hypot(x - x0 - t * (x1 - x0), y - y0 - t * (y1 - y0));
  }
  keys(picture, "Graph. Left and right arrows step, up and down choose the broken edge.", {
    arrows: (dx, dy) =>
      dx
        ? go(s.step + dx)
        : set({ broken: ((s.broken + 1 - dy + all.length + 1) % (all.length + 1)) - 1 }),
  });
  const group = buttons(ui);
  const play = player(ui, group, () => go(s.step + 1), { rate: 1.5, text: "Play" });
  play.node.addEventListener("click", () => {
    if (play.running && s.step >= lastStep(nodes)) go(0);
  });
  button(group, "Back", () => go(s.step - 1), { label: "One step back" });
  button(group, "Step", () => go(s.step + 1), { label: "One step on" });
  button(group, "Reset", () => {
    play.set(false);
    set({ step: 0, broken: -1 });
  });
  const graph = select(
    ui.bar,
    "graph",
    Object.fromEntries(
      Object.keys(model.get("graphs")).map((name) => [
        name,
        name === "yours" ? "your graph" : name,
      ]),
    ),
    "",
    (v) => set({ graph: v }),
  );
  const edge = select(ui.bar, "broken edge", {}, "", (v) => set({ broken: +v }));
  const how = select(
    ui.bar,
    "it fails so",
    { cut: "sends nothing", sign: "wrong sign", overwrite: "= for +=" },
    "cut",
    (v) => set({ how: v }),
  );
  function controls() {
    if (edge.node.dataset.graph !== s.graph)
      edge.node.replaceChildren(
        new Option("none", -1),
        ...all.map((_, e) => new Option(edgeName(e), e)),
      );
    edge.node.dataset.graph = s.graph;
    graph.set(s.graph);
    edge.set(s.broken);
    how.set(s.how);
  }
  read();
  refresh();
  return () => ui.close();
}
