// The network in plain dress: columns of units, and lines as thick as the weights are large.

import { line, rgb, signed } from "../shared/shared.js";

export function drawPlain(ctx, size, { tiers, linear, chosen, unit, maps, net }, c, dark) {
  const columns = [2, ...tiers.map((t) => t.units), 1];
  const gap = (size.width - 44) / (columns.length - 1);
  const boxes = { tiers: [], units: [] };
  const side = Math.min(30, (size.height - 70) / 16 - 3);
  const pitch = (n) => Math.min(46, (size.height - 76) / n);
  const at = (l, j) => [
    22 + l * gap,
    30 + (size.height - 60) / 2 + (j - (columns[l] - 1) / 2) * pitch(columns[l]),
  ];
  const paper = rgb(c.paper);
  const most = Math.max(0.5, ...net.W.map((w) => w.reduce((m, v) => Math.max(m, Math.abs(v)), 0)));
  net.W.forEach((w, l) => {
    const n = net.sizes[l + 1];
    for (let k = 0; k < w.length; k++) {
      const strength = Math.abs(w[k]) / most;
      if (strength > 0.04)
        line(
          ctx,
          [at(l, Math.floor(k / n)), at(l + 1, Math.min(k % n, columns[l + 1] - 1))],
          `rgb(${signed(Math.sign(w[k]) * (0.25 + 0.75 * strength), dark ? [70, 80, 90] : [225, 230, 234])})`,
          0.5 + 3.2 * strength,
        );
    }
  });
  columns.forEach((n, l) => {
    const hidden = l > 0 && l <= tiers.length;
    const t = l - 1;
    if (hidden) {
      const box = {
        tier: t,
        x: at(l, 0)[0] - side / 2 - 8,
        y: 30,
        w: side + 16,
        h: size.height - 52,
      };
      if (t === chosen) {
        ctx.beginPath();
        ctx.roundRect(box.x, box.y - 26, box.w, box.h + 30, 8);
        Object.assign(ctx, { strokeStyle: c.hues[0], lineWidth: 2 });
        ctx.stroke();
      }
      boxes.tiers.push(box);
    }
    Object.assign(ctx, {
      font: "11px system-ui, sans-serif",
      textAlign: "center",
      textBaseline: "middle",
      fillStyle: c.soft,
    });
    const act = hidden ? (linear ? "linear" : tiers[t].act) : "";
    ctx.fillText(hidden ? act : l ? "out" : "in", at(l, 0)[0], 16);
    for (let j = 0; j < n; j++) {
      const [x, y] = at(l, j);
      const box = { tier: t, unit: j, x: x - side / 2, y: y - side / 2, w: side, h: side };
      ctx.fillStyle = `rgb(${paper})`;
      ctx.fillRect(box.x, box.y, side, side);
      maps[l]?.[j]?.draw(ctx, box.x, box.y, side, side);
      const seen = unit && hidden && unit.tier === t && unit.unit === j;
      Object.assign(ctx, { strokeStyle: seen ? c.ink : c.line, lineWidth: seen ? 2.5 : 1 });
      ctx.strokeRect(box.x, box.y, side, side);
      if (hidden) boxes.units.push(box);
    }
  });
  return boxes;
}
