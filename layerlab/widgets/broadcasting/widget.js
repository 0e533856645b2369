// Broadcasting: type two shapes; see which cells are repeated, or where they clash.

import { fact, link, make, panel, select, stage } from "../shared/shared.js";
import { drawShapes, SIZE } from "./pictures.js";
import { align, readShape, shapeText, verdict } from "./shapes.js";

const HINT =
  "Type two shapes, such as 6, 2 and 2. They are compared from the last axis; " +
  "a 1 is repeated as often as needed.";
const LABEL = "The two arrays and their sum as grids of cells";
const NAMES = ["a", "b"];
const EXAMPLES = {
  "": "choose one",
  "(6, 2)|(2,)": "a number for each column",
  "(6, 2)|(6,)": "a number for each row: clash",
  "(6, 2)|(6, 1)": "a number for each row, upright",
  "(4,)|(4, 1)": "a row and a column",
  "(5, 8, 8)|(8, 8)": "one picture from many",
  "(5, 8, 8)|(5,)": "one number for each picture: clash",
};

export function render({ model, el }) {
  const ui = stage(el, "Broadcasting", HINT);
  const plot = panel(ui.view, SIZE, LABEL);
  const me = { ui, model, el, s: { a: [6, 2], b: [2] }, setOut: fact(ui, "result"), inputs: {} };
  me.tell = link(ui, model, NAMES, () => read(me));
  for (const name of NAMES) me.inputs[name] = addShape(me, name);
  addExamples(me);
  ui.drawing = (c) => drawShapes(plot.begin(c.paper), me.s, c);
  read(me);
  showTyped(me);
  return () => ui.close();
}

function read(me) {
  for (const name of NAMES) me.s[name] = readShape(me.model.get(name));
  const typing = me.el.contains(document.activeElement) && document.activeElement.type === "text";
  if (!typing) showTyped(me);
  refresh(me);
}

function refresh({ ui, s, setOut }) {
  const columns = align(s.a, s.b);
  const fits = columns.every((c) => c.fits);
  setOut(fits ? shapeText(columns.map((c) => c.out)) : "clash");
  ui.say(`${shapeText(s.a)} and ${shapeText(s.b)}. ${verdict(s.a, s.b)}.`);
  ui.redraw();
}

function showTyped({ inputs, s }) {
  for (const name of NAMES) inputs[name].value = shapeText(s[name]);
}

// ---- controls --------------------------------------------------------------------------

function addShape(me, name) {
  const { ui, s, tell } = me;
  const field = make("label", "ll-field", ui.bar);
  const input = make("input", "", field);
  field.prepend(`shape of ${name}`);
  Object.assign(input, { type: "text", spellcheck: false });
  input.addEventListener("input", () => {
    const shape = readShape(input.value);
    const fine = Boolean(shape?.length) && shape.every((n) => n > 0);
    input.setAttribute("aria-invalid", !fine);
    if (!fine) {
      ui.say(`${name} is no shape yet: write whole numbers from 1 up, with commas between.`);
      return;
    }
    s[name] = shape;
    tell({ [name]: shapeText(shape) });
    refresh(me);
  });
  return input;
}

function addExamples(me) {
  const { node } = select(me.ui.bar, "example", EXAMPLES, "", (key) => {
    if (!key) return;
    const [a, b] = key.split("|");
    Object.assign(me.s, { a: readShape(a), b: readShape(b) });
    showTyped(me);
    me.tell({ a, b });
    refresh(me);
  });
  node.parentNode.style.maxWidth = "260px";
}
