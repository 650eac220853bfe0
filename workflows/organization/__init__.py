"""机构信息导入: bodies, posts, persons, appointments and grants from one workbook."""
