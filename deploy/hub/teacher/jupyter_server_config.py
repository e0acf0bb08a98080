"""Settings of a teacher's notebook server on the hub."""

c = get_config()  # noqa: F821

# As for students: what a kernel says stays in the home.
c.KernelManager.transport = "ipc"
c.LabApp.news_url = None
c.LabApp.check_for_updates_class = "jupyterlab.NeverCheckForUpdate"
