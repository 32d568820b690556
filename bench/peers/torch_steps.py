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
}


def milliseconds(model, batch, steps):
    network = MODELS[model]()
    images, labels = torch.rand(batch, 1, 28, 28), torch.randint(10, (batch,))
    for _ in range(steps):
        start = time.perf_counter()
        network.zero_grad(set_to_none=True)
        nn.functional.cross_entropy(network(images), labels, reduction="sum").backward()
        yield 1000 * (time.perf_counter() - start)


for line in sys.stdin:
    task = json.loads(line)
    print(json.dumps(list(milliseconds(task["model"], task["batch"], task["steps"]))), flush=True)
