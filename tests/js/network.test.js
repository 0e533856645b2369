// The playground's network: gradients against differences, one point against many, recipes.
import assert from "node:assert/strict";
import { test } from "node:test";
import {
  countParameters,
  fill,
  flatten,
  forward,
  forwardMany,
  makeNet,
  probabilities,
  score,
  trainStep,
  winner,
} from "../../layerlab/widgets/network/net.js";
import {
  makeSet,
  readRecipe,
  readTiers,
  SETS,
  standardise,
  writeRecipe,
  writeTiers,
} from "../../layerlab/widgets/network/recipe.js";

const tiers = readTiers("5tanh,4sigmoid,3relu");
const near = (a, b, e) => assert.ok(Math.abs(a - b) < e, `${a} is not ${b}`);

for (const name of ["moons", "pinwheel"]) {
  test(`a step goes down the slope that finite differences show (${name})`, () => {
    const data = standardise(makeSet(name, 0.1, 1));
    const classes = data.classes;
    const net = makeNet(tiers, classes, 5);
    const before = flatten(net);
    const lr = 1e-3;
    const loss = (flat) => {
      const copy = makeNet(tiers, classes, 5);
      fill(copy, flat);
      return -Math.log(probabilities(forward(copy, data.X[0], data.X[1]))[data.y[0]]);
    };
    trainStep(net, data, { lr, batch: 1, seed: 1 }, 0);
    const after = flatten(net);
    before.forEach((w, i) => {
      const up = before.slice();
      const down = before.slice();
      up[i] = w + 1e-5;
      down[i] = w - 1e-5;
      near((w - after[i]) / lr, (loss(up) - loss(down)) / 2e-5, 1e-5);
    });
  });
}

test("many points at once give what one at a time gives", () => {
  const data = standardise(makeSet("flavours", 0.1));
  const net = makeNet(readTiers("6relu,5tanh"), 6, 2);
  const values = forwardMany(net, data.columns, 300);
  for (const i of [0, 17, 299]) {
    const logits = [...forward(net, data.X[2 * i], data.X[2 * i + 1])];
    const p = probabilities(logits);
    const found = winner(values.at(-1), i, 300);
    logits.forEach((z, j) => near(values.at(-1)[j * 300 + i], z, 1e-4));
    assert.equal(Math.floor(found), p.indexOf(Math.max(...p)));
    near(found % 1, Math.max(...p), 1e-4);
  }
});

test("the loss and the share of right answers are those of the definition", () => {
  for (const name of ["xor", "pinwheel"]) {
    const data = standardise(makeSet(name, 0.1));
    const net = makeNet(tiers, data.classes, 1);
    let loss = 0;
    for (let i = 0; i < 300; i++)
      loss -=
        Math.log(probabilities(forward(net, data.X[2 * i], data.X[2 * i + 1]))[data.y[i]]) / 300;
    near(score(net, data).loss, loss, 1e-4);
  }
});

test("two classes need one output: 2-8-8-1 has 105 parameters", () => {
  assert.equal(countParameters(makeNet(readTiers("8relu,8relu"), 2, 1)), 105);
});

test("all linear tiers never separate XOR, ReLU tiers do", () => {
  const data = standardise(makeSet("xor", 0));
  const how = { lr: 0.3, batch: 16, seed: 1 };
  for (const [linear, low, high] of [
    [true, 0.3, 0.75],
    [false, 0.93, 1],
  ]) {
    const net = makeNet(readTiers("8relu,8relu"), 2, 1, linear);
    for (let k = 0; k < 1500; k++) trainStep(net, data, how, k);
    const { accuracy } = score(net, data);
    assert.ok(accuracy >= low && accuracy <= high, `${accuracy}`);
  }
});

test("the same recipe bakes the same cake", () => {
  const bake = () => {
    const data = standardise(makeSet("moons", 0.1));
    const net = makeNet(tiers, 2, 7);
    for (let k = 0; k < 50; k++) trainStep(net, data, { lr: 0.1, batch: 8, seed: 7 }, k);
    return flatten(net);
  };
  assert.deepEqual(bake(), bake());
});

test("every set has 300 points and as many classes as it says", () => {
  for (const name of Object.keys(SETS)) {
    const { X, y, classes } = makeSet(name, 0.1);
    assert.equal(X.length, 600);
    assert.deepEqual(
      [...new Set(y)].sort(),
      Array.from({ length: classes }, (_, k) => k),
    );
  }
});

test("a recipe survives writing and reading", () => {
  const s = {
    batch: 16,
    data: "moons",
    linear: true,
    lr: 0.03,
    noise: 0.1,
    seed: 4,
    steps: 120,
    tiers: "8relu,4tanh",
  };
  assert.deepEqual(readRecipe(writeRecipe("CakeBuilder", s)), s);
  assert.equal(writeTiers(readTiers(s.tiers)), s.tiers);
});

test("what is no recipe is refused", () => {
  for (const text of [
    "",
    "hello",
    "Cake|lr=1",
    "CakeBuilder|lr=much",
    "CakeBuilder|tiers=99relu",
    "CakeBuilder|tiers=4gelu",
    "CakeBuilder|data=cats",
    "CakeBuilder|colour=2",
  ])
    assert.equal(readRecipe(text), null, text);
});
