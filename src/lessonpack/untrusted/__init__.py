"""Renders templates of strangers in a process of its own, which can do little even if a template takes it over.

Each document gets a new process. It is given that document's selection and the texts of the templates, has no
environment and an empty folder, and gives up files, connections, new processes, most time and most memory before it
looks at a template. Back come markup and numbers. What the numbers stand for, the parent looks up in its own selection;
then it parses the markup and asks the gate as always.
"""
