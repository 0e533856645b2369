# %% [markdown]
r"""
# Glossary: the words of this course

One paragraph for each word, in the order of the alphabet. The lessons link here where a word first appears; each entry says which lesson takes it further.
"""

# %%
import layerlab as ll

ll.setup()

# %% [markdown]
r"""
## Activation

The bend after the weighted sum of a layer, such as ReLU: negative sums become 0, positive ones pass.
Without it a stack of layers collapses into one.
The word is also used for the number that a unit gives out.
See [01](01_cake.ipynb) and [06](06_layers.ipynb).
"""

# %% [markdown]
r"""
## Adam

An optimiser that gives each parameter its own step: it divides a running mean of the gradients by the root of a running mean of their squares.
A parameter with small gradients so moves as far as one with large ones.
See [09](09_pytorch.ipynb).
"""

# %% [markdown]
r"""
## All-reduce

Adding up an array over all processes so that each of them holds the sum.
Done round a ring, nobody sends more than two arrays, however many take part.
See [13](13_gpu.ipynb).
"""

# %% [markdown]
r"""
## Artificial intelligence

The widest of the three words: programs that do what seems to need understanding, whether people wrote their rules or the rules were learned.
A chess program of hand-written rules belongs here; it learns nothing.
See [03](03_features.ipynb).
"""

# %% [markdown]
r"""
## Asynchronous

Work that is handed over and not waited for: a GPU says yes at once and computes later.
Whoever wants to time it must synchronise, which means to wait until all is done.
See [13](13_gpu.ipynb).
"""

# %% [markdown]
r"""
## Augmentation

Changing training pictures in ways that leave their names true: shifted, mirrored, a little darker.
It belongs to training; a test sees the pictures as they are.
See [11](11_cnn.ipynb).
"""

# %% [markdown]
r"""
## Autograd

A program that writes down every operation while you compute, and walks the list backwards to find all gradients.
In torch the walk is `loss.backward()`; what it finds is added to each parameter's `.grad`.
See [08](08_autograd.ipynb) and [09](09_pytorch.ipynb).
"""

# %% [markdown]
r"""
## Backpropagation

How a network finds, for each of its parameters, whether a little more or less would lower the loss: the blame for an error flows from the answer back through the layers, multiplied on its way by each layer's slope.
One pass back costs about as much as a few passes forward.
See [07](07_backprop.ipynb).
"""

# %% [markdown]
r"""
## Batch

The examples that one step of training looks at together.
Small batches give rough but frequent steps; large ones are smooth and suit a GPU.
"""

# %% [markdown]
r"""
## Batch normalisation

A layer that makes the scores of each unit or channel standard over the batch, mean 0 and spread 1, and then lets the network choose a size and a centre of its own.
In evaluation it uses running statistics that it gathered in training.
See [12](12_depth.ipynb).
"""

# %% [markdown]
r"""
## Bias

Two meanings.
In a layer, the number that each unit adds to its weighted sum, whatever comes in.
In data, a way in which the examples differ from the world: a dot on every training picture of an eight teaches the dot.
More of the same data repeats such a bias.
See [01](01_cake.ipynb) and [03](03_features.ipynb).
"""

# %% [markdown]
r"""
## Bottleneck

The part of a program that all others wait for.
Making anything else faster changes little; in training it is often the loading of pictures.
See [13](13_gpu.ipynb).
"""

# %% [markdown]
r"""
## Broadcasting

Repeating the short axes of an array until its shape fits another's, without copying a number.
It saves loops, and raises no error where it was not meant.
See [09](09_pytorch.ipynb).
"""

# %% [markdown]
r"""
## Chain rule

Slopes of steps in a row are multiplied; where several roads lead to the same result, they are added.
See [02](02_onion.ipynb) and [07](07_backprop.ipynb).
"""

# %% [markdown]
r"""
## Channel

One sheet of numbers of a picture or of a layer: red, green and blue at the start, later one for each kernel.
A kernel reaches through all channels at once.
See [10](10_convolution.ipynb).
"""

# %% [markdown]
r"""
## Checkpoint

A file with all that a training needs to go on: the weights, the optimiser's memory, the epoch.
Buffers belong to it, as the running means of a batch normalisation.
See [09](09_pytorch.ipynb).
"""

# %% [markdown]
r"""
## Class weights

Factors on the examples' losses, larger for rare classes, so that every class counts the same in the sum.
They help a model that cannot fit everything; a network that fits every example anyway hardly notices them.
See [14](14_data.ipynb).
"""

# %% [markdown]
r"""
## Confusion matrix

A table that counts who is taken for whom: a row for each true class, a column for each answer.
The diagonal holds what was right; a bright place beside it says which two classes look alike to the model.
See [03](03_features.ipynb).
"""

# %% [markdown]
r"""
## Control

The same measurement without the thing that you praise: the same model on raw pixels, the same digits without the dot.
If the control does as well, the praise belongs elsewhere.
See [03](03_features.ipynb).
"""

# %% [markdown]
r"""
## Convolutional network

A network whose layers slide one small window of weights over the whole picture, so that a stroke is recognised wherever it stands.
It needs far fewer weights than layers in which each unit looks at each pixel.
Short: CNN.
See [10](10_convolution.ipynb) and [11](11_cnn.ipynb).
"""

# %% [markdown]
r"""
## Cross-entropy

The mean of −log p, where p is the probability that was given to what is right: 0 for sure and right, large for sure and wrong.
Guessing among k classes costs log k.
See [05](05_descent.ipynb) and [06](06_layers.ipynb).
"""

# %%
import numpy as np

p = np.linspace(0.01, 1, 200)
ll.figures.price_of_an_answer(p, -np.log(p))

# %% [markdown]
r"""
## Deep learning

Machine learning with networks of many layers, which find their own features from raw data.
It is one tool among many: on small tables a simpler model is often as good or better.
See [03](03_features.ipynb).
"""

# %% [markdown]
r"""
## Depth and width

Depth is the number of layers, width the number of units in one.
Deeper is not always better: very deep stacks were hard to train until skip connections came.
See [01](01_cake.ipynb) and [12](12_depth.ipynb).
"""

# %% [markdown]
r"""
## Device

Where a tensor lies and is computed with: the processor's memory (`cpu`) or a graphics card's (`cuda`, `mps`).
An operation wants all its tensors on one.
See [09](09_pytorch.ipynb) and [13](13_gpu.ipynb).
"""

# %% [markdown]
r"""
## Dilation

The distance between neighbouring weights of a kernel on the picture: 1 is side by side, 2 leaves a pixel out between them.
See [10](10_convolution.ipynb).
"""

# %% [markdown]
r"""
## Dropout

A layer that, while a network learns, switches each unit off with some probability at every look, so that none relies on another.
In evaluation mode it does nothing.
See [09](09_pytorch.ipynb).
"""

# %% [markdown]
r"""
## Embedding

A list of numbers that stands for a word, a picture or anything else, made so that what is alike lies close together.
"""

# %% [markdown]
r"""
## Epoch

One pass over all training examples.
"""

# %% [markdown]
r"""
## Equivariance

If the input moves, the output moves along.
A convolution keeps this promise for shifts, where its stride is 1 and the border is far.
Invariance is another thing: there the output stays the same.
See [10](10_convolution.ipynb).
"""

# %% [markdown]
r"""
## Feature

A measured property of an example that helps to tell classes apart: the ink of a digit, the number of its holes.
People can design features, or a network can find them.
See [03](03_features.ipynb).
"""

# %% [markdown]
r"""
## Feature map

What one kernel answers at every place of a picture, as a picture of its own.
See [02](02_onion.ipynb) and [10](10_convolution.ipynb).
"""

# %% [markdown]
r"""
## Fine-tuning

Training a network a little more, on a new task, from the parameters that another task gave it.
It needs far fewer examples than a fresh start.
"""

# %% [markdown]
r"""
## GPU

A second computer beside the first, with thousands of small calculators that do the same thing to different numbers.
It has a memory of its own; what it computes with must be there.
See [13](13_gpu.ipynb).
"""

# %% [markdown]
r"""
## Gradient

The slopes of the loss in the direction of every parameter at once.
It points uphill, so training goes the other way.
See [05](05_descent.ipynb).
"""

# %% [markdown]
r"""
## Hidden layer

A layer between input and answer: nobody sees or sets its values from outside.
In the cake, a tier between plate and cherry.
See [01](01_cake.ipynb).
"""

# %% [markdown]
r"""
## Hook

A function of yours that torch calls whenever a module has computed, with what went in and what came out.
It serves to look inside without changing the model; remove it when you have seen enough.
See [12](12_depth.ipynb).
"""

# %% [markdown]
r"""
## Hyperparameter

What the baker chooses before baking: the number of layers, the learning rate, the seed.
Training does not change it; you choose by trying several on validation data.
See [01](01_cake.ipynb).
"""

# %% [markdown]
r"""
## Inference

Using a trained network: its parameters stay as they are, and an input becomes an answer.
It is far cheaper than training, but happens far more often.
See [01](01_cake.ipynb).
"""

# %% [markdown]
r"""
## Initialisation

How the first weights are drawn.
Kaiming's takes a variance of 2 over the number of inputs, so that a signal keeps its size through ReLU; Xavier's takes the mean of inputs and outputs.
See [12](12_depth.ipynb).
"""

# %% [markdown]
r"""
## Kernel

The weights of a small window, in rows and columns, with a sheet for each channel.
At each place it multiplies, adds, and gives one number.
See [10](10_convolution.ipynb).
"""

# %% [markdown]
r"""
## Label

The right answer that belongs to an example, given by a person or known otherwise.
Not all deep learning needs labels; see [self-supervised learning](#Self-supervised-learning).
"""

# %% [markdown]
r"""
## Layer

A transformation with parameters: a list of numbers in, another list out.
The dense layer of lesson 01 makes weighted sums, adds biases and bends.
See [01](01_cake.ipynb).
"""

# %% [markdown]
r"""
## Leak

Knowledge of the test set on a path into the training: a twin of a test row, columns chosen on all rows, a day that lies in the future.
The test score rises, and new examples know nothing of it.
See [14](14_data.ipynb).
"""

# %% [markdown]
r"""
## Learning curve

Share right on new examples, against how many taught.
Where it is flat, more of the same data brings nothing; where it still climbs, more would help.
See [03](03_features.ipynb).
"""

# %% [markdown]
r"""
## Learning rate

How far each step of training moves the parameters.
Too small and nothing happens; too large and the loss jumps.
See [05](05_descent.ipynb).
"""

# %% [markdown]
r"""
## Linear probe

A plain linear reader, trained on what one layer of a finished network gives out, while the network stays as it is.
Its score says how much that layer has sorted out already.
See [02](02_onion.ipynb).
"""

# %% [markdown]
r"""
## Logistic regression

A classical model: for each class a score, weights times features plus a bias; the largest score is the answer.
It is a network without a hidden layer, trained on cross-entropy.
See [03](03_features.ipynb).
"""

# %% [markdown]
r"""
## Logit

A score before it becomes a probability: any number, and only differences count.
The last layer of a classifier gives one for each class.
See [06](06_layers.ipynb).
"""

# %% [markdown]
r"""
## Long tail

A few classes with many examples, and many classes with few.
An average over the examples then tells of the common ones alone; an average over the classes, or each class by itself, tells of all.
See [14](14_data.ipynb).
"""

# %% [markdown]
r"""
## Loss

A number that says how wrong the network is on some examples: 0 would be perfect.
Training lowers it.
See [05](05_descent.ipynb).
"""

# %% [markdown]
r"""
## Machine learning

Programs whose rule comes from examples, not from a programmer.
Logistic regression, forests and networks all belong here.
See [03](03_features.ipynb).
"""

# %% [markdown]
r"""
## Margin

The distance from a boundary to the nearest example.
The wider it is, the sooner a perceptron has learned.
See [04](04_perceptron.ipynb).
"""

# %% [markdown]
r"""
## Mask

An array of true and false beside the data that says which places count.
Rows of different length are padded to one length, and the mask keeps the padding out of every mean.
See [14](14_data.ipynb).
"""

# %% [markdown]
r"""
## Mixed precision

Large products in 16 bits, weights and sums in 32.
It is faster where the machine has circuits for it, and many times slower on some CPUs that have none.
See [13](13_gpu.ipynb).
"""

# %% [markdown]
r"""
## Module

In torch, a part of a model that holds its parameters and says what it computes: a layer, or a stack of layers.
`model.parameters()` lists all that lie inside.
See [09](09_pytorch.ipynb).
"""

# %% [markdown]
r"""
## Momentum

Descent that keeps a part of its last step and adds it to the next one, as a ball rolls on.
Along a ravine the steps add up; across it they cancel.
See [05](05_descent.ipynb) and [09](09_pytorch.ipynb).
"""

# %% [markdown]
r"""
## Nearest neighbour

The known example that lies closest, by some distance, to a new one.
Giving its name to the new one is a rule without any training; how good it is depends on the features that the distance compares.
See [02](02_onion.ipynb).
"""

# %% [markdown]
r"""
## Neural network

A stack of layers of simple units, each a weighted sum and a bend, whose weights are learned.
The first such units were modelled on nerve cells, and the name stayed.
It does not work like a brain: no spikes, no chemistry, and a way of learning (backpropagation) for which nobody has found a counterpart of the same form in nerve cells ([a review](https://doi.org/10.1038/s41583-020-0277-3)).
See [01](01_cake.ipynb) and [04](04_perceptron.ipynb).
"""

# %% [markdown]
r"""
## Optimiser

What moves the parameters by their gradients: plain descent, descent with momentum, Adam.
It may remember earlier steps, so a training keeps one from its beginning to its end.
See [09](09_pytorch.ipynb).
"""

# %% [markdown]
r"""
## Overfitting

Learning the training examples by heart, with their accidents: the training loss falls while the loss on new examples rises.
"""

# %% [markdown]
r"""
## Padding

A frame round a picture, of zeros mostly, so that a window can also stand at its border.
In a batch of rows of different length: what fills the short ones up; a mask says which places are real.
See [10](10_convolution.ipynb) and [14](14_data.ipynb).
"""

# %% [markdown]
r"""
## Parameter

A number that training finds: the weights and biases.
Their count is the size of a network, not its quality.
See [01](01_cake.ipynb).
"""

# %% [markdown]
r"""
## Perceptron

A neuron that answers +1 or −1, with a rule that moves its weights only when it is wrong.
It ends if a line parts the classes, and never else.
See [04](04_perceptron.ipynb).
"""

# %% [markdown]
r"""
## Pooling

Making a map smaller by keeping one number of each small block: the largest (max pooling) or the mean.
It has no weights.
See [10](10_convolution.ipynb).
"""

# %% [markdown]
r"""
## Precision and recall

Two shares for each class.
Precision: of all the times it was answered, how often rightly; recall: of all its examples, how many were found.
Their harmonic mean is called F1.
See [11](11_cnn.ipynb).
"""

# %% [markdown]
r"""
## Profiler

A tool that notes when each operation of a program begins and ends.
It shows where to look; how much time something takes, a clock says better.
See [13](13_gpu.ipynb).
"""

# %% [markdown]
r"""
## Receptive field

The part of the picture that one number of a network can depend on.
It grows with every window, and strides make it grow faster in the layers after them.
See [10](10_convolution.ipynb).
"""

# %% [markdown]
r"""
## Recurrent network

A network that reads a sequence one item at a time and carries a summary along, its state.
It was the usual choice for text and sound before attention.
"""

# %% [markdown]
r"""
## ReLU

The bend max(0, z): negative scores become 0, positive ones pass.
Its slope is 0 or 1, so a stack of them neither fades blame nor blows it up by itself; a unit that is silent everywhere learns nothing.
See [01](01_cake.ipynb) and [06](06_layers.ipynb).
"""

# %%
import numpy as np

z = np.linspace(-3, 3, 61)
ll.figures.bend(z, np.maximum(z, 0))

# %% [markdown]
r"""
## Representation

What a layer makes of its input: the same example, told in other numbers.
Good representations put alike things close together.
Representation learning means that the network finds them itself.
See [02](02_onion.ipynb) and [03](03_features.ipynb).
"""

# %% [markdown]
r"""
## Residual block

A few layers with a shortcut around them: what comes in is added to what they make of it.
The shortcut, or skip connection, gives the gradient a way that no weight can block.
See [12](12_depth.ipynb).
"""

# %% [markdown]
r"""
## Schedule

How the learning rate changes while one trains: up first, then down, or down in steps.
Large steps cover ground, small ones settle.
See [09](09_pytorch.ipynb).
"""

# %% [markdown]
r"""
## Seed

The number that random choices start from.
The same seed gives the same first weights and batches; a comparison needs several.
See [01](01_cake.ipynb).
"""

# %% [markdown]
r"""
## Self-supervised learning

Learning from data without labels, by a task that the data itself can check: hide a word and predict it, or recognise two views of one picture.
So deep learning does not always need labels made by hand; the large language models learned most of what they know in this way.
"""

# %% [markdown]
r"""
## Semi-supervised learning

Learning from a few labelled and many unlabelled examples together.
"""

# %% [markdown]
r"""
## Sigmoid

The curve 1 / (1 + e⁻ᶻ), which bends any score into a probability: 0 becomes one half.
See [05](05_descent.ipynb).
"""

# %% [markdown]
r"""
## Softmax

Turns any scores into positive shares that sum to 1, larger scores into larger shares.
A large share is not the same as being sure: the shares must go somewhere.
See [01](01_cake.ipynb) and [06](06_layers.ipynb).
"""

# %% [markdown]
r"""
## Standard deviation

How far values lie from their mean, typically: the root of the mean of the squared distances.
Columns in different units become comparable when each is divided by its own.
See [03](03_features.ipynb).
"""

# %% [markdown]
r"""
## Standard error

How far a score strays by the luck of who was in the test.
For a share p of n independent examples it is √(p(1 − p) / n). Two standard errors either way hold the truth about 19 times in 20.
See [14](14_data.ipynb).
"""

# %% [markdown]
r"""
## Stratified split

A split that takes the same share of every class, by chance within each.
Without it a rare class may be missing from the test.
See [14](14_data.ipynb).
"""

# %% [markdown]
r"""
## Stride

How far a window moves from one place to the next; with 2, the map is half as high and half as wide.
See [10](10_convolution.ipynb).
"""

# %% [markdown]
r"""
## Supervised learning

Learning from examples with labels: pictures with their names, houses with their prices.
It is what lessons 04 to 13 do.
"""

# %% [markdown]
r"""
## Tensor

torch's array: numbers in rows, columns and further axes, with a shape, a kind (`dtype`) and a device.
It can remember how it was computed, and then it has gradients.
See [09](09_pytorch.ipynb).
"""

# %% [markdown]
r"""
## Test set

Examples put away until the end, to measure how a finished network does on what it has not seen.
Whoever chooses by the test set has used it up.
See [03](03_features.ipynb).
"""

# %% [markdown]
r"""
## Training

Finding the parameters: look at examples, measure the loss, move each parameter a little downhill, many times.
In the cake's words, baking.
See [01](01_cake.ipynb) and [05](05_descent.ipynb).
"""

# %% [markdown]
r"""
## Transformer

A network in which every item of a sequence looks at every other one and takes from each as much as it needs; this is called attention.
"""

# %% [markdown]
r"""
## Validation set

Examples that are not trained on, used while choosing hyperparameters and when to stop.
The test set stays away from such choices.
"""

# %% [markdown]
r"""
## Vanishing and exploding

What becomes of a signal or a gradient that each of many layers multiplies by a little less, or a little more, than 1.
A weight whose gradient has vanished does not learn; one whose gradient explodes jumps.
See [12](12_depth.ipynb).
"""

# %% [markdown]
r"""
## Variance

The mean square of what is left of some numbers when their mean is taken away.
Its root is the standard deviation, or spread.
See [12](12_depth.ipynb).
"""

# %% [markdown]
r"""
## Weight

How much one input counts for one unit: a parameter.
See [01](01_cake.ipynb).
"""

# %% [markdown]
r"""
## Weight decay

At each step every weight shrinks by a small share, so that only what the data keep asking for stays large.
See [09](09_pytorch.ipynb).
"""

# %% [markdown]
r"""
## Weight sharing

The same weights at every place: what is learned at one is known at all, and far fewer weights are needed.
See [10](10_convolution.ipynb).
"""
