"""The words a new site starts with, ready to be replaced: generic enough to be true of any company."""

LANGUAGES = ("zh-hans", "en")
ENGLISH = {
    "home": {
        "title": "{name}",
        "search_description": "{name}: products, applications and a quick answer to your inquiry.",
        "hero": (
            "What you make, in one clear sentence",
            "Say who it is for, what it does better, and how soon it can be delivered.",
            "Request a quote",
            "See our products",
        ),
        "products": ("Products", "Choose a product for its specification, data sheet and delivery terms."),
        "steps": (
            "From inquiry to delivery",
            [
                ("You write to us", "Tell us what you need, how much of it and by when."),
                ("We answer within one working day", "With a price range and any questions that remain."),
                ("You get a binding offer", "With specification, delivery date and terms of payment."),
                ("We deliver", "And stay reachable after the goods have arrived."),
            ],
        ),
    },
    "products": {
        "title": "Products",
        "intro": "Every product comes with its full specification, documents to download and an open answer on delivery.",
    },
    "applications": {"title": "Applications", "intro": "What our customers do with it, and what came of it."},
    "articles": {"title": "News", "intro": "Know-how and news from our company."},
    "about": {"title": "About us", "intro": "Who we are, where we work and what we stand for."},
    "contact": {
        "title": "Contact",
        "intro": "Tell us what you need. A person reads every message and answers within one working day.",
    },
    "privacy": {
        "title": "Privacy",
        "intro": "What we store, why, and for how long.",
        "text": "<p>When you send us an inquiry, we keep what you write to us in order to answer you and, if it comes "
        "to that, to deal with your order. We give it to nobody who has no part in that.</p><p>We count visits to this "
        "site without cookies. Only if you agree does your browser keep a number by which we recognise it when it "
        "returns; you can withdraw this at any time at the foot of every page.</p><p>You may ask us at any time what we "
        "have stored about you, and have it corrected or deleted.</p>",
    },
}
CHINESE = {
    "home": {
        "title": "{name}",
        "search_description": "{name}：产品中心、应用案例与快速报价，一个工作日内回复您的询盘。",
        "hero": (
            "用一句话说清您的产品",
            "写明适合谁、强在哪里、多久可以交货。",
            "获取报价",
            "查看产品",
        ),
        "products": ("产品中心", "点击产品，查看规格参数、资料下载与交货条款。"),
        "steps": (
            "从询盘到交付",
            [
                ("您提出需求", "告诉我们需要什么、多少数量、何时要货。"),
                ("一个工作日内回复", "给出价格区间，并确认尚不明确的细节。"),
                ("正式报价", "附规格书、交期与付款方式。"),
                ("按期交付", "货到之后，服务仍在。"),
            ],
        ),
    },
    "products": {"title": "产品中心", "intro": "每款产品均附完整规格参数、资料下载与交期说明。"},
    "applications": {"title": "应用案例", "intro": "客户如何使用我们的产品，取得了怎样的效果。"},
    "articles": {"title": "新闻动态", "intro": "行业知识与公司动态。"},
    "about": {"title": "关于我们", "intro": "我们是谁，在哪里，坚持什么。"},
    "contact": {"title": "联系我们", "intro": "请留下您的需求，每条留言都有专人阅读，一个工作日内回复。"},
    "privacy": {
        "title": "隐私说明",
        "intro": "我们保存哪些信息、为什么保存、保存多久。",
        "text": "<p>您向我们发送询盘时，我们会保存您填写的内容，仅用于回复您以及后续的订单处理，不会提供给与此无关的任何人。</p>"
        "<p>本站统计访问量时不使用 Cookie。只有在您同意之后，浏览器才会保存一个编号，以便您再次来访时识别；您可随时在页脚撤回同意。</p>"
        "<p>您可以随时查询我们保存的与您有关的信息，并要求更正或删除。</p>",
    },
}


def texts(code: str, name: str) -> dict[str, dict]:
    """Return the fields of each page of the skeleton, by slug."""
    words = CHINESE if code.startswith("zh") else ENGLISH
    return {
        "home": home_fields(words["home"], name, code),
        "products": words["products"],
        "applications": words["applications"],
        "articles": words["articles"],
        "about": words["about"],
        "contact": {**words["contact"], "form": [("form", form_defaults())]},
        "privacy": privacy_fields(words["privacy"]),
    }


def form_defaults() -> dict:
    return {"title": "", "contacts": [], "ask_product": True, "ask_file": True}


def home_fields(words: dict, name: str, code: str) -> dict:
    headline, text, first, second = words["hero"]
    title, intro = words["products"]
    steps_title, steps = words["steps"]
    nothing = {"text": "", "page": None, "url": "", "anchor": ""}
    return {
        "title": words["title"].format(name=name),
        "search_description": words["search_description"].format(name=name),
        "legal_name": name,
        "body": [
            (
                "hero",
                {
                    "title": headline,
                    "text": text,
                    "primary": {**nothing, "text": first, "anchor": "quote"},
                    "secondary": {**nothing, "text": second, "url": f"/{code}/products/"},
                    "picture": None,
                },
            ),
            ("products", {"title": title, "intro": intro, "anchor": "products", "products": []}),
            (
                "steps",
                {
                    "title": steps_title,
                    "intro": "",
                    "anchor": "order",
                    "items": [{"title": step, "text": detail} for step, detail in steps],
                },
            ),
            ("form", {**form_defaults(), "anchor": "quote"}),
        ],
    }


def privacy_fields(words: dict) -> dict:
    from wagtail.rich_text import RichText

    return {
        "title": words["title"],
        "intro": words["intro"],
        "body": [("text", {"title": "", "text": RichText(words["text"]), "picture": None})],
    }
