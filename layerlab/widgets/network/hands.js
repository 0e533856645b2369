// Hands on the network's picture: choose a tier, drag its edge, look at a unit; keys do the same.

import { grab, keys } from "../shared/shared.js";
import { addTier, choose, removeTier, resize, view } from "./baking.js";
import { PICTURE } from "./cake.js";

export function addHands(me) {
  const { picture } = me;
  grab(picture, {
    pick: (x, y, event) => pick(me, x, y, event),
    move({ edge }, x) {
      if (edge === undefined) return;
      resize(me, edge, 1 + (15 * (2 * (x - PICTURE.width / 2) - 86)) / 230);
    },
  });
  picture.node.addEventListener("pointerleave", () => {
    if (me.unit) view(me, null);
  });
  keysOnPicture(me);
}

function pick(me, x, y, event) {
  const { tiers, units } = me.boxes;
  const level = (b) => y >= b.y && y <= b.y + b.h;
  const hit = (boxes) => boxes.find((b) => x >= b.x && x <= b.x + b.w && level(b));
  const edge = me.cake && tiers.find((b) => Math.abs(x - b.x - b.w) < 10 && level(b));
  const tier = hit(tiers);
  if (event && (edge || tier)) choose(me, (edge || tier).tier);
  if (!event) look(me, hit(units));
  if (edge) return { edge: edge.tier };
  return tier ? { tier: tier.tier } : null;
}

function look(me, box) {
  const seen = box ? { tier: box.tier, unit: box.unit } : null;
  if (seen?.tier !== me.unit?.tier || seen?.unit !== me.unit?.unit) view(me, seen);
}

function keysOnPicture(me) {
  const { picture, title, word, cake } = me;
  const label =
    `${title}. Up and down choose a ${word}, left and right resize it, Page Down shows ` +
    `what the next unit responds to, Escape the whole network, plus adds a ${word}, ` +
    "Delete removes it.";
  keys(picture, label, {
    arrows: (dx, dy, big) => {
      const up = cake ? dy : -dy;
      const n = me.tiers.length;
      if (dx) resize(me, me.chosen, (me.tiers[me.chosen]?.units ?? 0) + dx * (big ? 4 : 1));
      else if (n) choose(me, (me.chosen + up + n) % n);
    },
    other: {
      PageDown: () => lookOn(me, 1),
      PageUp: () => lookOn(me, -1),
      Escape: () => view(me, null),
      "+": () => addTier(me),
      Delete: () => removeTier(me),
    },
  });
}

function lookOn(me, by) {
  // from one unit to the next, through all tiers
  const all = me.tiers.flatMap((tier, t) =>
    Array.from({ length: tier.units }, (_, u) => ({ tier: t, unit: u })),
  );
  if (!all.length) return;
  const isSeen = (u) => u.tier === me.unit.tier && u.unit === me.unit.unit;
  const at = me.unit ? all.findIndex(isSeen) : by > 0 ? -1 : 0;
  view(me, all[(at + by + all.length) % all.length]);
}
