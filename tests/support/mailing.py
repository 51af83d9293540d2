"""What the tests of ``msreport mail`` send, and to whom."""

from __future__ import annotations

from pathlib import Path

from support.mail_server import trusted

SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="231pt" height="82pt" viewBox="0 0 231 82"/>'
FROM = "民生办 <office@example.cn>"
LIST = (
    "姓名,邮箱,城市,年份\n"
    "张三,zhang@example.cn,盘锦,2022\n"
    "李四,li@example.cn,鞍山,\n"
    "王五,wang@example.cn,全部,\n"
)


def to_server(port: int, folder: Path, *more: str) -> tuple[str, ...]:
    """The options that send to a test's own server."""
    return (
        "output", "--recipients", "收件人.csv", "--from", FROM, "--send", "--server",
        f"localhost:{port}", "--security", "tls", "--ca", str(trusted(folder)),
        "--password-file", "密码.txt", "--per-minute", "100000", *more,
    )  # fmt: skip
