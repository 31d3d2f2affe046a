"""The corpora that are read, as rows, and posts for `dauys import posts` made of them. Nothing of them is kept."""

import csv
import json
import os
import random
import sys
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
PORTAL = "complaints/ru_gorod_spb.tsv"
HEADLINES = {"nur.kz": "news/ru_nurkz_headlines_2019.tsv", "rbc.ru": "news/ru_rbc_headlines_2022.tsv"}
ARTICLES = {"tengrinews.kz": "news/ru_tengrinews_2024-04.jsonl"}

# The one civil day of `one_day`, in the time of Kazakhstan.
DAY = "2026-11-20"
# Any fixed number: the same posts come of it every time.
SEED = 20261120


def path(name):
    """The path of a corpus; where it is missing the script says so and ends well, as the quality tests do."""
    folder = Path(os.environ.get("DAUYS_CORPORA", REPOSITORY.parent / "shared" / "corpora"))
    found = folder / name
    if not found.is_file():
        print(f"skipped: no {name} among the corpora in {folder}; set DAUYS_CORPORA to their folder")
        sys.exit(0)
    return found


def table(name):
    """Rows of a table without quoting."""
    with open(path(name), encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def portal(days=None, first=None):
    """Appeals of the portal in their order, of `days` days from `first` on (by default all; its own first day)."""
    rows = table(PORTAL)
    if days is None:
        return rows
    known = sorted({row["dt"][:10] for row in rows})
    first = first or known[0]
    wanted = set([day for day in known if day >= first][:days])
    return [row for row in rows if row["dt"][:10] in wanted]


def appeal(row):
    """An appeal as a post to import: its text, its time and its municipality, no label."""
    return {
        "id": row["id"],
        "source": "portal",
        "kind": "appeal",
        "published_at": row["dt"] + "+03:00",
        "place": row["municipality"],
        "text": row["text"],
    }


def news():
    """Headlines, and articles with their headline, each with its outlet."""
    found = []
    for outlet, name in HEADLINES.items():
        found += [(outlet, row["title"]) for row in table(name) if row["title"]]
    for outlet, name in ARTICLES.items():
        with open(path(name), encoding="utf-8") as lines:
            for line in lines:
                article = json.loads(line)
                found.append((outlet, f"{article['title']}. {article['content']}"))
    return found


def changed(text, chance):
    """A text with two of its words in each other's place."""
    words = text.split()
    if len(words) > 1:
        one, two = chance.sample(range(len(words)), 2)
        words[one], words[two] = words[two], words[one]
    return " ".join(words)


def pool(count):
    """`count` posts without a time, appeals and news one to one: every text once, then all of them again with two words exchanged and,
    of an appeal, another municipality, as often as it takes. In an order by chance: the first ones are like all the others."""
    chance = random.Random(SEED)
    appeals = [row for row in portal() if row["text"].strip()]
    places = sorted({row["municipality"] for row in appeals})
    headlines = news()
    posts = []
    for index in range(count // 2):
        row = appeals[index % len(appeals)]
        text, place = row["text"], row["municipality"]
        if index >= len(appeals):
            text, place = changed(text, chance), chance.choice(places)
        posts.append({"source": "portal", "kind": "appeal", "place": place, "text": text})
    for index in range(count - count // 2):
        outlet, text = headlines[index % len(headlines)]
        if index >= len(headlines):
            text = changed(text, chance)
        posts.append({"source": outlet, "kind": "news", "text": text})
    chance.shuffle(posts)
    return posts


def one_day(posts):
    """The posts spread evenly over one day, with ids."""
    for number, post in enumerate(posts):
        second = number * 86_400 // len(posts)
        clock = f"{second // 3600:02}:{second // 60 % 60:02}:{second % 60:02}"
        yield post | {"id": str(number), "published_at": f"{DAY}T{clock}+05:00"}


def write(posts, file):
    """Posts as JSONL, as `dauys import posts` reads them."""
    with open(file, "w", encoding="utf-8") as lines:
        for post in posts:
            lines.write(json.dumps(post, ensure_ascii=False) + "\n")
