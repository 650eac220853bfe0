"""The inbox: 待办, 可认领, 已办."""
