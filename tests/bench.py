"""`make bench`: build times, page weights, import time, quizzes and explorers, as figures of one run."""

import gzip
import json
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGE_BUDGET = 120_000  # bytes, compressed: the first load of a chapter


def seconds(command: list[str], cwd: Path = ROOT) -> float:
    start = time.perf_counter()
    subprocess.run(command, cwd=cwd, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


def project_copy(place: Path) -> Path:
    """The project without anything built, so that this run changes nothing of it."""
    copy = place / "project"
    shutil.copytree(ROOT, copy, ignore=shutil.ignore_patterns("_build", ".venv", ".git", "__pycache__"))
    return copy


def build_times() -> dict[str, float]:
    with tempfile.TemporaryDirectory() as place:
        copy = project_copy(Path(place))
        command = [sys.executable, "-c", f"import sys; sys.path.insert(0, {str(copy / 'src')!r}); "]
        command[-1] += "from explainer.cli import main; main()"
        command += ["book", "--no-serve"]
        times = {"build, cold": seconds(command, copy)}
        chapter = sorted((copy / "notebooks").glob("*.ipynb"))[0]
        notebook = json.loads(chapter.read_text(encoding="utf-8"))
        notebook["cells"][1]["source"] = [*notebook["cells"][1]["source"], "\n"]
        chapter.write_text(json.dumps(notebook), encoding="utf-8")
        times["build, one chapter changed"] = seconds(command, copy)
        times["build, nothing changed"] = seconds(command, copy)
        return times


def compressed(path: Path) -> int:
    return len(gzip.compress(path.read_bytes(), 9, mtime=0))


def first_load(page: Path, site: Path) -> dict[str, int]:
    """What a browser fetches for a page, compressed: the page, its styles and its scripts."""
    html = page.read_text(encoding="utf-8")
    named = re.findall(r'<(?:link[^>]+rel="(?:stylesheet|modulepreload)"[^>]*|script[^>]*)>', html)
    addresses = {m[1].partition("?")[0] for tag in named if (m := re.search(r'(?:href|src)="([^"]+)"', tag))}
    files = {page} | {(page.parent / address).resolve() for address in addresses}
    return {file.relative_to(site).as_posix(): compressed(file) for file in sorted(files)}


def import_times(code: str, runs: int = 7) -> tuple[float, float]:
    """The median of whole processes: one that runs the code, and one that does nothing."""
    bare = statistics.median(seconds([sys.executable, "-c", "pass"]) for _ in range(runs))
    return statistics.median(seconds([sys.executable, "-c", code]) for _ in range(runs)), bare


def main() -> None:
    for what, taken in build_times().items():
        print(f"{what:44} {taken:6.1f} s")
    imported, bare = import_times("import explainer")
    print(
        f"{'import explainer (beyond a bare Python)':44} {1000 * (imported - bare):6.0f} ms   ({imported / bare:.2f} times)"
    )
    site = ROOT / "_build" / "html"
    subprocess.run(
        [sys.executable, "-m", "explainer.cli", "book", "--no-serve"],
        cwd=ROOT,
        check=True,
        stdout=subprocess.DEVNULL,
    )
    print(f"\n{'first load, compressed':44} {'total':>9} {'page':>9}")
    for page in sorted(site.rglob("*.html")):
        loads = first_load(page, site.resolve())
        total, name = sum(loads.values()), page.relative_to(site).as_posix()
        mark = "  over the budget" if total > PAGE_BUDGET else ""
        print(f"{name:44} {total / 1000:6.1f} kB {loads.get(name, 0) / 1000:6.1f} kB{mark}")
    shared = first_load(site / "book" / "index.html", site.resolve())
    print(
        "\nshared files: "
        + ", ".join(f"{n} {b / 1000:.1f} kB" for n, b in shared.items() if not n.endswith(".html"))
    )
    # Here: a test takes the page budget from this file, and needs no browser for it.
    import bench_explorers
    import bench_quiz

    bench_quiz.main(site)
    bench_explorers.main(site)


if __name__ == "__main__":
    main()
