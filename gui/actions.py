"""Everything that can be chosen from a menu, in one table: menus, tool bar and shortcuts follow.

An action of the window is carried out by the window, one of a workspace by whatever the workspace
gives for its id in `Workspace.actions()`; what it does not give is shown disabled.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from questionnaire.messages import Message, msg

Menu: TypeAlias = Literal["file", "edit", "view", "data", "table", "store", "tools", "help"]
Needs: TypeAlias = Literal["window", "workspace", "park", "store"]


@dataclass(frozen=True, slots=True)
class ActionSpec:
    """One action.

    Attributes:
        id: by which code and tests call it.
        text: what the menu says; `…` at its end if it opens a dialog.
        menu: the menu that holds it.
        needs: shown always, with any workspace, or with one of that kind only.
        shortcuts: keys in Qt's portable form.
        icon: name in resources/icons; none where the tick of a `group` stands.
        tool_bar: text of its button there, shorter than in the menu; None: not in the tool bar.
        primary: the one primary button at the top right.
        group: actions of one group exclude each other and are ticked.
        separated: a line stands above it in the menu.
        keys_of_part: the shortcuts mean this only in the part of the window that it is about, e.g.
            in the cells of a table; that part takes the keys, menus only name them.
    """

    id: str
    text: Message
    menu: Menu
    needs: Needs = "workspace"
    shortcuts: tuple[str, ...] = ()
    icon: str = ""
    tool_bar: Message | None = None
    primary: bool = False
    group: str = ""
    separated: bool = False
    keys_of_part: bool = False


MENUS: tuple[tuple[Menu, Message], ...] = (
    ("file", msg("&File")),
    ("edit", msg("&Edit")),
    ("view", msg("&View")),
    ("data", msg("&Data")),
    ("table", msg("Ta&ble")),
    ("store", msg("&Store")),
    ("tools", msg("&Tools")),
    ("help", msg("&Help")),
)

ACTIONS: tuple[ActionSpec, ...] = (
    ActionSpec("new_park", msg("New park file…"), "file", "window", ("Ctrl+N",), "file-plus"),
    ActionSpec("open", msg("Open…"), "file", "window", ("Ctrl+O",), "folder-open"),
    ActionSpec("merge", msg("Merge into a store…"), "file", "window", ("Ctrl+M",), "git-merge"),
    ActionSpec("demonstration", msg("Try the demonstration…"), "file", "window", (), "play"),
    ActionSpec(
        "submit", msg("Check and submit…"), "file", "park", ("Ctrl+Return",), "send",
        primary=True, separated=True,
    ),
    ActionSpec("preview", msg("Scorecard…"), "file", "park", ("Ctrl+P",), "printer",
               tool_bar=msg("Scorecard")),
    ActionSpec("print_form", msg("Print the form…"), "file", "park", (), "printer"),
    ActionSpec("import", msg("Import Excel…"), "file", "park", ("Ctrl+I",), "file-input",
               tool_bar=msg("Import"), separated=True),
    ActionSpec("export", msg("Export…"), "file", "park", ("Ctrl+Shift+E",), "file-output",
               tool_bar=msg("Export")),
    ActionSpec("audit", msg("Audit workbook…"), "file", "park", (), "scroll-text"),
    ActionSpec("template", msg("Template…"), "file", "park", (), "table-2"),
    ActionSpec("save_copy", msg("Save a copy…"), "file", "workspace", ("Ctrl+Shift+S",), "copy",
               separated=True),
    ActionSpec("close_file", msg("Close file"), "file", "workspace", ("Ctrl+W",), "x"),
    ActionSpec("quit", msg("Quit"), "file", "window", ("Ctrl+Q",), separated=True),
    ActionSpec("undo", msg("Undo"), "edit", "park", ("Ctrl+Z",), "undo-2", tool_bar=msg("Undo")),
    ActionSpec("redo", msg("Redo"), "edit", "park", ("Ctrl+Y", "Ctrl+Shift+Z"), "redo-2",
               tool_bar=msg("Redo")),
    ActionSpec("find", msg("Find…"), "edit", "workspace", ("Ctrl+F",), "search", separated=True),
    ActionSpec("next_problem", msg("Next problem"), "edit", "park", ("F8",), "triangle-alert"),
    ActionSpec("previous_problem", msg("Previous problem"), "edit", "park", ("Shift+F8",)),
    ActionSpec("next_page", msg("Next page"), "view", "park", ("Ctrl+PgDown",), "chevron-right"),
    ActionSpec("previous_page", msg("Previous page"), "view", "park", ("Ctrl+PgUp",),
               "chevron-left"),
    ActionSpec("page_list", msg("Go to the page list"), "view", "park", ("Ctrl+1",)),
    ActionSpec("current_page", msg("Go to the page"), "view", "park", ("Ctrl+2",)),
    ActionSpec("live_panel", msg("Go to the result"), "view", "park", ("Ctrl+3",), "panel-right"),
    ActionSpec("problems", msg("Problems"), "view", "park", ("Ctrl+4",), "list-checks"),
    ActionSpec("page_years", msg("The page over the years…"), "view", "park", ("Ctrl+5",),
               "columns-2"),
    ActionSpec("side_panel", msg("Show or hide the panel"), "view", "store", ("Ctrl+3",),
               "panel-right", tool_bar=msg("Panel")),
    ActionSpec("scheme_system", msg("Colours of the system"), "view", "window", (),
               group="scheme", separated=True),
    ActionSpec("scheme_light", msg("Light"), "view", "window", group="scheme"),
    ActionSpec("scheme_dark", msg("Dark"), "view", "window", group="scheme"),
    ActionSpec("language_zh", msg("Chinese (简体中文)"), "view", "window", (),
               group="language", separated=True),
    ActionSpec("language_en", msg("English"), "view", "window", (), group="language"),
    ActionSpec("new_year", msg("New year…"), "data", "park", (), "calendar-plus"),
    ActionSpec("second_keying", msg("Second keying…"), "data", "park", (), "list-checks"),
    ActionSpec("compare", msg("Compare with a copy…"), "data", "park", (), "git-merge"),
    ActionSpec("history", msg("Edit history…"), "data", "park", ("Ctrl+H",), "history"),
    ActionSpec("evidence", msg("Evidence…"), "data", "park", ("Ctrl+E",), "paperclip"),
    ActionSpec("state_blank", msg("Not filled in"), "data", "park", (), separated=True),
    ActionSpec("state_na", msg("Not applicable…"), "data", "park", ("Ctrl+Shift+N",)),
    ActionSpec("state_no_data", msg("No data yet…"), "data", "park", ("Ctrl+Shift+D",)),
    ActionSpec("cut_cells", msg("Cut"), "table", "park", ("Ctrl+X",), keys_of_part=True),
    ActionSpec("copy_cells", msg("Copy"), "table", "park", ("Ctrl+C",), "copy",
               keys_of_part=True),
    ActionSpec("paste_cells", msg("Paste"), "table", "park", ("Ctrl+V",), "clipboard-paste",
               keys_of_part=True),
    ActionSpec("clear_cells", msg("Clear the cells"), "table", "park", ("Del", "Backspace"),
               keys_of_part=True),
    ActionSpec("fill_down", msg("Fill down"), "table", "park", ("Ctrl+D",), "arrow-down-to-line"),
    ActionSpec("insert_row", msg("Insert row above"), "table", "park", separated=True),
    ActionSpec("add_row", msg("Add row"), "table", "park", ("Ctrl+Shift+Return",), "plus"),
    ActionSpec("duplicate_row", msg("Duplicate row"), "table", "park"),
    ActionSpec("delete_rows", msg("Delete rows"), "table", "park", ("Ctrl+Delete",), "trash-2"),
    ActionSpec("sort_rising", msg("Sort ascending"), "table", "park", (), "arrow-up",
               separated=True),
    ActionSpec("sort_falling", msg("Sort descending"), "table", "park", (), "arrow-down"),
    ActionSpec("sort_none", msg("Order as entered"), "table", "park"),
    ActionSpec("filters", msg("Filters of the columns"), "table", "park", ("F4",), "filter",
               separated=True, keys_of_part=True),
    ActionSpec("filter_value", msg("Only rows with this value"), "table", "park", ("Shift+F4",),
               keys_of_part=True),
    ActionSpec("show_all_rows", msg("Show all rows"), "table", "park", ("Ctrl+Shift+L",),
               keys_of_part=True),
    ActionSpec("next_missing", msg("Next required blank"), "table", "park", ("Ctrl+F8",),
               separated=True),
    ActionSpec("freeze", msg("Freeze up to this column"), "table", "park", (), "columns-3",
               separated=True),
    ActionSpec("unfreeze", msg("Unfreeze the columns"), "table", "park"),
    ActionSpec("usual_widths", msg("Usual column widths"), "table", "park"),
    ActionSpec("row_history", msg("History of the row…"), "table", "park", ("Ctrl+Shift+H",),
               "history", separated=True),
    ActionSpec("table_history", msg("History of the table…"), "table", "park"),
    ActionSpec("merge_files", msg("Merge files…"), "store", "store", ("Ctrl+Return",), "git-merge",
               primary=True),
    ActionSpec("signers", msg("Confirm signers…"), "store", "store", (), "key-round",
               tool_bar=msg("Signers")),
    ActionSpec("means", msg("Industry means…"), "store", "store", (), "sliders-horizontal",
               tool_bar=msg("Industry means")),
    ActionSpec("conflicts", msg("Conflicts…"), "store", "store", (), "triangle-alert"),
    ActionSpec("open_park", msg("Scorecard of the park…"), "store", "store", ("Ctrl+P",),
               "printer"),
    ActionSpec("compare_parks", msg("Compare parks…"), "store", "store", ("Ctrl+K",),
               "columns-2", tool_bar=msg("Compare")),
    ActionSpec("park_years", msg("Years of the park…"), "store", "store", ("Ctrl+H",), "history"),
    ActionSpec("export_table", msg("Export the table…"), "store", "store", ("Ctrl+E",),
               "file-down", tool_bar=msg("Export")),
    ActionSpec("refresh", msg("Read again"), "store", "store", ("F5",), "refresh-cw"),
    ActionSpec("settings", msg("Settings…"), "tools", "window", ("Ctrl+,",), "settings"),
    ActionSpec("shortcuts", msg("Keyboard…"), "help", "window", ("F1",), "circle-question-mark"),
    ActionSpec("about", msg("About and licences…"), "help", "window", (), "info", separated=True),
)  # fmt: skip


def action_named(name: str) -> ActionSpec:
    """The action with an id of the table.

    >>> action_named("undo").shortcuts
    ('Ctrl+Z',)
    """
    return next(spec for spec in ACTIONS if spec.id == name)


def is_shown(spec: ActionSpec, kind: str) -> bool:
    """Whether an action is in the menus; `kind` is that of the workspace, or empty.

    >>> is_shown(ACTIONS[0], ""), is_shown(next(s for s in ACTIONS if s.id == "undo"), "store")
    (True, False)
    """
    return (
        spec.needs == "window" or (spec.needs == "workspace" and bool(kind)) or spec.needs == kind
    )
