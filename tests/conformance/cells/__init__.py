"""Every element in every position that BPMN has for it: one small model per cell.

A cell says what must be completed, or with which code its model is refused. Each is a test in four
ways (``test_cells``), and ``docs/bpmn.md`` is made of them (``page``).
"""
