import os
import signal
import subprocess
import sys
import time
from concurrent.futures import BrokenExecutor
from pathlib import Path

import pytest

from mingsheng_reports.core import crew as crews
from mingsheng_reports.core.crew import Crew, Inline
from mingsheng_reports.core.flow import STRIKES, flow
from support import tasks

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = """
import sys
sys.path[:0] = {paths!r}
from mingsheng_reports.core.crew import Crew
from support.tasks import write_pid_and_wait
if __name__ == "__main__":
    Crew(1).submit(write_pid_and_wait, sys.argv[1]).result()
"""


@pytest.fixture(scope="module")
def crew() -> Crew:
    """Two processes for all tests."""
    made = Crew(2)
    yield made
    made.shutdown(cancel_futures=True)


def test_a_dying_process_costs_no_other_task(crew: Crew, tmp_path: Path) -> None:
    given = [(tasks.double, n) for n in range(6)]
    given[2:2] = [(tasks.die, 0), (tasks.die_once, tmp_path / "mark"), (tasks.refuse, 7)]
    ended = list(flow(given, lambda task: crew.submit(tasks.run, task), 2))
    answers = {one.task: one for one in ended}
    assert len(answers) == len(ended) == len(given)
    for number in range(6):
        assert answers[tasks.double, number].result.number == 2 * number
    assert answers[tasks.die_once, tmp_path / "mark"].result.number == 1
    assert isinstance(answers[tasks.die, 0].error, BrokenExecutor)
    assert str(answers[tasks.refuse, 7].error) == "7不行"
    assert STRIKES > 1


KILLED_AT_ONCE = """
import sys
sys.path[:0] = {paths!r}
from mingsheng_reports.core.crew import Crew
if __name__ == "__main__":
    crew = Crew(1)
    crew.submit(len, bytes(10_000_000))
    crew.shutdown(cancel_futures=True)
    print("ended")
"""


def test_a_task_that_nobody_reads_any_more_holds_nothing_up(tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    paths = [str(ROOT / "src"), str(ROOT / "tests")]
    script.write_text(KILLED_AT_ONCE.format(paths=paths), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, str(script)], capture_output=True, timeout=60, check=True, text=True
    )
    assert done.stdout == "ended\n"


def test_no_more_tasks_than_processes(crew: Crew) -> None:
    first = [crew.submit(time.sleep, 0.2) for _ in range(2)]
    with pytest.raises(RuntimeError):
        crew.submit(time.sleep, 0)
    assert [future.result() for future in first] == [None, None]


def test_a_process_is_replaced_when_it_has_grown_or_done_enough(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(crews, "MOST_TASKS", 2)
    with Crew(1) as crew:
        used = [crew.submit(tasks.double, n).result().process for n in range(3)]
        assert used[0] == used[1] != used[2]
        grown = crew.submit(tasks.heavy, 1).result().process
        assert crew.submit(tasks.double, 1).result().process != grown


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs kill -9")
def test_no_process_outlives_its_run(tmp_path: Path) -> None:
    script, told = tmp_path / "run.py", tmp_path / "pid"
    paths = [str(ROOT / "src"), str(ROOT / "tests")]
    script.write_text(SCRIPT.format(paths=paths), encoding="utf-8")
    run = subprocess.Popen([sys.executable, str(script), str(told)])
    worker = int(soon(lambda: told.exists() and told.read_text(encoding="ascii")))
    run.kill()
    run.wait()
    assert soon(lambda: not alive(worker))


def soon(happened) -> object:
    """What happens within a minute."""
    for _ in range(600):
        if found := happened():
            return found
        time.sleep(0.1)
    return None


def alive(process: int) -> bool:
    """Whether there is such a process, one that only waits to be buried left out."""
    try:
        os.kill(process, 0)
        state = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2]
    except (ProcessLookupError, FileNotFoundError):
        return False
    return state.split()[0] != "Z"


def test_inline_is_an_executor_too() -> None:
    inline = Inline()
    assert inline.submit(tasks.double, 4).result().number == 8
    assert isinstance(inline.submit(tasks.refuse, 1).exception(), ValueError)
