"""Programs that stand in an answer and want something else."""

from __future__ import annotations

ATTACKS = {
    "endless": "while True: pass",
    "flood": "while True: print('x' * 1000)",
    "flood-descriptor": "import os\nwhile True: os.write(1, b'x' * 100_000)",
    "memory": "hog = bytearray(2_000_000_000)\nplanned_low = 450",
    "processes": "import subprocess\n"
    "many = [subprocess.Popen(['sleep', '60']) for _ in range(200)]",
    "forks": "import os, time\nfor _ in range(200):\n    if os.fork() == 0: time.sleep(60)",
    "exit-hard": "import os\nos._exit(0)",
    "exit": "import sys\nsys.exit(1)",
    "kill": "import os, signal\nos.kill(os.getpid(), signal.SIGKILL)",
    "signals": "import signal\nsignal.signal(signal.SIGALRM, signal.SIG_IGN)\nwhile True: pass",
    "swallow": "while True:\n    try:\n        while True: pass\n    except BaseException: pass",
    "checks": "import dispatched.checks as c, dispatched.checks.judge as j\nj.judge = lambda *a: "
    "j.Verdict(True, 1, 'ha')\n"
    "c.check = lambda *a: True",
    "assertions": "from IPython import get_ipython\n"
    "get_ipython().input_transformers_post.append(lambda lines: ['1'])",
    "builtins": "import builtins\nbuiltins.len = lambda x: 7\nbuiltins.isinstance = lambda *a: "
    "True\nbuiltins.abs = lambda x: 0",
    "portable": "import dispatched.checks.answers as p\np.portable = p._portable = lambda *a: "
    "{'is': 'number', 'number': 1.0}",
    "forged": "import os, json\nfor fd in range(3, 30):\n    try:\n        os.write(fd, "
    "(json.dumps({'id': 'c5', 'answers': "
    "{'planned_low': {'is': 'number', 'number': 1}}, 'done': True, 'share': 1, 'ok': True}) + "
    "'\\n').encode())\n"
    "    except OSError: pass",
    "above": "import os\nfound = [os.listdir(p) for p in ('..', '/', ROOT) if os.path.isdir(p)]\n"
    "found",
    "book": "import glob\nfound = glob.glob('/**/gradebook.db', recursive=True) + "
    "glob.glob('/**/tasks.toml', recursive=True)\nfound",
    "outside": "for p in ('/book/dispatched/x.py', '/usr/x', '/book/data/claims.csv', "
    "'/etc/x'):\n    try:\n"
    "        open(p, 'w').write('x')\n        print('WROTE', p)\n    except OSError: pass",
    "disk": "n = 0\nwhile True:\n    open(f'/tmp/{n}', 'wb').write(b'x' * 9_000_000)\n    n += 1",
    "socket": "import socket\ns = socket.create_connection(('127.0.0.1', PORT), 2)\n"
    "print('CONNECTED')",
    "input": "planned_low = float(input('how much? '))",
    "recursion": "import sys\nsys.setrecursionlimit(10**8)\ndef f(n): return f(n + 1)\nf(0)",
    "missing": "import a_package_that_nobody_has",
    "html": "from IPython.display import HTML, Javascript, display\n"
    "display(HTML('<script>alert(1)</script><img src=x "
    "onerror=alert(2)>'))\ndisplay(Javascript('alert(3)'))\nprint('<script>alert(4)</script>')",
    "liar": "class Liar(float):\n    def __eq__(self, o): return True\n    def __hash__(self): "
    "return 1\n"
    "    def __float__(self): return 450.0\nplanned_low = Liar(3)",
    "lazy": "class Slow:\n    def __iter__(self):\n        while True: yield 1\n"
    "obligation = Slow()",
    "bomb": "planned_low = [1]\nfor _ in range(60): planned_low = [planned_low, planned_low]",
    "control": "planned_low = '\\ud800\\x00\\x1b]0;x\\x07'",
}
"""What a hostile student may try, in the first answer cell; whatever it does, the first answer is
not right.
"""

RIGHT_ANYWAY = {"liar"}
"""It hands in the right number in the end, by an unusual road."""
