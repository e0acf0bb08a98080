"""The files for a large course say what they promise: limits, walls, pins; they fit the code."""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import yaml

from dispatched.hub.lti import LaunchAuthenticator
from dispatched.hub.rooms import ROOT
from dispatched.hub.spawner import FIRST
from dispatched.hub.walls import EXCHANGE

FOLDER = ROOT / "deploy" / "hub"
VALUES = yaml.safe_load((FOLDER / "values.yaml").read_text(encoding="utf-8"))
SINGLE = VALUES["singleuser"]
MOUNTS = SINGLE["storage"]["extraVolumeMounts"]
CONTAINERFILE = (FOLDER / "Containerfile").read_text(encoding="utf-8")


def lines_for(target: str) -> str:
    """The lines of a Containerfile that end up in an image."""
    stages = dict(re.findall(r"^FROM \S+ AS (\S+)\n(.*?)(?=^FROM |\Z)", CONTAINERFILE, re.M | re.S))
    return stages["base"] + stages[target]


def test_a_student_has_limits_and_an_end() -> None:
    assert SINGLE["memory"] == {"guarantee": "512M", "limit": "1500M"}
    assert SINGLE["cpu"]["guarantee"] < SINGLE["cpu"]["limit"] <= 2
    assert VALUES["cull"]["enabled"]
    assert VALUES["cull"]["timeout"] <= 3600
    assert SINGLE["allowPrivilegeEscalation"] is False
    assert VALUES["hub"]["config"]["JupyterHub"]["admin_access"] is False


def test_a_student_writes_to_the_own_box_alone() -> None:
    place = f"{EXCHANGE}/dispatched"
    told = {m["mountPath"]: (m["subPath"], m.get("readOnly", False)) for m in MOUNTS.values()}
    assert told == {
        f"{place}/outbound": ("outbound", True),
        f"{place}/inbound": ("boxes/{username}", False),
        f"{place}/feedback": ("returned/{username}", True),
    }


def test_a_teacher_gets_the_class_and_a_student_does_not() -> None:
    code = VALUES["hub"]["extraConfig"]["teachers"]
    spawner_class = SimpleNamespace()
    space: dict[str, Any] = {"c": SimpleNamespace(KubeSpawner=spawner_class)}
    exec(compile(ast.parse(code), "values.yaml", "exec"), space)

    def spawner(*groups: str) -> Any:
        named = [SimpleNamespace(name=name) for name in groups]
        return SimpleNamespace(
            user=SimpleNamespace(groups=named), image="example.org/dispatched/student:0.1.0",
            volume_mounts={"home": {}, **MOUNTS}, volumes={"home": {}}, default_url="/git-pull",
        )  # fmt: skip

    student, teacher = spawner("students"), spawner("teachers")
    for one in (student, teacher, teacher):
        try:
            spawner_class.pre_spawn_hook(one).send(None)
        except StopIteration:
            continue
    assert student.volume_mounts.keys() == {"home", *MOUNTS}
    assert student.volumes == {"home": {}}
    assert teacher.image == "example.org/dispatched/teacher:0.1.0"
    assert teacher.volume_mounts.keys() == {"home", "teacher-exchange", "teacher-class"}
    assert "class" in teacher.volumes


def test_every_word_of_the_login_is_one_that_it_knows() -> None:
    known = {*LaunchAuthenticator.class_trait_names(config=True)}
    assert {*VALUES["hub"]["config"]["LaunchAuthenticator"]} <= known


def test_a_student_begins_with_the_course_as_on_the_hub_for_trying_out() -> None:
    pattern = r"repo=[^&]+"
    assert re.sub(pattern, "", SINGLE["defaultUrl"]) == re.sub(pattern, "", FIRST)


def test_the_students_image_holds_neither_grader_nor_solutions() -> None:
    student = lines_for("student")
    assert "--require-hashes -r requirements.lock" in student
    assert "USER 1000" in student
    assert not re.search(r"COPY (exercises|teaching|dispatched|tests|\.)\s", student)
    assert "--from=without-grader" in student
    assert "COPY exercises" in lines_for("teacher")


@pytest.mark.parametrize("name", ["Containerfile", "Containerfile.hub"])
def test_what_is_copied_is_there(name: str) -> None:
    text = (FOLDER / name).read_text(encoding="utf-8")
    for line in re.findall(r"^COPY (?!--from)(.+)$", text, re.M):
        for part in line.split()[:-1]:
            assert (ROOT / part).exists(), part


def test_no_image_is_whatever_is_newest() -> None:
    for image in (SINGLE["image"], VALUES["hub"]["image"]):
        assert re.fullmatch(r"\d+\.\d+\.\d+", image["tag"])
        assert image["name"].startswith("example.org/")


def test_the_hubs_image_needs_nothing_that_is_not_copied_into_it() -> None:
    code = (
        "import sys, dispatched.hub.lti, dispatched.hub.postman\n"
        "print(sorted({n.split('.')[1] for n in sys.modules if n.startswith('dispatched.')}))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "['hub']"


def test_the_proxy_is_pinned_with_digests_and_names_no_host() -> None:
    lock = json.loads((FOLDER / "package-lock.json").read_text(encoding="utf-8"))
    packages = {name: one for name, one in lock["packages"].items() if name}
    assert packages["node_modules/configurable-http-proxy"]["version"] == "5.3.0"
    assert all(one["integrity"].startswith("sha512-") for one in packages.values())
    assert not any("resolved" in one for one in packages.values())


@pytest.mark.parametrize("who", ["student", "teacher"])
def test_settings_keep_kernels_off_the_network(who: str) -> None:
    text = (Path(FOLDER) / who / "jupyter_server_config.py").read_text(encoding="utf-8")
    assert 'c.KernelManager.transport = "ipc"' in text
    page = json.loads((FOLDER / who / "labconfig" / "page_config.json").read_text())
    assert page["disabledExtensions"]["@jupyterlab/apputils-extension:announcements"]
