"""What the templates of the fuzzer call: functions by what they give, with what they take.

``S`` text, ``I`` a small integer, ``N`` any number, ``B`` true or false, ``L`` a list, ``M`` a map, ``A`` anything,
``Z`` a time, ``K`` a key, ``Y`` a YAML text, ``J`` a JSON text, ``O`` a TOML text, ``R`` a regular expression, ``F``
a format for printf, ``V`` a version, ``C`` a constraint on versions, ``D`` a duration, ``T`` a template, ``P`` a
layout of times, ``d`` a date, ``z`` a time zone, ``H`` the name of a file, ``k`` the name of a kind; what repeats ends
with ``*``. Anything else stands for itself.
"""

from __future__ import annotations

TEXT = """
upper S | lower S | title S | untitle S | trim S | trimAll K S | trimSuffix K S | trimPrefix K S | nospace S
initials S | swapcase S | snakecase S | camelcase S | kebabcase S | trunc I S | substr I I S | abbrev I S
abbrevboth I I S | wrap I S | wrapWith I S S | indent I S | nindent I S | replace K S S | repeat I S | quote A*
squote A* | cat A* | print A* | println A* | printf F A* | toString A | toJson A | toYaml A | toPrettyJson A
toRawJson A | toYamlPretty A | toToml M | mustToJson A | mustToYaml A | b64enc S | b64dec S | b32enc S | sha256sum S
sha1sum S | adler32sum S | join S L | join S A | plural S S I | regexReplaceAll R S S | regexReplaceAllLiteral R S S
regexFind R S | regexQuoteMeta S | base S | dir S | ext S | clean S | isAbs S | urlquery A | html A | js A
default S A | ternary S S B | typeOf A | kindOf A | get M K | tpl S . | tpl T . | semver V | toDecimal S
seq I I | seq I I I | include "part" . | htmlDate 0 | duration I | printf F A A | printf "%v/%s" A A | toYaml M
durationRound D | mustToDuration D | urlJoin M | b32dec S | sha512sum S | trimall K S | osBase S | osDir S | osExt S
osClean S | osIsAbs S | mustToPrettyJson A | mustToRawJson A | mustToToml M | mustRegexReplaceAll R S S
mustRegexReplaceAllLiteral R S S | mustRegexFind R S | date P Z | dateInZone P Z z | date_in_zone P Z z | htmlDate Z
htmlDateInZone Z z | unixEpoch Z | decryptAES S S | fail S | toToml A | .Files.Get H | .Files.GetBytes H
(.Files.Glob `conf/*`).AsConfig | (.Files.Glob `**`).AsSecrets | typeOf Z | toString Z | toJson Z | seq I | hello
tpl T M | include "part" M | toString U | print U U | toYaml U | join K U | getHostByName S
html A A | js A A | urlquery A A
"""
NUMBER = """
add N N | add N* | sub N N | mul N N | div N I | mod N I | add1 N | max N N | min N N | int A | int64 A
float64 A | atoi S | len L | len L | len M | len S | addf N N | subf N N | mulf N N | divf N N | add1f N | floor A
ceil A | round A I | biggest N N | toDecimal A | durationSeconds D | durationHours D | maxf N N | minf N N
durationDays D | durationMicroseconds D | durationMilliseconds D | durationMinutes A | durationNanoseconds A
durationWeeks D | durationRoundTo D D | durationTruncateTo D D | round N I I | int U | len U | len A | int64 U
max N N* | min N N* | mul N N* | int S | float64 S | index S I
"""
TRUTH = """
eq S S | eq N N | ne S S | lt N N | le N N | gt N N | ge N N | lt S S | not A | and A A | or A A
contains K S | hasPrefix K S | hasSuffix K S | empty A | has A L | hasKey M K | kindIs k A | typeIs k A | regexMatch R S
deepEqual A A | any A* | all A* | semverCompare C V | typeIsLike k A | mustHas A L | mustRegexMatch R S | eq A A
eq S S S | ne A A | lt A A | ge A A | .Capabilities.APIVersions.Has S | semverCompare C S | empty U | not U | gt A A
semverCompare C .Capabilities.KubeVersion.Version | and B B B | or B B B | kindIs k U | has A U | eq U U
"""
LIST = """
list A* | tuple A* | append L A | prepend L A | concat L L | rest L | initial L | uniq L | without L A | compact L
reverse L | slice L | slice L I | slice L I I | chunk I L | sortAlpha L | toStrings L | splitList K S | until I
untilStep I I I | keys M | values M | fromYamlArray Y | fromJsonArray J | regexFindAll R S I | regexSplit R S I
fromYamlArray .Values.y | pluck K M | mustAppend L A | toStrings A | sortAlpha A | first L | mustChunk I L
mustCompact L | mustInitial L | mustPrepend L A | mustPush L A | push L A | mustRest L | mustReverse L | mustSlice L I
mustUniq L | mustWithout L A | mustRegexFindAll R S I | mustRegexSplit R S I | pluck K M M | .Files.Lines H | concat L*
keys M M | append U A | rest U | uniq U | concat U U | reverse U | without U A | compact U | initial U | list U U
slice U I | prepend U A | toStrings U | sortAlpha U | chunk I U | first U
"""
MAP = """
dict k A k A | dict k A | set .Values.m K S | set .Values.m K N | set (dict) K A | unset M K
pick M K | omit M K | omit M K K | merge (dict) M
merge (deepCopy .Values.m) M
mergeOverwrite (deepCopy .Values.m) M
mustMerge (dict) M | deepCopy M | fromYaml Y
fromYaml .Values.y | fromYaml .Values.y | fromJson J | split K S | splitn K I S | fromToml O | dict
merge (dict "a" 1) M M | mustMergeOverwrite (deepCopy .Values.m) M | urlParse S | dict K A K A | mustDeepCopy M
lookup S S S S | .Files.Glob H | dict K U | pick M K K | set .Values.deep K A | merge .Values.m .Values.deep
mergeOverwrite (dict) M M | fromYaml S | fromJson S | deepCopy U | merge (dict "a" (dict)) M
"""
ANY = """
default A A | coalesce A A A | ternary A A B | index M K | index L I | index M K K | first L | last L | dig K K A M
dig K A M | get M K | and A A | or A A | or A A A | mustFromJson J | fromYaml Y | slice L | fromJson J | required S A
coalesce A* | mustFirst L | mustLast L | and A A A | default U A | ternary U A B | index U I | index A A | index L I K
first U | last U | deepCopy A | default A | dig K A A | index M K I | get A K | mustFirst A | slice A I I | urlParse S
"""
TIME = """
toDate P d | mustToDate P d | dateModify D Z | date_modify D Z | mustDateModify D Z | must_date_modify D Z
"""


def _calls(table: str) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(call.split()) for line in table.strip().splitlines() for call in line.split(" | "))


CALLS = {
    kind: _calls(table)
    for kind, table in zip("SNBLMAZ", (TEXT, NUMBER, TRUTH, LIST, MAP, ANY, TIME), strict=True)
}
