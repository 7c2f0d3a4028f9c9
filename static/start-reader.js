// Starts the reader of lessons in a worker. What follows the question mark names the build: no part comes from another one.
importScripts("reader.js" + location.search);
wasm_bindgen({ module_or_path: "reader_bg.wasm" + location.search });
