"""Tables as people send them: CSV, TSV and XLSX read as lines of text, whatever wrote them.

Plain Python for every room that takes files in. A line is text with its number in the file;
what a column means is the business of the room that asked.
"""
