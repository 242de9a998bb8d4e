"""The frames of an explorer: its function drawn over its whole grid, on all cores, and kept by content."""

import hashlib
import json
import multiprocessing
import os
import signal
import sys
import threading
import time
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from inspect import getsourcefile
from pathlib import Path

from explainer.explore.encode import compressed_size, pack, unpack
from explainer.explore.explorer import Explorer, ExplorerError, State

MOST_BYTES = 60_000  # compressed, of all frames of one explorer
SECONDS_A_FRAME = 10.0
_FEWEST_FOR_A_POOL = 24  # below, starting processes takes longer than drawing

# Rooms of the package that no drawing reads; a test holds them to it. All else, tables and records too,
# makes the frames what they are.
UNREAD = (
    "backing.py",
    "balance.py",
    "cli.py",
    "loopback.py",
    "preview.py",
    "proof.py",
    "prose.py",
    "quiz",
    "site",
    "widgets",
)


@dataclass(frozen=True)
class Frames:
    """All frames of an explorer.

    packed : what a page fetches.
    seconds : what it took to draw them, or to find them in the cache.
    """

    explorer: Explorer
    packed: str
    seconds: float
    cached: bool

    @property
    def html(self) -> list[str]:
        """The frames, in the order of the explorer's grid."""
        return unpack(self.packed)

    @property
    def bytes(self) -> int:
        """Their size compressed."""
        return compressed_size(self.packed)

    def line(self) -> str:
        """What a build says of them."""
        how = "from the cache" if self.cached else "drawn"
        return (
            f"{self.explorer.id}: {self.explorer.frame_count} frames {how} in {self.seconds:.1f} s, "
            f"{self.bytes / 1000:.1f} kB"
        )


def frames(
    explorer: Explorer,
    cache: Path | None = None,
    *,
    basis: Iterable[Path] = (),
    seconds_a_frame: float = SECONDS_A_FRAME,
) -> Frames:
    """Draw every state of an explorer's grid, or take them from the cache if all they rest on is as it was.

    Parameters
    ----------
    cache : folder for frames; none are kept without it.
    basis : files that the frames rest on beside the package, such as the lock file.
    seconds_a_frame : a drawing that takes longer is refused.

    Raises
    ------
    ExplorerError
        In one line, if a state cannot be drawn, takes too long or draws differently a second time, or if all
        are too large together.
    """
    start = time.perf_counter()
    kept = None if cache is None else cache / f"{explorer.id}-{_key(explorer, basis)}.json"
    packed = _kept(kept, explorer)
    drawn = packed is None
    if packed is None:
        packed = pack(_drawn(explorer, seconds_a_frame))
        _check_size(explorer, packed)
        if kept is not None:
            _keep(kept, packed, explorer)
    return Frames(explorer, packed, time.perf_counter() - start, not drawn)


def _check_size(explorer: Explorer, packed: str) -> None:
    size = compressed_size(packed)
    if size > MOST_BYTES:
        what = f"has frames of {size / 1000:.0f} kB compressed, more than {MOST_BYTES / 1000:.0f}"
        explorer.refuse(what, "round the numbers of its table, draw fewer marks or take longer steps")


# --- the cache ------------------------------------------------------------------------------------------


def _key(explorer: Explorer, basis: Iterable[Path]) -> str:
    """A hash of all that the frames rest on: Python, code, tables, records, lock file, states."""
    digest = hashlib.sha256(sys.version.encode())
    digest.update(_package_digest(getsourcefile(explorer.draw)))
    for path in basis:
        digest.update(path.read_bytes())
    digest.update(json.dumps(list(explorer.grid())).encode())
    return digest.hexdigest()[:16]


@cache
def _package_digest(source: str) -> bytes:
    """A hash of the explorer's own module and the package, less what no drawing reads and other explorers.

    An explorer does not import another (a test holds it to it), so that changing one redraws one.
    """
    package = Path(__file__).parent.parent
    digest = hashlib.sha256(Path(source).read_bytes())
    for path in sorted(package.rglob("*")):
        room = path.relative_to(package).parts[0]
        if room in UNREAD or room == "explorers" or "__pycache__" in path.parts or not path.is_file():
            continue
        digest.update(f"\0{path.relative_to(package).as_posix()}\0".encode())
        digest.update(path.read_bytes())
    return digest.digest()


def _kept(path: Path | None, explorer: Explorer) -> str | None:
    """What the cache has; a file that was cut off counts as none."""
    if path is None or not path.exists():
        return None
    packed = path.read_text(encoding="utf-8")
    try:
        return packed if len(unpack(packed)) == explorer.frame_count else None
    except (ValueError, LookupError, TypeError):
        return None


def _keep(path: Path, packed: str, explorer: Explorer) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    for old in path.parent.glob(f"{explorer.id}-{'[0-9a-f]' * 16}.json"):
        old.unlink()
    part = path.with_suffix(f".{os.getpid()}")
    part.write_text(packed, encoding="utf-8")
    part.replace(path)


# --- drawing --------------------------------------------------------------------------------------------


def _drawn(explorer: Explorer, limit: float) -> list[str]:
    states = list(explorer.grid())
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    if cores > 1 and len(states) >= _FEWEST_FOR_A_POOL and _is_importable(explorer):
        found = _drawn_by_pool(explorer, states, limit, cores)
    else:
        found = [_frame(explorer, state, limit) for state in states]
    _check_again(explorer, states, found, limit)
    return found


def _is_importable(explorer: Explorer) -> bool:
    """Whether another process can find it by the name of its module and its own."""
    module = explorer.draw.__module__
    return module != "__main__" and getattr(sys.modules.get(module), explorer.name, None) is explorer


def _drawn_by_pool(explorer: Explorer, states: Sequence[State], limit: float, cores: int) -> list[str]:
    # Spawned, not forked: the host may have threads, and another process must draw the same.
    context = multiprocessing.get_context("spawn")
    pieces = [states[n : n + 8] for n in range(0, len(states), 8)]
    with ProcessPoolExecutor(cores, mp_context=context) as pool:
        jobs = [
            pool.submit(_piece, explorer.draw.__module__, explorer.name, piece, limit) for piece in pieces
        ]
        try:
            return [html for job in jobs for html in job.result()]
        except ExplorerError:
            pool.shutdown(cancel_futures=True)
            raise


def _piece(module: str, name: str, states: Sequence[State], limit: float) -> list[str]:
    explorer = getattr(import_module(module), name)
    return [_frame(explorer, state, limit) for state in states]


def _frame(explorer: Explorer, state: State, limit: float) -> str:
    start = time.perf_counter()
    with _alarm(limit):
        try:
            html = explorer.frame(state)
        except _TooLongError:
            html = None
        except ExplorerError as error:
            if not isinstance(error.__cause__, _TooLongError):
                raise
            html = None
    if html is None or time.perf_counter() - start > limit:
        what = f"takes more than {limit:g} s to draw at {_named(state)}"
        explorer.refuse(what, "let its function compute less, or compute it once outside")
    return html


def _named(state: State) -> str:
    return ", ".join(f"{name}={value}" for name, value in state.items())


class _TooLongError(Exception):
    """A drawing was interrupted by its alarm."""


@contextmanager
def _alarm(seconds: float) -> Iterator[None]:
    """Interrupt what takes longer, where the system can; elsewhere it is refused when it ends."""
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return

    def ring(*_: object) -> None:
        raise _TooLongError

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _check_again(explorer: Explorer, states: Sequence[State], found: Sequence[str], limit: float) -> None:
    """Draw the first, the default and the last state again: another time, as a rule in another process."""
    for state in (states[0], explorer.default, states[-1]):
        if _frame(explorer, state, limit) != found[states.index(state)]:
            what = f"draws differently a second time at {_named(state)}"
            explorer.refuse(what, "leave clocks, chance and the order of sets out of its function")
