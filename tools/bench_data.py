"""How long do 50,000 bakery pictures take? `make bench-data`; it is not a test.

Processor time of one core for pictures of 32 pixels, median of three runs, and the
sum of their bytes, which is the same on every machine.
"""

import hashlib
import statistics
import time

from layerlab import data

N, RUNS = 50_000, 3


def main() -> None:
    """Run the benchmark and print its figures."""
    spent = []
    for _ in range(RUNS):
        start = time.process_time()
        pictures = data.load("bakery", "train", n=N).X
        spent.append(time.process_time() - start)
    print(f"{N:,} pictures: {statistics.median(spent):.1f} s of one core", end="")
    print(f" (of {RUNS} runs: {', '.join(f'{s:.1f}' for s in spent)})")
    print("sha256", hashlib.sha256(pictures.tobytes()).hexdigest())


if __name__ == "__main__":
    main()
