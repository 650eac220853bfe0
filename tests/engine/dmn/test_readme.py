"""The examples of the room's README run as they are written."""

import doctest
from pathlib import Path

import engine.dmn

README = Path(engine.dmn.__file__).parent / "README.md"


def test_the_examples_of_the_readme_give_what_stands_below_them():
    failed, tried = doctest.testfile(str(README), module_relative=False)
    assert tried == 6
    assert failed == 0
