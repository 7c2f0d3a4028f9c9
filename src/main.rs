//! The two front ends of the library: in a browser the page, elsewhere the `failover-lab` command.

#[cfg(not(target_arch = "wasm32"))]
mod command;

#[cfg(target_arch = "wasm32")]
fn main() {
    failover_lab::ui::mount();
}

/// What was split off from the page's module begins with this (`scripts/split.mjs`): the number of its part.
#[cfg(target_arch = "wasm32")]
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn need(part: u8) {
    failover_lab::ui::need(part);
}

#[cfg(not(target_arch = "wasm32"))]
fn main() -> std::process::ExitCode {
    command::main()
}
