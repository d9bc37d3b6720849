"""Beta calibration and shares by patient by scikit-learn, SciPy and NumPy, for test/interop/calibration.test.ts.

Reads one JSON document from standard input and writes one to standard output. Written from the definitions and from
those libraries, not from Thorascope's code.
"""

import json
import sys

import numpy
from scipy.optimize import minimize
from scipy.special import expit, log_expit
from sklearn.linear_model import LogisticRegression


def features_of(logits):
    """ln s and -ln(1 - s) of s = 1 / (1 + exp(-logit)), as Kull, Silva Filho and Flach (2017) have them."""
    return numpy.stack([log_expit(logits), -log_expit(-logits)], axis=1)


def smoothed(labels):
    return (labels * len(labels) + 0.5) / (len(labels) + 1)


def beta_free(logits, labels):
    """Logistic regression without penalty; a negative weight is refitted without its feature, as the authors do."""
    targets = smoothed(labels)
    classes = numpy.repeat([1, 0], len(logits))
    weights = numpy.concatenate([targets, 1 - targets])
    features = numpy.concatenate([features_of(logits)] * 2)
    model = LogisticRegression(penalty=None, solver="newton-cholesky", tol=1e-12, max_iter=1000)
    model.fit(features, classes, sample_weight=weights)
    a, b = model.coef_[0]
    if a >= 0 and b >= 0:
        return [a, b, model.intercept_[0]]
    kept = 1 if a < 0 else 0
    model.fit(features[:, [kept]], classes, sample_weight=weights)
    only = model.coef_[0, 0]
    return [0, only, model.intercept_[0]] if kept == 1 else [only, 0, model.intercept_[0]]


def beta_shrunken(logits, labels, prior_positives):
    """The penalized likelihood in a, b and c as they are, by a general optimizer with bounds."""
    targets = smoothed(labels)
    features = features_of(logits)
    precisions = prior_positives * features.var(axis=0)

    def objective(point):
        score = features @ point[:2] + point[2]
        loss = (numpy.logaddexp(0, score) - targets * score).sum()
        loss += (precisions * (point[:2] - 1) ** 2).sum() / 2
        residual = expit(score) - targets
        gradient = numpy.append(residual @ features + precisions * (point[:2] - 1), residual.sum())
        return loss, gradient

    found = minimize(
        objective,
        [1, 1, 0],
        jac=True,
        method="L-BFGS-B",
        bounds=[(0, None), (0, None), (None, None)],
        options={"ftol": 1e-15, "gtol": 1e-9, "maxiter": 10000},
    )
    return list(found.x)


def share_by_patient(correct, patients):
    """The variance of a share as that of a ratio of patients' sums."""
    correct, patients = numpy.array(correct, float), numpy.array(patients)
    share = correct.mean()
    residuals = numpy.array(
        [(correct[patients == one] - share).sum() for one in numpy.unique(patients)]
    )
    count = len(residuals)
    variance = count * residuals.var(ddof=1) / len(correct) ** 2
    return {
        "standardError": numpy.sqrt(variance),
        "designEffect": variance / (share * (1 - share) / len(correct)),
    }


if __name__ == "__main__":
    request = json.load(sys.stdin)
    answer = {"betas": []}
    for case in request["betas"]:
        logits, labels = numpy.array(case["logits"], float), numpy.array(case["labels"], float)
        answer["betas"].append(
            {"free": beta_free(logits, labels), "shrunken": beta_shrunken(logits, labels, 20)}
        )
    answer["share"] = share_by_patient(**request["share"])
    json.dump(answer, sys.stdout)
