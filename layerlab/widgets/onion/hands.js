// Hands on the peeler: paint on the table, choose a map; keys do the same.

import { clamp, grab, keys, oncePerFrame, settle } from "../shared/shared.js";
import { dab, roll, SIDE } from "./look.js";
import { counts, refresh } from "./peeling.js";
import { cellAt, grid, TABLE } from "./pictures.js";

export const TIP = 1.3; // of the brush, in pixels

export function addHands(me) {
  const stroke = painter(me);
  brushByPointer(me, stroke);
  brushByKeys(me, stroke);
  handsOnMaps(me);
}

function painter(me) {
  const { s, tell } = me;
  const again = oncePerFrame(() => refresh(me));
  const keep = settle(() => {
    s.paint = roll(me.cells);
    tell({ paint: s.paint });
  }, 100);
  return ([x, y]) => {
    dab(me.cells, x, y, me.colour, TIP);
    keep();
    again();
  };
}

function brushByPointer(me, stroke) {
  const { table } = me;
  const place = (px, py) => [(px * SIDE) / TABLE.width, (py * SIDE) / TABLE.width];
  let from = null;
  grab(table, {
    pick(px, py, event) {
      if (event) {
        from = place(px, py);
        me.hand.keyed = false;
      }
      return "brush";
    },
    move(_, px, py) {
      const to = place(px, py);
      const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
      const steps = Math.ceil(Math.hypot(dx, dy)) || 1;
      for (let k = 1; k <= steps; k++) {
        stroke([from[0] + (dx * k) / steps, from[1] + (dy * k) / steps]);
      }
      from = to;
    },
  });
  for (const event of ["pointerenter", "pointermove"]) {
    table.node.addEventListener(event, () => {
      table.node.style.cursor = "crosshair";
    });
  }
}

function brushByKeys(me, stroke) {
  const { table, hand, ui } = me;
  const within = (v) => clamp(v, 0.5, SIDE - 0.5);
  keys(table, "The picture. Arrow keys move the brush, Space lets it down or up.", {
    arrows: (dx, dy, big) => {
      hand.keyed = true;
      for (let k = 0; k < (big ? 4 : 1); k++) {
        hand.brush = [within(hand.brush[0] + dx), within(hand.brush[1] - dy)];
        if (hand.down) stroke(hand.brush);
      }
      ui.redraw();
    },
    other: {
      " ": () => {
        hand.keyed = true;
        hand.down = !hand.down;
        if (hand.down) stroke(hand.brush);
        ui.say(hand.down ? "The brush is down: arrows paint." : "The brush is up.");
        ui.redraw();
      },
    },
  });
  table.node.addEventListener("blur", () => {
    Object.assign(hand, { down: false, keyed: false });
    ui.redraw();
  });
}

function handsOnMaps(me) {
  const { maps, s, set } = me;
  const find = (px, py) => cellAt(counts(me), px, py);
  grab(maps, {
    pick: find,
    move(_, px, py) {
      const channel = find(px, py);
      if (channel !== null && channel !== s.channel) set({ channel });
    },
  });
  keys(maps, "The layer's maps. Arrow keys choose a channel.", {
    arrows: (dx, dy) => {
      const to = s.channel + dx - dy * grid(counts(me)).columns;
      set({ channel: clamp(to, 0, counts(me) - 1) });
    },
  });
}
