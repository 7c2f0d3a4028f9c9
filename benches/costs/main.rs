//! What things cost beside other things: instructions and time for a crash, a year, a view, each against its budget; and
//! simulated years a second beside a plain simulation on a binary heap, native and in WebAssembly. `make bench` runs it.
//!
//! Worlds are made from transcripts alone, so that nothing here knows how the model is built. Instructions are counted by
//! valgrind, which runs this very program again for one case at a time (`--count NAME`).

mod plain;
mod worlds;

#[cfg(not(target_arch = "wasm32"))]
mod cases;
#[cfg(not(target_arch = "wasm32"))]
mod table;

#[cfg(not(target_arch = "wasm32"))]
fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().position(|argument| argument == "--count") {
        Some(at) => table::count_here(arguments.get(at + 1).map_or("", String::as_str)),
        None => table::print(),
    }
}

#[cfg(target_arch = "wasm32")]
fn main() {}

/// How many things are run for years: `scripts/years.mjs` times each.
#[cfg(target_arch = "wasm32")]
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn how_many() -> usize {
    worlds::YEARS.len()
}

/// Lets so many years of one of them pass.
#[cfg(target_arch = "wasm32")]
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn years(which: usize, count: u32) -> f64 {
    (worlds::YEARS[which].run)(count) as f64
}
