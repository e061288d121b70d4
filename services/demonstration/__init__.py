"""The demonstration: six invented parks and the worked example, built through the public doors."""
