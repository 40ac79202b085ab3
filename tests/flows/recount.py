# fmt: off
"""Recounts the season's raw input, knowing nothing of ours: python recount.py FILE prints {channel: [exposures, visits, ...]}."""
import base64
import csv
import json
import re
import sys
from collections import Counter, defaultdict
from datetime import datetime
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

HOSTS = {"youtube": "youtube", "linkedin": r"linkedin|lnkd\.in", "wechat_account": r"mp\.weixin", "email": "mail|outlook", "google_organic": r"www\.google",
         "ai_assistants": "chatgpt|doubao|kimi|deepseek|yuanbao|perplexity|gemini|claude|copilot", "b2b_marketplaces": "alibaba|1688|made-in-china|globalsources|directindustry|europages|indiamart",
         "search_organic": r"baidu|so\.com|sogou|bing|sm\.cn|toutiao|yandex|duckduckgo|ecosia|yahoo|seznam|naver", "trade_media": ""}
TAGS = {"youtube": "youtube/", "google_ads": "google/cpc|gclid|gbraid", "baidu_ads": "baidu/cpc|bd_vid", "linkedin": "linkedin|li_fat_id", "wechat_account": "weixin/article",
        "google_organic": "google/organic", "trade_fair": "/qr", "trade_media": "/media", "ai_assistants": "chatgpt", "email": "/email", "wechat_shares": "wechat/share"}

moment = lambda text: datetime.fromisoformat(text).timestamp()  # noqa: E731

def channel_of(hit):
    asked = dict(parse_qsl(urlsplit(hit["url"]).query)) | hit.get("props", {})
    said = f"{asked.get('utm_source', '')}/{asked.get('utm_medium', '')} {' '.join(asked)}"
    host = urlsplit(hit.get("referrer", "")).hostname or ""
    tagged = next((channel for channel, words in TAGS.items() if re.search(words, said)), None)
    if tagged or "tidelane.localhost" in host:
        return tagged
    typed = "wechat_shares" if "MicroMessenger" in hit.get("user_agent", "") else "direct"
    return next(channel for channel, words in HOSTS.items() if re.search(words, host)) if host else typed

season = [json.loads(line) for line in Path(sys.argv[1]).read_text().splitlines()]
table, views, visits, heard, sent_by = defaultdict(Counter), defaultdict(dict), defaultdict(list), {}, {}
for hit in {each["event"]["id"]: each["event"] for each in season if each["door"] == "events"}.values():
    if hit["name"] == "impression":
        table[channel_of(hit)]["exposures"] += hit["count"]
    elif hit["name"] == "page_view" and not re.search("bot|spider|headless|requests|curl|go-http", hit["user_agent"], re.I):
        views[hit.get("visitor") or hit["client_ip"]][hit["id"]] = hit
for visitor, hits in views.items():
    for hit in sorted(hits.values(), key=lambda hit: hit["occurred_at"]):
        at, came, mine = moment(hit["occurred_at"]), channel_of(hit), visits[visitor]
        if not mine or at - mine[-1]["end"] > 1800 or (came not in (None, "direct", mine[-1]["channel"]) and mine[-1]["channel"] != "direct"):
            mine.append({"start": at, "channel": came or "direct"})
        elif mine[-1]["channel"] == "direct" and came:
            mine[-1]["channel"] = came
        mine[-1]["end"] = at
table |= {channel: table[channel] + Counter(visits=n) for channel, n in Counter(v["channel"] for mine in visits.values() for v in mine).items()}
for letter in (each["inquiry"] for each in season if each["door"] == "inquiry" and each["inquiry"]["way"] == "form" and "https://" not in each["inquiry"]["message"]):
    at = moment(letter["occurred_at"])
    if at - heard.get(letter["email"], 0) > 7 * 86400:
        sent_by[letter["id"]] = next(v["channel"] for v in visits[letter.get("visitor") or letter["client_ip"]] if v["start"] <= at <= v["end"] + 1800)
        table[sent_by[letter["id"]]]["inquiries"] += 1
    heard[letter["email"]] = at
for each in season:
    if each["door"] == "cost":
        table[each["cost"]["channel"]]["cost"] += round(float(each["cost"]["amount"]) * 100)
    elif each["door"] == "cost_file":
        text = base64.b64decode(each["content"]).decode("gbk" if each["channel"] == "baidu_ads" else "utf-8-sig")
        lines = re.search("^(Day|日期|Start Date),.*", text, re.M | re.S)[0].splitlines()
        for row in (row for row in csv.DictReader(lines) if not re.match("Total", next(iter(row.values())))):
            table[each["channel"]]["cost"] += round(100 * float(row.get("Cost") or row.get("消费") or row.get("Total Spent") or row["费用"]))
            table[each["channel"]]["exposures"] += int((row.get("Impr.") or row.get("展现") or row.get("Impressions") or "0").replace(",", ""))
    elif each["door"] == "deal":
        table[sent_by[each["deal"]["inquiry"]]] += Counter(deals=1, revenue=round(float(each["deal"]["amount"])))
print(json.dumps({channel: [row["exposures"], row["visits"], row["inquiries"], row["cost"] / 100, row["deals"], row["revenue"]] for channel, row in table.items()}))
