# Shared by the scripts of this folder; sourced, never run.

passed=0 failed=0 skipped=0

step() {
    printf '\n==> %s\n' "$*"
}

jdk() { # VERSION -> its home
    local home
    for home in /usr/lib/jvm/*-"$1"-* /usr/lib/jvm/*-"$1" "${JAVA_HOME:-}"; do
        if [ -x "$home/bin/javac" ] && "$home/bin/javac" -version 2>&1 | grep -q "javac $1"; then
            printf '%s\n' "$home"
            return
        fi
    done
    echo "no JDK $1 found" >&2
    return 1
}

newest_jdk() {
    local version
    for version in 25 24 23 22 21; do
        jdk "$version" 2>/dev/null && return
    done
    echo "no JDK newer than 17 found" >&2
    return 1
}

apt_install() { # COMMAND PACKAGE: installs the package unless the command is there
    command -v "$1" >/dev/null && return
    step "installing $2"
    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -qq -y "$2" >/dev/null
}

install_tools() {
    apt_install git git
    apt_install mvn maven
    jdk 17 >/dev/null 2>&1 || apt_install no-such-command openjdk-17-jdk-headless
    apt_install haproxy haproxy
    apt_install age age
    python3 -c 'import ensurepip' 2>/dev/null || apt_install no-such-command python3-venv
}

install_servers() { # what the tests named *IT run against
    step "the Vault for the tests"
    VAULT_BIN=$(.ci/install-vault)
    export VAULT_BIN
    "$VAULT_BIN" version
    step "the AWS for the tests"
    MOTO_SERVER=$(.ci/install-moto)
    export MOTO_SERVER
    echo "$MOTO_SERVER"
    step "the older Java for the tests"
    OLD_JAVA=$(.ci/install-old-java)
    export OLD_JAVA
    "$OLD_JAVA" -version
}

count_tests() { # adds up the reports of the run that just ended
    local line
    line=$(python3 - <<'PY'
import glob, xml.etree.ElementTree as tree
total = bad = skipped = 0
for report in glob.glob('**/target/*-reports/TEST-*.xml', recursive=True):
    suite = tree.parse(report).getroot()
    total += int(suite.get('tests'))
    bad += int(suite.get('failures')) + int(suite.get('errors'))
    skipped += int(suite.get('skipped'))
print(total - bad - skipped, bad, skipped)
PY
    )
    set -- $line
    passed=$((passed + $1)) failed=$((failed + $2)) skipped=$((skipped + $3))
    echo "$1 passed, $2 failed, $3 skipped"
}

print_counts() {
    echo "$passed passed, $failed failed, $skipped skipped"
    [ "$passed" -gt 0 ] && [ "$failed" -eq 0 ]
}

copy_sources() { # FOLDER: what belongs to the source tree, without what was built
    mkdir -p "$1"
    if git rev-parse --is-inside-work-tree >/dev/null 2>&1; then
        # A file that was removed but not yet committed is still listed.
        git ls-files -z --cached --others --exclude-standard | while IFS= read -r -d '' file; do
            if [ -e "$file" ]; then printf '%s\0' "$file"; fi
        done | tar --null -T - -cf - | tar -xf - -C "$1"
    else
        tar --exclude=target --exclude=.git -cf - . | tar -xf - -C "$1"
    fi
}

local_repository() { # where Maven keeps what it fetched
    local repository
    repository=$(printf '%s\n' "${MAVEN_OPTS:-}" "${MAVEN_ARGS:-}" | grep -o -e '-Dmaven.repo.local=[^ ]*' | tail -1 | cut -d= -f2)
    printf '%s\n' "${repository:-$HOME/.m2/repository}"
}
