// The Bug lab's mathematics: a small network, trained once as it should be and once with bugs.
// The same program as lab.py.

import { bell, chance } from "../shared/shared.js";

export const EPOCHS = 40;
const [CLASSES, HIDDEN, TRAIN, VAL, NEW, BATCH] = [3, 32, 90, 60, 300, 5];
const SHARE = 1 / BATCH; // of an example in the gradient
const [LR, DROP, SLIP, MOST_LOSS] = [0.3, 0.5, 0.1, 27.6];

export function pinwheel(n, seed) {
  // three bent arms; a few labels are wrong
  const random = chance(seed);
  const X = new Float64Array(2 * n);
  const y = new Int32Array(n);
  for (let i = 0; i < n; i++) {
    const arm = i % CLASSES;
    const r = 0.2 + 1.8 * random();
    const turn = (2 * Math.PI * arm) / CLASSES + 1.1 * r;
    X[2 * i] = r * Math.cos(turn) + 0.22 * bell(random);
    X[2 * i + 1] = r * Math.sin(turn) + 0.22 * bell(random);
    y[i] = random() < SLIP ? (arm + 1) % CLASSES : arm;
  }
  return { X, y };
}

export function firstWeights(seed) {
  // W1 (2, h), b1 (h), W2 (h, 3), b2 (3), one after the other
  const random = chance(seed);
  const w = new Float64Array(2 * HIDDEN + HIDDEN + HIDDEN * CLASSES + CLASSES);
  for (let i = 0; i < 2 * HIDDEN; i++) w[i] = bell(random);
  for (let i = 0; i < HIDDEN * CLASSES; i++)
    w[3 * HIDDEN + i] = bell(random) * Math.sqrt(2 / HIDDEN);
  return w;
}

const B1 = 2 * HIDDEN;
const W2 = 3 * HIDDEN;
const B2 = W2 + HIDDEN * CLASSES;

export function scores(w, x0, x1, keep, hidden, out) {
  // keep: the dropout mask of the units, or null
  for (let j = 0; j < HIDDEN; j++)
    hidden[j] = Math.max(0, x0 * w[j] + x1 * w[HIDDEN + j] + w[B1 + j]) * (keep ? keep[j] : 1);
  for (let k = 0; k < CLASSES; k++) {
    let z = w[B2 + k];
    for (let j = 0; j < HIDDEN; j++) z += hidden[j] * w[W2 + j * CLASSES + k];
    out[k] = z;
  }
}

export function softmaxOf(z) {
  // of CLASSES numbers
  const most = Math.max(z[0], z[1], z[2]);
  const e = [Math.exp(z[0] - most), Math.exp(z[1] - most), Math.exp(z[2] - most)];
  const sum = e[0] + e[1] + e[2];
  return [e[0] / sum, e[1] / sum, e[2] / sum];
}

function mask(random) {
  const keep = new Float64Array(HIDDEN);
  for (let j = 0; j < HIDDEN; j++) keep[j] = random() < DROP ? 0 : 1 / (1 - DROP);
  return keep;
}
const bounded = (p) => Math.min(MOST_LOSS, -Math.log(Math.max(p, 1e-12))) || 0;

function addGradient(w, g, [x0, x1, y], keep, twice) {
  // adds one example's share of a batch, gives its loss
  const hidden = new Float64Array(HIDDEN);
  const z = new Array(CLASSES);
  scores(w, x0, x1, keep, hidden, z);
  const p = softmaxOf(z);
  const q = twice ? softmaxOf(p) : p;
  let blame = q.map((v, k) => (v - (k === y)) * SHARE);
  if (twice) {
    // back through the first softmax
    const dot = blame.reduce((sum, v, k) => sum + v * p[k], 0);
    blame = blame.map((v, k) => p[k] * (v - dot));
  }
  for (let k = 0; k < CLASSES; k++) g[B2 + k] += blame[k];
  for (let j = 0; j < HIDDEN; j++) {
    let back = 0;
    for (let k = 0; k < CLASSES; k++) {
      g[W2 + j * CLASSES + k] += hidden[j] * blame[k];
      back += w[W2 + j * CLASSES + k] * blame[k];
    }
    if (hidden[j] > 0) {
      back *= keep[j];
      g[j] += x0 * back;
      g[HIDDEN + j] += x1 * back;
      g[B1 + j] += back;
    }
  }
  return bounded(q[y]);
}

export function judge(w, { X, y }, twice, random) {
  // mean loss and share of right answers; random: dropout stays on
  const hidden = new Float64Array(HIDDEN);
  const z = new Array(CLASSES);
  let loss = 0;
  let right = 0;
  for (let i = 0; i < y.length; i++) {
    scores(w, X[2 * i], X[2 * i + 1], random ? mask(random) : null, hidden, z);
    const p = softmaxOf(z);
    const q = twice ? softmaxOf(p) : p;
    loss += bounded(q[y[i]]);
    right += z.indexOf(Math.max(...z)) === y[i];
  }
  return { loss: loss / y.length, accuracy: right / y.length };
}

export function mixed(n, random) {
  // Fisher and Yates
  const order = Array.from({ length: n }, (_, i) => i);
  for (let i = n - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [order[i], order[j]] = [order[j], order[i]];
  }
  return order;
}

export function bySort(y) {
  return Array.from(y.keys()).sort((a, b) => y[a] - y[b] || a - b);
}

export function run(bugs, seed) {
  // bugs: a set of names; gives the curves and what new examples say
  const train = pinwheel(TRAIN, 3 * seed + 1);
  const val = pinwheel(VAL, 3 * seed + 2);
  const fresh = pinwheel(NEW, 3 * seed + 3);
  const w = firstWeights(1000 + seed);
  const g = new Float64Array(w.length);
  const random = chance(2000 + seed);
  const dice = chance(3000 + seed);
  const twice = bugs.has("softmax");
  const watched = bugs.has("leak") ? train : val;
  const train_loss = [];
  const val_loss = [];
  let told = null;
  for (let epoch = 0; epoch < EPOCHS; epoch++) {
    const order = bugs.has("sorted") ? bySort(train.y) : mixed(TRAIN, random);
    let total = 0;
    for (let at = 0; at < TRAIN; at += BATCH) {
      if (!bugs.has("kept")) g.fill(0);
      for (const i of order.slice(at, at + BATCH)) {
        const example = [train.X[2 * i], train.X[2 * i + 1], train.y[i]];
        total += addGradient(w, g, example, mask(random), twice);
      }
      for (let i = 0; i < w.length; i++) w[i] -= LR * g[i];
    }
    told = judge(w, watched, twice, bugs.has("eval") ? dice : null);
    train_loss.push(total / TRAIN);
    val_loss.push(told.loss);
  }
  const { accuracy } = judge(w, fresh, false, null);
  return { train_loss, val_loss, told: told.accuracy, fresh: accuracy };
}
