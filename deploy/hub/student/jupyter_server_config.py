"""Settings of a student's notebook server on the hub."""

c = get_config()  # noqa: F821

# The hub's servers share one network. A kernel that talks through it shows its output to whoever
# asks on the right port; one that talks through files in the home does not.
c.KernelManager.transport = "ipc"
c.ServerApp.jpserver_extensions = {
    "nbgrader.server_extensions.formgrader": False,
    "nbgrader.server_extensions.course_list": False,
}
