// Logistic regression as scikit-learn fits it with its defaults: the sum of all cross-entropies
// and half the squares of the weights (not of the biases) is least. Newton's steps, which use a
// matrix again as long as it serves, from `curve` down to one row's part of it.

import { solve } from "./solve.js";

const MOST_STEPS = 100;
const ENOUGH = 1e-4; // a slope so small is none

export function curve(data, chosen, sizes, orders) {
  // the mean share right on the rows from data.train on, for every number of rows learned from
  const d = chosen.length;
  const X = columns(data, chosen);
  const n = data.y.length;
  const unseen = Array.from({ length: n - data.train }, (_, i) => data.train + i);
  const sums = sizes.map(() => 0);
  for (const order of orders) {
    let model = null; // of the smaller size: the next one starts there
    sizes.forEach((size, s) => {
      model = fit(X, d, data.y, order.slice(0, size), data.classes, model);
      sums[s] += right(model, X, d, data.y, unseen);
    });
  }
  return sums.map((sum) => sum / orders.length);
}

function columns({ X, y, d }, chosen) {
  const k = chosen.length;
  const picked = new Float64Array(y.length * k);
  for (let i = 0; i < y.length; i++)
    for (let j = 0; j < k; j++) picked[i * k + j] = X[i * d + chosen[j]];
  return picked;
}

export function fit(X, d, y, rows, classes, start = null) {
  // X: n x d flat; rows: indices to learn from; weights: classes x (d + 1), the bias last
  const seen = [...Array(classes).keys()].filter((c) => rows.some((i) => y[i] === c));
  let weights = start ? Float64Array.from(start.weights) : new Float64Array(classes * (d + 1));
  const task = { X, d, y, rows, seen };
  let loss = lossOf(task, weights);
  let [bend, before] = [null, Infinity];
  for (let step = 0; step < MOST_STEPS; step++) {
    const slope = slopeOf(task, weights);
    const steep = slope.reduce((most, v) => Math.max(most, Math.abs(v)), 0);
    if (steep < ENOUGH) break;
    if (!bend || steep > before / 3) bend = bendOf(task, weights); // the dear part
    before = steep;
    const move = solve(bend, slope, slope.length);
    for (let length = 1; length > 1e-4; length /= 2) {
      const next = moved(weights, move, length, task);
      const then = lossOf(task, next);
      if (then > loss) continue;
      [weights, loss] = [next, then];
      break;
    }
  }
  return { weights, seen };
}

function moved(weights, move, length, { d, seen }) {
  const next = Float64Array.from(weights);
  seen.forEach((c, a) => {
    for (let j = 0; j <= d; j++) next[c * (d + 1) + j] -= length * move[a * (d + 1) + j];
  });
  return next;
}

function shares({ X, d, seen }, weights, i, p) {
  // the share that each class seen gets for row i, into p; gives the logarithm of their sum
  let top = -Infinity;
  seen.forEach((c, a) => {
    const at = c * (d + 1);
    p[a] = weights[at + d];
    for (let j = 0; j < d; j++) p[a] += weights[at + j] * X[i * d + j];
    top = Math.max(top, p[a]);
  });
  let sum = 0;
  for (let a = 0; a < p.length; a++) {
    p[a] = Math.exp(p[a] - top);
    sum += p[a];
  }
  for (let a = 0; a < p.length; a++) p[a] /= sum;
}

function lossOf(task, weights) {
  const { d, y, rows, seen } = task;
  const p = new Float64Array(seen.length);
  let loss = 0;
  for (const i of rows) {
    shares(task, weights, i, p);
    loss -= Math.log(Math.max(p[seen.indexOf(y[i])], 1e-300));
  }
  for (const c of seen) for (let j = 0; j < d; j++) loss += weights[c * (d + 1) + j] ** 2 / 2;
  return loss;
}

function slopeOf(task, weights) {
  // the slope of the loss for each weight and bias of the classes seen
  const { X, d, y, rows, seen } = task;
  const e = d + 1;
  const slope = new Float64Array(seen.length * e);
  const p = new Float64Array(seen.length);
  for (const i of rows) {
    shares(task, weights, i, p);
    seen.forEach((c, a) => {
      const blame = p[a] - (y[i] === c);
      for (let j = 0; j < d; j++) slope[a * e + j] += blame * X[i * d + j];
      slope[a * e + d] += blame;
    });
  }
  seen.forEach((c, a) => {
    for (let j = 0; j < d; j++) slope[a * e + j] += weights[c * e + j];
  });
  return slope;
}

function bendOf(task, weights) {
  // how that slope changes with each of them: a square table
  const { X, d, rows, seen } = task;
  const [e, size] = [d + 1, seen.length * (d + 1)];
  const bend = new Float64Array(size * size);
  const p = new Float64Array(seen.length);
  const x = new Float64Array(e).fill(1); // the last one is the bias's
  for (const i of rows) {
    for (let j = 0; j < d; j++) x[j] = X[i * d + j];
    shares(task, weights, i, p);
    addBend(bend, p, x, size);
  }
  for (
    let at = 0;
    at < size;
    at++ // biases may all move together: hold them a little
  )
    bend[at * size + at] += at % e < d ? 1 : 1e-6;
  return bend;
}

function addBend(bend, p, x, size) {
  // one row's part: p_a ([a = b] - p_b) x xᵀ; above the diagonal alone, which `solve` reads
  const e = x.length;
  for (let a = 0; a < p.length; a++)
    for (let b = a; b < p.length; b++) {
      const share = p[a] * ((a === b) - p[b]);
      for (let j = 0; j < e; j++) {
        const at = (a * e + j) * size + b * e;
        const part = share * x[j];
        for (let k = a === b ? j : 0; k < e; k++) bend[at + k] += part * x[k];
      }
    }
}

export function right(model, X, d, y, rows) {
  // the share of rows that the model gets right
  let good = 0;
  for (const i of rows) {
    let best = -Infinity;
    let answer = -1;
    for (const c of model.seen) {
      const at = c * (d + 1);
      let score = model.weights[at + d];
      for (let j = 0; j < d; j++) score += model.weights[at + j] * X[i * d + j];
      if (score > best) [best, answer] = [score, c];
    }
    good += answer === y[i];
  }
  return good / rows.length;
}
