"""A customer book of any size: nine tenths in one workspace, the rest in a second one. The same seed, the same book."""

import random
from dataclasses import dataclass
from functools import lru_cache

from benchmarks.crm import words as w
from benchmarks.crm.bulk import DAYS, Copy, WithoutIndexes, as_json, moment, note_facts
from yangfan.accounts.audit.models import AuditEntry
from yangfan.accounts.public import Membership, Role, User, Workspace
from yangfan.crm.companies.models import Company
from yangfan.crm.contacts.models import Contact
from yangfan.crm.contacts.words import company_words, contact_words
from yangfan.crm.conversations.models import Conversation, Message
from yangfan.crm.customers.fields import add_field
from yangfan.crm.customers.models import ContactTag, CustomerNote, Tag
from yangfan.crm.deals.models import Deal
from yangfan.crm.deals.pipelines import add_pipeline, first_pipeline
from yangfan.crm.inquiries.models import Inquiry, Note
from yangfan.crm.merging.models import ContactMerge
from yangfan.crm.scoring.models import LeadScore
from yangfan.crm.search.models import SearchText
from yangfan.crm.search.words import cut
from yangfan.events.public import seed_channels

# Of each thousand contacts.
INQUIRIES, NOTES, REMARKS, DEALS, CHANGES, MERGES, FIRMS = 600, 150, 150, 120, 220, 10, 250
WAITING, SNOOZED = 2_500, 150  # at the most: a team that lets more lie has stopped reading its inbox
SPAM = 0.08
AT_ONCE = 50_000
MODELS = (
    Company, Contact, Conversation, Inquiry, Message, Note, CustomerNote, Deal, ContactMerge, AuditEntry, ContactTag,
    LeadScore, SearchText,
)  # fmt: skip
TIMELINE = (Inquiry, Message, Note, CustomerNote, Deal, ContactMerge, AuditEntry)
FOLLOW_UP = (0.62, 0.55, 0.60, 0.70)  # that after so many messages another one comes

languages = list(w.SHARES)
shares = list(w.SHARES.values())
first = {code: names.split() for code, names in w.FIRST.items()}
last = {code: names.split() for code, names in w.LAST.items()}
countries = {code: names.split() for code, names in w.COUNTRIES.items()}


@lru_cache(100_000)
def cut_once(text: str) -> str:
    return cut(text)


@dataclass
class Space:
    """One workspace with its people and the ids it may use."""

    workspace: Workspace
    users: list
    tags: list
    pipelines: list
    contacts: range
    firms: range


def fill(contacts: int, now_day: float = DAYS) -> None:
    """Write the whole book."""
    random.seed(3)
    shared = contacts * 9 // 10
    spaces = []
    for slug, name, low, high in (("bench", "Tingfield", 0, shared), ("second", "Harbour", shared, contacts)):
        spaces.append(_space(slug, name, range(low + 1, high + 1)))
    others = [model for model in MODELS if model is not Contact]
    with WithoutIndexes([Contact]):
        with WithoutIndexes(others):
            for space in spaces:
                firms = _firms(space)
                people = _contacts(space, firms, now_day * 86400)
                _inquiries(space, people, now_day * 86400)
                _deals(space, now_day * 86400)
                _beside(space, now_day * 86400)
        note_facts()


def _space(slug: str, name: str, contacts: range) -> Space:
    from django.utils import timezone

    now = timezone.now()
    workspace = Workspace.objects.create(name=name, slug=slug, locales=["en", "zh-hans"], language="en")
    seed_channels(workspace)
    users = []
    for number, role in enumerate((Role.OWNER, *[Role.SALES] * 7)):
        user = User.objects.create(
            email=f"{slug}{number}@bench.example", name=f"Colleague {number}", language="en"
        )
        Membership.objects.create(workspace=workspace, user=user, role=role)
        users.append(user)
    for label, kind, choices in (
        ("Industry", "choice", w.INDUSTRIES), ("Staff", "number", ()), ("Fairs", "multi", w.FAIRS), ("Key account", "yes_no", ()),
    ):  # fmt: skip
        add_field(
            workspace=workspace,
            of="contact",
            label=label,
            kind=kind,
            choices=choices,
            actor=users[0],
            now=now,
        )
    tags = Tag.objects.bulk_create([Tag(workspace=workspace, name=name) for name in w.TAGS])
    pipelines = [first_pipeline(workspace), add_pipeline(workspace=workspace, name="Spare parts")]
    low = contacts.start * FIRMS // 1000 + (slug == "second")
    return Space(
        workspace, users, tags, pipelines, contacts, range(low + 1, low + len(contacts) * FIRMS // 1000 + 1)
    )


def _firms(space: Space) -> dict[int, tuple[str, str]]:
    """Return firm -> name and domain."""
    found = {}
    with Copy(
        Company, "id", "workspace_id", "name", "domain", "country", "words", "created_at", "changed_at"
    ) as out:
        for pk in space.firms:
            if random.random() < 0.15:
                name = "".join(random.choice(part) for part in w.FIRM_ZH) + "有限公司"
            else:
                name = f"{random.choice(w.FIRM_A)}{random.choice(w.FIRM_B)} {random.choice(w.FIRM_C)}"
            domain = f"{random.choice(w.FIRM_A).lower()}-{random.choice(w.FIRM_B)}{pk}.example"
            made = moment(random.random() * DAYS * 86400)
            country = random.choice(countries[random.choices(languages, shares)[0]])
            out.row(
                pk,
                space.workspace.pk,
                name,
                domain,
                country,
                company_words(name=name, domain=domain),
                made,
                made,
            )
            found[pk] = (name, domain)
    return found


@dataclass(slots=True)
class Person:
    language: str
    country: str
    words: str
    firm: int | None
    created: float


def _contacts(space: Space, firms: dict, end: float) -> list[Person]:
    people, merged = [], len(space.contacts) * MERGES // 1000
    aliases_from = space.contacts.stop - merged
    columns = (
        "id", "workspace_id", "name", "email", "phone", "phone_key", "company_id", "title", "country", "language",
        "first_touch", "fields", "words", "merged_into_id", "changed_at", "created_at", "last_seen_at",
    )  # fmt: skip
    with Copy(Contact, *columns) as out:
        for pk in space.contacts:
            person, row = _contact(pk, firms, space.firms, end)
            into = random.randrange(space.contacts.start, aliases_from) if pk >= aliases_from else None
            out.row(pk, space.workspace.pk, *row[:-3], into, *row[-3:])
            people.append(person)
    _book(space, people, end)
    _merges(space, aliases_from, end)
    return people


def _contact(pk: int, firms: dict, firm_ids: range, end: float):
    language = random.choices(languages, shares)[0]
    given, family = random.choice(first[language]), random.choice(last[language])
    name = f"{family}{given}" if language == "zh-hans" else f"{given} {family}"
    firm = random.choice(firm_ids) if random.random() < 0.7 else None
    firm_name, domain = (
        firms[firm] if firm else ("", random.choice(("gmail.com", "qq.com", "outlook.com", "mail.ru")))
    )
    local = random.choice(w.LATIN) if not name.isascii() else given.lower()
    email = f"{local}.{random.choice(w.LATIN)}{pk}@{domain}" if random.random() < 0.9 else ""
    number = (
        f"+{random.choice((86138, 96650, 5511, 4915, 4477))}{pk:08d}"
        if not email or random.random() < 0.5
        else ""
    )
    country, title = random.choice(countries[language]), random.choice(w.TITLES)
    created = random.random() * end
    seen = created + (end - created) * random.random() ** 3
    channel = random.choice(w.CHANNELS) if random.random() < 0.7 else ""
    touch = as_json({"channel": channel, "source": channel, "at": moment(created)}) if channel else "{}"
    words = contact_words(
        name=name, email=email, phone=number, phone_key=number, title=title, company=firm_name
    )
    row = (
        name, email, number, number, firm, title, country, language, touch, _own_fields(), words, moment(created),
        moment(created), moment(seen),
    )  # fmt: skip
    return Person(language, country, words, firm, created), row


def _own_fields() -> str:
    if random.random() < 0.4:
        return "{}"
    own = {"industry": random.choice(w.INDUSTRIES), "staff": random.choice((5, 20, 50, 120, 400, 2000))}
    if random.random() < 0.3:
        own["fairs"] = random.sample(w.FAIRS, 2)
    if random.random() < 0.1:
        own["key_account"] = True
    return as_json(own)


def _book(space: Space, people: list[Person], end: float) -> None:
    """Tags, conversations and lead scores of the contacts."""
    weights = [1 / (place + 1) for place in range(len(space.tags))]
    with Copy(ContactTag, "workspace_id", "contact_id", "tag_id") as out:
        for pk in space.contacts:
            if random.random() < 0.45:
                for tag in set(random.choices(space.tags, weights, k=2)):
                    out.row(space.workspace.pk, pk, tag.pk)
    with Copy(Conversation, "id", "workspace_id", "contact_id", "created_at") as out:
        for pk, person in zip(space.contacts, people, strict=True):
            out.row(pk, space.workspace.pk, pk, moment(person.created))
    with Copy(LeadScore, "workspace_id", "contact_id", "score") as out:
        for pk in space.contacts:
            if random.random() < 0.6:
                out.row(space.workspace.pk, pk, min(100, int(random.expovariate(1 / 25))))


def _merges(space: Space, aliases_from: int, end: float) -> None:
    with Copy(
        ContactMerge, "workspace_id", "survivor_id", "merged_id", "made_at", "made_by_id", "undone_at"
    ) as out:
        for pk in range(aliases_from, space.contacts.stop):
            survivor = random.randrange(space.contacts.start, aliases_from)
            out.row(space.workspace.pk, survivor, pk, moment(random.random() * end), space.users[0].pk, None)


def _contact_of(contacts: range) -> int:
    """Return who writes: old customers far more often than new ones."""
    return contacts.start + int(len(contacts) * random.random() ** 2)


def _said(patterns: list[str]) -> str:
    return random.choice(patterns).format(
        n=random.choice((2, 5, 10, 20, 50, 100, 250, 500, 1000)),
        p=random.choice(w.PRODUCTS),
        c=random.choice(w.CITIES),
    )


def _inquiries(space: Space, people: list[Person], end: float) -> None:
    """Inquiries with what was said in them, and the text they are found by; some at a time, to spare memory."""
    many = len(space.contacts) * INQUIRIES // 1000
    low = space.contacts.start * INQUIRIES // 1000
    waiting = min(WAITING, many // 50)
    for start in range(1, many + 1, AT_ONCE):
        numbers = range(start, min(start + AT_ONCE, many + 1))
        talks = _some_inquiries(space, people, numbers, low, end, many, waiting)
        _what_was_said(space, talks)
    with Copy(Note, "workspace_id", "inquiry_id", "author_id", "text", "created_at") as out:
        for _ in range(len(space.contacts) * NOTES // 1000):
            author, inquiry = random.choice(space.users).pk, low + random.randint(1, many)
            out.row(space.workspace.pk, inquiry, author, _said(w.NOTES), moment(random.random() * end))


def _some_inquiries(space, people, numbers, low, end, many, waiting) -> list[tuple]:
    """Return (inquiry, contact, language, way, words, talk) of each."""
    columns = (
        "id", "workspace_id", "number", "contact_id", "way", "summary", "language", "product", "quantity", "country", "intent",
        "status", "is_spam", "spam_score", "owner_id", "received_at", "last_message_at", "waiting_since", "first_answered_at",
        "answer_due_at", "snoozed_until", "channel", "score",
    )  # fmt: skip
    talks = []
    with Copy(Inquiry, *columns) as out:
        for number in numbers:
            contact = _contact_of(space.contacts)
            person = people[contact - space.contacts.start]
            is_late = many - number < waiting * 3
            row, talk = _inquiry(space, is_late, person, end * (number / many), end)
            out.row(low + number, space.workspace.pk, number, contact, *row)
            words = f"{person.words} {cut_once(row[3])} {number}"
            talks.append((low + number, contact, person.language, row[0], words, talk))
    return talks


def _what_was_said(space: Space, talks: list[tuple]) -> None:
    columns = (
        "workspace_id", "conversation_id", "inquiry_id", "direction", "way", "author_id", "text", "language", "state",
        "created_at",
    )  # fmt: skip
    with Copy(Message, *columns) as out:
        for pk, contact, language, way, _words, talk in talks:
            for direction, text, at, author in talk:
                theirs = direction == "in"
                spoken, state = (language, "received") if theirs else ("en", "sent")
                out.row(
                    space.workspace.pk, contact, pk, direction, way, author, text, spoken, state, moment(at)
                )
    with Copy(SearchText, "workspace_id", "inquiry_id", "words") as out:
        for pk, _contact, _language, _way, words, talk in talks:
            said = " ".join(cut_once(text) for _direction, text, _at, _author in talk)
            out.row(space.workspace.pk, pk, f"{words} {said}")


def _inquiry(space: Space, is_late: bool, person: Person, at: float, end: float):
    """Return the row of one inquiry from `way` on, and what was said in it."""
    is_spam = random.random() < SPAM
    waits = is_late and not is_spam and random.random() < 0.4
    talk = _talk(space, person.language, at, end, answered=not (waits or is_spam))
    latest, answered = talk[-1][2], next((one[2] for one in talk if one[0] == "out"), None)
    waiting = at if waits else None
    status = (
        "new" if waits or is_spam else random.choices(("answered", "qualified", "closed"), (12, 6, 82))[0]
    )
    snoozed = moment(end + 5 * 86400) if waits and random.random() < 0.05 else None
    owner = random.choice(space.users).pk if random.random() < 0.85 else None
    way = random.choices(("form", "mail", "chat", "marketplace", "whatsapp"), (55, 22, 12, 8, 3))[0]
    row = (
        way, talk[0][1][:300], person.language, random.choice(w.PRODUCTS), f"{random.choice((2, 10, 50, 500))} pcs",
        person.country, random.choice(("rfq", "sample", "catalogue", "support", "")), status, "t" if is_spam else "f",
        round(random.random() * 0.4 + (0.6 if is_spam else 0), 2), owner, moment(at), moment(latest),
        moment(waiting) if waiting else None, moment(answered) if answered else None,
        moment(waiting + 4 * 3600) if waiting else None, snoozed, random.choice(w.CHANNELS), random.randint(-10, 60),
    )  # fmt: skip
    return row, talk


def _talk(space: Space, language: str, at: float, end: float, *, answered: bool):
    """Return (direction, text, moment, author) of each message of one inquiry."""
    talk = [("in", f"{_said(w.ASKING[language])} {_said(w.ASKING[language])}", at, None)]
    if not answered:
        return talk
    for chance in FOLLOW_UP:
        at = min(at + random.expovariate(1 / 40_000), end)
        is_ours = talk[-1][0] == "in"
        text = _said(w.ANSWERS if is_ours else w.ASKING[language])
        talk.append(
            ("out" if is_ours else "in", text, at, random.choice(space.users).pk if is_ours else None)
        )
        if random.random() > chance:
            break
    return talk


def _deals(space: Space, end: float) -> None:
    many = len(space.contacts) * DEALS // 1000
    inquiries = len(space.contacts) * INQUIRIES // 1000
    low = space.contacts.start * INQUIRIES // 1000
    columns = (
        "workspace_id", "title", "contact_id", "company_id", "inquiry_id", "amount", "currency", "pipeline_id", "stage",
        "won_at", "lost_at", "lost_because", "expected_on", "owner_id", "created_at", "moved_at",
    )  # fmt: skip
    stages = ("new", "quoted", "sample", "negotiation", "won", "lost")
    with Copy(Deal, *columns) as out:
        for _ in range(many):
            stage, at = random.choices(stages, (4, 4, 2, 2, 33, 55))[0], random.random() * end
            moved = moment(min(end, at + random.expovariate(1 / 2_000_000)))
            out.row(
                space.workspace.pk, f"{random.choice((10, 50, 200))} × {random.choice(w.PRODUCTS)}", _contact_of(space.contacts),
                random.choice(space.firms), low + random.randint(1, inquiries) if random.random() < 0.8 else None,
                random.randint(500, 90_000), random.choice(("USD", "USD", "EUR", "CNY")),
                random.choices(space.pipelines, (8, 2))[0].pk, stage, moved if stage == "won" else None,
                moved if stage == "lost" else None, "price" if stage == "lost" else "", None if stage in ("won", "lost") else moment(end + 3e6)[:10],
                random.choice(space.users).pk, moment(at), moved,
            )  # fmt: skip


def _beside(space: Space, end: float) -> None:
    """Remarks on contacts, and what was changed on them."""
    with Copy(CustomerNote, "workspace_id", "contact_id", "author_id", "text", "created_at") as out:
        for _ in range(len(space.contacts) * REMARKS // 1000):
            contact, author = _contact_of(space.contacts), random.choice(space.users).pk
            out.row(space.workspace.pk, contact, author, _said(w.NOTES), moment(random.random() * end))
    columns = (
        "workspace_id", "actor_id", "actor_name", "action", "subject_kind", "subject_id", "subject", "before", "after", "at",
    )  # fmt: skip
    was, became = as_json({"title": "Buyer"}), as_json({"title": "CEO"})
    with Copy(AuditEntry, *columns) as out:
        for _ in range(len(space.contacts) * CHANGES // 1000):
            user, pk = random.choice(space.users), _contact_of(space.contacts)
            out.row(
                space.workspace.pk, user.pk, user.name, "contact_changed", "contact", pk, f"contact {pk}", was, became,
                moment(random.random() * end),
            )  # fmt: skip
