"""The best one-to-one assignment between two small groups."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

Edge = tuple[int, int]


def assign(gains: Mapping[Edge, float]) -> dict[int, int]:
    """Partners for the left sides such that the sum of gains is greatest.

    Args:
        gains: what each allowed pair (left, right) is worth, greater than zero. Pairs that are not
            named are not allowed; a side may stay alone.
    """
    chosen: dict[int, int] = {}
    for edges in _separate(gains):
        lefts = sorted({left for left, _ in edges})
        rights = sorted({right for _, right in edges})
        table = [[gains.get((left, right), 0.0) for right in rights] for left in lefts]
        for row, column in _best(table):
            if table[row][column] > 0:
                chosen[lefts[row]] = rights[column]
    return chosen


def _separate(gains: Mapping[Edge, float]) -> list[list[Edge]]:
    """Pairs grouped so that no side appears in two groups."""
    group: dict[tuple[str, int], tuple[str, int]] = {}

    def root(node: tuple[str, int]) -> tuple[str, int]:
        group.setdefault(node, node)
        while group[node] != node:
            group[node] = group[group[node]]
            node = group[node]
        return node

    for left, right in gains:
        group[root(("left", left))] = root(("right", right))
    parts: dict[tuple[str, int], list[Edge]] = {}
    for edge in sorted(gains):
        parts.setdefault(root(("left", edge[0])), []).append(edge)
    return list(parts.values())


def _best(table: Sequence[Sequence[float]]) -> list[Edge]:
    """Row and column of each pair of the best assignment: the Hungarian method.

    Shortest augmenting paths with potentials, O(rows² · columns); the table is made as wide as it
    is high by columns that are worth nothing.
    """
    height = len(table)
    width = max(height, len(table[0]))
    cost = [[-value for value in row] + [0.0] * (width - len(row)) for row in table]
    of_row, of_column = [0.0] * (height + 1), [0.0] * (width + 1)
    owner, came_from = [0] * (width + 1), [0] * (width + 1)
    for row in range(1, height + 1):
        owner[0], column = row, 0
        least, used = [float("inf")] * (width + 1), [False] * (width + 1)
        while owner[column]:
            used[column] = True
            at, step, following = owner[column], float("inf"), 0
            for j in range(1, width + 1):
                if used[j]:
                    continue
                reduced = cost[at - 1][j - 1] - of_row[at] - of_column[j]
                if reduced < least[j]:
                    least[j], came_from[j] = reduced, column
                if least[j] < step:
                    step, following = least[j], j
            for j in range(width + 1):
                if used[j]:
                    of_row[owner[j]] += step
                    of_column[j] -= step
                else:
                    least[j] -= step
            column = following
        while column:
            owner[column] = owner[came_from[column]]
            column = came_from[column]
    return [(owner[j] - 1, j - 1) for j in range(1, len(table[0]) + 1) if owner[j]]
