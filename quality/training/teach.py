"""Train the shipped linear models from the texts beside this file: `make train`. Needs scikit-learn; runs in seconds."""

import csv
import gzip
import re
import sys
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold, cross_val_predict

from yangfan.intelligence.semantics import linear

OURS = 4.0  # an inquiry's sentence weighs as much as so many chat messages
HERE = Path(__file__).resolve().parent
FILLS = {
    "en": (("palletizing robot", "LED panel light", "water pump"), ("Hamburg", "Chile", "Dubai")),
    "zh": (("码垛机器人", "不锈钢水泵", "户外背包"), ("汉堡", "越南", "上海")),
    "es": (("robot paletizador", "panel LED", "bomba de agua"), ("México", "Bogotá", "Chile")),
    "pt": (("robô paletizador", "painel LED", "bomba de água"), ("Santos", "Angola", "Curitiba")),
    "de": (("Palettierroboter", "LED-Leuchte", "Wasserpumpe"), ("Hamburg", "Wien", "Zürich")),
    "fr": (("robot palettiseur", "panneau LED", "pompe à eau"), ("Lyon", "Dakar", "Casablanca")),
    "ru": (("робот-палетайзер", "светильник", "насос"), ("Казахстан", "Москву", "Минск")),
    "ar": (("روبوت التحميل", "مضخة مياه", "مصباح"), ("دبي", "الرياض", "مصر")),
}  # fmt: skip
HELLO = {
    "en": ("", "Hello, ", "Dear Sir or Madam, "), "zh": ("", "您好，", "你好！"), "es": ("", "Buenos días, ", "Estimados señores: "),
    "pt": ("", "Bom dia, ", "Prezados, "), "de": ("", "Guten Tag, ", "Sehr geehrte Damen und Herren, "), "fr": ("", "Bonjour, ", "Madame, Monsieur, "),
    "ru": ("", "Здравствуйте! ", "Добрый день, "), "ar": ("", "السلام عليكم، ", "تحية طيبة، "),
}  # fmt: skip
BYE = {
    "en": ("", " Best regards, Tom", " Thank you."), "zh": ("", "谢谢！", "盼复。"), "es": ("", " Saludos cordiales, Ana", " Gracias."),
    "pt": ("", " Atenciosamente, João", " Obrigado."), "de": ("", " Mit freundlichen Grüßen, Karl", " Vielen Dank."), "fr": ("", " Cordialement, Luc", " Merci d'avance."),
    "ru": ("", " С уважением, Иван", " Спасибо."), "ar": ("", " مع التحية، أحمد", " شكرا."),
}  # fmt: skip


def sentences(name: str) -> list[tuple[str, str, str]]:
    """Return (label, language, sentence) of a training file."""
    rows, label, language = [], "", ""
    for line in (HERE / name).read_text("utf-8").splitlines():
        head = re.fullmatch(r"\[(\w+) (\w+)\]", line)
        if head:
            label, language = head.groups()
        elif line and not line.startswith("#"):
            rows.append((label, language, line))
    return rows


def varied(rows: list[tuple[str, str, str]]) -> list[tuple[str, str, int]]:
    """Return (text, label, sentence number): each sentence three times, with other fillings, greetings and ends."""
    made = []
    for number, (label, language, sentence) in enumerate(rows):
        products, places = FILLS[language]
        for turn in range(3):
            text = (
                sentence.replace("{p}", products[turn])
                .replace("{c}", places[turn])
                .replace("{n}", str((turn + 2) * 17))
            )
            made.append((HELLO[language][turn] + text + BYE[language][(turn + number) % 3], label, number))
    return made


def matrix(texts: list[str], bits: int) -> csr_matrix:
    """Return one row a text, of unit length."""
    rows = [linear.features(text, bits) for text in texts]
    values = np.concatenate([np.full(len(row), 1 / np.sqrt(len(row))) for row in rows])
    starts = np.concatenate([[0], np.cumsum([len(row) for row in rows])])
    return csr_matrix((values, np.concatenate(rows), starts), shape=(len(texts), 1 << bits))


def fit(
    name: str,
    texts: list[str],
    labels: list[str],
    groups: list[int],
    *,
    bits: int,
    strength: float,
    importance: list[float] | None = None,
) -> None:
    """Fit, choose the temperature on held-out sentences, make it int8, save, say how large it is."""
    data, wanted = matrix(texts, bits), np.array(labels)
    learner = LogisticRegression(C=strength, max_iter=2000, class_weight="balanced")
    guessed = cross_val_predict(
        learner, data, wanted, groups=groups, cv=GroupKFold(5), method="decision_function"
    )
    guessed = np.stack([np.zeros_like(guessed), guessed], axis=1) if guessed.ndim == 1 else guessed
    learner.fit(data, wanted, sample_weight=importance)
    classes = tuple(learner.classes_.tolist())
    right = np.array([classes.index(label) for label in wanted])
    weights, bias = learner.coef_, learner.intercept_
    if len(weights) == 1:
        weights, bias = np.stack([np.zeros_like(weights[0]), weights[0]]), np.array([0.0, bias[0]])
    scales = np.maximum(np.abs(weights).max(axis=1), 1e-9) / 127
    model = linear.Model(
        classes,
        bits,
        np.rint(weights / scales[:, None]).astype(np.int8),
        scales,
        bias,
        _temperature(guessed, right),
    )
    linear.save(name, model)
    size = (linear.WEIGHTS / f"{name}.npz").stat().st_size
    correct = (guessed.argmax(axis=1) == right).mean()
    print(
        f"{name}: {len(texts)} texts, {len(classes)} classes, unseen sentences right {correct:.3f}, temperature {model.temperature:.2f}, {size // 1000} kB"
    )


def _temperature(logits: np.ndarray, right: np.ndarray) -> float:
    def loss(heat):
        scaled = logits / heat
        scaled = scaled - scaled.max(axis=1, keepdims=True)
        return -(scaled[np.arange(len(right)), right] - np.log(np.exp(scaled).sum(axis=1))).mean()

    return float(min(np.linspace(0.05, 3, 60), key=loss))


def messages(path: str) -> list[tuple[str, str]]:
    """Return (label, text) of a tab-separated file of ham and spam."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        return [
            (row[0], row[1])
            for row in csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
            if row[:1] in (["ham"], ["spam"])
        ]


def cross_validated(texts: list[str], labels: list[str]) -> list[str]:
    """Return what the method says of each text when it has not seen it (five folds)."""
    learner = LogisticRegression(C=100, max_iter=2000)
    return cross_val_predict(learner, matrix(texts, 15), np.array(labels), cv=5).tolist()


def teach_intents() -> None:
    """Train the model of intents."""
    rows = varied(sentences("intents.txt"))
    texts, labels, groups = map(list, zip(*rows, strict=True))
    fit("intents", texts, labels, groups, bits=14, strength=30)


def teach_spam(sms: str = "") -> None:
    """Train the model of spam: our sentences, every genuine intent as its opposite, and English messages by path."""
    genuine = [
        ("fine", text, group) for text, label, group in varied(sentences("intents.txt")) if label != "pitch"
    ]
    genuine += [("fine", text, 5_000 + group) for text, _label, group in varied(sentences("fine.txt"))]
    rubbish = [("spam", text, 10_000 + group) for text, _label, group in varied(sentences("spam.txt"))]
    rubbish += [
        ("spam", text, group) for text, label, group in varied(sentences("intents.txt")) if label == "pitch"
    ]
    rows = genuine + rubbish
    if sms:
        rows += [
            ({"spam": "spam", "ham": "fine"}[label], text, 100_000 + number)
            for number, (label, text) in enumerate(messages(sms))
        ]
    labels, texts, groups = map(list, zip(*rows, strict=True))
    fit(
        "spam",
        texts,
        labels,
        groups,
        bits=15,
        strength=100,
        importance=[OURS if group < 100_000 else 1.0 for group in groups],
    )


if __name__ == "__main__":
    teach_intents()
    teach_spam(sys.argv[1] if len(sys.argv) > 1 else "")
