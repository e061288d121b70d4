"""The commands by name: which module holds each, and the line that stands for it in the list.

A call loads the module of its own command only, and `greenpark --help` none: loading them all
(database drivers, ReportLab, spreadsheets) takes several times as long as the rest of a start.

Source: interface.md, Command line.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib import import_module
from types import MappingProxyType

import typer

COMMANDS: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "cli.park_commands": {
            "new": "新建园区文件 · Make a park file.",
            "fill": "用 JSON 填报 · Set answers, tables, marks and states from JSON.",
            "roll": "由上年结转新年度 · Make a new year from the last one.",
            "undo": "撤销最近一次编辑 · Take the newest edit back.",
            "redo": "重做被撤销的编辑 · Put back what undo took.",
            "evidence": "添加证明材料 · Add evidence.",
            "check": "审核 · List all hard and soft problems.",
            "inventory": "碳排放清单 · CO2 inventory with every factor used.",
            "score": "评分 · Score with class, gates, grade and carbon-efficiency code.",
            "explain": "解释每个数的来历 · Explain every number; --verify recomputes each from its "
            "explanation.",
            "submit": "生成上报文件 · Write the signed submission.",
        },
        "cli.store_commands": {
            "merge": "合并上报文件 · Merge submissions into a store.",
            "conflicts": "列出版本冲突 · List conflicts between versions.",
            "rank": "排名 · Rank the parks of a year.",
            "assess": "记录评价 · Record an assessment.",
            "withdraw": "撤回一个版本 · Take a submission back out.",
            "store": "汇总库维护 · Maintenance of a store",
        },
        "cli.report_commands": {
            "report": "生成成绩单 PDF · Write scorecard PDFs.",
            "verify": "核验成绩单、声明、上报文件或汇总库 · Verify a card, statement, "
            "submission or store.",
        },
        "cli.form_commands": {
            "form": "打印填报表 PDF · Print the form as PDF.",
        },
        "cli.exchange_commands": {
            "template": "写出 Excel 填报模板 · Write an Excel template.",
            "import": "读入 Excel 工作簿或 CSV 表 · Import a workbook or CSV table, "
            "all or nothing.",
            "export": "导出全部填报内容 · Export all answers as Excel, JSON or CSV.",
        },
        "cli.comparison_commands": {
            "compare": "与副本比较并采用 · Compare with a colleague's copy and take answers over.",
        },
        "cli.keying_commands": {
            "recheck": "二次录入核对 · Compare a second keying, note it, take second values.",
        },
        "cli.rubric_commands": {
            "rubric": "评价规则版本 · Rubric editions",
        },
        "cli.demonstration_commands": {
            "demo": "生成演示数据 · Build the demonstration: parks, submissions, "
            "store, scorecards.",
        },
    }
)
"""Module -> command -> its help; each module has `add_to(app)`."""


def add_commands(app: typer.Typer, words: Sequence[str] | None) -> None:
    """Register all commands; only the one that is called can be carried out.

    Args:
        app: takes them.
        words: of the call; None loads every command.
    """
    called = next((word for word in words or () if not word.startswith("-")), "")
    for module, commands in COMMANDS.items():
        if words is None or called in commands:
            import_module(module).add_to(app)
            continue
        for name, text in commands.items():
            app.command(name, help=text)(_named_only)


def _named_only() -> None:
    """Stands in the list for a command that is not called."""
