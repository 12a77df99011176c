# Lists the recipes.
default:
    @just --list

# All tests.
test:
    cargo test --workspace

# What CI runs, and the licences and sources of dependencies.
ci:
    bash .ci/run
    cargo deny check bans licenses sources

# Ten thousand requests through a proxy that cuts at random, for each of these seeds.
soak $LRSOCKET_SOAK="1-20":
    cargo test -p lrsocket-cli --test soak -- --nocapture --test-threads 1

# Records so many sessions of the examples and of plug-ins that are hard to repeat, and replays them.
replays $LRSOCKET_REPLAYS="500":
    cargo test -p lrsocket-cli --test replays -- --nocapture

# Runs the example plug-in, with a terminal on it.
demo:
    cargo demo

# The program for Windows, built on Linux; see docs/windows.md.
windows:
    cargo build --release -p lrsocket-cli --target x86_64-pc-windows-gnu

# Measures speed, also beside a C program and LuaSocket; see bench/README.md.
bench *ARGS:
    cargo build --release -p lrsocket-cli
    cargo run --release -p lrsocket-bench -- {{ARGS}}
    {{ if ARGS == "" { "just bench-simulation" } else { "" } }}

# Measures the simulation; see bench/README.md.
bench-simulation *ARGS:
    cargo run --release -p lrsocket-bench --bin simulation -- {{ARGS}}
