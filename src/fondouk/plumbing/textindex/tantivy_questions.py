"""From the port's questions to the engine's queries, one for one."""

from collections.abc import Callable
from itertools import pairwise
from typing import Any

import tantivy

from fondouk.plumbing.textindex.port import (
    AllOf,
    AnyOf,
    Best,
    Between,
    Everything,
    Fixed,
    IndexSchema,
    Kind,
    Node,
    OneOf,
    Phrase,
    Plus,
    Ranges,
    Term,
    Values,
)

MUST, SHOULD = tantivy.Occur.Must, tantivy.Occur.Should


class Translator:
    """Builds queries against one schema, in the index's form and in the engine's."""

    def __init__(self, ours: IndexSchema, theirs: tantivy.Schema) -> None:
        self._kinds = {one.name: one.kind for one in ours.fields}
        self._schema = theirs
        self._ways: dict[type, Callable[[Any], tantivy.Query]] = {
            Everything: lambda node: tantivy.Query.all_query(),
            Term: self._term,
            Phrase: self._phrase,
            OneOf: self._one_of,
            Between: self._between,
            AllOf: self._all_of,
            AnyOf: self._any_of,
            Best: self._best,
            Plus: self._plus,
            Fixed: self._fixed,
        }

    def query(self, node: Node) -> tantivy.Query:
        """The engine's query for this question. KeyError for a field outside the schema."""
        return self._ways[type(node)](node)

    def narrowed(self, match: Node, filters: list[Node]) -> tantivy.Query:
        """The match within the filters; the filters leave its score alone."""
        if not filters:
            return self.query(match)
        parts = [(MUST, self.query(match))]
        parts += [(MUST, self._silent(one)) for one in filters]
        return tantivy.Query.boolean_query(parts)

    def _silent(self, node: Node) -> tantivy.Query:
        return tantivy.Query.const_score_query(self.query(node), 0.0)

    def _term(self, node: Term) -> tantivy.Query:
        query = tantivy.Query.term_query(self._schema, node.field, node.token, "freq")
        return query if node.boost == 1.0 else tantivy.Query.boost_query(query, node.boost)

    def _phrase(self, node: Phrase) -> tantivy.Query:
        if len(node.tokens) == 1:
            return self._term(Term(node.field, node.tokens[0], node.boost))
        if self._kinds[node.field] is not Kind.TEXT:
            raise KeyError(f"{node.field} keeps no order of words: ask with Term")
        query = tantivy.Query.phrase_query(
            self._schema, node.field, list(node.tokens), slop=node.slop
        )
        return query if node.boost == 1.0 else tantivy.Query.boost_query(query, node.boost)

    def _one_of(self, node: OneOf) -> tantivy.Query:
        if node.field != "id" and self._kinds[node.field] in (Kind.WORDS, Kind.TEXT):
            raise KeyError(f"{node.field} holds words: ask with Term")
        if not node.values:
            return tantivy.Query.empty_query()
        if len(node.values) == 1:
            query = tantivy.Query.term_query(self._schema, node.field, node.values[0], "basic")
        else:
            query = tantivy.Query.term_set_query(self._schema, node.field, list(node.values))
        return tantivy.Query.const_score_query(query, 0.0)

    def _between(self, node: Between) -> tantivy.Query:
        if node.low is None and node.high is None:
            return self._silent(Everything())
        query = tantivy.Query.range_query(
            self._schema,
            node.field,
            tantivy.FieldType.Integer,
            lower_bound=node.low,
            upper_bound=node.high,
        )
        return tantivy.Query.const_score_query(query, 0.0)

    def _all_of(self, node: AllOf) -> tantivy.Query:
        return tantivy.Query.boolean_query([(MUST, self.query(part)) for part in node.parts])

    def _any_of(self, node: AnyOf) -> tantivy.Query:
        parts = [(SHOULD, self.query(part)) for part in node.parts]
        return tantivy.Query.boolean_query(parts, minimum_number_should_match=node.at_least)

    def _best(self, node: Best) -> tantivy.Query:
        parts = [self.query(part) for part in node.parts]
        if len(parts) == 1:
            return parts[0]
        return tantivy.Query.disjunction_max_query(parts, node.tie)

    def _plus(self, node: Plus) -> tantivy.Query:
        parts = [(MUST, self.query(node.core))]
        return tantivy.Query.boolean_query(
            parts + [(SHOULD, self.query(extra)) for extra in node.extras]
        )

    def _fixed(self, node: Fixed) -> tantivy.Query:
        return tantivy.Query.const_score_query(self.query(node.part), node.score)


def unscored(node: Node) -> Node:
    """What finds the same documents without a thought for their scores: for counting."""
    match node:
        case Plus():
            return unscored(node.core)
        case Fixed():
            return unscored(node.part)
        case Term(boost=boost) if boost != 1.0:
            return Term(node.field, node.token)
        case Best():
            return AnyOf(tuple(map(unscored, node.parts)))
        case AllOf():
            return AllOf(tuple(map(unscored, node.parts)))
        case AnyOf():
            return AnyOf(tuple(map(unscored, node.parts)), node.at_least)
    return node


def aggregation(facet: Values | Ranges) -> dict[str, Any]:
    """The engine's form of a facet count."""
    if isinstance(facet, Values):
        return {"terms": {"field": facet.field, "size": facet.size}}
    steps: list[dict[str, int]] = [{"to": facet.edges[0]}]
    steps += [{"from": low, "to": high} for low, high in pairwise(facet.edges)]
    steps.append({"from": facet.edges[-1]})
    return {"range": {"field": facet.field, "ranges": steps}}
