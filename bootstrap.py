"""Set up everything on a machine that has nothing but Python 3.11, then run the demo or the tests.

    python3 bootstrap.py demo      archive, analyse and report a bundled case; says which file to open
    python3 bootstrap.py test      all checks: lint, types, contracts, tests
    python3 bootstrap.py install   only set up; says how to call the program

On Windows: `py bootstrap.py demo`. Everything goes into the folder .venv beside this file; nothing else is touched.
"""

import os
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
VENV = HERE / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
PROGRAM = BIN / ("juzheng.exe" if os.name == "nt" else "juzheng")

BENCHMARKS = "tests/benchmarks"
CHECKS = (
    ("ruff", "check", "."),
    ("ruff", "format", "--check", "."),
    ("mypy",),
    ("lint-imports",),
)


def main() -> int:
    """Run what the first argument names; returns the exit code of what was run."""
    task = sys.argv[1] if len(sys.argv) > 1 else "demo"
    if sys.version_info < (3, 11):
        return complain(f"需要 Python 3.11 或更高版本，现在是 {sys.version.split()[0]}。请从 python.org 安装后再试。")
    if task == "demo":
        install()
        return run(PROGRAM, "demo", *sys.argv[2:])
    if task == "test":
        install("[dev,full]")
        results = [run(BIN / name, *arguments) for name, *arguments in CHECKS]
        # The races of tests/benchmarks share a core with nothing: beside other tests both runners are slowed unevenly.
        results.append(run(PYTHON, "-m", "pytest", "-q", "-n", "auto", "--ignore", BENCHMARKS, *sys.argv[2:]))
        results.append(run(PYTHON, "-m", "pytest", "-q", BENCHMARKS, *sys.argv[2:]))
        return max(abs(result) for result in results)  # a check that was killed has a negative code
    if task == "install":
        install()
        print(f"已装好。运行：{PROGRAM}")
        return 0
    return complain(f"不认识“{task}”。可用：demo、test、install。")


def install(extras: str = "") -> None:
    """Make the environment and put the program into it; a second run only updates."""
    if not PYTHON.exists():
        print("正在准备运行环境（只需一次，需要联网）……", flush=True)
        make_environment()
    where = f"{HERE}{extras}"
    code = run(PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--editable", where)
    if code:
        sys.exit(complain("安装没有完成。请检查网络后重新运行同一条命令。"))


def make_environment() -> None:
    """Make .venv with pip in it; Debian and Ubuntu ship Python without the module that does it."""
    made = subprocess.run([sys.executable, "-m", "venv", str(VENV)], check=False)
    if made.returncode:
        print("缺少 venv 模块，改用 virtualenv……", flush=True)
        if run(sys.executable, "-m", "pip", "install", "--quiet", "--user", "virtualenv") or run(
            sys.executable, "-m", "virtualenv", "--quiet", str(VENV)
        ):
            sys.exit(complain("建立运行环境失败。Debian/Ubuntu 请先运行：sudo apt install python3-venv"))


def run(program: Path | str, *arguments: str) -> int:
    """Run a program in the project's folder and return its exit code."""
    return subprocess.run([str(program), *arguments], cwd=HERE, check=False).returncode


def complain(line: str) -> int:
    """Say what is wrong; returns exit code 2."""
    print(line, file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main())
