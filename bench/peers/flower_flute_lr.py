"""Seconds a round of flute-lr in Flower's simulation: MNIST, logistic regression in numpy, 10 of 1,000 clients.

Arguments: the folder of MNIST's four files, and the rounds. The result is the last line of stdout, as JSON.
"""

import json
import sys
import time
from importlib.metadata import version
from pathlib import Path

import numpy
from flwr.client import ClientApp, NumPyClient
from flwr.common import Context, ndarrays_to_parameters
from flwr.server import ServerApp, ServerAppComponents, ServerConfig
from flwr.server.strategy import FedAvg
from flwr.simulation import run_simulation

CLIENTS, COHORT, EXAMPLES, BATCH, LEARNING_RATE = 1000, 10, 60, 10, 0.03

FOLDER, ROUNDS = Path(sys.argv[1]), int(sys.argv[2])


def load(client):
    """A client's own examples, read when it is called upon."""
    start = client * EXAMPLES
    with open(FOLDER / "train-images-idx3-ubyte", "rb") as file:
        file.seek(16 + 784 * start)
        images = numpy.frombuffer(file.read(784 * EXAMPLES), numpy.uint8).reshape(EXAMPLES, 784)
    with open(FOLDER / "train-labels-idx1-ubyte", "rb") as file:
        file.seek(8 + start)
        labels = numpy.frombuffer(file.read(EXAMPLES), numpy.uint8)
    return images.astype(numpy.float32) / 255, labels


class Client(NumPyClient):
    def __init__(self, client):
        self.images, self.labels = load(client)

    def fit(self, parameters, config):
        kernel, bias = (array.copy() for array in parameters)
        order = numpy.random.default_rng(0).permutation(EXAMPLES)
        for start in range(0, EXAMPLES, BATCH):
            lot = order[start : start + BATCH]
            logits = self.images[lot] @ kernel + bias
            exponentials = numpy.exp(logits - logits.max(axis=1, keepdims=True))
            error = exponentials / exponentials.sum(axis=1, keepdims=True)
            error[numpy.arange(BATCH), self.labels[lot]] -= 1
            kernel -= LEARNING_RATE * self.images[lot].T @ error / BATCH
            bias -= LEARNING_RATE * error.mean(axis=0)
        return [kernel, bias], EXAMPLES, {}


def client_fn(context: Context):
    return Client(int(context.node_config["partition-id"])).to_client()


ends = []


class Timed(FedAvg):
    def aggregate_fit(self, server_round, results, failures):
        if failures:
            raise RuntimeError(f"{len(failures)} clients failed, first: {failures[0]}")
        aggregated = super().aggregate_fit(server_round, results, failures)
        ends.append(time.perf_counter())
        return aggregated


def server_fn(context: Context):
    initial = [numpy.zeros((784, 10), numpy.float32), numpy.zeros(10, numpy.float32)]
    strategy = Timed(
        fraction_fit=COHORT / CLIENTS,
        fraction_evaluate=0.0,
        min_fit_clients=COHORT,
        min_available_clients=CLIENTS,
        initial_parameters=ndarrays_to_parameters(initial),
    )
    return ServerAppComponents(strategy=strategy, config=ServerConfig(num_rounds=ROUNDS))


if __name__ == "__main__":
    run_simulation(
        server_app=ServerApp(server_fn=server_fn),
        client_app=ClientApp(client_fn=client_fn),
        num_supernodes=CLIENTS,
        backend_config={"client_resources": {"num_cpus": 1, "num_gpus": 0.0}},
    )
    seconds = [after - before for before, after in zip(ends, ends[1:])]
    print(json.dumps({"flower": version("flwr"), "roundSeconds": seconds}))
