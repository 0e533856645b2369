// What the peeler shows of a picture: its layers, the strongest places, the neighbours; in words
// and for the pictures. State `me`: the settings `s`, what they lead to, the pictures compared.

import { clamp } from "../shared/shared.js";
import { frame, nearest, painted, peak, SIDE, strongest, WINDOWS } from "./look.js";
import { peel } from "./net.js";
import { NEAREST, STRONGEST } from "./pictures.js";

export const LAST = WINDOWS.length - 1; // the answer
const AT_ONCE = 5; // pictures peeled between two frames while the widget wakes up

export const percent = (v) => `${Math.round(100 * v)}%`;
export const nameOf = ({ names, classes, own }, i) => names[classes[own + i]];
export const counts = (me) => me.stages[me.s.layer].channels;

export function layerName(layer) {
  if (layer === 0) return "the pixels";
  return layer === LAST ? "the answer" : `layer ${layer}`;
}

export function channelName({ s, names }, i) {
  if (s.layer === 0) return ["red", "green", "blue"][i];
  return s.layer === LAST ? names[i] : `channel ${i}`;
}

export function refresh(me, words = "") {
  // another picture, or more paint on it
  const { s } = me;
  me.seen = painted(s.picture < 0 ? me.paper : me.pictures[s.picture], me.cells);
  me.stages = peel(me.net, me.seen);
  s.channel = clamp(s.channel, 0, counts(me) - 1);
  choose(me, words);
}

export function choose(me, words = "") {
  // the same picture, another layer or channel
  const { s, stages, known, tops, ui } = me;
  const stage = stages[s.layer];
  [, ...me.at] = peak(stage, s.channel);
  const layer = (l) => known.map((p) => p[l]);
  const near = (l) => nearest(stages[l], layer(l), NEAREST);
  me.near = tops ? [[`nearest in ${layerName(s.layer)}`, near(s.layer)]] : [];
  if (tops) me.near.push(["nearest by pixels", near(0)]);
  me.found = tops ? strongest(layer(s.layer), s.channel, STRONGEST) : [];
  caption(me);
  const place = `${layerName(s.layer)}, ${channelName(me, s.channel)}`;
  const view = `On view: ${place} of ${counts(me)} maps.`;
  ui.say(`${words} ${view}${neighbours(me)} The network says ${answer(me)}.`.trim());
  ui.redraw();
}

function answer({ stages, names }) {
  const shares = stages[LAST].data;
  const best = shares.indexOf(Math.max(...shares));
  return `${names[best]}, ${percent(shares[best])}`;
}

function caption(me) {
  const { s, maps, patches } = me;
  me.setSays(answer(me));
  me.setSees(seen(me));
  const chosen = channelName(me, s.channel);
  const count = `${layerName(s.layer)}: ${counts(me)} maps`;
  maps.box.firstChild.textContent = `${count}; the frame marks ${chosen}`;
  patches.box.firstChild.textContent = `${chosen} answers most to`;
}

function seen({ s, at }) {
  // what the frame on the picture holds: near a border, less than the window
  const [, , w, h] = frame(s.layer, ...at);
  if (w === 1 && h === 1) return "1 pixel";
  return w >= SIDE && h >= SIDE ? "the whole picture" : `${w} × ${h} of ${SIDE} × ${SIDE} pixels`;
}

function neighbours(me) {
  if (!me.tops) return " The pictures to compare with are being peeled.";
  const [inLayer, byPixels] = me.near.map(([, places]) =>
    places
      .slice(0, 3)
      .map((i) => nameOf(me, i))
      .join(", "),
  );
  return ` Nearest in ${layerName(me.s.layer)}: ${inLayer}. Nearest by pixels: ${byPixels}.`;
}

export function wake(me) {
  // peel the hundred pictures to compare with, a few at a time
  const { ui, known, compared, net } = me;
  if (!ui.root.isConnected && known.length) return;
  for (let k = 0; k < AT_ONCE && known.length < compared.length; k++) {
    known.push(peel(net, compared[known.length]));
  }
  if (known.length < compared.length) return void setTimeout(() => wake(me), 0);
  const top = (layer) => (_, i) => Math.max(1e-9, ...known.map((p) => peak(p[layer], i)[0]));
  me.tops = known[0].map(({ channels: length }, layer) => Array.from({ length }, top(layer)));
  ui.root.dataset.ready = "1";
  choose(me);
}
