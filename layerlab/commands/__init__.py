"""Small subcommands of `layerlab`, one module each."""
