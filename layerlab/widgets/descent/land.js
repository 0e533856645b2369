// Landscapes, and the walk down them. The same formulas stand in landscapes.py.

export const LANDS = {
  parabola: { text: "parabola", d: 1, f: (x) => (x * x) / 2, g: (x) => [x] },
  valleys: {
    text: "two valleys",
    d: 1,
    f: (x) => x ** 4 / 20 - (x * x) / 2 + x / 4 + 2,
    g: (x) => [x ** 3 / 5 - x + 0.25],
  },
  bowl: { text: "bowl", d: 2, f: (x, y) => (x * x + y * y) / 2, g: (x, y) => [x, y] },
  ravine: {
    text: "ravine",
    d: 2,
    f: (x, y) => ((x * x) / 10 + y * y) / 2,
    g: (x, y) => [x / 10, y],
  },
  saddle: {
    text: "saddle",
    d: 2,
    f: (x, y) => (x * x) / 2 - (y * y) / 4 + y ** 4 / 50 + 1,
    g: (x, y) => [x, -y / 2 + (2 * y ** 3) / 25],
  },
  hills: {
    text: "many valleys",
    d: 2,
    f: (x, y) => (x * x + y * y) / 10 + Math.sin(1.5 * x) * Math.sin(1.5 * y) + 1,
    g: (x, y) => [
      x / 5 + 1.5 * Math.cos(1.5 * x) * Math.sin(1.5 * y),
      y / 5 + 1.5 * Math.sin(1.5 * x) * Math.cos(1.5 * y),
    ],
  },
};

export function tableLand(values, shape, [low, high]) {
  // the learner's function, sampled by Python
  const n = shape[0];
  const d = shape.length;
  const step = (high - low) / (n - 1);
  const at = (v) => Math.min(n - 1.000001, Math.max(0, (v - low) / step));
  const one = (x, row) => {
    const i = Math.floor(x);
    const t = x - i;
    return values[row * n + i] * (1 - t) + values[row * n + i + 1] * t;
  };
  const f =
    d === 1
      ? (x) => one(at(x), 0)
      : (x, y) => {
          const v = at(y);
          const j = Math.floor(v);
          const t = v - j;
          return one(at(x), j) * (1 - t) + one(at(x), j + 1) * t;
        };
  const slope = (a, b) => (a - b) / (2 * step);
  const g =
    d === 1
      ? (x) => [slope(f(x + step), f(x - step))]
      : (x, y) => [slope(f(x + step, y), f(x - step, y)), slope(f(x, y + step), f(x, y - step))];
  return { text: "your function", d, f, g };
}

export function walk(land, { start, lr, momentum, noise }, steps, normal) {
  const path = [start.slice(0, land.d)];
  const v = new Array(land.d).fill(0);
  for (let k = 0; k < steps; k++) {
    const x = [...path.at(-1)];
    const g = land.g(...x);
    for (let j = 0; j < land.d; j++) {
      v[j] = momentum * v[j] - lr * (g[j] + noise * normal());
      x[j] += v[j];
    }
    path.push(x);
    if (Math.hypot(...x) > 1000) break;
  }
  return path;
}

export const SAYS = {
  explodes: "explodes: every step is bigger than the last",
  swings: "swings from side to side",
  arrives: "arrives: the loss has settled",
  trembles: "trembles: the loss goes up and down",
  rises: "ends no lower than it began",
  crawls: "crawls: the loss still falls",
};

export function verdict(land, path, noise) {
  // what kind of walk was it? Judged by the loss, except where it leaps to and fro or away
  const steps = path.slice(1).map((p, k) => p.map((v, j) => v - path[k][j]));
  if (Math.hypot(...path.at(-1)) > 100) return "explodes";
  const turns = steps
    .slice(1, 12)
    .filter((s, k) => s.reduce((sum, v, j) => sum + v * steps[k][j], 0) < -1e-9).length;
  if (noise === 0 && turns > 5) return "swings";
  const losses = path.map((p) => land.f(...p));
  const n = Math.ceil(losses.length / 4);
  const [before, late] = [mean(losses.slice(-2 * n, -n)), mean(losses.slice(-n))];
  const won = losses[0] - late;
  if (won <= 0) return losses.every((v) => v === late) ? "arrives" : "rises";
  const chance = noise ? spread(losses.slice(-n)) : 0;
  if (before - late >= 0.05 * won + chance) return "crawls";
  return chance > 0.05 * won ? "trembles" : "arrives";
}

const spread = (values) => Math.sqrt(mean(values.map((v) => (v - mean(values)) ** 2)));
const mean = (values) => values.reduce((sum, v) => sum + v, 0) / values.length;
