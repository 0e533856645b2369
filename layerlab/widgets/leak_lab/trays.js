// Which card lies where: a digit a card, 0 train, 1 test, 2 on both; as in scoring.py.

import { chance } from "../shared/shared.js";

export const SHOTS = 6; // photographs of each cake
export const OPEN = 24; // cakes on the train and test trays
export const CARDS = OPEN * SHOTS;
const TEST_SHARE = 3;
const A_FEW = 6; // cards that one press copies

export const familyOf = (card) => Math.floor(card / SHOTS);
export const isOn = (place, tray) => place === tray || place === "2";

export function cardsOn(trays, tray) {
  return [...trays].flatMap((place, card) => (isOn(place, tray) ? [card] : []));
}

export function families(trays, tray) {
  return new Set(cardsOn(trays, tray).map(familyOf)).size;
}

export function deal(how, draw) {
  const units = how === "families" ? OPEN : CARDS;
  const test = new Set(shuffled(units, draw).slice(0, Math.floor(units / TEST_SHARE)));
  const size = CARDS / units;
  const place = (_, card) => (test.has(Math.floor(card / size)) ? "1" : "0");
  return Array.from({ length: CARDS }, place).join("");
}

export function shuffled(n, draw) {
  // Fisher and Yates
  const order = Array.from({ length: n }, (_, i) => i);
  const random = chance(1000 + draw);
  for (let i = n - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [order[i], order[j]] = [order[j], order[i]];
  }
  return order;
}

export function put(trays, cards, tray) {
  const places = [...trays];
  for (const card of cards) places[card] = tray;
  return places.join("");
}

export const cousins = (card) => {
  // all photographs of its cake
  const first = SHOTS * familyOf(card);
  return Array.from({ length: SHOTS }, (_, i) => first + i);
};

export function copyFew(trays, draw) {
  // some cards of the test tray come to lie on the train tray, too
  const only = [...trays].flatMap((place, card) => (place === "1" ? [card] : []));
  const order = shuffled(only.length, draw).slice(0, A_FEW);
  const copied = order.map((i) => only[i]);
  return put(trays, copied, "2");
}

export function tolerance(trays) {
  // two standard errors of a coin's test score, counted in cakes
  return 1 / Math.sqrt(families(trays, "1"));
}
