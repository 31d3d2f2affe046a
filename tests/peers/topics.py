"""Topics of two weeks of a city's appeals against what clerks filed them under: our program beside TF-IDF and SVD with HDBSCAN and with
k-means, all in one run. See README.md."""

import argparse
import itertools
import tempfile
from collections import Counter
from pathlib import Path

import corpora
import peers
from program import REPOSITORY, Dauys


def b_cubed(found, gold):
    """Precision, recall and their harmonic mean, as Bagga and Baldwin defined them (1998)."""
    both, of_found, of_gold = Counter(zip(found, gold)), Counter(found), Counter(gold)
    precision = sum(n * n / of_found[cluster] for (cluster, _), n in both.items()) / len(gold)
    recall = sum(n * n / of_gold[label] for (_, label), n in both.items()) / len(gold)
    return precision, recall, 2 * precision * recall / (precision + recall)


def within(clusters, places):
    """Clusters divided by municipality."""
    return [f"{cluster} | {place}" for cluster, place in zip(clusters, places)]


def per_place(points, places, cluster):
    """Every municipality clustered alone; in one of fewer than five posts each stands alone."""
    found = [""] * len(places)
    for place in set(places):
        members = [at for at, other in enumerate(places) if other == place]
        labels = cluster(points[members]) if len(members) >= 5 else [f"alone {at}" for at in members]
        for at, label in zip(members, labels):
            found[at] = f"{label} | {place}"
    return found


def ours(rows, arguments):
    """Our topics, through the command line: a post without a topic is a cluster of its own."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "appeals.jsonl"
        corpora.write(map(corpora.appeal, rows), file)
        last = max(row["dt"] for row in rows)
        dauys = Dauys(arguments.program, Path(folder) / "data", f"{last}+03:00")
        dauys("import", "posts", file)
        dauys("read")
        dauys("group")
        topics = {post["external_id"]: post["topic"] for post in dauys.posts()}
    # What a reading rejected has no topic either.
    missing = sum(row["id"] not in topics for row in rows)
    return [topics.get(row["id"]) or f"single {row['id']}" for row in rows], missing


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--program", default=REPOSITORY / "target" / "release" / "dauys", help="our program")
    parser.add_argument("--from", dest="first", metavar="DAY", help="first day; that of the file by default")
    parser.add_argument("--days", type=int, default=14, help="how many days, 14 by default")
    arguments = parser.parse_args()

    rows = corpora.portal(arguments.days, arguments.first)
    places = [row["municipality"] for row in rows]
    gold = [f"{row['reason']} | {row['municipality']}" for row in rows]
    print(f"{len(rows)} appeals of {min(r['dt'] for r in rows)[:10]} to {max(r['dt'] for r in rows)[:10]}, "
          f"{len(set(places))} municipalities, {len(set(gold))} pairs of reason and municipality\n")
    print(f"{'':66} precision  recall      F1  clusters")

    def tell(name, found):
        precision, recall, f1 = b_cubed(found, gold)
        print(f"{name:66} {precision:9.3f} {recall:7.3f} {f1:7.3f} {len(set(found)):9}", flush=True)
        return f1

    tell("floor: every post a cluster", [str(at) for at in range(len(rows))])
    tell("floor: every municipality a cluster", places)
    best = {}
    for terms, dimensions in itertools.product(peers.TERMS, (50, 100)):
        points = peers.vectors([row["text"] for row in rows], terms, dimensions)
        runs = [("HDBSCAN", f"HDBSCAN of {n} or more", lambda n=n: peers.hdbscan(points, n)) for n in (2, 3, 5, 10)]
        runs += [("k-means", f"k-means, k = {k}", lambda k=k: peers.kmeans(points, k)) for k in (50, 100, 150, 200)]
        for family, name, make in runs:
            name = f"{terms}, SVD {dimensions}, {name}"
            f1 = tell(f"{name}, × municipality", within(make(), places))
            best[family] = max(best.get(family, (0, "")), (f1, name))
        alone = per_place(points, places, lambda part: peers.hdbscan(part, 5))
        tell(f"{terms}, SVD {dimensions}, HDBSCAN of 5 or more, each municipality alone", alone)
    found, missing = ours(rows, arguments)
    f1 = tell("dauys import, read, group", found)
    singles = sum(topic.startswith("single") for topic in found)
    print(f"\ndauys: {singles} posts without a topic, of these {missing} that reading rejected")
    for family, (peer, name) in sorted(best.items()):
        print(f"best of {family}: {peer:.3f} ({name}, × municipality); dauys {f1 - peer:+.3f}")


if __name__ == "__main__":
    main()
