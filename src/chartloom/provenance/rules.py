"""How origins pass through each template function.

A rule takes the run, the plain function and the arguments, traced or not, and gives the traced result. The text of a
result is always what the plain function gives; a rule decides about its origin only.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from chartloom.provenance.containers import (
    assigned,
    copied,
    made_map,
    picked,
    read_from_text,
    scalars_in_order,
    selected,
    view,
)
from chartloom.provenance.ropes import rope_of
from chartloom.provenance.traced import CONTAINERS, NOTHING, Leaves, Traced, plain

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    Function: TypeAlias = Callable[..., Any]
    Args: TypeAlias = Sequence[Any]
    Rule: TypeAlias = Callable[[Any, Function, Args], Any]

__all__ = ["RULES", "blend"]


def _call(function: Function, args: Args) -> Any:
    if len(args) == 2:  # as most have
        one, other = args
        return function(
            one.value if one.__class__ is Traced else one, other.value if other.__class__ is Traced else other
        )
    return function(*[arg.value if arg.__class__ is Traced else arg for arg in args])


def _controls(args: Args) -> Leaves:
    found: Leaves = NOTHING
    for arg in args:
        if arg.__class__ is Traced and arg.control:
            found |= arg.control
    return found


def blend(run: Any, function: Function, args: Args) -> Any:
    """All that is in the arguments may be in all of the result."""
    result = _call(function, args)
    flow: Leaves = NOTHING
    control: Leaves = NOTHING
    for arg in args:
        flow |= run.ledger.flow_of(arg)
        control |= run.ledger.decisions_of(arg)
    if isinstance(result, CONTAINERS):
        run.ledger.enter_blend(result, flow, control)
        return Traced(result, NOTHING, control)
    return Traced(result, flow, control)


def predicate(run: Any, function: Function, args: Args) -> Any:
    """An answer about the arguments, which itself holds nothing of them."""
    control: Leaves = NOTHING
    for arg in args:
        control |= run.ledger.say_of(arg)
        if isinstance(plain(arg), CONTAINERS):
            control |= run.ledger.flow_of(arg)
    result = _call(function, args)
    if isinstance(result, CONTAINERS):
        run.ledger.enter_blend(result, NOTHING, control)
    return Traced(result, NOTHING, control)


def _about(run: Any, function: Function, args: Args) -> Any:
    """An answer about what a container is, not about what is in it (``kindIs``, ``len``, ``hasKey``)."""
    control: Leaves = NOTHING
    for arg in args:
        control |= run.ledger.say_of(arg)
    return Traced(_call(function, args), NOTHING, control)


def _unknown(_run: Any, function: Function, args: Args) -> Any:
    return Traced(_call(function, args), NOTHING, _controls(args))


# One of the arguments


def _taken(run: Any, result: Any, candidates: Args, asked: Args) -> Traced:
    """The argument that the result is; those that were asked before have decided that."""
    control: Leaves = NOTHING
    for arg in asked:
        control |= run.ledger.say_of(arg)
    for arg in candidates:
        held = arg.value if arg.__class__ is Traced else arg
        if held is result or (held == result and held.__class__ is result.__class__):
            found = arg if arg.__class__ is Traced else Traced(result)
            return found.decided_by(control)
    return Traced(result, NOTHING, control)


def _default(run: Any, function: Function, args: Args) -> Any:
    if len(args) < 2:
        return _unknown(run, function, args)
    taken = args[1] if plain(args[1]) else args[0]
    return _taken(run, _call(function, args), (taken,), (args[1],))


def _coalesce(run: Any, function: Function, args: Args) -> Any:
    return _taken(run, _call(function, args), [arg for arg in args if plain(arg)][:1], args)


def _ternary(run: Any, function: Function, args: Args) -> Any:
    choice = args[0] if plain(args[2]) else args[1]
    _call(function, args)
    traced = choice if choice.__class__ is Traced else Traced(choice)
    return traced.decided_by(run.ledger.say_of(args[2]))


def _extreme(run: Any, function: Function, args: Args) -> Any:
    """The largest or smallest number; the others have decided that it is that one."""
    result, control = _call(function, args), NOTHING
    for arg in args:
        control |= run.ledger.say_of(arg)
    taken = next((arg for arg in args if plain(arg) == result), None)
    return Traced(result, run.ledger.flow_of(taken), control)


def _required(run: Any, function: Function, args: Args) -> Any:
    return _taken(run, _call(function, args), (args[1],), ())


# Texts


def _sliced(run: Any, function: Function, args: Args) -> Any:
    """A part of the last argument."""
    text, result = args[-1], _call(function, args)
    if text.__class__ is not Traced or text.value.__class__ is not str or result.__class__ is not str:
        return blend(run, lambda *_: result, args)
    rest = _controls(args[:-1])
    for arg in args[:-1]:
        rest |= run.ledger.flow_of(arg)
    if result == text.value:
        return text.decided_by(rest)
    start = text.value.find(result)
    if not result or start < 0:
        return Traced(result, run.ledger.flow_of(text), run.ledger.decisions_of(text) | rest)
    return Traced(result, rope_of("sliced", text, start, start + len(result)), rest)


def _indent(run: Any, function: Function, args: Args) -> Any:
    result, text = _call(function, args), args[1]
    if text.__class__ is not Traced:
        return result
    pad = " " * plain(args[0])
    first = "" if result.startswith("\n") and not pad and text.value[:1] != "\n" else pad
    lead = (
        "\n" + pad if len(result) == len(text.value) + (text.value.count("\n") + 1) * len(pad) + 1 else first
    )
    return Traced(result, rope_of("indented", text, pad, lead), run.ledger.flow_of(args[0]))


def _quote(run: Any, function: Function, args: Args) -> Any:
    result = _call(function, args)
    if len(args) == 1 and args[0].__class__ is Traced and args[0].value.__class__ is str:
        return Traced(result, rope_of("escaped", args[0], result))
    return blend(run, lambda *_: result, args)


def _respelt(run: Any, function: Function, args: Args) -> Any:
    result, text = _call(function, args), args[-1]
    if text.__class__ is Traced and text.value.__class__ is str and len(result) == len(text.value):
        return Traced(result, rope_of("respelt", text, result))
    return blend(run, lambda *_: result, args)


def _concatenation(run: Any, result: str, pieces: Sequence[Any], args: Args) -> Any:
    """The result in pieces, if that is what it is."""
    if "".join(plain(piece) for piece in pieces) != result:
        return blend(run, lambda *_: result, args)
    return Traced(result, rope_of("concatenated", tuple(pieces)), _controls(args))


def _as_text(run: Any, value: Any) -> Any:
    """An argument as ``%s`` and ``%v`` print what is a text or a number."""
    held = plain(value)
    if held.__class__ is str:
        return value
    from chartloom.gotmpl.printing import sprint

    return Traced(sprint(held), run.ledger.flow_of(value), _controls((value,)))


def _printf(run: Any, function: Function, args: Args) -> Any:
    result, form = _call(function, args), plain(args[0])
    if args[0].__class__ is Traced and run.ledger.flow_of(args[0]):
        return blend(run, lambda *_: result, args)
    rest, pieces, at = list(args[1:]), [], 0
    while (mark := form.find("%", at)) >= 0:
        verb = form[mark + 1 : mark + 2]
        pieces.append(form[at:mark])
        if verb == "%":
            pieces.append("%")
        elif verb in ("s", "v", "d") and rest:
            pieces.append(_as_text(run, rest.pop(0)))
        elif verb == "q" and rest and plain(rest[0]).__class__ is str:
            from chartloom.gotmpl.printing import go_quote

            text = rest.pop(0)
            quoted = go_quote(plain(text))
            pieces.append(
                Traced(quoted, rope_of("escaped", text, quoted)) if text.__class__ is Traced else quoted
            )
        else:
            return blend(run, lambda *_: result, args)
        at = mark + 2
    return _concatenation(run, result, [*pieces, form[at:]], args)


def _print(run: Any, function: Function, args: Args) -> Any:
    result = _call(function, args)
    return _concatenation(run, result, [_as_text(run, arg) for arg in args], args)


def _cat(run: Any, function: Function, args: Args) -> Any:
    result, pieces = _call(function, args), []
    for arg in args:
        pieces += [" ", _as_text(run, arg)]
    return _concatenation(run, result, pieces[1:], args)


def _join(run: Any, function: Function, args: Args) -> Any:
    result, pieces = _call(function, args), []
    if not isinstance(plain(args[1]), list):
        return blend(run, lambda *_: result, args)
    for _, element in run.ledger.elements(plain(args[1])):
        pieces += [args[0], _as_text(run, element)]
    control = run.ledger.control_of(plain(args[1]))
    return _concatenation(run, result, pieces[1:], args).decided_by(control)


def _written(run: Any, function: Function, args: Args) -> Any:
    """YAML or JSON of a value."""
    result, value = _call(function, args), args[-1]
    if not isinstance(plain(value), CONTAINERS):
        return blend(run, lambda *_: result, args)
    control = run.ledger.control_of(plain(value)) | _controls(args)
    return Traced(result, rope_of("yaml", result, scalars_in_order(run.ledger, plain(value))), control)


def _replaced(run: Any, function: Function, args: Args) -> Any:
    result, text = _call(function, args), args[-1]
    if text.__class__ is Traced and result == text.value:
        rest: Leaves = NOTHING
        for arg in args[:-1]:
            rest |= run.ledger.say_of(arg)
        return text.decided_by(rest)
    return blend(run, lambda *_: result, args)


# Maps and lists


def _dict(run: Any, function: Function, args: Args) -> Any:
    result = _call(function, args)
    made_map(run.ledger, result, zip(args[::2], (*args[1::2], ""), strict=False))
    return Traced(result)


def _list(run: Any, function: Function, args: Args) -> Any:
    result = _call(function, args)
    run.ledger.enter_literal(
        result, {i: a if a.__class__ is Traced else Traced(a) for i, a in enumerate(args)}
    )
    return Traced(result)


def _index(run: Any, function: Function, args: Args) -> Any:
    result, found = _call(function, args), args[0]
    control = _controls(args)
    for key in args[1:]:
        control |= run.ledger.say_of(key)
        held = plain(found)
        if not isinstance(held, CONTAINERS):
            return Traced(result, run.ledger.flow_of(found), control)
        at = plain(key)
        value = held.get(at) if isinstance(held, dict) else held[int(at)]
        found = run.ledger.element(held, at if isinstance(held, dict) else int(at), value)
    return (
        Traced(result, found.flow, found.control | control) if found.__class__ is Traced else Traced(result)
    )


def _get(run: Any, function: Function, args: Args) -> Any:
    result, held, key = _call(function, args), plain(args[0]), plain(args[1])
    found = run.ledger.element(held, key, result)
    return found.decided_by(_controls(args) | run.ledger.say_of(args[1]))


def _dig(run: Any, function: Function, args: Args) -> Any:
    result, (*path, default, found) = _call(function, args), args
    control = _controls(args)
    for key in path:
        control |= run.ledger.say_of(key)
        held = plain(found)
        if not isinstance(held, dict) or plain(key) not in held:
            missing = run.ledger.element(held, plain(key), None) if isinstance(held, dict) else Traced(None)
            return _taken(run, result, (default,), (missing,)).decided_by(control)
        found = run.ledger.element(held, plain(key), held[plain(key)])
    return found.decided_by(control)


def _end(at: int) -> Rule:
    """The first or the last element of a list."""

    def rule(run: Any, function: Function, args: Args) -> Any:
        result, held = _call(function, args), plain(args[0])
        if not isinstance(held, list) or not held:
            return blend(run, lambda *_: result, args)
        found = run.ledger.element(held, at % len(held), held[at])
        return found.decided_by(_controls(args) | run.ledger.control_of(held))

    return rule


def _selection(run: Any, function: Function, args: Args) -> Any:
    """A list of elements of the arguments, or of the arguments."""
    result = _call(function, args)
    if not isinstance(result, list):
        return blend(run, lambda *_: result, args)
    control = selected(run.ledger, result, args) | _controls(args)
    return Traced(result, NOTHING, control)


def _keys(run: Any, function: Function, args: Args) -> Any:
    result, control = _call(function, args), NOTHING
    for arg in args:
        control |= run.ledger.say_of(arg)
    run.ledger.enter_blend(result, NOTHING, control)
    return Traced(result, NOTHING, control)


def _picked(run: Any, function: Function, args: Args) -> Any:
    result = _call(function, args)
    control = picked(run.ledger, result, plain(args[0])) | _controls(args)
    for arg in args[1:]:
        control |= run.ledger.say_of(arg)
    return Traced(result, NOTHING, control)


def _merged(*, last_wins: bool) -> Rule:
    def rule(run: Any, function: Function, args: Args) -> Any:
        views = [view(run.ledger, plain(arg)) for arg in args if isinstance(plain(arg), dict)]
        result = _call(function, args)
        run.ledger.removed(result, NOTHING)
        control = _controls(args)
        for arg in args:
            if isinstance(plain(arg), dict):
                control |= run.ledger.control_of(plain(arg))
        assigned(run.ledger, result, views[::-1] if last_wins else views, control, last_wins=last_wins)
        return Traced(result, NOTHING, control)

    return rule


def _deep_copy(run: Any, function: Function, args: Args) -> Any:
    result = _call(function, args)
    copied(run.ledger, result, plain(args[0]))
    return Traced(result, NOTHING, _controls(args))


def _set(run: Any, function: Function, args: Args) -> Any:
    result = _call(function, args)
    run.ledger.put(result, plain(args[1]), args[2], run.control | run.ledger.say_of(args[1]))
    return args[0] if args[0].__class__ is Traced else Traced(result)


def _unset(run: Any, function: Function, args: Args) -> Any:
    result = _call(function, args)
    run.ledger.removed(result, run.control)
    return args[0] if args[0].__class__ is Traced else Traced(result)


def _read(run: Any, function: Function, args: Args) -> Any:
    """A value that a text in YAML or JSON describes."""
    result, text = _call(function, args), args[0]
    if text.__class__ is not Traced or not isinstance(result, CONTAINERS):
        return blend(run, lambda *_: result, args)
    if not read_from_text(run.ledger, result, text):
        return blend(run, lambda *_: result, args)
    run.ledger.shape(result, run.ledger.decisions_of(text))
    return Traced(result, NOTHING, text.control)


# Templates


def _include(state: Any, _function: Function, args: Args) -> Any:
    from chartloom.provenance.running import printed

    found = printed(state, plain(args[0]), args[1])
    return found.decided_by(state.ledger.say_of(args[0]))


def _tpl(state: Any, function: Function, args: Args) -> Any:
    from chartloom.provenance.texts import run_text

    return run_text(state, function, args)


def _named(rule: Rule, names: str) -> dict[str, Rule]:
    return dict.fromkeys(names.split(), rule)


RULES: dict[str, Rule] = {
    **_named(
        predicate,
        "eq ne lt le gt ge and or not contains hasPrefix hasSuffix has mustHas any all semverCompare regexMatch"
        " mustRegexMatch deepEqual fail lookup getHostByName semver",
    ),
    **_named(_about, "empty len kindIs kindOf typeIs typeIsLike typeOf hasKey isAbs"),
    **_named(_default, "default"),
    **_named(_coalesce, "coalesce"),
    **_named(_ternary, "ternary"),
    **_named(_required, "required"),
    **_named(_extreme, "max maxf min minf biggest"),
    **_named(
        _sliced,
        "trim trimAll trimSuffix trimPrefix trimall trunc substr toString regexFind mustRegexFind base dir",
    ),
    **_named(_indent, "indent nindent"),
    **_named(_quote, "quote squote"),
    **_named(_respelt, "upper lower title untitle swapcase"),
    **_named(_printf, "printf"),
    **_named(_print, "print"),
    **_named(_cat, "cat"),
    **_named(_join, "join"),
    **_named(
        _written,
        "toYaml mustToYaml toYamlPretty toJson mustToJson toPrettyJson mustToPrettyJson toRawJson mustToRawJson",
    ),
    **_named(
        _replaced,
        "replace regexReplaceAll mustRegexReplaceAll regexReplaceAllLiteral mustRegexReplaceAllLiteral nospace",
    ),
    **_named(_dict, "dict"),
    **_named(_list, "list tuple"),
    **_named(_index, "index"),
    **_named(_get, "get"),
    **_named(_dig, "dig"),
    **_named(_end(0), "first mustFirst"),
    **_named(_end(-1), "last mustLast"),
    **_named(
        _selection,
        "append mustAppend push mustPush prepend mustPrepend concat initial mustInitial rest mustRest reverse"
        " mustReverse uniq mustUniq without mustWithout compact mustCompact slice mustSlice sortAlpha values pluck",
    ),
    **_named(_keys, "keys"),
    **_named(_picked, "pick omit"),
    **_named(_merged(last_wins=False), "merge mustMerge"),
    **_named(_merged(last_wins=True), "mergeOverwrite mustMergeOverwrite"),
    **_named(_deep_copy, "deepCopy mustDeepCopy"),
    **_named(_set, "set"),
    **_named(_unset, "unset"),
    **_named(_read, "fromYaml fromYamlArray fromJson fromJsonArray mustFromJson"),
    **_named(_include, "include"),
    **_named(_tpl, "tpl"),
    **_named(predicate, "until untilStep"),
    # What goes in may be anywhere in what comes out: hashes and codes,
    **_named(
        blend,
        "adler32sum sha1sum sha256sum sha512sum b32dec b32enc b64dec b64enc bcrypt htpasswd encryptAES decryptAES"
        " derivePassword buildCustomCert genCA genCAWithKey genPrivateKey genSelfSignedCert genSelfSignedCertWithKey"
        " genSignedCert genSignedCertWithKey randAlpha randAlphaNum randAscii randBytes randInt randNumeric shuffle"
        " uuidv4 hello",
    ),
    # numbers and times,
    **_named(
        blend,
        "add add1 add1f addf sub subf mul mulf div divf mod ceil floor round int int64"
        " float64 atoi toDecimal seq ago now date dateInZone date_in_zone dateModify date_modify mustDateModify"
        " must_date_modify htmlDate htmlDateInZone toDate mustToDate unixEpoch duration durationRound durationDays"
        " durationHours durationMicroseconds durationMilliseconds durationMinutes durationNanoseconds durationRoundTo"
        " durationSeconds durationTruncateTo durationWeeks mustToDuration",
    ),
    # and texts that are taken apart or respelt.
    **_named(
        blend,
        "abbrev abbrevboth call camelcase chunk mustChunk clean ext fromToml html initials js kebabcase"
        " mustRegexFindAll mustRegexSplit mustToToml osBase osClean osDir osExt osIsAbs plural println regexFindAll"
        " regexQuoteMeta regexSplit repeat snakecase split splitList splitn toStrings toToml urlJoin urlParse"
        " urlquery wrap wrapWith",
    ),
}
"""The rule of every template function, by its name."""
