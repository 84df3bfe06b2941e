# What the script cluster says to Flink: its configuration, and the words of its command line. To be read with `.`, after lib.sh.
# shellcheck shell=sh disable=SC2154 # dir, java, paths: set by lib.sh and the script

utils=org.apache.flink.runtime.util.bash.BashJavaUtils

# --- Configuration: conf/config.yaml of the working folder, made anew by each start ----------------------------------

# Puts a KEY=VALUE in the place of what the configuration says of that key.
set_option() {
    key="${1%%=*}:" awk 'index($0, ENVIRON["key"]) != 1' "$dir/conf/config.yaml" >"$dir/conf/config.part"
    printf '%s: %s\n' "${1%%=*}" "${1#*=}" >>"$dir/conf/config.part"
    mv -f "$dir/conf/config.part" "$dir/conf/config.yaml"
}

option() { key="$1: " awk 'index($0, ENVIRON["key"]) == 1 { print substr($0, length(ENVIRON["key"]) + 1) }' "$dir/conf/config.yaml"; }

fill_in_folder() {
    dir=$dir awk '{ at = index($0, "${dir}"); if (at && !/^#/) $0 = substr($0, 1, at - 1) ENVIRON["dir"] substr($0, at + 6); print }' "$1"
}

# Asks Flink which JVM flags (first line) and options (second line) follow from the memory sizes of the configuration.
write_flags() {
    for role in JM TM; do
        "$java" -XX:TieredStopAtLevel=1 -cp "$paths" "$utils" "GET_${role}_RESOURCE_PARAMS" --configDir "$dir/conf" \
            >"$dir/conf/$role.out" 2>"$dir/logs/memory.log" ||
            fail 2 "Flink does not take the memory sizes in $dir/conf/config.yaml: $(reason "$dir/logs/memory.log")."
        sed -n 's/^BASH_JAVA_UTILS_EXEC_RESULT://p' "$dir/conf/$role.out" >"$dir/conf/$role.flags"
        rm -f "$dir/conf/$role.out"
    done
}

# Whether all words are -D KEY=VALUE.
check_overrides() {
    while [ "$#" -gt 0 ]; do
        [ "$1" = -D ] || fail 2 "unknown option $1; allowed: --dir, -D."
        need_pair -D "${2:-}" KEY=VALUE
        shift 2
    done
}

configured() { [ -s "$dir/conf/TM.flags" ] || fail 2 "there is no cluster in $dir: start one first."; }

# --- Command line -----------------------------------------------------------------------------------------------------

# Flink's command line, against the cluster of the working folder.
flink() {
    configured
    # shellcheck disable=SC2046 # a list of flags
    FLINK_CONF_DIR=$dir/conf exec "$java" $(option env.java.opts.all) -XX:TieredStopAtLevel=1 \
        -Dorg.slf4j.simpleLogger.defaultLogLevel=warn -Dorg.slf4j.simpleLogger.log.org.apache.flink.client.cli=error \
        -Dorg.slf4j.simpleLogger.log.org.apache.flink.core.plugin=error -cp "$paths" org.apache.flink.client.cli.CliFrontend "$@"
}

# The same, but what goes wrong is said in a sentence; the rest is in logs/client.log.
client() {
    configured
    need_jobmanager
    log=$dir/logs/client.log
    if (flink "$@") >"$log.out" 2>"$log"; then
        grep '^leaverwatch: ' "$log" >&2 || true # of the program that was submitted
        cat "$log.out"
        return
    fi
    if grep '^leaverwatch: ' "$log" >&2; then
        ended=$(sed -n 's/.*leaverwatch ended with status \([0-9]\).*/\1/p' "$log" | head -n 1)
        exit "${ended:-1}"
    fi
    mistake=$(sed -n 's/^[a-zA-Z.]*CliArgsException: //p' "$log" | head -n 1)
    if [ -n "$mistake" ]; then fail 2 "${mistake%.}."; fi
    what=$(sed -n '/^ The program finished/,$s/^[a-zA-Z0-9_.$]*\(Exception\|Error\): //p' "$log" | head -n 1)
    why=$(sed -n 's/^Caused by: //p' "$log" | tail -n 1 | sed 's/^.*\(Exception\|Error\): //')
    what=${what%.}
    fail 1 "${what:-Flink\'s client failed}${why:+ ($why)}; details: $log."
}
