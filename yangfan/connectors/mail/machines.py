"""Mail that no person wrote: automatic answers, mass mail, and reports that a mail did not arrive (RFC 3464)."""

import re
from collections.abc import Callable
from dataclasses import dataclass

MAX_REPORT = 200_000
AUTOMATIC_SUBJECT = re.compile(
    r"^\s*(?:automatic reply|auto(?:matic)?[- ]?(?:reply|response|responder)|autoreply|out[- ]of[- ](?:the[- ])?office|ooo\b|"
    r"i am (?:currently )?out of (?:the )?office|vacation (?:reply|response)|自动回复|自動回覆|自動回復|自动答复|自動応答|不在通知|"
    r"休假(?:自动)?(?:回复|通知)|外出(?:自动)?回复|automatische antwort|abwesenheit(?:snotiz|sassistent)?|"
    r"réponse automatique|absence du bureau|respuesta automática|fuera de (?:la )?oficina|resposta automática|"
    r"ausência|fora do escritório|risposta automatica|автоответ|автоматический ответ|вне офиса|رد تلقائي|خارج المكتب|"
    r"automatisch antwoord|otomatik yanıt|자동 ?회신|부재중)",
    re.IGNORECASE,
)
BOUNCE_SUBJECT = re.compile(
    r"undeliver(?:ed|able)|delivery (?:status notification|failure|has failed)|failure notice|returned mail|mail delivery failed|"
    r"could not be delivered|退信|投递失败|无法投递|發送失敗|发送失败|unzustellbar|no se pudo entregar|não entregue|"
    r"échec de la remise|недоставлен",
    re.IGNORECASE,
)
POSTMASTER = re.compile(r"^(?:mailer-daemon|postmaster|mail-daemon|bounce[s]?)@", re.IGNORECASE)
ANY_ID = re.compile(r"^\s*message-id:\s*(<[^<>\s]+>)", re.IGNORECASE | re.MULTILINE)
STATUS = re.compile(r"\b([245]\.\d{1,3}\.\d{1,3})\b")
Header = Callable[[object, str], str]


@dataclass(frozen=True)
class Bounce:
    """A mail of ours did not arrive. `status` as in RFC 3463 ("5.1.1"); empty when the report does not say."""

    message_id: str  # of the mail that did not arrive
    address: str
    status: str
    said: str  # the other server's words
    is_final: bool  # False: it is only late, the server goes on trying


def why_automatic(message, header: Header) -> str:
    """Return why this mail counts as an automatic answer; "" for a person's."""
    submitted = header(message, "Auto-Submitted").strip().lower()
    if submitted and not submitted.startswith("no"):
        return "auto_submitted"
    for name in ("X-Autoreply", "X-Autorespond", "X-AutoReply-From", "X-Mail-Autoreply"):
        if message.get(name) is not None:
            return "autoreply_header"
    precedence = header(message, "Precedence").strip().lower().replace("-", "_")
    if precedence in ("auto_reply", "autoreply"):
        return "precedence"
    return "subject" if AUTOMATIC_SUBJECT.match(header(message, "Subject")) else ""


def why_mass(message, header: Header) -> str:
    """Return why this mail counts as mass mail; "" for one to us."""
    if header(message, "Precedence").strip().lower() in ("bulk", "list", "junk"):
        return "precedence"
    for name in ("List-Id", "List-Unsubscribe", "Feedback-ID"):
        if message.get(name) is not None:
            return "list"
    return ""


def read_bounce(message, header: Header, text: str) -> Bounce | None:
    """Return what a delivery report says, or None when this is none."""
    if (
        message.get_content_type() == "multipart/report"
        and message.get_param("report-type") == "delivery-status"
    ):
        return _from_report(message, header, text)
    sender = header(message, "From")
    address = sender.rpartition("<")[2].strip(" >")
    if not (POSTMASTER.match(address) and BOUNCE_SUBJECT.search(f"{header(message, 'Subject')} {sender}")):
        return None
    failed = header(message, "X-Failed-Recipients").partition(",")[0].strip()
    found = STATUS.search(text)
    return Bounce(_original_id(message, header, text), failed.lower(), found.group(1) if found else "", _line_of(text, found), True)  # fmt: skip


def _from_report(message, header: Header, text: str) -> Bounce:
    fields = _report_fields(message)
    recipient = fields.get("final-recipient") or fields.get("original-recipient") or ""
    status, said = fields.get("status", "").split("(")[0].strip()[:20], fields.get("diagnostic-code", "")
    return Bounce(
        message_id=_original_id(message, header, text),
        address=recipient.rpartition(";")[2].strip(" <>").lower()[:254],
        status=status,
        said=" ".join(said.rpartition(";")[2].split())[:400],
        is_final=fields.get("action", "failed").lower() == "failed" and not status.startswith("4.") or status.startswith("5."),
    )  # fmt: skip


def _report_fields(message) -> dict[str, str]:
    """Return the fields about the first recipient that failed (else the last one named)."""
    fields: dict[str, str] = {}
    for part in message.walk():
        if part.get_content_type() != "message/delivery-status" or not isinstance(part.get_payload(), list):
            continue
        for block in part.get_payload():
            found = {key.lower(): str(value) for key, value in block.items()}
            if "action" in found or "final-recipient" in found:
                fields = found
                if found.get("action", "").lower() == "failed":
                    return fields
    return fields


def _original_id(message, header: Header, text: str) -> str:
    """Return the Message-ID of the mail that came back, from what the report has of it."""
    for part in message.walk():
        if part is message:
            continue
        if part.get_content_type() in ("message/rfc822", "text/rfc822-headers", "message/rfc822-headers"):
            found = ANY_ID.search(part.as_bytes().decode("utf-8", "replace")[:MAX_REPORT])
            if found:
                return found.group(1)[:255]
    for name in ("In-Reply-To", "References", "X-Original-Message-ID"):
        found = re.search(r"<[^<>\s]+>", header(message, name))
        if found:
            return found.group()[:255]
    found = ANY_ID.search(text)
    return found.group(1)[:255] if found else ""


def _line_of(text: str, found: re.Match | None) -> str:
    if not found:
        return ""
    start, end = text.rfind("\n", 0, found.start()) + 1, text.find("\n", found.end())
    return " ".join(text[start : end if end >= 0 else None].split())[:400]
