// What to look at: paint over a picture, windows, the strongest places, nearest neighbours.

export const SIDE = 32;
export const COLOURS = {
  a: ["cream", "#F2E6D0"],
  b: ["brown", "#8A5630"],
  c: ["chocolate", "#4A2C1D"],
  d: ["pink", "#E58DB0"],
  e: ["red", "#C8322F"],
  f: ["white", "#FFFFFF"],
  g: ["green", "#5C9C48"],
  h: ["yellow", "#E8BC4C"],
  i: ["purple", "#8A4A80"],
  j: ["blue", "#5580C4"],
};
export const CLEAR = ".";
// what one number of a layer sees: pixels from one to the next, where its window starts, how
// wide it is
export const WINDOWS = [
  [1, 0, 1],
  [2, -2, 6],
  [4, -4, 12],
  [8, -8, 24],
  [8, -16, 40],
  [32, 0, 32],
];

export function unroll(text) {
  // "12.3b" → twelve clear pixels and three brown ones
  const cells = new Array(SIDE * SIDE).fill(CLEAR);
  let at = 0;
  for (const [, count, letter] of text.matchAll(/(\d+)([.a-j])/g)) {
    cells.fill(letter, at, at + +count);
    at += +count;
  }
  return cells;
}

export function roll(cells) {
  let text = "";
  for (let i = 0; i < cells.length; ) {
    let n = 1;
    while (cells[i + n] === cells[i]) n++;
    text += n + cells[i];
    i += n;
  }
  return text === `${SIDE * SIDE}${CLEAR}` ? "" : text;
}

export function dab(cells, x, y, letter, tip = 1.3) {
  // a round brush; x and y in pixels
  for (let r = 0; r < SIDE; r++)
    for (let c = 0; c < SIDE; c++)
      if (Math.hypot(c + 0.5 - x, r + 0.5 - y) <= tip) cells[r * SIDE + c] = letter;
}

export function coloured(places, palette) {
  // places in a palette → 3 x 32 x 32 in 0…1
  const out = new Float32Array(3 * SIDE * SIDE);
  for (let i = 0; i < places.length; i++)
    for (let k = 0; k < 3; k++) out[k * SIDE * SIDE + i] = palette[3 * places[i] + k] / 255;
  return out;
}

export function painted(picture, cells) {
  // paint over a copy of the picture
  const out = picture.slice();
  cells.forEach((letter, i) => {
    if (letter === CLEAR) return;
    const value = parseInt(COLOURS[letter][1].slice(1), 16);
    [value >> 16, (value >> 8) & 255, value & 255].forEach((v, k) => {
      out[k * SIDE * SIDE + i] = v / 255;
    });
  });
  return out;
}

export function frame(layer, row, column) {
  // the window of a number: left, top, width, height inside the picture
  const [step, start, wide] = WINDOWS[layer];
  const cut = (at) => [Math.max(0, at * step + start), Math.min(SIDE, at * step + start + wide)];
  const [x0, x1] = cut(column);
  const [y0, y1] = cut(row);
  return [x0, y0, x1 - x0, y1 - y0];
}

export function peak({ side, data }, channel) {
  // where a channel answers most: value, row, column
  let best = -1;
  let at = 0;
  for (let i = 0; i < side * side; i++)
    if (data[channel * side * side + i] > best) {
      best = data[channel * side * side + i];
      at = i;
    }
  return [best, Math.floor(at / side), at % side];
}

export function strongest(all, channel, k) {
  // all: one layer of every picture → [picture, value, row, column], strongest first
  return all
    .map((layer, i) => [i, ...peak(layer, channel)])
    .sort((p, q) => q[1] - p[1] || p[0] - q[0])
    .slice(0, k);
}

export function nearest(one, all, k) {
  // places of the pictures whose numbers are nearest
  const far = all.map((other, i) => {
    let sum = 0;
    for (let j = 0; j < one.data.length; j++) sum += (one.data[j] - other.data[j]) ** 2;
    return [sum, i];
  });
  return far
    .sort((p, q) => p[0] - q[0] || p[1] - q[1])
    .slice(0, k)
    .map(([, i]) => i);
}
