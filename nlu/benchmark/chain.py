"""What one tag says about the next: how unlikely a whole row of tags is (a conditional random field)."""

from typing import Any

import tensorflow as tf  # type: ignore[import-untyped]


def chain_loss(scores: Any, tags: Any, lengths: Any, steps: Any) -> Any:
    """Minus the log probability of each row of tags; `steps` has a row a tag, a column the tag before."""
    mask = tf.sequence_mask(lengths, tf.shape(tags)[1], tf.float32)
    ways = tf.exp(tf.transpose(steps))

    def onwards(reached: Any, here: tuple[Any, Any]) -> Any:
        row, there = here
        highest = tf.reduce_max(reached, 1, keepdims=True)
        now = tf.math.log(tf.matmul(tf.exp(reached - highest), ways) + 1e-20) + highest + row
        return tf.where(there[:, None] > 0, now, reached)

    rows = tf.transpose(scores, (1, 0, 2))
    reached = tf.scan(onwards, (rows[1:], tf.transpose(mask)[1:]), rows[0])
    all_rows = tf.reduce_logsumexp(tf.concat([rows[:1], reached], 0)[-1], 1)
    own = tf.reduce_sum(tf.gather(scores, tags, batch_dims=2) * mask, 1)
    moves = tf.gather_nd(steps, tf.stack([tags[:, 1:], tags[:, :-1]], 2))
    return all_rows - own - tf.reduce_sum(moves * mask[:, 1:], 1)
