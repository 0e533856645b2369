// The blame graph: what its picture and its words say of a step.
import assert from "node:assert/strict";
import { test } from "node:test";
import { edges, felt, lastStep, run } from "../../layerlab/widgets/blame/graph.js";
import { drawGraph, edgeAt } from "../../layerlab/widgets/blame/pictures.js";
import { isWrong, number, sentence } from "../../layerlab/widgets/blame/words.js";
import { colours, only, points, record, texts } from "./recording.js";

const node = (label, data, parents, op, at, grad = null) => ({
  label,
  data,
  parents,
  op,
  at,
  grad,
});
// e = a·b + a: two ways lead back to a
const nodes = [
  node("a", 2, [], "", [0, 0.2]),
  node("b", -3, [], "", [0, 0.8]),
  node("c", -6, [0, 1], "*", [0.5, 0.6]),
  node("e", -4, [2, 0], "+", [1, 0.4]),
];

function look({ step = lastStep(nodes), broken = -1, how = "cut", differs = [] } = {}) {
  const state = run(nodes, step, broken, how);
  const s = { step, broken, how, graph: "yours" };
  return { nodes, all: edges(nodes), truth: felt(nodes), state, s, differs, width: 62 };
}

const drawn = (how) => record(drawGraph, look(how), colours);

test("the forward half says the formula, the backward half who gets what", () => {
  assert.equal(sentence(look({ step: 0 })), "Step 0: only the inputs are known.");
  assert.equal(sentence(look({ step: 1 })), "Forward: c = 2 × (−3) = −6.");
  assert.equal(sentence(look({ step: 3 })), "Backward: the blame of e for itself is 1.");
  const last = "Backward: c passes its blame on: a gets 1 × −3, b gets 1 × 2.";
  assert.equal(sentence(look()), `${last} Done: nudging every node says the same.`);
});

test("a broken edge is told, and what it made wrong", () => {
  const words = sentence(look({ broken: 3, how: "sign" }));
  assert.match(words, /The broken edge e → a sends the wrong sign\./);
  assert.match(words, /Done, and wrong at a \(nudging says −2\.00\)\.$/);
});

test("the learner's own gradient is compared at the end", () => {
  const me = look({ differs: [true] });
  me.nodes = nodes.map((n, i) => (i ? n : { ...n, grad: 5 }));
  assert.match(sentence(me), /Your own \.grad differs at a \(5, nudging says −2\.00\)\.$/);
  assert.ok(texts(record(drawGraph, me, colours)).includes("yours: 5"));
});

test("only a wrong node carries the sign of wrong", () => {
  const crosses = (how) => texts(drawn(how)).filter((text) => text.startsWith("✗"));
  assert.deepEqual(crosses(), []);
  assert.deepEqual(crosses({ broken: 3, how: "sign" }), ["✗ −4"]);
  assert.ok(isWrong(look({ broken: 3, how: "sign" }), 0));
});

test("an edge that was cut is dashed, one with a wrong sign is not", () => {
  const dashed = (how) => only(drawn({ broken: 0, how }), "stroke").filter((s) => s.dash.length);
  assert.deepEqual([dashed("cut").length, dashed("sign").length], [1, 0]);
});

test("before the blame flows, no node shows any", () => {
  const green = only(drawn({ step: 2 }), "fillText", { fillStyle: colours.hues[2] });
  assert.equal(green.length, 0);
});

test("the pointer finds an edge on it, and none far from all", () => {
  const me = look();
  const lines = only(drawn(), "stroke").filter(({ path: [[what]] }) => what === "moveTo");
  lines.slice(0, me.all.length).forEach((line, e) => {
    const [[x0, y0], [x1, y1]] = points(line);
    assert.equal(edgeAt(me, [(x0 + x1) / 2, (y0 + y1) / 2]), e);
  });
  assert.equal(edgeAt(me, [0, 0]), -1);
});

test("numbers are short, whole ones without decimals", () => {
  assert.deepEqual([3, -0.5, 12345, Number.NaN].map(number), ["3", "−0.50", "1.2e+4", "?"]);
});
