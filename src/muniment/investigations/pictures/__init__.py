"""Pictures of a case as SVG drawn on the server: the same bytes for the same facts.

They go into pages and into reports. Colours are presentation attributes that a page's style sheet
may override by class (`p-bar`, `p-band`, `p-mark`, `p-line`, `p-text`, `p-node`, …); there is no
script and no style in them. Words come translated from the caller; everything written is escaped.
"""
