// Leak lab: deal the photographs on two trays, and see whether the test tells what the sealed does.

import { button, buttons, fact, link, make, numbers, panel, stage } from "../shared/shared.js";
import { agree, MODELS, scores } from "./fitting.js";
import { addHands } from "./hands.js";
import { drawScores, drawTable, KEPT, SCORES, TABLE } from "./pictures.js";
import { CARDS, copyFew, deal } from "./trays.js";

const HINT =
  "Drag a card to the other tray, with Shift all photographs of its cake. " +
  "By keys: arrows choose a card, Space moves it, F moves its whole cake.";
const TOLD = ["trays", "scale_all", "columns_all", "deals"];

export function render({ model, el }) {
  const ui = stage(el, "Leak lab", HINT);
  const me = { ui, model, s: {}, past: [], cursor: 0, held: null, data: load(model) };
  me.sealed = me.data.labels.length - CARDS;
  me.sheet = sheetOf(numbers(model.get("pictures")));
  const trays =
    "each card is a photograph: ● the guest liked the cake, ■ did not; thick frame: on both trays";
  me.table = panel(ui.view, TABLE, "", trays);
  const label = "Shares right on the three trays for two models, and the last ten shuffles";
  me.bars = panel(ui.view, SCORES, label, "share right; the whisker: how far a coin may stray");
  me.setAgreed = fact(ui, "agreed in a row");
  me.refresh = (words) => refresh(me, words);
  me.tell = link(ui, model, [...TOLD, "labels"], () => {
    me.data = load(model);
    me.past = [];
    read(me);
    refresh(me);
  });
  me.set = (values, words) => {
    Object.assign(me.s, values);
    refresh(me, words);
    me.tell({ ...values, agreed: running(me) });
  };
  addHands(me);
  addButtons(me);
  ui.drawing = (c) => {
    const focused = document.activeElement === me.table.node;
    drawTable(me.table.begin(c.paper), me, c, focused);
    drawScores(me.bars.begin(c.paper), me, c);
  };
  read(me);
  refresh(me);
  ui.me = me;
  return () => ui.close();
}

function load(model) {
  const X = numbers(model.get("columns"));
  const labels = numbers(model.get("labels"));
  return { X, labels, wide: X.length / labels.length };
}

function sheetOf(bytes) {
  // all pictures below each other, on one small canvas
  const node = make("canvas", "");
  [node.width, node.height] = [16, bytes.length / 48];
  const ctx = node.getContext("2d");
  const image = ctx.createImageData(node.width, node.height);
  image.data.forEach((_, i, all) => {
    all[i] = i % 4 === 3 ? 255 : bytes[3 * Math.floor(i / 4) + (i % 4)];
  });
  ctx.putImageData(image, 0, 0);
  return node;
}

function read(me) {
  for (const name of TOLD) me.s[name] = me.model.get(name);
}

function running({ past }) {
  // how many of the last shuffles agreed, without a break
  const last = past.findLastIndex(({ ok }) => !ok);
  return past.length - 1 - last;
}

function score({ s, data }) {
  return scores(data, s.trays, { scaleAll: s.scale_all, columnsAll: s.columns_all });
}

function refresh(me, words = "") {
  const { s, ui } = me;
  me.found = score(me);
  const count = running(me);
  me.setAgreed(`${Math.min(count, KEPT)} of ${KEPT}`);
  for (const [name, node] of Object.entries(me.switches)) {
    node.setAttribute("aria-pressed", String(s[name]));
  }
  const each = me.found.map(([, test, sealed], m) => {
    return `${MODELS[m]} ${percent(test)} on test, ${percent(sealed)} on sealed`;
  });
  const done = count >= KEPT ? " Ten shuffles running agreed." : "";
  ui.say(`${words} Right: ${each.join("; ")}.${done}`.trim());
  ui.redraw();
}

const percent = (share) => (Number.isNaN(share) ? "nothing" : `${Math.round(100 * share)}%`);

// ---- controls --------------------------------------------------------------------------

function addButtons(me) {
  const group = buttons(me.ui);
  button(group, "Shuffle rows", () => shuffle(me, "rows"), { main: true });
  button(group, "Keep families together", () => shuffle(me, "families"), { main: true });
  button(group, "Copy a few", () => change(me, copied(me), "Six test cards lie on train, too."));
  const flip = (name, what) =>
    button(group, what, () => change(me, { [name]: !me.s[name] }, said(what, !me.s[name])));
  me.switches = {
    columns_all: flip("columns_all", "Columns on everything"),
    scale_all: flip("scale_all", "Scale on everything"),
  };
}

const said = (what, on) => `${what}: ${on ? "on" : "off"}.`;

const copied = ({ s }) => ({ trays: copyFew(s.trays, s.deals), deals: s.deals + 1 });

function change(me, values, words) {
  me.past = []; // another scheme begins
  me.set(values, words);
}

function shuffle(me, how) {
  const { s } = me;
  if (me.past.some((one) => one.how !== how)) me.past = [];
  s.trays = deal(how, s.deals);
  const found = score(me);
  me.past.push({ how, found, ok: agree(found, s.trays) });
  const words = how === "rows" ? "Cards dealt one by one." : "Whole cakes dealt.";
  me.set({ trays: s.trays, deals: s.deals + 1 }, words);
}
