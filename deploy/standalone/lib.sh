# What the scripts of this folder share; to be read with `.`, after setting here to this folder.
#
# Environment: JAVA_HOME (17 or newer) and MAVEN_HOME are looked at before PATH.
# shellcheck shell=sh disable=SC2154 # here: set by the script

root=$(CDPATH='' cd -- "$here/../.." && pwd -P)
target=$root/target
dir=$target/standalone
program=${0##*/}

say() { printf '%s: %s\n' "$program" "$*" >&2; }

fail() {
    status=$1
    shift
    say "$*"
    exit "$status"
}

# Whether the value $2 of the option $1 is a whole number.
need_number() { case $2 in '' | *[!0-9]*) fail 2 "$1 takes a whole number, not '$2'." ;; esac; }

# Whether the value $2 of the option $1 is a port.
need_port() {
    need_number "$1" "$2"
    if [ "${#2}" -gt 5 ] || [ "$2" -lt 1 ] || [ "$2" -gt 65535 ]; then fail 2 "$1 takes a port from 1 to 65535, not '$2'."; fi
}

# Whether the value $2 of the option $1 is of the form $3: something, = and a value.
need_pair() { case $2 in ?*=*) ;; *) fail 2 "$1 takes $3, not '$2'." ;; esac; }

# The head of the script is its help.
usage() { sed -n '2,/^set -eu/{/^set -eu/d;s/^# \{0,1\}//;p;}' "$0"; }

# Sets java and creates the working folder; dir is absolute from here on.
prepare() {
    java=${JAVA_HOME:+$JAVA_HOME/bin/java}
    if [ -z "$java" ] || ! [ -x "$java" ]; then
        java=$(command -v java) || fail 2 'found no java: install a JDK of version 17 or newer, or set JAVA_HOME.'
    fi
    if ! mkdir -p "$dir/conf" "$dir/logs" "$dir/pids" 2>/dev/null || ! [ -w "$dir/pids" ]; then
        fail 2 "--dir: cannot make or write the folder $dir."
    fi
    dir=$(CDPATH='' cd -- "$dir" && pwd -P)
}

# Prints the class path that the profile $1 (flink, kafka) of pom.xml stands for. Asks Maven once.
class_path() {
    paths=$target/$1.classpath
    if ! [ -s "$paths" ] || [ -n "$(find "$here/pom.xml" -newer "$paths")" ]; then
        maven=${MAVEN_HOME:+$MAVEN_HOME/bin/mvn}
        if [ -z "$maven" ] || ! [ -x "$maven" ]; then
            maven=$(command -v mvn) || fail 2 'found no mvn: install Maven, or set MAVEN_HOME.'
        fi
        mkdir -p "$target"
        # Two at once: each writes its own file, and the last one to be moved stays.
        part=$(mktemp "$target/$1.classpath.XXXXXX")
        if ! "$maven" -B -q -f "$here/pom.xml" -P "$1" dependency:build-classpath "-Dmdep.outputFile=$part" >"$part.log" 2>&1; then
            tail -n 5 "$part.log" >&2
            rm -f "$part"
            fail 1 "Maven could not find the libraries; its log is $part.log."
        fi
        rm -f "$part.log"
        mv -f "$part" "$paths"
    fi
    cat "$paths"
}

# --- Processes: each has a name, pids/NAME.pid, logs/NAME.log and tmp/NAME -------------------------------------------

# Whether the process named $1 runs; sets pid. A number that another program has by now does not count.
runs() {
    pid=''
    [ -s "$dir/pids/$1.pid" ] || return 1
    read -r pid <"$dir/pids/$1.pid"
    kill -0 "$pid" 2>/dev/null || return 1
    if [ -r "/proc/$pid/cmdline" ]; then grep -aqF -e "-Dleaverwatch.process=$dir/$1" "/proc/$pid/cmdline" 2>/dev/null; fi
}

# Starts java as the process named $1 with the words that follow. An earlier log of that name becomes NAME.log.1.
launch() {
    name=$1
    shift
    if runs "$name"; then fail 1 "$name runs already (process $pid)."; fi
    if [ -e "$dir/logs/$name.log" ]; then mv -f "$dir/logs/$name.log" "$dir/logs/$name.log.1"; fi
    rm -rf "${dir:?}/tmp/$name"
    mkdir -p "$dir/tmp/$name"
    # What nohup does, but for nohup itself: while that becomes java the process has no command line for a moment, and so
    # would have ended for whoever had found it under nohup's.
    (
        trap '' HUP
        exec "$java" "-Dleaverwatch.process=$dir/$name" "-Dlog.file=$dir/logs/$name.log" "-Djava.io.tmpdir=$dir/tmp/$name" \
            -Dorg.slf4j.simpleLogger.showDateTime=true "-Dorg.slf4j.simpleLogger.dateTimeFormat=yyyy-MM-dd'T'HH:mm:ss.SSSXXX" \
            "$@"
    ) >"$dir/logs/$name.log" 2>&1 </dev/null &
    echo "$!" >"$dir/pids/$name.pid"
    # Until it has become java it is a copy of this shell, which is not what runs looks for.
    tries=100
    until runs "$name" || ! kill -0 "$!" 2>/dev/null || [ "$tries" -eq 0 ]; do
        tries=$((tries - 1))
        sleep 0.05
    done
}

# Prints, in a line, why the program whose log is $1 ended: what a job said of itself, or else a port that another program has,
# or else the last failure that it names, or else its last line. Classes that are not found only follow: a JVM that ends closes its jars first.
reason() {
    taken=$(sed -n -e 's/^.*Socket server failed to bind to \([^ ]*\): /\1: /p' \
        -e 's/^\(Caused by: \)\{0,1\}java\.net\.BindException: //p' "$1" | head -n 1)
    rest=$(sed -e '/^[[:space:]]*$/d' -e '/ClassNotFoundException\|NoClassDefFoundError/d' \
        -e '/^Error: \(Could not create the Java Virtual Machine\|A fatal exception has occurred\)/d' "$1")
    failure=$(printf '%s\n' "$rest" |
        sed -n 's/^\(Caused by: \|Exception in thread "[^"]*" \)\{0,1\}[a-zA-Z0-9_.$]*\(Exception\|Error\): //p' | tail -n 1)
    told=$(sed -n 's/^leaverwatch: //p' "$1" | tail -n 1)
    why=${told:-${taken:-${failure:-$(printf '%s\n' "$rest" | tail -n 1)}}}
    printf '%s' "${why%.}"
}

# Waits, $1 seconds at most, until the command that follows the name of the process $2 succeeds.
await() {
    tries=$(($1 * 5))
    name=$2
    shift 2
    until "$@"; do
        if ! runs "$name"; then
            fail 1 "$name ended while it was starting: $(reason "$dir/logs/$name.log"); its log is $dir/logs/$name.log."
        fi
        tries=$((tries - 1))
        [ "$tries" -gt 0 ] || fail 1 "$name did not get ready in time; its log is $dir/logs/$name.log."
        sleep 0.2
    done
}

# Whatever ends this script from here on, a signal included, ends with the command that follows what it has started.
end_on_exit() {
    # shellcheck disable=SC2064 # the command as it is now
    trap "$*" EXIT
    trap 'exit 130' INT
    trap 'exit 143' TERM
}

# Asks the process named $1 to end, and ends it the hard way after 20 seconds. What it kept only while it ran goes with it.
halt() {
    if runs "$1"; then kill "$pid" 2>/dev/null || true; fi
    tries=100
    while runs "$1"; do
        tries=$((tries - 1))
        if [ "$tries" -eq 0 ]; then kill -9 "$pid" 2>/dev/null || true; fi
        sleep 0.2
    done
    rm -rf "$dir/pids/$1.pid" "${dir:?}/tmp/$1"
}

# Prints a line for the process named $1; fails where it does not run.
tell() {
    if runs "$1"; then
        printf '%s runs as process %s\n' "$1" "$pid"
    else
        printf '%s does not run\n' "$1"
        return 1
    fi
}
