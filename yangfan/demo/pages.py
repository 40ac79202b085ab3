"""Turns a company's content into its site: the skeleton that every new workspace gets, filled page by page."""

from datetime import date, timedelta
from pathlib import Path

from wagtail.rich_text import RichText

from yangfan.accounts.public import Workspace
from yangfan.demo.content import Company, say
from yangfan.demo.documents import data_sheet
from yangfan.sites import public as sites

HERE = Path(__file__).parent
NO_LINK = {"text": "", "page": None, "url": "", "anchor": ""}


def link(text: str, **where) -> dict:
    return {**NO_LINK, "text": text, **where}


def text_block(html: str) -> tuple[str, dict]:
    return ("text", {"title": "", "intro": "", "anchor": None, "text": RichText(html), "picture": None})


class SiteBuilder:
    """Fills one workspace's site, both languages, page by page; pages of the second are tied to those of the first."""

    def __init__(self, workspace: Workspace, company: Company, *, actor, today: date):
        self.workspace, self.company, self.actor, self.today = workspace, company, actor, today
        self.pictures = {
            path.stem: self._picture(path)
            for path in sorted((HERE / company.folder / "drawings").glob("*.svg"))
        }
        self.made: dict[tuple[str, str], object] = {}  # (language, path) -> page

    def _picture(self, path: Path):
        names = {each.slug: say(each.title, "en") for each in self.company.products}
        title = names.get(path.stem, f"{say(self.company.name, 'en')} {path.stem}")
        return sites.add_image(
            workspace=self.workspace,
            title=title,
            filename=path.name,
            data=path.read_bytes(),
            actor=self.actor,
            description=title,
        )

    def build(self) -> None:
        """Fill every page of every language, and give the site its look."""
        for home in sites.homes_of(self.workspace):
            self._build_language(home, home.locale.language_code)
        built = sites.BuiltSite.objects.of(self.workspace).get()
        built.logo, built.accent, built.ink = self.pictures["logo"], self.company.accent, self.company.ink
        built.save()

    def _build_language(self, home, code: str) -> None:
        below = {page.slug: page.specific for page in home.get_children()}
        self.made |= {(code, slug): page for slug, page in below.items()} | {(code, ""): home}
        for slug, (title, intro) in self.company.page_titles.items():
            self._change(
                below[slug],
                title=say(title, code),
                intro=say(intro, code),
                search_description=say(intro, code)[:160],
            )
        self._contact(below["contact"], code)
        for product in self.company.products:
            self._product(below["products"], product, code)
        self._tie_products(code)
        for case in self.company.cases:
            self._case(below["applications"], case, code)
        for article in self.company.articles:
            self._article(below["articles"], article, code)
        self._about(below["about"], code)
        privacy = [
            text_block(say(self.company.privacy, code)),
        ]
        self._change(below["privacy"], body=privacy)
        if self.company.landing:
            self._landing(home, code)
        self._home(home, code)

    def _add(self, code: str, path: str, page, *, publish: bool = True) -> object:
        """Put `page` at `path` ("products/a12") and remember it; tie it to its twin in the first language."""
        parent_path, _slash, page.slug = path.rpartition("/")
        twin = next(
            (made for (language, where), made in self.made.items() if where == path and language != code),
            None,
        )
        made = sites.add_page(
            parent=self.made[code, parent_path],
            page=page,
            translation_of=twin,
            actor=self.actor,
            publish=publish,
        )
        self.made[code, path] = made
        return made

    def _change(self, page, **fields) -> None:
        for name, value in fields.items():
            setattr(page, name, value)
        sites.save_page(page=page, actor=self.actor)

    # --- pages ------------------------------------------------------------------------------------------------------
    def _product(self, index, product, code: str) -> None:
        sheet = sites.add_document(
            workspace=self.workspace, title=f"{product.model} {'规格书' if code == 'zh-hans' else 'data sheet'}",
            filename=f"{product.model}-{'zh' if code == 'zh-hans' else 'en'}.pdf", data=data_sheet(self.company, product, code),
            actor=self.actor,
        )  # fmt: skip
        self._add(code, f"products/{product.slug}", sites.ProductPage(
            title=say(product.title, code), model_number=product.model, kind=say(product.kind, code), summary=say(product.summary, code),
            key_line=say(product.key_line, code), picture=self.pictures[product.slug], search_description=say(product.summary, code)[:300],
            key_figures=[("figure", {"label": say(label, code), "value": say(value, code)}) for label, value in product.figures],
            specification=[
                ("group", {"title": say(title, code), "rows": [{"label": say(label, code), "value": say(value, code)} for label, value in rows]})
                for title, rows in product.specification
            ],
            specification_note=say(product.measured, code),
            documents=[("download", {"title": sheet.title, "document": sheet, "note": "中文" if code == "zh-hans" else "English"})],
            questions=[("question", {"question": say(asked, code), "answer": say(answer, code)}) for asked, answer in product.questions],
            delivery_terms=say(product.delivery, code),
        ), publish=False)  # fmt: skip

    def _tie_products(self, code: str) -> None:
        """Publish the products once all of them are there to be named by each other."""
        for product in self.company.products:
            page = self.made[code, f"products/{product.slug}"]
            self._change(
                page, related=[("product", self.made[code, f"products/{slug}"]) for slug in product.goes_with]
            )

    def _case(self, index, case, code: str) -> None:
        body = [
            text_block(say(case.body, code)),
        ]
        if case.quote:
            body.append(
                (
                    "quote",
                    {
                        "text": say(case.quote[0], code),
                        "who": say(case.quote[1], code),
                        "numbers": [],
                        "is_example": True,
                    },
                )
            )
        self._add(code, f"applications/{case.slug}", sites.ApplicationPage(
            title=say(case.title, code), summary=say(case.summary, code), search_description=say(case.summary, code)[:300],
            picture=self.pictures[case.picture], customer=say(case.customer, code), country=say(case.country, code), setup=say(case.setup, code),
            results=[("number", {"value": say(value, code), "label": say(label, code)}) for label, value in case.results],
            products=[("product", self.made[code, f"products/{slug}"]) for slug in case.products], body=body,
        ))  # fmt: skip

    def _article(self, index, article, code: str) -> None:
        self._add(code, f"articles/{article.slug}", sites.ArticlePage(
            title=say(article.title, code), summary=say(article.summary, code), search_description=say(article.summary, code)[:300],
            author=say(article.author, code), published_on=self.today - timedelta(days=article.days_ago), picture=self.pictures[article.picture],
            body=[text_block(say(article.body, code)),],
        ))  # fmt: skip

    def _about(self, page, code: str) -> None:
        about = self.company.about
        self._change(
            page, title=say(about["title"], code), intro=say(about["intro"], code), picture=self.pictures[about["picture"]],
            body=[
                text_block(say(about["text"], code)),
                ("numbers", {"items": self._numbers(code)}),
                ("facts", self._certificates(code)),
            ],
        )  # fmt: skip

    def _contact(self, page, code: str) -> None:
        contact = self.company.contact
        self._change(
            page,
            title=say(contact["title"], code),
            intro=say(contact["intro"], code),
            form=[("form", self._form(code))],
        )

    def _form(self, code: str) -> dict:
        contact = self.company.contact
        texts = {
            name: say(contact[name], code)
            for name in ("message_label", "message_hint", "button", "consent", "thanks_title", "thanks_text")
        }
        return {
            "title": say(contact["form_title"], code), "intro": say(contact["intro"], code), "anchor": "quote",
            "contacts": [{"label": say(label, code), "value": say(value, code), "url": say(url, code)} for label, value, url in contact["contacts"]],
            "ask_product": True, "ask_file": True, **texts,
        }  # fmt: skip

    def _numbers(self, code: str) -> list[dict]:
        return [
            {"value": say(value, code), "label": say(label, code)} for label, value in self.company.numbers
        ]

    def _certificates(self, code: str) -> dict:
        title, rows = self.company.certificates
        items = [{"title": say(name, code), "text": say(text, code)} for name, text in rows]
        return {"title": say(title, code), "intro": "", "anchor": "certificates", "items": items}

    def _steps(self, code: str, title, rows) -> dict:
        items = [{"title": say(name, code), "text": say(text, code)} for name, text in rows]
        return {"title": say(title, code) if title else "", "intro": "", "anchor": "order", "items": items}

    def _landing(self, home, code: str) -> None:
        offer = self.company.landing
        hero = {
            "title": say(offer["headline"], code), "text": say(offer["text"], code), "picture": self.pictures[offer["picture"]],
            "primary": link(say(self.company.hero[2], code), anchor="quote"), "secondary": NO_LINK,
        }  # fmt: skip
        body = [
            ("hero", hero),
            ("steps", self._steps(code, offer["title"], offer["steps"])),
            ("form", self._form(code)),
        ]
        self._add(code, offer["slug"], sites.LandingPage(title=say(offer["title"], code), body=body))

    def _home(self, home, code: str) -> None:
        company = self.company
        self._change(
            home, title=say(company.name, code), search_description=say(company.search_description, code), notice=say(company.notice, code),
            legal_name=say(company.legal_name, code), address=say(company.address, code), icp_number=company.icp, body=self._home_body(code),
            footer=[
                ("column", {"title": say(title, code), "links": [link(say(text, code), page=self.made[code, path]) for text, path in links]})
                for title, links in company.footer
            ],
        )  # fmt: skip

    def _home_body(self, code: str) -> list:
        company = self.company
        headline, text, first, second, picture = company.hero
        body = [
            ("hero", {
                "title": say(headline, code), "text": say(text, code), "picture": self.pictures[picture],
                "primary": link(say(first, code), anchor="quote"), "secondary": link(say(second, code), anchor="products"),
            }),
            ("numbers", {"items": self._numbers(code)}),
            ("products", {"title": say(company.family[0], code), "intro": say(company.family[1], code), "anchor": "products", "products": []}),
        ]  # fmt: skip
        if company.uses:
            body.append(("table", {
                "title": say(company.uses["title"], code), "intro": say(company.uses["intro"], code), "anchor": "applications", "note": "",
                "columns": [say(column, code) for column in company.uses["columns"]],
                "rows": [{"cells": [say(cell, code) for cell in row]} for row in company.uses["rows"]],
            }))  # fmt: skip
        numbers = [
            {"value": say(value, code), "label": say(label, code)}
            for label, value in company.quote["numbers"]
        ]
        body += [
            ("quote", {"text": say(company.quote["text"], code), "who": say(company.quote["who"], code), "numbers": numbers, "is_example": True}),
            ("columns", {"left": [("steps", self._steps(code, *company.steps))], "right": [("facts", self._certificates(code))]}),
            ("news", {"title": say(company.page_titles["articles"][0], code), "intro": "", "anchor": None, "how_many": 2 if len(company.articles) < 3 else 3}),
            ("form", self._form(code)),
        ]  # fmt: skip
        return body
