# The tools that deploy/leaverwatch needs: looks for them and, where that is allowed, installs them. To be read with `.`.
# shellcheck shell=sh disable=SC2034,SC2154 # oldest_java, target, lock: of the launcher

# Reads what the JDK in $1 says of itself into java_number (17) and java_version (17.0.15+6-...).
read_version() {
    java_number='' java_version=''
    if [ -r "$1/release" ]; then
        while IFS='=' read -r key value; do
            value=${value#\"}
            value=${value%\"}
            case $key in
                JAVA_VERSION) java_number=${value%%[!0-9]*} java_version=${java_version:-$value} ;;
                JAVA_RUNTIME_VERSION) java_version=$value ;;
            esac
        done <"$1/release"
    else
        java_version=$("$1/bin/java" -version 2>&1 | sed -n '1s/[^"]*"\([^"]*\)".*/\1/p') || java_version=''
        java_number=${java_version%%[!0-9]*}
    fi
    [ -n "$java_number" ]
}

# Takes the JDK in $1 if it is new enough and has the program named $2 (java to run, javac to build).
try_java() {
    [ -x "$1/bin/$2" ] && [ -x "$1/bin/java" ] && read_version "$1" && [ "$java_number" -ge "$oldest_java" ] &&
        java_home=$1
}

# Sets java_home to the first fitting JDK: JAVA_HOME, then PATH, then where Linux distributions put them.
find_java() {
    java_home=''
    if [ -n "${JAVA_HOME:-}" ] && try_java "$JAVA_HOME" "$1"; then return 0; fi
    if on_path=$(command -v "$1"); then
        resolve "$on_path"
        if try_java "${resolved%/bin/*}" "$1"; then return 0; fi
        # A wrapper script in place of the program: ask it where its JDK is.
        home=$("${on_path%/*}/java" -XshowSettings:properties -version 2>&1 | sed -n 's/^ *java\.home = //p') || home=''
        if [ -n "$home" ] && try_java "$home" "$1"; then return 0; fi
    fi
    for home in /usr/lib/jvm/*; do
        if try_java "$home" "$1"; then return 0; fi
    done
    return 1
}

find_maven() {
    maven=${MAVEN_HOME:+$MAVEN_HOME/bin/mvn}
    if [ -n "$maven" ] && [ -x "$maven" ]; then return 0; fi
    maven=$(command -v mvn)
}

# Whether apt-get can be asked to install something, and nobody forbids it.
may_install() {
    [ "${LEAVERWATCH_NO_INSTALL:-}" != 1 ] && [ "$(id -u 2>/dev/null)" = 0 ] && command -v apt-get >/dev/null
}

# Installs the named tools (jdk, maven) with apt-get, or says in one sentence what to install.
install() {
    wanted=''
    for tool in "$@"; do
        case $tool in
            jdk) wanted="${wanted:+$wanted and }a JDK of version $oldest_java or newer" ;;
            maven) wanted="${wanted:+$wanted and }Maven" ;;
        esac
    done
    hint="this machine has no ${wanted#a }: install $wanted (on Debian and Ubuntu: apt-get install default-jdk-headless maven) and try again."
    if ! may_install; then fail 2 "$hint"; fi
    say "this machine has no ${wanted#a }: asking apt-get for it (LEAVERWATCH_NO_INSTALL=1 forbids that)."
    log=$(mktemp) || fail 2 "$hint"
    DEBIAN_FRONTEND=noninteractive apt-get update >"$log" 2>&1 || true
    packages=''
    for tool in "$@"; do
        case $tool in
            maven) packages="$packages maven" ;;
            jdk)
                if apt-cache show openjdk-17-jdk-headless >/dev/null 2>&1; then
                    packages="$packages openjdk-17-jdk-headless"
                else
                    packages="$packages default-jdk-headless"
                fi
                ;;
        esac
    done
    say "installing$packages ..."
    # shellcheck disable=SC2086 # a list of names
    if ! DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends $packages >>"$log" 2>&1; then
        tail -n 5 "$log" >&2 || true
        fail 2 "apt-get could not install$packages (its log: $log): install them by hand and try again."
    fi
    rm -f "$log"
}

need_java() {
    find_java java || { install jdk && find_java java; } || fail 2 "no JDK of version $oldest_java or newer was found, even after installing one."
}

# What building needs; leaves the run-time choice of need_java alone.
need_build_tools() {
    missing=''
    find_java javac || missing='jdk'
    find_maven || missing="$missing maven"
    if [ -n "$missing" ]; then
        # shellcheck disable=SC2086 # a list of words
        install $missing
        if ! find_java javac || ! find_maven; then
            fail 2 'no JDK or no Maven was found, even after installing them.'
        fi
    fi
    build_home=$java_home
}

find_prometheus() {
    { command -v prometheus && command -v promtool; } >/dev/null || [ -x "$target/prometheus/usr/bin/promtool" ]
}

# Fetches Debian's package of Prometheus with apt-get and unpacks it in target/, or says in one sentence what to install.
# Installed, it would be a service that starts now and at each boot, and listens on every network interface.
need_prometheus() {
    if find_prometheus; then return 0; fi
    hint="this machine has no Prometheus, which the tests start: install Prometheus (on Debian and Ubuntu: apt-get install prometheus) and try again."
    if [ "${LEAVERWATCH_NO_INSTALL:-}" = 1 ] || ! command -v apt-get >/dev/null || ! command -v dpkg-deb >/dev/null; then
        fail 2 "$hint"
    fi
    lock
    if ! find_prometheus; then
        say 'this machine has no Prometheus, which the tests start: asking apt-get for it (LEAVERWATCH_NO_INSTALL=1 forbids that).'
        log=$target/prometheus.log part=$target/prometheus.part
        rm -rf "$part"
        mkdir -p "$part"
        apt-get update >"$log" 2>&1 9>&- || true
        say "unpacking prometheus in $target/prometheus ..."
        if ! (cd "$part" && apt-get download prometheus && dpkg-deb -x prometheus_*.deb .) >>"$log" 2>&1 9>&-; then
            tail -n 5 "$log" >&2 || true
            fail 2 "apt-get could not fetch prometheus (its log: $log): install Prometheus by hand and try again."
        fi
        rm -rf "$part"/prometheus_*.deb "$target/prometheus"
        mv "$part" "$target/prometheus"
    fi
    unlock
}

# The tests of scripts and of documented commands use these tools where they are there.
need_checkers() {
    missing=''
    for tool in jq shellcheck; do command -v "$tool" >/dev/null || missing="$missing $tool"; done
    if [ -z "$missing" ]; then return 0; fi
    if may_install; then
        say "installing$missing ..."
        apt-get update >/dev/null 2>&1 || true
        # shellcheck disable=SC2086 # a list of names
        if DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends $missing >/dev/null 2>&1; then return 0; fi
    fi
    say "this machine has no$missing: the tests that use it are left out (on Debian and Ubuntu: apt-get install$missing)."
}
