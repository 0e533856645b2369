// What the playground's pictures show of a network, and where they say that its parts are.
import assert from "node:assert/strict";
import { test } from "node:test";
import { drawCake, PICTURE } from "../../layerlab/widgets/network/cake.js";
import { makeNet } from "../../layerlab/widgets/network/net.js";
import { drawPlain } from "../../layerlab/widgets/network/plain.js";
import { makeSet, readTiers, standardise } from "../../layerlab/widgets/network/recipe.js";
import { drawLoss, drawRegions, makeMaps } from "../../layerlab/widgets/network/view.js";
import { BLUE, colours, only, record, texts } from "./recording.js";

function playground(tiers, data = "moons") {
  const points = standardise(makeSet(data, 0.1));
  return {
    points,
    tiers: readTiers(tiers),
    net: makeNet(readTiers(tiers), points.classes, 3),
    unit: null,
  };
}

function dressed(draw, me, more = {}) {
  const state = { ...me, maps: makeMaps(me, colours), linear: false, chosen: 0, ...more };
  let boxes = null;
  const keep = (ctx) => {
    boxes = draw(ctx, PICTURE, state, colours, false);
  };
  return { drawn: record(keep), boxes };
}

const apart = (a, b) =>
  a.x + a.w <= b.x || b.x + b.w <= a.x || a.y + a.h <= b.y || b.y + b.h <= a.y;

for (const [name, draw] of [
  ["cake", drawCake],
  ["plain network", drawPlain],
]) {
  test(`the ${name} has a box for each tier and unit, and no two units overlap`, () => {
    const { boxes } = dressed(draw, playground("9relu,3tanh,16sigmoid"));
    assert.deepEqual(
      boxes.tiers.map(({ tier }) => tier),
      [0, 1, 2],
    );
    assert.equal(boxes.units.length, 28);
    boxes.units.forEach((a, i) => {
      for (const b of boxes.units.slice(i + 1)) assert.ok(apart(a, b), `${name} ${i}`);
    });
  });

  test(`in the ${name} a unit on view has a thick rim`, () => {
    const thick = (unit) =>
      only(dressed(draw, playground("4relu,3tanh"), { unit }).drawn, "strokeRect", {
        lineWidth: 2.5,
      }).length;
    assert.deepEqual([thick(null), thick({ tier: 1, unit: 2 })], [0, 1]);
  });

  test(`the ${name} is there without any tier`, () => {
    const { boxes, drawn } = dressed(draw, playground(""));
    assert.deepEqual([boxes.tiers, boxes.units], [[], []]);
    assert.ok(drawn.length > 5);
  });
}

test("the units of a tier stand in its middle, in each of two rows", () => {
  const { boxes } = dressed(drawCake, playground("9relu"));
  const [tier] = boxes.tiers;
  const levels = [...new Set(boxes.units.map(({ y }) => y))];
  assert.equal(levels.length, 2);
  for (const level of levels) {
    const row = boxes.units.filter(({ y }) => y === level);
    const middle = (row[0].x + row.at(-1).x + row[0].w) / 2;
    assert.ok(Math.abs(middle - (tier.x + tier.w / 2)) < 1);
  }
});

test("all linear is written on every tier", () => {
  for (const draw of [drawCake, drawPlain]) {
    const said = texts(dressed(draw, playground("4relu,3tanh"), { linear: true }).drawn);
    assert.equal(said.filter((text) => text.endsWith("linear")).length, 2);
    assert.ok(!said.some((text) => /relu|tanh/.test(text)));
  }
});

test("each unit has a map of its own over the plane", () => {
  const me = playground("4relu,3tanh");
  const maps = makeMaps(me, colours);
  assert.deepEqual(
    maps.map((row) => row.length),
    [2, 4, 3, 1],
  );
  assert.equal(makeMaps(me, colours), maps);
  assert.ok(new Set(maps[1][0].pixels).size > 1);
});

test("the regions are drawn once, the points over them", () => {
  const images = only(record(drawRegions, playground("4relu", "pinwheel"), colours), "drawImage");
  assert.equal(images.length, 2);
  const [points] = images[1].args;
  assert.equal(only(points.ctx.drawn, "fill").length, 300);
});

test("a loss that is no number is left out of the curve", () => {
  const history = [
    [0, 0.7],
    [10, 0.5],
    [20, Number.NaN],
  ];
  const curve = (h) =>
    only(record(drawLoss, { history: h }, colours), "stroke", { strokeStyle: BLUE });
  assert.equal(curve(history)[0].path.length, 2);
  assert.equal(only(record(drawLoss, { history: [] }, colours), "fill").length, 0);
});
