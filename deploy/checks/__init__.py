"""`make check`: everything that must hold before a change lands, each as one named step."""
