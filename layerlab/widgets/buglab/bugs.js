// The bugs of the lab: what a button says, and what the curves show. The words stand in lab.py too.

export const BUGS = {
  softmax: {
    text: "Softmax before the loss",
    words:
      "softmax before the loss: the curves are smooth and stop far too high, for a loss that " +
      "squeezes probabilities a second time can never pass 0.55",
  },
  kept: {
    text: "Gradients never cleared",
    words: "gradients never cleared: the loss leaps off the chart and never settles",
  },
  eval: {
    text: "Evaluation in training mode",
    words:
      "evaluation in training mode: the validation curve is higher and trembles more, " +
      "for dropout still switches units off",
  },
  sorted: {
    text: "Examples not shuffled",
    words:
      "examples not shuffled: each batch holds one class, each step forgets the others a little, " +
      "and the validation loss usually ends higher",
  },
  leak: {
    text: "Validates on training data",
    words:
      "validation on training data: the validation curve lies below the training curve, " +
      "and it usually promises more than new examples show",
  },
};

export const readBugs = (text) => new Set(text.split(",").filter((name) => name in BUGS));
export const writeBugs = (bugs) =>
  Object.keys(BUGS)
    .filter((name) => bugs.has(name))
    .join(",");
