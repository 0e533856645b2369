"""How much the order of words is worth: bag of words against a recurrent net on reviews.

Run:

    OMP_NUM_THREADS=2 python tools/order_ladder.py [seeds]
"""

import statistics
import sys

import numpy as np
import torch
from torch import nn

from layerlab import data


class Recurrent(nn.Module):
    """Embedding, GRU in both directions, largest value over the words, two scores."""

    def __init__(self, words: int):
        super().__init__()
        self.embed = nn.Embedding(words + 1, 32, padding_idx=0)
        self.gru = nn.GRU(32, 48, batch_first=True, bidirectional=True)
        self.out = nn.Linear(96, 2)

    def forward(self, x):
        """Scores (B, 2) of word numbers (B, T)."""
        return self.out(self.gru(self.embed(x))[0].amax(1))


def numbered(texts, vocabulary, length=28) -> torch.Tensor:
    """Word numbers (n, length), 0 where a sentence has ended."""
    rows = np.zeros((len(texts), length), np.int64)
    for i, text in enumerate(texts):
        known = [vocabulary.get(word, 0) for word in str(text).split()][:length]
        rows[i, : len(known)] = known
    return torch.tensor(rows)


def bags(rows, words) -> torch.Tensor:
    """How often each word occurs (n, words)."""
    return nn.functional.one_hot(rows, words + 1)[..., 1:].sum(1).float()


def accuracy(model, train, test, epochs, seed, peak=5e-3) -> float:
    """Test accuracy in percent after one-cycle Adam."""
    optimiser = torch.optim.Adam(model.parameters(), lr=peak)
    steps = -(-len(train.X) // 64) * epochs
    cycle = torch.optim.lr_scheduler.OneCycleLR(optimiser, peak, total_steps=steps)
    rng = torch.Generator().manual_seed(seed)
    for _ in range(epochs):
        for xb, yb in train.batches(64, rng):
            loss = nn.functional.cross_entropy(model(xb), yb)
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
            cycle.step()
    with torch.inference_mode():
        return 100 * (model(test.X).argmax(1) == test.y).float().mean().item()


def reviews(seed: int) -> tuple[float, float]:
    """Accuracy of a bag of words, and of the recurrent net."""
    torch.manual_seed(seed)
    train, test = (data.load("reviews", s, seed=seed) for s in ("train", "test"))
    known = sorted({word for text in train.X for word in str(text).split()})
    vocabulary = {word: i + 1 for i, word in enumerate(known)}
    a, b = (numbered(part.X, vocabulary) for part in (train, test))
    ya, yb = torch.tensor(train.y), torch.tensor(test.y)
    k = len(known)
    bag = [data.Tensors(bags(a, k), ya), data.Tensors(bags(b, k), yb)]
    row = [data.Tensors(a, ya), data.Tensors(b, yb)]
    linear = accuracy(nn.Linear(k, 2), *bag, 8, seed)
    return linear, accuracy(Recurrent(k), *row, 6, seed)


def main(seeds="5") -> None:
    """Print one line for each model: mean and range over the seeds."""
    found = np.array([reviews(seed) for seed in range(int(seeds))])
    for name, values in zip(("bag of words", "recurrent net"), found.T, strict=True):
        middle = statistics.mean(values)
        print(f"| {name} | {middle:.1f} ({values.min():.1f}-{values.max():.1f}) |")


if __name__ == "__main__":
    main(*sys.argv[1:])
