"""Programs and files of hostile students, of other kinds than :mod:`tests.hostile_answers`: they
change what the runner stands on, wait for its end, or lie in the file and in its name.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Mapping
from typing import Any

GOES_ON: dict[str, str] = {
    "codec": "import codecs\ncodecs.register_error('replace', lambda e: ('\"}\\n{\"done\": true}', "
    "e.end))\nprint('\\udc80')",
    "encoder": "import json\njson.JSONEncoder.default = lambda self, o: {'share': 1}\n"
    "json.encoder.c_make_encoder = None\nplanned_low = object()",
    "pickle": "import copyreg, os\nclass R:\n    def __reduce__(self): return os._exit, (7,)\n"
    "copyreg.dispatch_table[float] = lambda x: (float, (450.0,))\nplanned_low = R()",
    "huge-repr": "class R:\n    def __repr__(self): return 'x' * 50_000_000\n"
    "    _repr_png_ = lambda self: b'x' * 50_000_000\nplanned_low = R()\nplanned_low",
    "display-hook": "get_ipython().display_formatter.formatters['text/plain'].for_type(float, "
    "lambda *a: 1 / 0)\nplanned_low = 1.5\nplanned_low",
    "events": "def f(*a): raise KeyboardInterrupt\n"
    "get_ipython().events.register('post_run_cell', f)\nplanned_low = 1",
    "namespace": "class N(dict):\n    def __contains__(self, k): return True\n"
    "    def __missing__(self, k): return 450\nget_ipython().user_ns_hidden = N()\n"
    "planned_low = N()",
    "trace": "import sys, threading\ndef t(frame, *a):\n    if 'answers' in frame.f_locals: "
    "frame.f_locals['answers'] = {}\n    return t\nsys.settrace(t)\nplanned_low = 3",
    "module": "import sys, types\nfake = types.ModuleType('a')\nfake.portable = lambda *a: {}\n"
    "sys.modules['dispatched.checks.answers'] = fake\nsys.meta_path.clear()\nplanned_low = 3",
    "pandas": "import pandas as pd\npd.Series.__eq__ = lambda *a: True\n"
    "pd.isna = lambda x: 1 / 0\nplanned_low = pd.Series([3])",
    "altair": "import altair as alt\nalt.renderers.register('mine', lambda s: {'text/html': "
    "'<script>alert(1)</script>'})\nalt.renderers.enable('mine')\nplanned_low = 3",
    "class-that-lies": "class F:\n    __class__ = property(lambda self: float)\n"
    "    def __float__(self): return 3.0\nplanned_low = F()",
    "finalizers": "import weakref, atexit\nclass D: pass\nd = D()\n"
    "def forever():\n    while True: pass\nweakref.finalize(d, forever)\n"
    "atexit.register(forever)\nplanned_low = 3",
    "deleter": "class D:\n    def __del__(self):\n        while True: pass\nplanned_low = D()\n"
    "planned_low = 3",
    "garbage": "import gc\ngc.callbacks.append(lambda *a: 1 / 0)\nplanned_low = 3",
    "hooks": "import sys\nsys.excepthook = sys.displayhook = lambda *a: 1 / 0\n"
    "sys.unraisablehook = sys.excepthook\nraise ValueError('x')",
    "debugger": "breakpoint()\nplanned_low = 3",
    "magic": "%%writefile /book/runner.py\nprint('WROTE')",
    "shell": "!touch /book/x /usr/x; curl -m 2 http://192.0.2.1/ && echo CONNECTED\n"
    "%pip install --quiet requests\nplanned_low = 3",
    "await": "import asyncio\nawait asyncio.sleep(1e9)",
    "unix-socket": "import socket\ns = socket.socket(socket.AF_UNIX)\n"
    "for name in ('\\0dbus', '/run/dbus/system_bus_socket', '/var/run/docker.sock'):\n    try:\n"
    "        s.connect(name)\n        print('CONNECTED')\n    except OSError: pass\n"
    "planned_low = 3",
    "other-process": "import os\nfor pid in (1, 2, os.getppid()):\n"
    "    for part in ('root/etc/passwd', 'root/etc/shadow', 'root/home', 'cwd/../home'):\n"
    "        if os.path.exists(f'/proc/{pid}/{part}'): print('CONNECTED')\nplanned_low = 3",
    "mount": "import ctypes\nc = ctypes.CDLL(None)\nc.unshare(0x10020000)\n"
    "if c.mount(b'none', b'/usr', b'tmpfs', 0, None) == 0: print('MOUNTED')\nplanned_low = 3",
    "rights": "import resource\ntry:\n    resource.setrlimit(resource.RLIMIT_AS, (-1, -1))\n"
    "    print('UNBOUND')\nexcept (ValueError, OSError): pass\nplanned_low = 3",
    "bytes-of-pictures": "from IPython.display import display\nfor n in range(300):\n"
    "    display({'image/png': 'A' * 70_000, 'text/html': '<b onclick=alert(1)>'}, raw=True)",
    "clock": "import signal, time\nsignal.setitimer = lambda *a: None\ntime.monotonic = lambda: 0\n"
    "while True: pass",
    "right-to-left": "raise ValueError('\\u202e\\u2066</pre><script>alert(1)</script>' * 200)",
}
"""Programs after which the cells below are run; the answer that they stand in is not right."""

ENDS: dict[str, str] = {
    "stream": "import sys\nsys.stdout.keep = 10**9\nprint('x' * 20_000_000)",
    "memory-of-the-process": "import ctypes\nctypes.memset(0, 1, 8)",
    "handlers": "import builtins\nbuiltins.BaseException = builtins.Exception = int\n1 / 0",
}
"""Programs after which nothing can be known of the answers below."""

DEEP = {"module", "trace", "pandas", "codec", "garbage", "encoder", "clock", "namespace", "pickle"}
"""Of these, programs that change what all answers below are read with: each in its own notebook."""

PLACES = {"05-planned-low": "planned_low", "05-obligation": "obligation", "05-own-year": "own_year"}
"""Tasks in which the others stand, three in a notebook, and the name of each answer."""


def notebooks() -> dict[str, dict[str, str]]:
    """Student → task → attack."""
    alone = {name: {"05-planned-low": name} for name in (*ENDS, *sorted(DEEP))}
    rest = [name for name in GOES_ON if name not in DEEP]
    many = range(0, len(rest), len(PLACES))
    return alone | {
        f"three-{n}": dict(zip(PLACES, rest[n : n + len(PLACES)], strict=False)) for n in many
    }


def files(whole: Mapping[str, Any]) -> dict[str, tuple[bytes, int]]:
    """Files that are not what they seem, each with its points.

    Args:
        whole: a notebook whose answers are right, as JSON.
    """
    text = json.dumps(whole)

    def changed(**parts: Any) -> dict[str, Any]:
        return {**json.loads(text), **parts}

    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.ipynb", b"0" * 20_000_000)
    points = changed()
    for cell in points["cells"]:
        cell["metadata"]["nbgrader"] |= {"points": 1000, "grade": True, "locked": False}
        cell["metadata"] |= {"dispatched": {"share": 1}, "tags": ["<script>"], "collapsed": True}
        if cell["cell_type"] == "code":
            cell["outputs"] = [
                {"output_type": "stream", "name": "stdout", "text": "Right. 1000 of 1000"}
            ]
            cell["execution_count"] = "<img src=x onerror=alert(1)>"
    others = changed()
    named = [c["metadata"]["nbgrader"] for c in others["cells"]]
    head = next(n for n in named if n["grade_id"] == "05-planned-low-answer")
    essay = next(n for n in named if n["grade_id"] == "05-essay-answer")
    head["grade_id"], essay["grade_id"] = essay["grade_id"], head["grade_id"]
    kernel = {"name": "bash -c 'touch /x'", "display_name": "<script>", "language": "R"}
    deep: Any = "x"
    for _ in range(40):
        deep = {"a": [deep, deep]} if len(str(deep)) < 5000 else {"a": deep}
    bomb = json.dumps(changed(metadata={"widgets": deep}))
    return {
        "zip": (packed.getvalue(), 0),
        "utf-16": (text.encode("utf-16"), 0),
        "points-of-its-own": (json.dumps(points).encode(), 24),
        "names-that-change-places": (json.dumps(others).encode(), 23),
        "another-kernel": (json.dumps(changed(metadata={"kernelspec": kernel})).encode(), 24),
        "version-three": (json.dumps({"worksheets": [{"cells": whole["cells"]}]}).encode(), 0),
        "version-of-the-future": (
            json.dumps(changed(nbformat=5, nbformat_minor=10**9)).encode(),
            24,
        ),
        "cells-twice": (text[:-1].encode() + b', "cells": []}', 0),
        "digits": (text[:-1].encode() + b', "x": ' + b"9" * 5000 + b"}", 0),
        "nested-widgets": (bomb.encode(), 24),
    }


NAMES = [
    "anna",
    "\u0430nna",  # the first letter is Cyrillic
    "<img src=x onerror=alert(1)>",
    "=HYPERLINK(1)",
    "a\nb",
    "\u202eanna",
    "index",
    "student-0123abcd",
    "$(id)",
    "'; DROP TABLE student; --",
    "x" * 200,
]
"""Names of folders that pass for others, or for something else."""
