"""The window: views, view-models and item models over the use cases; the only package with Qt."""
