from pathlib import Path

from engine.contract.assets import _find_assets, asset


def test_a_checkout_has_its_assets_beside_the_package() -> None:
    assert asset("icons", "triolet.svg").is_file()


def test_an_installed_package_takes_the_assets_inside_it_and_not_those_of_others_beside_it(tmp_path: Path) -> None:
    package = tmp_path / "engine"
    (tmp_path / "assets" / "models").mkdir(parents=True)
    assert _find_assets(package) == tmp_path / "assets"
    (package / "assets" / "models").mkdir(parents=True)
    assert _find_assets(package) == package / "assets"
