// Blame graph: step forward and backward through a small graph; break an edge and see what fails.

import {
  button,
  buttons,
  clamp,
  fact,
  keys,
  link,
  panel,
  player,
  select,
  stage,
} from "../shared/shared.js";
import { edges, felt, inner, lastStep, near, run } from "./graph.js";
import { drawGraph, edgeAt, SIZE } from "./pictures.js";
import { edgeName, FAILS, isWrong, sentence } from "./words.js";

const HINT =
  "Click an edge in the picture to break it. " +
  "With the picture in focus: ← → step, ↑ ↓ choose the broken edge.";
const CAPTION =
  "black: the value · on the edges: the local slope and the blame that went back along it · " +
  "green: all the blame that has arrived";
const NAMES = ["graph", "step", "broken", "how"];

export function render({ model, el }) {
  const ui = stage(el, "Blame graph", HINT);
  const me = { ui, model, s: {}, nodes: [], all: [], truth: [], state: null, differs: [] };
  me.picture = panel(ui.view, SIZE, "", CAPTION);
  me.setStep = fact(ui, "step");
  me.setWrong = fact(ui, "wrong blame");
  me.tell = link(ui, model, NAMES, () => {
    read(me);
    refresh(me);
  });
  ui.drawing = (c) => drawGraph(me.picture.begin(c.paper), me, c);
  handsOnPicture(me);
  addButtons(me);
  me.controls = addControls(me);
  read(me);
  refresh(me);
  return () => ui.close();
}

function read(me) {
  const { s, model } = me;
  for (const name of NAMES) s[name] = model.get(name);
  const nodes = model.get("graphs")[s.graph];
  const truth = felt(nodes);
  const columns = new Set(nodes.map(({ at }) => at[0])).size;
  const graded = s.graph === "yours" && nodes.some((node) => node.grad);
  const differs = ({ grad }, i) =>
    graded && i < nodes.length - 1 && grad !== null && !near(grad, truth[i]);
  Object.assign(me, { nodes, truth, all: edges(nodes), differs: nodes.map(differs) });
  me.width = columns > 7 ? 54 : 62; // of a node
  showControls(me);
}

function refresh(me) {
  const { ui, s, nodes } = me;
  me.state = run(nodes, s.step, s.broken, s.how);
  const bad = nodes.filter((_, i) => isWrong(me, i)).length;
  const arrived = me.state.complete.filter(Boolean).length;
  me.setStep(`${s.step} of ${lastStep(nodes)}`);
  me.setWrong(arrived ? `${bad} of ${arrived}` : "none yet");
  ui.say(sentence(me));
  ui.redraw();
}

function set(me, values) {
  const { model, s } = me;
  const { graph } = values;
  if (graph) Object.assign(values, { broken: -1, step: inner(model.get("graphs")[graph]).length });
  me.tell(values);
  Object.assign(s, values);
  if (graph) {
    model.set(values);
    read(me);
  }
  showControls(me);
  refresh(me);
}

function go(me, to) {
  const last = lastStep(me.nodes);
  set(me, { step: clamp(to, 0, last) });
  return me.s.step < last;
}

// ---- hands and controls ----------------------------------------------------------------

function handsOnPicture(me) {
  const { picture, s } = me;
  picture.node.addEventListener("click", (event) => {
    const e = edgeAt(me, picture.at(event));
    if (e >= 0) set(me, { broken: e === s.broken ? -1 : e });
  });
  picture.node.style.cursor = "pointer";
  const label = "Graph. Left and right arrows step, up and down choose the broken edge.";
  keys(picture, label, {
    arrows: (dx, dy) => {
      const all = me.all.length + 1; // with none
      if (dx) go(me, s.step + dx);
      else set(me, { broken: ((s.broken + 1 - dy + all) % all) - 1 });
    },
  });
}

function addButtons(me) {
  const { ui, s } = me;
  const group = buttons(ui);
  const play = player(ui, group, () => go(me, s.step + 1), { rate: 1.5, text: "Play" });
  play.node.addEventListener("click", () => {
    if (play.running && s.step >= lastStep(me.nodes)) go(me, 0);
  });
  button(group, "Back", () => go(me, s.step - 1), { label: "One step back" });
  button(group, "Step", () => go(me, s.step + 1), { label: "One step on" });
  button(group, "Reset", () => {
    play.set(false);
    set(me, { step: 0, broken: -1 });
  });
}

function addControls(me) {
  const { bar } = me.ui;
  const titled = (name) => [name, name === "yours" ? "your graph" : name];
  const graphs = Object.fromEntries(Object.keys(me.model.get("graphs")).map(titled));
  const graph = select(bar, "graph", graphs, "", (v) => set(me, { graph: v }));
  const edge = select(bar, "broken edge", {}, "", (v) => set(me, { broken: +v }));
  const how = select(bar, "it fails so", FAILS, "cut", (v) => set(me, { how: v }));
  return { graph, edge, how };
}

function showControls(me) {
  const { s, all } = me;
  const { graph, edge, how } = me.controls;
  if (edge.node.dataset.graph !== s.graph) {
    const broken = all.map((_, e) => new Option(edgeName(me, e), e));
    edge.node.replaceChildren(new Option("none", -1), ...broken);
  }
  edge.node.dataset.graph = s.graph;
  graph.set(s.graph);
  edge.set(s.broken);
  how.set(s.how);
}
