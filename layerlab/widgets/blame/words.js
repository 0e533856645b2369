// What the blame graph says of a step, in sentences; from the whole to the numbers in it.
// State: nodes, edges `all`, the settings `s`, what is known in this step, what nudging says.

import { show } from "../shared/shared.js";
import { lastStep, near, slopes } from "./graph.js";

export const SAYS = {
  cut: "sends nothing",
  sign: "sends the wrong sign",
  overwrite: "puts its blame in the place of what was there",
};
// in the list of ways to fail, shorter
export const FAILS = { cut: "sends nothing", sign: "wrong sign", overwrite: "= for +=" };
export const SIGNS = { "*": "×", "-": "−" };

export function number(v) {
  if (!Number.isFinite(v)) return "?";
  if (Math.abs(v) >= 1000) return v.toExponential(1);
  return show(v, Number.isInteger(v) ? 0 : 2);
}

export const edgeName = ({ nodes, all }, e) =>
  `${nodes[all[e].i].label} → ${nodes[all[e].p].label}`;

export const isWrong = ({ state, truth }, i) =>
  state.complete[i] && !near(state.blame[i], truth[i]);

export function sentence(me) {
  const { nodes, s, state } = me;
  const node = nodes[state.active];
  const broken = s.broken >= 0 ? ` The broken edge ${edgeName(me, s.broken)} ${SAYS[s.how]}.` : "";
  if (state.phase === "start") return `Step 0: only the inputs are known.${broken}`;
  if (state.phase === "forward")
    return `Forward: ${node.label} = ${formula(nodes, node)} = ${number(node.data)}.${broken}`;
  if (state.phase === "seed")
    return `Backward: the blame of ${node.label} for itself is 1.${broken}`;
  const end = s.step === lastStep(nodes) ? ending(me) : "";
  return `Backward: ${node.label} passes its blame on: ${passed(me)}.${broken}${end}`;
}

function passed({ nodes, all, s, state }) {
  const local = slopes(nodes, state.active);
  const blame = number(state.blame[state.active]);
  return all
    .map((edge, e) => ({ ...edge, e }))
    .filter(({ i }) => i === state.active)
    .map(({ p, slot, e }) => {
      const broken = e === s.broken ? " (broken)" : "";
      return `${nodes[p].label} gets ${blame} × ${number(local[slot])}${broken}`;
    })
    .join(", ");
}

function ending(me) {
  const { nodes, truth, differs } = me;
  const places = nodes.map((_, i) => i);
  const nudged = (i) => `nudging says ${number(truth[i])}`;
  const own = places
    .filter((i) => differs[i])
    .map((i) => `${nodes[i].label} (${number(nodes[i].grad)}, ${nudged(i)})`);
  const bad = places.filter((i) => isWrong(me, i)).map((i) => `${nodes[i].label} (${nudged(i)})`);
  const mine = own.length ? ` Your own .grad differs at ${own.join(", ")}.` : "";
  if (!bad.length) return ` Done: nudging every node says the same.${mine}`;
  return ` Done, and wrong at ${bad.join(", ")}.${mine}`;
}

function formula(nodes, { op, parents }) {
  const values = parents.map((p) => nodes[p].data);
  const texts = values.map((v) => (v < 0 ? `(${number(v)})` : number(v)));
  if (texts.length === 2) return texts.join(` ${SIGNS[op] ?? op} `);
  return op === "square" ? `${texts[0]}²` : `${op}(${texts.join(", ")})`;
}
