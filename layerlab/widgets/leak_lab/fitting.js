// The two models, fitted anew for every change of the trays; as in scoring.py.

import { CARDS, cardsOn, tolerance } from "./trays.js";

const BEST = 8; // columns that the models use
const PULL = 1; // holds the linear model's weights back (ridge)
export const MODELS = ["nearest neighbour", "linear"];

export function scores({ X, labels, wide }, trays, { scaleAll, columnsAll }) {
  // X is [rows · wide]: for each model [train, test, sealed], NaN where a tray is empty
  const rows = labels.length;
  const train = cardsOn(trays, "0");
  const test = cardsOn(trays, "1");
  const both = Array.from({ length: CARDS }, (_, i) => i);
  const sealed = Array.from({ length: rows - CARDS }, (_, i) => CARDS + i);
  if (!train.length) return MODELS.map(() => [Number.NaN, Number.NaN, Number.NaN]);
  const chosen = bestColumns({ X, labels, wide }, columnsAll ? both : train);
  const pool = scaleAll ? both : train;
  const scale = chosen.map((j) => moments(pool.map((r) => X[r * wide + j])));
  const measured = (r) => chosen.map((j, k) => (X[r * wide + j] - scale[k].mean) / scale[k].spread);
  const Z = Array.from({ length: rows }, (_, r) => measured(r));
  return [nearest, linear].map((fit) => {
    const model = fit(Z, labels, train);
    return [train, test, sealed].map((which) => {
      const right = which.filter((r) => model(Z[r]) === labels[r]).length;
      return which.length ? right / which.length : Number.NaN;
    });
  });
}

export function agree(found, trays) {
  const gaps = found.map(([, test, sealed]) => Math.abs(test - sealed));
  return Math.max(...gaps) <= tolerance(trays); // NaN agrees with nothing
}

function moments(values) {
  let mean = 0;
  for (const v of values) mean += v / values.length;
  let square = 0;
  for (const v of values) square += (v - mean) ** 2 / values.length;
  return { mean, spread: Math.sqrt(square) + 1e-9 };
}

function bestColumns({ X, labels, wide }, rows) {
  // those whose two means lie furthest apart, in spreads
  const groups = [0, 1].map((label) => rows.filter((r) => labels[r] === label));
  const order = Array.from({ length: wide }, (_, j) => j);
  if (groups.some((group) => !group.length)) return order.slice(0, BEST);
  const apart = order.map((j) => {
    const column = (which) => moments(which.map((r) => X[r * wide + j]));
    const [zero, one] = groups.map(column);
    return Math.abs(one.mean - zero.mean) / column(rows).spread;
  });
  return order.sort((a, b) => apart[b] - apart[a]).slice(0, BEST);
}

function nearest(Z, labels, train) {
  return (z) => {
    let best = Infinity;
    let label = 0;
    for (const r of train) {
      const other = Z[r];
      let far = 0;
      for (let k = 0; k < z.length; k++) far += (z[k] - other[k]) ** 2;
      if (far < best) [best, label] = [far, labels[r]];
    }
    return label;
  };
}

function linear(Z, labels, train) {
  // a plane by least squares to labels −1 and 1
  const n = BEST + 1;
  const A = Array.from({ length: n }, (_, i) => {
    const row = new Float64Array(n + 1);
    row[i] = PULL;
    return row;
  });
  for (const r of train) {
    const z = [...Z[r], 1];
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < n; j++) A[i][j] += z[i] * z[j];
      A[i][n] += z[i] * (2 * labels[r] - 1);
    }
  }
  const w = solve(A);
  return (z) => (z.reduce((sum, v, k) => sum + v * w[k], w[BEST]) > 0 ? 1 : 0);
}

export function solve(A) {
  // rows [a | b], symmetric and positive: Gauss without pivots
  const n = A.length;
  for (let i = 0; i < n; i++) {
    for (let r = i + 1; r < n; r++) {
      const f = A[r][i] / A[i][i];
      for (let j = i; j <= n; j++) A[r][j] -= f * A[i][j];
    }
  }
  const x = new Float64Array(n);
  for (let i = n - 1; i >= 0; i--) {
    let sum = A[i][n];
    for (let j = i + 1; j < n; j++) sum -= A[i][j] * x[j];
    x[i] = sum / A[i][i];
  }
  return x;
}
