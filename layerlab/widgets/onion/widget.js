// Onion peeler: choose or paint a picture, peel the network layer by layer, ask each channel what
// it likes.

import {
  button,
  buttons,
  clamp,
  fact,
  link,
  make,
  panel,
  select,
  slider,
  stage,
} from "../shared/shared.js";
import { addHands, TIP } from "./hands.js";
import { CLEAR, COLOURS, coloured, painted, peak, SIDE, unroll } from "./look.js";
import { build, bytes } from "./net.js";
import { channelName, choose, counts, LAST, nameOf, percent, refresh, wake } from "./peeling.js";
import {
  drawBrush,
  drawMaps,
  drawNear,
  drawPatches,
  drawTable,
  MAPS,
  NEAR,
  PATCHES,
  TABLE,
} from "./pictures.js";

const HINT =
  "Paint on the picture, click a map. By keys: arrows move brush or choice, " +
  "Space lets the brush down and up, Shift takes larger steps.";
const NAMES = ["picture", "paint", "layer", "channel"];

export function render({ model, el }) {
  const ui = stage(el, "Onion peeler", HINT);
  const me = { ui, model, s: {}, ...surfaces(ui), ...shipped(model) };
  Object.assign(me, { cells: [], stages: [], at: [0, 0], known: [], tops: null, colour: "b" });
  me.hand = { brush: [16, 16], down: false, keyed: false };
  me.setSays = fact(ui, "it says");
  me.setSees = fact(ui, "each number sees");
  me.set = (values, words) => set(me, values, words);
  me.tell = link(ui, model, NAMES, () => {
    read(me);
    refresh(me);
  });
  addHands(me);
  me.controls = addControls(me);
  ui.drawing = (c) => draw(me, c);
  read(me);
  refresh(me);
  setTimeout(() => wake(me), 0);
  return () => ui.close();
}

function surfaces(ui) {
  const left = make("div", "ll-side", ui.view);
  const right = make("div", "ll-side", ui.view);
  const table = panel(left, TABLE, "", "the picture: paint on it");
  const label = "The patches that excite the chosen channel most";
  const patches = panel(left, PATCHES, label, "the channel answers most to");
  const maps = panel(right, MAPS, "", "the layer's maps");
  const nearLabel = "The nearest pictures in this layer and by pixels";
  const near = panel(right, NEAR, nearLabel, "its neighbours among a hundred pictures");
  return { table, patches, maps, nearby: near };
}

function shipped(model) {
  // what comes with the widget: the network, the learner's pictures, those to compare with
  const [names, classes, own] = ["names", "classes", "own"].map((name) => model.get(name));
  const palette = bytes(model.get("palette"));
  const all = bytes(model.get("pictures"));
  const n = SIDE * SIDE;
  const pictures = classes.map((_, i) => coloured(all.subarray(i * n, (i + 1) * n), palette));
  const paper = painted(new Float32Array(3 * n), new Array(n).fill("a"));
  const net = build(model.get("net"), model.get("sizes"));
  return { names, classes, own, net, pictures, compared: pictures.slice(own), paper };
}

function draw(me, c) {
  const { s, stages, tops, hand, table } = me;
  const shown = stages[s.layer];
  const held = document.activeElement === table.node && hand.keyed;
  drawTable(table.begin(c.paper), me.seen, s.layer, me.at);
  if (held) drawBrush(table.ctx, hand.brush, TIP, hand.down);
  const top = (_, i) => Math.max(1e-9, peak(shown, i)[0]);
  const most = tops ? tops[s.layer] : Array.from({ length: shown.channels }, top);
  drawMaps(me.maps.begin(c.paper), shown, most, s.channel, wordsOn(me, shown), c);
  drawPatches(me.patches.begin(c.paper), me.found, me.compared, s.layer);
  drawNear(me.nearby.begin(c.paper), me.near, me.compared, (i) => nameOf(me, i), c);
}

function wordsOn(me, { data }) {
  // colours and answers carry their names on their maps
  const { layer } = me.s;
  if (layer === LAST) return (i) => [me.names[i], percent(data[i])];
  return layer === 0 ? (i) => [channelName(me, i)] : null;
}

// ---- the state, and its controls -------------------------------------------------------

function read(me) {
  for (const name of NAMES) me.s[name] = me.model.get(name);
  me.cells = unroll(me.s.paint);
  showControls(me);
}

function set(me, values, words) {
  Object.assign(me.s, values);
  if ("paint" in values) me.cells = unroll(me.s.paint);
  me.tell(values);
  showControls(me);
  if ("picture" in values || "paint" in values) refresh(me, words);
  else choose(me, words);
}

function showControls({ s, controls }) {
  controls.layers.set(s.layer);
  controls.which.set(String(s.picture));
}

function addControls(me) {
  const { ui, s, classes, names, own } = me;
  const toLayer = (layer) => {
    s.layer = layer;
    const channel = clamp(s.channel, 0, counts(me) - 1);
    set(me, { layer, channel }, layer === 0 ? "The whole onion." : "Peeled.");
  };
  const group = buttons(ui);
  const peel = () => toLayer((s.layer + 1) % (LAST + 1));
  const wipe = () => set(me, { paint: "" }, "The paint is gone.");
  button(group, "Peel", peel, { main: true, label: "Peel one layer" });
  button(group, "Wipe", wipe, { label: "Wipe the paint away" });
  const format = (v) => (v === 0 ? "pixels" : v === LAST ? "answer" : `${v} of ${LAST - 1}`);
  const range = { min: 0, max: LAST, step: 1, value: 1, format };
  const layers = slider(ui.bar, "layer", range, toLayer);
  const titles = classes.slice(0, own).map((k, i) => [i, `${i}: ${names[k]}`]);
  const title = { "-1": "an empty sheet", ...Object.fromEntries(titles) };
  const which = select(ui.bar, "picture", title, "0", (v) =>
    set(me, { picture: +v, paint: "" }, `${title[v]}.`),
  );
  addPaint(me);
  return { layers, which };
}

function addPaint(me) {
  const colours = Object.entries(COLOURS).map(([letter, [word]]) => [letter, word]);
  const tin = { ...Object.fromEntries(colours), [CLEAR]: "eraser" };
  select(me.ui.bar, "paint", tin, me.colour, (letter) => {
    me.colour = letter;
    const paints = `The brush paints ${tin[letter]} now.`;
    me.ui.say(letter === CLEAR ? "The brush wipes paint away now." : paints);
  });
}
