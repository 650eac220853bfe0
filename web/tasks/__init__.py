"""The page of one task: form, materials, history, diagram, basis, documents."""
