"""Every component on one page, for looking at and for the browser tests of the frame."""
