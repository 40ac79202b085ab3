"""What a message is after: a small trained model, helped by what the rules found, overruled by what people taught."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from yangfan.intelligence.reading.found import Found
from yangfan.intelligence.semantics import linear

# Data, so that an industry scenario can rename them; booking, trial and appointment are other trades' quote.
INTENTS = (
    "quote", "sample", "distributor", "support", "partnership", "job", "complaint", "pitch", "booking", "trial",
    "appointment", "other",
)  # fmt: skip
BUYING = frozenset({"quote", "sample", "distributor", "booking", "trial", "appointment"})
# Set aside as not worth an answer only on more than a hunch: a rule that holds, or a model this sure.
SET_ASIDE, SET_ASIDE_FROM = frozenset({"pitch", "job"}), 0.45
ALIKE = 0.5  # from this cosine on a taught example decides

# The rules that the model is measured against, and that help it where it is unsure.
KEYWORDS = {
    "sample": r"\bsamples?\b|\bswatch(?:es)?\b|colou?r (?:cards?|charts?|chips?)\b|样品|打样|样件|小样|色卡|色板|样布|carta de colores|cartela de cores|nuancier|карт\w+ цветов|كتالوج الألوان|muestras?\b|amostras?\b|\bmuster\w*|échantillons?|образ(?:ец|цы|цов)|عينة|عينات",
    "distributor": r"distribut\w+|\bdealers?\b|reseller|exclusiv\w+|代理|经销|加盟|distribuid\w+|revended\w+|mayorista|vertriebspartner|alleinvertr\w+|händler werden|revend\w+|grossiste|дистрибь\w+|дилер\w*|эксклюзив\w*|موزع|وكيل|وكالة|حصري",
    "support": r"\berror\b|not working|spare parts?|\bmanual\b|firmware|报错|说明书|配件|售后|故障|no funciona|repuesto|assistência|peça de reposição|fehler|ersatzteil\w*|bedienungsanleitung|pièces? de rechange|en panne|ошибк\w+|запчаст\w+|قطع(?:ة)? غيار|دليل الاستخدام",
    "job": r"\bmy (?:cv|resume|résumé)\b|\bvacanc\w+|internship|apply for|简历|应聘|招聘|实习|currículum|vacantes|currículo|\bvagas?\b|bewerb\w+|lebenslauf|postuler|\bstage\b|резюме|ваканси\w+|سيرتي الذاتية|وظيف\w*|وظائف",
    "complaint": r"refund|damaged|unacceptable|complain\w*|disappoint\w*|投诉|退款|赔偿|reembolso|dañad\w+|queja|reclama\w+|reklam\w+|beschädigt|remboursement|réclamation|inacceptable|претензи\w+|вернуть деньги|استرداد|شكوى|تالفة",
    "pitch": r"\bseo\b|first page of google|backlinks?|we (?:offer|provide) (?:you )?(?:our )?(?:services|seo)|your website|digital (?:marketing )?agency|百度|网站优化|代开|贷款|客户名单|货代|posicionar|agencia de marketing|agência de marketing|webseite|suchmaschin\w+|référencement|agence (?:seo|web)|вывед\w+ ваш сайт|продвижен\w+|تسويق رقمي|موقعكم",
    "booking": r"\b(?:book|reserve|reservation)\b|预订|预约.{0,6}(?:位|房|桌)|reserv(?:ar|a)\b|reservieren|\bbuchen\b|réserver|заброниров\w+|حجز طاولة|حجز غرفة",
    "trial": r"trial (?:lesson|class)|free class|试听|体验课|clase de prueba|aula experimental|probestunde|schnupper\w+|cours d'essai|пробн\w+ (?:урок|заняти\w+)|حصة تجريبية",
    "appointment": r"appointment|挂号|看牙|参观|\bcita\b|consulta\b|\btermin\b|rendez-vous|запис\w+ на при[её]м|موعد",
    "partnership": r"joint (?:project|venture|research)|strategic (?:cooperation|partner\w*)|战略合作|产学研|联合|alianza|parceria estratégica|zusammenarbeit|partenariat|сотрудничеств\w+|شراكة",
    "quote": r"\bquot\w+|\bprices?\b|how much|报价|价格|多少钱|采购|precio|cotiza\w+|presupuesto|preço|orçamento|cotação|angebot|\bpreis\w*|devis|\bprix\b|цен[ауы]|коммерческое предложение|стоит|سعر|أسعار",
}  # fmt: skip
_RULES = {intent: re.compile(rule, re.IGNORECASE) for intent, rule in KEYWORDS.items()}


@dataclass(frozen=True)
class Example:
    """A message whose intent a person decided."""

    text: str
    intent: str


def by_keywords(text: str) -> str:
    """Return the intent by keyword alone: the first rule that holds, "other" when none does."""
    return next((intent for intent, rule in _RULES.items() if rule.search(text)), "other")


def find_intent(
    text: str, *, has_quantity: bool = False, has_terms: bool = False, taught: Sequence[Example] = ()
) -> Found:
    """Return the intent; a message much like a taught one takes its intent, the latest teaching first."""
    lesson = _nearest(text, taught)
    if lesson:
        return lesson
    model = linear.load("intents")
    logits = model.logits(text)
    held = {intent for intent, rule in _RULES.items() if rule.search(text)}
    for intent in held:
        logits[model.classes.index(intent)] += 0.9 if intent != "quote" else 0.5
    if has_quantity or has_terms:
        logits[model.classes.index("quote")] += 0.6 * has_quantity + 1.2 * has_terms
    shares = linear.softmax(logits)
    ranked = [(float(shares[at]), model.classes[at]) for at in np.argsort(shares)[::-1]]
    share, intent = next(one for one in ranked if one[1] not in SET_ASIDE - held or one[0] >= SET_ASIDE_FROM)
    return Found(intent, share, "model")


def _nearest(text: str, taught: Sequence[Example]) -> Found | None:
    if not taught:
        return None
    mine = linear.features(text, 18)
    alike = [
        (linear.likeness(mine, linear.features(one.text, 18)), number, one)
        for number, one in enumerate(taught)
    ]
    best = max(alike, key=lambda one: one[:2])
    return Found(best[2].intent, round(0.5 + best[0] / 2, 3), "lesson") if best[0] >= ALIKE else None
