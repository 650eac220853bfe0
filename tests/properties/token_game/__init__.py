"""A second interpreter of BPMN, tiny and slow; random diagrams to compare it with the engine."""
