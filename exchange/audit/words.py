"""The words that results have on the audit sheets, in both languages.

Source: rubric.md 4.3, 4.4, 6, 7 and 16.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from exchange.audit.formula_writer import text_literal
from exchange.form import Form
from questionnaire.messages import LocalText

WORDS: Mapping[str, LocalText] = MappingProxyType(
    {
        # status of an indicator
        "value": LocalText("有值", "value"),
        "na_auto": LocalText("不适用", "not applicable"),
        "na": LocalText("不适用（认定）", "declared not applicable"),
        "no_data": LocalText("暂无数据", "no data"),
        "no_data_shared": LocalText("暂无数据（权重分摊）", "no data, weight shared"),
        "missing": LocalText("未填", "missing"),
        # marks that count
        "reconciled": LocalText("会商", "reconciled"),
        "agreed": LocalText("一致", "agreed"),
        "lower of two": LocalText("取低", "lower of two"),
        "reconciliation required": LocalText("待会商", "reconciliation required"),
        "one assessor": LocalText("一人评分", "one assessor"),
        "self-assessment only": LocalText("自评", "self-assessment only"),
        "set to 0 by gate G5": LocalText("门槛G5：计0级", "set to 0 by gate G5"),
        # gates
        "pass": LocalText("通过", "pass"),
        "fail": LocalText("不通过", "fail"),
        "not applicable": LocalText("不适用", "not applicable"),
        "unverified": LocalText("未核实", "unverified"),
        "no rating this year": LocalText("本年度不予评级", "no rating this year"),
        "cap B": LocalText("等级不高于B", "cap B"),
        "cap C": LocalText("等级不高于C", "cap C"),
        "T9 = 0; cap C": LocalText("T9计0级；等级不高于C", "T9 = 0; cap C"),
        "code provisional": LocalText("碳效码暂定", "code provisional"),
        "code none": LocalText("碳效码未评", "code none"),
        "rating withdrawn": LocalText("撤销评级", "rating withdrawn"),
        # rating and code
        "rated": LocalText("已评级", "rated"),
        "no rating": LocalText("不予评级", "no rating"),
        "withdrawn": LocalText("撤销", "withdrawn"),
        "unclassified": LocalText("类别未定", "unclassified"),
        "data coverage below 80 %": LocalText("数据覆盖率不足", "data coverage below the limit"),
        "final": LocalText("正式", "final"),
        "provisional": LocalText("暂定", "provisional"),
        "none": LocalText("未评", "none"),
        "industry mix": LocalText("行业加权", "industry mix"),
        "simplified": LocalText("简化口径", "simplified"),
    }
)


def say(form: Form, word: str) -> str:
    """A word of a result in the language of the workbook; a word that is not listed as it is."""
    return form.word(WORDS.get(word) or LocalText(word, word)) if word else ""


def literal(form: Form, word: str) -> str:
    """The same as it stands in a formula."""
    return text_literal(say(form, word))
