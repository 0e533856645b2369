// Broadcasting: shapes read from text, and what the picture shows of two of them.
import assert from "node:assert/strict";
import { test } from "node:test";
import { drawShapes } from "../../layerlab/widgets/broadcasting/pictures.js";
import { align, readShape, verdict } from "../../layerlab/widgets/broadcasting/shapes.js";
import { BLUE, colours, GREEN, only, record, texts } from "./recording.js";

const drawn = (a, b) => record(drawShapes, { a, b }, colours);

test("a shape is read however it is written", () => {
  for (const text of ["6, 2", "(6, 2)", "[6,2]", "6x2", "6 × 2"]) {
    assert.deepEqual(readShape(text), [6, 2], text);
  }
  for (const text of ["six", "6, -2", "1,2,3,4,5,6"]) assert.equal(readShape(text), null, text);
});

test("axes meet from the last, and a 1 is repeated", () => {
  const columns = align([6, 2], [2]);
  assert.deepEqual(
    columns.map(({ a, b, out }) => [a, b, out]),
    [
      [6, undefined, 6],
      [2, 2, 2],
    ],
  );
  assert.match(verdict([6, 2], [6]), /^They clash at the last axis: 2 and 6 differ/);
});

test("full cells are the array's own, as many as it has", () => {
  const own = (a, b, hue) => only(drawn(a, b), "fillRect", { fillStyle: hue }).length;
  assert.equal(own([6, 2], [2], BLUE), 12);
  assert.equal(own([6, 2], [2], GREEN), 2);
  assert.equal(own([4], [4, 1], BLUE), 4);
});

test("all three arrays are drawn in the size of the result", () => {
  const rule = 1; // the line in the table
  assert.equal(only(drawn([4], [3, 1]), "fillRect").length, 3 * 12 + rule);
});

test("a clash has no result, and is named in its column", () => {
  const words = texts(drawn([6, 2], [6]));
  assert.ok(words.includes("no result") && words.includes("clash") && words.includes("✗"));
  const fits = texts(drawn([6, 2], [2]));
  assert.ok(!fits.includes("no result") && !fits.includes("clash"));
});

test("a long axis is cut, and the cut is told", () => {
  const words = texts(drawn([40, 13], [40, 1]));
  assert.equal(words.filter((text) => text === "…").length, 3);
  assert.ok(only(drawn([40, 13], [40, 1]), "fillRect").length < 3 * 150);
});
