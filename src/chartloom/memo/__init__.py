"""Results kept between processes: compiled templates, parsed YAML, heads of manifests."""

from chartloom.memo.memo import Memo, open_memo

__all__ = ["Memo", "open_memo"]
