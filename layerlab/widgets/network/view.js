// What the playground shows of the network: small maps of the units, regions, the loss curve.
// State `me`: the network `net`, the standardised points, the unit on view.

import {
  axes,
  clamp,
  drawAxes,
  heat,
  line,
  MARKS,
  mark,
  mix,
  pixel,
  rgb,
  signed,
} from "../shared/shared.js";
import { forwardMany, winner } from "./net.js";

export const PLANE = { width: 364, height: 304 };
export const CURVE = { width: 364, height: 84 };
const SMALL = 20; // cells a side of a unit's map
const SHADES = 64;
const store = new WeakMap(); // each playground keeps its grids, maps and colours between frames

export function bounds({ X }) {
  let most = 0.5;
  for (const v of X) most = Math.max(most, Math.abs(v));
  return 1.12 * most;
}

function keep(me, name, key, build) {
  // build a thing anew only when its key changes
  const all = store.get(me) ?? store.set(me, {}).get(me);
  if (all[name]?.key !== key) all[name] = { key, thing: build() };
  return all[name].thing;
}

function valuesOn(me, name, cols, rows, wide, tall) {
  // every unit's values on a grid over the plane
  const length = cols * rows;
  const columns = keep(me, name, `${cols} ${rows} ${tall}`, () => [
    Float32Array.from({ length }, (_, i) => wide * ((2 * ((i % cols) + 0.5)) / cols - 1)),
    Float32Array.from({ length }, (_, i) => tall * (1 - (2 * (Math.floor(i / cols) + 0.5)) / rows)),
  ]);
  const kept = keep(me, `${name} values`, 0, () => ({}));
  return forwardMany(me.net, columns, length, kept);
}

const ramp = (colour) =>
  Uint32Array.from({ length: SHADES + 1 }, (_, i) => pixel(...colour(i / SHADES)));

// ---- the units -------------------------------------------------------------------------

export function makeMaps(me, c) {
  // every unit's response over the plane, layer after layer
  const { net, points } = me;
  const reach = bounds(points);
  const shades = signedShades(me, c);
  const maps = keep(me, "maps", String(net.sizes), () =>
    net.sizes.map((m) => Array.from({ length: m }, () => heat(SMALL, SMALL))),
  );
  const values = valuesOn(me, "small", SMALL, SMALL, reach, reach);
  maps.forEach((row, l) =>
    row.forEach((map, j) => paintSigned(map, values[l], j * SMALL * SMALL, shades)),
  );
  return maps;
}

const signedShades = (me, c) =>
  keep(me, "signed", c.paper, () => ramp((t) => signed(2 * t - 1, rgb(c.paper))));

function paintSigned({ pixels }, values, start, shades) {
  // one unit: blue below 0, red above
  const n = pixels.length;
  let most = 1e-9;
  for (let i = 0; i < n; i++) most = Math.max(most, Math.abs(values[start + i]));
  for (let i = 0; i < n; i++) {
    pixels[i] = shades[Math.round(((values[start + i] / most + 1) * SHADES) / 2)];
  }
}

// ---- the regions -----------------------------------------------------------------------

export function drawRegions(ctx, me, c, dark, ratio = 1) {
  // what the network answers, or one unit's response; over it the points, as sharp as the screen
  const { net, points, unit } = me;
  const { width, height } = PLANE;
  const reach = bounds(points);
  const wide = (reach * width) / height;
  const rows = net.sizes.reduce((n, v) => n + v * v, 0) > 500 ? 44 : 64;
  const cols = Math.round((rows * width) / height);
  const field = keep(me, "field", rows, () => heat(cols, rows));
  const values = valuesOn(me, "large", cols, rows, wide, reach);
  if (unit) paintSigned(field, values[unit.tier + 1], unit.unit * rows * cols, signedShades(me, c));
  else paintClasses(field, values.at(-1), points.classes, classShades(me, c, dark));
  field.draw(ctx, 0, 0, width, height);
  const sprite = keep(me, "points", points.X, () => ({}));
  const look = `${c.paper} ${ratio}`;
  if (sprite.look !== look) {
    Object.assign(sprite, { look, node: drawPoints(points, [wide, reach], c, ratio, dark) });
  }
  ctx.drawImage(sprite.node, 0, 0, width, height);
}

function classShades(me, c, dark) {
  const most = dark ? 0.42 : 0.34;
  const shades = (hue) => ramp((t) => mix(rgb(c.paper), rgb(hue), 0.1 + most * t));
  return keep(me, "shades", c.paper, () => c.hues.map(shades));
}

function paintClasses({ pixels }, logits, k, shades) {
  const n = pixels.length;
  for (let i = 0; i < n; i++) {
    const found = winner(logits, i, n);
    const best = Math.floor(found);
    const sure = (found - best - 1 / k) / (1 - 1 / k);
    pixels[i] = Number.isFinite(found)
      ? shades[best][Math.round(SHADES * clamp(sure, 0, 1))]
      : shades[0][0];
  }
}

function drawPoints({ X, y }, [wide, reach], c, ratio, dark) {
  // drawn once, then copied: they stay where they are
  const node = document.createElement("canvas");
  const room = { left: 0, right: 0, top: 0, bottom: 0 };
  const a = axes(PLANE, [-wide, wide], [-reach, reach], room);
  [node.width, node.height] = [PLANE.width * ratio, PLANE.height * ratio];
  const ctx = node.getContext("2d");
  ctx.scale(ratio, ratio);
  const rim = dark ? "#0C1014" : "#FFFFFF";
  y.forEach((k, i) => {
    mark(ctx, MARKS[k], a.px(X[2 * i]), a.py(X[2 * i + 1]), 3.6, c.hues[k], rim);
  });
  return node;
}

// ---- the loss --------------------------------------------------------------------------

export function drawLoss(ctx, { history }, c) {
  const seen = history.filter(([, v]) => Number.isFinite(v));
  const most = Math.max(0.7, ...seen.slice(0, 3).map(([, v]) => 1.1 * v));
  const span = [0, Math.max(100, history.at(-1)?.[0] ?? 0)];
  const a = axes(CURVE, span, [0, most], { left: 30, right: 8, top: 5, bottom: 18 });
  const points = seen.map(([x, v]) => [a.px(x), a.py(Math.min(v, most))]);
  drawAxes(ctx, a, c, { about: 3 });
  line(ctx, points, c.hues[0], 2);
  if (points.length) mark(ctx, "circle", ...points.at(-1), 3.5, c.hues[0], c.paper);
}
