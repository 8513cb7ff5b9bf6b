"""Builds and installs the real servers and the official SDKs in a folder of its own; what is there stays."""

import os
import shutil
import subprocess
import sys
import tarfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from integration.debian import Debian, fetched

LLAMA = "0.3.36"
"""Of llama-cpp-python, whose source package holds llama.cpp with its server."""

_BUILD = (
    "-DCMAKE_BUILD_TYPE=Release",
    "-DCMAKE_CXX_FLAGS_RELEASE=-O1",
    "-DCMAKE_C_FLAGS_RELEASE=-O2",
    "-DGGML_NATIVE=OFF",
    "-DGGML_CCACHE=OFF",
    "-DLLAMA_BUILD_TESTS=OFF",
    "-DLLAMA_BUILD_EXAMPLES=OFF",
    "-DLLAMA_BUILD_APP=OFF",
    "-DLLAMA_BUILD_UI=OFF",
    "-DLLAMA_USE_PREBUILT_UI=OFF",
    "-DLLAMA_OPENSSL=OFF",
)
"""No interface and no tests of theirs: about three minutes on two cores."""

_PROXY = ("litellm[proxy]==1.106.*",)
_SDKS = ("openai==3.*", "anthropic==2.*")


@dataclass(frozen=True, slots=True)
class Workshop:
    """What the suite runs. `sdks` is a Python that has the official SDKs; of `debian` some may be missing."""

    llama_server: Path
    templates: Path
    model: Path
    litellm: Path
    sdks: Path
    debian: Debian


def prepared(folder: Path, say: Callable[[str], None]) -> Workshop:
    """Everything under `folder`, made where it is missing. Raises CalledProcessError or OSError where that fails."""
    folder.mkdir(parents=True, exist_ok=True)
    source = _source(folder, say)
    model = folder / "tiny.gguf"
    if not model.exists():
        say("Writing the model")
        _run(_environment(folder / "gguf", ("gguf", "numpy"), say), Path(__file__).with_name("tiny_model.py"), model)
    return Workshop(
        _server(folder, source, say),
        source / "models" / "templates",
        model,
        _environment(folder / "litellm", _PROXY, say).with_name("litellm"),
        _environment(folder / "sdks", _SDKS, say),
        fetched(folder / "debian", say),
    )


def _source(folder: Path, say: Callable[[str], None]) -> Path:
    """llama.cpp as the source package of llama-cpp-python brings it along."""
    name = f"llama_cpp_python-{LLAMA}"
    source = folder / name / "vendor" / "llama.cpp"
    if not source.exists():
        say("Fetching llama.cpp")
        wanted = f"llama-cpp-python=={LLAMA}"
        _run(sys.executable, "-m", "pip", "download", "-q", "--no-deps", "--no-binary", ":all:", "-d", folder, wanted)
        with tarfile.open(folder / f"{name}.tar.gz") as packed:
            packed.extractall(folder, filter="data")
    return source


def _server(folder: Path, source: Path, say: Callable[[str], None]) -> Path:
    server = folder / "llama" / "bin" / "llama-server"
    if not server.exists():
        if shutil.which("c++") is None:
            raise OSError("llama.cpp's server needs a C++ compiler. On Debian and Ubuntu: apt install build-essential")
        say("Building llama.cpp's server, which takes some minutes")
        cmake = shutil.which("cmake") or _environment(folder / "cmake", ("cmake",), say).with_name("cmake")
        _run(cmake, "-S", source, "-B", folder / "llama", *_BUILD)
        _run(cmake, "--build", folder / "llama", "--target", "llama-server", "-j", os.cpu_count() or 1)
    return server


def _environment(folder: Path, packages: tuple[str, ...], say: Callable[[str], None]) -> Path:
    """The Python of a virtual environment with these packages."""
    python, mark = folder / "bin" / "python", folder / "complete"
    if not mark.exists():
        say(f"Installing {' '.join(packages)}")
        _run(sys.executable, "-m", "venv", "--clear", folder)
        _run(python, "-m", "pip", "install", "-q", *packages)
        mark.write_text("\n".join(packages))
    return python


def _run(*command: object) -> None:
    subprocess.run([str(part) for part in command], check=True, stdout=subprocess.DEVNULL)
