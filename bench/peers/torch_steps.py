"""Steps of torch on one core: a task a line on stdin, the milliseconds of its steps a line on stdout."""

import json
import sys
import time

import torch
from torch import nn

torch.set_num_threads(1)

MODELS = {
    "mlp": lambda: nn.Sequential(
        nn.Flatten(), nn.Linear(784, 128), nn.ReLU(), nn.Linear(128, 64), nn.ReLU(), nn.Linear(64, 10)
    ),
    # tanh after pooling, as ours: the same function at a ninth of the cost
    "shokri-cnn": lambda: nn.Sequential(
        nn.ZeroPad2d(2),
        nn.Conv2d(1, 32, 5),
        nn.MaxPool2d(3),
        nn.Tanh(),
        nn.Conv2d(32, 64, 5),
        nn.MaxPool2d(2),
        nn.Tanh(),
        nn.Flatten(),
        nn.Linear(256, 200),
        nn.Tanh(),
        nn.Linear(200, 10),
    ),
    "lenet-sigmoid": lambda: nn.Sequential(
        nn.Conv2d(1, 12, 5, stride=2, padding=2),
        nn.Sigmoid(),
        nn.Conv2d(12, 12, 5, stride=2, padding=2),
        nn.Sigmoid(),
        nn.Conv2d(12, 12, 5, padding=2),
        nn.Sigmoid(),
        nn.Flatten(),
        nn.Linear(588, 10),
    ),
}


def loss(network, images, labels):
    return nn.functional.cross_entropy(network(images), labels, reduction="sum")


def training(network, images, labels):
    def step():
        network.zero_grad(set_to_none=True)
        loss(network, images, labels).backward()

    return step


def matching(network, images, labels):
    """Double backward: the derivative by the image of the cosine distance between gradients."""
    parameters = list(network.parameters())
    for p in parameters:
        nn.init.uniform_(p, -0.5, 0.5)
    observed = torch.autograd.grad(loss(network, 1 - images, labels), parameters)
    images.requires_grad_()

    def step():
        gradients = torch.autograd.grad(loss(network, images, labels), parameters, create_graph=True)
        product, own, other = (
            sum((a * b).sum() for a, b in zip(left, right))
            for left, right in ((gradients, observed), (gradients, gradients), (observed, observed))
        )
        return torch.autograd.grad(1 - product / (own * other).sqrt(), images)

    return step


def milliseconds(model, make, batch, steps):
    step = make(MODELS[model](), torch.rand(batch, 1, 28, 28), torch.randint(10, (batch,)))
    for _ in range(steps):
        start = time.perf_counter()
        step()
        yield 1000 * (time.perf_counter() - start)


for line in sys.stdin:
    task = json.loads(line)
    make = matching if task["pass"] == "matching" else training
    print(json.dumps(list(milliseconds(task["model"], make, task["batch"], task["steps"]))), flush=True)
