// What the playground shows of the network: small maps of the units, regions, the loss curve.

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

const SMALL = 20;
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

function gridColumns(cols, rows, wide, tall) {
  const x = Float32Array.from(
    { length: cols * rows },
    (_, i) => wide * ((2 * ((i % cols) + 0.5)) / cols - 1),
  );
  return [
    x,
    Float32Array.from(
      { length: cols * rows },
      (_, i) => tall * (1 - (2 * (Math.floor(i / cols) + 0.5)) / rows),
    ),
  ];
}

const ramp = (colour) =>
  Uint32Array.from({ length: SHADES + 1 }, (_, i) => pixel(...colour(i / SHADES)));

function paintSigned(map, values, start, shades) {
  // one unit: blue below 0, red above
  const n = map.pixels.length;
  let most = 1e-9;
  for (let i = 0; i < n; i++) most = Math.max(most, Math.abs(values[start + i]));
  for (let i = 0; i < n; i++)
    map.pixels[i] = shades[Math.round(((values[start + i] / most + 1) * SHADES) / 2)];
}

const signedShades = (me, c) =>
  keep(me, "signed", c.paper, () => ramp((t) => signed(2 * t - 1, rgb(c.paper))));

export function makeMaps(me, c) {
  // every unit's response over the plane, layer after layer
  const { net, points } = me;
  const reach = bounds(points);
  const n = SMALL * SMALL;
  const shades = signedShades(me, c);
  const columns = keep(me, "small", reach, () => gridColumns(SMALL, SMALL, reach, reach));
  const maps = keep(me, "maps", String(net.sizes), () =>
    net.sizes.map((m) => Array.from({ length: m }, () => heat(SMALL, SMALL))),
  );
  const values = forwardMany(
    net,
    columns,
    n,
    keep(me, "smallValues", 0, () => ({})),
  );
  maps.forEach((row, l) => row.forEach((map, j) => paintSigned(map, values[l], j * n, shades)));
  return maps;
}

export function drawRegions(plane, me, c, dark) {
  const { net, points, unit } = me;
  const reach = bounds(points);
  const wide = (reach * plane.width) / plane.height;
  const ctx = plane.begin(c.paper);
  const rows = net.sizes.reduce((n, v) => n + v * v, 0) > 500 ? 44 : 64;
  const cols = Math.round((rows * plane.width) / plane.height);
  const n = rows * cols;
  const columns = keep(me, "large", `${rows} ${reach}`, () => gridColumns(cols, rows, wide, reach));
  const field = keep(me, "field", rows, () => heat(cols, rows));
  const values = forwardMany(
    net,
    columns,
    n,
    keep(me, "largeValues", 0, () => ({})),
  );
  if (unit) paintSigned(field, values[unit.tier + 1], unit.unit * n, signedShades(me, c));
  else
    paintClasses(
      field,
      values.at(-1),
      points.classes,
      keep(me, "shades", c.paper, () =>
        c.hues.map((hue) =>
          ramp((t) => mix(rgb(c.paper), rgb(hue), 0.1 + (dark ? 0.42 : 0.34) * t)),
        ),
      ),
    );
  field.draw(ctx, 0, 0, plane.width, plane.height);
  const sprite = keep(me, "points", points.X, () => ({}));
  const ratio = window.devicePixelRatio || 1;
  const look = `${c.paper} ${ratio}`;
  if (sprite.look !== look)
    Object.assign(sprite, { look, node: drawPoints(plane, points, wide, reach, c, ratio, dark) });
  ctx.drawImage(sprite.node, 0, 0, plane.width, plane.height);
}

function paintClasses(field, logits, k, shades) {
  const n = field.pixels.length;
  for (let i = 0; i < n; i++) {
    const found = winner(logits, i, n);
    const best = Math.floor(found);
    const sure = (found - best - 1 / k) / (1 - 1 / k);
    field.pixels[i] = Number.isFinite(found)
      ? shades[best][Math.round(SHADES * clamp(sure, 0, 1))]
      : shades[0][0];
  }
}

function drawPoints(plane, { X, y }, wide, reach, c, ratio, dark) {
  // drawn once, then copied: they stay where they are
  const node = document.createElement("canvas");
  const a = axes(plane, [-wide, wide], [-reach, reach], { left: 0, right: 0, top: 0, bottom: 0 });
  [node.width, node.height] = [plane.width * ratio, plane.height * ratio];
  const ctx = node.getContext("2d");
  ctx.scale(ratio, ratio);
  for (let i = 0; i < y.length; i++)
    mark(
      ctx,
      MARKS[y[i]],
      a.px(X[2 * i]),
      a.py(X[2 * i + 1]),
      3.6,
      c.hues[y[i]],
      dark ? "#0C1014" : "#FFFFFF",
    );
  return node;
}

export function drawLoss(curve, history, c) {
  const seen = history.filter(([, v]) => Number.isFinite(v));
  const ctx = curve.begin(c.paper);
  const most = Math.max(0.7, ...seen.slice(0, 3).map(([, v]) => 1.1 * v));
  const last = seen.at(-1);
  const a = axes(curve, [0, Math.max(100, history.at(-1)?.[0] ?? 0)], [0, most], {
    left: 30,
    right: 8,
    top: 5,
    bottom: 18,
  });
  drawAxes(ctx, a, c, { about: 3 });
  line(
    ctx,
    seen.map(([x, v]) => [a.px(x), a.py(Math.min(v, most))]),
    c.hues[0],
    2,
  );
  if (last)
    mark(ctx, "circle", a.px(last[0]), a.py(Math.min(last[1], most)), 3.5, c.hues[0], c.paper);
}
