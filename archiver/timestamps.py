"""RFC 3161 time stamps: what is asked of a time-stamp authority, and what its token says.

The client library is an optional extra (`pip install "juzheng[timestamp]"`); without it nothing here can be verified,
and that is told, not passed over. Sending needs a network, nothing else does.
"""

import re
import urllib.error
import urllib.request
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from archiver.errors import CaseError

if TYPE_CHECKING:
    from cryptography.x509 import Certificate
    from rfc3161_client import TimeStampResponse

LIMITS: Final = (
    "时间戳说明：时间戳服务在所写时间之前见过这个校验码，所以那时它所指的台账（连同全部证据的校验码）已经存在。",
    "时间戳不说明：聊天内容属实、聊天发生在什么时候、说话的人是谁、存入之前有没有删改过。",
)
"""Shown wherever a token is."""
MAX_TOKEN: Final = 1 << 20
"""Bytes of a reply that are read; real ones are 1.5 to 10 KB."""
_SHA256: Final = "2.16.840.1.101.3.4.2.1"
_TIMEOUT: Final = 30


class Asked(Struct, frozen=True):
    """What the ledger says of a request: which head it stamps, under which nonce."""

    entry: int
    head: str
    nonce: str


class Token(Struct, frozen=True):
    """What a token says; times are UTC in ISO 8601, the imprint is the SHA-256 that was stamped."""

    time: str
    imprint: str
    serial: str
    policy: str
    nonce: str


_REASONS: Final = (
    ("Mismatch between messages", "盖的是别的数据，不是这份台账"),
    ("Nonce", "随机数与申请里的不同"),
    ("PKIStatus", "时间戳服务没有批准这次申请"),
    ("EKU", "签名的证书不是用来盖时间戳的"),
)
"""What the client library says of a token that does not hold, and how it is told."""
_UNSOUND: Final = "签名或证书链不成立：回复被改过，或给出的根证书不是这家的"
_REFUSED: Final = re.compile(rb"0[\x03-\x7f]0[\x03-\x7f]\x02\x01([\x02-\x05])", re.DOTALL)
"""A reply whose status is 2 (rejection) to 5: it bears no token (RFC 3161, 2.4.2)."""


class StampError(Exception):
    """A token that does not hold: why, in Chinese."""


def make_request(line: bytes) -> tuple[bytes, str]:
    """Return a request (DER) for the SHA-256 of a ledger line, and its nonce.

    Raises CaseError where the client library is not installed.
    """
    try:
        from rfc3161_client import HashAlgorithm, TimestampRequestBuilder  # noqa: PLC0415 - an optional extra
    except ImportError as error:
        raise _not_installed() from error
    request = TimestampRequestBuilder().data(line).hash_algorithm(HashAlgorithm.SHA256).nonce().build()
    return request.as_bytes(), str(request.nonce)


def read_token(reply: bytes) -> Token:
    """Return what a reply's token says, its signature unchecked.

    Raises StampError where it is none, or not over SHA-256; CaseError where the client library is not installed.
    """
    info = _decoded(reply).tst_info
    if info.message_imprint.hash_algorithm.dotted_string != _SHA256:
        raise StampError("校验算法不是 SHA-256")
    return Token(
        time=info.gen_time.isoformat(),
        imprint=f"sha256:{info.message_imprint.message.hex()}",
        serial=str(info.serial_number),
        policy=info.policy.dotted_string,
        nonce=str(info.nonce),
    )


def verify_token(reply: bytes, imprint: str, roots: Sequence[bytes], nonce: str | None = None) -> Token:
    """Check signature, certificate chain, imprint and nonce of a reply; certificates are PEM, roots last or first.

    Raises StampError where it does not hold; CaseError where the client library is not installed.
    """
    token = read_token(reply)
    from cryptography.x509 import load_pem_x509_certificates  # noqa: PLC0415 - comes with the extra
    from rfc3161_client import VerificationError, VerifierBuilder  # noqa: PLC0415 - an optional extra

    try:
        certificates = [one for pem in roots for one in load_pem_x509_certificates(pem)]
    except ValueError as error:
        raise StampError("根证书不是 PEM 格式") from error
    if not any(_self_signed(one) for one in certificates):
        raise StampError("给出的证书里没有根证书（自签的那一张）")
    builder = VerifierBuilder()
    for one in dict.fromkeys(certificates):
        builder = builder.add_root_certificate(one) if _self_signed(one) else builder.add_intermediate_certificate(one)
    if nonce:
        builder = builder.nonce(int(nonce))
    try:
        builder.build().verify(_decoded(reply), bytes.fromhex(imprint.removeprefix("sha256:")))
    except (VerificationError, ValueError) as error:
        raise StampError(next((said for word, said in _REASONS if word in str(error)), _UNSOUND)) from error
    return token


def send(request: bytes, url: str) -> bytes:
    """Send a request to an authority and return its reply. CaseError where that fails."""
    if not url.startswith(("https://", "http://")):
        raise CaseError(f"时间戳服务的网址不对：{url}", "写成 https://… 或 http://…")
    headers = {"Content-Type": "application/timestamp-query"}
    call = urllib.request.Request(url, data=request, headers=headers)  # noqa: S310 - http and https only, checked above
    try:
        with urllib.request.urlopen(call, timeout=_TIMEOUT) as answer:  # noqa: S310 - likewise
            return bytes(answer.read(MAX_TOKEN))
    except (urllib.error.URLError, OSError, ValueError) as error:
        raise CaseError(
            f"时间戳服务没有应答（{error}）", "检查网络和网址，或改用 --request 与 --attach 手工交换文件"
        ) from error


def read_reply(path: Path) -> bytes:
    """Read a reply from a file. CaseError where it is too long to be one."""
    with path.open("rb") as stream:
        content = stream.read(MAX_TOKEN + 1)
    if len(content) > MAX_TOKEN:
        raise CaseError(f"{path.name} 太大，不是时间戳回复", "给出时间戳服务返回的 .tsr 文件")
    return content


def _decoded(reply: bytes) -> "TimeStampResponse":
    try:
        from rfc3161_client import decode_timestamp_response  # noqa: PLC0415 - an optional extra
    except ImportError as error:
        raise _not_installed() from error
    try:
        response = decode_timestamp_response(reply)
        response.tst_info.gen_time  # noqa: B018 - a refusal has no token, and says so only here
    except ValueError as error:
        raise StampError(_unreadable(reply)) from error
    return response


def _unreadable(reply: bytes) -> str:
    """Say what a file is that cannot be read as a reply with a token; the library's own words are of ASN.1."""
    begun = reply[:64].lstrip().lower()
    if not reply:
        return "文件是空的"
    if begun.startswith((b"<", b"http/")):
        return "是网页，不是时间戳回复"
    if begun.startswith(b"-----begin") or (reply[:8].isascii() and reply[:1] != b"0"):
        return "是文本，不是时间戳回复（要二进制的 .tsr 文件）"
    if refused := _REFUSED.match(reply):
        return f"时间戳服务没有批准这次申请（状态 {refused[1][0]}）"
    return "不是 RFC 3161 的时间戳回复，或传送中损坏了"


def _self_signed(certificate: "Certificate") -> bool:
    return certificate.issuer == certificate.subject


def _not_installed() -> CaseError:
    return CaseError("没有安装时间戳组件", '运行 pip install "juzheng[timestamp]"，或用 openssl ts -verify 核验')
