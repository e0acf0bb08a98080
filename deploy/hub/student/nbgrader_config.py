"""nbgrader's settings for students: one course, the exchange behind the walls."""

c = get_config()  # noqa: F821
c.CourseDirectory.course_id = "dispatched"
c.Exchange.root = "/exchange"
