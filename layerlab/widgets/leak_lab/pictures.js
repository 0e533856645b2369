// The pictures of the leak lab: cards on three trays; for each model its three scores and what
// the last shuffles said. State: the settings `s`, the scores `found`, the `past` shuffles, the
// card that the keys stand on and the one that is dragged.

import { disc, line, segment, strokeBox, write } from "../shared/shared.js";
import { MODELS } from "./fitting.js";
import { cardsOn, cousins, families, SHOTS, tolerance } from "./trays.js";

export const TABLE = { width: 768, height: 262 };
export const SCORES = { width: 768, height: 186 };
const TOP = 24;
const HIGH = TABLE.height - TOP - 4;
export const TRAYS = [
  { name: "train", tray: "0", left: 2, wide: 374 },
  { name: "test", tray: "1", left: 388, wide: 206 },
  { name: "sealed", tray: null, left: 606, wide: 160 },
];
export const KEPT = 10; // shuffles that are shown

// ---- the cards -------------------------------------------------------------------------

export function layout({ left, wide }, count) {
  // the largest cards that fit on a tray, whole cakes in a row: where card number i lies
  const fits = [1, 2, 3, 4, 5].map((cakes) => {
    const across = SHOTS * cakes;
    return { across, size: sizeOf(wide - 8, across, Math.ceil(count / across)) };
  });
  const { across, size } = fits.reduce((best, one) => (one.size > best.size ? one : best));
  const at = (i) => [left + 4 + (i % across) * size, TOP + 4 + Math.floor(i / across) * size];
  return { size, at };
}

const sizeOf = (width, across, rows) => Math.min(28, width / across, (HIGH - 8) / rows);

export function spots(trays) {
  // every card that can be seen: card, tray, x, y, size
  return TRAYS.slice(0, 2).flatMap((place) => {
    const cards = cardsOn(trays, place.tray);
    const { size, at } = layout(place, cards.length);
    return cards.map((card, i) => ({ card, tray: place.tray, x: at(i)[0], y: at(i)[1], size }));
  });
}

export function trayAt(x) {
  const found = TRAYS.find(({ left, wide }) => x >= left && x < left + wide);
  return found ? found.name : null;
}

export function drawTable(ctx, me, c, focused = false) {
  const { s, held } = me;
  for (const place of TRAYS) drawTray(ctx, place, s.trays, c);
  drawBacks(ctx, me.sealed, c);
  const chosen = new Set(held ? held.cards : focused ? [me.cursor] : []);
  const kin = new Set(held || focused ? cousins(held ? held.card : me.cursor) : []);
  for (const spot of spots(s.trays)) {
    drawCard(ctx, me, spot, c);
    const { x, y, size } = spot;
    if (kin.has(spot.card)) strokeBox(ctx, x + 1, y + 1, size - 2, size - 2, c.hues[2], 1.5);
    if (chosen.has(spot.card)) strokeBox(ctx, x, y, size, size, c.hues[2], 3);
  }
  if (held) held.cards.forEach((card, i) => drawHeld(ctx, me, card, i, c));
}

function drawTray(ctx, { name, tray, left, wide }, trays, c) {
  ctx.fillStyle = c.tint;
  ctx.fillRect(left, TOP, wide, HIGH);
  strokeBox(ctx, left, TOP, wide, HIGH, c.line, 1);
  const how = { colour: c.ink, font: "600 12px", align: "left" };
  const count = tray === null ? "stays closed" : told(trays, tray);
  write(ctx, name, left, 11, how);
  const after = ctx.measureText(`${name} `).width;
  write(ctx, count, left + after + 4, 11, { ...how, colour: c.soft, font: "12px" });
}

const told = (trays, tray) =>
  `${cardsOn(trays, tray).length} photographs, ${families(trays, tray)} cakes`;

function drawBacks(ctx, count, c) {
  const { size, at } = layout(TRAYS[2], count);
  for (let i = 0; i < count; i++) {
    const [x, y] = at(i);
    ctx.fillStyle = c.grid;
    ctx.fillRect(x + 1, y + 1, size - 2, size - 2);
    strokeBox(ctx, x + 1.5, y + 1.5, size - 3, size - 3, c.line, 1);
  }
}

function drawCard(ctx, me, { card, x, y, size }, c) {
  ctx.imageSmoothingEnabled = true;
  ctx.drawImage(me.sheet, 0, 16 * card, 16, 16, x + 1, y + 1, size - 2, size - 2);
  drawLabel(ctx, me.data.labels[card], x + size - 6, y + size - 6, c);
  if (me.s.trays[card] === "2") strokeBox(ctx, x + 1.5, y + 1.5, size - 3, size - 3, c.ink, 2);
}

function drawLabel(ctx, label, x, y, c) {
  // liked: a disc; not liked: a square; told by form and by colour
  if (label) {
    disc(ctx, x, y, 4.5, c.paper);
    return disc(ctx, x, y, 3.2, c.hues[0]);
  }
  ctx.fillStyle = c.paper;
  ctx.fillRect(x - 4.5, y - 4.5, 9, 9);
  ctx.fillStyle = c.hues[1];
  ctx.fillRect(x - 3, y - 3, 6, 6);
}

function drawHeld(ctx, me, card, i, c) {
  const [x, y] = [me.held.x - 14 + 5 * i, me.held.y - 14 + 3 * i];
  ctx.drawImage(me.sheet, 0, 16 * card, 16, 16, x, y, 28, 28);
  strokeBox(ctx, x, y, 28, 28, c.hues[2], 2);
}

// ---- the scores ------------------------------------------------------------------------

const BASE = 156;
const TALL = 118;
const height = (share) => BASE - TALL * share;

export function drawScores(ctx, me, c) {
  MODELS.forEach((model, m) => {
    const left = m * 388;
    write(ctx, model, left + 4, 10, { colour: c.ink, font: "600 12px", align: "left" });
    segment(ctx, [left, height(0.5)], [left + 372, height(0.5)], c.line, 1, [4, 3]);
    segment(ctx, [left, BASE], [left + 372, BASE], c.line, 1);
    drawBars(ctx, me, m, left, c);
    drawPast(ctx, me.past.slice(-KEPT), m, left + 190, c);
  });
}

function drawBars(ctx, { found, s }, m, left, c) {
  const colours = [c.hues[0], c.hues[1], c.ink];
  found[m].forEach((share, i) => {
    const x = left + 8 + 58 * i;
    const say = { colour: c.ink, font: "600 12px" };
    write(ctx, TRAYS[i].name, x + 20, BASE + 12, { ...say, colour: c.soft, font: "12px" });
    if (Number.isNaN(share)) return write(ctx, "–", x + 20, BASE - 10, say);
    ctx.fillStyle = colours[i];
    ctx.fillRect(x, height(share), 40, TALL * share);
    if (i === 1) drawReach(ctx, share, tolerance(s.trays), x + 46, c);
    write(ctx, `${Math.round(100 * share)}%`, x + 20, height(share) - 8, say);
  });
}

function drawReach(ctx, share, reach, x, c) {
  // how far a coin's score may stray, with so many cakes
  const [low, high] = [Math.max(0, share - reach), Math.min(1, share + reach)];
  for (const y of [low, high]) segment(ctx, [x - 3, height(y)], [x + 3, height(y)], c.soft, 1.5);
  segment(ctx, [x, height(low)], [x, height(high)], c.soft, 1.5);
}

function drawPast(ctx, past, m, left, c) {
  // a column a shuffle: test a disc, sealed a square, joined by the gap
  const quiet = { colour: c.soft, font: "11px" };
  const gaps = past.map((one) => one.found[m][1] - one.found[m][2]);
  const mean = gaps.reduce((sum, gap) => sum + gap, 0) / (gaps.length || 1);
  const sign = mean < 0 ? "−" : "+";
  const text = `test − sealed: ${sign}${Math.abs(mean).toFixed(2)} on average`;
  write(ctx, past.length ? text : "no shuffle yet", left + 88, BASE + 12, quiet);
  write(ctx, "last ten shuffles", left + 178, 10, { ...quiet, align: "right" });
  past.forEach(({ found, ok }, i) => {
    const x = left + 10 + 18 * i;
    const [test, sealed] = [height(found[m][1]), height(found[m][2])];
    line(
      ctx,
      [
        [x, test],
        [x, sealed],
      ],
      ok ? c.line : c.hues[1],
      ok ? 1.5 : 3,
    );
    ctx.fillStyle = c.ink;
    ctx.fillRect(x - 3.5, sealed - 3.5, 7, 7);
    disc(ctx, x, test, 4, c.hues[1]);
  });
}
