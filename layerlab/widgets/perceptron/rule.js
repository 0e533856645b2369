// Rosenblatt's rule, as in lesson 04: labels are ±1, and a score of 0 counts as +1.

export const score = ({ w, b }, x, y) => w[0] * x + w[1] * y + b;

export const isWrong = (p, i) => (score(p, p.X[2 * i], p.X[2 * i + 1]) >= 0 ? 1 : -1) !== p.y[i];

export function countWrong(p) {
  let wrong = 0;
  for (let i = 0; i < p.y.length; i++) wrong += isWrong(p, i);
  return wrong;
}

export function nextWrong(p, start) {
  // the next example that is wrong, −1 when a whole pass is clean
  for (let k = 0; k < p.y.length; k++)
    if (isWrong(p, (start + k) % p.y.length)) return (start + k) % p.y.length;
  return -1;
}

export function update({ X, y, w, b }, i) {
  return { w: [w[0] + y[i] * X[2 * i], w[1] + y[i] * X[2 * i + 1]], b: b + y[i] };
}

export function xorSet(n) {
  // four groups in the corners; equal labels stand across from each other
  const X = new Float64Array(2 * n);
  const y = new Int32Array(n);
  const spread = (t) => ((t % 1) - 0.5) * 1.5;
  for (let i = 0; i < n; i++) {
    const sx = i % 4 < 2 ? 1 : -1;
    const sy = i % 2 ? 1 : -1;
    X[2 * i] = 1.6 * sx + spread(0.618034 * (1 + (i >> 2)) + 0.21 * (i % 4));
    X[2 * i + 1] = 1.6 * sy + spread(0.754878 * (1 + (i >> 2)) + 0.37 * (i % 4));
    y[i] = sx * sy;
  }
  return { X, y };
}

export function foot({ w, b }) {
  // the point of the line nearest to the origin
  const n = w[0] * w[0] + w[1] * w[1];
  return n ? [(-b * w[0]) / n, (-b * w[1]) / n] : null;
}
