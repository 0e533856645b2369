"""What contributors run: build the notebooks, execute them, hold the rules."""
