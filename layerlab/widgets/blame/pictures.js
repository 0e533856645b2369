// The picture of the blame graph: edges, what goes along them, nodes with value and blame.

import { clamp, line, write } from "../shared/shared.js";
import { slopes } from "./graph.js";
import { isWrong, number, SIGNS } from "./words.js";

export const SIZE = { width: 764, height: 390 };
const TALL = 52; // of a node

export function drawGraph(ctx, me, c) {
  Object.assign(ctx, { textAlign: "center", textBaseline: "middle" });
  me.all.forEach((edge, e) => drawEdge(ctx, me, edge, e, c));
  me.all.forEach((edge, e) => drawNumbers(ctx, me, edge, e, c));
  me.nodes.forEach((node, i) => drawNode(ctx, me, node, i, c));
}

const place = ({ at: [x, y] }) => [50 + x * (SIZE.width - 100), 34 + y * (SIZE.height - 68)];

function ends(nodes, { i, p, slot }) {
  // two edges between the same nodes lie beside each other
  const twice = nodes[i].parents.filter((q) => q === p).length > 1;
  const shift = twice ? (slot ? 9 : -9) : 0;
  return [nodes[p], nodes[i]].map(place).map(([x, y]) => [x, y + shift]);
}

export function edgeAt({ nodes, all }, point) {
  // the edge near a point, or -1
  const far = all.map((edge) => distance(point, ...ends(nodes, edge)));
  const nearest = Math.min(...far);
  return nearest < 9 ? far.indexOf(nearest) : -1;
}

function distance([x, y], [x0, y0], [x1, y1]) {
  const along = (x - x0) * (x1 - x0) + (y - y0) * (y1 - y0);
  const t = clamp(along / ((x1 - x0) ** 2 + (y1 - y0) ** 2 || 1), 0.1, 0.9);
  return Math.hypot(x - x0 - t * (x1 - x0), y - y0 - t * (y1 - y0));
}

function drawEdge(ctx, { nodes, s, state }, edge, e, c) {
  const bad = e === s.broken;
  const live = edge.i === state.active && s.step > 0;
  const colour = bad ? c.hues[1] : live ? c.hues[0] : c.line;
  const dash = bad && s.how === "cut" ? [6, 5] : [];
  line(ctx, ends(nodes, edge), colour, live || bad ? 2.5 : 1.5, dash);
}

function drawNumbers(ctx, { nodes, s, state, width }, edge, e, c) {
  // the local slope and the blame that went back along the edge
  if (!state.known[edge.i]) return;
  const [[x0, y0], [x1, y1]] = ends(nodes, edge);
  const t = edge.slot ? 0.56 : 0.44;
  const [x, y] = [x0 + t * (x1 - x0), y0 + t * (y1 - y0)];
  const local = `×${number(slopes(nodes, edge.i)[edge.slot])}`;
  const back = state.sent[e] === null ? "" : ` → ${number(state.sent[e])}`;
  const colour = e === s.broken ? c.hues[1] : back ? c.ink : c.soft;
  const how = { colour, font: "11px" };
  ctx.font = "11px system-ui, sans-serif"; // for the measure
  const long = ctx.measureText(local + back).width;
  const tight = Math.abs(y1 - y0) < 40 && x1 - x0 - width < long + 8;
  if (tight) {
    write(ctx, local, (x0 + x1) / 2, y - 9, how); // two lines then
    write(ctx, back.trim(), (x0 + x1) / 2, y + 9, how);
    return;
  }
  ctx.fillStyle = c.paper;
  ctx.fillRect(x - long / 2 - 2, y - 8, long + 4, 16);
  write(ctx, local + back, x, y, how);
}

function drawNode(ctx, me, node, i, c) {
  const { s, state, width: w } = me;
  const [x, y] = place(node);
  const bad = isWrong(me, i);
  const active = i === state.active && s.step > 0;
  ctx.beginPath();
  ctx.roundRect(x - w / 2, y - TALL / 2, w, TALL, 8);
  const edge = bad ? c.hues[1] : active ? c.hues[0] : c.soft;
  Object.assign(ctx, { fillStyle: active ? c.tint : c.paper });
  Object.assign(ctx, { strokeStyle: edge, lineWidth: bad ? 2.5 : 1.5 });
  ctx.fill();
  ctx.stroke();
  const text = (words, dy, colour, font) => write(ctx, words, x, y + dy, { colour, font });
  const sign = { ...SIGNS, square: "²" }[node.op] ?? node.op;
  text(`${node.label}${node.op ? ` ${sign}` : ""}`, -16, c.soft, "11px");
  if (state.known[i]) text(number(node.data), 0, c.ink);
  const blame = `${bad ? "✗ " : ""}${number(state.blame[i])}`;
  if (state.blame[i] !== null) text(blame, 16, bad ? c.hues[1] : c.hues[2], "bold 12px");
  const yours = me.differs[i] && state.complete[i];
  if (yours) text(`yours: ${number(node.grad)}`, 34, c.hues[1], "bold 11px");
}
