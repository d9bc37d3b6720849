"""Losses, optimizers, schedules and clipping by PyTorch, for test/interop/training-pieces.test.ts.

Reads one JSON document from standard input and writes one to standard output. All in float64.
"""
import json
import sys
import warnings

import torch
from torch.nn.functional import binary_cross_entropy_with_logits, logsigmoid
from torchvision.ops import sigmoid_focal_loss


def tensor(values):
    return torch.tensor(values, dtype=torch.float64)


def elementwise(settings, z, t, share):
    """The losses of single labels."""
    t = t * (1 - settings.get("labelSmoothing", 0)) + settings.get("labelSmoothing", 0) / 2
    if settings["kind"] == "binary-cross-entropy":
        return binary_cross_entropy_with_logits(z, t, reduction="none")
    if settings["kind"] == "class-weighted":
        inverse = settings["weighting"] == "inverse"
        positive, negative = (1 / share, 1 / (1 - share)) if inverse else (1 - share, share)
        # pos_weight is the weight of positives relative to that of negatives.
        return negative * binary_cross_entropy_with_logits(
            z, t, reduction="none", pos_weight=positive / negative
        )
    if settings["kind"] == "focal":
        alpha = -1 if settings["alpha"] is None else settings["alpha"]
        return sigmoid_focal_loss(z, t, alpha=alpha, gamma=settings["gamma"])
    # Ridnik et al.'s AsymmetricLoss, with gradients through the focusing factor.
    margin = settings["margin"]
    shifted = (torch.sigmoid(-z) + margin).clamp(max=1)
    negative_logarithm = torch.log(shifted) if margin > 0 else logsigmoid(-z)
    loss = t * logsigmoid(z) + (1 - t) * negative_logarithm
    truth = torch.sigmoid(z) * t + shifted * (1 - t)
    exponent = settings["gammaPositive"] * t + settings["gammaNegative"] * (1 - t)
    return -loss * torch.pow(1 - truth, exponent)


def losses(cases, logits, targets, known, frequencies):
    answers = []
    for settings in cases:
        z = tensor(logits).requires_grad_()
        mask = tensor(known).bool()
        loss = elementwise(settings, z, tensor(targets), tensor(frequencies))[mask].mean()
        loss.backward()
        answers.append({"loss": loss.item(), "gradient": z.grad.flatten().tolist()})
    return answers


def optimizer_of(settings, groups):
    if settings["kind"] == "sgd":
        return torch.optim.SGD(
            groups, lr=1, momentum=settings["momentum"], nesterov=settings.get("nesterov", False)
        )
    kinds = {"adam": torch.optim.Adam, "adamw": torch.optim.AdamW}
    betas = (settings.get("beta1", 0.9), settings.get("beta2", 0.999))
    return kinds[settings["kind"]](groups, lr=1, betas=betas, eps=settings.get("epsilon", 1e-8))


def optimizers(cases, start, gradients, rates, groups):
    """Paths of all parameters on gradients that are given; each group is a tensor of its own."""
    answers = []
    for settings in cases:
        parts = [tensor(start[g["from"] : g["to"]]).requires_grad_() for g in groups]
        optimizer = optimizer_of(
            settings,
            [{"params": [p], "weight_decay": g["weightDecay"]} for p, g in zip(parts, groups)],
        )
        path = []
        for gradient, rate in zip(gradients, rates):
            for part, group, own in zip(parts, groups, optimizer.param_groups):
                own["lr"] = rate * group["rateFactor"]
                part.grad = tensor(gradient[group["from"] : group["to"]])
            optimizer.step()
            path.append([value for part in parts for value in part.tolist()])
        answers.append(path)
    return answers


def rates_of(make, steps, advance):
    """The rates of so many steps; `advance` moves the scheduler after each."""
    optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=0.1)
    scheduler = make(optimizer)
    rates = []
    for step in range(steps):
        rates.append(optimizer.param_groups[0]["lr"])
        optimizer.step()
        advance(scheduler, step)
    return rates


def schedules(warmup, steps, final, milestones, factor, scores, patience, threshold, least):
    schedule = torch.optim.lr_scheduler

    def cosine(optimizer):
        rise = schedule.LinearLR(optimizer, 1 / warmup, 1, warmup - 1)
        fall = schedule.CosineAnnealingLR(optimizer, steps - warmup, eta_min=0.1 * final)
        return schedule.SequentialLR(optimizer, [rise, fall], [warmup])

    def plateau(optimizer):
        return schedule.ReduceLROnPlateau(
            optimizer,
            mode="max",
            factor=factor,
            patience=patience,
            threshold=threshold,
            threshold_mode="abs",
            min_lr=0.1 * least,
        )

    def plain(scheduler, _):
        scheduler.step()

    return {
        "cosine": rates_of(cosine, steps, plain),
        "step": rates_of(
            lambda optimizer: schedule.MultiStepLR(optimizer, milestones, factor), 20, plain
        ),
        "plateau": rates_of(
            plateau, len(scores), lambda scheduler, step: scheduler.step(scores[step])
        ),
    }


def clipping(gradient, maximum):
    parameter = torch.zeros(len(gradient), dtype=torch.float64, requires_grad=True)
    parameter.grad = tensor(gradient)
    norm = torch.nn.utils.clip_grad_norm_([parameter], maximum)
    return {"norm": norm.item(), "clipped": parameter.grad.tolist()}


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    request = json.load(sys.stdin)
    answer = {
        "losses": losses(**request["losses"]),
        "optimizers": optimizers(**request["optimizers"]),
        "schedules": schedules(**request["schedules"]),
        "clipping": clipping(**request["clipping"]),
    }
    json.dump(answer, sys.stdout)
