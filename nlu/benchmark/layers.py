"""A bidirectional LSTM and Adam in numpy: no framework, the same code in training and at run time."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int32]
Params = dict[str, Floats]


@dataclass(frozen=True)
class Steps:
    """What the LSTM remembers of a pass for the way back; axes are direction, time, sentence, unit."""

    inputs: Floats
    gates: Floats
    cells: Floats
    tanhs: Floats
    outputs: Floats


def turn(rows: Floats, order: Ints) -> Floats:
    """Each sentence backwards (time, sentence, unit); twice is the sentence again."""
    turned: Floats = rows[order, np.arange(order.shape[1])]
    return turned


def backwards(lengths: Ints, longest: int) -> Ints:
    """For each time and sentence the time that stands there when it is read from its end."""
    time = np.arange(longest, dtype=np.int32)[:, None]
    order: Ints = np.where(time < lengths, lengths - 1 - time, time)
    return order


def _sigmoid(values: Floats) -> Floats:
    """By way of exp, four times as fast in numpy as scipy's; the limit keeps exp from overflowing."""
    powers = np.exp(np.minimum(-values, 80))
    powers += 1
    shares: Floats = np.reciprocal(powers)
    return shares


def lstm(inputs: Floats, w_in: Floats, w_back: Floats, bias: Floats) -> Steps:
    """Both directions at once. Gates: input, forget, output, candidate."""
    ways, times, rows, width = inputs.shape
    units = w_back.shape[1]
    gates = (inputs.reshape(ways, times * rows, width) @ w_in).reshape(ways, times, rows, 4 * units)
    gates += bias[:, None, None]
    cells = np.zeros((ways, times + 1, rows, units), np.float32)
    outputs = np.zeros((ways, times + 1, rows, units), np.float32)
    tanhs = np.empty((ways, times, rows, units), np.float32)
    for time in range(times):
        gate = gates[:, time]
        gate += outputs[:, time] @ w_back
        gate[..., 3 * units :] *= 2
        gate[:] = _sigmoid(gate)
        gate[..., 3 * units :] *= 2
        gate[..., 3 * units :] -= 1  # a hyperbolic tangent is a sigmoid of twice the value
        enter, keep, leave, new = (gate[..., i * units : (i + 1) * units] for i in range(4))
        cells[:, time + 1] = keep * cells[:, time] + enter * new
        tanhs[:, time] = 2 * _sigmoid(2 * cells[:, time + 1]) - 1
        outputs[:, time + 1] = leave * tanhs[:, time]
    return Steps(inputs, gates, cells, tanhs, outputs)


def lstm_back(
    steps: Steps, slope: Floats, w_in: Floats, w_back: Floats
) -> tuple[Floats, Floats, Floats, Floats]:
    """Slopes of the inputs and of the three kinds of weights, from that of the outputs."""
    ways, times, rows, units = steps.tanhs.shape
    pre = np.empty_like(steps.gates)
    d_cell = np.zeros((ways, rows, units), np.float32)
    d_out = np.zeros((ways, rows, units), np.float32)
    back = w_back.transpose(0, 2, 1)
    for time in range(times - 1, -1, -1):
        gate, tanhs = steps.gates[:, time], steps.tanhs[:, time]
        enter, keep, leave, new = (gate[..., i * units : (i + 1) * units] for i in range(4))
        d_out += slope[:, time]
        d_cell += d_out * leave * (1 - tanhs * tanhs)
        row = pre[:, time]
        row[..., :units] = d_cell * new * enter * (1 - enter)
        row[..., units : 2 * units] = d_cell * steps.cells[:, time] * keep * (1 - keep)
        row[..., 2 * units : 3 * units] = d_out * tanhs * leave * (1 - leave)
        row[..., 3 * units :] = d_cell * enter * (1 - new * new)
        d_cell *= keep
        d_out = row @ back
    flat = pre.reshape(ways, times * rows, 4 * units)
    before = steps.outputs[:, :-1].reshape(ways, times * rows, units)
    inputs = steps.inputs.reshape(ways, times * rows, -1)
    d_inputs = (flat @ w_in.transpose(0, 2, 1)).reshape(steps.inputs.shape)
    return d_inputs, inputs.transpose(0, 2, 1) @ flat, before.transpose(0, 2, 1) @ flat, flat.sum(1)


def log_softmax(scores: Floats) -> Floats:
    """Over the last axis."""
    lowered = scores - scores.max(-1, keepdims=True)
    shares: Floats = lowered - np.log(np.exp(lowered).sum(-1, keepdims=True))
    return shares


class Adam:
    """Steps down the slope; `average` is the running mean of the weights, better than the last ones."""

    def __init__(self, params: Params, limit: float = 5.0) -> None:
        self._params = params
        self._limit = limit
        self._count = 0
        self._first = {name: np.zeros_like(value) for name, value in params.items()}
        self._second = {name: np.zeros_like(value) for name, value in params.items()}
        self.average = {name: value.copy() for name, value in params.items()}

    def step(self, slopes: Params, rate: float, inertia: float) -> None:
        self._count += 1
        norm = float(np.sqrt(sum(float((slope * slope).sum()) for slope in slopes.values())))
        shrink = min(1.0, self._limit / (norm + 1e-9))
        for name, value in self._params.items():
            slope = slopes[name] * np.float32(shrink)
            first, second, average = self._first[name], self._second[name], self.average[name]
            first += np.float32(0.1) * (slope - first)
            second += np.float32(0.01) * (slope * slope - second)
            size = rate / (1 - 0.9**self._count)
            spread = np.sqrt(second * np.float32(1 / (1 - 0.99**self._count))) + np.float32(1e-6)
            value -= np.float32(size) * first / spread
            average += np.float32(1 - min(inertia, self._count / (self._count + 10))) * (value - average)
