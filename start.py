"""Sets NextChat Desktop up beside this file and runs it, or its tests; needs nothing but Python.

python3 start.py [arguments]         runs the program
python3 start.py test [arguments]    runs ruff, mypy and pytest; the arguments are pytest's
"""

import ctypes.util
import hashlib
import json
import os
import shutil
import subprocess
import sys

if sys.version_info < (3, 11):  # noqa: UP036 - whoever has an older one is to read a sentence, not a traceback
    sys.exit(
        "NextChat Desktop needs Python 3.11 or newer; this is Python {}.{}.\n"
        "Get one from https://www.python.org/downloads/ or your system, then run start.py with it.".format(
            *sys.version_info[:2]
        )
    )

import importlib.util
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent
ENVIRONMENT = ROOT / ".venv"
STAMP = ENVIRONMENT / "start.json"
PYTHON = ENVIRONMENT / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
PROBE = "import sys, importlib.util as u; print('%d.%d' % sys.version_info[:2], u.find_spec('pip') is not None)"

QT_LIBRARIES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libX11.so.6": "libx11-6",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxcb.so.1": "libxcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libzstd.so.1": "libzstd1",
}
DIAGRAMS = "diagrams"
"""The extra that not every system has wheels for."""
FONTS = ["fontconfig", "fonts-noto-cjk", "fonts-noto-color-emoji"]
TEST_TOOLS = {
    "Xvfb": "xvfb",
    "dbus-daemon": "dbus-daemon",
    "/usr/share/dbus-1/services/org.a11y.Bus.service": "at-spi2-core",
    "openbox": "openbox",
    "xdotool": "xdotool",
}
"""What some tests need of a Linux system, programs and files, and their packages; without them they are skipped."""


def main(arguments: Sequence[str]) -> int:
    testing = arguments[:1] == ["test"]
    set_up({"test"} if testing else set())
    if testing:
        return run_checks(arguments[1:])
    return run_program(arguments)


def set_up(extras: Collection[str]) -> None:
    uv = shutil.which("uv")
    python = working_python(uv)
    wanted = stamp((ROOT / "pyproject.toml").read_bytes(), python, extras)
    is_new = not (python and is_fresh(read_stamp(STAMP), wanted))
    if sys.platform == "linux":
        install_system_packages(with_fonts=is_new, with_tools=is_new and "test" in extras)
    if not python:
        make_environment(uv)
        wanted["python"] = working_python(uv)
    if is_new:
        install_project(uv, wanted)


def run_program(arguments: Sequence[str]) -> int:
    command = [str(PYTHON), "-m", "nextchat_desktop", *arguments]
    if os.name != "nt":
        os.execv(command[0], command)  # so that signals reach the program itself
    return subprocess.call(command)


def run_checks(arguments: Sequence[str]) -> int:
    environment = test_environment(os.environ, sys.platform)
    for command in (["ruff", "check", "."], ["mypy"], ["pytest", *(arguments or side_by_side(environment))]):
        say("Running " + " ".join(command))
        code = subprocess.call([str(PYTHON), "-m", *command], cwd=ROOT, env=environment)
        if code:
            return code
    return 0


def side_by_side(environment: Mapping[str, str]) -> list[str]:
    """What lets all tests use all processors; not on a real screen, where windows take the keyboard from each other."""
    return ["-n", "auto", "--dist", "loadfile"] if environment.get("QT_QPA_PLATFORM") == "offscreen" else []


def test_environment(environment: Mapping[str, str], platform: str) -> dict[str, str]:
    """Without a display Qt draws into memory."""
    has_display = platform != "linux" or environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY")
    return dict(environment) if has_display else {"QT_QPA_PLATFORM": "offscreen", **environment}


# The environment and what is installed in it


def working_python(uv: str | None) -> str:
    """The version of the environment's Python, or "" where there is none that can be installed into."""
    try:
        probe = subprocess.run([str(PYTHON), "-c", PROBE], capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return ""
    version, has_pip = probe.stdout.split()
    return version if uv or has_pip == "True" else ""


def make_environment(uv: str | None) -> None:
    say(f"Making a Python environment in {ENVIRONMENT}")
    if not uv and importlib.util.find_spec("ensurepip") is None:
        install_venv()
    if do(environment_command(uv)) != 0:
        sys.exit("The environment could not be made; the lines above say why.")


def environment_command(uv: str | None) -> list[str]:
    if uv:
        return [uv, "venv", "--quiet", "--clear", "--python", sys.executable, str(ENVIRONMENT)]
    return [sys.executable, "-m", "venv", "--clear", str(ENVIRONMENT)]


def install_project(uv: str | None, wanted: dict[str, object]) -> None:
    say("Installing the program and its libraries into .venv (the first time this takes a minute or two)")
    extras: list[str] = list(wanted["extras"])  # type: ignore[call-overload]
    if do(install_command(uv, extras)) != 0:
        sys.exit("The libraries could not be installed; the lines above say why.")
    if do(install_command(uv, [*extras, DIAGRAMS])) != 0:
        say("Mermaid diagrams will be shown as text: there is no library for them on this system.")
    STAMP.write_text(json.dumps(wanted), encoding="utf-8")


def install_command(uv: str | None, extras: Sequence[str]) -> list[str]:
    project = f".[{','.join(extras)}]" if extras else "."
    if uv:
        return [uv, "pip", "install", "--quiet", "--python", str(PYTHON), "-e", project]
    return [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-e", project]


def stamp(project: bytes, python: str, extras: Collection[str]) -> dict[str, object]:
    """What an installation was made from."""
    digest = hashlib.sha256(project).hexdigest()
    return {"project": digest, "python": python, "place": str(ROOT), "extras": sorted(extras)}


def is_fresh(found: Mapping[str, object], wanted: Mapping[str, object]) -> bool:
    """More extras than wanted do no harm."""
    has_extras = set(found.get("extras", [])) >= set(wanted["extras"])  # type: ignore[call-overload]
    return has_extras and all(found.get(key) == wanted[key] for key in ("project", "python", "place"))


def read_stamp(path: Path) -> dict[str, object]:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


# What Qt needs of a Linux system


def install_system_packages(with_fonts: bool, with_tools: bool) -> None:
    missing = missing_libraries(known_libraries())
    fonts = FONTS if with_fonts and not has_chinese_font() else []
    tools = missing_tools() if with_tools else []
    if not missing and not fonts and not tools:
        return
    if shutil.which("apt-get"):
        install_packages([QT_LIBRARIES[library] for library in missing] + fonts + tools)
        return
    wanted = [*missing, *(["a font with Chinese characters, such as Noto Sans CJK"] if fonts else []), *tools]
    say("Please install with your system's package manager: " + ", ".join(wanted))


def missing_libraries(known: Collection[str]) -> list[str]:
    return [library for library in QT_LIBRARIES if library not in known]


def missing_tools(tools: Mapping[str, str] = TEST_TOOLS) -> list[str]:
    """The packages that have them."""
    return [package for tool, package in tools.items() if not shutil.which(tool) and not Path(tool).exists()]


def known_libraries() -> set[str]:
    ldconfig = shutil.which("ldconfig") or shutil.which("ldconfig", path="/sbin:/usr/sbin")
    listing = output([ldconfig, "-p"]) if ldconfig else ""
    return libraries_listed(listing) or {library for library in QT_LIBRARIES if is_found(library)}


def libraries_listed(listing: str) -> set[str]:
    return {line.split()[0] for line in listing.splitlines() if "=>" in line}


def is_found(library: str) -> bool:
    return ctypes.util.find_library(library.removeprefix("lib").partition(".so")[0]) == library


def has_chinese_font() -> bool:
    return bool(shutil.which("fc-list") and output(["fc-list", ":lang=zh"]).strip())


# apt


def install_venv() -> None:
    names = [f"python{sys.version_info.major}.{sys.version_info.minor}-venv"]
    if not shutil.which("apt-get"):
        sys.exit("This Python cannot make environments: it lacks the modules venv and ensurepip. Please install them.")
    if not install_packages(names):
        sys.exit("Then run this again.")


def install_packages(packages: Sequence[str]) -> bool:
    """Never asks for a password: where one is needed, the command is shown instead."""
    prefix = administrator()
    if prefix is None:
        say("Please run:  " + command_to_type(available(packages)))
        return False
    say("Installing by apt: " + " ".join(packages))
    do([*prefix, "apt-get", "update", "-qq"])
    installed = do([*prefix, *apt_install(available(packages))]) == 0
    if not installed:
        say("apt could not install them; the lines above say why.")
    return installed


def apt_install(packages: Sequence[str]) -> list[str]:
    return ["env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "install", "-y", "-qq", *packages]


def command_to_type(packages: Sequence[str]) -> str:
    return "sudo apt-get update && sudo apt-get install " + " ".join(packages)


def administrator() -> list[str] | None:
    """What to put before a command that changes the system; None where that would need a password."""
    if os.geteuid() == 0:
        return []
    if shutil.which("sudo") and do(["sudo", "-n", "true"], quietly=True) == 0:
        return ["sudo", "-n"]
    return None


def available(packages: Sequence[str]) -> list[str]:
    names = [name for package in packages for name in (package, package + "t64")]
    shown = output(["apt-cache", "show", "--no-all-versions", *names])
    known = {line.removeprefix("Package: ") for line in shown.splitlines() if line.startswith("Package: ")}
    return named_here(packages, known)


def named_here(packages: Sequence[str], known: Collection[str]) -> list[str]:
    """Newer releases gave some packages the ending t64."""
    return [f"{name}t64" if name not in known and f"{name}t64" in known else name for name in packages]


# Talking to the system; standard output belongs to the program


def say(sentence: str) -> None:
    print(sentence, file=sys.stderr, flush=True)


def do(command: Sequence[str], quietly: bool = False) -> int:
    out = subprocess.DEVNULL if quietly else sys.stderr
    return subprocess.call(command, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=out, stderr=out)


def output(command: Sequence[str]) -> str:
    return subprocess.run(command, capture_output=True, text=True, stdin=subprocess.DEVNULL).stdout


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
