"""The last seven weeks of Tingfield Outdoor, told from now backwards: traffic to this minute, bills, letters, deals."""

import base64
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from random import Random

from yangfan.crm import public as crm
from yangfan.demo.outdoor import letters
from yangfan.demo.outdoor.products import PRODUCTS
from yangfan.demo.outdoor.samples import add_samples
from yangfan.demo.outdoor.threads import IN, THREADS
from yangfan.demo.season import calendar
from yangfan.demo.season.arrivals import ARRIVE
from yangfan.demo.season.costs import google_file
from yangfan.demo.season.crowd import DESKTOPS, MARKETS, PHONES, ROBOTS, SHARED_RANGE, Crowd, Person
from yangfan.demo.season.emit import ZONE

DAYS = 50
A_DAY = {  # visits on an ordinary working day
    "search_organic": 17, "direct": 15, "b2b_marketplaces": 11, "google_ads": 6, "google_organic": 8, "wechat_shares": 5, "wechat_account": 3,
    "ai_assistants": 5, "trade_media": 3, "linkedin": 2, "email": 2, "trade_fair": 2,
}  # fmt: skip
PAGES = [
    "",
    "products/",
    *(f"products/{product.slug}/" for product in PRODUCTS),
    "applications/hotel-pool/",
    "articles/container-planning/",
    "contact/",
]
RECENT = 200  # hours: letters before that are spread over the rest of the seven weeks
SPREAD = 2.2
CAMPAIGNS = {"loungers-eu": 0.6, "sofas-us": 0.4}
WEEKLY = {
    "b2b_marketplaces": (1_480, "B2B 平台直通车"),
    "linkedin": (410, "LinkedIn 推广"),
    "email": (90, "邮件群发"),
}
LOST_BECAUSE = ("price", "lead_time", "competitor", "no_answer")
TASKS = ("电话跟进报价", "寄出面料样册", "核对装箱数量后发形式发票", "问清到货港和付款方式")
BILLS = (  # channel ("" belongs to none), yuan, days ago, note
    ("trade_fair", 42_000, 46, "广交会展位定金"),
    ("trade_fair", 68_000, 24, "广交会布展与样品运输"),
    ("trade_media", 3_600, 18, "行业号专题"),
    ("wechat_account", 1_200, 12, "公众号编辑"),
    ("", 16_800, 31, "外贸业务员底薪分摊"),
    ("", 16_800, 1, "外贸业务员底薪分摊"),
    ("", 12_600, 15, "新品拍摄"),
    ("", 468, 8, "服务器与邮箱"),
)


def hours_ago(letter: letters.Inquiry) -> float:
    """Return when the letter came: the newest as written, the older ones spread out."""
    return letter.hours_ago + max(0.0, letter.hours_ago - RECENT) * (SPREAD - 1)


class Present:
    """Builds the hits and letters once; `follow` plays on what became of a letter."""

    def __init__(self, seed: int, *, now: datetime, host: str):
        self.rng = Random(f"present-{seed}")  # noqa: S311 - a story, not a secret
        self.now, self.address, self.crowd = now, f"http://{host}", Crowd(self.rng)
        self.number = 0
        self.sent: list[dict] = []
        in_order = sorted(letters.INQUIRIES, key=lambda each: -each.hours_ago)
        self.letters = [self._letter(number, each) for number, each in enumerate(in_order)]

    def hits(self) -> list[dict]:
        """Return every event, oldest first, none from the future."""
        for ago in range(DAYS, -1, -1):
            day = (self.now.astimezone(ZONE) - timedelta(days=ago)).date()
            share = calendar.WEEK[day.weekday()] * (0.7 + 0.5 * (DAYS - ago) / DAYS)
            for channel, often in A_DAY.items():
                for _each in range(round(often * share * self.rng.uniform(0.75, 1.25))):
                    self._visit(channel, day)
        for person in range(4):  # somebody is reading at this moment
            self._walk(
                self.crowd.somebody("search_organic"),
                "search_organic",
                self.now - timedelta(minutes=4 - person, seconds=20),
                pages=3,
            )
        self._robots()
        moments = self.now.isoformat()
        return sorted(
            (hit for hit in self.sent if hit["occurred_at"] <= moments), key=lambda hit: hit["occurred_at"]
        )

    def _visit(self, channel: str, day) -> None:
        hour = calendar.hour_in_china(8 if self.rng.random() < 0.6 else 2, self.rng)
        start = datetime(
            day.year, day.month, day.day, hour, self.rng.randrange(60), self.rng.randrange(60), tzinfo=ZONE
        )
        if start < self.now:
            self._walk(
                self.crowd.somebody(channel),
                channel,
                start.astimezone(UTC),
                pages=self.rng.choice([1, 1, 2, 2, 3, 4]),
            )

    def _walk(self, person: Person, channel: str, start: datetime, *, pages: int, last: str = "") -> datetime:
        """Send one visit and return when its last page was opened."""
        landing = ARRIVE[channel](self.rng, person)
        landing_query = landing.query.replace("palletizing-eu", "loungers-eu").replace(
            "cobot-americas", "sofas-us"
        )
        referrer = landing.referrer.replace("tidelane", "tingfield")
        self.number += 1
        moment, before = start, ""
        for page in range(pages):
            path = last if last and page == pages - 1 else self.rng.choice(PAGES)
            url = f"{self.address}/{self._language(person)}/{path}"
            query = f"?{landing_query}" if page == 0 and landing_query else ""
            self._send(
                f"{self.number}-{page}", person, moment, url + query, referrer if page == 0 else before
            )
            before = url
            if page < pages - 1:
                moment += timedelta(seconds=self.rng.randrange(15, 180))
        return moment

    def _language(self, person: Person) -> str:
        return "zh-hans" if person.market.writes == "zh" else "en"

    def _send(
        self,
        key: str,
        person: Person,
        moment: datetime,
        url: str,
        referrer: str = "",
        name: str = "page_view",
    ) -> None:
        event = {
            "id": key, "name": name, "occurred_at": moment.astimezone(UTC).isoformat(), "url": url, "client_ip": person.ip,
            "user_agent": person.user_agent, "language": person.market.languages, "time_zone": person.market.time_zone,
        }  # fmt: skip
        self.sent.append(
            event | {key: each for key, each in (("referrer", referrer), ("visitor", person.cookie)) if each}
        )

    def _robots(self) -> None:
        for number in range(len(self.sent) // 10):
            moment = self.now - timedelta(minutes=self.rng.randrange(DAYS * 24 * 60))
            self.sent.append({
                "id": f"r{number}", "name": "page_view", "occurred_at": moment.astimezone(UTC).isoformat(),
                "url": f"{self.address}/en/{self.rng.choice(PAGES)}", "user_agent": self.rng.choice(ROBOTS),
                "client_ip": ".".join(str(SHARED_RANGE + 9000 + number >> shift & 255) for shift in (24, 16, 8, 0)),
            })  # fmt: skip

    def costs(self) -> list[dict]:
        """Return the bills of the last seven weeks: one platform's file and what was entered by hand."""
        today = self.now.astimezone(ZONE).date()
        requests = [
            self._bill(
                channel,
                Decimal(weekly * self.rng.randrange(85, 116)) / 100,
                today - timedelta(days=7 * week + 1),
                note,
            )
            for channel, (weekly, note) in WEEKLY.items()
            for week in range(DAYS // 7)
        ]
        requests += [
            self._bill(channel, Decimal(amount), today - timedelta(days=ago), note)
            for channel, amount, ago, note in BILLS
        ]
        return [*requests, self._google_file(today)]

    def _bill(self, channel: str, amount: Decimal, on: date, note: str) -> dict:
        bill = {
            "channel": channel,
            "amount": f"{amount:.2f}",
            "currency": "CNY",
            "on": on.isoformat(),
            "note": f"{note} · {on:%m-%d}",
        }
        return {"door": "cost", "cost": bill}

    def _google_file(self, today: date) -> dict:
        rows = [
            {"day": today - timedelta(days=ago), "cents": self.rng.randrange(11_000, 17_500), "shown": self.rng.randrange(150, 320),
             "clicks": self.rng.randrange(4, 10)}
            for ago in range(DAYS, 0, -1)
        ]  # fmt: skip
        filename, content = google_file(rows, 0, campaigns=CAMPAIGNS)
        return {
            "door": "cost_file",
            "channel": "google_ads",
            "filename": filename,
            "content": base64.b64encode(content).decode(),
        }

    def _letter(self, number: int, letter: letters.Inquiry) -> tuple[letters.Inquiry, dict]:
        """Return the letter and what is posted; who writes on the site has read some of it first."""
        at = self.now - timedelta(hours=hours_ago(letter))
        words = {
            "id": f"letter-{number}", "occurred_at": at.astimezone(UTC).isoformat(), "way": letter.way, "name": letter.name,
            "company": letter.company, "email": letter.email, "country": letter.country, "product": letter.product,
            "quantity": letter.quantity, "message": letter.message,
        }  # fmt: skip
        if letter.channel and letter.way == "form":
            words |= self._read_first(letter, at)
        return letter, {name: value for name, value in words.items() if value}

    def _read_first(self, letter: letters.Inquiry, at: datetime) -> dict:
        person = self.crowd.somebody(letter.channel)
        agent = person.user_agent
        if "MicroMessenger" not in agent or not letter.channel.startswith("wechat"):
            agent = self.rng.choice(DESKTOPS + PHONES)
        person = Person(
            MARKETS[letter.country],
            agent,
            person.ip,
            f"{self.rng.getrandbits(96):024x}" if self.rng.random() < 0.6 else "",
        )
        if person.cookie and self.rng.random() < 0.5:  # has been here before
            self._walk(
                person, letter.channel, at - timedelta(days=self.rng.randrange(2, 6), hours=1), pages=3
            )
        slug = next(
            (product.slug for product in PRODUCTS if product.model == letter.product), PRODUCTS[0].slug
        )
        begins = at - timedelta(minutes=self.rng.randrange(9, 14))
        self._walk(person, letter.channel, begins, pages=2, last=f"products/{slug}/")
        page = f"{self.address}/{self._language(person)}/products/{slug}/"
        if self.rng.random() < 0.7:
            self._send(f"{self.number}-d", person, at - timedelta(minutes=2), page, name="download")
        self._send(f"{self.number}-f", person, at - timedelta(seconds=3), page, name="form_submit")
        return {
            "client_ip": person.ip, "user_agent": person.user_agent, "visitor": person.cookie, "time_zone": person.market.time_zone, "url": page,
            "language": self._language(person),
        }  # fmt: skip

    def follow(self, desk, letter: letters.Inquiry, inquiry: crm.Inquiry, *, sent: datetime) -> None:
        """Play on: the deal that came of the letter, at its stage."""
        if not letter.stage or inquiry.deals.of(desk.workspace).exists():
            return
        at = sent + timedelta(hours=3)
        deal = crm.open_deal(
            workspace=desk.workspace,
            actor=desk.sales,
            now=at,
            inquiry=inquiry,
            amount=Decimal(letter.amount),
            currency="CNY",
            expected_on=(at + timedelta(days=25 + int(letter.amount) % 90)).date(),
        )
        last = min(self.now - timedelta(minutes=20), at + timedelta(hours=hours_ago(letter) / 8))
        if letter.stage == "won":
            crm.win_deal(deal=deal, actor=desk.sales, now=last)
        elif letter.stage == "lost":
            because = LOST_BECAUSE[int(letter.amount) % len(LOST_BECAUSE)]
            crm.lose_deal(deal=deal, because=because, actor=desk.sales, now=last)
        elif letter.stage != "new":
            crm.move_deal(deal=deal, stage=letter.stage, actor=desk.sales, now=last)
            self._mean_to_call(desk, deal)

    def _mean_to_call(self, desk, deal: crm.Deal) -> None:
        """Note a task about every fourth open deal, some of them for today."""
        if deal.pk % 4:
            return
        due = self.now.replace(minute=0, second=0, microsecond=0) + timedelta(hours=3, days=deal.pk % 3)
        crm.add_task(
            workspace=desk.workspace, title=TASKS[deal.pk % len(TASKS)], deal=deal, due_at=due, actor=desk.sales, now=self.now
        )  # fmt: skip

    def converse(self, desk, letter: letters.Inquiry, inquiry: crm.Inquiry, *, since: datetime) -> None:
        """Play on: what was said afterwards, and everything in the company's own language beside it."""
        at = since
        for number, (hours, who, text) in enumerate(THREADS.get(letter.email, ()), start=2):
            at += timedelta(hours=hours)
            if at > self.now:
                break
            if who == IN:
                words = {"id": f"{letter.email}-{number}", "occurred_at": at.astimezone(UTC).isoformat(), "way": "mail", "name": letter.name,
                         "email": letter.email, "country": letter.country, "message": text}  # fmt: skip
                [inquiry] = desk.receive([words])
            else:
                desk.answer(inquiry, text, at=at)
        add_samples(inquiry)
