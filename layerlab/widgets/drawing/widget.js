// Drawing pad: draw with the pointer or the arrow keys; the kernel answers, one bar a word.

import {
  addTask,
  asker,
  button,
  buttons,
  fact,
  link,
  numbers,
  packed,
  panel,
  stage,
} from "../shared/shared.js";
import { addEraser, addPen } from "./hands.js";
import { ranked } from "./pen.js";
import { BARS, drawBars, drawPad, PAD } from "./pictures.js";

const HINT =
  "Draw with the mouse. " +
  "By keys: arrows move the pen, Space lets it down and up, Shift takes larger steps.";
const SAYS = "What the machine makes of it";

export function render({ model, el }) {
  const ui = stage(el, "Drawing pad", HINT);
  const pad = panel(ui.view, PAD, "", "draw here");
  const bars = panel(ui.view, BARS, SAYS, SAYS.replace("W", "w"));
  const me = { ui, model, image: null, n: 0, scores: [...model.get("first")] };
  Object.assign(me, { names: model.get("names"), tip: model.get("tip") });
  me.setBest = fact(ui, "answer");
  addTask(ui, model.get("task"));
  connect(me);
  me.hand = addPen(me, pad, { tip: () => me.tip, wider: 1.6 });
  addButtons(me);
  ui.drawing = (c) => {
    drawPad(pad.begin("#FFFFFF"), me, c, document.activeElement === pad.node);
    drawBars(bars.begin(c.paper), me, c);
  };
  read(me);
  me.hand.pen = [me.n / 2, me.n / 2];
  heard(me);
  return () => ui.close();
}

function connect(me) {
  const { ui, model } = me;
  const put = asker(ui, model, ({ scores }) => {
    me.scores = scores;
    heard(me);
  });
  const ask = () => put({ what: "judge" }, [new DataView(me.image.slice().buffer)]);
  const tell = link(ui, model, ["image"], () => {
    read(me);
    ask();
  });
  me.changed = () => {
    tell({ image: packed(me.image, [me.n, me.n]) });
    ask();
    ui.redraw();
  };
}

function read(me) {
  const value = me.model.get("image");
  me.n = value.shape[0];
  me.image = Uint8Array.from(numbers(value));
  me.ui.redraw();
}

function heard(me, words = "") {
  const { ui, names } = me;
  const [[first, score], second] = ranked(me.scores);
  const empty = !me.image.some((v) => v > 0);
  const percent = (s) => `${Math.round(100 * s)}%`;
  const then = second ? `; then ${names[second[0]]}, ${percent(second[1])}` : "";
  const answer = `The machine says ${names[first]}, ${percent(score)}${then}`;
  me.setBest(empty ? "none yet" : names[first]);
  ui.say(`${words} ${empty ? "The pad is empty: draw something" : answer}.`.trim());
  ui.redraw();
}

function addButtons(me) {
  const group = buttons(me.ui);
  const clear = () => {
    me.image.fill(0);
    me.scores.fill(0);
    me.hand.down = false;
    me.changed();
    heard(me, "The pad is empty.");
  };
  button(group, "Clear", clear, { main: true });
  addEraser(me, group);
}
