"""What grouping one day costs, beside HDBSCAN and k-means on vectors of the same posts, all in one run. See README.md."""

import argparse
import sys
import tempfile
import time
from pathlib import Path

import numpy

import corpora
import peers
from program import REPOSITORY, Cost, Dauys, run

# Most posts that HDBSCAN is tried with unless asked for: its time grows with the square of the posts.
HDBSCAN_POSTS = 10_000


def tell(name, cost):
    print(f"  {name:44} {cost.cpu:9.2f} s {cost.wall:9.2f} s {cost.memory / 1e6:9.0f} MB", flush=True)
    return cost


def ours(posts, program, folder):
    """`dauys group`, and the passes before it."""
    file = folder / "posts.jsonl"
    corpora.write(posts, file)
    dauys = Dauys(program, folder / "data", f"{corpora.DAY}T23:59:59+05:00")
    _, imported = dauys("import", "posts", file)
    tell("(dauys import posts)", imported)
    tell("(dauys read)", dauys("read")[1])
    found = tell("dauys group", dauys("group")[1])
    tell("dauys group --again", dauys("group", "--again")[1])
    exported = dauys.posts()
    topics = {post["topic"] for post in exported} - {None}
    repeats = sum(post["duplicate_of"] is not None for post in exported)
    print(f"  = {len(exported)} posts, {len(topics)} topics, {repeats} repeats")
    return found


def peer(method, file, clusters, name):
    """One peer in a process of its own: time of its fit alone, memory of the process."""
    written, cost = run([sys.executable, Path(peers.__file__), method, file, str(clusters)])
    cpu, wall = map(float, written.split())
    return tell(name, Cost(cpu, wall, cost.memory))


def measure(pool, arguments):
    """One number of posts."""
    posts, count = list(corpora.one_day(pool)), len(pool)
    texts = [post["text"] for post in posts]
    print(f"\n{count} posts, {len(set(texts))} different texts {'CPU':>18} {'wall':>11} {'memory':>12}")
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        costs = {"dauys group": ours(posts, arguments.program, folder)}
        if arguments.ours:
            return costs
        cpu, wall = time.process_time(), time.monotonic()
        points = peers.vectors(texts, "words", 50)
        print(f"  {'(TF-IDF and SVD to 50 dimensions)':44} {time.process_time() - cpu:9.2f} s {time.monotonic() - wall:9.2f} s")
        file = folder / "vectors.npy"
        numpy.save(file, points)
        for k in arguments.clusters:
            costs[f"k-means, k = {k}"] = peer("kmeans", file, k, f"scikit-learn k-means, k = {k}")
            costs[f"mini-batch k-means, k = {k}"] = peer("minibatch", file, k, f"scikit-learn mini-batch k-means, k = {k}")
        if count <= arguments.hdbscan:
            costs["HDBSCAN"] = peer("hdbscan", file, 5, "scikit-learn HDBSCAN of 5 or more")
        else:
            print(f"  scikit-learn HDBSCAN: not tried with more than {arguments.hdbscan} posts (--hdbscan)")
    return costs


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--program", default=REPOSITORY / "target" / "release" / "dauys", help="our program")
    parser.add_argument("--posts", type=int, default=100_000, help="the larger day; the smaller one has a tenth")
    parser.add_argument("--hdbscan", type=int, default=HDBSCAN_POSTS, help="most posts that HDBSCAN is tried with")
    parser.add_argument("--clusters", type=int, nargs="+", default=[200], metavar="K", help="clusters of k-means, 200 by default")
    parser.add_argument("--ours", action="store_true", help="without the peers")
    arguments = parser.parse_args()

    pool = corpora.pool(arguments.posts)
    small, large = measure(pool[: len(pool) // 10], arguments), measure(pool, arguments)
    print("\nten times the posts take, of CPU and by the clock:")
    for name in [name for name in large if name in small]:
        print(f"  {name:44} {large[name].cpu / small[name].cpu:9.1f} × {large[name].wall / small[name].wall:9.1f} ×")


if __name__ == "__main__":
    main()
