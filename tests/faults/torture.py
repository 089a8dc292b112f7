#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Lets one system call after another of a commit fail, and sees what is left.

usage: torture.py [--every N] [--first K] [--jobs N] WRITER

WRITER is tests/faults/writer, or sws-import. In each of several repositories it makes a commit
under strace, which lets one call (every write, rename, link, fsync, open ... in turn) fail with ENOSPC or
EIO, or kills it there. Afterwards the branch must stand on the old commit or the very one that
an undisturbed writer makes, as the writer said; git fsck --strict must be clean; the next
commit must succeed and leave nothing behind. --every N takes every N-th case only, from the
K-th on. Status 77: there is no strace, or it may not trace.
"""

import argparse
import concurrent.futures
import os
import re
import shutil
import subprocess
import sys
import tempfile

CALLS = ("write pwrite64 rename renameat renameat2 link linkat symlink fsync fdatasync open openat "
         "creat mkdir mkdirat rmdir unlink unlinkat ftruncate chmod fchmod fchmodat close "
         "fcntl").split()
FAULTS = {"ENOSPC": "error=ENOSPC", "EIO": "error=EIO", "KILL": "signal=SIGKILL"}

START = """
git init -qb main . && git config user.name T && git config user.email t@example.org &&
mkdir stations workers && echo a >stations/all.yaml && echo o >stations/old.yaml &&
cat >sws.yaml <<'END' &&
format: 1
policy: binhai
district: {code: "120116", name: D}
divisions: []
evaluation_standard: {title: E, issued_on: 2022-01-01}
END
git add . && git commit -qm one\
"""
BARE = (" && git clone -q --bare . b.git && rm -rf .git stations workers sws.yaml && "
        "git -C b.git config user.name T && git -C b.git config user.email t@example.org")
UNBORN = "git init -qb main . && git config user.name T && git config user.email t@example.org"


class Writer:
    """tests/faults/writer, which prints the commit's id and nothing else."""

    # name: (how the repository is made, where it is, how many files are written)
    scenes = {"loose": (START, ".", 1), "pack": (START, ".", 70), "bare": (START + BARE, "b.git", 1),
              "unborn": (UNBORN, ".", 1)}
    def __init__(self, program):
        self.program = program

    def prepare(self, folder):
        pass

    def command(self, where, name, n, sync=True):
        return [self.program, *([] if sync else ["-s"]), "-n", str(n), where, name]

    def said(self, output):
        return output.strip()

    def could_not_say(self, done):
        """Whether it says that it made a commit whose id it could not print."""
        return done.returncode == 5


class Importer(Writer):
    """sws-import of workers, of whom none is there before."""

    # stations/all.yaml is no record
    scenes = {name: (script.replace("echo a >stations/all.yaml && echo o >stations/old.yaml", "true"),
                     where, n)
              for name, (script, where, n) in Writer.scenes.items() if name != "unborn"}
    def prepare(self, folder):
        for name, n in (("NEW", 1), ("MANY", 70), ("NEXT", 1)):
            with open(os.path.join(folder, name + ".csv"), "w", encoding="utf-8") as table:
                table.write("id,name\n")
                table.writelines(f"{name.lower()}-{i},W{i}\n" for i in range(n))

    def command(self, where, name, n, sync=True):
        table = ("MANY" if n > 1 else name) + ".csv"
        return [self.program, *([] if sync else ["--no-fsync"]), "--lang", "en", "--as-of",
                "2023-06-30", "-C", where, "worker", table]

    def said(self, output):
        found = re.search("^commit: ([0-9a-f]{40}) on refs/heads/main$", output, re.M)
        return found[1] if found else ""

    def could_not_say(self, done):
        return done.returncode == 2 and "cannot write stdout" in done.stderr


def environment(home):
    env = {k: v for k, v in os.environ.items() if not k.startswith("GIT_")}
    env.update(HOME=home, XDG_CONFIG_HOME=home, GIT_CONFIG_NOSYSTEM="1", LC_ALL="C",
               GIT_AUTHOR_DATE="1700000000 +0000", GIT_COMMITTER_DATE="1700000000 +0000")
    return env


def call(args, cwd, env):
    return subprocess.run(args, cwd=cwd, env=env, stdin=subprocess.DEVNULL, text=True,
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE)


class Scene:
    """A repository as it is before the commit, and what undisturbed becomes of it."""

    def __init__(self, name, writer, work):
        self.name, self.writer, self.work = name, writer, work
        script, self.where, self.n = writer.scenes[name]
        self.env = environment(work)
        self.template = os.path.join(work, name)
        os.mkdir(self.template)
        done = call(["sh", "-c", script], self.template, self.env)
        if done.returncode:
            sys.exit(f"{name}: {done.stderr}")
        self.old = self.tip(self.template)
        if self.where == ".":
            with open(os.path.join(self.template, ".git/info/exclude"), "a", encoding="utf-8") as names:
                names.write("*.csv\n")
        writer.prepare(self.template)
        self.trace()

    def trace(self):
        """Counts the calls of a commit that nothing disturbs."""
        folder = self.copy("trace")
        log = os.path.join(self.work, self.name + ".log")
        done = call(["strace", "-qq", "-o", log, "-e", "trace=" + ",".join("?" + c for c in CALLS),
                     *self.command("NEW")], folder, self.env)
        if done.returncode and re.search("ptrace|strace:", done.stderr):
            print("# " + done.stderr.strip())
            sys.exit(77)
        if done.returncode:
            sys.exit(f"{self.name}: undisturbed: {done.stderr}")
        self.new = self.tip(folder)
        self.counts = {}
        with open(log, encoding="utf-8", errors="replace") as lines:
            for line in lines:
                what = line.split("(", 1)[0]
                self.counts[what] = self.counts.get(what, 0) + (what in CALLS)
        shutil.rmtree(folder)

    def command(self, name):
        """NEW writes as the scene says, NEXT one file, which need not be synced."""
        if name == "NEXT":
            return self.writer.command(self.where, name, 1, sync=False)
        return self.writer.command(self.where, name, self.n)

    def cases(self):
        for what in CALLS:
            for i in range(1, self.counts.get(what, 0) + 1):
                for fault in FAULTS:
                    if what not in ("close", "fcntl") or fault == "KILL" or fault == "EIO":
                        yield self, what, i, fault

    def copy(self, name):
        folder = os.path.join(self.work, f"{self.name}-{name}")
        shutil.copytree(self.template, folder, symlinks=True)
        return folder

    def git(self, folder, *args):
        return call(["git", "-C", self.where, *args], folder, self.env)

    def tip(self, folder):
        return self.git(folder, "rev-parse", "-q", "--verify", "main").stdout.strip()

    def fsck(self, folder):
        done = self.git(folder, "fsck", "--strict", "--no-dangling")
        words = done.stderr.replace("notice: HEAD points to an unborn branch (main)\n", "")
        words = words.replace("notice: No default references\n", "")
        return (done.stdout + words).strip() or (done.returncode and "status") or ""


def judge_end(scene, done, tip, fault):
    """What is wrong with how the writer ended."""
    if tip not in (scene.old, scene.new):
        return f"the branch stands on {tip}"
    if done.returncode < 0 or done.returncode > 128:
        return "" if fault == "KILL" else f"ended by signal {done.returncode}"
    said = scene.writer.said(done.stdout)
    if scene.writer.could_not_say(done):
        return "" if tip == scene.new and not said else "said it made a commit, and did not"
    if (done.returncode == 0 or said) and (said != scene.new or tip != scene.new):
        return f"said it made {said!r}, the branch stands on {tip}"
    if not said and tip != scene.old and done.returncode != 127:
        return "said it made no commit, and did"
    return ""


def judge_next(scene, folder, tip):
    """What is wrong with what is left: found by the next writer, which nothing disturbs."""
    wrong = scene.fsck(folder)
    if wrong:
        return "fsck: " + wrong
    done = call(scene.command("NEXT"), folder, scene.env)
    if done.returncode:
        return f"the next commit: {done.returncode} {done.stderr.strip()}"
    if scene.git(folder, "rev-parse", "-q", "--verify", "main~").stdout.strip() != tip:
        return "the next commit is not the next"
    wrong = scene.fsck(folder)
    if wrong:
        return "fsck after the next: " + wrong
    if not scene.where.endswith(".git"):
        status = scene.git(folder, "status", "--porcelain").stdout
        if status:
            return "left in the work tree: " + status
    for parent, _, files in os.walk(folder):
        for file in files:
            if file.endswith(".lock") or file in ("sws-pending", "sws-index"):
                return "left behind: " + os.path.join(parent, file)
    return ""


def run(case):
    scene, what, i, fault = case
    folder = scene.copy(f"{what}-{i}-{fault}")
    done = call(["strace", "-qq", "-o", "/dev/null", "-e", "trace=" + what,
                 "-e", f"inject={what}:{FAULTS[fault]}:when={i}",
                 *scene.command("NEW")], folder, scene.env)
    tip = scene.tip(folder)
    wrong = judge_end(scene, done, tip, fault) or judge_next(scene, folder, tip)
    if wrong and os.environ.get("KEEP"):
        return f"{scene.name}: {what} {i} {fault}: {wrong}\n  {done.stderr.strip()}\n  {folder}"
    shutil.rmtree(folder)
    return wrong and f"{scene.name}: {what} {i} {fault}: {wrong}\n  {done.stderr.strip()}"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    parser.add_argument("writer")
    options = parser.parse_args()
    if not shutil.which("strace"):
        print("# there is no strace")
        sys.exit(77)
    memory = "/dev/shm"  # syncing costs nothing there
    work = tempfile.mkdtemp(dir=memory if os.access(memory, os.W_OK) else None)
    program = os.path.abspath(options.writer)
    writer = (Importer if os.path.basename(program) == "sws-import" else Writer)(program)
    scenes = [Scene(name, writer, work) for name in writer.scenes]
    cases = [case for scene in scenes for case in scene.cases()][options.first::options.every]
    with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        wrong = [text for text in pool.map(run, cases) if text]
    print("\n".join(wrong + [f"{len(cases)} cases, {len(wrong)} wrong"]))
    if not os.environ.get("KEEP"):
        shutil.rmtree(work)
    sys.exit(1 if wrong or not cases else 0)


if __name__ == "__main__":
    main()
