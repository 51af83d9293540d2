"""Two hundred recipients, a server that fails at every step of the protocol, three sudden ends."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

from mingsheng_reports.mail.credentials import Secret
from mingsheng_reports.mail.desk import Desk, Outcome
from mingsheng_reports.mail.dialling import Server, open_session
from mingsheng_reports.mail.journal import State, read_journal
from mingsheng_reports.mail.plan import Posting
from mingsheng_reports.mail.sending import send
from mingsheng_reports.mail.tables import Security
from support.faults import assert_own, either, times
from support.mail_server import ACCOUNT, DROP, PASSWORD, Fault, Inbox, serving, trusted
from support.posting import FAST, Hand, address_of, ledger, postings, write

ROOT = Path(__file__).resolve().parents[2]
MANY = 200
CLOSING, LATER, NEVER = "421 4.7.0 closing", "450 4.2.1 busy", "550 5.7.1 not so"
ANSWERS = (DROP, CLOSING, LATER, NEVER)
OF_THE_CONNECTION = ("banner", "EHLO", "STARTTLS", "EHLO2", "AUTH", "MAIL", "RSET", "QUIT")
# What each answer comes to at a step that is about one letter.
OF_THE_LETTER = {
    ("RCPT", DROP): State.SENT,
    ("RCPT", CLOSING): State.SENT,
    ("RCPT", LATER): State.SENT,
    ("RCPT", NEVER): State.REFUSED,
    ("DATA", DROP): State.SENT,
    ("DATA", CLOSING): State.SENT,
    ("DATA", LATER): State.SENT,
    ("DATA", NEVER): State.REFUSED,
    ("body", DROP): State.UNKNOWN,
    ("dot", DROP): State.UNKNOWN,
    ("dot", CLOSING): State.SENT,
    ("dot", LATER): State.SENT,
    ("dot", NEVER): State.REFUSED,
    ("reply", DROP): State.UNKNOWN,
    ("reply", "251 2.0.0 queued"): State.SENT,
}


class _Trouble:
    """Every fault once, and what has come of them."""

    def __init__(self, chance: random.Random) -> None:
        marked = chance.sample(range(MANY), len(OF_THE_LETTER))
        self.ends = {
            address_of(n): end for n, end in zip(marked, OF_THE_LETTER.values(), strict=True)
        }
        faults = {(s, a): times(1, s, "", a) for s in OF_THE_CONNECTION for a in ANSWERS}
        faults |= {
            each: times(1, each[0], address_of(n), each[1])
            for n, each in zip(marked, OF_THE_LETTER, strict=True)
        }
        self.faults = faults
        self.shown: set[tuple[str, str]] = set()
        self.lets_in = True  # so that a run comes to the moment of its sudden end

    def __call__(self, step: str, whose: str) -> str | None:
        if self.lets_in and step in OF_THE_CONNECTION:
            return None
        answer = either(*self.faults.values())(step, whose)
        if answer is not None:
            self.shown.add((step, answer))
        return answer


def killing(trouble: Fault, moment: int, process: subprocess.Popen[bytes]) -> Fault:
    """The run ends suddenly when the server has come to so many steps."""
    seen = [0]

    def deadly(step: str, whose: str) -> str | None:
        seen[0] += 1
        if seen[0] == moment:
            os.kill(process.pid, signal.SIGKILL)
            time.sleep(0.05)
        return trouble(step, whose)

    return deadly


def run_until_killed(folder: Path, port: int, inbox: Inbox, trouble: Fault, moment: int) -> int:
    command = [sys.executable, "-m", "support.posting", str(folder), str(MANY), str(port)]
    path = os.pathsep.join(str(ROOT / part) for part in ("src", "tests"))
    env = os.environ | {"PYTHONPATH": path}
    inbox.fault = lambda step, whose: None  # noqa: ARG005  until the process is known
    with subprocess.Popen([*command, str(trusted(folder))], env=env, cwd=folder) as process:
        inbox.fault = killing(trouble, moment, process)
        return process.wait(timeout=120)


def run(folder: Path, port: int, letters: list[Posting]) -> Outcome:
    server = Server("localhost", port, Security.STARTTLS, ACCOUNT, trusted(folder))
    desk = Desk(
        folder, ledger(folder), write, lambda: open_session(server, Secret(PASSWORD)),
        replace(FAST, limit=15), Hand().clock,
    )  # fmt: skip
    return send(letters, desk)


def test_nobody_gets_two_and_nobody_is_missed(tmp_path: Path) -> None:
    chance = random.Random(20230105)  # noqa: S311  a repeatable choice, nothing secret
    letters = postings(tmp_path, MANY)
    trouble, inbox = _Trouble(chance), Inbox()
    with serving(inbox, security="starttls") as port:
        for _ in range(3):
            moment = chance.randrange(9, 300)
            code = run_until_killed(tmp_path, port, inbox, trouble, moment)
            assert code == -signal.SIGKILL
        inbox.fault = trouble
        trouble.lets_in = False
        for _ in range(40):
            outcome = run(tmp_path, port, letters)
            if not outcome.waiting and not outcome.stopped:
                break
        assert not run(tmp_path, port, letters).events
    assert set(inbox.logins) == {ACCOUNT}
    assert trouble.shown == set(trouble.faults)
    assert_own(inbox, letters)

    states = {line.address: line.state for line in read_journal(tmp_path).last.values()}
    assert set(states) == {address_of(number) for number in range(MANY)}
    of = {state: {who for who, held in states.items() if held is state} for state in State}
    got = {each.recipients[0] for each in inbox.messages}
    assert not of[State.WAITING]
    assert of[State.SENT] <= got
    assert got - of[State.SENT] <= of[State.UNKNOWN]
    # Besides what the faults come to, each sudden end may leave one letter unknown.
    odd = {who for who, state in states.items() if state is not trouble.ends.get(who, State.SENT)}
    assert odd <= of[State.UNKNOWN]
    assert len(odd) <= 3
