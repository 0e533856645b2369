// Draw and see: where maps lie among the values and on the canvas.
import assert from "node:assert/strict";
import { test } from "node:test";
import { hit, moveTo, offsets, place, span } from "../../layerlab/widgets/draw_and_see/maps.js";

const LAYERS = [
  { maps: 4, height: 28, width: 28 },
  { maps: 40, height: 14, width: 14 },
];

test("layers lie one after the other among the values", () => {
  assert.deepEqual(offsets(LAYERS), [0, 4 * 28 * 28]);
});

test("every map has a place on the canvas, and none overlaps another", () => {
  const { boxes, height } = place(LAYERS, 600);
  assert.equal(boxes.length, 44);
  for (const a of boxes) {
    assert.ok(a.x + a.size <= 600 && a.y + a.size <= height);
    for (const b of boxes)
      if (a !== b)
        assert.ok(
          a.x + a.size <= b.x || b.x + b.size <= a.x || a.y + a.size <= b.y || b.y + b.size <= a.y,
        );
  }
});

test("the pointer finds the unit under it, and nothing between the maps", () => {
  const { boxes } = place(LAYERS, 600);
  const box = boxes[5];
  assert.deepEqual(hit(boxes, LAYERS, box.x + box.size - 0.1, box.y + 0.1), [1, 1, 0, 13]);
  assert.equal(hit(boxes, LAYERS, 10, 10), null);
});

test("a step to another layer keeps the spot, and stops at the last", () => {
  assert.deepEqual(moveTo(LAYERS, [0, 3, 27, 13], { layer: 1 }), [1, 3, 13, 6]);
  assert.deepEqual(moveTo(LAYERS, [1, 39, 3, 3], { layer: 0 }), [0, 3, 7, 7]);
  assert.deepEqual(moveTo(LAYERS, [1, 39, 3, 3], { layer: 9, map: 99 }), [1, 39, 3, 3]);
});

test("the span holds 0 and never collapses", () => {
  assert.deepEqual(span([5, 2, -1], 0, 2), [0, 5]);
  assert.ok(span([0, 0], 0, 2)[1] > 0);
});
