"""Files of industry means: in which shapes and encodings they are read."""

from decimal import Decimal
from pathlib import Path

import pytest

from services.means import MeansError, read_industry_means
from support.catalogue_files import shipped_catalogue

TABLE = "industry,value,unit,year,source\n39,0.62,tCO2/万元,2023,样本均值\n06,1.5,,,\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_table_as_spreadsheets_save_it(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "means.csv").write_bytes(TABLE.encode(encoding))
    means = read_industry_means(tmp_path / "means.csv", shipped_catalogue())
    assert {code: item.value for code, item in means.items()} == {
        "39": Decimal("0.62"),
        "06": Decimal("1.5"),
    }
    assert means["39"].source == "样本均值"


@pytest.mark.parametrize(
    "name, data, reason",
    [
        ("means.csv", b"\xff\xff", "neither UTF-8 nor GB18030"),
        ("means.csv", b"code,mean\n39,1\n", "industry and value are missing"),
        ("means.csv", b"industry,value\n39," + b"9" * 200_000, "no CSV table"),
        ("means.json", b"[1]", "no JSON object"),
        ("means.json", b"{", "line 1, column 2"),
    ],
)
def test_what_is_wrong_is_said(tmp_path: Path, name: str, data: bytes, reason: str) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(MeansError, match=reason):
        read_industry_means(tmp_path / name, shipped_catalogue())
