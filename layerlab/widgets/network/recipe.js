// Data sets of the playground, and the recipe as a short string. sets.py holds the twin.

import { bell, chance } from "../shared/shared.js";

export const SETS = {
  moons: "two moons",
  circles: "circles",
  xor: "XOR",
  spirals: "two spirals",
  pinwheel: "pinwheel (3)",
  flavours: "six flavours",
};
export const ACT_NAMES = { relu: "ReLU", tanh: "tanh", sigmoid: "sigmoid", linear: "linear" };
export const MOST_TIERS = 6;
export const MOST_UNITS = 16;
const CLASSES = { pinwheel: 3, flavours: 6 };

export function makeSet(name, noise, n = 300) {
  const random = chance(11);
  const normal = chance(12);
  const k = CLASSES[name] ?? 2;
  const X = new Float64Array(2 * n);
  const y = new Int32Array(n);
  for (let i = 0; i < n; i++) {
    const r = random();
    const q = random();
    const c = i % k;
    const [px, py, label] = place(name, c, r, q);
    X[2 * i] = px + 0.6 * noise * bell(normal);
    X[2 * i + 1] = py + 0.6 * noise * bell(normal);
    y[i] = label;
  }
  return { X, y, classes: k };
}

function place(name, c, r, q) {
  const turn = 2 * Math.PI;
  if (name === "moons")
    return c
      ? [0.5 - Math.cos(Math.PI * r), 0.25 - Math.sin(Math.PI * r), 1]
      : [Math.cos(Math.PI * r) - 0.5, Math.sin(Math.PI * r) - 0.25, 0];
  if (name === "circles")
    return [
      (c ? 0.4 * Math.sqrt(r) : 1) * Math.cos(turn * q),
      (c ? 0.4 * Math.sqrt(r) : 1) * Math.sin(turn * q),
      c,
    ];
  if (name === "xor") return [2 * r - 1, 2 * q - 1, (2 * r - 1) * (2 * q - 1) < 0 ? 1 : 0];
  if (name === "flavours") {
    const a = (turn * c) / 6;
    const d = 0.26 * Math.sqrt(r);
    return [
      0.95 * Math.cos(a) + d * Math.cos(turn * q),
      0.95 * Math.sin(a) + d * Math.sin(turn * q),
      c,
    ];
  }
  const arms = name === "spirals" ? 2 : 3;
  const a =
    (turn * c) / arms + (name === "spirals" ? 3 * Math.PI : 2.2) * Math.sqrt(r) + 0.12 * (q - 0.5);
  return [(0.1 + Math.sqrt(r)) * Math.cos(a), (0.1 + Math.sqrt(r)) * Math.sin(a), c];
}

export function standardise({ X, y, classes }) {
  // what the network sees: mean 0, spread 1 in each direction
  const n = y.length;
  const middle = [0, 0];
  const spread = [0, 0];
  const Z = new Float64Array(2 * n);
  for (let i = 0; i < 2 * n; i++) middle[i % 2] += X[i] / n;
  for (let i = 0; i < 2 * n; i++) spread[i % 2] += (X[i] - middle[i % 2]) ** 2 / n;
  for (let i = 0; i < 2 * n; i++) Z[i] = (X[i] - middle[i % 2]) / (Math.sqrt(spread[i % 2]) || 1);
  const column = (j) => Float32Array.from({ length: n }, (_, i) => Z[2 * i + j]);
  return { X: Z, y, classes, columns: [column(0), column(1)] };
}

export const readTiers = (text) =>
  text
    .split(",")
    .filter(Boolean)
    .map((t) => ({ units: parseInt(t, 10), act: t.replace(/^\d+/, "") }));
export const writeTiers = (tiers) => tiers.map((t) => `${t.units}${t.act}`).join(",");

const PARTS = {
  batch: Number,
  data: String,
  linear: (v) => v === "1",
  lr: Number,
  noise: Number,
  seed: Number,
  steps: Number,
  tiers: String,
};

export function writeRecipe(name, s) {
  const text = (v) => (typeof v === "boolean" ? +v : typeof v === "number" ? +v.toPrecision(6) : v);
  return [name, ...Object.keys(PARTS).map((key) => `${key}=${text(s[key])}`)].join("|");
}

export function readRecipe(text) {
  // null where the text is no recipe
  const [head, ...parts] = text.trim().split("|");
  const found = {};
  if (!["CakeBuilder", "NetworkPlayground"].includes(head)) return null;
  for (const part of parts) {
    const [key, value] = part.split("=");
    if (!(key in PARTS)) return null;
    found[key] = PARTS[key](value);
    if (Number.isNaN(found[key])) return null;
  }
  const tiers = readTiers(found.tiers ?? "");
  const known = found.data === "yours" || found.data in SETS || !found.data;
  return known && tiers.length <= MOST_TIERS && tiers.every(isTier) ? found : null;
}

const isTier = ({ units, act }) =>
  units >= 1 && units <= MOST_UNITS && Object.hasOwn(ACT_NAMES, act);
