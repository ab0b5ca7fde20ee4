"""Time stamps, against a real local authority made with openssl: two programs agree on every token."""

import random
import re
import subprocess
import threading
from collections.abc import Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import ClassVar

import pytest
from msgspec import Struct

from archiver.case import Case, verify_case
from archiver.errors import CaseError
from archiver.seal.check import check_seal
from archiver.seal.make import seal
from archiver.stamping import ask, attach, check_stamps
from archiver.timestamps import StampError, make_request, read_token, send, verify_token
from tests.archiver.sealed import NOON
from tests.tools import program

pytest.importorskip("rfc3161_client", reason="the extra `timestamp` is absent: pip install juzheng[timestamp]")
pytestmark = pytest.mark.tool("openssl")

CONFIG = """
[tsa]
default_tsa = tsa1
[tsa1]
dir = {folder}
serial = {folder}/serial
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256, sha512, sm3
accuracy = secs:1
ess_cert_id_alg = sha256
[ext]
extendedKeyUsage = critical,timeStamping
"""


class Authority(Struct, frozen=True):
    """A local time-stamp authority with its own root."""

    folder: Path

    @property
    def root(self) -> bytes:
        return (self.folder / "root.pem").read_bytes()

    @property
    def leaf(self) -> bytes:
        return (self.folder / "tsa.pem").read_bytes()

    def reply(self, request: bytes) -> bytes:
        (self.folder / "q.tsq").write_bytes(request)
        openssl("ts", "-reply", "-config", "tsa.cnf", "-queryfile", "q.tsq", "-inkey", "tsa.key", "-signer", "tsa.pem",
                "-out", "r.tsr", cwd=self.folder)  # fmt: skip
        return (self.folder / "r.tsr").read_bytes()

    def accepts(self, reply: bytes, data: bytes) -> bool:
        """Ask openssl itself."""
        (self.folder / "check.tsr").write_bytes(reply)
        (self.folder / "data").write_bytes(data)
        command = [program("openssl"), "ts", "-verify", "-data", "data", "-in", "check.tsr", "-CAfile", "root.pem"]
        return subprocess.run(command, cwd=self.folder, capture_output=True, check=False).returncode == 0


def openssl(*words: str, cwd: Path) -> None:
    subprocess.run([program("openssl"), *words], cwd=cwd, check=True, capture_output=True)


def authority(folder: Path) -> Authority:
    folder.mkdir()
    (folder / "tsa.cnf").write_text(CONFIG.format(folder=folder))
    (folder / "serial").write_text("01\n")
    key = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes")
    openssl("req", "-x509", *key, "-keyout", "root.key", "-out", "root.pem", "-days", "30",
            "-subj", f"/CN=root {folder.name}", cwd=folder)  # fmt: skip
    openssl("req", *key, "-keyout", "tsa.key", "-out", "tsa.csr", "-subj", f"/CN=tsa {folder.name}", cwd=folder)
    openssl("x509", "-req", "-in", "tsa.csr", "-CA", "root.pem", "-CAkey", "root.key", "-CAcreateserial", "-days", "30",
            "-extfile", "tsa.cnf", "-extensions", "ext", "-out", "tsa.pem", cwd=folder)  # fmt: skip
    return Authority(folder)


@pytest.fixture(scope="module")
def tsa(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return authority(tmp_path_factory.mktemp("authorities") / "one")


@pytest.fixture(scope="module")
def other(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return authority(tmp_path_factory.mktemp("authorities") / "two")


@pytest.fixture
def case(tmp_path: Path) -> Case:
    made = Case.create(tmp_path / "case", now=NOON)
    (tmp_path / "a.txt").write_bytes(b"a")
    made.add(tmp_path / "a.txt", now=NOON)
    return made


def last_line(case: Case) -> bytes:
    return (case.root / "ledger.jsonl").read_bytes().splitlines(keepends=True)[-1]


def kinds(case: Case, *roots: bytes) -> set[tuple[str, str]]:
    return {(fault.place, fault.kind) for fault in check_stamps(case.root, roots).faults}


def test_a_token_is_asked_for_brought_back_and_checked_by_two_programs(case: Case, tsa: Authority) -> None:
    line = last_line(case)
    reply = tsa.reply(ask(case, NOON))
    stamped, checked = attach(case, reply, NOON, [tsa.root])
    assert checked
    assert (stamped.file, stamped.entry) == ("T1.tsr", 2)
    assert tsa.accepts(reply, line)
    assert not tsa.accepts(reply, line + b"x")
    assert [entry.action for entry in case.entries()] == ["created", "added", "stamp_asked", "stamped"]
    assert verify_case(case) == ()
    verdict = check_stamps(case.root, [tsa.root])
    assert verdict.ok
    assert "不说明" in verdict.warnings[0].text


def test_without_roots_the_signature_is_said_to_be_unchecked(case: Case, tsa: Authority) -> None:
    _, checked = attach(case, tsa.reply(ask(case, NOON)), NOON)
    assert not checked
    assert [warning.kind for warning in check_stamps(case.root).warnings] == ["stamp_limits", "stamp_unsigned"]


def test_the_wrong_authority_is_refused_by_both_programs(case: Case, tsa: Authority, other: Authority) -> None:
    line = last_line(case)
    reply = tsa.reply(ask(case, NOON))
    with pytest.raises(CaseError, match="时间戳不能用"):
        attach(case, reply, NOON, [other.root])
    assert not other.accepts(reply, line)
    attach(case, reply, NOON)
    assert kinds(case, other.root) == {("timestamps/T1.tsr", "stamp")}
    assert kinds(case, tsa.root) == set()


def test_a_token_for_other_data_or_another_request_is_refused(case: Case, tsa: Authority) -> None:
    line = last_line(case)
    ask(case, NOON)
    for data in (b"other", line):
        request, _ = make_request(data)
        with pytest.raises(CaseError, match="不是对本案卷某次申请的答复"):
            attach(case, tsa.reply(request), NOON)


def test_the_same_token_is_kept_once(case: Case, tsa: Authority) -> None:
    reply = tsa.reply(ask(case, NOON))
    attach(case, reply, NOON)
    with pytest.raises(CaseError, match="已经存过"):
        attach(case, reply, NOON)


BROKEN = {
    b"": "文件是空的",
    b"junk": "是文本",
    b"-----BEGIN TS-----\n": "是文本",
    b"<html><body>502</body>": "是网页",
    b"0\x03\x02\x01\x02": "不是 RFC 3161 的时间戳回复",
    b"0" * 5000: "不是 RFC 3161 的时间戳回复",
    b"0\x050\x03\x02\x01\x02": "没有批准这次申请（状态 2）",
}


@pytest.mark.parametrize("reply", BROKEN)
def test_what_is_no_token_is_refused_in_one_line_of_chinese(case: Case, reply: bytes) -> None:
    ask(case, NOON)
    with pytest.raises(CaseError, match="时间戳不能用") as refusal:
        attach(case, reply, NOON)
    assert BROKEN[reply] in str(refusal.value)
    assert not re.search(r"[A-Za-z]{6,}|\n", str(refusal.value))


def test_a_token_that_does_not_hold_is_told_why_in_chinese(case: Case, tsa: Authority, other: Authority) -> None:
    head = case.ledger_head()
    reply = tsa.reply(ask(case, NOON))
    for roots, imprint, nonce, why in (
        ([other.root], head.digest, "", "签名或证书链不成立"),
        ([tsa.root], "sha256:" + "00" * 32, "", "盖的是别的数据"),
        ([tsa.root], head.digest, "7", "随机数与申请里的不同"),
        ([tsa.leaf], head.digest, "", "没有根证书"),
        ([b"junk"], head.digest, "", "不是 PEM 格式"),
    ):
        with pytest.raises(StampError) as told:
            verify_token(reply, imprint, roots, nonce)
        assert why in str(told.value)
        assert not re.search(r"[A-Za-z]{6,}", str(told.value))
    twice = verify_token(reply, head.digest, [tsa.root, tsa.root])
    assert twice.imprint == head.digest


def test_a_token_swapped_after_it_was_kept_is_found(case: Case, tsa: Authority) -> None:
    attach(case, tsa.reply(ask(case, NOON)), NOON)
    request, _ = make_request(b"other")
    path = case.root / "timestamps" / "T1.tsr"
    path.chmod(0o644)
    path.write_bytes(tsa.reply(request))
    assert {("timestamps/T1.tsr", "stamp")} == kinds(case, tsa.root) | kinds(case)
    assert ("timestamps/T1.tsr", "digest_sha256") in {(fault.place, fault.kind) for fault in verify_case(case)}
    path.unlink()
    assert ("timestamps/T1.tsr", "missing") in {(fault.place, fault.kind) for fault in verify_case(case)}


def test_a_sealed_case_carries_its_tokens(case: Case, tsa: Authority, other: Authority, tmp_path: Path) -> None:
    attach(case, tsa.reply(ask(case, NOON)), NOON)
    made = seal(case, tmp_path / "bag", NOON + timedelta(minutes=1))
    assert check_seal(made.path, made.pin, [tsa.root]).ok
    assert {(f.place, f.kind) for f in check_seal(made.path, made.pin, [other.root]).faults} == {
        ("data/timestamps/T1.tsr", "stamp")
    }


def test_no_accepted_flip_of_a_token_changes_its_time_imprint_or_serial(case: Case, tsa: Authority) -> None:
    head = case.ledger_head()
    reply = tsa.reply(ask(case, NOON))
    sound = verify_token(reply, head.digest, [tsa.root])
    accepted = 0
    for bit in random.Random(5).sample(range(len(reply) * 8), 1500):  # noqa: S311 - a sample, the same each time
        changed = bytearray(reply)
        changed[bit // 8] ^= 1 << bit % 8
        try:
            token = verify_token(bytes(changed), head.digest, [tsa.root])
        except StampError:
            continue
        accepted += 1
        assert (token.time, token.imprint, token.serial) == (sound.time, sound.imprint, sound.serial)
    assert accepted < 150


def test_a_token_over_another_algorithm_is_refused(tsa: Authority) -> None:
    (tsa.folder / "d").write_bytes(b"x")
    openssl("ts", "-query", "-data", "d", "-sha512", "-cert", "-out", "q512.tsq", cwd=tsa.folder)
    with pytest.raises(StampError, match="SHA-256"):
        read_token(tsa.reply((tsa.folder / "q512.tsq").read_bytes()))


class Handler(BaseHTTPRequestHandler):
    authority: ClassVar[Authority]

    def do_POST(self) -> None:
        assert self.headers["Content-Type"] == "application/timestamp-query"
        reply = self.authority.reply(self.rfile.read(int(self.headers["Content-Length"])))
        self.send_response(200)
        self.end_headers()
        self.wfile.write(reply)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
        """Say nothing."""


@pytest.fixture
def url(tsa: Authority) -> Iterator[str]:
    Handler.authority = tsa
    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()


def test_a_request_can_be_sent_to_an_authority(case: Case, tsa: Authority, url: str) -> None:
    _, checked = attach(case, send(ask(case, NOON), url), NOON, [tsa.root])
    assert checked


def test_an_authority_that_does_not_answer_is_told_in_one_line() -> None:
    for url in ("http://127.0.0.1:9/", "file:///etc/passwd", "nonsense"):
        with pytest.raises(CaseError):
            send(b"x", url)
