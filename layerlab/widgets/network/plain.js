// The network in plain dress: columns of units, and lines as thick as the weights are large.

import { rgb, segment, signed, strokeBox, write } from "../shared/shared.js";

export function drawPlain(ctx, size, { tiers, linear, chosen, unit, maps, net }, c, dark) {
  const columns = [2, ...tiers.map((t) => t.units), 1];
  const places = placed(size, columns);
  const boxes = { tiers: [], units: [] };
  drawWeights(ctx, net, columns, places.at, dark ? [70, 80, 90] : [225, 230, 234]);
  columns.forEach((units, l) => {
    const t = l - 1;
    const hidden = l > 0 && l <= tiers.length;
    if (hidden) boxes.tiers.push(tierBox(ctx, size, places, t, t === chosen ? c.hues[0] : null));
    const act = hidden && linear ? "linear" : tiers[t]?.act;
    const name = hidden ? act : l ? "out" : "in";
    write(ctx, name, places.at(l, 0)[0], 16, { colour: c.soft, font: "11px" });
    for (let j = 0; j < units; j++) {
      const seen = unit && hidden && unit.tier === t && unit.unit === j;
      const box = unitBox(ctx, places, l, j, maps[l]?.[j], seen, c);
      if (hidden) boxes.units.push({ tier: t, unit: j, ...box });
    }
  });
  return boxes;
}

function placed({ width, height }, columns) {
  // where the units' middles are, and how large a unit is
  const gap = (width - 44) / (columns.length - 1);
  const side = Math.min(30, (height - 70) / 16 - 3);
  const at = (l, j) => {
    const n = columns[l];
    const pitch = Math.min(46, (height - 76) / n);
    return [22 + l * gap, 30 + (height - 60) / 2 + (j - (n - 1) / 2) * pitch];
  };
  return { at, side };
}

function drawWeights(ctx, { W, sizes }, columns, at, middle) {
  const most = Math.max(0.5, ...W.map((w) => w.reduce((m, v) => Math.max(m, Math.abs(v)), 0)));
  W.forEach((w, l) => {
    const n = sizes[l + 1];
    for (let k = 0; k < w.length; k++) {
      const strength = Math.abs(w[k]) / most;
      if (strength <= 0.04) continue;
      const [from, to] = [at(l, Math.floor(k / n)), at(l + 1, Math.min(k % n, columns[l + 1] - 1))];
      const colour = signed(Math.sign(w[k]) * (0.25 + 0.75 * strength), middle);
      segment(ctx, from, to, `rgb(${colour})`, 0.5 + 3.2 * strength);
    }
  });
}

function tierBox(ctx, { height }, { at, side }, tier, colour) {
  // the box of a column; with a colour it is outlined
  const [x] = at(tier + 1, 0);
  const box = { tier, x: x - side / 2 - 8, y: 30, w: side + 16, h: height - 52 };
  if (!colour) return box;
  ctx.beginPath();
  ctx.roundRect(box.x, box.y - 26, box.w, box.h + 30, 8);
  Object.assign(ctx, { strokeStyle: colour, lineWidth: 2 });
  ctx.stroke();
  return box;
}

function unitBox(ctx, { at, side }, l, j, map, seen, c) {
  const [x, y] = at(l, j).map((v) => v - side / 2);
  ctx.fillStyle = `rgb(${rgb(c.paper)})`;
  ctx.fillRect(x, y, side, side);
  map?.draw(ctx, x, y, side, side);
  strokeBox(ctx, x, y, side, side, seen ? c.ink : c.line, seen ? 2.5 : 1);
  return { x, y, w: side, h: side };
}
