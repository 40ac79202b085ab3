"""Where a mail's own words end and the mail it answers begins.

Line by line, so a stranger's mail costs linear time. Doubt keeps the text: an answer written between quoted lines is
kept whole, and so is a mail that would be left empty.
"""

import re

WROTE = re.compile(
    r"(?:wrote|写道|寫道|schrieb[^:：]{0,60}|escreveu|escribió|a écrit|ha scritto|schreef[^:：]{0,60}|skrev[^:：]{0,60}|"
    r"napisał\(?a?\)?|написал\(?а?\)?|пишет|كتب|yazdı|のメッセージ|님이 작성)\s?[:：]\s*$",
    re.IGNORECASE,
)
SEPARATOR = re.compile(
    r"^\s*-{2,}\s*(?:original (?:message|e?mail)|原始邮件|原始郵件|回复的原邮件|转发邮件信息|ursprüngliche nachricht|mensaje original|"
    r"mensagem original|message d'origine|исходное сообщение|الرسالة الأصلية|forwarded message)\s*-{2,}\s*$",
    re.IGNORECASE,
)
FROM = re.compile(
    r"^[\s*>]*(?:from|发件人|寄件者|寄件人|von|de|от кого|от|من|差出人|보낸 사람|van|da|kimden)\s?[*]?\s?[:：]",
    re.IGNORECASE,
)
SENT = re.compile(
    r"^[\s*]*(?:sent|date|to|subject|发送时间|发送日期|日期|时间|收件人|主题|寄件日期|收件者|gesendet|an|betreff|enviado|enviada|"
    r"para|asunto|assunto|data|fecha|envoyé|à|objet|отправлено|дата|кому|тема|تاريخ|إلى|التاريخ|送信日時|宛先|gönderildi)"
    r"\s?[*]?\s?[:：]",
    re.IGNORECASE,
)  # fmt: skip
DEVICE = re.compile(
    r"^\s*(?:sent from my |get outlook for |sent from outlook|发自我的|來自我的|从我的.{0,20}发送|enviado (?:do|desde) (?:meu|mi)|"
    r"von meinem .{0,20}gesendet|envoyé de mon|отправлено с |أُرسلت من)",
    re.IGNORECASE,
)


def without_quote(text: str, *, is_answer: bool) -> str:
    """Return the new words of a mail; of an answer also without the signature. Never returns less than something."""
    lines = text.splitlines()
    kept = lines[: _quote_starts(lines)]
    if is_answer:
        kept = kept[: _signature_starts(kept)]
    new = "\n".join(kept).strip()
    return new or text.strip()


def _quote_starts(lines: list[str]) -> int:
    for at, line in enumerate(lines):
        if SEPARATOR.match(line) or (FROM.match(line) and _is_header_block(lines[at + 1 : at + 5])):
            return at
        if line.lstrip().startswith(">"):
            return _attribution(lines, at) if _nothing_new_after(lines, at) else len(lines)
        if WROTE.search(line) and _is_attribution(lines, at):
            return _attribution(lines, at + 1)
    return len(lines)


def _is_header_block(following: list[str]) -> bool:
    return sum(bool(SENT.match(line)) for line in following) >= 2


def _is_attribution(lines: list[str], at: int) -> bool:
    """ "… wrote:" alone may be part of a sentence: a date or an address belongs to it, and a quote after it."""
    said = " ".join(lines[max(at - 2, 0) : at + 1])
    if not re.search(r"\d|@", said):
        return False
    following = next((line for line in lines[at + 1 :] if line.strip()), ">")
    return following.lstrip().startswith(">") and _nothing_new_after(lines, at + 1)


def _attribution(lines: list[str], quote: int) -> int:
    """Return where the line that introduces the quote begins; it may be broken over three lines."""
    at = quote
    while at > 0 and not lines[at - 1].strip():
        at -= 1
    if at == 0 or not WROTE.search(lines[at - 1]):
        return quote
    start = at - 1
    while (
        start > max(at - 3, 0) and lines[start - 1].strip() and not re.search(r"^\S.*\d{1,4}", lines[start])
    ):
        start -= 1
    return start


def _nothing_new_after(lines: list[str], at: int) -> bool:
    """Tell whether only quoted lines follow (an answer may also stand between them)."""
    return all(not line.strip() or line.lstrip().startswith(">") for line in lines[at:] if not _is_tail(line))


def _is_tail(line: str) -> bool:
    return bool(DEVICE.match(line)) or line.rstrip() == "--"


def _signature_starts(lines: list[str]) -> int:
    for at, line in enumerate(lines):
        if line.rstrip("\r\n") in ("-- ", "--") or DEVICE.match(line):
            return at
    return len(lines)
