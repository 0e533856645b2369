// Draw and see: the drawing, one map enlarged, the scores, and every map of the network.

import { addEraser, addPen } from "../drawing/hands.js";
import { ranked, TIP } from "../drawing/pen.js";
import {
  addTask,
  asker,
  button,
  buttons,
  clamp,
  fact,
  heat,
  keys,
  link,
  numbers,
  packed,
  panel,
  select,
  show,
  stage,
} from "../shared/shared.js";
import { hit, moveTo, offsets, place } from "./maps.js";
import { BARS, drawAll, drawBars, drawLarge, drawPad, LARGE, PAD, SIDE, WIDE } from "./pictures.js";

const HINT =
  "Draw, and point at a map. By keys: on the pad arrows move the pen and Space lets it down; " +
  "on the large map arrows move the unit; on the small maps arrows change map and layer.";

export function render({ model, el }) {
  const ui = stage(el, "Draw and see", HINT);
  const layers = model.get("layers");
  const { boxes, height } = place(layers, WIDE);
  const me = { ui, model, layers, boxes, starts: offsets(layers), image: null, n: 0 };
  me.pad = panel(ui.view, PAD, "", "draw here; the frame is the unit's window");
  me.large = panel(ui.view, LARGE, "", "one map, enlarged: point at a unit");
  me.bars = panel(ui.view, BARS, "Scores of the network", "scores");
  me.all = panel(ui.view, { width: WIDE, height }, "", "every map of every layer");
  me.setUnit = fact(ui, "unit");
  me.setBest = fact(ui, "answer");
  Object.assign(me, { at: [...model.get("at")], scores: [...model.get("scores")] });
  Object.assign(me, { values: numbers(model.get("values")), classes: model.get("classes") });
  me.dots = layers.map((layer) => heat(layer.width, layer.height));
  addTask(ui, model.get("task"));
  connect(me);
  me.hand = addPen(me, me.pad, { tip: () => (TIP * me.n) / 28, wider: 1.8 });
  handsOnMaps(me);
  addControls(me);
  ui.drawing = (c) => draw(me, c);
  read(me);
  me.hand.pen = [me.n / 2, me.n / 2];
  heard(me);
  return () => ui.close();
}

function draw(me, c) {
  const focused = ({ node }) => document.activeElement === node;
  drawPad(me.pad.begin("#000000"), me, focused(me.pad));
  drawLarge(me.large.begin(c.paper), me, c, focused(me.large));
  drawBars(me.bars.begin(c.paper), me, c);
  drawAll(me.all.begin(c.paper), me, c, focused(me.all));
}

// ---- the line to Python ----------------------------------------------------------------

function connect(me) {
  const { ui, model } = me;
  const put = asker(ui, model, ({ scores }, [{ buffer, byteOffset, byteLength }]) => {
    me.values = new Int32Array(buffer.slice(byteOffset, byteOffset + byteLength));
    me.scores = scores;
    heard(me);
  });
  const ask = () => put({ what: "look" }, [new DataView(me.image.slice().buffer)]);
  me.tell = link(ui, model, ["image", "at"], () => {
    read(me);
    ask();
  });
  me.changed = () => {
    me.tell({ image: packed(me.image, [me.n, me.n]) });
    ask();
    ui.redraw();
  };
}

function read(me) {
  const value = me.model.get("image");
  me.n = value.shape[0];
  me.image = Uint8Array.from(numbers(value));
  me.at = [...me.model.get("at")];
  me.ui.redraw();
}

function heard(me, words = "") {
  const { ui, layers, starts, classes } = me;
  const [l, m, r, c] = me.at;
  const { rows, columns, name, height, width } = layers[l];
  const [[first, score], second] = ranked(me.scores);
  const value = show(me.values[starts[l] + (m * height + r) * width + c] / 1000);
  const percent = (s) => `${Math.round(100 * s)}%`;
  me.setUnit(value);
  me.setBest(`${classes[first]}, ${percent(score)}`);
  const window = `${rows[r][1] - rows[r][0]} by ${columns[c][1] - columns[c][0]} pixels`;
  const unit = `${name}, map ${m + 1}, row ${r + 1}, column ${c + 1}`;
  const then = second ? `; then ${classes[second[0]]}, ${percent(second[1])}` : "";
  const answer = `The network says ${classes[first]}, ${percent(score)}${then}`;
  ui.say(`${words} ${unit}: ${value}; its window is ${window}. ${answer}.`.trim());
  ui.redraw();
}

// ---- hands on the maps, and controls ---------------------------------------------------

function look(me, at) {
  if (at.every((v, i) => v === me.at[i])) return;
  me.at = at;
  me.tell({ at });
  heard(me);
}

function handsOnMaps(me) {
  const { layers, large, all, ui } = me;
  const inLayer = (r, c) => {
    const { height, width } = layers[me.at[0]];
    return [me.at[0], me.at[1], clamp(r, 0, height - 1), clamp(c, 0, width - 1)];
  };
  const point = (surface, unit) =>
    surface.node.addEventListener("pointermove", (event) => {
      const at = unit(...surface.at(event));
      if (at) look(me, at);
    });
  point(large, (px, py) => {
    const { height, width } = layers[me.at[0]];
    return inLayer(Math.floor((py / SIDE) * height), Math.floor((px / SIDE) * width));
  });
  point(all, (px, py) => hit(me.boxes, layers, px, py));
  keys(large, "One map, enlarged. Arrow keys move the unit, Shift moves it further.", {
    arrows: (dx, dy, big) => {
      const n = big ? 4 : 1;
      look(me, inLayer(me.at[2] - dy * n, me.at[3] + dx * n));
    },
  });
  keys(all, "Every map. Left and right change the map, up and down the layer.", {
    arrows: (dx, dy) =>
      look(me, moveTo(layers, me.at, dy ? { layer: me.at[0] - dy } : { map: me.at[1] + dx })),
  });
  for (const { node } of [large, all]) {
    for (const event of ["focus", "blur"]) node.addEventListener(event, ui.redraw);
  }
}

function addControls(me) {
  const { ui, model } = me;
  const group = buttons(ui);
  const clear = () => {
    me.image.fill(0);
    me.hand.down = false;
    me.changed();
    ui.say("The pad is empty.");
  };
  button(group, "Clear", clear, { main: true });
  addEraser(me, group);
  const examples = model.get("examples");
  if (!examples) return;
  const pictures = numbers(examples);
  const names = { "": "your drawing" };
  for (let i = 0; i < examples.shape[0]; i++) names[i] = `picture ${i + 1}`;
  select(ui.bar, "on the pad", names, "", (i) => {
    const cells = me.n * me.n;
    if (i === "") me.image.fill(0);
    else me.image = Uint8Array.from(pictures.slice(i * cells, (+i + 1) * cells));
    me.changed();
  });
}
