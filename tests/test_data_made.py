"""Counter, exact functions, 2-D sets, tables, captions, reviews and sounds."""

import numpy as np
import pytest

from layerlab import data
from layerlab.data.counter_rng import Counter
from layerlab.data.planar import SHAPES
from layerlab.data.sounds import CHORDS, INSTRUMENTS, RHYTHMS
from layerlab.data.trigonometry import angle, cosine, sine
from layerlab.errors import BadArgument, UnknownName


def test_a_number_depends_on_its_place_and_use_only():
    draw = Counter(3, "train")
    alone = draw.uniform([41], "hue")
    assert alone == draw.uniform(np.arange(100), "hue")[41]
    assert alone != draw.uniform([41], "scale") and alone != draw.uniform([42], "hue")
    assert alone != Counter(4, "train").uniform([41], "hue")
    assert alone != Counter(3, "test").uniform([41], "hue")


def test_numbers_are_spread_evenly_and_normals_as_a_bell():
    draw, rows = Counter(0), np.arange(100_000)
    u, z = draw.uniform(rows, "u"), draw.normal(rows, "z")
    counts = np.bincount((u * 50).astype(int), minlength=50)
    assert ((counts - 2000) ** 2 / 2000).sum() < 90  # chi-squared, 49 degrees
    assert abs(np.corrcoef(u[:-1], u[1:])[0, 1]) < 0.01
    assert abs(z.mean()) < 0.01 and z.std() == pytest.approx(1, abs=0.01)
    assert (np.abs(z) < 1).mean() == pytest.approx(0.683, abs=0.01)


def test_a_permutation_holds_every_number_once():
    assert sorted(Counter(0).permutation(1000, "rows")) == list(range(1000))


def test_exact_functions_agree_with_numpy():
    turns = np.linspace(-3, 3, 10_001)
    np.testing.assert_allclose(sine(turns), np.sin(2 * np.pi * turns), atol=1e-8)
    np.testing.assert_allclose(cosine(turns), np.cos(2 * np.pi * turns), atol=1e-8)
    x, y = np.cos(2 * np.pi * turns), np.sin(2 * np.pi * turns)
    off = angle(x, y) - turns
    np.testing.assert_allclose(off - np.round(off), 0, atol=2e-5)


@pytest.mark.parametrize("name", SHAPES)
def test_a_planar_set_is_balanced_centred_and_small(name):
    points = data.load(name, n=1200, noise=0)
    counts = np.bincount(points.y)
    assert counts.max() - counts.min() <= 1
    assert np.abs(points.X.mean(0)).max() < 0.15 and np.abs(points.X).max() < 2.5


@pytest.mark.parametrize("name", [n for n in SHAPES if n != "blobs"])
def test_without_noise_a_near_neighbour_knows_the_class(name):
    from sklearn.neighbors import KNeighborsClassifier

    train, test = (data.load(name, s, n=1500, noise=0) for s in ("train", "test"))
    assert KNeighborsClassifier(1).fit(*train).score(*test) > 0.93


@pytest.mark.parametrize("name", ["circles", "spirals", "xor", "checkerboard"])
def test_no_line_separates_the_bent_sets(name):
    from sklearn.linear_model import LogisticRegression

    points = data.load(name, n=1500)
    assert LogisticRegression().fit(*points).score(*points) < 0.7


def test_noise_moves_every_point_by_its_spread():
    still, moved = (data.load("moons", n=4000, noise=v) for v in (0, 0.3))
    assert (moved.X - still.X).std() == pytest.approx(0.3, rel=0.05)


def test_sets_that_take_more_classes_make_them():
    assert set(data.load("spirals", n=60, classes=5).y) == set(range(5))
    with pytest.raises(BadArgument, match="classes must be a whole number from 2 to 2"):
        data.load("moons", classes=3)


def test_digits_are_those_of_scikit_learn():
    from sklearn.datasets import load_digits

    raw, digits = load_digits(), data.load("digits", "all")
    np.testing.assert_array_equal(digits.X, raw.images)
    np.testing.assert_array_equal(digits.y, raw.target)


@pytest.mark.parametrize(
    "name", ["digits", "iris", "wine", "breast_cancer", "diabetes"]
)
def test_training_and_test_together_are_the_whole_table(name):
    train, test, whole = (data.load(name, s) for s in ("train", "test", "all"))
    assert len(train) + len(test) == len(whole)

    def ordered(X):
        return X.reshape(len(X), -1)[np.lexsort(X.reshape(len(X), -1).T)]

    both = np.concatenate([train.X, test.X])
    np.testing.assert_array_equal(ordered(both), ordered(whole.X))


def test_captions_belong_to_the_bakery_pictures_of_the_same_arguments():
    cakes, captions = (
        data.load(n, "val", n=80, seed=3) for n in ("bakery", "captions")
    )
    np.testing.assert_array_equal(captions.y, cakes.y)
    for name, values in cakes.factors.items():
        np.testing.assert_array_equal(captions.factors[name], values)
    np.testing.assert_array_equal(data.captions_for(cakes, seed=3), captions.X)


def test_a_caption_names_class_count_and_background():
    captions = data.load("captions", n=300)
    counts = ("", "one", "two", "three", "four")
    for text, kind, layers in zip(
        captions.X, captions.y, captions.factors["layers"], strict=True
    ):
        assert captions.classes[kind] in text and f"{counts[layers]} " in text
    assert not any("a orange" in text or "  " in text for text in captions.X)
    assert len(set(captions.X)) > 295


def test_captions_of_grey_cakes_name_no_hue():
    texts = data.captions_for(data.load("bakery", n=40, colour="grey"))
    assert all("grey" in text and "pink" not in text for text in texts)


def test_a_bag_of_words_stays_below_four_fifths_on_reviews():
    from sklearn.feature_extraction.text import CountVectorizer
    from sklearn.linear_model import LogisticRegression

    train, test = data.load("reviews", n=4000), data.load("reviews", "test", n=1000)
    bag = CountVectorizer(token_pattern=r"\S+")
    a, b = bag.fit_transform(train.X), bag.transform(test.X)
    score = LogisticRegression(max_iter=500).fit(a, train.y).score(b, test.y)
    assert 0.55 < score < 0.8


def judged(text, good, bad):
    """The judgement of a review by the rules of the grammar, on its words alone."""
    words = text.split()
    turned = words[0] in ("oh", "yeah", "as") and words[1] in ("sure", "right", "if")
    if "but" in words:
        words = words[words.index("but") :]
    elif "although" in words:
        at = words.index("although")
        comma = words.index(",", at) if "," in words[at:] else None
        words = words[comma:] if comma else words[:at]
    place = max(i for i, word in enumerate(words) if word in good + bad)
    negated = words[place - 1] in ("not", "never", "hardly")
    return (words[place] in good) != (negated != turned)


def test_every_review_is_judged_by_the_order_of_its_words():
    from layerlab.data.reviews import _BAD, _GOOD

    reviews = data.load("reviews", n=3000)
    found = [judged(str(text), _GOOD, _BAD) for text in reviews.X]
    np.testing.assert_array_equal(np.array(found, int), reviews.y)


def test_reviews_are_balanced_and_their_knobs_turn():
    plain = data.load("reviews", n=2000, mockery=0, negation=0)
    assert plain.y.mean() == pytest.approx(0.5, abs=0.01)
    assert not plain.factors["mock"].any() and not plain.factors["negations"].any()
    assert data.load("reviews", n=500, mockery=1).factors["mock"].all()


def test_a_chord_sounds_its_own_notes_and_no_others():
    steps = list(CHORDS.values())
    sounds = data.load("sounds", n=40, task="chord", noise=0, reverb=0)
    for wave, kind, root in zip(
        sounds.scaled(), sounds.y, sounds.factors["semitone"], strict=True
    ):
        strength = np.abs(np.fft.rfft(wave * np.hanning(8000)))  # one entry a hertz
        pitches = 220 * 2 ** ((root + np.arange(12)) / 12)
        loud = [strength[int(p) - 2 : int(p) + 4].max() for p in pitches]
        assert set(np.argsort(loud)[-3:]) == set(steps[kind])


def test_a_rhythm_has_its_beats_where_they_belong():
    beats = list(RHYTHMS.values())
    sounds = data.load("sounds", n=30, task="rhythm", noise=0, reverb=0)
    for wave, kind in zip(sounds.scaled(), sounds.y, strict=True):
        energy = np.sqrt((wave.reshape(16, 500) ** 2).mean(1))
        loud = np.flatnonzero(energy > 0.75 * energy.max())
        assert set(loud) == set(beats[kind])


def test_instruments_differ_in_their_partials():
    sounds = data.load("sounds", n=60, noise=0, reverb=0)
    for wave, kind, root in zip(
        sounds.scaled(), sounds.y, sounds.factors["semitone"], strict=True
    ):
        strength = np.abs(np.fft.rfft(wave * np.hanning(8000)))
        pitch = 220 * 2 ** (root / 12)
        at = [round(pitch * (k + 1)) for k in range(6)]
        partials = np.array([strength[p - 2 : p + 3].max() for p in at])
        wanted = np.array(list(INSTRUMENTS.values())[kind][0])
        assert partials / partials.max() == pytest.approx(
            wanted / wanted.max(), abs=0.12
        )


@pytest.mark.parametrize("task", ["instrument", "chord", "rhythm"])
def test_sounds_are_balanced(task):
    counts = np.bincount(data.load("sounds", n=60, task=task).y)
    assert counts.max() - counts.min() <= 1


def test_sound_knobs_add_hiss_and_echo():
    still = data.load("sounds", n=12, noise=0, reverb=0)
    hiss = data.load("sounds", n=12, noise=0.5, reverb=0)
    echo = data.load("sounds", n=12, noise=0, reverb=1)
    added = (hiss.X.astype(float) - still.X).std(1) / 32768
    quiet = hiss.factors["noise"] < 0.15  # little is cut off at full scale
    np.testing.assert_allclose(added[quiet], hiss.factors["noise"][quiet], rtol=0.1)
    assert (np.abs(echo.X.astype(float) - still.X).max(1) > 300).all()
    with pytest.raises(UnknownName, match="There is no task 'tune'"):
        data.load("sounds", task="tune")
