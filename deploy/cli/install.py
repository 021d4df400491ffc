"""`hcn install`: the settings and secrets of an installation on containers, in one file."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from deploy.cli.options import Refused
from deploy.files import write_private

Port = Annotated[int, typer.Option(min=1, max=65535)]


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    app.command()(install)


def install(
    host: Annotated[str, typer.Option(help="Tên máy công khai · Public host name.")],
    issuer: Annotated[str, typer.Option(help="`iss` của mã đăng nhập · of your sign-in.")],
    jwks: Annotated[str, typer.Option(help="Địa chỉ khóa công khai · https of its public keys.")],
    mail_host: Annotated[str, typer.Option(help="Máy chủ thư · Mail server.")],
    mail_from: Annotated[str, typer.Option(help="Địa chỉ gửi · Sender's address.")],
    audience: Annotated[str, typer.Option(help="`aud` của mã · of the tokens.")] = "hcn",
    roles_claim: Annotated[
        str,
        typer.Option(help="Trường vai trò trong mã · Claim with roles; empty: grants alone."),
    ] = "",
    mail_port: Port = 587,
    mail_tls: Annotated[str, typer.Option(help="starttls | tls")] = "starttls",
    mail_user: Annotated[
        str, typer.Option(help="Mật khẩu: HCN_SMTP_PASSWORD · or asked for, if empty.")
    ] = "",
    mail_password: Annotated[str, typer.Option(envvar="HCN_SMTP_PASSWORD", hidden=True)] = "",
    certificates: Annotated[
        Path | None,
        typer.Option(
            help="Thư mục certificate.pem, key.pem, trust.pem · Folder of your certificate, "
            "and of authorities to trust besides."
        ),
    ] = None,
    acme: Annotated[
        str, typer.Option(metavar="EMAIL", help="Tự xin chứng thư (ACME) · Get one by ACME.")
    ] = "",
    acme_ca: Annotated[str, typer.Option(help="Máy chủ ACME khác · Another ACME server.")] = "",
    listen: Annotated[
        str, typer.Option(metavar="ADDRESS", help="Chỉ nghe ở · Listen there only.")
    ] = "",
    http_port: Port = 80,
    https_port: Port = 443,
    nats_port: Annotated[
        int | None,
        typer.Option(min=1, max=65535, help="Mở NATS ra ngoài · Open NATS to other systems."),
    ] = None,
    out: Annotated[Path, typer.Option(help="Tệp · File to write.")] = Path(".env"),
) -> None:
    """Tạo .env: mật khẩu và thiết lập · Make the .env of an installation on containers."""
    from deploy.containers.environment import Wishes, find_wrong, text_of

    if out.exists():
        raise Refused(
            f"{out} exists and is left as it is: its passwords open the databases. "
            "Change settings in it by hand, or name another file with --out."
        )
    if mail_user and not mail_password and sys.stdin.isatty():
        mail_password = typer.prompt("Mật khẩu thư · Mail password", hide_input=True)
    wishes = Wishes(
        host=host,
        issuer=issuer,
        jwks=jwks,
        audience=audience,
        roles_claim=roles_claim,
        mail_host=mail_host,
        mail_port=mail_port,
        mail_tls=mail_tls,
        mail_user=mail_user,
        mail_password=mail_password,
        mail_from=mail_from,
        certificates=certificates,
        acme_email=acme,
        acme_ca=acme_ca,
        listen=f"{listen}:" if listen else "",
        http_port=http_port,
        https_port=https_port,
        nats_port=nats_port,
    )
    if wrong := list(find_wrong(wishes)):
        raise Refused("\n".join(wrong))
    write_private(out, text_of(wishes))
    print(f"{out}: xong, chỉ bạn đọc được · written, readable by you alone.")
    if certificates is None and not acme:
        print(
            "Chứng thư do hệ thống tự ký, trình duyệt sẽ cảnh báo · The proxy shows a certificate "
            "that only this installation vouches for; browsers will warn."
        )
