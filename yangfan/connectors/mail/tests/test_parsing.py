"""Mail as it really comes."""

from email.message import EmailMessage

import pytest

from yangfan.connectors.mail.parsing import parse_mail
from yangfan.connectors.testing import DSN


def mail(body="We need 500 pieces.", subject="RFQ", **headers) -> bytes:
    message = EmailMessage()
    message["From"] = headers.pop("From", "Ana Souza <ana@embalagens.example>")
    message["To"] = "sales@tidelane.test"
    message["Subject"] = subject
    message["Message-ID"] = "<a1@embalagens.example>"
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    message.set_content(body)
    return message.as_bytes()


def raw(head: bytes, body: bytes) -> bytes:
    return b"From: buyer@x.example\r\n" + head + b"\r\n\r\n" + body


def test_a_plain_mail_gives_sender_subject_and_words():
    read = parse_mail(mail(subject="Anfrage für Förderbänder"))
    assert (read.from_name, read.from_address) == ("Ana Souza", "ana@embalagens.example")
    assert read.subject == "Anfrage für Förderbänder"
    assert (read.text, read.message_id) == ("We need 500 pieces.", "<a1@embalagens.example>")
    assert not (read.automatic or read.mass or read.bounce)


@pytest.mark.parametrize(
    ("declared", "real"),
    [("gb2312", "gbk"), ("gbk", "gb18030"), ("", "gb18030"), ("us-ascii", "utf-8"), ("no-such-charset", "utf-8"),
     ("utf-8", "gb18030"), ("big5", "big5")],
)  # fmt: skip
def test_chinese_is_read_whatever_charset_the_program_claims(declared, real):
    text = "您好，我司需要五百台碼垛机器人，请报价" if real != "big5" else "您好，我們需要五百台機器人"
    if real == "gbk":
        text += "，联系人：朱镕基"  # 镕 is not in gb2312
    kind = f'Content-Type: text/plain; charset="{declared}"' if declared else "Content-Type: text/plain"
    read = parse_mail(raw(kind.encode() + b"\r\nContent-Transfer-Encoding: 8bit", text.encode(real)))
    assert read.text == text


def test_headers_in_raw_gbk_and_in_mislabelled_words_are_read():
    assert parse_mail(raw("Subject: 询价单".encode("gb18030"), b"x")).subject == "询价单"
    assert parse_mail(raw(b"Subject: =?gb2312?B?" + b"6U/j1uk=" + b"?=", b"x")).subject != ""
    import base64

    word = base64.b64encode("镕基公司询价".encode("gbk"))
    assert parse_mail(raw(b"Subject: =?gb2312?B?" + word + b"?=", b"x")).subject == "镕基公司询价"


def test_html_alone_becomes_text_and_its_quote_is_cut():
    html = (
        b"<html><head><style>p{color:red}</style></head><body><p>Dear&nbsp;team,</p><ul><li>500 pcs</li></ul>"
        b'<p>See <a href="https://ana.example/spec">our spec</a></p><div>On Mon, 2 Nov 2026 Li &lt;li@t.test&gt; wrote:</div>'
        b"<blockquote>Our price is 3 USD</blockquote></body></html>"
    )
    read = parse_mail(raw(b"Content-Type: text/html\r\nIn-Reply-To: <m1@t.test>", html))
    assert read.text == "Dear team,\n\n- 500 pcs\n\nSee our spec (https://ana.example/spec)"
    assert "> Our price is 3 USD" in read.full_text
    assert "color" not in read.full_text


@pytest.mark.parametrize(
    "tail",
    [
        "On Mon, 2 Nov 2026 at 10:00, Li Wei <li@t.test> wrote:\n> Our price",
        "Em seg., 2 de nov. de 2026 às 10:00, Li Wei\n<li@t.test> escreveu:\n\n> Our price\n> is 3",
        "-----Original Message-----\nFrom: Li\nSent: Monday\nOur price",
        "------------------ 原始邮件 ------------------\n发件人: 李\n发送时间: 2026年11月2日\nOur price",
        "发件人: 李伟 <li@t.test>\n发送时间: 2026年11月2日 10:00\n收件人: ana\n主题: 报价\n\nOur price",
        "________________________________\nFrom: Li Wei <li@t.test>\nSent: Monday\nTo: Ana\nSubject: Quote\n\nOur price",
        "在 2026-11-02 10:00:00，\"李伟\" <li@t.test> 写道：\n> Our price",
        "В пн, 2 нояб. 2026 г., Li <li@t.test> написал(а):\n> Our price",
        "> Our price\n> is 3",
        "-- \nAna Souza\n+55 11 5555",
        "Sent from my iPhone\n\n> Our price",
        "发自我的iPhone",
    ],
)  # fmt: skip
def test_an_answer_ends_where_the_quoted_mail_begins(tail):
    body = f"Yes, 500 pieces.\n- delivery in May\n\n{tail}\n"
    read = parse_mail(mail(body, In_Reply_To="<m1@t.test>"))
    assert read.text.rstrip("_ \n") == "Yes, 500 pieces.\n- delivery in May"
    assert tail.splitlines()[-1] in read.full_text


def test_an_answer_between_the_quoted_lines_is_kept_whole():
    body = "Hi\n\n> How many?\n500\n> Which port?\nSantos\n"
    assert parse_mail(mail(body, In_Reply_To="<m1@t.test>")).text == body.strip()


def test_a_first_mail_keeps_its_signature_and_a_mail_of_quotes_alone_its_text():
    assert "+55 11" in parse_mail(mail("Price?\n-- \nAna\n+55 11 5555")).text
    assert parse_mail(mail("> only this", In_Reply_To="<m1@t.test>")).text == "> only this"


def test_files_come_along_and_dangerous_ones_are_flagged():
    message = EmailMessage()
    message["From"] = "a@b.example"
    message.set_content("see files")
    message.add_attachment(b"%PDF-1.4", maintype="application", subtype="pdf", filename="询价单.pdf")
    message.add_attachment(b"MZ\x90", maintype="application", subtype="octet-stream", filename="../quote.pdf")
    message.add_attachment(b"x", maintype="application", subtype="octet-stream", filename="run.pdf.exe")
    message.add_attachment(b"x", maintype="application", subtype="ms-tnef", filename="winmail.dat")
    read = parse_mail(message.as_bytes())
    assert [(one.name, one.is_dangerous) for one in read.files] == [
        ("询价单.pdf", False), ("quote.pdf", True), ("run.pdf.exe", True),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("headers", "subject"),
    [
        ({"Auto_Submitted": "auto-replied"}, "Re: RFQ"),
        ({"X_Autoreply": "yes"}, "Re: RFQ"),
        ({"Precedence": "auto_reply"}, "Re: RFQ"),
        ({}, "自动回复: 报价"),
        ({}, "Automatic reply: quote"),
        ({}, "Resposta automática: férias"),
        ({}, "رد تلقائي: عرض السعر"),
    ],
)
def test_automatic_answers_are_recognised(headers, subject):
    assert parse_mail(mail(subject=subject, **headers)).automatic


@pytest.mark.parametrize(
    "subject", ["We need an automatic replying machine", "Office chairs", "回复: 自动化报价"]
)
def test_a_persons_mail_is_no_automatic_answer(subject):
    assert not parse_mail(mail(subject=subject, Auto_Submitted="no")).automatic


def test_mass_mail_is_recognised():
    assert parse_mail(mail(List_Unsubscribe="<mailto:u@x.example>")).mass
    assert parse_mail(mail(Precedence="bulk")).mass


def test_a_delivery_report_names_the_mail_the_address_and_the_reason():
    bounce = parse_mail(DSN).bounce
    assert (bounce.message_id, bounce.address, bounce.status) == (
        "<m7@tidelane.test>",
        "gone@elsewhere.test",
        "5.1.1",
    )
    assert bounce.said == "550 5.1.1 User unknown"
    assert bounce.is_final


def test_a_report_of_a_delay_is_not_final():
    late = DSN.replace(b"Action: failed", b"Action: delayed").replace(b"Status: 5.1.1", b"Status: 4.4.1")
    assert parse_mail(late).bounce.is_final is False


def test_a_bounce_without_a_report_is_recognised_by_its_sender_and_subject():
    body = "退信原因：\n550 5.2.2 mailbox full\n\nMessage-ID: <m9@tidelane.test>\n"
    bounce = parse_mail(mail(body, subject="系统退信", From="PostMaster@qq.example")).bounce
    assert (bounce.status, bounce.said, bounce.message_id) == (
        "5.2.2",
        "550 5.2.2 mailbox full",
        "<m9@tidelane.test>",
    )
    assert parse_mail(mail(body, subject="系统退信", From="ana@qq.example")).bounce is None


@pytest.mark.parametrize("data", [b"", b"\xff\xfe\x00", b"Content-Type: multipart/mixed\r\n\r\nno boundary",
                                  b"From: =?utf-8?q?=zz?= <<\r\nDate: nonsense\r\nContent-Type: text/plain; charset=\r\n\r\nx"])  # fmt: skip
def test_rubbish_is_read_without_failing(data):
    parse_mail(data)
