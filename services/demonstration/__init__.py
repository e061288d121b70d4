"""The demonstration: 33 invented parks and the worked example, built through the public doors."""
