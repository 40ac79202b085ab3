"""What the chat says to visitors before anybody of ours does. In the visitor's language, which need not be one of ours."""

from yangfan.crm.chat.models import ChatSettings

GREETINGS = {
    "en": "Hello! Ask us anything about our products, prices or delivery.",
    "zh": "您好！产品、价格、交期，有问题请直接问我们。",
    "ar": "مرحبًا! اسألنا عن المنتجات أو الأسعار أو التسليم.",
}
AWAY = {
    "en": "We are not at our desks right now. Leave your question and an e-mail address; we will answer by mail.",
    "zh": "现在不是上班时间。请留下您的问题和邮箱，我们会通过邮件回复。",
    "ar": "لسنا في المكتب الآن. اترك سؤالك وبريدك الإلكتروني وسنرد عليك بالبريد.",
}
NOTES = {
    "en": "What you write is stored so that we can answer you.",
    "zh": "我们会保存您发送的内容，以便回复您。",
    "ar": "نحفظ ما تكتبه لنتمكن من الرد عليك.",
}
MAIL_SUBJECTS = {
    "en": "Our answer to your chat",
    "zh": "您在网站咨询的回复",
    "ar": "ردّنا على محادثتك",
}
MAIL_INTROS = {
    "en": "You had left our site when we answered, so here it is:",
    "zh": "您离开网站后我们做了回复，内容如下：",
    "ar": "كنت قد غادرت موقعنا عندما أجبنا، وهذا هو ردّنا:",
}


def in_language(texts: dict[str, str], language: str) -> str:
    """Return the text in this language, else in English."""
    return texts.get(language.lower().partition("-")[0]) or texts["en"]


def greeting_of(settings: ChatSettings, language: str) -> str:
    """Return the workspace's own greeting in this language, else ours."""
    own = settings.greetings.get(language.lower(), "").strip()
    return own or in_language(GREETINGS, language)
