"""The peers: TF-IDF, SVD, then HDBSCAN or k-means, of scikit-learn.

As a program of its own (`peers.py METHOD VECTORS CLUSTERS`) it clusters vectors of a file and prints its seconds, so that `cost.py`
sees memory of one method alone.
"""

import sys
import time

import numpy
from sklearn.cluster import HDBSCAN, KMeans, MiniBatchKMeans
from sklearn.decomposition import TruncatedSVD
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.preprocessing import normalize

# Every random choice of theirs begins here.
SEED = 0


# What a term is: a word, or three to five letters within one.
TERMS = {
    "words": {"analyzer": "word", "min_df": 2},
    "letters": {"analyzer": "char_wb", "ngram_range": (3, 5), "min_df": 3, "max_features": 50_000},
}


def vectors(texts, terms, dimensions):
    """Texts as unit vectors: TF-IDF (sublinear) of such terms brought down to so many dimensions."""
    counted = TfidfVectorizer(sublinear_tf=True, **TERMS[terms]).fit_transform(texts)
    return normalize(TruncatedSVD(dimensions, random_state=SEED).fit_transform(counted))


def hdbscan(points, smallest):
    """Clusters of at least `smallest` points by excess of mass; a point of noise is a cluster of its own."""
    labels = HDBSCAN(min_cluster_size=smallest, copy=True, n_jobs=1).fit_predict(points)
    return [f"noise {at}" if label < 0 else str(label) for at, label in enumerate(labels)]


def kmeans(points, clusters):
    """So many clusters, the best of three beginnings."""
    return [str(label) for label in KMeans(clusters, n_init=3, random_state=SEED).fit_predict(points)]


def main():
    method, file, clusters = sys.argv[1], sys.argv[2], int(sys.argv[3])
    points = numpy.load(file)
    made = {
        "hdbscan": lambda: HDBSCAN(min_cluster_size=clusters, copy=True, n_jobs=-1),
        "kmeans": lambda: KMeans(clusters, n_init=1, random_state=SEED),
        "minibatch": lambda: MiniBatchKMeans(clusters, n_init=1, random_state=SEED),
    }[method]()
    wall, cpu = time.monotonic(), time.process_time()
    made.fit(points)
    print(time.process_time() - cpu, time.monotonic() - wall)


if __name__ == "__main__":
    main()
