"""The scorecard on the screen, as it is written."""
