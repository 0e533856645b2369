// The trays and the two models of the leak lab, on cakes that are told apart at a glance.
import assert from "node:assert/strict";
import { test } from "node:test";
import { agree, scores, solve } from "../../layerlab/widgets/leak_lab/fitting.js";
import {
  CARDS,
  cardsOn,
  copyFew,
  cousins,
  deal,
  families,
  familyOf,
  put,
  SHOTS,
  tolerance,
} from "../../layerlab/widgets/leak_lab/trays.js";
import { bell, chance } from "../../layerlab/widgets/shared/shared.js";

const SEALED = 20 * SHOTS;
const plain = { scaleAll: false, columnsAll: false };

function cakes(seed = 5, wide = 12) {
  // each cake is a point of its own, its photographs lie close round it, a coin labels it
  const random = chance(seed);
  const rows = CARDS + SEALED;
  const X = new Float64Array(rows * wide);
  const labels = new Int32Array(rows);
  let [middle, label] = [[], 0];
  for (let r = 0; r < rows; r++) {
    if (r % SHOTS === 0) {
      middle = Array.from({ length: wide }, () => bell(random));
      label = familyOf(r) % 2;
    }
    labels[r] = label;
    for (let j = 0; j < wide; j++) X[r * wide + j] = middle[j] + 0.02 * bell(random);
  }
  return { X, labels, wide };
}

test("rows are dealt one by one, families whole", () => {
  for (let draw = 0; draw < 10; draw++) {
    assert.equal(cardsOn(deal("rows", draw), "1").length, CARDS / 3);
    const trays = deal("families", draw);
    assert.equal(families(trays, "1"), 8);
    assert.equal(families(trays, "0"), 16);
    assert.notEqual(deal("rows", draw), deal("rows", draw + 1));
  }
});

test("shuffled rows: the test says 100%, the sealed set stays near one half", () => {
  const data = cakes();
  for (let draw = 0; draw < 10; draw++) {
    const [[train, tested, sealed]] = scores(data, deal("rows", draw), plain);
    assert.equal(train, 1);
    assert.ok(tested > 0.97, `test ${tested}`);
    assert.ok(Math.abs(sealed - 0.5) < 0.3, `sealed ${sealed}`);
  }
});

test("a copied card is on both trays, and its neighbour is itself", () => {
  const before = deal("families", 3);
  const trays = copyFew(before, 7);
  assert.equal([...trays].filter((place) => place === "2").length, 6);
  assert.deepEqual(cardsOn(trays, "1"), cardsOn(before, "1"));
  assert.equal(cardsOn(trays, "0").length, cardsOn(before, "0").length + 6);
  let last = trays;
  for (let draw = 8; draw < 16; draw++) last = copyFew(last, draw);
  assert.equal(scores(cakes(), last, plain)[0][1], 1);
});

test("columns chosen on everything help the test and not the sealed set", () => {
  const gap = (columnsAll) => {
    let sum = 0;
    for (let seed = 1; seed <= 10; seed++) {
      const data = cakes(seed, 40);
      for (let draw = 0; draw < 6; draw++) {
        const how = { scaleAll: false, columnsAll };
        const [, [, tested, sealed]] = scores(data, deal("families", draw), how);
        sum += (tested - sealed) / 60;
      }
    }
    return sum;
  };
  const [honest, leaky] = [gap(false), gap(true)];
  assert.ok(Math.abs(honest) < 0.1, `${honest}`);
  assert.ok(leaky > honest + 0.08, `${leaky} ${honest}`);
});

test("a label that can be seen is found on every tray", () => {
  const data = cakes();
  for (let r = 0; r < data.labels.length; r++) data.X[r * data.wide] += 8 * data.labels[r];
  const [near, straight] = scores(data, deal("families", 0), plain);
  assert.ok(Math.min(...near) > 0.75, `${near}`);
  assert.ok(Math.min(...straight) > 0.95, `${straight}`);
});

test("an empty tray gives no score and agrees with nothing", () => {
  const data = cakes();
  const all = Array.from({ length: CARDS }, (_, i) => i);
  const [none, full] = [put(deal("rows", 0), all, "0"), put(deal("rows", 0), all, "1")];
  assert.ok(Number.isNaN(scores(data, none, plain)[0][1]));
  assert.ok(scores(data, full, plain).flat().every(Number.isNaN));
  assert.equal(agree(scores(data, none, plain), none), false);
  assert.equal(agree(scores(data, full, plain), full), false);
});

test("the tolerance counts cakes, not cards", () => {
  assert.equal(tolerance(deal("families", 0)), 1 / Math.sqrt(8));
  const one = put("0".repeat(CARDS), cousins(13), "1");
  assert.equal(tolerance(one), 1);
  assert.deepEqual(cousins(13), [12, 13, 14, 15, 16, 17]);
});

test("linear equations are solved", () => {
  const x = solve([Float64Array.of(2, 1, 4), Float64Array.of(1, 3, 7)]);
  assert.ok(Math.abs(x[0] - 1) < 1e-12 && Math.abs(x[1] - 2) < 1e-12);
});
