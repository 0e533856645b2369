// Where the maps lie: in the flat row of values that the kernel sends, and on the canvas.

export function offsets(layers) {
  // where each layer begins among the values
  let at = 0;
  return layers.map((layer) => {
    const start = at;
    at += layer.maps * layer.height * layer.width;
    return start;
  });
}

export function place(layers, width, { label = 74, gap = 4, most = 42 } = {}) {
  // rows of small maps, layer under layer
  const boxes = [];
  let y = 0;
  layers.forEach((layer, l) => {
    const room = width - label;
    const across = Math.min(layer.maps, Math.max(1, Math.floor((room + gap) / (most + gap))));
    const size = Math.min(most, (room + gap) / across - gap);
    for (let m = 0; m < layer.maps; m++) {
      boxes.push({
        layer: l,
        map: m,
        x: label + (m % across) * (size + gap),
        y: y + Math.floor(m / across) * (size + gap),
        size,
      });
    }
    y += Math.ceil(layer.maps / across) * (size + gap) + 6;
  });
  return { boxes, height: Math.ceil(y) };
}

export function hit(boxes, layers, px, py) {
  // the unit under the pointer: [layer, map, row, column], or null
  const box = boxes.find((b) => px >= b.x && py >= b.y && px < b.x + b.size && py < b.y + b.size);
  if (!box) return null;
  const { height, width } = layers[box.layer];
  return [
    box.layer,
    box.map,
    Math.floor(((py - box.y) / box.size) * height),
    Math.floor(((px - box.x) / box.size) * width),
  ];
}

export function moveTo(layers, [layer, map, row, column], to) {
  // the same spot, in another map or layer
  const old = layers[layer];
  const l = Math.min(layers.length - 1, Math.max(0, to.layer ?? layer));
  const next = layers[l];
  const within = (v, n) => Math.min(n - 1, Math.max(0, v));
  const scaled = (v, from, n) => within(Math.floor(((v + 0.5) / from) * n), n);
  return [
    l,
    within(to.map ?? map, next.maps),
    scaled(row, old.height, next.height),
    scaled(column, old.width, next.width),
  ];
}

export function span(values, start, count) {
  // lowest and highest value of a layer
  let low = Infinity;
  let high = -Infinity;
  for (let i = start; i < start + count; i++) {
    if (values[i] < low) low = values[i];
    if (values[i] > high) high = values[i];
  }
  return [Math.min(low, 0), Math.max(high, 1e-9)];
}
