"""Against a real server: who gets what, once, whatever the server does."""

from __future__ import annotations

import errno
import fcntl
import io
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import IO, Any

import pytest

from mingsheng_reports.core.errors import MailError, OutputError
from mingsheng_reports.mail.credentials import Secret
from mingsheng_reports.mail.desk import Desk, Pace
from mingsheng_reports.mail.dialling import Server, open_session
from mingsheng_reports.mail.journal import JOURNAL, Event, Journal, State, read_journal
from mingsheng_reports.mail.sending import ATTEMPTS, MOST_IN_VAIN, MOST_UNKNOWN, send
from mingsheng_reports.mail.tables import Security
from support.faults import assert_own, either, times
from support.mail_server import ACCOUNT, DROP, PASSWORD, Inbox, serving, trusted
from support.posting import (
    FAST,
    NOON,
    Hand,
    address_of,
    dialler,
    ledger,
    postings,
    send_all,
    write,
)


@pytest.mark.parametrize("step", ["banner", "EHLO", "MAIL", "RCPT", "DATA"])
def test_a_connection_lost_before_the_text_is_made_up_for(step: str, tmp_path: Path) -> None:
    letters = postings(tmp_path, 3)
    inbox = Inbox(times(2, step, "", DROP))
    with serving(inbox, auth=False) as port:
        outcome = send_all(tmp_path, letters, port)
    assert outcome.count(Event.SENT) == 3
    assert len(inbox.messages) == 3
    assert_own(inbox, letters)


@pytest.mark.parametrize("step", ["body", "dot", "reply"])
def test_a_connection_lost_with_the_text_is_unknown_and_never_repeated(
    step: str, tmp_path: Path
) -> None:
    letters = postings(tmp_path, 3)
    inbox = Inbox(times(1, step, address_of(1), DROP))
    with serving(inbox, auth=False) as port:
        outcome = send_all(tmp_path, letters, port)
        assert (outcome.count(Event.SENT), outcome.count(Event.UNKNOWN)) == (2, 1)
        for _ in range(2):
            assert not send_all(tmp_path, letters, port).events
    assert_own(inbox, letters)
    assert len(inbox.of(address_of(1))) == (step == "reply")  # the server may well have taken it
    states = {line.address: line.state for line in read_journal(tmp_path).last.values()}
    assert states[address_of(1)] is State.UNKNOWN


def test_an_unknown_letter_goes_again_when_a_person_says_so(tmp_path: Path) -> None:
    letters = postings(tmp_path, 2)
    inbox = Inbox(times(1, "dot", address_of(0), DROP))
    with serving(inbox, auth=False) as port:
        send_all(tmp_path, letters, port)
        outcome = send_all(tmp_path, letters, port, again=[address_of(0)])
    assert outcome.count(Event.SENT) == 1
    assert len(inbox.of(address_of(0))) == len(inbox.of(address_of(1))) == 1


@pytest.mark.parametrize("answer", ["251 2.0.0 queued", "200 ok"])
def test_any_yes_to_the_text_is_a_yes(answer: str, tmp_path: Path) -> None:
    letters = postings(tmp_path, 2)
    with serving(inbox := Inbox(times(9, "reply", "", answer)), auth=False) as port:
        assert send_all(tmp_path, letters, port).count(Event.SENT) == 2
        assert not send_all(tmp_path, letters, port).events
    assert_own(inbox, letters)


@pytest.mark.parametrize("answer", ["mail queued OK", "354 go on", "150 well", "650 what"])
def test_an_answer_to_the_text_that_says_nothing_is_unknown(answer: str, tmp_path: Path) -> None:
    letters = postings(tmp_path, 2)
    with serving(inbox := Inbox(times(1, "reply", "", answer)), auth=False) as port:
        outcome = send_all(tmp_path, letters, port)
        assert (outcome.count(Event.UNKNOWN), outcome.count(Event.SENT)) == (1, 1)
        assert not send_all(tmp_path, letters, port).events
    assert_own(inbox, letters)
    (told,) = [x for x in read_journal(tmp_path).last.values() if x.state is State.UNKNOWN]
    assert answer.rsplit(maxsplit=1)[-1] in told.words


@pytest.mark.parametrize("step", ["MAIL", "RCPT", "DATA"])
def test_an_answer_that_says_nothing_before_the_text_is_made_up_for(
    step: str, tmp_path: Path
) -> None:
    letters = postings(tmp_path, 2)
    with serving(inbox := Inbox(times(1, step, "", "190 hm")), auth=False) as port:
        assert send_all(tmp_path, letters, port).count(Event.SENT) == 2
    assert inbox.connections == 2
    assert_own(inbox, letters)


@pytest.mark.parametrize("step", ["banner", "EHLO"])
def test_a_server_that_lets_nobody_in_ends_the_run(step: str, tmp_path: Path) -> None:
    letters = postings(tmp_path, 3)
    inbox = Inbox(times(99, step, "", DROP))
    with serving(inbox, auth=False) as port:
        outcome = send_all(tmp_path, letters, port)
        assert "一再中断" in outcome.stopped
        assert inbox.connections == ATTEMPTS
        inbox.fault = times(0, "", "", "")
        assert send_all(tmp_path, letters, port).count(Event.SENT) == 3
    assert_own(inbox, letters)


@pytest.mark.parametrize("answer", [DROP, "421 4.7.0 closing", "450 4.2.1 busy"])
def test_one_that_never_gets_through_does_not_hold_up_the_others(
    answer: str, tmp_path: Path
) -> None:
    letters = postings(tmp_path, 4)
    inbox = Inbox(times(999, "RCPT", address_of(1), answer))
    with serving(inbox, auth=False) as port:
        outcome = send_all(tmp_path, letters, port)
        assert (outcome.count(Event.SENT), outcome.count(Event.DEFERRED)) == (3, 1)
        assert not outcome.stopped
        assert outcome.waiting == 1
    assert_own(inbox, letters)


@pytest.mark.parametrize("answer", [DROP, "421 4.7.0 closing", "450 4.2.1 busy"])
def test_when_nobody_gets_through_it_is_not_the_recipients(answer: str, tmp_path: Path) -> None:
    letters = postings(tmp_path, MOST_IN_VAIN + 2)
    with serving(Inbox(times(999, "RCPT", "", answer)), auth=False) as port:
        outcome = send_all(tmp_path, letters, port)
    assert outcome.stopped
    assert outcome.count(Event.DEFERRED) == MOST_IN_VAIN


def test_whoever_was_put_off_comes_last(tmp_path: Path) -> None:
    letters = postings(tmp_path, 6)
    lasting = either(*(times(99, "RCPT", address_of(n), "450 4.2.1 busy") for n in (0, 1)))
    hand = Hand()
    with serving(inbox := Inbox(lasting), auth=False) as port:
        for _ in range(3):
            send_all(tmp_path, letters, port, hand=hand, pace=Pace(60, limit=2))
    assert [received.recipients[0] for received in inbox.messages] == [
        address_of(n) for n in (2, 3, 4, 5)
    ]


def test_when_every_text_is_lost_the_run_ends(tmp_path: Path) -> None:
    letters = postings(tmp_path, MOST_UNKNOWN + 3)
    with serving(Inbox(times(99, "body", "", DROP)), auth=False) as port:
        outcome = send_all(tmp_path, letters, port)
    assert outcome.count(Event.UNKNOWN) == MOST_UNKNOWN
    assert "结果不明" in outcome.stopped
    assert outcome.waiting == 3


@pytest.mark.parametrize(
    "answer",
    [
        "554 5.7.1 Client host [192.0.2.1] blocked using zen.spamhaus.org",
        "550 5.7.1 Relaying denied",
        "550 5.7.60 SMTP; Client does not have permissions to send as this sender",
    ],
)
def test_a_refusal_of_ourselves_ends_the_run_and_nobody_is_refused(
    answer: str, tmp_path: Path
) -> None:
    letters = postings(tmp_path, 4)
    inbox = Inbox(times(99, "RCPT", "", answer))
    with serving(inbox, auth=False) as port:
        outcome = send_all(tmp_path, letters, port)
        assert answer in outcome.stopped
        assert "请改正" in outcome.stopped
        assert (outcome.count(Event.REFUSED), outcome.waiting) == (0, 4)
        inbox.fault = times(0, "", "", "")
        assert send_all(tmp_path, letters, port).count(Event.SENT) == 4


def test_many_recipients_refused_in_the_same_words_end_the_run(tmp_path: Path) -> None:
    letters = postings(tmp_path, MOST_IN_VAIN + 2)

    def refuse(step: str, whose: str) -> str | None:
        return (
            f"550 5.7.9 Policy does not like <{whose}> (x{whose[3]}7f)" if step == "RCPT" else None
        )

    with serving(Inbox(refuse), auth=False) as port:
        outcome = send_all(tmp_path, letters, port)
    assert outcome.count(Event.REFUSED) == MOST_IN_VAIN
    assert "Policy" in outcome.stopped


def test_many_mailboxes_that_are_not_there_do_not_end_the_run(tmp_path: Path) -> None:
    letters = postings(tmp_path, MOST_IN_VAIN + 3)
    inbox = Inbox(times(MOST_IN_VAIN + 2, "RCPT", "", "550 5.1.1 User unknown"))
    with serving(inbox, auth=False) as port:
        outcome = send_all(tmp_path, letters, port)
    assert outcome.count(Event.REFUSED) == MOST_IN_VAIN + 2
    assert outcome.count(Event.SENT) == 1


@pytest.mark.parametrize("step", ["RCPT", "DATA", "dot"])
def test_one_that_is_refused_does_not_hold_up_the_others(step: str, tmp_path: Path) -> None:
    letters = postings(tmp_path, 4)
    inbox = Inbox(times(1, step, address_of(1), "550 5.1.1 没有这个用户"))
    with serving(inbox, auth=False) as port:
        outcome = send_all(tmp_path, letters, port)
        assert not send_all(tmp_path, letters, port).events  # for good
    assert (outcome.count(Event.SENT), outcome.count(Event.REFUSED)) == (3, 1)
    (told,) = [x for x in read_journal(tmp_path).last.values() if x.state is State.REFUSED]
    assert told.address == address_of(1)
    assert "没有这个用户" in told.words


@pytest.mark.parametrize("answer", [DROP, "421 closing", "450 busy", "550 no", "190 hm"])
def test_a_connection_that_does_not_forget_a_letter_is_not_used_again(
    answer: str, tmp_path: Path
) -> None:
    letters = postings(tmp_path, 3)
    faults = times(1, "RCPT", address_of(1), "550 5.1.1 no user"), times(1, "RSET", "", answer)
    with serving(inbox := Inbox(either(*faults)), auth=False) as port:
        outcome = send_all(tmp_path, letters, port)
    assert (outcome.count(Event.SENT), outcome.count(Event.REFUSED)) == (2, 1)
    assert inbox.connections == 2
    assert_own(inbox, letters)


@pytest.mark.parametrize("step", ["MAIL", "RCPT", "DATA", "dot"])
def test_one_that_is_put_off_waits_for_the_next_run(step: str, tmp_path: Path) -> None:
    letters = postings(tmp_path, 4)
    whose = "" if step == "MAIL" else address_of(0)
    inbox = Inbox(times(1, step, whose, "450 4.2.1 mailbox busy"))
    with serving(inbox, auth=False) as port:
        first = send_all(tmp_path, letters, port)
        assert first.count(Event.REFUSED) == 0
        assert first.waiting >= 1
        second = send_all(tmp_path, letters, port)
    assert first.count(Event.SENT) + second.count(Event.SENT) == 4
    assert_own(inbox, letters)


@pytest.mark.parametrize("step", ["MAIL", "RCPT", "DATA", "dot"])
def test_a_server_that_closes_is_called_again(step: str, tmp_path: Path) -> None:
    letters = postings(tmp_path, 3)
    inbox = Inbox(times(1, step, "", "421 4.7.0 closing"))
    hand = Hand()
    with serving(inbox, auth=False) as port:
        assert send_all(tmp_path, letters, port, hand=hand).count(Event.SENT) == 3
    assert inbox.connections == 2
    assert max(hand.slept) >= 5
    assert_own(inbox, letters)


def test_a_refused_copy_holds_the_letter_back(tmp_path: Path) -> None:
    (posting,) = postings(tmp_path, 1)
    copied = postings(tmp_path, 2)[1].recipient.mailbox
    letter = replace(posting, recipient=replace(posting.recipient, cc=(copied,)))
    inbox = Inbox(times(1, "RCPT", address_of(1), "550 no"))
    with serving(inbox, auth=False) as port:
        assert send_all(tmp_path, [letter], port).count(Event.REFUSED) == 1
    assert not inbox.messages


@pytest.mark.parametrize("step", ["MAIL", "RCPT", "DATA", "dot"])
def test_sent_too_much_ends_the_day(step: str, tmp_path: Path) -> None:
    letters = postings(tmp_path, 5)
    whose = "" if step == "MAIL" else address_of(2)
    inbox = Inbox(times(1, step, whose, "550 Mail frequency limited"))
    hand = Hand()
    with serving(inbox, auth=False) as port:
        outcome = send_all(tmp_path, letters, port, hand=hand)
        assert "明天" in outcome.stopped
        with pytest.raises(MailError, match=r"frequency limited.*明天.*--today"):
            send_all(tmp_path, letters, port, hand=hand)
        hand.at += timedelta(days=1)
        send_all(tmp_path, letters, port, hand=hand)
    assert len(inbox.messages) == 5
    assert_own(inbox, letters)


@pytest.mark.parametrize("answer", ["550 Mail frequency limited", ""])
def test_a_provider_counts_for_all_campaigns_of_an_account(answer: str, tmp_path: Path) -> None:
    first, second = tmp_path / "一月", tmp_path / "二月"
    first.mkdir()
    letters = postings(first, 3)
    hand = Hand()
    pace = Pace(60, per_day=3)

    def desk(folder: Path, pace: Pace = pace) -> Desk:
        return Desk(folder, ledger(tmp_path), write, dialler(port), pace, hand.clock)

    fault = times(1, "RCPT", address_of(2), answer) if answer else times(0, "", "", "")
    with serving(inbox := Inbox(fault), auth=False) as port:
        send(letters, desk(first))
        if answer:
            with pytest.raises(MailError, match="这个账号"):
                send(letters, desk(second))
            assert send(letters, desk(second, replace(pace, today=True))).count(Event.SENT) == 1
        else:
            assert "今天已经发了3封" in send(letters, desk(second)).stopped
        hand.at += timedelta(days=1)
        send(letters, desk(second))
    assert len(inbox.messages) == (5 if answer else 6)


def test_the_days_number_begins_anew_at_midnight(tmp_path: Path) -> None:
    letters = postings(tmp_path, 8)
    hand = Hand(NOON.replace(hour=23, minute=58))
    with serving(inbox := Inbox(), auth=False) as port:
        outcome = send_all(tmp_path, letters, port, hand=hand, pace=Pace(1, per_day=5))
    assert "今天已经发了5封" in outcome.stopped
    assert len(inbox.messages) == 7  # at 23:58 and 23:59, and five of the next day


@pytest.mark.parametrize("answer", ["535 Login fail. login frequency limited", "550 no permission"])
def test_a_wrong_password_ends_the_run_and_not_the_day(answer: str, tmp_path: Path) -> None:
    letters = postings(tmp_path, 2)

    def desk() -> Desk:
        server = Server("localhost", port, Security.TLS, ACCOUNT, trusted(tmp_path))
        return Desk(
            tmp_path, ledger(tmp_path), write, lambda: open_session(server, Secret(PASSWORD)), FAST,
            Hand().clock,
        )  # fmt: skip

    with serving(inbox := Inbox(times(9, "AUTH", "", answer)), security="tls") as port:
        assert "授权码" in send(letters, desk()).stopped
        inbox.fault = times(0, "", "", "")
        assert send(letters, desk()).count(Event.SENT) == 2


def test_a_server_that_refuses_every_text_is_left_alone(tmp_path: Path) -> None:
    letters = postings(tmp_path, 12)
    inbox = Inbox(times(99, "dot", "", "554 transaction failed"))
    with serving(inbox, auth=False) as port:
        outcome = send_all(tmp_path, letters, port)
    assert outcome.stopped
    assert len(read_journal(tmp_path).last) == MOST_IN_VAIN


def test_the_pace_is_kept_and_the_limits(tmp_path: Path) -> None:
    letters = postings(tmp_path, 6)
    inbox = Inbox()
    hand = Hand()
    with serving(inbox, auth=False) as port:
        send_all(tmp_path, letters, port, hand=hand, pace=Pace(per_minute=10, limit=3))
        assert hand.slept == [6.0, 6.0]
        assert len(inbox.messages) == 3
        capped = send_all(tmp_path, letters, port, hand=hand, pace=Pace(60, per_day=4))
        assert len(inbox.messages) == 4
        assert "明天" in capped.stopped
        hand.at += timedelta(days=1)
        send_all(tmp_path, letters, port, hand=hand, pace=Pace(60, per_day=4))
    assert len(inbox.messages) == 6


def test_a_file_that_changed_is_withheld_and_the_others_go(tmp_path: Path) -> None:
    letters = postings(tmp_path, 3)
    letters[0].briefs[0].path.write_bytes(b"%PDF another")
    letters[1].briefs[0].path.unlink()
    with serving(Inbox(), auth=False) as port:
        outcome = send_all(tmp_path, letters, port)
    assert [event for _, event in outcome.events] == [Event.UNWRITTEN, Event.UNWRITTEN, Event.SENT]
    words = [line.words for line in read_journal(tmp_path).last.values()]
    assert any("改动过" in each for each in words)
    assert any("不见了" in each for each in words)


def test_what_was_sent_is_not_sent_again_when_printed_anew(tmp_path: Path) -> None:
    letters = postings(tmp_path, 1)
    with serving(inbox := Inbox(), auth=False) as port:
        send_all(tmp_path, letters, port)
        brief = letters[0].briefs[0]
        brief.path.write_bytes(b"%PDF anew")
        anew = replace(letters[0], briefs=(replace(brief, sha256="0" * 64),))
        assert not send_all(tmp_path, [anew], port).events
    assert len(inbox.messages) == 1


def test_two_runs_at_once_are_refused(tmp_path: Path) -> None:
    with Journal(tmp_path), pytest.raises(OutputError, match="另一个窗口"):
        send_all(tmp_path, postings(tmp_path, 1), 1)


@pytest.mark.parametrize("room", [0, 40])
def test_nothing_is_sent_when_the_disk_is_full(
    room: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A full disk takes what there is room for, and fails again when the file is closed."""

    class Full(io.FileIO):
        def write(self, content: bytes) -> int:  # type: ignore[override]
            if b"handing" not in content:
                return super().write(content)
            if not room:
                raise OSError(errno.ENOSPC, "No space left on device")
            return super().write(content[:room])

    letters = postings(tmp_path, 2)
    real = Path.open

    def opened(path: Path, mode: str = "r", buffering: int = -1, **more: str) -> IO[Any]:
        if path.name != JOURNAL or "a" not in mode:
            return real(path, mode, buffering, **more)
        full = Full(path, "a")
        return full if buffering == 0 else io.BufferedWriter(full)  # type: ignore[return-value]

    with serving(inbox := Inbox(), auth=False) as port:
        with monkeypatch.context() as patch:
            patch.setattr(Path, "open", opened)
            with pytest.raises(OutputError, match=r"journal\.jsonl：磁盘已满"):
                send_all(tmp_path, letters, port)
        assert not inbox.messages
        assert send_all(tmp_path, letters, port).count(Event.SENT) == 2
    assert_own(inbox, letters)


def test_nothing_is_sent_where_the_journal_cannot_be_held(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def flock(file: object, how: int) -> None:
        del file, how
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr(fcntl, "flock", flock)
    with serving(inbox := Inbox(), auth=False) as port, pytest.raises(OutputError, match="加锁"):
        send_all(tmp_path, postings(tmp_path, 1), port)
    assert not inbox.messages
