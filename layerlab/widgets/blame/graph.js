// A small computation graph and the blame that flows through it. The same rules stand in graph.py.

export const OPS = {
  // value of the parents' values; slopes for each parent, given those and the own value
  "+": [(a, b) => a + b, () => [1, 1]],
  "-": [(a, b) => a - b, () => [1, -1]],
  "*": [(a, b) => a * b, ([a, b]) => [b, a]],
  square: [(a) => a * a, ([a]) => [2 * a]],
  tanh: [Math.tanh, (_, y) => [1 - y * y]],
  relu: [(a) => Math.max(a, 0), ([a]) => [a > 0 ? 1 : 0]],
  exp: [Math.exp, (_, y) => [y]],
  log: [Math.log, ([a]) => [1 / a]],
  neg: [(a) => -a, () => [-1]],
};

export const edges = (nodes) =>
  nodes.flatMap((node, i) => node.parents.map((p, slot) => ({ i, p, slot })));
export const inner = (nodes) => nodes.map((_, i) => i).filter((i) => nodes[i].parents.length);
export const lastStep = (nodes) => 2 * inner(nodes).length + 1;

export function slopes(nodes, i) {
  // NaN where the operation is unknown
  const { op, parents, data } = nodes[i];
  return OPS[op]
    ? OPS[op][1](
        parents.map((p) => nodes[p].data),
        data,
      )
    : parents.map(() => NaN);
}

export function run(nodes, step, broken = -1, how = "cut") {
  // what is known after so many steps, and which node acts
  const order = inner(nodes);
  const all = edges(nodes);
  const blame = nodes.map(() => null);
  const sent = all.map(() => null);
  const known = nodes.map((node, i) => !node.parents.length || order.indexOf(i) < step);
  const back = step - order.length;
  if (back > 0) blame[nodes.length - 1] = 1;
  const acting = [...order].reverse().slice(0, Math.max(0, back - 1));
  for (const i of acting)
    all.forEach(({ i: from, p, slot }, e) => {
      if (from !== i) return;
      const part = slopes(nodes, i)[slot] * (blame[i] ?? 0);
      const bad = e === broken;
      sent[e] = bad ? { cut: 0, sign: -part, overwrite: part }[how] : part;
      blame[p] = (bad && how === "overwrite" ? 0 : (blame[p] ?? 0)) + sent[e];
    });
  const complete = nodes.map(
    (_, place) => back > 0 && all.every(({ i, p }) => p !== place || acting.includes(i)),
  );
  return {
    known,
    blame,
    sent,
    complete,
    active: back < 1 ? (order[step - 1] ?? -1) : (acting.at(-1) ?? nodes.length - 1),
    phase: step === 0 ? "start" : back < 1 ? "forward" : back === 1 ? "seed" : "backward",
  };
}

export function felt(nodes, eps = 1e-5) {
  // the slope of the root by nudging every node: central differences
  const root = (nudged, by) => {
    const values = [];
    nodes.forEach(({ op, parents, data }, i) =>
      values.push(
        (OPS[op] && parents.length ? OPS[op][0](...parents.map((p) => values[p])) : data) +
          (i === nudged ? by : 0),
      ),
    );
    return values.at(-1);
  };
  return nodes.map((_, i) => (root(i, eps) - root(i, -eps)) / (2 * eps));
}

export const near = (a, b) =>
  Math.abs(a - b) <= Math.max(1e-4 * Math.max(Math.abs(a), Math.abs(b)), 1e-6);
