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

# Runs the example plug-in and an outside program that talks to it.
demo:
    cargo demo

# Compares speed with a C program and LuaSocket; see bench/README.md.
bench *ARGS:
    cargo build --release -p lrsocket-cli
    cargo run --release -p lrsocket-bench -- {{ARGS}}
