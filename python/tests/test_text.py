"""Folding and periods."""

import pytest

import kaikaku


def test_folding() -> None:
    assert kaikaku.normalize("（１）ﾎﾞﾗﾝﾃｨｱ") == "(1)ボランティア"
    assert kaikaku.normalize("①", form="compare") == kaikaku.normalize("(1)", form="compare")
    with pytest.raises(ValueError, match="no form"):
        kaikaku.normalize("a", form="nfkc")  # type: ignore[arg-type]


def test_periods() -> None:
    reading = kaikaku.period("平成36年度")
    assert reading is not None and reading.era_overflow
    assert reading.period.fiscal_year == 2024
    half = kaikaku.period("上半期", fiscal_year=2015)
    assert half is not None and (half.period.kind, half.period.half) == ("half", 1)
    open_year = kaikaku.period("27年度")
    assert open_year is not None and len(open_year.candidates) > 1
    assert kaikaku.period("指標") is None
    with pytest.raises(kaikaku.SettingsError, match="no era"):
        kaikaku.period("27年度", era="kansei")
