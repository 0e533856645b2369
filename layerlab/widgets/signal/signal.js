// A random network, its signals forward and its gradients back. The same program in signal.py.

import { bell, chance } from "../shared/shared.js";

export const DEEPEST = 60;
const [WIDTH, ROWS, EPS] = [40, 32, 1e-5];

export const BENDS = {
  // f(z), and its slope from z and h = f(z)
  relu: { text: "ReLU", f: (z) => (z > 0 ? z : 0), slope: (z) => (z > 0 ? 1 : 0) },
  tanh: { text: "tanh", f: Math.tanh, slope: (_z, h) => 1 - h * h },
  sigmoid: { text: "sigmoid", f: (z) => 1 / (1 + Math.exp(-z)), slope: (_z, h) => h * (1 - h) },
  none: { text: "none", f: (z) => z, slope: () => 1 },
};

const drawn = new Map(); // the chance of a layer is drawn once: [seed, layer] → normal numbers

export function normals(seed, layer, count) {
  const key = `${seed}/${layer}/${count}`;
  if (!drawn.has(key)) {
    if (drawn.size > 400) drawn.clear();
    const random = chance(seed * 7919 + layer * 104729);
    const found = new Float64Array(count);
    for (let i = 0; i < count; i++) found[i] = bell(random);
    drawn.set(key, found);
  }
  return drawn.get(key);
}

export function run({ depth, gain, bend, norm, skip, seed }) {
  // signals[k], gradients[k]: after k layers, (ROWS, WIDTH)
  const signals = [normals(seed, 0, ROWS * WIDTH)];
  const kept = [];
  const gradients = new Array(depth + 1);
  const scale = gain / Math.sqrt(WIDTH);
  for (let k = 1; k <= depth; k++) {
    const x = signals[k - 1];
    const W = normals(seed, k, WIDTH * WIDTH);
    const z = times(x, W, scale);
    const widths = norm === "batch" ? standardise(z) : null;
    const h = each(z, BENDS[bend].f);
    kept.push({ W, z, h, widths });
    signals.push(skip ? each(h, (v, i) => v + x[i]) : h);
  }
  gradients[depth] = normals(seed, 9999, ROWS * WIDTH);
  for (let k = depth; k >= 1; k--) {
    const { W, z, h, widths } = kept[k - 1];
    const { slope } = BENDS[bend];
    const above = gradients[k];
    const g = each(above, (v, i) => v * slope(z[i], h[i]));
    if (widths) unstandardise(g, z, widths);
    const below = timesTurned(g, W, scale);
    gradients[k - 1] = skip ? each(below, (v, i) => v + above[i]) : below;
  }
  return { signals, gradients, sizes: signals.map(size), gradientSizes: gradients.map(size) };
}

function times(x, W, scale) {
  // (ROWS, WIDTH) @ (WIDTH, WIDTH), four rows of W at once: fewer reads and writes
  const out = new Float64Array(ROWS * WIDTH);
  for (let r = 0; r < ROWS; r++) {
    const to = r * WIDTH;
    for (let i = 0; i < WIDTH; i += 4) {
      const from = to + i;
      const a = x[from] * scale;
      const b = x[from + 1] * scale;
      const c = x[from + 2] * scale;
      const d = x[from + 3] * scale;
      const at = i * WIDTH;
      for (let j = 0; j < WIDTH; j++)
        out[to + j] +=
          a * W[at + j] +
          b * W[at + WIDTH + j] +
          (c * W[at + 2 * WIDTH + j] + d * W[at + 3 * WIDTH + j]);
    }
  }
  return out;
}

function timesTurned(g, W, scale) {
  // (ROWS, WIDTH) @ W transposed
  const out = new Float64Array(ROWS * WIDTH);
  for (let r = 0; r < ROWS; r++) {
    const row = g.subarray(r * WIDTH, r * WIDTH + WIDTH);
    for (let i = 0; i < WIDTH; i++) {
      const at = i * WIDTH;
      let a = 0;
      let b = 0;
      let c = 0;
      let d = 0; // four sums side by side: the processor need not wait
      for (let j = 0; j < WIDTH; j += 4) {
        a += row[j] * W[at + j];
        b += row[j + 1] * W[at + j + 1];
        c += row[j + 2] * W[at + j + 2];
        d += row[j + 3] * W[at + j + 3];
      }
      out[r * WIDTH + i] = (a + b + (c + d)) * scale;
    }
  }
  return out;
}

function each(values, f) {
  // ten times as fast as the typed array's own map
  const out = new Float64Array(values.length);
  for (let i = 0; i < values.length; i++) out[i] = f(values[i], i);
  return out;
}

function standardise(z) {
  // each unit over the batch, in place; gives the divisors
  const widths = new Float64Array(WIDTH);
  const mean = columns(z, () => 1);
  for (let i = 0; i < z.length; i++) {
    z[i] -= mean[i % WIDTH];
    widths[i % WIDTH] += (z[i] * z[i]) / ROWS;
  }
  for (let j = 0; j < WIDTH; j++) widths[j] = Math.sqrt(widths[j] + EPS);
  for (let i = 0; i < z.length; i++) z[i] /= widths[i % WIDTH];
  return widths;
}

function unstandardise(g, z, widths) {
  // the blame behind a normalisation, in place
  const mean = columns(g, () => 1);
  const along = columns(g, (i) => z[i]);
  for (let i = 0; i < g.length; i++) {
    const j = i % WIDTH;
    g[i] = (g[i] - mean[j] - z[i] * along[j]) / widths[j];
  }
}

function columns(values, weight) {
  // the mean of each unit over the batch, weighted
  const out = new Float64Array(WIDTH);
  for (let i = 0; i < values.length; i++) out[i % WIDTH] += (values[i] * weight(i)) / ROWS;
  return out;
}

export function size(values) {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i] * values[i];
  return Math.sqrt(sum / values.length);
}

export function kind(ratio) {
  // what became of a size on its way
  if (ratio < 1 / 5) return ratio < 1 / 100 ? "fades" : "shrinks";
  if (ratio > 5) return ratio > 100 ? "explodes" : "grows";
  return "holds";
}

export function histogram(values, bins, reach) {
  // shares of the fullest bin; what lies beyond counts at the edge
  const counts = new Float64Array(bins);
  for (const v of values)
    counts[Math.min(bins - 1, Math.max(0, Math.floor(((v + reach) / (2 * reach)) * bins)))] += 1;
  const most = Math.max(...counts);
  return counts.map((c) => c / most);
}
