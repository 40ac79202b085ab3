"""What the robotics maker's salesperson answers: short, in the language of the letter, never the same twice in a row."""

from datetime import timedelta
from random import Random

ANSWERS = {
    "zh": ["{name}您好，{what}的报价和交期已发您邮箱，工况有两处想跟您确认，下午方便电话吗？", "{name}好，{what}标准交期六周。请把工件照片和节拍发我，明天给您方案。",
           "{name}您好，收到。{what}可以先寄十个样件，五个工作日给实测视频。", "{name}好，同行案例和{what}规格书已附上，价格区间也写在里面了。"],
    "en": ["Dear {name}, our offer for the {what} is attached, with two questions about your part. Could we call you this week?",
           "Hello {name}, the {what} takes six weeks from order. Please send a picture of the part and the cycle time; a layout follows tomorrow.",
           "Dear {name}, you may send ten parts: within five working days you get a film and the measured cycle time of the {what}.",
           "Hello {name}, please find the data sheet of the {what} and a reference from your trade attached."],
    "de": ["Guten Tag {name}, das Angebot zum {what} liegt bei, mit zwei Rückfragen zum Teil. Passt Ihnen ein Telefonat diese Woche?",
           "Guten Tag {name}, Lieferzeit des {what} sechs Wochen. Bitte senden Sie uns ein Foto des Teils und die Taktzeit."],
    "es": ["Estimado/a {name}: adjuntamos la oferta del {what} y dos preguntas sobre la pieza. ¿Podemos llamarle esta semana?",
           "Hola {name}, el {what} se entrega en seis semanas. Envíenos una foto de la pieza y el ciclo, por favor."],
    "ru": ["Здравствуйте, {name}! Предложение по {what} во вложении, есть два вопроса по детали. Удобно созвониться на этой неделе?",
           "Добрый день, {name}! Срок поставки {what} шесть недель. Пришлите, пожалуйста, фото детали и такт."],
    "pt": ["Bom dia, {name}. Segue a proposta do {what} e duas perguntas sobre a peça. Podemos falar esta semana?",
           "Olá, {name}. O prazo do {what} é de seis semanas. Envie-nos uma foto da peça e o ciclo, por favor."],
    "fr": ["Bonjour {name}, notre offre pour le {what} est jointe, avec deux questions sur la pièce. Pouvons-nous vous appeler cette semaine ?",
           "Bonjour {name}, délai du {what} : six semaines. Merci de nous envoyer une photo de la pièce et le cycle."],
    "ar": ["تحية طيبة {name}، عرض {what} مرفق مع سؤالين عن القطعة. هل يناسبكم اتصال هذا الأسبوع؟", "مرحباً {name}، مدة تسليم {what} ستة أسابيع. نرجو إرسال صورة القطعة وزمن الدورة."],
}  # fmt: skip


def answer_to(words: dict, language: str, rng: Random) -> tuple[str, timedelta]:
    """Return what is answered to an inquiry and how long it took."""
    known = ANSWERS.get(language.partition("-")[0], ANSWERS["en"])
    text = rng.choice(known).format(name=words.get("name", ""), what=words.get("product") or "A12")
    return text, timedelta(minutes=rng.choice([12, 25, 40, 70, 110, 180, 320, 640, 900]))
