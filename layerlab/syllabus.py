"""The table of the course: its parts, its units in their order, and their questions."""

# part -> (unit, the question that it answers)
SYLLABUS = {
    "I Why deep?": (
        ("01 cake", "What does a layer do, and why stack them?"),
        ("02 onion", "What does each layer see?"),
        ("03 features", "Who chooses the features, you or the network?"),
    ),
    "II From one neuron to a network": (
        ("04 perceptron", "Can one neuron learn?"),
        ("05 descent", "How does a machine know which way is better?"),
        ("06 layers", "How does a stack bend a line?"),
        ("07 backprop", "Who is to blame, and by how much?"),
        ("08 autograd", "Can a program do the blaming?"),
    ),
    "III Deep CNNs": (
        ("09 pytorch", "The same ideas, at full speed?"),
        ("10 convolution", "What can a small window know?"),
        ("11 cnn", "How does a network see?"),
        ("12 depth", "Why was deeper worse, until it was better?"),
        ("13 gpu", "Where does the time go?"),
    ),
}
