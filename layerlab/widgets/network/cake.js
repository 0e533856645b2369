// The network as a cake: the plate holds the inputs, each tier is a layer, the cherry is the
// answer. Each dress returns where its tiers and units are, for the pointer:
// { tiers: [box], units: [box] }.

import { clamp, disc, line, mix, rgb, strokeBox, write } from "../shared/shared.js";

export const PICTURE = { width: 388, height: 420 };
export const ICING = { relu: "#E69F00", tanh: "#CC79A7", sigmoid: "#2FA37C", linear: "#D9CBB0" };

export function drawCake(ctx, size, { tiers, linear, chosen, unit, maps }, c, dark) {
  const middle = size.width / 2;
  const floor = size.height - 58;
  const n = tiers.length;
  const boxes = { tiers: [], units: [] };
  const tall = clamp((floor - 74) / Math.max(1, n), 40, 98);
  const sponge = dark ? "#77603F" : "#F6E3BE";
  const crust = dark ? "#5B4930" : "#DFC08A";
  plate(ctx, middle, floor, dark);
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
    const right = box.x + width;
    const how = { colour: c.soft, font: "11px", align: "left" };
    const gap = t === chosen ? 14 : 8;
    const words = `${tier.units} ${act}`;
    if (right + 58 < size.width) write(ctx, words, right + gap, top - tall / 2 + 4, how);
    boxes.tiers.push(box);
    top -= tall;
  });
  cherry(ctx, middle, top - (n ? 1 : 4), c);
  return boxes;
}

function plate(ctx, x, y, dark) {
  const oval = (w, h, dy, colour) => {
    ctx.beginPath();
    ctx.ellipse(x, y + dy, w, h, 0, 0, 7);
    ctx.fillStyle = colour;
    ctx.fill();
  };
  oval(178, 13, 6, dark ? "#3B4751" : "#C9D2D9");
  oval(172, 11, 3, dark ? "#55636F" : "#EEF2F5");
}

function inputs(ctx, x, y, maps, c) {
  const how = { colour: c.soft, font: "11px", align: "right" };
  write(ctx, "on the plate:  x₁", x - 38, y - 2, how);
  write(ctx, "x₂", x + 40, y - 2, how);
  maps?.forEach((map, i) => map.draw(ctx, x - 30 + 76 * i, y - 14, 24, 24));
}

function body(ctx, { x, y, w, h }, sponge, crust) {
  ctx.beginPath();
  ctx.moveTo(x, y + 7);
  ctx.lineTo(x, y + h - 4);
  ctx.ellipse(x + w / 2, y + h - 4, w / 2, 9, 0, Math.PI, 0, true);
  ctx.lineTo(x + w, y + 7);
  const shade = ctx.createLinearGradient(x, 0, x + w, 0);
  shade.addColorStop(0, crust);
  shade.addColorStop(0.16, sponge);
  shade.addColorStop(0.78, sponge);
  shade.addColorStop(1, crust);
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
    const right = left + step;
    const rim = y + 7 + 9 * Math.sqrt(Math.max(0, 1 - ((right - x - w / 2) / (w / 2)) ** 2));
    ctx.bezierCurveTo(left, low + 5, right, low + 5, right, rim);
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
    const place = { x: left + (j % across) * (size + 3), y: y + h - 3 - (rows - r) * (size + 3) };
    maps?.[j]?.draw(ctx, place.x, place.y, size, size);
    const seen = unit && unit.tier === t && unit.unit === j;
    const [colour, thick] = seen ? [c.ink, 2.5] : ["#22303C66", 0.8];
    strokeBox(ctx, place.x, place.y, size, size, colour, thick);
    boxes.units.push({ tier: t, unit: j, ...place, w: size, h: size });
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
  disc(ctx, x, y, 11, "#C8283C");
  disc(ctx, x - 4, y - 4, 3, "#FFFFFF99");
  const stem = [1, -10, 6, -22, 15, -26];
  line(
    ctx,
    [0, 2, 4].map((k) => [x + stem[k], y + stem[k + 1]]),
    "#4E7A3A",
    2,
  );
  write(ctx, "answer", x + 20, y - 8, { colour: c.soft, font: "11px", align: "left" });
}
