"""What the README says is true: its commands exist, its Python runs, the map names every room."""

import re
import subprocess
import sys

import pytest
from click import Group
from conftest import ROOT

from align.cli import main

README = (ROOT / "README.md").read_text(encoding="utf-8")


def blocks(language):
    return re.findall(rf"```{language}\n(.*?)```", README, re.S)


def test_the_build_machine_runs_the_test_command_of_the_readme():
    command = next(block.strip() for block in blocks("sh") if "check" in block)
    assert command in (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()


def test_every_command_in_the_readme_exists_and_every_command_is_there():
    named = {words for words in re.findall(r"^align ([a-z]+)", README, re.M)}
    assert named - {"pair"} <= set(main.commands)
    assert set(main.commands) <= named


@pytest.mark.parametrize("option", sorted(set(re.findall(r"`(--[a-z-]+)", README))))
def test_every_option_in_the_readme_exists(option):
    groups = [main, *(command for command in main.commands.values() if isinstance(command, Group))]
    commands = [*groups, *(command for group in groups for command in group.commands.values())]
    assert any(option in parameter.opts for command in commands for parameter in command.params)


def test_the_python_of_the_readme_runs():
    (code,) = blocks("python")
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "Secretary-General" in done.stdout


def test_the_map_names_every_room():
    contributing = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    for path in sorted((ROOT / "align").iterdir()):
        if path.suffix == ".py" or (path / "__init__.py").exists():
            assert path.stem == "__init__" or path.stem in contributing, f"{path.name} is not on the map"
