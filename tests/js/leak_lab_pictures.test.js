// What the leak lab's pictures show of its state.
import assert from "node:assert/strict";
import { test } from "node:test";
import {
  drawScores,
  drawTable,
  layout,
  spots,
  TRAYS,
  trayAt,
} from "../../layerlab/widgets/leak_lab/pictures.js";
import { CARDS, deal, put } from "../../layerlab/widgets/leak_lab/trays.js";
import { BLUE, colours, GREEN, only, record, texts, VERMILION } from "./recording.js";

const found = [
  [1, 0.96, 0.41],
  [0.9, 0.5, Number.NaN],
];

function lab(how = {}) {
  const labels = Int32Array.from({ length: CARDS }, (_, i) => Math.floor(i / 6) % 2);
  const s = { trays: deal("families", 0) };
  return {
    s,
    data: { labels },
    sealed: 156,
    cursor: 3,
    held: null,
    sheet: {},
    past: [],
    found,
    ...how,
  };
}

test("every card lies on its tray, and none on another", () => {
  const seen = spots(lab().s.trays);
  assert.equal(seen.length, CARDS);
  for (const { tray, x, y, size } of seen) {
    const place = TRAYS.find((one) => one.tray === tray);
    assert.ok(x >= place.left && x + size <= place.left + place.wide);
    assert.ok(y >= 24 && y + size <= 262);
    assert.equal(trayAt(x + 1), place.name);
  }
});

test("cards shrink until all have room, and stay apart", () => {
  for (const count of [0, 1, 48, 96, CARDS]) {
    for (const place of TRAYS) {
      const { size, at } = layout(place, count);
      assert.ok(size > 9, `${place.name} ${count} ${size}`);
      const places = new Set(Array.from({ length: count }, (_, i) => at(i).join()));
      assert.equal(places.size, count);
    }
  }
});

test("a copy is drawn on both trays, in a thick frame", () => {
  const me = lab();
  const copied = lab({ s: { trays: put(me.s.trays, [spots(me.s.trays).at(-1).card], "2") } });
  const count = (one) => only(record(drawTable, one, colours), "drawImage").length;
  assert.equal(count(copied), count(me) + 1);
  const thick = only(record(drawTable, copied, colours), "strokeRect", {
    strokeStyle: colours.ink,
  });
  assert.equal(thick.length, 2);
});

test("the keys' card is framed, with its whole cake, only where the keys are", () => {
  const green = (focused) =>
    only(record(drawTable, lab(), colours, focused), "strokeRect", { strokeStyle: GREEN }).length;
  assert.deepEqual([green(false), green(true)], [0, 7]);
});

test("labels differ by form and by colour", () => {
  const drawn = record(drawTable, lab(), colours);
  assert.equal(only(drawn, "fill", { fillStyle: BLUE }).length, 72);
  assert.equal(only(drawn, "fillRect", { fillStyle: VERMILION }).length, 72);
});

test("the bars say their shares, and an empty tray a dash", () => {
  const said = texts(record(drawScores, lab(), colours));
  for (const text of ["100%", "96%", "41%", "90%", "50%", "–", "no shuffle yet"]) {
    assert.ok(said.includes(text), text);
  }
});

test("shuffles that lied have a bold gap, and the mean gap is written", () => {
  const shown = [
    [1, 0.9, 0.4],
    [1, 0.5, 0.6],
  ];
  const past = [
    { found: shown, ok: false },
    { found: shown, ok: true },
  ];
  const drawn = record(drawScores, lab({ past }), colours);
  const said = texts(drawn);
  assert.ok(said.includes("test − sealed: +0.50 on average"));
  assert.ok(said.includes("test − sealed: −0.10 on average"));
  assert.equal(only(drawn, "stroke", { strokeStyle: VERMILION }).length, 2);
});
