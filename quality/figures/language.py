"""Which language a text is in."""

from held_out import inquiries, rubbish, table

from yangfan.intelligence.language.detect import detect_language

TITLE, ORDER = "Language of a text", 10


def measure(paths: dict[str, str]) -> str:
    """Return accuracy on whole messages and on their first three words (six characters of Chinese)."""
    texts = [(one.language, one.text) for one in inquiries()] + rubbish()
    whole = [_is_right(language, text) for language, text in texts]
    short = [_is_right(language, _snippet(language, text)) for language, text in texts]
    rows = [
        ["whole messages", len(whole), sum(whole) / len(whole)],
        ["first three words", len(short), sum(short) / len(short)],
    ]
    return f"Data: `quality/data` ({len(texts)} texts, 8 languages).\n\n" + table(
        ["texts", "n", "right"], rows
    )


def _is_right(language: str, text: str) -> bool:
    return detect_language(text).code.partition("-")[0] == language


def _snippet(language: str, text: str) -> str:
    return text[:6] if language == "zh" else " ".join(text.split()[:3])
