// Where the time of one training step goes: a small model, as in model.py. Microseconds.

export const PARTS = ["load", "copy", "forward", "backward", "update"];
const HELPERS = 4;

export function trainingStep(costs, { data, precision, channels, batch }) {
  const load = { batch: costs.convert, resident: 0 }[data] ?? costs.decode;
  const half = precision === "half";
  const gain =
    (half ? costs.half : 1) * (channels === "last" ? costs[half ? "last_half" : "last"] : 1);
  const work = (batch * costs.compute) / gain;
  const launch = costs.launch;
  const found = {
    load: (load * batch) / (data === "ahead" ? HELPERS : 1),
    copy: data === "resident" ? 0 : costs.copy * batch,
    forward: Math.max(work, launch / 3),
    backward: Math.max(2 * work, (2 * launch) / 3),
    update: costs.update,
  };
  const rest = found.copy + found.forward + found.backward + found.update;
  const busy = 3 * work + costs.update;
  const total = data === "ahead" ? Math.max(found.load, rest) : found.load + rest;
  return {
    ...found,
    total,
    waiting: total - rest,
    busy: busy / total,
    rate: (1e6 * batch) / total,
  };
}

export const largestPart = (found) => PARTS.reduce((a, b) => (found[b] > found[a] ? b : a));

export function bars(found, data) {
  // [lane, part, start, length] of one step; lane 0 is Python, lane 1 the device
  const begin =
    data === "ahead"
      ? found.total - found.copy - found.forward - found.backward - found.update
      : found.load;
  const all = [];
  if (found.load) all.push([0, "load", 0, found.load]);
  let at = begin;
  if (begin > 0) all.push([1, "waiting", 0, begin]);
  for (const part of ["copy", "forward", "backward", "update"]) {
    if (found[part]) all.push([1, part, at, found[part]]);
    at += found[part];
  }
  return all;
}
