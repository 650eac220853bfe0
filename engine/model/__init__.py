"""BPMN files as data: safe reading, the index of elements, immutable compiled definitions."""
