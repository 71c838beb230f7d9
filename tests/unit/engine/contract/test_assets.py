from engine.contract.assets import asset


def test_a_checkout_has_its_assets_beside_the_package() -> None:
    assert asset("icons", "triolet.svg").is_file()
