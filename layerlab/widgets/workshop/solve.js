// A x = b for a positive definite A of which only the upper half is read (Cholesky).

export function solve(A, b, n) {
  const U = Float64Array.from(A); // A = Uᵀ U
  for (let j = 0; j < n; j++) {
    for (let k = 0; k < j; k++) {
      const f = U[k * n + j];
      if (f !== 0) for (let i = j; i < n; i++) U[j * n + i] -= f * U[k * n + i];
    }
    const root = Math.sqrt(Math.max(U[j * n + j], 1e-12));
    for (let i = j; i < n; i++) U[j * n + i] /= root;
  }
  const x = Float64Array.from(b);
  for (let j = 0; j < n; j++) {
    for (let k = 0; k < j; k++) x[j] -= U[k * n + j] * x[k];
    x[j] /= U[j * n + j];
  }
  for (let j = n - 1; j >= 0; j--) {
    for (let k = j + 1; k < n; k++) x[j] -= U[j * n + k] * x[k];
    x[j] /= U[j * n + j];
  }
  return x;
}
