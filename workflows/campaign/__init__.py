"""创建工作: the campaign that builds park service centers and evaluates them."""
