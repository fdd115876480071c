"""OmegaT, a real CAT client, run without a window: what it makes of a document, and what a TMX fills.

OmegaT inserts exact matches by itself from `tm/auto`, and leaves a TMX of all that is translated.
Unless a test keeps them, tags are removed, as translators of formatted Word files set their projects.
"""

import base64
import os
import re
import shutil
import subprocess
from pathlib import Path

from lxml import etree

JAR = Path(os.environ.get("OMEGAT_JAR", "/usr/share/omegat/OmegaT.jar"))
BRIEF = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
"""A run of seconds: compiling well and collecting in parallel takes more than half of the processor, for nothing."""
FOLDERS = ("source", "target", "tm/auto", "omegat", "glossary", "dictionary")
PROJECT = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<omegat><project version="1.0">
<source_dir>__DEFAULT__</source_dir><target_dir>__DEFAULT__</target_dir><tm_dir>__DEFAULT__</tm_dir>
<glossary_dir>__DEFAULT__</glossary_dir><glossary_file>__DEFAULT__</glossary_file>
<dictionary_dir>__DEFAULT__</dictionary_dir>
<source_lang>{source}</source_lang><target_lang>{target}</target_lang>
<source_tok>org.omegat.tokenizer.DefaultTokenizer</source_tok>
<target_tok>org.omegat.tokenizer.DefaultTokenizer</target_tok>
<sentence_seg>true</sentence_seg><support_default_translations>true</support_default_translations>
<remove_tags>{remove_tags}</remove_tags>
</project></omegat>
"""


def is_installed():
    return JAR.exists() and shutil.which("java") is not None


def segments(folder, document, source, target, *, tags=False):
    """Return the segments that OmegaT cuts a document into, each once."""
    project = _project(folder, document, source, target, tags=tags)
    every = folder / "segments.tmx"
    _run(project, "--mode=console-createpseudotranslatetmx", f"--pseudotranslatetmx={every}",
         "--pseudotranslatetype=equal")  # fmt: skip
    return _sources(every)


def filled(folder, document, memory, source, target, *, tags=False):
    """Return the segments of a document that OmegaT fills from a TMX, each once."""
    project = _project(folder, document, source, target, tags=tags)
    shutil.copy(memory, project / "tm/auto")
    _run(project, "--mode=console-translate")
    return set(_sources(project / "project-level1.tmx"))


def translate(project):
    """Let OmegaT open a project as it lies there, and create its translated documents."""
    _run(project, "--mode=console-translate")


def counts(folder):
    """Return how many segments the project of a folder has, repetitions too, and how many are untranslated."""
    return counts_of(folder / "project")


def counts_of(project):
    """Return the same of a project."""
    statistics = (project / "omegat/project_stats.txt").read_text(encoding="utf-8-sig")
    return tuple(int(re.search(rf"^{row}:\s+(\d+)", statistics, re.M)[1]) for row in ("Total", "Remaining"))


def connectors(folder, server, text, source, target):
    """Return what OmegaT's connectors for translation services answer, by class, when all ask one server."""
    document = folder / "document.txt"
    document.write_text(text, encoding="utf-8")
    properties = {
        "server": server,
        "pair": f"{source}|{target}",
        "text": base64.b64encode(text.encode()).decode(),
    }
    script = Path(__file__).parent / "cases/memory/connectors.groovy"
    output = _run(
        _project(folder, document, source, target),
        "--mode=console-translate",
        f"--script={script}",
        java=[f"-D{name}={value}" for name, value in properties.items()],
    )
    rows = [line.split(" ") for line in output.splitlines() if line.startswith("ANSWER ")]
    return {name: base64.b64decode(answer).decode() for _, name, answer in rows}


def _project(folder, document, source, target, *, tags=False):
    project = folder / "project"
    for name in FOLDERS:
        (project / name).mkdir(parents=True)
    shutil.copy(document, project / "source")
    settings = PROJECT.format(source=source, target=target, remove_tags=str(not tags).lower())
    (project / "omegat.project").write_text(settings, encoding="utf-8")
    return project


def _run(project, *arguments, java=()):
    home = project.parent
    command = [
        "java",
        *BRIEF,
        "-Dfile.encoding=UTF-8",
        "-Djava.awt.headless=true",
        f"-Duser.home={home}",
        *java,
        "-jar",
        JAR,
    ]
    done = subprocess.run(
        [*command, project, f"--config-dir={home / 'config'}", *arguments],
        check=True, capture_output=True, timeout=300, encoding="utf-8",
    )  # fmt: skip
    return done.stdout


def _sources(path):
    return ["".join(tu.find("tuv/seg").itertext()) for tu in etree.parse(path).getroot().iter("tu")]
