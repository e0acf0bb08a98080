"""Settings of a teacher's notebook server on the hub."""

c = get_config()  # noqa: F821

# As for students: what a kernel says stays in the home.
c.KernelManager.transport = "ipc"
