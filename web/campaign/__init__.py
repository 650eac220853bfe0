"""创建工作: the board, a park's and a county's page, the list of parks, and the tables of tasks."""
