// Drawing pad: draw with the pointer or the arrow keys; the kernel answers, one bar a word.

import {
  asker,
  button,
  buttons,
  canvas,
  clamp,
  fact,
  grab,
  keys,
  link,
  make,
  numbers,
  packed,
  stage,
} from "../shared/shared.js";
import { ink, ranked } from "./pen.js";

const PAD = 308;
const BARS = 400;

export function render({ model, el }) {
  const ui = stage(
    el,
    "Drawing pad",
    "Draw with the mouse. By keys: arrows move the pen, Space lets it down and up, Shift takes larger steps.",
  );
  const pad = canvas(ui.view, PAD, PAD, "", "draw here");
  const bars = canvas(
    ui.view,
    BARS,
    PAD,
    "What the machine makes of it",
    "what the machine makes of it",
  );
  const names = model.get("names");
  const tip = model.get("tip");
  const setBest = fact(ui, "answer");
  const mine = { image: null, scores: [...model.get("first")], n: 0 };
  let at = null;
  let pen = [0, 0];
  let down = false;
  let rubber = false;
  let keyed = false;
  if (model.get("task"))
    make("div", "ll-caption", ui.view.parentNode.insertBefore(make("div"), ui.view)).textContent =
      model.get("task");

  const tell = link(ui, model, ["image"], () => {
    read();
    ask();
  });
  const put = asker(ui, model, (content) => {
    mine.scores = content.scores;
    heard();
  });
  const ask = () => put({ what: "judge" }, [new DataView(mine.image.slice().buffer)]);
  function read() {
    const value = model.get("image");
    mine.n = value.shape[0];
    mine.image = Uint8Array.from(numbers(value));
    ui.redraw();
  }
  const empty = () => !mine.image.some((v) => v > 0);
  function heard(words = "") {
    const [[first, score], second] = ranked(mine.scores);
    const percent = (s) => `${Math.round(100 * s)}%`;
    setBest(empty() ? "none yet" : names[first]);
    ui.say(
      `${words} ${empty() ? "The pad is empty: draw something" : `The machine says ${names[first]}, ${percent(score)}${second ? `; then ${names[second[0]]}, ${percent(second[1])}` : ""}`}.`.trim(),
    );
    ui.redraw();
  }
  function changed() {
    tell({ image: packed(mine.image, [mine.n, mine.n]) });
    ask();
    ui.redraw();
  }
  const place = (px, py) => [(px * mine.n) / PAD, (py * mine.n) / PAD];
  function stroke(from, to) {
    ink(mine.image, mine.n, from, to, rubber ? 1.6 * tip : tip, rubber);
    changed();
  }

  // ---- hands

  grab(pad, {
    pick: (px, py, event) => {
      if (event) {
        at = place(px, py);
        keyed = false;
      }
      return "pen";
    },
    move: (_, px, py) => {
      const to = place(px, py);
      stroke(at, to);
      at = to;
    },
    drop: () => {
      at = null;
    },
  });
  pad.node.addEventListener("pointerenter", () => {
    pad.node.style.cursor = "crosshair";
  });
  pad.node.addEventListener("pointermove", () => {
    pad.node.style.cursor = "crosshair";
  });
  keys(pad, "Drawing pad. Arrow keys move the pen, Space lets it down or up.", {
    arrows: (dx, dy, big) => {
      const by = big ? 4 : 1;
      const to = [
        clamp(pen[0] + dx * by, 0.5, mine.n - 0.5),
        clamp(pen[1] - dy * by, 0.5, mine.n - 0.5),
      ];
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
  for (const event of ["focus", "blur"])
    pad.node.addEventListener(event, () => {
      if (event === "blur") down = false;
      ui.redraw();
    });

  const group = buttons(ui);
  button(
    group,
    "Clear",
    () => {
      mine.image.fill(0);
      mine.scores.fill(0);
      down = false;
      changed();
      heard("The pad is empty.");
    },
    { main: true },
  );
  const eraser = button(group, "Eraser", () => {
    rubber = !rubber;
    eraser.setAttribute("aria-pressed", rubber);
    ui.say(rubber ? "The pen erases now." : "The pen draws now.");
  });
  eraser.setAttribute("aria-pressed", "false");

  // ---- the pictures

  ui.drawing = (c) => {
    drawPad(c);
    drawBars(c);
  };
  function drawPad(c) {
    const ctx = pad.begin("#FFFFFF");
    const cell = PAD / mine.n;
    for (let i = 0; i < mine.image.length; i++) {
      if (!mine.image[i]) continue;
      const v = 255 - mine.image[i];
      ctx.fillStyle = `rgb(${v},${v},${v})`;
      ctx.fillRect((i % mine.n) * cell, Math.floor(i / mine.n) * cell, cell + 0.3, cell + 0.3);
    }
    Object.assign(ctx, { strokeStyle: c.line, lineWidth: 2 });
    ctx.strokeRect(1, 1, PAD - 2, PAD - 2);
    if (document.activeElement !== pad.node || !keyed) return;
    Object.assign(ctx, { strokeStyle: "#D55E00", fillStyle: "#D55E00", lineWidth: 2 });
    ctx.beginPath();
    ctx.arc(pen[0] * cell, pen[1] * cell, Math.max(5, tip * cell), 0, 7);
    if (down) ctx.fill();
    else ctx.stroke();
  }
  function drawBars(c) {
    const ctx = bars.begin(c.paper);
    const tall = Math.min(34, PAD / names.length);
    const [[first]] = ranked(mine.scores);
    const left = 96;
    const room = BARS - left - 52;
    const top = Math.max(1, ...mine.scores);
    names.forEach((name, i) => {
      const y = i * tall;
      const long = (room * Math.max(0, mine.scores[i])) / top;
      const best = i === first && mine.scores[i] > 0;
      Object.assign(ctx, {
        font: `${best ? 650 : 400} 13px system-ui, sans-serif`,
        textBaseline: "middle",
        textAlign: "right",
        fillStyle: best ? c.ink : c.soft,
      });
      ctx.fillText(name, left - 10, y + tall / 2);
      ctx.fillStyle = c.tint;
      ctx.fillRect(left, y + 0.2 * tall, room, 0.6 * tall);
      ctx.fillStyle = best ? c.hues[0] : c.hues[5];
      ctx.fillRect(left, y + 0.2 * tall, long, 0.6 * tall);
      Object.assign(ctx, { textAlign: "left", fillStyle: best ? c.ink : c.soft });
      ctx.fillText(`${Math.round(100 * mine.scores[i])}%`, left + room + 8, y + tall / 2);
    });
  }
  read();
  pen = [mine.n / 2, mine.n / 2];
  heard();
  return () => ui.close();
}
