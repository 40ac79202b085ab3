"""Chats of Tingfield Outdoor on its site: one answered, one waiting in Arabic, one by somebody who left no address."""

import hashlib
from datetime import datetime, timedelta

from yangfan.crm import public as crm
from yangfan.demo.outdoor.samples import READERS

VISITOR, US = False, True
CHATS = [
    {
        "name": "Hannah Whitlock", "email": "hannah@oregonpatio.example", "language": "en", "zone": "America/Los_Angeles",
        "lines": [
            (190, VISITOR, "Hi, do you ship fabric swatches to Oregon before an order?", "您好，下单前能寄面料色卡到俄勒冈吗？"),
            (187, US, "Yes, a book of 24 swatches is free. We only ask you to pay the courier, about 35 dollars.", ""),
            (185, VISITOR, "Great. We are looking at about 120 sets for spring, delivery to Portland by 20 March.", "太好了。我们春季大约需要 120 套，3 月 20 日前送到波特兰。"),
            (181, US, "That works: production takes 35 days. Which set do you have in mind?", ""),
        ],
    },
    {
        "name": "سلمى الحربي", "email": "salma@waha-resorts.example", "language": "en", "zone": "Asia/Riyadh",
        "lines": [
            (9, VISITOR, "السلام عليكم، نحتاج 80 كرسي استرخاء لمسبح فندق في جدة. ما هو السعر ومدة التسليم؟", "您好，我们吉达一家酒店的泳池需要 80 张躺椅。价格和交期是多少？"),
            (7, VISITOR, "ونريد اللون الرملي إذا كان متوفرًا.", "如果有沙色，我们想要沙色。"),
        ],
    },
    {
        "name": "", "email": "", "language": "zh-hans", "zone": "Asia/Shanghai",
        "lines": [
            (1500, VISITOR, "请问露台遮阳伞能抗几级风？民宿屋顶用，要 16 把。", ""),
            (1496, US, "您好，配 90 公斤底座可抗 6 级风；屋顶建议再加固定螺栓，我们可以随货配。", ""),
            (1493, VISITOR, "好的，我和合伙人商量一下，明天再来问。", ""),
        ],
    },
]  # fmt: skip


def tell_chats(desk, *, now: datetime) -> None:
    """Keep the chats as they took place, counted back from now; a second call adds nothing."""
    for number, chat in enumerate(CHATS):
        lines = [
            (now - timedelta(minutes=ago), is_ours, text) for ago, is_ours, text, _sample in chat["lines"]
        ]
        path = "zh-hans" if chat["language"] == "zh-hans" else "en"
        session = crm.keep_chat(
            site=desk.site, token=hashlib.sha256(f"chat-{number}".encode()).hexdigest()[:32], lines=lines,
            place=crm.ChatPlace(
                language=chat["language"], page=f"http://{desk.site.hosts[0]}/{path}/products/", title="",
                time_zone=chat["zone"],
            ),
            name=chat["name"], email=chat["email"], author=desk.sales,
        )  # fmt: skip
        _add_samples(session, chat)


def _add_samples(session, chat) -> None:
    samples = {text: sample for _ago, _ours, text, sample in chat["lines"] if sample}
    for message in crm.Message.objects.of(session.workspace).filter(chat_line__session=session):
        if message.text in samples:
            crm.add_sample_translation(message=message, language=READERS, text=samples[message.text])
