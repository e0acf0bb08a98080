"""The hub for trying out, on this machine alone: `make hub` starts it (deploy/hub.md).

Of the environment it reads DISPATCHED_HUB (the hub's folder) and DISPATCHED_HUB_PORT.
"""

import os
import signal
import sys
from pathlib import Path

from dispatched.hub import lti
from dispatched.hub.rooms import Rooms, people
from dispatched.hub.start import PROXY

c = get_config()  # noqa: F821
rooms = Rooms(Path(os.environ["DISPATCHED_HUB"]))
port = int(os.environ["DISPATCHED_HUB_PORT"])
known = people(rooms)
platform = lti.platform(rooms)

# What a script starts in the background hears no interrupt, and neither does what that starts in
# turn: each service and server would wait for half a minute before it is ended.
signal.signal(signal.SIGINT, signal.default_int_handler)

# Three doors, none of them open to another machine.
c.JupyterHub.bind_url = f"http://127.0.0.1:{port}"
c.JupyterHub.hub_bind_url = f"http://127.0.0.1:{port + 1}"
c.ConfigurableHTTPProxy.api_url = f"http://127.0.0.1:{port + 2}"
c.ConfigurableHTTPProxy.command = [str(PROXY)]
c.ConfigurableHTTPProxy.pid_file = str(rooms.state / "proxy.pid")
c.JupyterHub.cookie_secret_file = str(rooms.state / "cookie_secret")
c.JupyterHub.db_url = f"sqlite:///{rooms.state / 'hub.sqlite'}"
c.JupyterHub.load_groups = {
    "teachers": {"users": [n for n, (kind, _) in known.items() if kind == "teacher"]}
}

c.JupyterHub.spawner_class = "dispatched.hub.spawner.WalledSpawner"
c.WalledSpawner.hub_folder = str(rooms.root)
# A class comes at one moment. Whom the hub turns away has to press a button again; so all may wait
# in line, for as long as thirty servers need on two cores.
c.JupyterHub.concurrent_spawn_limit = 60
c.Spawner.http_timeout = c.Spawner.start_timeout = 300

if platform is None:
    c.JupyterHub.authenticator_class = "dispatched.hub.accounts.TryOutAuthenticator"
    c.TryOutAuthenticator.hub_folder = str(rooms.root)
    c.Authenticator.allowed_users = {*known}
    c.JupyterHub.template_vars = {
        "announcement_login": "This hub is for trying out: passwords stand in a file in plain text, "
        "and nothing is encrypted on the way."
    }
else:
    c.JupyterHub.authenticator_class = "dispatched.hub.lti.LaunchAuthenticator"
    c.LaunchAuthenticator.hub_folder = str(rooms.root)
    for name, value in lti.settings(platform).items():
        setattr(c.LaunchAuthenticator, name, value)
    c.Authenticator.allow_all = True  # whoever the course system sends, and nobody else
    c.Authenticator.manage_groups = True
    del c.JupyterHub.load_groups

# Servers that nobody uses end after half an hour.
c.JupyterHub.services = [
    {
        "name": "culler",
        "command": [sys.executable, "-m", "jupyterhub_idle_culler", "--timeout=1800"],
    }
]
c.JupyterHub.load_roles = [
    {
        "name": "culler",
        "scopes": ["list:users", "read:users:activity", "read:servers", "delete:servers"],
        "services": ["culler"],
    }
]
if platform is not None:
    c.JupyterHub.services.append(
        {
            "name": "postman",
            "command": [sys.executable, "-m", "dispatched.hub.postman"],
            "environment": {"DISPATCHED_HUB": str(rooms.root)},
        }
    )
