// A small fully connected network that trains in the browser; net.py holds its twin.
// One output with a sigmoid for two classes, a softmax for more; plain gradient descent.

import { bell, chance } from "../shared/shared.js";

export const ACTS = {
  relu: [(z) => (z > 0 ? z : 0), (a) => (a > 0 ? 1 : 0)], // f(z), and its slope told by f's value
  tanh: [Math.tanh, (a) => 1 - a * a],
  sigmoid: [(z) => 1 / (1 + Math.exp(-z)), (a) => a * (1 - a)],
  linear: [(z) => z, () => 1],
};

export function makeNet(tiers, classes, seed, linear = false) {
  const sizes = [2, ...tiers.map((t) => t.units), classes > 2 ? classes : 1];
  const normal = chance(seed);
  const acts = [...tiers.map((t) => (linear ? "linear" : t.act)), "linear"];
  const W = [];
  const b = [];
  for (let l = 0; l + 1 < sizes.length; l++) {
    const spread = Math.sqrt((acts[l] === "relu" ? 2 : 1) / sizes[l]);
    W.push(Float64Array.from({ length: sizes[l] * sizes[l + 1] }, () => bell(normal) * spread));
    b.push(new Float64Array(sizes[l + 1]));
  }
  const like = (all) => all.map((v) => new Float64Array(v.length));
  return {
    sizes,
    acts,
    W,
    b,
    dW: like(W),
    db: like(b),
    A: sizes.map((n) => new Float64Array(n)),
    D: sizes.map((n) => new Float64Array(n)),
  };
}

export function countParameters(net) {
  return [...net.W, ...net.b].reduce((sum, v) => sum + v.length, 0);
}

export function forward(net, x, y) {
  // fills net.A; returns the logits
  const { sizes, W, b, A } = net;
  A[0][0] = x;
  A[0][1] = y;
  for (let l = 0; l < W.length; l++) {
    const from = A[l];
    const to = A[l + 1];
    const n = sizes[l + 1];
    const w = W[l];
    const f = ACTS[net.acts[l]][0];
    for (let j = 0; j < n; j++) {
      let z = b[l][j];
      for (let i = 0; i < from.length; i++) z += from[i] * w[i * n + j];
      to[j] = f(z);
    }
  }
  return A.at(-1);
}

export function forwardMany(net, columns, n, kept = {}) {
  // the same for n points at once: values[l][j * n + i]
  const { sizes, W, b } = net;
  const key = `${sizes}|${n}`;
  if (kept.key !== key)
    Object.assign(kept, { key, values: sizes.map((m) => new Float32Array(m * n)) });
  kept.values[0].set(columns[0].subarray(0, n));
  kept.values[0].set(columns[1].subarray(0, n), n);
  for (let l = 0; l < W.length; l++) {
    const from = kept.values[l];
    const to = kept.values[l + 1];
    const m = sizes[l + 1];
    const w = W[l];
    for (let j = 0; j < m; j++) {
      const out = to.subarray(j * n, j * n + n);
      out.fill(b[l][j]);
      for (let i = 0; i < sizes[l]; i++) {
        const weight = w[i * m + j];
        const start = i * n;
        for (let k = 0; k < n; k++) out[k] += weight * from[start + k];
      }
    }
    bend(to, net.acts[l]);
  }
  return kept.values;
}

function bend(values, act) {
  if (act === "relu")
    for (let k = 0; k < values.length; k++) {
      if (values[k] < 0) values[k] = 0;
    }
  if (act === "tanh") for (let k = 0; k < values.length; k++) values[k] = Math.tanh(values[k]);
  if (act === "sigmoid")
    for (let k = 0; k < values.length; k++) values[k] = 1 / (1 + Math.exp(-values[k]));
}

export function winner(logits, i, n) {
  // class and certainty of point i of n in one number: 2.9 is class 2 at 90%
  const m = logits.length / n;
  if (m === 1) {
    const p = Math.min(1 / (1 + Math.exp(-Math.abs(logits[i]))), 0.999999);
    return logits[i] > 0 ? 1 + p : p;
  }
  let best = 0;
  let sum = 0;
  for (let j = 1; j < m; j++) if (logits[j * n + i] > logits[best * n + i]) best = j;
  for (let j = 0; j < m; j++) sum += Math.exp(logits[j * n + i] - logits[best * n + i]);
  return best + Math.min(1 / sum, 0.999999);
}

export function probabilities(logits) {
  if (logits.length === 1) {
    const p = 1 / (1 + Math.exp(-logits[0]));
    return [1 - p, p];
  }
  const most = Math.max(...logits);
  const e = Array.from(logits, (z) => Math.exp(z - most));
  const sum = e.reduce((a, v) => a + v);
  return e.map((v) => v / sum);
}

function backward(net, label, scale) {
  // adds this example's share to dW and db
  const { sizes, W, A, D, dW, db } = net;
  const last = W.length;
  const p = probabilities(A[last]);
  for (let j = 0; j < sizes[last]; j++)
    D[last][j] = scale * (sizes[last] === 1 ? p[1] - label : p[j] - (j === label));
  for (let l = last - 1; l >= 0; l--) {
    const n = sizes[l + 1];
    const from = A[l];
    const blame = D[l + 1];
    const back = D[l];
    const slope = l ? ACTS[net.acts[l - 1]][1] : null;
    for (let j = 0; j < n; j++) db[l][j] += blame[j];
    for (let i = 0; i < from.length; i++) {
      let sum = 0;
      for (let j = 0; j < n; j++) {
        dW[l][i * n + j] += from[i] * blame[j];
        sum += W[l][i * n + j] * blame[j];
      }
      if (slope) back[i] = sum * slope(from[i]);
    }
  }
}

export function trainStep(net, data, { lr, batch, seed }, step) {
  // step k of a seed always draws the same examples
  const random = chance(seed + 7919 * (step + 1));
  for (const g of [...net.dW, ...net.db]) g.fill(0);
  for (let k = 0; k < batch; k++) {
    const i = Math.floor(random() * data.y.length);
    forward(net, data.X[2 * i], data.X[2 * i + 1]);
    backward(net, data.y[i], 1 / batch);
  }
  for (let l = 0; l < net.W.length; l++) {
    for (let i = 0; i < net.W[l].length; i++) net.W[l][i] -= lr * net.dW[l][i];
    for (let j = 0; j < net.b[l].length; j++) net.b[l][j] -= lr * net.db[l][j];
  }
}

export function score(net, data, kept = {}) {
  // mean loss and share of right answers on all points
  const n = data.y.length;
  const logits = forwardMany(net, data.columns, n, kept).at(-1);
  const k = logits.length / n;
  let loss = 0;
  let right = 0;
  for (let i = 0; i < n; i++) {
    const y = data.y[i];
    const at = k === 1 ? (y ? logits[i] : -logits[i]) : logits[y * n + i];
    let sum = k === 1 ? 1 + Math.exp(-at) : 0;
    for (let j = 0; j < k && k > 1; j++) sum += Math.exp(logits[j * n + i] - at);
    loss += Math.min(Math.log(sum), 27.6);
    right += Math.floor(winner(logits, i, n)) === y;
  }
  return { loss: loss / n, accuracy: right / n };
}

export function flatten(net) {
  return Float64Array.from(net.W.flatMap((w, l) => [...w, ...net.b[l]]));
}

export function fill(net, flat) {
  let at = 0;
  net.W.forEach((w, l) => {
    for (const part of [w, net.b[l]]) {
      part.set(flat.subarray(at, at + part.length));
      at += part.length;
    }
  });
}
