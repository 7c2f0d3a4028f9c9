//! What the browser keeps between visits, by name. Where it refuses to keep anything (blocked cookies, a frame in another
//! site's page, a full disk) it is as if nothing had been kept.

use web_sys::Storage;

/// Kept for a moment, to see whether it can be.
const TRIAL: &str = "failover-lab.trial";

/// Not `gloo-storage`: it panics where the browser refuses.
fn storage() -> Option<Storage> {
    web_sys::window()?.local_storage().ok().flatten()
}

/// Whether anything can be kept: a storage may be there and take nothing.
pub fn is_open() -> bool {
    let took = |storage: Storage| storage.set_item(TRIAL, "").is_ok();
    let is_open = storage().is_some_and(took);
    delete(TRIAL);
    is_open
}

pub fn kept(key: &str) -> Option<String> {
    storage()?.get_item(key).ok().flatten()
}

/// Tells whether it is kept: a storage that is full keeps what it had.
pub fn keep(key: &str, value: &str) -> bool {
    storage().is_some_and(|storage| storage.set_item(key, value).is_ok())
}

pub fn delete(key: &str) {
    if let Some(storage) = storage() {
        // Fails nowhere: what is not there is deleted already.
        let _ = storage.remove_item(key);
    }
}

/// A text that was kept as JSON.
pub fn text(key: &str) -> Option<String> {
    serde_json::from_str(&kept(key)?).ok()
}

pub fn keep_text(key: &str, text: &str) -> bool {
    keep(key, &serde_json::Value::from(text).to_string())
}
