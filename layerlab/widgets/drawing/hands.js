// Hands on a pad: the pen follows the pointer or the arrow keys, and draws or erases.

import { button, clamp, grab, keys } from "../shared/shared.js";
import { ink } from "./pen.js";

export function addPen(me, surface, { tip, wider }) {
  // me: the pad's `image` of n x n, and `changed`; gives the hand that the picture shows
  const hand = { pen: [0, 0], down: false, rubber: false, keyed: false };
  const stroke = (from, to) => {
    ink(me.image, me.n, from, to, hand.rubber ? wider * tip() : tip(), hand.rubber);
    me.changed();
  };
  penByPointer(me, surface, hand, stroke);
  penByKeys(me, surface, hand, stroke);
  for (const event of ["focus", "blur"]) {
    surface.node.addEventListener(event, () => {
      if (event === "blur") hand.down = false;
      me.ui.redraw();
    });
  }
  return hand;
}

function penByPointer(me, surface, hand, stroke) {
  const spot = (px, py) => [(px * me.n) / surface.width, (py * me.n) / surface.width];
  let last = null;
  grab(surface, {
    pick(px, py, event) {
      if (event) {
        last = spot(px, py);
        hand.keyed = false;
      }
      return "pen";
    },
    move(_, px, py) {
      const to = spot(px, py);
      stroke(last, to);
      last = to;
    },
  });
  for (const event of ["pointerenter", "pointermove"]) {
    surface.node.addEventListener(event, () => {
      surface.node.style.cursor = "crosshair";
    });
  }
}

function penByKeys(me, surface, hand, stroke) {
  const within = (v) => clamp(v, 0.5, me.n - 0.5);
  keys(surface, "Drawing pad. Arrow keys move the pen, Space lets it down or up.", {
    arrows: (dx, dy, big) => {
      const by = big ? 4 : 1;
      const to = [within(hand.pen[0] + dx * by), within(hand.pen[1] - dy * by)];
      hand.keyed = true;
      if (hand.down) stroke(hand.pen, to);
      hand.pen = to;
      me.ui.redraw();
    },
    other: {
      " ": () => {
        hand.keyed = true;
        hand.down = !hand.down;
        if (hand.down) stroke(hand.pen, hand.pen);
        me.ui.say(hand.down ? "The pen is down: arrows draw." : "The pen is up.");
        me.ui.redraw();
      },
    },
  });
}

export function addEraser(me, group) {
  const { hand, ui } = me;
  const eraser = button(group, "Eraser", () => {
    hand.rubber = !hand.rubber;
    eraser.setAttribute("aria-pressed", hand.rubber);
    ui.say(hand.rubber ? "The pen erases now." : "The pen draws now.");
  });
  eraser.setAttribute("aria-pressed", "false");
}
