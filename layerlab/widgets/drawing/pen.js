// The pen: a round tip with a soft edge, drawn along a line onto a square of numbers 0…255.

export const TIP = 1.15; // from the middle of the pen to its edge, on a pad of 28

export function ink(grid, n, [x0, y0], [x1, y1], tip, erase = false) {
  // coordinates in pixels
  const far = tip + 1;
  const low = (a, b) => Math.max(0, Math.floor(Math.min(a, b) - far));
  const high = (a, b) => Math.min(n - 1, Math.ceil(Math.max(a, b) + far));
  const dx = x1 - x0;
  const dy = y1 - y0;
  const length = Math.max(dx * dx + dy * dy, 1e-9);
  for (let r = low(y0, y1); r <= high(y0, y1); r++) {
    for (let c = low(x0, x1); c <= high(x0, x1); c++) {
      const px = c + 0.5 - x0;
      const py = r + 0.5 - y0;
      const t = Math.min(1, Math.max(0, (px * dx + py * dy) / length));
      const wet = Math.min(1, Math.max(0, tip + 0.5 - Math.hypot(px - t * dx, py - t * dy)));
      const i = r * n + c;
      const value = Math.round(255 * wet);
      grid[i] = erase ? Math.min(grid[i], 255 - value) : Math.max(grid[i], value);
    }
  }
}

export function ranked(scores, most = 10) {
  // [place, score], the strongest first
  return [...scores]
    .map((score, i) => [i, score])
    .sort((a, b) => b[1] - a[1] || a[0] - b[0])
    .slice(0, most);
}
