"""The kernel lab in Python: who names the kernel."""

import numpy as np
import pytest

from layerlab.widgets import KernelLab
from layerlab.widgets.kernel_lab.window import PRESETS
from layerlab.widgets.traits import pack

BLUR = np.array(PRESETS["blur"][1])


def test_a_kernel_that_python_is_given_gets_its_name():
    lab = KernelLab()
    lab.kernel = BLUR
    assert lab.preset == "blur"
    lab.kernel = BLUR + 1
    assert lab.preset == "yours"


@pytest.mark.parametrize("name", ["yours", "blur"])
def test_a_kernel_from_the_browser_keeps_the_name_that_came_with_it(name):
    """Both come in one message: "your own" may be chosen soon after another kernel."""
    lab = KernelLab()
    lab.set_state({"kernel": pack(BLUR), "preset": name})
    assert np.array_equal(lab.kernel, BLUR)
    assert lab.preset == name
