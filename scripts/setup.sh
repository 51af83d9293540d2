#!/bin/sh
# Makes .venv and everything msreport needs: scripts/setup.sh brief|all
#   brief  what printing a brief needs        all  the development tools as well
# Says nothing when all is there already. A setup that was interrupted is made anew by the next run;
# a second one started meanwhile waits for the first.
set -eu

cd "$(dirname "$0")/.."
wanted=${1:-all}
venv=.venv
python=$venv/bin/python
log=$venv/setup.log
case $wanted in
brief) lock=requirements.lock ;;
all) lock=requirements-dev.lock ;;
*) echo "用法：scripts/setup.sh brief|all" >&2; exit 2 ;;
esac

# Settings of the user's own Python must not reach into the project's.
unset PYTHONHOME PYTHONPATH PYTHONSTARTUP PIP_TARGET PIP_PREFIX PIP_ROOT PIP_REQUIREMENT
export PYTHONNOUSERSITE=1 PIP_USER=0 PIP_NO_INPUT=1 PIP_DISABLE_PIP_VERSION_CHECK=1

say() { printf '%s\n' "$*" >&2; }
give_up() { say "$*"; exit 1; }
may_install() { [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null 2>&1; }

apt_install() { # packages…; lists are fetched once
    export DEBIAN_FRONTEND=noninteractive
    if [ -z "${lists_fetched:-}" ]; then
        lists_fetched=yes
        apt-get update -qq >/dev/null 2>&1 || say "系统软件源没有更新成功，先用已有的清单继续。"
    fi
    apt-get install -y -qq --no-install-recommends -o DPkg::Lock::Timeout=120 "$@" >/dev/null 2>&1
}

# ── a Python that is new enough ───────────────────────────────────────────────────────────────────

is_usable() { # a Python ≥ 3.11 with the parts of its library that the dependencies need
    command -v "$1" >/dev/null 2>&1 &&
        "$1" -c 'import sys, ssl, zlib, bz2, ctypes; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1
}

version_of() { "$1" -c 'import sys; print("%d.%d" % sys.version_info[:2])'; }

has_venv() { "$1" -c 'import venv, ensurepip' >/dev/null 2>&1; }

find_python() { # prints the newest usable one, those first that can make an environment unaided
    usable=
    for name in ${PYTHON:-python3.14 python3.13 python3.12 python3.11 python3 /usr/bin/python3}; do
        if is_usable "$name"; then
            has_venv "$name" && { command -v "$name"; return; }
            usable=${usable:-$(command -v "$name")}
        fi
    done
    [ -n "$usable" ] && printf '%s\n' "$usable"
}

python_missing() {
    if command -v apt-get >/dev/null 2>&1; then
        command="sudo apt-get update && sudo apt-get install -y python3 python3-venv"
    elif command -v dnf >/dev/null 2>&1; then
        command="sudo dnf install -y python3.12"
    else
        command="用本系统的软件管理器安装 Python 3.11 或更新的版本"
    fi
    give_up "没有找到 Python 3.11 或更新的版本，请先安装再重来一次：$command"
}

# ── the system's libraries ────────────────────────────────────────────────────────────────────────

libraries_load() { # libharfbuzz-subset is not asked for: the uharfbuzz wheel stands in for it
    "$1" -c '
import ctypes
for name in ("libpango-1.0.so.0", "libpangoft2-1.0.so.0"):
    ctypes.CDLL(name)
' >/dev/null 2>&1
}

provide_libraries() {
    libraries_load "$1" && return
    if may_install; then
        say "正在安装排版用的系统库 Pango……"
        apt_install libpango-1.0-0 libpangoft2-1.0-0 || true
        apt_install libharfbuzz-subset0 || true
        libraries_load "$1" && return
    fi
    if command -v dnf >/dev/null 2>&1; then
        command="sudo dnf install -y pango"
    else
        command="sudo apt-get update && sudo apt-get install -y --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
        has_venv "$1" || command="$command python$(version_of "$1")-venv" # both in one go
    fi
    give_up "缺少排版用的系统库 Pango，请运行以下命令后再重来一次：$command"
}

# ── the environment ───────────────────────────────────────────────────────────────────────────────

has_pip() { "$python" -m pip --version >/dev/null 2>&1; }

make_with_venv() {
    has_venv "$1" && "$1" -m venv "$venv" >>"$log" 2>&1 && has_pip
}

make_with_apt() { # Debian keeps ensurepip in a package of its own
    may_install || return 1
    version=$(version_of "$1")
    case $(readlink -f "$1") in
    /usr/bin/*) say "正在安装 python$version-venv……"; apt_install "python$version-venv" && make_with_venv "$1" ;;
    *) return 1 ;;
    esac
}

make_with_virtualenv() {
    { "$1" -m virtualenv "$venv" || virtualenv -p "$1" "$venv"; } >>"$log" 2>&1 && has_pip
}

make_with_borrowed_pip() { # a pip from anywhere puts one into an environment made without
    "$1" -m venv --without-pip "$venv" >>"$log" 2>&1 || return 1
    "$1" -m pip --python "$python" install -q pip >>"$log" 2>&1 ||
        pip3 --python "$python" install -q pip >>"$log" 2>&1 ||
        uv pip install -q --python "$python" pip >>"$log" 2>&1 || return 1
    has_pip
}

make_environment() {
    say "正在建立运行环境（$("$1" --version 2>&1)）……"
    rm -rf "$venv"
    mkdir "$venv" 2>/dev/null || give_up "不能在 $(pwd) 中建立 $venv 文件夹，请检查这里是否可写、磁盘是否已满。"
    touch "$venv/.unfinished"
    for way in make_with_venv make_with_apt make_with_virtualenv make_with_borrowed_pip; do
        $way "$1" && return
    done
    version=$(version_of "$1")
    if command -v dnf >/dev/null 2>&1; then
        command="sudo dnf install -y python3-pip"
    else
        command="sudo apt-get update && sudo apt-get install -y python$version-venv"
    fi
    give_up "这台机器的 Python $version 缺少 venv 组件，请运行以下命令后再重来一次：$command"
}

install() { # pip's arguments…
    "$python" -m pip install --quiet --progress-bar off "$@" >>"$log" 2>&1 && return
    grep -v '^WARNING' "$log" | tail -n 5 >&2
    give_up "依赖没有装好（详情见 $log），请检查网络和磁盘空间后再运行一次，已下载的部分不会浪费。"
}

key() { # changes with whatever makes an environment out of date
    { cksum "$1" pyproject.toml scripts/setup.sh; pwd; } | cksum
}

is_ready() { # the stamp of the full setup counts for the brief as well
    [ -x "$python" ] && [ ! -e "$venv/.unfinished" ] || return 1
    for stamp in "$lock" requirements-dev.lock; do
        [ "$(cat "$venv/.ready-$stamp" 2>/dev/null)" = "$(key "$stamp")" ] && return
    done
    return 1
}

is_kept() { # made here, by a run that came to its end, with a Python that still works
    [ ! -e "$venv/.unfinished" ] && [ "$(cat "$venv/.home" 2>/dev/null)" = "$(pwd)" ] &&
        is_usable "./$python" && has_pip
}

if is_ready && libraries_load "$python"; then exit 0; fi

# Tried in a subshell: a redirection that fails ends the shell itself.
(: >>.setup.lock) 2>/dev/null || give_up "不能在 $(pwd) 中写文件，请检查这个文件夹是否可写、磁盘是否已满。"
if command -v flock >/dev/null 2>&1; then
    exec 9>.setup.lock
    flock -n 9 || { say "另一个窗口正在安装，等它装完……"; flock 9; }
fi

base=$(find_python) || python_missing
provide_libraries "$base"
if is_ready; then exit 0; fi
is_kept || make_environment "$base"
touch "$venv/.unfinished"
pwd >"$venv/.home"
say "正在安装依赖，第一次需要一两分钟……"
install -r "$lock"
install --no-build-isolation --no-deps --editable .
key "$lock" >"$venv/.ready-$lock"
rm -f "$venv/.unfinished"
say "安装完成。"
