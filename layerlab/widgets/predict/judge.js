// What is right, and whether a guess is: the seal, numbers as people type them, curves.

export function unseal(text) {
  const bytes = Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
  return JSON.parse(new TextDecoder().decode(bytes));
}

export function typed(text) {
  // "−2", "1,000", "4/9", "5e-3" → a number; NaN for anything else
  const plain = text
    .trim()
    .replace(/[−–]/g, "-")
    .replace(/[,\s_%]/g, "");
  const [above, below, ...rest] = plain.split("/");
  if (plain === "" || rest.length || below === "") return Number.NaN;
  return below === undefined ? Number(above) : Number(above) / Number(below);
}

export function isRight(kind, ask, sealed, value) {
  const { right, within } = sealed;
  if (kind === "number") return Math.abs(value - right) <= within + 1e-9;
  if (kind === "order") return right.every((place, i) => place === value[i]);
  if (kind === "curve") return distance(ask, value, right) <= within;
  return value === right;
}

export const places = ({ range: [low, high], steps }) =>
  Array.from({ length: steps + 1 }, (_, i) => low + ((high - low) * i) / steps);

export function distance(ask, drawn, points) {
  // how far a drawn curve lies from the points, as a share of the axes' height
  const [low, high] = ask.y.range;
  const inside = (y) => Math.min(high, Math.max(low, y));
  const off = places(ask.x).map((x, i) => Math.abs(drawn[i] - inside(between(points, x))));
  return off.reduce((sum, d) => sum + d, 0) / off.length / (high - low);
}

export function between(points, x) {
  // on straight lines from point to point
  const next = points.findIndex(([px]) => px >= x);
  if (next === 0) return points[0][1];
  if (next < 0) return points.at(-1)[1];
  const [[x0, y0], [x1, y1]] = [points[next - 1], points[next]];
  return y0 + ((y1 - y0) * (x - x0)) / (x1 - x0);
}

export const isWhole = (drawn) => drawn.every((y) => y !== null);
