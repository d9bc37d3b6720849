"""Logistic regression by scikit-learn, for test/interop/training.test.ts.

Reads one JSON document from standard input and writes one to standard output.
"""
import json
import sys

import numpy
from sklearn.linear_model import LogisticRegression


def heads(features, targets, l2):
    """
    One logistic regression per output on its known cases. Ours minimizes

        (sum over known cases of cross-entropy) / n + l2 |w|^2,  n counting unknown cases too;

    scikit-learn's |w|^2 / 2 + C (sum of cross-entropy) is that, times C n, with C = 1 / (2 l2 n).
    """
    features = numpy.array(features, float)
    fitted = []
    for column in range(len(targets[0])):
        labels = numpy.array([row[column] for row in targets], object)
        known = numpy.array([label is not None for label in labels])
        model = LogisticRegression(
            C=1 / (2 * l2 * len(labels)), solver="newton-cholesky", tol=1e-12, max_iter=1000
        )
        model.fit(features[known], labels[known].astype(int))
        fitted.append({"weight": model.coef_[0].tolist(), "bias": float(model.intercept_[0])})
    return fitted


if __name__ == "__main__":
    request = json.load(sys.stdin)
    json.dump({"heads": heads(**request["heads"])}, sys.stdout)
