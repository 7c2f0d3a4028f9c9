//! The same seed gives the same run on every machine: 200 random transcripts leave the same digests natively, where
//! `UPDATE_EXPECT=1 cargo test --test determinism` writes them down, and in a browser, where they are compared.

use failover_lab::study::watch;
use std::fmt::Write;

fn digests() -> String {
    let mut text = String::new();
    for seed in 0..200 {
        let digest =
            watch(seed).unwrap_or_else(|error| panic!("seed {seed} does not run: {error}"));
        writeln!(text, "{seed} {digest}").expect("a string takes everything");
    }
    text
}

#[cfg(not(target_arch = "wasm32"))]
#[test]
fn random_transcripts_leave_the_digests_that_were_written_down() {
    expect_test::expect_file!["determinism.txt"].assert_eq(&digests());
}

#[cfg(target_arch = "wasm32")]
mod browser {
    use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

    wasm_bindgen_test_configure!(run_in_browser);

    #[wasm_bindgen_test]
    fn random_transcripts_leave_the_digests_of_the_native_build() {
        assert_eq!(super::digests(), include_str!("determinism.txt"));
    }
}
