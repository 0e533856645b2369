// A classical model in closed form: one mean a class, one spread for all (linear discriminant).

export function fit(X, d, y, rows, classes, ridge = 1e-3) {
  // X: n x d flat; rows: indices to learn from
  const count = new Float64Array(classes);
  const mean = new Float64Array(classes * d);
  const spread = new Float64Array(d * d);
  const gap = new Float64Array(d);
  for (const i of rows) {
    count[y[i]]++;
    for (let j = 0; j < d; j++) mean[y[i] * d + j] += X[i * d + j];
  }
  for (let c = 0; c < classes; c++) for (let j = 0; j < d; j++) mean[c * d + j] /= count[c] || 1;
  for (const i of rows) {
    for (let j = 0; j < d; j++) gap[j] = X[i * d + j] - mean[y[i] * d + j];
    for (let j = 0; j < d; j++)
      for (let k = 0; k < d; k++) spread[j * d + k] += (gap[j] * gap[k]) / rows.length;
  }
  for (let j = 0; j < d; j++) spread[j * d + j] += ridge;
  const weights = new Float64Array(classes * d);
  const bias = new Float64Array(classes);
  for (let c = 0; c < classes; c++) {
    const m = mean.subarray(c * d, c * d + d);
    const w = solve(spread, m, d);
    weights.set(w, c * d);
    bias[c] = count[c]
      ? Math.log(count[c] / rows.length) - 0.5 * w.reduce((s, v, j) => s + v * m[j], 0)
      : -Infinity;
  }
  return { weights, bias };
}

export function right(model, X, d, y, rows) {
  // the share of rows that the model gets right
  let good = 0;
  for (const i of rows) {
    let best = -Infinity;
    let answer = 0;
    for (let c = 0; c < model.bias.length; c++) {
      let score = model.bias[c];
      for (let j = 0; j < d; j++) score += model.weights[c * d + j] * X[i * d + j];
      if (score > best) {
        best = score;
        answer = c;
      }
    }
    if (answer === y[i]) good++;
  }
  return good / rows.length;
}

export function solve(A, b, d) {
  // A x = b by elimination; A is positive definite
  const M = Float64Array.from(A);
  const x = Float64Array.from(b);
  for (let j = 0; j < d; j++)
    for (let i = j + 1; i < d; i++) {
      const f = M[i * d + j] / M[j * d + j];
      for (let k = j; k < d; k++) M[i * d + k] -= f * M[j * d + k];
      x[i] -= f * x[j];
    }
  for (let i = d - 1; i >= 0; i--) {
    for (let k = i + 1; k < d; k++) x[i] -= M[i * d + k] * x[k];
    x[i] /= M[i * d + i];
  }
  return x;
}

export function curve(data, chosen, sizes, orders) {
  // mean accuracy for every size of the training set
  const d = chosen.length;
  const n = data.y.length;
  const X = new Float64Array(n * d);
  const test = [];
  for (let i = 0; i < n; i++)
    chosen.forEach((f, j) => {
      X[i * d + j] = data.X[i * data.d + f];
    });
  for (let i = data.train; i < n; i++) test.push(i);
  return sizes.map(
    (size) =>
      orders.reduce(
        (sum, order) =>
          sum + right(fit(X, d, data.y, order.slice(0, size), data.classes), X, d, data.y, test),
        0,
      ) / orders.length,
  );
}
