// Broadcasting: type two shapes; see which cells are repeated, or where they clash.

import { canvas, fact, link, make, mix, rgb, select, stage } from "../shared/shared.js";
import { align, readShape, shapeText, verdict } from "./shapes.js";

const WIDTH = 740;
const HEIGHT = 268;
const MOST = 12; // cells drawn along one axis
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
  const ui = stage(
    el,
    "Broadcasting",
    "Type two shapes, such as 6, 2 and 2. They are compared from the last axis; a 1 is repeated as often as needed.",
  );
  const plot = canvas(ui.view, WIDTH, HEIGHT, "The two arrays and their sum as grids of cells");
  const setOut = fact(ui, "result");
  const s = { a: [6, 2], b: [2] };
  const tell = link(ui, model, ["a", "b"], read);
  const inputs = {};
  for (const name of ["a", "b"]) {
    const field = make("label", "ll-field", ui.bar);
    const input = make("input", "", field);
    field.prepend(`shape of ${name}`);
    Object.assign(input, { type: "text", spellcheck: false });
    input.addEventListener("input", () => {
      const shape = readShape(input.value);
      const fine = shape?.length && shape.every((n) => n > 0);
      input.setAttribute("aria-invalid", !fine);
      if (!fine) {
        ui.say(`${name} is no shape yet: write whole numbers from 1 up, with commas between.`);
        return;
      }
      s[name] = shape;
      tell({ [name]: shapeText(shape) });
      refresh();
    });
    inputs[name] = input;
  }
  const examples = select(ui.bar, "example", EXAMPLES, "", (key) => {
    if (!key) return;
    const [a, b] = key.split("|");
    Object.assign(s, { a: readShape(a), b: readShape(b) });
    show();
    tell({ a, b });
    refresh();
  });
  examples.node.parentNode.style.maxWidth = "260px";
  function show() {
    for (const name of ["a", "b"]) inputs[name].value = shapeText(s[name]);
  }
  function read() {
    for (const name of ["a", "b"]) s[name] = readShape(model.get(name));
    if (!el.contains(document.activeElement) || document.activeElement.type !== "text") show();
    refresh();
  }
  function refresh() {
    const columns = align(s.a, s.b);
    const fits = columns.every((c) => c.fits);
    setOut(fits ? shapeText(columns.map((c) => c.out)) : "clash");
    ui.say(`${shapeText(s.a)} and ${shapeText(s.b)}. ${verdict(s.a, s.b)}.`);
    ui.redraw();
  }

  // ---- the picture: sizes in columns on the left, the last two axes as cells beside

  ui.drawing = (c) => {
    const ctx = plot.begin(c.paper);
    const columns = align(s.a, s.b);
    const fits = columns.every((k) => k.fits);
    table(ctx, c, columns);
    const out = [1, 1, ...columns.map((k) => k.out)].slice(-2);
    const places = [
      ["a", s.a, 320],
      ["b", s.b, 465],
      ["a + b", null, 610],
    ];
    for (const [name, shape, x] of places) {
      text(ctx, name, x + 50, 20, c.soft, "600 13px");
      if (!fits && !shape) {
        text(ctx, "no result", x + 50, 110, c.hues[1], "600 14px");
        continue;
      }
      cells(
        ctx,
        c,
        shape ?? out,
        fits ? out : null,
        x,
        name === "a" ? c.hues[0] : name === "b" ? c.hues[2] : c.hues[3],
      );
    }
    text(ctx, "+", 445, 110, c.soft, "600 18px");
    text(ctx, "=", 590, 110, c.soft, "600 18px");
    if (columns.length > 2) text(ctx, "drawn: the last two axes", 490, 258, c.soft, "12px");
  };
  function text(ctx, words, x, y, colour, font, align = "center") {
    Object.assign(ctx, {
      font: `${font} system-ui, sans-serif`,
      fillStyle: colour,
      textAlign: align,
      textBaseline: "middle",
    });
    ctx.fillText(words, x, y);
  }
  function table(ctx, c, columns) {
    const step = Math.min(52, 230 / columns.length);
    const right = 290;
    for (const [row, name] of ["a", "b", "a + b"].entries())
      text(
        ctx,
        name,
        right - step * columns.length - 14,
        66 + 48 * row,
        c.soft,
        "600 13px",
        "right",
      );
    columns.forEach((k, i) => {
      const x = right - step * (columns.length - i - 0.5);
      const colour = k.fits ? c.ink : c.hues[1];
      text(
        ctx,
        k.a ?? "·",
        x,
        66,
        k.a === undefined || (k.a === 1 && k.out !== 1) ? c.soft : colour,
        "600 17px",
      );
      text(
        ctx,
        k.b ?? "·",
        x,
        114,
        k.b === undefined || (k.b === 1 && k.out !== 1) ? c.soft : colour,
        "600 17px",
      );
      text(ctx, k.fits ? k.out : "✗", x, 162, k.fits ? c.hues[0] : c.hues[1], "700 18px");
      text(ctx, k.fits ? "" : "clash", x, 186, c.hues[1], "12px");
    });
    ctx.fillStyle = c.line;
    ctx.fillRect(right - step * columns.length, 138, step * columns.length, 1);
  }
  function cells(ctx, c, shape, out, x, hue) {
    // full colour: the array's own cells; pale: repeated
    const [rows, cols] = [1, 1, ...shape].slice(-2);
    const [R, C] = (out ?? [rows, cols]).map((n) => Math.min(n, MOST));
    const size = Math.min(26, 100 / C, 200 / R);
    const left = x + 50 - (size * C) / 2;
    const top = 40;
    const pale = mix(rgb(c.paper), rgb(hue), 0.28);
    for (let r = 0; r < R; r++)
      for (let k = 0; k < C; k++) {
        ctx.fillStyle = r < rows && k < cols ? hue : `rgb(${pale})`;
        ctx.fillRect(left + k * size + 1, top + r * size + 1, size - 2, size - 2);
      }
    const more = (out ?? [rows, cols]).some((n) => n > MOST);
    if (more) text(ctx, "…", x + 50, top + size * R + 10, c.soft, "600 14px");
  }
  read();
  show();
  return () => ui.close();
}
