// Onion peeler: choose or paint a picture, peel the network layer by layer, ask each channel what it likes.

import {
  button,
  buttons,
  canvas,
  clamp,
  fact,
  grab,
  keys,
  link,
  make,
  oncePerFrame,
  select,
  settle,
  slider,
  stage,
} from "../shared/shared.js";
import {
  CLEAR,
  COLOURS,
  coloured,
  dab,
  nearest,
  painted,
  peak,
  roll,
  SIDE,
  strongest,
  unroll,
  WINDOWS,
} from "./look.js";
import { build, bytes, peel } from "./net.js";
import {
  box,
  cellAt,
  drawMaps,
  drawNear,
  drawPatches,
  drawTable,
  grid,
  LEFT,
  NEAR,
  PATCHES,
  RIGHT,
  TALL,
} from "./view.js";

const AT_ONCE = 5; // pictures peeled between two frames while the widget wakes up

export function render({ model, el }) {
  const ui = stage(
    el,
    "Onion peeler",
    "Paint on the picture, click a map. By keys: arrows move brush or choice, Space lets the brush down and up, Shift takes larger steps.",
  );
  const left = make("div", "ll-side", ui.view);
  const right = make("div", "ll-side", ui.view);
  const table = canvas(left, LEFT, LEFT, "", "the picture: paint on it");
  const patches = canvas(
    left,
    LEFT,
    122,
    "The patches that excite the chosen channel most",
    "the channel answers most to",
  );
  const maps = canvas(right, RIGHT, TALL, "", "the layer's maps");
  const near = canvas(
    right,
    RIGHT,
    172,
    "The nearest pictures in this layer and by pixels",
    "its neighbours among a hundred pictures",
  );
  const names = model.get("names");
  const classes = model.get("classes");
  const own = model.get("own");
  const net = build(model.get("net"), model.get("sizes"));
  const last = WINDOWS.length - 1;
  const palette = bytes(model.get("palette"));
  const all = bytes(model.get("pictures"));
  const pixels = SIDE * SIDE;
  const pictures = classes.map((_, i) =>
    coloured(all.subarray(i * pixels, (i + 1) * pixels), palette),
  );
  const compared = pictures.slice(own);
  const paper = painted(new Float32Array(3 * pixels), new Array(pixels).fill("a"));
  const s = {};
  const mine = { cells: [], stages: [], seen: paper, at: [0, 0] };
  const known = [];
  let colour = "b";
  let brush = [16, 16];
  let down = false;
  let keyed = false;
  let tops = null;
  const setSays = fact(ui, "it says");
  const setSees = fact(ui, "each number sees");

  const tell = link(ui, model, ["picture", "paint", "layer", "channel"], () => {
    read();
    refresh();
  });
  const percent = (v) => `${Math.round(100 * v)}%`;
  const nameOf = (i) => names[classes[own + i]];
  const layerName = () =>
    s.layer === 0 ? "the pixels" : s.layer === last ? "the answer" : `layer ${s.layer}`;
  const counts = () => mine.stages[s.layer].channels;
  const channelName = (i) =>
    s.layer === 0 ? ["red", "green", "blue"][i] : s.layer === last ? names[i] : `channel ${i}`;

  function read() {
    for (const name of ["picture", "paint", "layer", "channel"]) s[name] = model.get(name);
    mine.cells = unroll(s.paint);
    sync();
  }
  const again = oncePerFrame(() => refresh());
  function refresh(words = "") {
    mine.seen = painted(s.picture < 0 ? paper : pictures[s.picture], mine.cells);
    mine.stages = peel(net, mine.seen);
    s.channel = clamp(s.channel, 0, counts() - 1);
    choose(words);
  }
  function choose(words = "") {
    // the same picture, another layer or channel
    const [, ...at] = peak(mine.stages[s.layer], s.channel);
    mine.at = at;
    mine.near = tops
      ? [
          [
            `nearest in ${layerName()}`,
            nearest(
              mine.stages[s.layer],
              known.map((p) => p[s.layer]),
              NEAR,
            ),
          ],
          [
            "nearest by pixels",
            nearest(
              mine.stages[0],
              known.map((p) => p[0]),
              NEAR,
            ),
          ],
        ]
      : [];
    mine.found = tops
      ? strongest(
          known.map((p) => p[s.layer]),
          s.channel,
          PATCHES,
        )
      : [];
    const shares = mine.stages[last].data;
    const best = shares.indexOf(Math.max(...shares));
    const wide = WINDOWS[s.layer][2];
    setSays(`${names[best]}, ${percent(shares[best])}`);
    setSees(
      wide >= SIDE ? "the whole picture" : wide === 1 ? "1 pixel" : `${wide} × ${wide} pixels`,
    );
    maps.box.firstChild.textContent = `${layerName()}: ${counts()} maps; the frame marks ${channelName(s.channel)}`;
    patches.box.firstChild.textContent = `${channelName(s.channel)} answers most to`;
    const list = (row) => row[1].slice(0, 3).map(nameOf).join(", ");
    const told = tops
      ? ` Nearest in ${layerName()}: ${list(mine.near[0])}. Nearest by pixels: ${list(mine.near[1])}.`
      : " The pictures to compare with are being peeled.";
    ui.say(
      `${words} ${sentence()}${told} The network says ${names[best]}, ${percent(shares[best])}.`.trim(),
    );
    ui.redraw();
  }
  const sentence = () => `On view: ${layerName()}, ${channelName(s.channel)} of ${counts()} maps.`;
  function set(values, words) {
    Object.assign(s, values);
    if ("paint" in values) mine.cells = unroll(s.paint);
    tell(values);
    sync();
    if ("picture" in values || "paint" in values) refresh(words);
    else choose(words);
  }
  function toLayer(layer) {
    s.layer = layer;
    const channel = clamp(s.channel, 0, counts() - 1);
    set({ layer, channel }, layer === 0 ? "The whole onion." : "Peeled.");
  }

  // ---- waking up: the hundred pictures to compare with, a few at a time

  function wake() {
    if (!ui.root.isConnected && known.length) return;
    for (let k = 0; k < AT_ONCE && known.length < compared.length; k++)
      known.push(peel(net, compared[known.length]));
    if (known.length < compared.length) return void setTimeout(wake, 0);
    tops = known[0].map(({ channels }, layer) =>
      Array.from({ length: channels }, (_, i) =>
        Math.max(1e-9, ...known.map((p) => peak(p[layer], i)[0])),
      ),
    );
    ui.root.dataset.ready = "1";
    choose();
  }

  // ---- hands

  const keep = settle(() => {
    s.paint = roll(mine.cells);
    tell({ paint: s.paint });
  }, 100);
  function stroke([x, y]) {
    dab(mine.cells, x, y, colour);
    keep();
    again();
  }
  const place = (px, py) => [(px * SIDE) / LEFT, (py * SIDE) / LEFT];
  let from = null;
  grab(table, {
    pick: (px, py, event) => {
      if (event) {
        from = place(px, py);
        keyed = false;
      }
      return "brush";
    },
    move: (_, px, py) => {
      const to = place(px, py);
      const steps = Math.ceil(Math.hypot(to[0] - from[0], to[1] - from[1])) || 1;
      for (let k = 1; k <= steps; k++)
        stroke([
          from[0] + ((to[0] - from[0]) * k) / steps,
          from[1] + ((to[1] - from[1]) * k) / steps,
        ]);
      from = to;
    },
  });
  for (const event of ["pointerenter", "pointermove"])
    table.node.addEventListener(event, () => {
      table.node.style.cursor = "crosshair";
    });
  keys(table, "The picture. Arrow keys move the brush, Space lets it down or up.", {
    arrows: (dx, dy, big) => {
      keyed = true;
      for (let k = 0; k < (big ? 4 : 1); k++) {
        brush = [clamp(brush[0] + dx, 0.5, SIDE - 0.5), clamp(brush[1] - dy, 0.5, SIDE - 0.5)];
        if (down) stroke(brush);
      }
      ui.redraw();
    },
    other: {
      " ": () => {
        keyed = true;
        down = !down;
        if (down) stroke(brush);
        ui.say(down ? "The brush is down: arrows paint." : "The brush is up.");
        ui.redraw();
      },
    },
  });
  table.node.addEventListener("blur", () => {
    down = keyed = false;
    ui.redraw();
  });
  grab(maps, {
    pick: (px, py) => cellAt(counts(), px, py),
    move: (_, px, py) => {
      const channel = cellAt(counts(), px, py);
      if (channel !== null && channel !== s.channel) set({ channel });
    },
  });
  keys(maps, "The layer's maps. Arrow keys choose a channel.", {
    arrows: (dx, dy) =>
      set({ channel: clamp(s.channel + dx - dy * grid(counts()).columns, 0, counts() - 1) }),
  });

  const group = buttons(ui);
  button(group, "Peel", () => toLayer((s.layer + 1) % (last + 1)), {
    main: true,
    label: "Peel one layer",
  });
  button(group, "Wipe", () => set({ paint: "" }, "The paint is gone."), {
    label: "Wipe the paint away",
  });
  const layers = slider(
    ui.bar,
    "layer",
    {
      min: 0,
      max: last,
      step: 1,
      value: 1,
      format: (v) => (v === 0 ? "pixels" : v === last ? "answer" : `${v} of ${last - 1}`),
    },
    toLayer,
  );
  const titles = {
    "-1": "an empty sheet",
    ...Object.fromEntries(classes.slice(0, own).map((k, i) => [i, `${i}: ${names[k]}`])),
  };
  const which = select(ui.bar, "picture", titles, "0", (v) =>
    set({ picture: +v, paint: "" }, `${titles[v]}.`),
  );
  const tin = {
    ...Object.fromEntries(Object.entries(COLOURS).map(([k, [word]]) => [k, word])),
    [CLEAR]: "eraser",
  };
  select(ui.bar, "paint", tin, colour, (v) => {
    colour = v;
    ui.say(v === CLEAR ? "The brush wipes paint away now." : `The brush paints ${tin[v]} now.`);
  });
  function sync() {
    layers.set(s.layer);
    which.set(String(s.picture));
  }

  // ---- the pictures

  ui.drawing = (c) => {
    drawTable(table, c, mine.seen, s.layer, mine.at);
    if (document.activeElement === table.node && keyed)
      box(
        table.ctx,
        ((brush[0] - 1.3) * LEFT) / SIDE,
        ((brush[1] - 1.3) * LEFT) / SIDE,
        (2.6 * LEFT) / SIDE,
        (2.6 * LEFT) / SIDE,
        down ? "#D55E00" : "#0072B2",
        3,
      );
    const stage = mine.stages[s.layer];
    const own = Array.from({ length: stage.channels }, (_, i) => Math.max(1e-9, peak(stage, i)[0]));
    const words =
      s.layer === last
        ? (i) => [names[i], percent(stage.data[i])]
        : s.layer === 0
          ? (i) => [channelName(i)]
          : null;
    drawMaps(maps, c, stage, tops ? tops[s.layer] : own, s.channel, words);
    drawPatches(patches, c, mine.found, compared, s.layer);
    drawNear(near, c, mine.near, compared, nameOf);
  };
  read();
  refresh();
  setTimeout(wake, 0);
  return () => ui.close();
}
