// Draw and see: the drawing, one map enlarged, the scores, and every map of the network.

import { ink, ranked } from "../drawing/pen.js";
import {
  asker,
  button,
  buttons,
  canvas,
  clamp,
  fact,
  grab,
  heat,
  keys,
  link,
  make,
  numbers,
  packed,
  pixel,
  rgb,
  select,
  show,
  signed,
  stage,
  viridis,
} from "../shared/shared.js";
import { hit, moveTo, offsets, place, span } from "./maps.js";

const SIDE = 236;
const WIDE = 752;

export function render({ model, el }) {
  const ui = stage(
    el,
    "Draw and see",
    "Draw, and point at a map. By keys: on the pad arrows move the pen and Space lets it down; on the large map arrows move the unit; on the small maps arrows change map and layer.",
  );
  const layers = model.get("layers");
  const starts = offsets(layers);
  const classes = model.get("classes");
  const { boxes, height } = place(layers, WIDE);
  const pad = canvas(ui.view, SIDE, SIDE, "", "draw here; the frame is the unit's window");
  const large = canvas(ui.view, SIDE, SIDE, "", "one map, enlarged: point at a unit");
  const bars = canvas(ui.view, SIDE, SIDE, "Scores of the network", "scores");
  const all = canvas(ui.view, WIDE, height, "", "every map of every layer");
  const setUnit = fact(ui, "unit");
  const setBest = fact(ui, "answer");
  const s = {
    image: null,
    n: 0,
    at: [...model.get("at")],
    scores: [...model.get("scores")],
    values: numbers(model.get("values")),
  };
  const examples = model.get("examples");
  const shades = rgbs(viridis);
  const dots = layers.map((layer) => heat(layer.width, layer.height));
  let last = null;
  let pen = [0, 0];
  let down = false;
  let rubber = false;
  let keyed = false;
  if (model.get("task"))
    make("div", "ll-caption", ui.view.parentNode.insertBefore(make("div"), ui.view)).textContent =
      model.get("task");

  const tell = link(ui, model, ["image", "at"], () => {
    read();
    ask();
  });
  const put = asker(ui, model, (content, buffers) => {
    const { buffer, byteOffset, byteLength } = buffers[0];
    s.values = new Int32Array(buffer.slice(byteOffset, byteOffset + byteLength));
    s.scores = content.scores;
    heard();
  });
  const ask = () => put({ what: "look" }, [new DataView(s.image.slice().buffer)]);
  function read() {
    const value = model.get("image");
    s.n = value.shape[0];
    s.image = Uint8Array.from(numbers(value));
    s.at = [...model.get("at")];
    ui.redraw();
  }
  function changed() {
    tell({ image: packed(s.image, [s.n, s.n]) });
    ask();
    ui.redraw();
  }
  const valueAt = ([l, m, r, c]) =>
    s.values[starts[l] + (m * layers[l].height + r) * layers[l].width + c] / 1000;
  function heard(words = "") {
    const [l, m, r, c] = s.at;
    const { rows, columns, name } = layers[l];
    const [[first, score], second] = ranked(s.scores);
    const tall = rows[r][1] - rows[r][0];
    const wide = columns[c][1] - columns[c][0];
    setUnit(show(valueAt(s.at)));
    setBest(`${classes[first]}, ${Math.round(100 * score)}%`);
    ui.say(
      `${words} ${name}, map ${m + 1}, row ${r + 1}, column ${c + 1}: ${show(valueAt(s.at))}; its window is ${tall} by ${wide} pixels. The network says ${classes[first]}, ${Math.round(100 * score)}%${second ? `; then ${classes[second[0]]}, ${Math.round(100 * second[1])}%` : ""}.`.trim(),
    );
    ui.redraw();
  }
  function look(at, words) {
    if (at.every((v, i) => v === s.at[i])) return;
    s.at = at;
    tell({ at });
    heard(words);
  }

  // ---- hands

  const spot = (px, py) => [(px * s.n) / SIDE, (py * s.n) / SIDE];
  function stroke(from, to) {
    const tip = (1.15 * s.n) / 28;
    ink(s.image, s.n, from, to, rubber ? 1.8 * tip : tip, rubber);
    changed();
  }
  grab(pad, {
    pick: (px, py, event) => {
      if (event) {
        last = spot(px, py);
        keyed = false;
      }
      return "pen";
    },
    move: (_, px, py) => {
      const to = spot(px, py);
      stroke(last, to);
      last = to;
    },
    drop: () => {
      last = null;
    },
  });
  pad.node.addEventListener("pointermove", () => {
    pad.node.style.cursor = "crosshair";
  });
  keys(pad, "Drawing pad. Arrow keys move the pen, Space lets it down or up.", {
    arrows: (dx, dy, big) => {
      const by = big ? 4 : 1;
      const to = [clamp(pen[0] + dx * by, 0.5, s.n - 0.5), clamp(pen[1] - dy * by, 0.5, s.n - 0.5)];
      keyed = true;
      if (down) stroke(pen, to);
      pen = to;
      ui.redraw();
    },
    other: {
      " ": () => {
        keyed = true;
        down = !down;
        if (down) stroke(pen, pen);
        ui.say(down ? "The pen is down: arrows draw." : "The pen is up.");
        ui.redraw();
      },
    },
  });
  pad.node.addEventListener("blur", () => {
    down = false;
    ui.redraw();
  });
  const point = (surface, unit) =>
    surface.node.addEventListener("pointermove", (event) => {
      const at = unit(...surface.at(event));
      if (at) look(at);
    });
  const here = () => layers[s.at[0]];
  point(large, (px, py) => [
    s.at[0],
    s.at[1],
    clamp(Math.floor((py / SIDE) * here().height), 0, here().height - 1),
    clamp(Math.floor((px / SIDE) * here().width), 0, here().width - 1),
  ]);
  point(all, (px, py) => hit(boxes, layers, px, py));
  keys(large, "One map, enlarged. Arrow keys move the unit, Shift moves it further.", {
    arrows: (dx, dy, big) => {
      const [l, m, r, c] = s.at;
      const n = big ? 4 : 1;
      look([l, m, clamp(r - dy * n, 0, here().height - 1), clamp(c + dx * n, 0, here().width - 1)]);
    },
  });
  keys(all, "Every map. Left and right change the map, up and down the layer.", {
    arrows: (dx, dy) =>
      look(moveTo(layers, s.at, dy ? { layer: s.at[0] - dy } : { map: s.at[1] + dx })),
  });
  for (const surface of [large, all])
    for (const event of ["focus", "blur"]) surface.node.addEventListener(event, ui.redraw);

  const group = buttons(ui);
  button(
    group,
    "Clear",
    () => {
      s.image.fill(0);
      down = false;
      changed();
      ui.say("The pad is empty.");
    },
    { main: true },
  );
  const eraser = button(group, "Eraser", () => {
    rubber = !rubber;
    eraser.setAttribute("aria-pressed", rubber);
    ui.say(rubber ? "The pen erases now." : "The pen draws now.");
  });
  eraser.setAttribute("aria-pressed", "false");
  if (examples) {
    const count = examples.shape[0];
    const pictures = numbers(examples);
    const names = { "": "your drawing" };
    for (let i = 0; i < count; i++) names[i] = `picture ${i + 1}`;
    select(ui.bar, "on the pad", names, "", (i) => {
      if (i === "") s.image.fill(0);
      else s.image = Uint8Array.from(pictures.slice(i * s.n * s.n, (+i + 1) * s.n * s.n));
      changed();
    });
  }

  // ---- the pictures

  function rgbs(colour) {
    return Array.from({ length: 256 }, (_, i) => pixel(...colour(i / 255)));
  }
  function paint(ctx, l, m, x, y, size, [low, high], paper) {
    const { height: h, width: w } = layers[l];
    const dot = dots[l];
    const from = starts[l] + m * h * w;
    const most = Math.max(-low, high);
    for (let i = 0; i < h * w; i++) {
      const v = s.values[from + i];
      dot.pixels[i] =
        low < 0 ? pixel(...signed(v / most, paper)) : shades[Math.round((255 * v) / high)];
    }
    dot.draw(ctx, x, y, size, size, false);
  }
  function frame(ctx, x, y, w, h, colour, width) {
    Object.assign(ctx, { strokeStyle: colour, lineWidth: width });
    ctx.strokeRect(x, y, w, h);
  }
  ui.drawing = (c) => {
    const spans = layers.map((a, l) => span(s.values, starts[l], a.maps * a.height * a.width));
    const paper = rgb(c.paper);
    drawPad(c);
    drawLarge(c, spans, paper);
    drawBars(c);
    drawAll(c, spans, paper);
  };
  function drawPad(_c) {
    const ctx = pad.begin("#000000");
    const cell = SIDE / s.n;
    const { rows, columns } = here();
    const [y0, y1] = rows[s.at[2]];
    const [x0, x1] = columns[s.at[3]];
    for (let i = 0; i < s.image.length; i++) {
      const v = s.image[i];
      if (!v) continue;
      ctx.fillStyle = `rgb(${v},${v},${v})`;
      ctx.fillRect((i % s.n) * cell, Math.floor(i / s.n) * cell, cell + 0.3, cell + 0.3);
    }
    frame(
      ctx,
      x0 * cell + 1,
      y0 * cell + 1,
      (x1 - x0) * cell - 2,
      (y1 - y0) * cell - 2,
      "#FF8A3C",
      2.4,
    );
    if (document.activeElement !== pad.node || !keyed) return;
    Object.assign(ctx, { strokeStyle: "#56B4E9", fillStyle: "#56B4E9", lineWidth: 2 });
    ctx.beginPath();
    ctx.arc(pen[0] * cell, pen[1] * cell, 6, 0, 7);
    if (down) ctx.fill();
    else ctx.stroke();
  }
  function drawLarge(c, spans, paper) {
    const ctx = large.begin(c.paper);
    const [l, m, r, k] = s.at;
    const h = SIDE / here().height;
    const w = SIDE / here().width;
    paint(ctx, l, m, 0, 0, SIDE, spans[l], paper);
    frame(ctx, k * w + 1, r * h + 1, w - 2, h - 2, "#FF8A3C", 2.4);
    if (document.activeElement === large.node) frame(ctx, 1, 1, SIDE - 2, SIDE - 2, c.hues[2], 2);
  }
  function drawBars(c) {
    const ctx = bars.begin(c.paper);
    const order = ranked(s.scores, 10);
    const tall = Math.min(30, SIDE / order.length);
    const left = 84;
    const room = SIDE - left - 40;
    order
      .sort((a, b) => a[0] - b[0])
      .forEach(([i, score], row) => {
        const y = row * tall;
        const best = score === Math.max(...s.scores);
        Object.assign(ctx, {
          font: `${best ? 650 : 400} 12px system-ui, sans-serif`,
          textBaseline: "middle",
          textAlign: "right",
          fillStyle: best ? c.ink : c.soft,
        });
        ctx.fillText(classes[i], left - 8, y + tall / 2, left - 8);
        ctx.fillStyle = c.tint;
        ctx.fillRect(left, y + 0.2 * tall, room, 0.6 * tall);
        ctx.fillStyle = best ? c.hues[0] : c.hues[5];
        ctx.fillRect(left, y + 0.2 * tall, room * score, 0.6 * tall);
        Object.assign(ctx, { textAlign: "left", fillStyle: best ? c.ink : c.soft });
        ctx.fillText(`${Math.round(100 * score)}%`, left + room + 5, y + tall / 2);
      });
  }
  function drawAll(c, spans, paper) {
    const ctx = all.begin(c.paper);
    for (const box of boxes) {
      paint(ctx, box.layer, box.map, box.x, box.y, box.size, spans[box.layer], paper);
      if (box.map === 0) {
        Object.assign(ctx, {
          font: "600 12px system-ui, sans-serif",
          textAlign: "left",
          textBaseline: "top",
          fillStyle: box.layer === s.at[0] ? c.ink : c.soft,
        });
        ctx.fillText(layers[box.layer].name, 0, box.y + 2);
        ctx.font = "11px system-ui, sans-serif";
        ctx.fillText(`${layers[box.layer].height} × ${layers[box.layer].width}`, 0, box.y + 18);
      }
      if (box.layer === s.at[0] && box.map === s.at[1])
        frame(
          ctx,
          box.x - 1,
          box.y - 1,
          box.size + 2,
          box.size + 2,
          document.activeElement === all.node ? c.hues[2] : c.hues[1],
          3,
        );
    }
  }
  read();
  pen = [s.n / 2, s.n / 2];
  heard();
  return () => ui.close();
}
