"""Evaluation figures by scikit-learn, SciPy and NumPy, for test/interop/evaluation.test.ts.

Reads one JSON document from standard input, {"cases": [...], "bootstrap": {...}}, and writes one to
standard output. Written from the definitions and from those libraries, not from Thorascope's code.
"""

import json
import sys
import warnings

import numpy
from scipy.optimize import brentq, minimize
from scipy.special import expit
from scipy.stats import binomtest
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import (
    average_precision_score,
    brier_score_loss,
    roc_auc_score,
    roc_curve,
)


def smoothed_base_rate_targets(labels):
    """Labels with half a case of each class mixed in, so that they add up to Jeffreys' base rate."""
    return (labels * len(labels) + 0.5) / (len(labels) + 1)


def platt_by_logistic_regression(logits, labels):
    """Maximum likelihood without any penalty: soft targets as pairs of weighted cases."""
    targets = smoothed_base_rate_targets(labels)
    features = numpy.concatenate([logits, logits])[:, None]
    classes = numpy.repeat([1, 0], len(logits))
    weights = numpy.concatenate([targets, 1 - targets])
    model = LogisticRegression(penalty=None, solver="newton-cholesky", tol=1e-12, max_iter=1000)
    model.fit(features, classes, sample_weight=weights)
    return {"slope": model.coef_[0, 0], "intercept": model.intercept_[0]}


def platt_by_scipy(logits, labels, prior_positives):
    """The penalized likelihood in slope and intercept as they are, by a general optimizer.

    The slope must be 0.01 or more; the objective is convex, so beyond that it is best on the border.
    """
    targets = smoothed_base_rate_targets(labels)
    precision = prior_positives * numpy.var(logits)

    def objective(line):
        logit = line[0] * logits + line[1]
        cross_entropy = numpy.logaddexp(0, logit) - targets * logit
        return cross_entropy.sum() + precision * (line[0] - 1) ** 2 / 2

    def gradient(line):
        residual = expit(line[0] * logits + line[1]) - targets
        return numpy.array([residual @ logits + precision * (line[0] - 1), residual.sum()])

    found = minimize(objective, [1, 0], jac=gradient, method="BFGS", options={"gtol": 1e-9})
    if found.x[0] >= 0.01:
        return {"slope": found.x[0], "intercept": found.x[1]}
    intercept = brentq(lambda height: gradient([0.01, height])[1], -50, 50, xtol=1e-12)
    return {"slope": 0.01, "intercept": intercept}


def calibration_error(probabilities, labels):
    """Equal-mass bins by numpy's array_split; the same as ours where there are no ties and 10 divides n."""
    order = numpy.argsort(probabilities)
    bins = numpy.array_split(order, 10)
    gaps = [len(b) * abs(probabilities[b].mean() - labels[b].mean()) for b in bins]
    return sum(gaps) / len(labels)


def figures(case):
    labels = numpy.array([numpy.nan if label is None else label for label in case["labels"]], float)
    scores = numpy.array(case["scores"], float)
    known = ~numpy.isnan(labels)
    labels, scores = labels[known], scores[known]
    answer = {"prevalence": labels.mean() if len(labels) else None}
    if labels.any():
        answer["averagePrecision"] = average_precision_score(labels, scores)
    if len(labels):
        answer["brier"] = brier_score_loss(labels, expit(scores), pos_label=1)
    if len(labels) and len(labels) % 10 == 0:
        answer["calibrationError"] = calibration_error(expit(scores), labels)
    if len(set(labels)) == 2:
        answer["auroc"] = roc_auc_score(labels, scores)
        false_positives, true_positives, _ = roc_curve(labels, scores, drop_intermediate=False)
        # Without the two ends, which call everything or nothing positive.
        answer["youden"] = (true_positives - false_positives)[1:-1].max(initial=-1)
        answer["plattFree"] = platt_by_logistic_regression(scores, labels)
        answer["plattShrunk"] = platt_by_scipy(scores, labels, 20)
    return answer


def bootstrap_interval(scores, labels, patients, replicates):
    """Patients drawn with replacement, their cases written out one after the other."""
    generator = numpy.random.default_rng(0)
    scores, labels, patients = (numpy.array(column) for column in (scores, labels, patients))
    cases = [numpy.flatnonzero(patients == patient) for patient in numpy.unique(patients)]
    values = []
    for _ in range(replicates):
        drawn = generator.integers(len(cases), size=len(cases))
        chosen = numpy.concatenate([cases[patient] for patient in drawn])
        values.append(roc_auc_score(labels[chosen], scores[chosen]))
    return list(numpy.percentile(values, [2.5, 97.5]))


def wilson(successes, trials):
    interval = binomtest(successes, trials).proportion_ci(method="wilson")
    return [interval.low, interval.high]


if __name__ == "__main__":
    warnings.simplefilter("error")
    request = json.load(sys.stdin)
    json.dump(
        {
            "cases": [figures(case) for case in request["cases"]],
            "bootstrap": bootstrap_interval(**request["bootstrap"]),
            "wilson": [wilson(*pair) for pair in request["wilson"]],
        },
        sys.stdout,
    )
