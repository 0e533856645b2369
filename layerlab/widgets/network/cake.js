// The network as a cake: the plate holds the inputs, each tier is a layer, the cherry is the answer.
// Each dress returns where its tiers and units are, for the pointer: { tiers: [box], units: [box] }.

import { clamp, line, mix, rgb } from "../shared/shared.js";

export const ICING = { relu: "#E69F00", tanh: "#CC79A7", sigmoid: "#2FA37C", linear: "#D9CBB0" };

export function drawCake(ctx, size, { tiers, linear, chosen, unit, maps }, c, dark) {
  const middle = size.width / 2;
  const floor = size.height - 58;
  const n = tiers.length;
  const boxes = { tiers: [], units: [] };
  const tall = clamp((floor - 74) / Math.max(1, n), 40, 98);
  const sponge = dark ? "#77603F" : "#F6E3BE";
  const crust = dark ? "#5B4930" : "#DFC08A";
  plate(ctx, middle, floor, c, dark);
  inputs(ctx, middle, size.height - 17, maps[0], c);
  let top = floor;
  tiers.forEach((tier, t) => {
    const width = 86 + (230 * (tier.units - 1)) / 15;
    const box = { tier: t, x: middle - width / 2, y: top - tall, w: width, h: tall };
    const act = linear ? "linear" : tier.act;
    body(ctx, box, sponge, crust);
    icing(ctx, box, dark ? `rgb(${mix(rgb(ICING[act]), [22, 28, 34], 0.25)})` : ICING[act]);
    unitMaps(ctx, box, tier.units, t, maps[t + 1], unit, boxes, c);
    if (t === chosen) outline(ctx, box, c);
    ctx.textAlign = "left";
    ctx.textBaseline = "middle";
    ctx.fillStyle = c.soft;
    ctx.font = "11px system-ui, sans-serif";
    if (box.x + width + 58 < size.width)
      ctx.fillText(
        `${tier.units} ${act}`,
        box.x + width + (t === chosen ? 14 : 8),
        top - tall / 2 + 4,
      );
    boxes.tiers.push(box);
    top -= tall;
  });
  cherry(ctx, middle, top - (n ? 1 : 4), c);
  return boxes;
}

function plate(ctx, x, y, _c, dark) {
  for (const [w, h, dy, colour] of [
    [178, 13, 6, dark ? "#3B4751" : "#C9D2D9"],
    [172, 11, 3, dark ? "#55636F" : "#EEF2F5"],
  ]) {
    ctx.beginPath();
    ctx.ellipse(x, y + dy, w, h, 0, 0, 7);
    ctx.fillStyle = colour;
    ctx.fill();
  }
}

function inputs(ctx, x, y, maps, c) {
  Object.assign(ctx, {
    font: "11px system-ui, sans-serif",
    textAlign: "right",
    textBaseline: "middle",
    fillStyle: c.soft,
  });
  ctx.fillText("on the plate:  x₁", x - 38, y - 2);
  ctx.fillText("x₂", x + 40, y - 2);
  maps?.forEach((map, i) => map.draw(ctx, x - 30 + 76 * i, y - 14, 24, 24));
}

function body(ctx, { x, y, w, h }, sponge, crust) {
  ctx.beginPath();
  ctx.moveTo(x, y + 7);
  ctx.lineTo(x, y + h - 4);
  ctx.ellipse(x + w / 2, y + h - 4, w / 2, 9, 0, Math.PI, 0, true);
  ctx.lineTo(x + w, y + 7);
  const shade = ctx.createLinearGradient(x, 0, x + w, 0);
  for (const [at, colour] of [
    [0, crust],
    [0.16, sponge],
    [0.78, sponge],
    [1, crust],
  ])
    shade.addColorStop(at, colour);
  ctx.fillStyle = shade;
  ctx.fill();
}

function icing(ctx, { x, y, w }, colour) {
  // an ellipse on top, and drips of uneven length
  const drips = Math.max(3, Math.round(w / 30));
  const step = w / drips;
  ctx.beginPath();
  ctx.moveTo(x, y + 7);
  for (let i = 0; i < drips; i++) {
    const left = x + i * step;
    const sag = 9 * Math.sqrt(1 - ((left + step / 2 - x - w / 2) / (w / 2 + 1)) ** 2);
    const low = y + 9 + sag + (5 * ((i * 7) % 3)) / 2;
    ctx.bezierCurveTo(
      left,
      low + 5,
      left + step,
      low + 5,
      left + step,
      y + 7 + 9 * Math.sqrt(Math.max(0, 1 - ((left + step - x - w / 2) / (w / 2)) ** 2)),
    );
  }
  ctx.ellipse(x + w / 2, y + 7, w / 2, 8, 0, 0, Math.PI, true);
  ctx.fillStyle = colour;
  ctx.fill();
  ctx.beginPath();
  ctx.ellipse(x + w / 2, y + 6, w / 2 - 6, 5, 0, 0, 7);
  ctx.fillStyle = "#FFFFFF38";
  ctx.fill();
}

function unitMaps(ctx, { x, y, w, h }, units, t, maps, unit, boxes, c) {
  const rows = units > 8 && h > 62 ? 2 : 1;
  const across = Math.ceil(units / rows);
  const size = Math.floor(Math.min((w - 14) / across - 3, (h - 29) / rows - 2, 34));
  for (let j = 0; j < units; j++) {
    const r = Math.floor(j / across);
    const count = r === rows - 1 ? units - across * (rows - 1) : across;
    const left = x + w / 2 - (count * (size + 3)) / 2 + 1.5;
    const box = {
      tier: t,
      unit: j,
      x: left + (j % across) * (size + 3),
      y: y + h - 3 - (rows - r) * (size + 3),
      w: size,
      h: size,
    };
    maps?.[j]?.draw(ctx, box.x, box.y, size, size);
    const seen = unit && unit.tier === t && unit.unit === j;
    Object.assign(ctx, { strokeStyle: seen ? c.ink : "#22303C66", lineWidth: seen ? 2.5 : 0.8 });
    ctx.strokeRect(box.x, box.y, size, size);
    boxes.units.push(box);
  }
}

function outline(ctx, { x, y, w, h }, c) {
  // the chosen tier, and the grip at its edge
  ctx.beginPath();
  ctx.roundRect(x - 4, y - 2, w + 8, h + 6, 8);
  Object.assign(ctx, { strokeStyle: c.hues[0], lineWidth: 2 });
  ctx.stroke();
  ctx.beginPath();
  ctx.roundRect(x + w, y + h / 2 - 9, 8, 22, 4);
  ctx.fillStyle = c.hues[0];
  ctx.fill();
}

function cherry(ctx, x, y, c) {
  ctx.beginPath();
  ctx.arc(x, y, 11, 0, 7);
  ctx.fillStyle = "#C8283C";
  ctx.fill();
  ctx.beginPath();
  ctx.arc(x - 4, y - 4, 3, 0, 7);
  ctx.fillStyle = "#FFFFFF99";
  ctx.fill();
  line(
    ctx,
    [
      [x + 1, y - 10],
      [x + 6, y - 22],
      [x + 15, y - 26],
    ],
    "#4E7A3A",
    2,
  );
  Object.assign(ctx, {
    font: "11px system-ui, sans-serif",
    textAlign: "left",
    textBaseline: "middle",
    fillStyle: c.soft,
  });
  ctx.fillText("answer", x + 20, y - 8);
}
