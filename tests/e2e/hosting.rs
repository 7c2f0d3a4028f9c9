//! What README says about hosting, tried: which files are kept for ever, on which servers, and what lies beside each.

use crate::visit::{built, skip, visit};
use serde_json::json;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::process::{Child, Command};

const README: &str = include_str!("../../README.md");
const FOREVER: &str = "public, max-age=31536000, immutable";

/// The text of README's code block that holds this.
fn snippet(what: &str) -> &'static str {
    let blocks = README.split("```").skip(1).step_by(2);
    let mut found = blocks.filter(|block| block.contains(what));
    let block = found.next().expect("README has such a snippet");
    let (_, text) = block.split_once('\n').expect("a block has lines");
    text
}

/// The files of the built page by their paths, without what was compressed of them and what is a host's own.
fn files(dist: &Path) -> Vec<String> {
    let mut all = Vec::new();
    let mut folders = vec![dist.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("a folder can be read") {
            let path = entry.expect("it has entries").path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let name = path.strip_prefix(dist).expect("it lies within");
            all.push(name.to_str().expect("its name is text").to_owned());
        }
    }
    all.retain(|name| !name.ends_with(".br") && !name.ends_with(".gz"));
    all.retain(|name| !name.starts_with("lessons/own/"));
    all.sort();
    assert!(all.len() > 50, "{all:?}");
    all
}

/// Whether its name ends with a hash, before its kind.
fn is_hashed(name: &str) -> bool {
    let stem = name
        .rsplit('/')
        .next()
        .and_then(|name| name.split_once('.'));
    let stem = stem.map_or(name, |(stem, _)| stem).trim_end_matches("_bg");
    let hash = stem.rsplit('-').next().unwrap_or_default();
    hash.len() == 16 && hash.bytes().all(|byte| byte.is_ascii_hexdigit())
}

fn type_of(name: &str) -> &'static str {
    match name.rsplit('.').next().unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "txt" => "text/plain; charset=utf-8",
        "md" => "text/markdown; charset=utf-8",
        "wasm" => "application/wasm",
        "json" => "application/json",
        "webmanifest" => "application/manifest+json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "woff2" => "font/woff2",
        _ => "",
    }
}

#[test]
fn what_changes_changes_its_name_where_it_is_kept_for_ever() {
    let Some(dist) = built() else { return };
    let files = files(&dist);
    let hashed: Vec<&String> = files.iter().filter(|name| is_hashed(name)).collect();
    for kind in [
        "failover-lab-",
        "later/rest-",
        "later/seldom-",
        "later/taught-",
        "later/services-",
        "later/styles-",
        "later/foreseen/",
        "fonts/",
    ] {
        assert!(hashed.iter().any(|name| name.starts_with(kind)), "{kind}");
    }
    for name in [
        "index.html",
        "sw.js",
        "manifest.webmanifest",
        "lessons/index.json",
        "later/reader.js",
    ] {
        assert!(files.iter().any(|file| file == name), "{name}");
        assert!(!is_hashed(name), "{name}");
    }
}

#[test]
fn the_patterns_of_the_snippets_mean_the_files_whose_names_carry_a_hash() {
    let Some(dist) = built() else { return };
    let patterns: Vec<&str> = README
        .lines()
        .filter_map(|line| {
            let start = line.find("-[0-9a-f]")?;
            let end = start + line[start..].find('$')? + 1;
            Some(&line[start..end])
        })
        .collect();
    assert_eq!(patterns.len(), 3, "nginx has one, Caddy two");
    let names = files(&dist);
    visit(move |page| async move {
        let script = "const [pattern, names] = arguments; const it = new RegExp(pattern);
            return names.filter((name) => it.test('/lab/' + name));";
        for pattern in patterns {
            let arguments = vec![json!(pattern), json!(names)];
            let met = page.driver.execute(script, arguments).await?;
            let met: Vec<String> = met.convert()?;
            let hashed: Vec<&String> = names.iter().filter(|name| is_hashed(name)).collect();
            assert_eq!(met.iter().collect::<Vec<_>>(), hashed, "{pattern}");
        }
        Ok(())
    });
}

/// Whether a name is meant by a pattern of `aws s3`: `*` is anything, `?` one letter.
fn is_meant(pattern: &[u8], name: &[u8]) -> bool {
    match (pattern, name) {
        ([], []) => true,
        ([b'*', rest @ ..], _) => {
            is_meant(rest, name) || !name.is_empty() && is_meant(pattern, &name[1..])
        }
        ([b'?', pattern @ ..], [_, name @ ..]) => is_meant(pattern, name),
        ([one, pattern @ ..], [other, name @ ..]) => one == other && is_meant(pattern, name),
        _ => false,
    }
}

/// What follows an option, each time that it stands in a line.
fn options<'l>(line: &'l str, names: &[&str]) -> Vec<(String, &'l str)> {
    let words = line.split(" --").skip(1);
    let pairs = words.filter_map(|word| word.split_once(' '));
    pairs
        .filter(|(name, _)| names.contains(name))
        .map(|(name, value)| (name.to_owned(), value.trim_matches('"')))
        .collect()
}

#[test]
fn each_file_is_copied_to_a_store_once_with_its_type_and_for_as_long_as_it_holds() {
    let Some(dist) = built() else { return };
    let commands = snippet("aws s3 cp").replace(" \\\n   ", "");
    let copies: Vec<&str> = commands
        .lines()
        .filter(|line| line.starts_with("aws s3 cp dist"))
        .collect();
    for name in files(&dist) {
        // The last option that means it counts.
        let copied = |line: &&&str| {
            let filters = options(line, &["include", "exclude"]);
            let meant = filters
                .iter()
                .rfind(|(_, pattern)| is_meant(pattern.as_bytes(), name.as_bytes()));
            meant.is_none_or(|(what, _)| what == "include")
        };
        let by: Vec<&&str> = copies.iter().filter(copied).collect();
        let [line] = by[..] else {
            panic!("{name} is copied {} times: {by:?}", by.len());
        };
        let for_ever = line.contains("\"$FOREVER\"");
        assert_eq!(for_ever, is_hashed(&name), "{name}: {line}");
        assert_ne!(for_ever, line.contains("no-cache"), "{name}: {line}");
        if ["wasm", "md", "webmanifest"].contains(&name.rsplit('.').next().unwrap_or_default()) {
            let told = options(line, &["content-type"]);
            assert_eq!(told[0].1, type_of(&name), "{name}");
        }
    }
}

#[test]
fn what_is_smaller_when_compressed_lies_beside_each_file() {
    let Some(dist) = built() else { return };
    let size = |path: PathBuf| path.metadata().map(|found| found.len()).ok();
    let mut compressed = 0;
    for name in files(&dist) {
        let whole = size(dist.join(&name)).expect("it is there");
        for ending in ["br", "gz"] {
            match size(dist.join(format!("{name}.{ending}"))) {
                Some(small) => {
                    assert!(small < whole, "{name}.{ending}: {small} of {whole}");
                    compressed += 1;
                }
                // Letters and pictures are compressed as they are.
                None => assert!(
                    name.ends_with(".woff2") || name.ends_with(".png") || whole < 100,
                    "{name} has no {ending}"
                ),
            }
        }
    }
    assert!(compressed > 100, "{compressed}");
}

/// The status and the headers of an answer, their names in small letters.
async fn asked(port: u16, path: &str) -> String {
    let mut stream = TcpStream::connect(("127.0.0.1", port))
        .await
        .expect("it listens");
    let ask = format!(
        "GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept-Encoding: br, gzip\r\nConnection: close\r\n\r\n"
    );
    stream.write_all(ask.as_bytes()).await.expect("it hears");
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await.expect("it answers");
    let answer = String::from_utf8_lossy(&answer).into_owned();
    let (head, _) = answer.split_once("\r\n\r\n").expect("headers end");
    head.lines()
        .map(|line| match line.split_once(": ") {
            Some((name, value)) => format!("{}: {value}\n", name.to_lowercase()),
            None => format!("{line}\n"),
        })
        .collect()
}

fn header<'h>(head: &'h str, name: &str) -> &'h str {
    let start = format!("{name}: ");
    let mut found = head.lines().filter_map(|line| line.strip_prefix(&start));
    found.next().unwrap_or_default()
}

/// A server with a snippet of README, or nothing where it is not installed.
struct Server {
    port: u16,
    _process: Child,
}

async fn started(program: &str, arguments: &[&str], port: u16) -> Option<Server> {
    let mut command = Command::new(program);
    command
        .args(arguments)
        .stdout(Stdio::null())
        .kill_on_drop(true);
    let Ok(process) = command.spawn() else {
        skip(&format!("{program} is not installed"));
        return None;
    };
    for _ in 0..400 {
        if TcpStream::connect(("127.0.0.1", port)).await.is_ok() {
            return Some(Server {
                port,
                _process: process,
            });
        }
        tokio::time::sleep(std::time::Duration::from_millis(25)).await;
    }
    panic!("{program} does not listen");
}

async fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0")
        .await
        .expect("some port is free");
    listener.local_addr().expect("it has an address").port()
}

/// A new folder for what a server writes.
fn folder(name: &str) -> PathBuf {
    let path = std::env::temp_dir().join(format!("failover-lab-{name}-{}", std::process::id()));
    std::fs::create_dir_all(&path).expect("a folder can be made");
    path
}

/// A snippet as somebody fills it in.
fn filled_in(snippet: &str, dist: &Path) -> String {
    let policy = std::fs::read_to_string(dist.join("content-security-policy.txt"));
    let policy = policy.expect("make dist writes it");
    assert!(!policy.contains('"'), "it stands between quotes");
    let text = snippet.replace("THE LINE OF content-security-policy.txt", policy.trim());
    text.replace(
        "/srv/failover-lab/dist",
        dist.to_str().expect("its path is text"),
    )
}

/// Every file comes as README promises: its type, how long it is kept, compressed, under the policy.
async fn keeps_the_promises(server: &Server, dist: &Path, below: &str) {
    let policy = std::fs::read_to_string(dist.join("content-security-policy.txt"));
    let policy = policy.expect("make dist writes it");
    for name in files(dist) {
        let head = asked(server.port, &format!("{below}/{name}")).await;
        let of = format!("{name}\n{head}");
        assert!(head.starts_with("HTTP/1.1 200"), "{of}");
        let kept = if is_hashed(&name) {
            FOREVER
        } else {
            "no-cache"
        };
        assert_eq!(header(&head, "cache-control"), kept, "{of}");
        assert_eq!(head.matches("cache-control: ").count(), 1, "{of}");
        let kind = type_of(&name);
        let told = header(&head, "content-type");
        assert!(kind.is_empty() || told == kind, "{of}");
        let small = dist.join(format!("{name}.br")).exists();
        assert_eq!(header(&head, "content-encoding") == "br", small, "{of}");
        let varies = header(&head, "vary") == "Accept-Encoding";
        assert!(varies || !small, "{of}");
        let readers = if name.ends_with(".md") { "*" } else { "" };
        assert_eq!(
            header(&head, "access-control-allow-origin"),
            readers,
            "{of}"
        );
        assert_eq!(
            header(&head, "content-security-policy"),
            policy.trim(),
            "{of}"
        );
    }
    let missing = asked(server.port, &format!("{below}/lessons/own/index.json")).await;
    assert!(missing.starts_with("HTTP/1.1 404"), "{missing}");
    let start = asked(server.port, &format!("{below}/")).await;
    assert_eq!(header(&start, "cache-control"), "no-cache", "{start}");
}

fn run(test: impl Future<Output = ()>) {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build();
    runtime.expect("tokio starts").block_on(test);
}

#[test]
fn nginx_with_the_snippet_sends_what_readme_promises() {
    let Some(dist) = built() else { return };
    run(async {
        let (port, folder) = (free_port().await, folder("nginx"));
        let module = "/usr/lib/nginx/modules/ngx_http_brotli_static_module.so";
        if !Path::new(module).exists() {
            return skip("nginx with its module for brotli is not installed");
        }
        let site = filled_in(snippet("map $uri"), &dist)
            .replace("listen 80;", &format!("listen 127.0.0.1:{port};"));
        let here = folder.display();
        let paths: String = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
            .map(|name| format!("{name}_temp_path {here}/{name};\n"))
            .concat();
        let all = format!(
            "load_module {module};\ndaemon off;\nmaster_process off;\npid {here}/pid;\nerror_log {here}/error.log;\nevents {{}}\nhttp {{\naccess_log off;\n{paths}{site}}}\n"
        );
        let file = folder.join("nginx.conf");
        std::fs::write(&file, all).expect("it can be written");
        let file = file.to_str().expect("its path is text");
        if let Some(server) = started("nginx", &["-c", file], port).await {
            keeps_the_promises(&server, &dist, "/lab").await;
            let short = asked(port, "/lab").await;
            assert_eq!(header(&short, "location"), "/lab/", "{short}");
        }
        std::fs::remove_dir_all(folder).expect("it can be removed");
    });
}

#[test]
fn caddy_with_the_snippet_sends_what_readme_promises() {
    let Some(dist) = built() else { return };
    run(async {
        let (port, folder) = (free_port().await, folder("caddy"));
        let site = filled_in(snippet("file_server"), &dist);
        let site = site.replace("lab.example.org", &format!("http://127.0.0.1:{port}"));
        let file = folder.join("Caddyfile");
        std::fs::write(&file, format!("{{\nadmin off\n}}\n{site}")).expect("it can be written");
        let file = file.to_str().expect("its path is text");
        let arguments = ["run", "--adapter", "caddyfile", "--config", file];
        if let Some(server) = started("caddy", &arguments, port).await {
            keeps_the_promises(&server, &dist, "").await;
        }
        std::fs::remove_dir_all(folder).expect("it can be removed");
    });
}
