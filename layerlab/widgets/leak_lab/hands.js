// Hands on the cards: drag one, or with Shift all photographs of its cake; keys do the same.

import { clamp, grab, keys } from "../shared/shared.js";
import { spots, trayAt } from "./pictures.js";
import { CARDS, cousins, familyOf, put, SHOTS } from "./trays.js";

const DIGIT = { train: "0", test: "1" };
const NAMES = ["train", "test", "train and test"];

export function addHands(me) {
  drags(me);
  steps(me);
  for (const event of ["focus", "blur"]) me.table.node.addEventListener(event, me.ui.redraw);
}

function drags(me) {
  grab(me.table, {
    pick(px, py, event) {
      const spot = spots(me.s.trays).find((one) => within(one, px, py));
      if (!spot || !event) return spot ?? null;
      const cards = event.shiftKey ? cousins(spot.card) : [spot.card];
      me.held = { card: spot.card, cards, x: px, y: py };
      me.cursor = spot.card;
      return spot;
    },
    move(_, px, py) {
      Object.assign(me.held, { x: px, y: py });
      me.ui.redraw();
    },
    drop(spot) {
      const { cards, x } = me.held;
      me.held = null;
      const name = trayAt(x);
      if (name === "sealed") return me.refresh("The sealed tray stays closed.");
      if (!name || DIGIT[name] === spot.tray) return me.refresh(about(me));
      move(me, cards, name);
    },
  });
}

const within = ({ x, y, size }, px, py) => px >= x && px < x + size && py >= y && py < y + size;

function steps(me) {
  const words = "Cards. Left and right choose a photograph, up and down a cake, Space moves it to ";
  keys(me.table, `${words}the other tray, F moves all photographs of its cake.`, {
    arrows: (dx, dy) => {
      me.cursor = clamp(me.cursor + dx - SHOTS * dy, 0, CARDS - 1);
      me.refresh(about(me));
    },
    other: {
      " ": () => move(me, [me.cursor], other(me)),
      f: () => move(me, cousins(me.cursor), other(me)),
      F: () => move(me, cousins(me.cursor), other(me)),
    },
  });
}

const other = (me) => (me.s.trays[me.cursor] === "0" ? "test" : "train");

function about({ s, cursor, data }) {
  const label = data.labels[cursor] ? "liked" : "not liked";
  const which = `Photograph ${(cursor % SHOTS) + 1} of cake ${familyOf(cursor) + 1}`;
  return `${which}, ${label}, on ${NAMES[+s.trays[cursor]]}.`;
}

function move(me, cards, name) {
  const what = cards.length > 1 ? `All of cake ${familyOf(cards[0]) + 1}` : "One card";
  me.past = []; // another scheme begins
  me.set({ trays: put(me.s.trays, cards, DIGIT[name]) }, `${what} moved to ${name}.`);
}
