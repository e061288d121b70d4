"""What is pictured of the window: the stage, the scenes of each area, the settings, the files."""
