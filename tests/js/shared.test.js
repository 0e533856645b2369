// The shared parts that need no page.
import assert from "node:assert/strict";
import { test } from "node:test";
import {
  arrow,
  asker,
  axes,
  bell,
  chance,
  drawAxes,
  MARKS,
  mark,
  numbers,
  packed,
  ticks,
} from "../../layerlab/widgets/shared/shared.js";
import { colours, only, points, record, texts } from "./recording.js";

test("an array survives the journey to Python and back, whatever its offset", () => {
  const sent = packed(Float64Array.of(1.5, -2, 3));
  assert.deepEqual([...numbers(sent)], [1.5, -2, 3]);
  const shifted = new Uint8Array(3 * 8 + 3);
  shifted.set(new Uint8Array(sent.data.buffer), 3);
  assert.deepEqual(
    [...numbers({ ...sent, data: new DataView(shifted.buffer, 3, 24) })],
    [1.5, -2, 3],
  );
});

test("a page without a kernel gives arrays as lists", () => {
  assert.deepEqual([...numbers({ dtype: "int32", shape: [2], list: [4, 5] })], [4, 5]);
});

test("axes turn values into pixels and back", () => {
  const a = axes({ width: 300, height: 200 }, [-1, 3], [0, 10]);
  assert.ok(Math.abs(a.x(a.px(2.2)) - 2.2) < 1e-12 && Math.abs(a.y(a.py(7.5)) - 7.5) < 1e-12);
});

test("ticks are round and inside", () => {
  assert.deepEqual(ticks(-1, 1, 4), [-1, -0.5, 0, 0.5, 1]);
});

test("chance repeats with its seed and is spread evenly", () => {
  const a = chance(7);
  const b = chance(7);
  const values = Array.from({ length: 4000 }, a);
  assert.equal(values[0], b());
  assert.ok(Math.abs(values.reduce((s, v) => s + v) / 4000 - 0.5) < 0.02);
});

test("bell has mean 0 and spread 1", () => {
  const random = chance(1);
  const values = Array.from({ length: 4000 }, () => bell(random));
  const mean = values.reduce((s, v) => s + v) / 4000;
  const spread = Math.sqrt(values.reduce((s, v) => s + (v - mean) ** 2, 0) / 4000);
  assert.ok(Math.abs(mean) < 0.05 && Math.abs(spread - 1) < 0.05);
});

test("of many questions the newest wins, and only one is on its way", () => {
  const sent = [];
  const got = [];
  const listeners = [];
  const model = {
    send: (content) => sent.push(content),
    on: (_, f) => listeners.push(f),
    off() {},
  };
  const ui = { say() {}, trouble: {}, onClose() {} };
  const ask = asker(ui, model, (content) => got.push(content.value));
  for (let i = 0; i < 5; i++) ask({ i });
  assert.equal(sent.length, 1);
  listeners[0]({ kind: "answer", id: sent[0].id, value: "first" }, []);
  assert.deepEqual(
    sent.map((c) => c.question.i),
    [0, 4],
  );
  listeners[0]({ kind: "error", id: sent[1].id, text: "no" }, []);
  ask({ i: 9 });
  assert.equal(sent.length, 3);
  listeners[0]({ kind: "answer", id: sent[2].id, value: "last" }, []);
  assert.deepEqual(got, ["first", "last"]);
});

test("every kind of mark is drawn around its place, and closed", () => {
  for (const kind of MARKS) {
    const [filled, edged] = record(mark, kind, 50, 60, 5, "#111111", "#222222");
    assert.deepEqual([filled.what, edged.what], ["fill", "stroke"], kind);
    if (kind === "circle") continue;
    assert.equal(filled.path.at(-1)[0], "close", kind);
    for (const [x, y] of points(filled).slice(0, -1)) {
      assert.ok(Math.hypot(x - 50, y - 60) <= 7, kind);
    }
  }
});

test("the numbers of the axes are as many as the ticks, and none leaves the picture", () => {
  const a = axes({ width: 200, height: 100 }, [0, 100], [-1, 1]);
  const drawn = record(drawAxes, a, colours, { xlabel: "steps" });
  const words = texts(drawn);
  assert.equal(words.length, ticks(0, 100).length + ticks(-1, 1).length + 1);
  assert.ok(words.includes("−1") && words.at(-1) === "steps");
  for (const { args } of only(drawn, "fillText", { textAlign: "center" })) {
    assert.ok(args[1] + (6 * String(args[0]).length) / 2 <= 200);
  }
});

test("an arrow too short to be seen is left out", () => {
  assert.equal(record(arrow, [0, 0], [0.2, 0.1], "#111111").length, 0);
  assert.equal(record(arrow, [0, 0], [20, 0], "#111111").length, 2);
});
