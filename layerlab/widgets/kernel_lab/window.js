// One window slid over a picture (cross-correlation, as networks do it); as in window.py.

export function outputSize(n, k, { stride, padding, dilation }) {
  return Math.floor((n + 2 * padding - dilation * (k - 1) - 1) / stride) + 1;
}

export function patch(image, kernel, how, r, c) {
  // what the window sees: row, column, value, weight
  const seen = [];
  for (let i = 0; i < kernel.rows; i++) {
    for (let j = 0; j < kernel.cols; j++) {
      const y = r * how.stride - how.padding + i * how.dilation;
      const x = c * how.stride - how.padding + j * how.dilation;
      const inside = y >= 0 && x >= 0 && y < image.rows && x < image.cols;
      seen.push({
        y,
        x,
        value: inside ? image.data[y * image.cols + x] : 0,
        weight: kernel.data[i * kernel.cols + j],
      });
    }
  }
  return seen;
}

export function correlate(image, kernel, how) {
  const rows = outputSize(image.rows, kernel.rows, how);
  const cols = outputSize(image.cols, kernel.cols, how);
  if (rows < 1 || cols < 1) return { rows: 0, cols: 0, data: new Float64Array(0) };
  const data = new Float64Array(rows * cols);
  const { stride, padding, dilation } = how;
  for (let r = 0; r < rows; r++) {
    for (let c = 0; c < cols; c++) {
      let sum = 0;
      for (let i = 0; i < kernel.rows; i++) {
        const y = r * stride - padding + i * dilation;
        if (y < 0 || y >= image.rows) continue;
        for (let j = 0; j < kernel.cols; j++) {
          const x = c * stride - padding + j * dilation;
          if (x >= 0 && x < image.cols)
            sum += image.data[y * image.cols + x] * kernel.data[i * kernel.cols + j];
        }
      }
      data[r * cols + c] = sum;
    }
  }
  return { rows, cols, data };
}
