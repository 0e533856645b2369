"""Names of a package that load when somebody asks for them, for its `__init__`."""

import importlib


def lazy(package: str, table: dict[str, str]) -> tuple:
    """`__getattr__` and `__dir__` of a package, from a table: public name -> its module.

    A name is looked up in its module; where that is `package.name`, it is the module.

    >>> get, _ = lazy("layerlab", {"theme": "layerlab.theme", "Path": "pathlib"})
    >>> get("theme").BLUE, get("Path").__name__
    ('#0072B2', 'Path')
    """

    def get(name: str) -> object:
        if name not in table:
            raise AttributeError(_unknown(package, name, table))
        module = importlib.import_module(table[name])
        return module if table[name] == f"{package}.{name}" else getattr(module, name)

    return get, lambda: sorted(table)


def _unknown(package: str, name: str, table: dict[str, str]) -> str:
    from layerlab.errors import UnknownName

    return str(UnknownName(f"name in {package} called", name, table))
