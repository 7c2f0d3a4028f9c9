# Finds or installs what the build needs. Sourced by the other scripts; works in bash 3.2 and later, on Linux and macOS.
#
# Whether a thing is there is always decided by looking at it. What is installed goes into $TOOLS, except a WebAssembly
# standard library (rustup or Debian's packages keep it) and a browser (Debian's packages).

set -euo pipefail

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
TOOLS=${FAILOVER_LAB_TOOLS:-$ROOT/.tools}
case $TOOLS in /*) ;; *) TOOLS=$ROOT/$TOOLS ;; esac
LOGS=$TOOLS/logs
WASM=wasm32-unknown-unknown
cd "$ROOT"
mkdir -p "$LOGS"
export PATH="$TOOLS/bin:$TOOLS/npm/node_modules/.bin:$PATH"

say() { printf '==> %s\n' "$*"; }
fail() {
    printf 'error: %s\n' "$1" >&2
    shift
    for line in "$@"; do printf '       %s\n' "$line" >&2; done
    exit 1
}
have() { command -v "$1" >/dev/null 2>&1; }

# attempt LABEL LOG COMMAND…: one line while it runs; its output goes to a log.
attempt() {
    local label=$1 log=$LOGS/$2.log began=$SECONDS
    shift 2
    if [ -n "$BESIDE" ]; then say "$label …"; else printf '==> %s … ' "$label"; fi
    if (export RUST_BACKTRACE=0 && "$@") >"$log" 2>&1 </dev/null; then
        printf '%sdone (%s s)\n' "${BESIDE:+==> $label: }" $((SECONDS - began))
    else
        printf '%sfailed\n' "${BESIDE:+==> $label: }"
        return 1
    fi
}

# beside COMMAND…: all of them at once. Each has moments in which it uses one core alone.
BESIDE=
beside() {
    local command failed=
    for command in "$@"; do (BESIDE=1 && "$command") & done
    for command in $(jobs -p); do wait "$command" || failed=1; done
    [ -z "$failed" ]
}

# long LABEL LOG COMMAND…: the same, and shows the output if it fails.
long() {
    attempt "$@" && return
    tail -n 60 "$LOGS/$2.log" >&2
    printf '       (all of it: %s)\n' "$LOGS/$2.log" >&2
    return 1
}

# bounded SECONDS COMMAND…: macOS has no `timeout`.
bounded() {
    if have timeout; then timeout "$@"; else perl -e 'alarm shift; exec @ARGV' "$@"; fi
}

can_apt() { have apt-get && [ "$(id -u)" = 0 ]; }

# apt_install PACKAGE…: only ever as root; nothing here calls sudo.
apt_install() {
    export DEBIAN_FRONTEND=noninteractive
    apt-get -o DPkg::Lock::Timeout=300 update &&
        apt-get -o DPkg::Lock::Timeout=300 install -y --no-install-recommends "$@"
}

need_rust() {
    have cargo || fail "cargo is missing" "Install Rust as https://rustup.rs describes, then run this again."
    have cc || have gcc || have clang || fail "a C compiler is missing (Rust links with it)" \
        "Debian, Ubuntu: apt-get install build-essential" "macOS: xcode-select --install"
}

# The WebAssembly standard library: it is there, or rustup can add it, or Debian's newer Rust can build it.
DEBIAN_RUST="rustc-web cargo-web rust-web-src rust-web-clippy lld-22"

has_wasm_std() { compgen -G "$("$1" --print target-libdir --target $WASM 2>/dev/null)/libstd-*" >/dev/null; }
has_debian_rust() {
    [ -x /usr/bin/rustc ] && [ -x /usr/bin/cargo ] && [ -x /usr/bin/cargo-clippy ] && have wasm-ld-22 &&
        [ -d "$(/usr/bin/rustc --print sysroot)/lib/rustlib/src/rust/library/std" ]
}

need_wasm() {
    need_rust
    has_wasm_std rustc && return
    if ! has_debian_rust && have rustup; then
        attempt "Adding the WebAssembly standard library with rustup" rustup \
            bounded 120 rustup target add $WASM && return
    fi
    if ! has_debian_rust; then
        can_apt || fail "the WebAssembly standard library is missing, and could not be added here" \
            "With rustup:          rustup target add $WASM" \
            "On Debian, as root:   apt-get install --no-install-recommends $DEBIAN_RUST"
        # shellcheck disable=SC2086 # a list of packages
        long "Installing a Rust that can build it, from Debian's packages" apt-rust apt_install $DEBIAN_RUST
    fi
    WASM_BY_DEBIAN=1
}

# in_wasm COMMAND…: runs it with the toolchain that need_wasm found.
WASM_BY_DEBIAN=
in_wasm() {
    if [ -n "$WASM_BY_DEBIAN" ]; then
        # Debian ships the sources of the standard library; building them is an unstable feature of cargo.
        env PATH="$TOOLS/bin:$TOOLS/npm/node_modules/.bin:/usr/bin:$PATH" RUSTC=/usr/bin/rustc CARGO=/usr/bin/cargo \
            CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER=wasm-ld-22 RUSTC_BOOTSTRAP=1 \
            CARGO_UNSTABLE_BUILD_STD=std,panic_abort "$@"
    else
        "$@"
    fi
}

# lean LEVEL COMMAND…: builds a tool that runs for moments, so compiling it fast matters more than its speed.
lean() {
    local level=$1
    shift
    env -u CARGO_TARGET_DIR CARGO_PROFILE_RELEASE_OPT_LEVEL="$level" CARGO_PROFILE_RELEASE_LTO=off \
        CARGO_PROFILE_RELEASE_CODEGEN_UNITS=16 CARGO_PROFILE_RELEASE_DEBUG=0 "$@"
}

# MODULES…, --profile PROFILE: builds the page's module and the reader's.
MODULES=(cargo build --quiet --locked --target $WASM --bin failover-lab --bin reader)
build_modules() { in_wasm "${MODULES[@]}" --profile "$1"; }

# The version in Cargo.lock, exactly: the library and the tool must match.
need_wasm_bindgen() {
    need_rust
    local version
    version=$(awk '/^name = "wasm-bindgen"$/ { getline; gsub(/.*= "|"/, ""); print }' Cargo.lock)
    [ "$(wasm-bindgen --version 2>/dev/null)" = "wasm-bindgen $version" ] && have wasm-bindgen-test-runner && return
    long "Building wasm-bindgen $version (once, some minutes)" wasm-bindgen install_wasm_bindgen "$version"
}
install_wasm_bindgen() {
    # Without its default features: nothing here is fetched over TLS.
    lean 1 cargo install --locked --no-default-features "wasm-bindgen-cli@$1" --root "$TOOLS" ||
        lean 1 cargo install --no-default-features "wasm-bindgen-cli@$1" --root "$TOOLS"
}

# Node.js puts the page together and serves it.
NODE_VERSION=20
need_node() {
    has_node && return
    if can_apt && ! have node; then long "Installing Node.js" apt-node apt_install nodejs npm; fi
    has_node || fail "Node.js $NODE_VERSION or later is missing (it puts the page together, and serves it)" \
        "Debian, Ubuntu: apt-get install nodejs npm" "macOS: brew install node" "Elsewhere: https://nodejs.org/en/download"
}

has_node() {
    local major
    major=$(node --print 'process.versions.node.split(".")[0]' 2>/dev/null) && [ "$major" -ge $NODE_VERSION ]
}

# What npm brings, as package-lock.json says: wasm-opt, esbuild, axe-core, workbox, and happy-dom, a page without a browser.
need_npm_tools() {
    need_node
    have npm || fail "npm is missing (it brings what makes the page small, and axe-core)" \
        "Debian, Ubuntu: apt-get install npm" "macOS: brew install node"
    cmp -s package-lock.json "$TOOLS/npm/installed" && return
    mkdir -p "$TOOLS/npm"
    cp package.json package-lock.json .npmrc "$TOOLS/npm/"
    long "Installing wasm-opt, esbuild, axe-core, workbox and happy-dom" npm npm ci --prefix "$TOOLS/npm" --no-audit --no-fund
    cp package-lock.json "$TOOLS/npm/installed"
}

# Firefox and its driver, where they can be had: a second browser is asked for little, and missed by nobody.
GECKODRIVER_VERSION=0.37.1
find_firefox() {
    has_firefox || { can_apt && attempt "Installing Firefox" apt-firefox apt_install firefox-esr; } || return 1
    has_firefox || return 1
    have "${GECKODRIVER:-geckodriver}" ||
        attempt "Building geckodriver (once, some minutes)" geckodriver \
            lean 0 cargo install --locked "geckodriver@$GECKODRIVER_VERSION" --root "$TOOLS" || return 1
    GECKODRIVER=$(command -v "${GECKODRIVER:-geckodriver}")
}
has_firefox() { have firefox || have firefox-esr || [ -d "/Applications/Firefox.app" ]; }

# Lighthouse, which needs no more than the browser and Node.js; the newest that runs in Node.js 20.
LIGHTHOUSE_VERSION=12.8.2
need_lighthouse() {
    local home=$TOOLS/lighthouse
    grep -qs "\"version\": \"$LIGHTHOUSE_VERSION\"" "$home/node_modules/lighthouse/package.json" && return
    long "Installing Lighthouse" lighthouse env PUPPETEER_SKIP_DOWNLOAD=1 \
        npm install --prefix "$home" "lighthouse@$LIGHTHOUSE_VERSION" --no-audit --no-fund
}

# Chromium or Chrome, and the ChromeDriver that belongs to it.
has_browser() {
    [ -n "${CHROMEDRIVER:-}" ] || have chromedriver || return 1
    have chromium || have chromium-browser || have google-chrome || have google-chrome-stable ||
        [ -d "/Applications/Google Chrome.app" ]
}
browser() {
    for name in chromium chromium-browser google-chrome google-chrome-stable; do command -v $name && return; done
    printf '%s\n' "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"
}
need_browser() {
    if ! has_browser; then
        can_apt || fail "Chromium and ChromeDriver are missing (the browser tests need them)" \
            "Debian, Ubuntu: apt-get install chromium chromium-driver" \
            "macOS: brew install --cask google-chrome chromedriver" \
            "A driver elsewhere: CHROMEDRIVER=/path/to/chromedriver make test"
        long "Installing Chromium and ChromeDriver" apt-chromium apt_install chromium chromium-driver
    fi
    export CHROMEDRIVER=${CHROMEDRIVER:-$(command -v chromedriver)}
}
