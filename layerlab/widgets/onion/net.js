// The network of lesson 02 in the browser: the same sums as layerlab/props/onion.py.

export function bytes(text) {
  // base64 → bytes
  return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
}

export function halves(raw) {
  // 16-bit floating-point numbers → 32-bit ones
  const view = new DataView(raw.buffer, raw.byteOffset, raw.byteLength);
  const out = new Float32Array(raw.byteLength / 2);
  for (let i = 0; i < out.length; i++) {
    const h = view.getUint16(2 * i, true);
    const sign = h & 0x8000 ? -1 : 1;
    const e = (h >> 10) & 31;
    const part = h & 1023;
    out[i] = sign * (e ? 2 ** (e - 15) * (1 + part / 1024) : part * 2 ** -24);
  }
  return out;
}

export function build(text, sizes) {
  // sizes: [in, out, reach, pool] a layer, then [in, out] of the answer
  const all = halves(bytes(text));
  const layers = [];
  let at = 0;
  const take = (n) => {
    at += n;
    return all.subarray(at - n, at);
  };
  for (const [below, width, reach, pool] of sizes.slice(0, -1))
    layers.push({
      below,
      width,
      reach,
      pool,
      W: take(width * below * reach * reach),
      b: take(width),
    });
  const [below, width] = sizes.at(-1);
  return { layers, answer: { below, width, W: take(below * width), b: take(width) } };
}

function widen(x, channels, side, edge) {
  // the outermost pixels go on beyond the border
  const wide = side + 2 * edge;
  const out = new Float32Array(channels * wide * wide);
  const last = side - 1;
  for (let c = 0, at = 0; c < channels; c++) {
    for (let y = -edge; y < side + edge; y++) {
      const row = (c * side + Math.min(last, Math.max(0, y))) * side;
      for (let k = -edge; k < side + edge; k++) out[at++] = x[row + Math.min(last, Math.max(0, k))];
    }
  }
  return out;
}

export function slide(x, side, { below, width, reach, W, b }) {
  // windows slide over x, then ReLU
  const edge = (reach - 1) / 2;
  const wide = side + 2 * edge;
  const from = widen(x, below, side, edge);
  const out = new Float32Array(width * side * side);
  for (let o = 0; o < width; o++) {
    const map = out.subarray(o * side * side, (o + 1) * side * side).fill(b[o]);
    for (let c = 0; c < below; c++) {
      for (let k = 0; k < reach * reach; k++) {
        const w = W[(o * below + c) * reach * reach + k];
        const shift = (c * wide + Math.floor(k / reach)) * wide + (k % reach);
        for (let y = 0; y < side; y++) {
          const row = shift + y * wide;
          const to = y * side;
          for (let j = 0; j < side; j++) map[to + j] += w * from[row + j];
        }
      }
    }
    for (let i = 0; i < map.length; i++) if (map[i] < 0) map[i] = 0;
  }
  return out;
}

export function largest(x, channels, side) {
  // of every four neighbours
  const half = side / 2;
  const out = new Float32Array(channels * half * half);
  for (let c = 0, at = 0; c < channels; c++) {
    for (let y = 0; y < half; y++) {
      for (let k = 0; k < half; k++) {
        const i = (c * side + 2 * y) * side + 2 * k;
        out[at++] = Math.max(x[i], x[i + 1], x[i + side], x[i + side + 1]);
      }
    }
  }
  return out;
}

export function shares({ below, width, W, b }, x) {
  // the mean over all places, one sum a name, shares of one
  const places = x.length / below;
  const mean = new Float32Array(below);
  const scores = Float32Array.from(b);
  for (let c = 0; c < below; c++) {
    for (let i = 0; i < places; i++) mean[c] += x[c * places + i];
    mean[c] /= places;
  }
  for (let c = 0; c < below; c++)
    for (let k = 0; k < width; k++) scores[k] += mean[c] * W[c * width + k];
  const top = Math.max(...scores);
  const grown = scores.map((s) => Math.exp(s - top));
  const sum = grown.reduce((a, v) => a + v, 0);
  return grown.map((v) => v / sum);
}

export function peel(net, image) {
  // image: 3 x 32 x 32 in 0…1 → every layer's [channels, side, numbers], input first
  const peeled = [{ channels: 3, side: 32, data: image }];
  for (const layer of net.layers) {
    const { side, data } = peeled.at(-1);
    const sums = slide(data, side, layer);
    peeled.push({
      channels: layer.width,
      side: layer.pool ? side / 2 : side,
      data: layer.pool ? largest(sums, layer.width, side) : sums,
    });
  }
  peeled.push({
    channels: net.answer.width,
    side: 1,
    data: shares(net.answer, peeled.at(-1).data),
  });
  return peeled;
}
