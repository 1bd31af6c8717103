# Sourced by the scripts that need programs of Debian's: `need COMMAND PACKAGE ...` installs what is missing.

need() {
    local missing=() run=()
    while [ $# -ge 2 ]; do
        PATH=$PATH:/usr/sbin command -v "$1" >/dev/null || [ -e "$1" ] || missing+=("$2")
        shift 2
    done
    [ ${#missing[@]} -gt 0 ] || return 0
    echo "installing ${missing[*]}"
    [ "$(id -u)" = 0 ] || run=(sudo)
    run+=(env DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=300)
    "${run[@]}" install -y --no-install-recommends "${missing[@]}" >/dev/null ||
        { "${run[@]}" update && "${run[@]}" install -y --no-install-recommends "${missing[@]}" >/dev/null; }
}
