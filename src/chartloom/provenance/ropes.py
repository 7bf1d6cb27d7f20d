"""Texts that know where each of their characters comes from.

A rope is a tree of operations, made while templates run, which costs little. It is resolved to segments only when
somebody asks, and then only for the templates that matter. Which leaves a text is made of at all is known without that.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from chartloom.provenance.traced import NOTHING, Leaf, Leaves, Rope, Traced

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

__all__ = ["Emitted", "Segment", "decisions_of", "leaves_of", "rope_of", "said_of", "segments"]


class Emitted(NamedTuple):
    """The place in a template that printed something: its text by name, and the offset in it.

    ``literal`` text stands there as it was printed, so that each of its characters has a place of its own.
    """

    source: Any
    offset: int
    literal: bool = False

    def after(self, count: int) -> Emitted:
        """The place of what stands so many characters further in what was printed."""
        return self._replace(offset=self.offset + count) if self.literal and count else self


class Segment(NamedTuple):
    """A stretch of text. An empty one marks a decision that was made there.

    ``emitted`` is the innermost place that printed it, ``chain`` the includes that led there, outermost first.
    """

    text: str
    flow: Leaves
    control: Leaves
    emitted: Emitted | None = None
    chain: tuple[Emitted, ...] = ()

    def between(self, low: int, high: int) -> Segment:
        """A part of it."""
        if low == 0 and high == len(self.text):
            return self
        emitted = self.emitted.after(low) if self.emitted else None
        return Segment(self.text[low:high], self.flow, self.control, emitted, self.chain)

    def spelt(self, text: str) -> Segment:
        """Another text in its place."""
        return Segment(text, self.flow, self.control, self.emitted, self.chain)

    def decided_by(self, leaves: Leaves) -> Segment:
        """It, where these leaves had a say as well."""
        if leaves <= self.control:
            return self
        return Segment(self.text, self.flow, self.control | leaves, self.emitted, self.chain)


Segments: TypeAlias = list[Segment]
Said: TypeAlias = tuple[Leaves, Leaves]
Piece: TypeAlias = tuple[str, int, Any, str, int]
"""Of what a definition prints: what it is, where it stands, what it holds, its text, the label of a region."""


def leaves_of(flow: Leaves | Rope) -> Leaves:
    """All leaves that flowed into a text."""
    return said_of(flow)[0] if isinstance(flow, Rope) else flow


def decisions_of(flow: Leaves | Rope) -> Leaves:
    """All leaves that have decided which text it is."""
    return said_of(flow)[1] if isinstance(flow, Rope) else NOTHING


def said_of(rope: Rope) -> Said:
    """All leaves that flowed into a text, and all that have decided which text it is."""
    if rope.said is None:
        found: tuple[set[Leaf], set[Leaf]] = set(), set()
        _SAYERS[rope.kind](rope, *found)
        rope.said = frozenset(found[0]), frozenset(found[1])
    return rope.said


def segments(value: Any) -> Segments:
    """A text, traced or plain, in stretches of one origin."""
    if value.__class__ is not Traced:
        return [Segment(value, NOTHING, NOTHING)] if value else []
    if isinstance(value.flow, frozenset):
        if not value.value:  # no character holds it, but it has decided that there is none
            return [Segment("", NOTHING, value.flow | value.control)]
        return [Segment(value.value, value.flow, value.control)]
    found = _resolved(value.flow)
    return [s.decided_by(value.control) for s in found] if value.control else found


def _resolved(rope: Rope) -> Segments:
    if rope.resolved is not None:
        return rope.resolved
    found = _RESOLVERS[rope.kind](*rope.parts)
    if rope.is_shared or rope.kind == "yaml":
        rope.resolved = found
    rope.is_shared = True  # whoever asks twice may ask again
    return found


def rope_of(kind: str, *parts: Any) -> Rope:
    """An operation that is done to texts."""
    return Rope(kind, parts)


def _concatenated(pieces: Sequence[Any]) -> Segments:
    return [segment for piece in pieces for segment in segments(piece)]


def _sliced(inner: Traced, start: int, end: int) -> Segments:
    """The segments between two places; decisions in between stay."""
    found: Segments = []
    at = 0
    for segment in segments(inner):
        size = len(segment.text)
        low, high = max(start - at, 0), min(end - at, size)
        if low < high:
            found.append(segment.between(low, high))
        elif start <= at <= end or not size:
            found.append(segment.spelt(""))
        at += size
    return found


def _indented(inner: Traced, pad: str, first: str) -> Segments:
    """Blanks after each line's end; they belong to what stands before them."""
    found: Segments = [Segment(first, NOTHING, NOTHING)] if first else []
    for segment in segments(inner):
        if segment.emitted is not None and segment.emitted.literal and "\n" in segment.text:
            found += _indented_lines(segment, pad)
        else:
            found.append(segment.spelt(segment.text.replace("\n", f"\n{pad}")))
    return found


def _indented_lines(segment: Segment, pad: str) -> Iterator[Segment]:
    """The lines of a literal text, each with its own place."""
    at = 0
    while at < len(segment.text):
        end = segment.text.find("\n", at) + 1 or len(segment.text)
        part = segment.between(at, end)
        yield part.spelt(part.text + pad) if part.text.endswith("\n") else part
        at = end


def _respelt(inner: Traced, text: str) -> Segments:
    """A text of the same length in which every character has another form (``upper``)."""
    found, at = [], 0
    for segment in segments(inner):
        found.append(segment.spelt(text[at : at + len(segment.text)]))
        at += len(segment.text)
    return found


def _escaped(inner: Traced, text: str) -> Segments:
    """A text that was quoted; where a segment ends in it is found by its own length, which most often is right."""
    parts = segments(inner)
    plain_text = "".join(part.text for part in parts)
    if text[1:-1] == plain_text:
        edge = text[:1]
        return [Segment(edge, NOTHING, NOTHING), *parts, Segment(edge, NOTHING, NOTHING)]
    flow: set[Any] = set()
    control: set[Any] = set()
    for part in parts:
        flow |= part.flow
        control |= part.control
    return [Segment(text, frozenset(flow), frozenset(control))]


def _yaml(text: str, leaves: Sequence[Traced]) -> Segments:
    """YAML or JSON that was written from a container with these scalars, in this order."""
    from chartloom.provenance.scalars import scalar_ranges

    ranges = scalar_ranges(text, len(leaves))
    if ranges is None:
        flow = frozenset().union(*(leaves_of(leaf.flow) for leaf in leaves))
        control = frozenset().union(*(leaf.control | decisions_of(leaf.flow) for leaf in leaves))
        return [Segment(text, flow, control)]
    found: Segments = []
    at = 0
    for (start, end), leaf in zip(ranges, leaves, strict=True):
        found.append(Segment(text[at:start], NOTHING, NOTHING))
        control = leaf.control | decisions_of(leaf.flow)
        found.append(Segment(text[start:end], leaves_of(leaf.flow), control))
        at = end
    found.append(Segment(text[at:], NOTHING, NOTHING))
    return [s for s in found if s.text or s.control]


def _joined(source: Any, pieces: Iterable[Piece], template: Any = None) -> Segments:
    """What a definition printed: pieces, and marks where decisions begin, take a turn, and end.

    With a ``template``, a text out of values was the template: what it printed was printed where ``tpl`` was called,
    what stands in it comes from where the text does, and its actions are there because of that.
    """
    found: Segments = []
    # Labels of open conditions and ranges, and what has decided inside of them.
    labels: list[int] = []
    controls: list[Leaves] = [NOTHING]
    for kind, at, held, text, label in pieces:
        if kind == "text":
            if template is None:
                found.append(Segment(text, NOTHING, controls[-1], Emitted(source, at, literal=True)))
            else:
                found += _quoted_from(template, at, text, controls[-1])
        elif kind == "action":
            found += _printed(_place(source, at), held, controls[-1] | _written_by(template, at))
        elif kind == "begin":
            labels.append(label)
            controls.append(controls[-1] | held | _written_by(template, at))
            found.append(Segment("", NOTHING, controls[-1], _place(source, at)))
        elif label in labels:
            # A break leaves regions open that end with the one around them.
            kept = labels.index(label) + (kind == "turn")
            del labels[kept:]
            del controls[kept + 1 :]
    return found


def _quoted_from(template: Any, offset: int, text: str, control: Leaves) -> Iterator[Segment]:
    """A text that stands in a template out of values."""
    parts = _sliced(template, offset, offset + len(text))
    if "".join(part.text for part in parts) != text:
        parts = [Segment(text, leaves_of(template.flow), decisions_of(template.flow))]
    for part in parts:
        yield Segment(part.text, part.flow, part.control | control)


def _written_by(template: Any, offset: int) -> Leaves:
    """The leaves in which an action of a template out of values is written."""
    if template is None:
        return NOTHING
    found: Leaves = template.control
    for part in _sliced(template, offset, offset + 1):
        found |= part.flow | part.control
    return found


def _place(source: Any, offset: int) -> Emitted | None:
    return Emitted(source, offset) if source is not None else None


def _printed(place: Emitted | None, value: Any, control: Leaves) -> Iterator[Segment]:
    for segment in segments(value):
        text, flow, own, emitted, chain = segment
        both = own | control if control else own
        if emitted is None:
            yield Segment(text, flow, both, place, ())
        elif place is None:
            yield Segment(text, flow, both, emitted, chain)
        else:
            yield Segment(text, flow, both, emitted, (place, *chain))


def _templated(pieces: Iterable[Piece], template: Any, text: str) -> Segments:
    """What a text out of values printed as a template."""
    traced = template if template.__class__ is Traced else Traced(template)
    found = _joined(None, pieces, traced)
    if "".join(segment.text for segment in found) == text:
        return found
    flows = NOTHING.union(*(segment.flow for segment in found))
    controls = NOTHING.union(*(segment.control for segment in found))
    return [Segment(text, flows, controls)]


def _add_said(value: Any, flow: set[Leaf], control: set[Leaf]) -> None:
    """What ``segments`` of a value would say, all in all."""
    if value.__class__ is not Traced:
        return
    control |= value.control
    if isinstance(value.flow, Rope):
        said = said_of(value.flow)
        flow |= said[0]
        control |= said[1]
    elif value.value:
        flow |= value.flow
    else:
        control |= value.flow


def _said_by_parts(rope: Rope, flow: set[Leaf], control: set[Leaf]) -> None:
    for piece in rope.parts[0]:
        _add_said(piece, flow, control)


def _said_by_first(rope: Rope, flow: set[Leaf], control: set[Leaf]) -> None:
    _add_said(rope.parts[0], flow, control)


def _said_by_scalars(rope: Rope, flow: set[Leaf], control: set[Leaf]) -> None:
    for leaf in rope.parts[1]:
        flow |= leaves_of(leaf.flow)
        control |= leaf.control | decisions_of(leaf.flow)


def _said_by_pieces(rope: Rope, flow: set[Leaf], control: set[Leaf]) -> None:
    for piece in rope.parts[1]:
        if piece[0] == "action":
            _add_said(piece[2], flow, control)
        elif piece[0] == "begin":
            control |= piece[2]


def _said_by_segments(rope: Rope, flow: set[Leaf], control: set[Leaf]) -> None:
    _add_segments(_resolved(rope), flow, control)


def _add_segments(parts: Iterable[Segment], flow: set[Leaf], control: set[Leaf]) -> None:
    for part in parts:
        flow |= part.flow
        control |= part.control


def _said_by_slice(rope: Rope, flow: set[Leaf], control: set[Leaf]) -> None:
    value, start, end = rope.parts
    _add_slice(value, start, end, flow, control)


def _add_slice(value: Any, start: int, end: int, flow: set[Leaf], control: set[Leaf]) -> None:
    """What ``_sliced`` would say: of what a definition printed, only what is cut has to be looked into."""
    rope = value.flow if value.__class__ is Traced else None
    if not isinstance(rope, Rope) or rope.kind != "joined":
        _add_segments(_sliced(value, start, end), flow, control)
        return
    control |= value.control
    at = 0
    for kind, _, held, text, _ in rope.parts[1]:
        if kind == "begin":
            control |= held
        elif kind == "action" and start <= at and at + len(text) <= end:
            _add_said(held, flow, control)
        elif kind == "action":
            _add_slice(held, start - at, end - at, flow, control)
        at += len(text)


_RESOLVERS: dict[str, Callable[..., Segments]] = {
    "concatenated": _concatenated,
    "sliced": _sliced,
    "indented": _indented,
    "respelt": _respelt,
    "escaped": _escaped,
    "yaml": _yaml,
    "joined": _joined,
    "tpl": _templated,
}

_SAYERS: dict[str, Callable[[Rope, set[Leaf], set[Leaf]], None]] = {
    "concatenated": _said_by_parts,
    "sliced": _said_by_slice,
    "indented": _said_by_first,
    "respelt": _said_by_first,
    "escaped": _said_by_first,
    "yaml": _said_by_scalars,
    "joined": _said_by_pieces,
    "tpl": _said_by_segments,
}
