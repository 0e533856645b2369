// The rule of broadcasting, one axis at a time from the last: equal, or one of them 1.

export function readShape(text) {
  // "(3, 1)" → [3, 1]; null where it is no shape
  const inner = text
    .trim()
    .replace(/^[([]|[)\]]$/g, "")
    .trim();
  const parts = inner.split(/[\s,x×]+/).filter(Boolean);
  if (!parts.every((p) => /^\d{1,4}$/.test(p)) || parts.length > 5) return null;
  return parts.map(Number);
}

export function align(a, b) {
  // one column an axis, the last one last
  const rank = Math.max(a.length, b.length);
  const columns = [];
  for (let k = 0; k < rank; k++) {
    const x = a[a.length - rank + k];
    const y = b[b.length - rank + k];
    const p = x ?? 1;
    const q = y ?? 1;
    columns.push({ a: x, b: y, fits: p === q || p === 1 || q === 1, out: p === 1 ? q : p });
  }
  return columns;
}

export const shapeText = (shape) =>
  shape.length === 1 ? `(${shape[0]},)` : `(${shape.join(", ")})`;

export function verdict(a, b) {
  // a sentence
  const columns = align(a, b);
  const clash = columns.findLastIndex((c) => !c.fits);
  if (clash < 0)
    return `They fit: the result has the shape ${shapeText(columns.map((c) => c.out))}`;
  const { a: p, b: q } = columns[clash];
  const back = columns.length - clash;
  const axis = back === 1 ? "the last axis" : `axis −${back}, counted from the end`;
  return `They clash at ${axis}: ${p} and ${q} differ, and neither is 1`;
}
