//! The budgets of the core, measured: `make bench`.

fn main() {
    divan::main();
}
